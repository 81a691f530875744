//! Anthropic's Messages API: `POST /v1/messages`, streaming. Bedrock carries the same bodies and events.

mod decode;
mod history;
mod provider_tools;
mod request;
mod thinking;
mod wire;

use serde_json::Value;

use crate::ModelRequest;
use crate::client::Prepared;

pub(crate) use decode::AnthropicDecoder;
pub(crate) use provider_tools::BrokenHistory;
pub use provider_tools::{AnswerPiece, is_signed, misplaced};

/// The version of the API that this folder speaks.
pub(crate) const API_VERSION: &str = "2023-06-01";

/// The request for the Messages API.
///
/// # Errors
/// The conversation cannot be made one that the API takes.
pub(crate) fn prepare(request: &ModelRequest) -> Result<Prepared, BrokenHistory> {
    Ok(Prepared {
        body: request::body(request, request::Place::Anthropic)?,
        decoder: Box::<decode::AnthropicDecoder>::default(),
    })
}

/// The body for Bedrock; the model's name at Anthropic tells what it can do.
///
/// # Errors
/// As of [`prepare`].
pub(crate) fn bedrock_body(request: &ModelRequest, claude: &str) -> Result<Value, BrokenHistory> {
    request::body(request, request::Place::Bedrock { claude })
}
