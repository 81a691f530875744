//! Bodies that flow: nothing is collected, the reader's pace is the sender's pace, and standing still has a
//! deadline.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use http_body::{Body, Frame};
use hyper::body::Incoming;
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, Sleep};

use crate::error::{AgentError, BoxError};

/// The content of a file on its way from the agent. Dropping it stops the transfer.
///
/// Fails with [`AgentError::Deadline`] when the agent sends nothing for the tunnel's idle limit while somebody
/// waits for it.
pub struct FileBody {
    what: &'static str,
    incoming: Incoming,
    idle_limit: Duration,
    idle: Pin<Box<Sleep>>,
    /// Whether the last poll found nothing: only then the clock runs.
    waiting: bool,
    _permit: OwnedSemaphorePermit,
}

impl FileBody {
    pub(crate) fn new(
        what: &'static str,
        incoming: Incoming,
        idle_limit: Duration,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        let idle = Box::pin(tokio::time::sleep(idle_limit));
        Self { what, incoming, idle_limit, idle, waiting: false, _permit: permit }
    }
}

impl std::fmt::Debug for FileBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FileBody").field("what", &self.what).finish_non_exhaustive()
    }
}

impl Stream for FileBody {
    type Item = Result<Bytes, AgentError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match Pin::new(&mut self.incoming).poll_frame(cx) {
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => {
                    return Poll::Ready(Some(Err(AgentError::from_hyper(self.what, error))));
                }
                Poll::Ready(Some(Ok(frame))) => {
                    self.waiting = false;
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Poll::Pending => {
                    if !self.waiting {
                        self.waiting = true;
                        let deadline = Instant::now() + self.idle_limit;
                        self.idle.as_mut().reset(deadline);
                    }
                    ready!(self.idle.as_mut().poll(cx));
                    let error = AgentError::Deadline { what: self.what, limit: self.idle_limit };
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// When the peer last took something of a body that is being sent.
#[derive(Clone, Debug)]
pub(crate) struct Progress {
    started: Instant,
    after_ms: Arc<AtomicU64>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), after_ms: Arc::new(AtomicU64::new(0)) }
    }

    fn touch(&self) {
        let after = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.after_ms.store(after, Ordering::Relaxed);
    }

    fn last(&self) -> Instant {
        self.started + Duration::from_millis(self.after_ms.load(Ordering::Relaxed))
    }

    /// Resolves when nothing has moved for `limit`.
    pub(crate) async fn stalled(&self, limit: Duration) {
        loop {
            let deadline = self.last() + limit;
            if deadline <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(deadline).await;
        }
    }
}

/// A request body made of a stream of chunks. HTTP/2 asks for the next chunk only when there is room for it.
pub(crate) struct SentBody<S> {
    chunks: S,
    progress: Progress,
}

impl<S> SentBody<S> {
    pub(crate) const fn new(chunks: S, progress: Progress) -> Self {
        Self { chunks, progress }
    }
}

impl<S, E> Body for SentBody<S>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<BoxError>,
{
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let chunk = ready!(Pin::new(&mut self.chunks).poll_next(cx));
        self.progress.touch();
        Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data).map_err(Into::into)))
    }
}
