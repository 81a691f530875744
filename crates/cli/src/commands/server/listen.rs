//! The socket that people and agents connect to, and the signals that end the server.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// How long open requests may take to end once the server stops.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// SIGTERM and SIGINT.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    pub(super) fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// The next signal, by name.
    pub(super) async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

/// Takes the address; the port 0 takes a free one.
pub(super) async fn bind(address: SocketAddr) -> anyhow::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!(
            "could not listen on {address}\nhint: another program may use it; choose another --http-address"
        )
    })?;
    let bound = listener.local_addr().context("could not read the address that was taken")?;
    Ok((listener, bound))
}

/// A running HTTP server.
pub(super) struct HttpServer {
    stop: CancellationToken,
    served: JoinHandle<std::io::Result<()>>,
}

impl HttpServer {
    /// Serves `router` until told to stop.
    pub(super) fn start(listener: TcpListener, router: Router, tasks: &TaskTracker) -> Self {
        let stop = CancellationToken::new();
        // Without TCP_NODELAY small frames of a stream wait 40 ms for the acknowledgement of the last one.
        let listener = listener.tap_io(|socket| {
            if let Err(error) = socket.set_nodelay(true) {
                tracing::debug!(%error, "Could not set TCP_NODELAY on a connection");
            }
        });
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let stopped = stop.clone().cancelled_owned();
        let served =
            tasks.spawn(axum::serve(listener, service).with_graceful_shutdown(stopped).into_future());
        Self { stop, served }
    }

    /// Takes no new connections, and waits for the open ones; not longer than [`DRAIN_TIMEOUT`].
    pub(super) async fn stop(self) {
        self.stop.cancel();
        let abort = self.served.abort_handle();
        if tokio::time::timeout(DRAIN_TIMEOUT, self.served).await.is_err() {
            tracing::warn!(
                "Some requests were still open after {} s and were cut off",
                DRAIN_TIMEOUT.as_secs()
            );
            abort.abort();
        }
    }
}
