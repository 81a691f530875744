//! The events of an SSE body.

use bytes::Bytes;
use eventsource_stream::{EventStreamError, Eventsource};
use futures::stream::{Stream, StreamExt};

use super::frames::frames;
use super::{Frame, TransportError};

/// The events of a body. Comments and events without data never arrive here.
pub(super) fn events<S>(body: S, max_frame_bytes: usize) -> impl Stream<Item = Result<Frame, TransportError>>
where
    S: Stream<Item = Result<Bytes, TransportError>> + Unpin,
{
    frames(body, max_frame_bytes).eventsource().map(|it| match it {
        Ok(event) => Ok(Frame { event: event.event, data: event.data }),
        Err(EventStreamError::Transport(error)) => Err(error),
        Err(EventStreamError::Utf8(error)) => Err(TransportError::Malformed(error.to_string())),
        Err(EventStreamError::Parser(error)) => {
            Err(TransportError::Malformed(format!("line of kind {:?}", error.code)))
        }
    })
}
