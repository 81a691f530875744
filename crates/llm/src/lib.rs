//! Provider-neutral requests and streams of language models, the transport, and one folder per provider.
//!
//! The transport (`transport/`) knows HTTP, SSE and the silence guard, and no provider. A provider
//! (`anthropic/`, `openai_responses/`, `openai_chat/`) maps requests, events and errors, and knows no retry.
//! Retrying is the chat engine's: it needs the database.

mod error;
mod event;
mod request;

pub use error::LlmError;
pub use event::{FinishReason, StreamEvent};
pub use request::{
    Content, Message, ModelRequest, ModelSettings, ReasoningEffort, Role, ToolChoice, ToolDefinition,
};
