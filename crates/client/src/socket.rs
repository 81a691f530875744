//! One-way WebSockets: the server sends text frames, each one JSON value (platform.md 1.6).

use futures::StreamExt;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use url::Url;

use crate::{Client, ClientError};

/// A live one-way WebSocket.
pub(crate) struct Socket {
    url: Url,
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    /// Opens the WebSocket at `path`. When this returns, the subscription is live.
    pub(crate) async fn socket(&self, path: &str) -> Result<Socket, ClientError> {
        let mut url = self.url(path)?;
        let scheme = if url.scheme() == "https" { "wss" } else { "ws" };
        if url.set_scheme(scheme).is_err() {
            return Err(ClientError::Url { text: url.to_string() });
        }
        let broken = |source| ClientError::Stream { url: url.clone(), source: Box::new(source) };
        let mut request = url.as_str().into_client_request().map_err(broken)?;
        if let Some(token) = self.token() {
            let value = HeaderValue::from_str(token)
                .map_err(|_| ClientError::Url { text: "session token".to_owned() })?;
            request.headers_mut().insert("Coder-Session-Token", value);
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((stream, _answer)) => Ok(Socket { url, stream }),
            Err(WsError::Http(answer)) => Err(ClientError::Refused {
                status: answer.status().as_u16(),
                response: Box::new(
                    answer
                        .body()
                        .as_deref()
                        .and_then(|body| serde_json::from_slice(body).ok())
                        .unwrap_or_default(),
                ),
            }),
            Err(source) => Err(broken(source)),
        }
    }
}

impl Socket {
    /// The next value; `None` when the server closed the stream in order.
    pub(crate) async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, ClientError> {
        loop {
            let Some(frame) = self.stream.next().await else { return Ok(None) };
            let frame = frame
                .map_err(|source| ClientError::Stream { url: self.url.clone(), source: Box::new(source) })?;
            match frame {
                Message::Text(text) => {
                    return serde_json::from_str(&text)
                        .map(Some)
                        .map_err(|source| ClientError::Decode { url: self.url.clone(), source });
                }
                Message::Close(_) => return Ok(None),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }
}
