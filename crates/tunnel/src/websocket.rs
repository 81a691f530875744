//! A WebSocket as a stream of bytes: what is written goes out as binary messages, what comes in is joined.
//!
//! Message borders mean nothing. Vectored writes matter: HTTP/2 hands over a frame's header and its payload as
//! two slices, and they leave as one message (stack.md 3).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::extract::ws::Message as AxumMessage;
use bytes::{Buf, Bytes, BytesMut};
use futures::{Sink, Stream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_tungstenite::tungstenite::Message as TungsteniteMessage;

use crate::error::BoxError;

/// The most that goes into one message, in bytes; well below the receiver's limit.
const MESSAGE_BYTES: usize = 256 << 10;

/// What a received message means for a stream of bytes.
#[derive(Debug)]
pub enum Payload {
    /// Bytes of the stream.
    Data(Bytes),
    /// Ping, pong: not for us.
    Control,
    /// The peer ends the stream.
    Close,
    /// A text message: the peer does not speak this protocol.
    Text,
}

/// The message type of a WebSocket library.
pub trait WsMessage: Sized {
    /// A binary message.
    fn binary(bytes: Bytes) -> Self;
    /// What this message means.
    fn into_payload(self) -> Payload;
}

impl WsMessage for AxumMessage {
    fn binary(bytes: Bytes) -> Self {
        Self::Binary(bytes)
    }

    fn into_payload(self) -> Payload {
        match self {
            Self::Binary(bytes) => Payload::Data(bytes),
            Self::Ping(_) | Self::Pong(_) => Payload::Control,
            Self::Close(_) => Payload::Close,
            Self::Text(_) => Payload::Text,
        }
    }
}

impl WsMessage for TungsteniteMessage {
    fn binary(bytes: Bytes) -> Self {
        Self::Binary(bytes)
    }

    fn into_payload(self) -> Payload {
        match self {
            Self::Binary(bytes) => Payload::Data(bytes),
            Self::Ping(_) | Self::Pong(_) | Self::Frame(_) => Payload::Control,
            Self::Close(_) => Payload::Close,
            Self::Text(_) => Payload::Text,
        }
    }
}

/// A WebSocket of axum or tokio-tungstenite as `AsyncRead + AsyncWrite`.
#[derive(Debug)]
pub struct WsIo<S> {
    socket: S,
    unread: Bytes,
    ended: bool,
}

impl<S> WsIo<S> {
    /// Wraps an open WebSocket.
    pub const fn new(socket: S) -> Self {
        Self { socket, unread: Bytes::new(), ended: false }
    }
}

fn broken(error: impl Into<BoxError>) -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, error)
}

impl<S, M, E> AsyncRead for WsIo<S>
where
    S: Stream<Item = Result<M, E>> + Unpin,
    M: WsMessage,
    E: Into<BoxError>,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while self.unread.is_empty() && !self.ended {
            match ready!(Pin::new(&mut self.socket).poll_next(cx)) {
                Some(Ok(message)) => match message.into_payload() {
                    Payload::Data(bytes) => self.unread = bytes,
                    Payload::Control => {}
                    Payload::Close => self.ended = true,
                    Payload::Text => {
                        return Poll::Ready(Err(io::Error::new(
                            io::ErrorKind::InvalidData,
                            "a text message came in on the tunnel, which carries binary messages only",
                        )));
                    }
                },
                Some(Err(error)) => return Poll::Ready(Err(broken(error))),
                None => self.ended = true,
            }
        }
        let count = self.unread.len().min(buf.remaining());
        buf.put_slice(&self.unread[..count]);
        self.unread.advance(count);
        Poll::Ready(Ok(()))
    }
}

impl<S, M, E> AsyncWrite for WsIo<S>
where
    S: Stream<Item = Result<M, E>> + Sink<M, Error = E> + Unpin,
    M: WsMessage,
    E: Into<BoxError>,
{
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[io::IoSlice::new(buf)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let total = slices.iter().map(|slice| slice.len()).sum::<usize>().min(MESSAGE_BYTES);
        if total == 0 {
            return Poll::Ready(Ok(0));
        }
        // Ready means that all which was written before has left: this is where backpressure comes from.
        ready!(Pin::new(&mut self.socket).poll_ready(cx)).map_err(broken)?;
        let mut message = BytesMut::with_capacity(total);
        for slice in slices {
            let room = total - message.len();
            message.extend_from_slice(&slice[..slice.len().min(room)]);
        }
        Pin::new(&mut self.socket).start_send(M::binary(message.freeze())).map_err(broken)?;
        Poll::Ready(Ok(total))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx).map_err(broken)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_close(cx).map_err(broken)
    }
}
