//! The numbers of the tunnel. Both ends use the same ones; the defaults were measured (stack.md 3).

use std::time::Duration;

use axum::extract::ws::WebSocketUpgrade;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// Windows, limits and deadlines of a tunnel. Tests use smaller deadlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TunnelSettings {
    /// How often an HTTP/2 PING is sent, also when nothing else goes on. Proxies see it as traffic.
    pub keep_alive_interval: Duration,
    /// How long the answer to a PING may take before the connection counts as dead.
    pub keep_alive_timeout: Duration,
    /// How long the HTTP/2 handshake may take.
    pub dial_limit: Duration,
    /// How long a small call may take.
    pub call_limit: Duration,
    /// How long an edit of files may take.
    pub edit_limit: Duration,
    /// How long a transfer may stand still. Also the time that the agent gets to answer after the last byte.
    pub idle_limit: Duration,
    /// How long requests that run may go on after a shutdown was asked for.
    pub drain_limit: Duration,
    /// How much one stream may send ahead of its reader, in bytes.
    pub stream_window_bytes: u32,
    /// How much all streams together may send ahead of their readers, in bytes.
    pub connection_window_bytes: u32,
    /// Largest HTTP/2 frame, in bytes.
    pub frame_bytes: u32,
    /// How much one stream may have waiting to be sent, in bytes.
    pub send_buffer_bytes: usize,
    /// How many requests may run at once.
    pub concurrent_streams: u32,
    /// Largest header list, in bytes.
    pub header_list_bytes: u32,
    /// How many transfers of whole files may run at once on one tunnel; more wait for their turn.
    ///
    /// Times the stream window it must stay below the connection window: then readers that stand still can
    /// never use up the window that the small calls need.
    pub concurrent_transfers: usize,
    /// How much of a WebSocket's output is collected before it is written, in bytes.
    pub websocket_write_bytes: usize,
    /// The most that a WebSocket may hold back, in bytes.
    pub websocket_write_max_bytes: usize,
    /// Largest WebSocket message and frame, in bytes.
    pub websocket_message_bytes: usize,
}

impl Default for TunnelSettings {
    fn default() -> Self {
        Self {
            keep_alive_interval: Duration::from_secs(15),
            keep_alive_timeout: Duration::from_secs(10),
            dial_limit: Duration::from_secs(30),
            call_limit: Duration::from_secs(30),
            edit_limit: Duration::from_secs(60),
            idle_limit: Duration::from_secs(60),
            drain_limit: Duration::from_secs(5),
            stream_window_bytes: 4 << 20,
            connection_window_bytes: 16 << 20,
            frame_bytes: 64 << 10,
            send_buffer_bytes: 1 << 20,
            concurrent_streams: 2000,
            header_list_bytes: 64 << 10,
            concurrent_transfers: 3,
            websocket_write_bytes: 256 << 10,
            websocket_write_max_bytes: 2 << 20,
            websocket_message_bytes: 1 << 20,
        }
    }
}

impl TunnelSettings {
    /// The WebSocket settings for the agent, which dials with tungstenite.
    #[must_use]
    pub fn websocket_config(&self) -> WebSocketConfig {
        WebSocketConfig::default()
            .write_buffer_size(self.websocket_write_bytes)
            .max_write_buffer_size(self.websocket_write_max_bytes)
            .max_message_size(Some(self.websocket_message_bytes))
            .max_frame_size(Some(self.websocket_message_bytes))
    }

    /// Puts the same settings on the server's upgrade.
    pub fn configure_upgrade(&self, upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
        upgrade
            .write_buffer_size(self.websocket_write_bytes)
            .max_write_buffer_size(self.websocket_write_max_bytes)
            .max_message_size(self.websocket_message_bytes)
            .max_frame_size(self.websocket_message_bytes)
    }
}
