//! What a client may send on a WebSocket on which only the server speaks (chats-api.md 3.1): control frames, and nothing
//! large. What is wrong is answered with a close code that says so.
//!
//! What must stay true: a frame over the limit is refused by its header, before any of it is kept; after an error of the
//! protocol nothing more is read, because nobody knows where the next frame begins.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, WebSocketUpgrade, close_code};
use tokio_tungstenite::tungstenite::Error as SocketError;
use tokio_tungstenite::tungstenite::error::ProtocolError;

/// The largest frame and message that is read at all, in bytes. Nobody has anything to say here; what is smaller is read so
/// that the client is told of its mistake in order.
pub(crate) const INCOMING_LIMIT_BYTES: usize = 1 << 20;

/// How long a connection stays open after it was closed over a frame that nobody reads to its end. Closing it at once, with
/// bytes unread, would reset it, and the client might never see the close code.
const LINGER: Duration = Duration::from_secs(1);

/// How much is read from the client at once, in bytes. The library fills as much with zeros each time it looks whether the client said
/// something, which is with each frame that is sent, and each connection keeps it: its own 128 KiB took a sixth of the server's time with
/// a thousand viewers.
const READ_AT_ONCE_BYTES: usize = 4096;

/// Limits what the client may send.
pub(crate) fn limit_incoming(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .max_message_size(INCOMING_LIMIT_BYTES)
        .max_frame_size(INCOMING_LIMIT_BYTES)
        .read_buffer_size(READ_AT_ONCE_BYTES)
}

/// How a connection is closed after an error in reading; `None` when there is nobody to close it for.
#[expect(clippy::wildcard_enum_match_arm, reason = "the library may add kinds; they end the connection")]
pub(crate) fn close_after(error: axum::Error) -> Option<CloseFrame> {
    let error = error.into_inner();
    let (code, reason) = match error.downcast_ref::<SocketError>()? {
        SocketError::Capacity(_) => {
            (close_code::SIZE, "the frame is too large; this stream takes no messages")
        }
        SocketError::Utf8(_) => (close_code::INVALID, "the text is not UTF-8; this stream takes no messages"),
        // The client has left without a word.
        SocketError::Protocol(ProtocolError::ResetWithoutClosingHandshake) => return None,
        SocketError::Protocol(_) => (close_code::PROTOCOL, "the frame is none of the protocol"),
        _ => return None,
    };
    Some(CloseFrame { code, reason: reason.into() })
}

/// Waits until a client that was in the middle of a frame has had the time to read the close code.
pub(crate) async fn linger(code: u16) {
    if code == close_code::SIZE || code == close_code::PROTOCOL {
        tokio::time::sleep(LINGER).await;
    }
}
