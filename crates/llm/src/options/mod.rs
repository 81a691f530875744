//! `provider_options` of a model config as types (chats-api.md 2.16, chat-engine.md 2.2).
//!
//! They are checked when somebody writes them ([`check_provider_options`]). Reading never fails: blank strings count as unset, words are trimmed, lower-cased and dropped when unknown,
//! and a field of the wrong type is as if it were not there.

mod anthropic;
mod check;
mod fields;
mod gateways;
mod google;
mod openai;
mod schema;

pub use check::{OptionProblem, check_provider_options};

pub(crate) use anthropic::{AnthropicOptions, EFFORTS as ANTHROPIC_EFFORTS};
pub(crate) use gateways::{GatewayReasoning, OpenrouterOptions, VercelOptions};
pub(crate) use google::GoogleOptions;
pub(crate) use openai::{OpenAiCompatOptions, OpenAiOptions, effort_word};
