//! Anthropic's Messages API: `POST /v1/messages`, streaming.

mod decode;
mod history;
mod request;
mod thinking;
mod wire;

use crate::ModelRequest;
use crate::client::Prepared;

/// The version of the API that this folder speaks.
pub(crate) const API_VERSION: &str = "2023-06-01";

/// The request for the Messages API.
pub(crate) fn prepare(request: &ModelRequest) -> Prepared {
    Prepared {
        path: "messages",
        body: request::body(request),
        decoder: Box::<decode::AnthropicDecoder>::default(),
    }
}
