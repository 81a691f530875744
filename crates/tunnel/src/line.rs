//! The line below HTTP/2: can be cut from outside, and knows when the last byte came in.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// `after_ms` before the first byte.
const NOTHING_YET: u64 = u64::MAX;

/// When the last byte of the peer came in.
#[derive(Clone, Debug)]
pub(crate) struct LastByte {
    opened: Instant,
    after_ms: Arc<AtomicU64>,
}

impl LastByte {
    fn new() -> Self {
        Self { opened: Instant::now(), after_ms: Arc::new(AtomicU64::new(NOTHING_YET)) }
    }

    fn touch(&self) {
        let after = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(NOTHING_YET - 1);
        self.after_ms.store(after, Ordering::Relaxed);
    }

    /// How long the peer has been silent; since the beginning, if it never spoke.
    pub(crate) fn silent_for(&self) -> Duration {
        let elapsed = self.opened.elapsed();
        match self.after_ms.load(Ordering::Relaxed) {
            NOTHING_YET => elapsed,
            heard => elapsed.saturating_sub(Duration::from_millis(heard)),
        }
    }

    /// Resolves when nothing has come in during the first `limit`; never, when something has.
    pub(crate) async fn never_heard(&self, limit: Duration) {
        tokio::time::sleep_until(self.opened + limit).await;
        if self.after_ms.load(Ordering::Relaxed) != NOTHING_YET {
            std::future::pending::<()>().await;
        }
    }
}

/// An I/O object that fails as soon as its token is cancelled. HTTP/2 always has a read pending, so cutting the
/// read side ends the connection at once, with whatever streams it still carries.
pub(crate) struct Line<T> {
    inner: T,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    last_byte: LastByte,
}

impl<T> Line<T> {
    pub(crate) fn new(inner: T, cut: CancellationToken) -> Self {
        Self { inner, cut: Box::pin(cut.cancelled_owned()), last_byte: LastByte::new() }
    }

    pub(crate) fn last_byte(&self) -> LastByte {
        self.last_byte.clone()
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Line<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.cut.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::Error::new(
                io::ErrorKind::ConnectionAborted,
                "the tunnel was closed",
            )));
        }
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(cx, buf);
        if buf.filled().len() > before {
            self.last_byte.touch();
        }
        polled
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Line<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write_vectored(cx, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
