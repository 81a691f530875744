//! The neutral stream of one answer.
//!
//! Invariant: it ends with `Finish` after the provider's terminal event, or with an error, and with nothing
//! after either. An end of the body without the terminal event is an error (chat-engine.md PV-20).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::stream::{self, Stream};

use crate::decode::{Decode, Events, Flow};
use crate::failure::Reporter;
use crate::transport::FrameStream;
use crate::{LlmError, StreamEvent};

/// The events of one answer. Dropping it closes the connection.
pub struct ModelStream {
    events: Pin<Box<dyn Stream<Item = Result<StreamEvent, LlmError>> + Send>>,
}

impl ModelStream {
    pub(crate) fn new(frames: FrameStream, decoder: Box<dyn Decode>, reporter: Reporter) -> Self {
        let answer = Answer { frames, decoder, reporter, events: VecDeque::new(), is_over: false };
        Self { events: Box::pin(stream::unfold(answer, Answer::next)) }
    }
}

impl Stream for ModelStream {
    type Item = Result<StreamEvent, LlmError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.events.as_mut().poll_next(cx)
    }
}

impl fmt::Debug for ModelStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelStream").finish_non_exhaustive()
    }
}

struct Answer {
    frames: FrameStream,
    decoder: Box<dyn Decode>,
    reporter: Reporter,
    events: Events,
    is_over: bool,
}

impl Answer {
    async fn next(mut self) -> Option<(Result<StreamEvent, LlmError>, Self)> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Some((Ok(event), self));
            }
            if self.is_over {
                return None;
            }
            match self.read_frame().await {
                Ok(flow) => self.is_over = flow == Flow::Done,
                Err(error) => {
                    self.is_over = true;
                    self.events.clear();
                    return Some((Err(error), self));
                }
            }
        }
    }

    async fn read_frame(&mut self) -> Result<Flow, LlmError> {
        let frame = self.frames.next().await.map_err(|it| self.reporter.transport_error(it))?;
        let Some(frame) = frame else {
            self.decoder.end(&mut self.events).map_err(|it| self.reporter.decode_error(it))?;
            return Ok(Flow::Done);
        };
        self.decoder.frame(&frame, &mut self.events).map_err(|it| self.reporter.decode_error(it))
    }
}
