//! Provider-neutral requests and streams of language models, the transport, and one folder per provider.
//!
//! The transport (`transport/`) knows HTTP, SSE and the silence guard, and no provider. A provider
//! (`anthropic/`, `bedrock/`, `google/`, `openai_responses/`, `openai_chat/`) maps requests, events and errors, and knows no retry.
//! Retrying is the chat engine's: it needs the database. What it needs to know for that is in the error
//! ([`LlmError::retryable`]) and in [`retry`].

mod address;
mod anthropic;
mod bedrock;
pub mod catalog;
mod classify;
mod client;
mod context_limit;
mod decode;
mod error;
mod event;
mod extract;
mod failure;
mod google;
mod messages;
mod metadata;
mod model_ref;
mod openai_chat;
mod openai_responses;
mod options;
mod provider;
mod request;
pub mod retry;
mod stream;
mod transport;

pub use anthropic::{AnswerPiece, is_signed, misplaced};
pub use classify::{Cause, Signals, classify};
pub use client::{ModelClient, ProviderEndpoint, StreamLimits};
pub use context_limit::reported_context_limit;
pub use error::{Fault, LlmError};
pub use event::{FinishReason, StreamEvent};
pub use extract::{provider_in_text, status_in_text};
pub use metadata::must_be_replayed;
pub use model_ref::ModelRef;
pub use openai_responses::{Kept, responses_kept};
pub use options::{OptionProblem, check_provider_options};
pub use provider::{ProviderKind, Transport, transport_of};
pub use request::{Content, Message, ModelRequest, ModelSettings, Role, ToolChoice, ToolDefinition};
pub use ropewalk_model::chat::ReasoningEffort;
pub use stream::ModelStream;
pub use transport::{HttpClientError, http_client};
