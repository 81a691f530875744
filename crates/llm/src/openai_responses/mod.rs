//! OpenAI's Responses API: `POST /v1/responses`, streaming, with the full history each time (chat-engine.md
//! 5.8: chaining is optional, full replay must always work).

mod decode;
mod history;
mod items;
mod request;
mod wire;

use crate::ModelRequest;
use crate::client::Prepared;

/// The request for the Responses API.
pub(crate) fn prepare(request: &ModelRequest) -> Prepared {
    Prepared { body: request::body(request), decoder: Box::<decode::ResponsesDecoder>::default() }
}
