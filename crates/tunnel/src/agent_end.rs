//! The agent's end: an HTTP/2 server on the WebSocket that the agent dialled.

use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::executor::TrackedExecutor;
use crate::line::Line;
use crate::settings::TunnelSettings;

/// Why the agent's end of a tunnel ended other than by a shutdown or an orderly close of the server.
#[derive(Debug, thiserror::Error)]
pub enum AgentEndError {
    /// I/O error, protocol error, or no answer to a PING.
    #[error("the tunnel to the server broke")]
    Broken(#[source] hyper::Error),
    /// The server accepted the WebSocket and then never spoke HTTP/2 on it.
    #[error("the server opened the tunnel and then sent nothing for {limit:?}")]
    Silent {
        /// The `dial_limit`.
        limit: Duration,
    },
}

/// Serves `router` on `io` until the peer closes it, the line dies, or `shutdown` is cancelled.
///
/// On a shutdown no new requests are taken; those that run get `settings.drain_limit` to end. The request tasks
/// run on `tasks`. They are not aborted when this returns: a handler whose caller has gone sees its body or its
/// answer break off.
///
/// # Errors
/// The line broke, or the server never spoke on it.
pub async fn serve_agent_end<T>(
    io: T,
    router: Router,
    settings: &TunnelSettings,
    tasks: &TaskTracker,
    shutdown: CancellationToken,
) -> Result<(), AgentEndError>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let builder = server_builder(settings, tasks);
    let line = Line::new(io, CancellationToken::new());
    let last_byte = line.last_byte();
    let connection = builder.serve_connection(TokioIo::new(line), TowerToHyperService::new(router));
    let mut connection = std::pin::pin!(connection);
    // Until the client's first bytes hyper sends no PINGs, so that wait needs its own deadline.
    tokio::select! {
        ended = connection.as_mut() => return ended.map_err(AgentEndError::Broken),
        () = shutdown.cancelled() => {}
        () = last_byte.never_heard(settings.dial_limit) => {
            return Err(AgentEndError::Silent { limit: settings.dial_limit });
        }
    }
    connection.as_mut().graceful_shutdown();
    // Too slow to end: dropping the connection resets what is left.
    let _drained_or_cut = tokio::time::timeout(settings.drain_limit, connection).await;
    Ok(())
}

/// HTTP/2 with the numbers of `settings`; its tasks run on `tasks`.
pub(crate) fn server_builder(
    settings: &TunnelSettings,
    tasks: &TaskTracker,
) -> hyper::server::conn::http2::Builder<TrackedExecutor> {
    let mut builder = hyper::server::conn::http2::Builder::new(TrackedExecutor(tasks.clone()));
    builder
        .timer(TokioTimer::new())
        .keep_alive_interval(settings.keep_alive_interval)
        .keep_alive_timeout(settings.keep_alive_timeout)
        .initial_stream_window_size(settings.stream_window_bytes)
        .initial_connection_window_size(settings.connection_window_bytes)
        .max_frame_size(settings.frame_bytes)
        .max_send_buf_size(settings.send_buffer_bytes)
        .max_concurrent_streams(settings.concurrent_streams)
        .max_header_list_size(settings.header_list_bytes);
    builder
}
