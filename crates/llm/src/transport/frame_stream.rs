//! The events of an answer, each within the silence limit, all of them within the limit of the whole.

use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::{Stream, StreamExt};

use super::{Framing, Limits, TransportError, event_stream, sse};

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Of SSE the `event:` field, `message` by default; of Amazon's event stream the message's type and name.
    pub(crate) event: String,
    /// Of SSE the `data:` lines; of Amazon's event stream the payload.
    pub(crate) data: String,
}

type Events = Pin<Box<dyn Stream<Item = Result<Frame, TransportError>> + Send>>;

/// The events of one answer. The silence limit holds between two of them; comments (keep-alives of proxies) do
/// not extend it.
pub(crate) struct FrameStream {
    events: Events,
    silence: Duration,
}

impl FrameStream {
    pub(super) fn new(response: reqwest::Response, framing: Framing, limits: Limits) -> Self {
        let body = Box::pin(bounded(response, limits.max_answer_bytes));
        let events: Events = match framing {
            Framing::Sse => Box::pin(sse::events(body, limits.max_frame_bytes)),
            Framing::AmazonEventStream => Box::pin(event_stream::messages(body, limits.max_frame_bytes)),
        };
        Self { events, silence: limits.silence }
    }

    /// The next event; `None` at the end of the body.
    pub(crate) async fn next(&mut self) -> Result<Option<Frame>, TransportError> {
        match tokio::time::timeout(self.silence, self.events.next()).await {
            Ok(event) => event.transpose(),
            Err(_) => Err(TransportError::Silence(self.silence)),
        }
    }
}

/// The bytes of a body; an error where they are more than an answer may have.
fn bounded(
    response: reqwest::Response,
    max_answer_bytes: usize,
) -> impl Stream<Item = Result<Bytes, TransportError>> {
    let mut left = max_answer_bytes;
    response.bytes_stream().map(move |it| {
        let bytes = it.map_err(|it| TransportError::Connection(it.without_url()))?;
        left = left.checked_sub(bytes.len()).ok_or(TransportError::AnswerTooLarge(max_answer_bytes))?;
        Ok(bytes)
    })
}
