//! HTTP and server-sent events, with the silence guard. Knows no provider and no retry.
//!
//! Cancellation is dropping: every future and stream here may be dropped at any point, which closes the
//! connection.

mod event_stream;
mod frame_stream;
mod frames;
mod http;
mod sse;

use std::time::Duration;

pub(crate) use frame_stream::{Frame, FrameStream};
pub(crate) use http::{ErrorResponse, Post, get, post_stream};
pub use http::{HttpClientError, http_client};

/// The limits of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The longest wait for the answer's head and between two events.
    pub(crate) silence: Duration,
    /// The most bytes of one event.
    pub(crate) max_frame_bytes: usize,
    /// The most bytes of the whole answer.
    pub(crate) max_answer_bytes: usize,
}

/// How events are told apart in the body of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// Server-sent events.
    Sse,
    /// Amazon's binary messages.
    AmazonEventStream,
}

impl Framing {
    /// The media type of such a body.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Sse => "text/event-stream",
            Self::AmazonEventStream => "application/vnd.amazon.eventstream",
        }
    }

    /// Whether an answer that calls itself so may be such a stream. Servers of one's own often say nothing, or
    /// something general; what it really is shows at the first event.
    fn allows(self, content_type: &str) -> bool {
        let general = ["", "text/plain", "application/octet-stream", "binary/octet-stream"];
        content_type == self.media_type() || general.contains(&content_type)
    }
}

/// Why an exchange failed, before any provider's meaning.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TransportError {
    /// The request could not be built.
    #[error("could not build the request")]
    Build(#[source] reqwest::Error),
    /// The connection failed before or during the answer.
    #[error("the connection to the provider failed")]
    Connection(#[source] reqwest::Error),
    /// The provider sent nothing for too long.
    #[error("the provider sent nothing for {} ms", .0.as_millis())]
    Silence(Duration),
    /// The whole exchange took longer than we allow it.
    #[error("the provider did not answer within {} ms", .0.as_millis())]
    Deadline(Duration),
    /// The body ended in the middle of an event.
    #[error("the stream ended in the middle of an event")]
    Truncated,
    /// The provider answered with an HTTP error.
    #[error("the provider answered with status {}", .0.status)]
    Status(Box<ErrorResponse>),
    /// The provider answered with success, but not with a stream.
    #[error("the provider answered with {content_type} and not with a stream")]
    NotAStream {
        /// What it called its answer.
        content_type: String,
        /// What it said.
        response: Box<ErrorResponse>,
    },
    /// An event is larger than the limit.
    #[error("an event of the stream is larger than {0} bytes")]
    FrameTooLarge(usize),
    /// The whole answer is larger than the limit.
    #[error("the answer is larger than {0} bytes")]
    AnswerTooLarge(usize),
    /// An event is not text or not of the format.
    #[error("an event of the stream is malformed: {0}")]
    Malformed(String),
}
