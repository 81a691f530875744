//! The server's end: an HTTP/2 client on the WebSocket that the agent dialled, as a handle that can be cloned.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::client::conn::http2::SendRequest;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::error::{AgentError, BoxError};
use crate::executor::TrackedExecutor;
use crate::line::{LastByte, Line};
use crate::settings::TunnelSettings;

/// The body of a request to an agent.
pub(crate) type RequestBody = UnsyncBoxBody<Bytes, BoxError>;

/// A live tunnel to one agent. Clones share it; it closes when the last clone is dropped, when
/// [`AgentConn::close`] is called, or when the agent stops answering.
#[derive(Clone)]
pub struct AgentConn {
    pub(crate) sender: SendRequest<RequestBody>,
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) settings: TunnelSettings,
    /// One permit per transfer of a whole file, see [`TunnelSettings::concurrent_transfers`].
    pub(crate) transfers: Arc<Semaphore>,
    cut: CancellationToken,
    closed: CancellationToken,
    last_byte: LastByte,
}

impl std::fmt::Debug for AgentConn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AgentConn").field("closed", &self.is_closed()).finish_non_exhaustive()
    }
}

impl AgentConn {
    /// Starts HTTP/2 on a WebSocket that an agent has opened. The connection's tasks run on `tasks`.
    ///
    /// # Errors
    /// [`AgentError::DialTimeout`] after `settings.dial_limit`; [`AgentError::Closed`] when the line is dead.
    pub async fn open<T>(io: T, settings: TunnelSettings, tasks: &TaskTracker) -> Result<Self, AgentError>
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let cut = CancellationToken::new();
        let closed = CancellationToken::new();
        let line = Line::new(io, cut.clone());
        let last_byte = line.last_byte();
        let mut builder = hyper::client::conn::http2::Builder::new(TrackedExecutor(tasks.clone()));
        builder
            .timer(TokioTimer::new())
            .keep_alive_interval(settings.keep_alive_interval)
            .keep_alive_timeout(settings.keep_alive_timeout)
            .keep_alive_while_idle(true)
            .initial_stream_window_size(settings.stream_window_bytes)
            .initial_connection_window_size(settings.connection_window_bytes)
            .max_frame_size(settings.frame_bytes)
            .max_send_buf_size(settings.send_buffer_bytes)
            .max_header_list_size(settings.header_list_bytes);
        let handshake = tokio::time::timeout(settings.dial_limit, builder.handshake(TokioIo::new(line)));
        let (sender, connection) = match handshake.await {
            Err(_elapsed) => return Err(AgentError::DialTimeout { limit: settings.dial_limit }),
            Ok(Err(error)) => return Err(AgentError::from_hyper("the handshake", error)),
            Ok(Ok(pair)) => pair,
        };
        let done = closed.clone().drop_guard();
        tasks.spawn(async move {
            // Why it ended is told to the calls that it carried; nobody else needs it.
            let _ended = connection.await;
            drop(done);
        });
        let transfers = Arc::new(Semaphore::new(settings.concurrent_transfers));
        Ok(Self { sender, shared: Arc::new(Shared { settings, transfers, cut, closed, last_byte }) })
    }

    /// Resolves when the tunnel has ended, for whatever reason.
    pub fn closed(&self) -> impl Future<Output = ()> + Send + 'static {
        self.shared.closed.clone().cancelled_owned()
    }

    /// Whether the tunnel has ended. A call on it fails at once.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.shared.closed.is_cancelled() || self.sender.is_closed()
    }

    /// Cuts the tunnel at once. Calls that run fail with [`AgentError::Closed`]; the agent dials again.
    pub fn close(&self) {
        self.shared.cut.cancel();
    }

    /// How long nothing has come in from the agent. Answers to the PINGs count, so on a healthy tunnel this
    /// stays below the keep-alive interval plus one round trip.
    #[must_use]
    pub fn silent_for(&self) -> Duration {
        self.shared.last_byte.silent_for()
    }

    /// The settings that this tunnel was opened with.
    #[must_use]
    pub fn settings(&self) -> &TunnelSettings {
        &self.shared.settings
    }
}
