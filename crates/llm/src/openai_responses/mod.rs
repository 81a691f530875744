//! OpenAI's Responses API: `POST /v1/responses`, streaming, with the full history, or with what came after an answer that OpenAI
//! keeps (chat-engine.md 5.8).

mod decode;
mod history;
mod items;
mod kept;
mod request;
mod wire;

pub use kept::{Kept, responses_kept};

use crate::ModelRequest;
use crate::client::Prepared;

/// The request for the Responses API.
pub(crate) fn prepare(request: &ModelRequest) -> Prepared {
    Prepared { body: request::body(request), decoder: Box::<decode::ResponsesDecoder>::default() }
}
