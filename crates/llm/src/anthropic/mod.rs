//! Anthropic's Messages API: `POST /v1/messages`, streaming. Bedrock carries the same bodies and events.

mod decode;
mod history;
mod request;
mod thinking;
mod wire;

use serde_json::Value;

use crate::ModelRequest;
use crate::client::Prepared;

pub(crate) use decode::AnthropicDecoder;

/// The version of the API that this folder speaks.
pub(crate) const API_VERSION: &str = "2023-06-01";

/// The request for the Messages API.
pub(crate) fn prepare(request: &ModelRequest) -> Prepared {
    Prepared {
        body: request::body(request, request::Place::Anthropic),
        decoder: Box::<decode::AnthropicDecoder>::default(),
    }
}

/// The body for Bedrock; the model's name at Anthropic tells what it can do.
pub(crate) fn bedrock_body(request: &ModelRequest, claude: &str) -> Value {
    request::body(request, request::Place::Bedrock { claude })
}
