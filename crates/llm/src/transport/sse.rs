//! The events of an answer, each within the silence limit.

use std::pin::Pin;
use std::time::Duration;

use eventsource_stream::{EventStreamError, Eventsource};
use futures::stream::{Stream, StreamExt};

use super::frames::frames;
use super::{Limits, TransportError};

/// One event. Comments and events without data never arrive here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SseFrame {
    /// The `event:` field, `message` by default.
    pub(crate) event: String,
    /// The `data:` lines.
    pub(crate) data: String,
}

type Events = Pin<Box<dyn Stream<Item = Result<SseFrame, TransportError>> + Send>>;

/// The events of one answer. The silence limit holds between two of them; comments (keep-alives of proxies) do
/// not extend it.
pub(crate) struct SseStream {
    events: Events,
    silence: Duration,
}

impl SseStream {
    pub(super) fn new(response: reqwest::Response, limits: Limits) -> Self {
        let body = Box::pin(response.bytes_stream());
        let events = frames(body, limits.max_frame_bytes).eventsource().map(|it| match it {
            Ok(event) => Ok(SseFrame { event: event.event, data: event.data }),
            Err(EventStreamError::Transport(error)) => Err(error),
            Err(EventStreamError::Utf8(error)) => Err(TransportError::Malformed(error.to_string())),
            Err(EventStreamError::Parser(error)) => {
                Err(TransportError::Malformed(format!("line of kind {:?}", error.code)))
            }
        });
        Self { events: Box::pin(events), silence: limits.silence }
    }

    /// The next event; `None` at the end of the body.
    pub(crate) async fn next(&mut self) -> Result<Option<SseFrame>, TransportError> {
        match tokio::time::timeout(self.silence, self.events.next()).await {
            Ok(event) => event.transpose(),
            Err(_) => Err(TransportError::Silence(self.silence)),
        }
    }
}
