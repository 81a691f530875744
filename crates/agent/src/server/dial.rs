//! Opens the WebSocket of the tunnel: `GET /api/v2/workspaceagents/me/tunnel` with the agent's token.

use std::time::Duration;

use http::HeaderValue;
use ropewalk_tunnel::{TunnelSettings, WsIo};
use ropewalk_wire::agent::{AGENT_API_VERSION, AGENT_API_VERSION_HEADER, SESSION_TOKEN_HEADER, TUNNEL_PATH};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error as WebSocketError;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream};

use super::client::ServerClient;
use super::tls::{TlsError, websocket_config};

/// The open line.
pub(crate) type TunnelIo = WsIo<WebSocketStream<MaybeTlsStream<TcpStream>>>;

/// Why the tunnel could not be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DialError {
    #[error("the tunnel's address or token cannot be sent")]
    Request(#[source] Box<WebSocketError>),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("the server did not open the tunnel within {0:?}")]
    Deadline(Duration),
    #[error("the server refused the tunnel with status {0}")]
    Status(u16),
    #[error("the server cannot be reached")]
    Connect(#[source] Box<WebSocketError>),
}

impl DialError {
    pub(crate) const fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Status(401 | 403))
    }
}

/// Dials, with `settings.dial_limit`.
pub(crate) async fn dial(server: &ServerClient, settings: &TunnelSettings) -> Result<TunnelIo, DialError> {
    let request = request(server).map_err(|error| DialError::Request(Box::new(error)))?;
    let connector = match request.uri().scheme_str() {
        Some("wss") => Connector::Rustls(websocket_config()?),
        _plain => Connector::Plain,
    };
    let config = Some(settings.websocket_config());
    let dialling = tokio_tungstenite::connect_async_tls_with_config(request, config, true, Some(connector));
    match tokio::time::timeout(settings.dial_limit, dialling).await {
        Err(_elapsed) => Err(DialError::Deadline(settings.dial_limit)),
        Ok(Err(WebSocketError::Http(response))) => Err(DialError::Status(response.status().as_u16())),
        Ok(Err(error)) => Err(DialError::Connect(Box::new(error))),
        Ok(Ok((socket, _response))) => Ok(WsIo::new(socket)),
    }
}

fn request(server: &ServerClient) -> Result<http::Request<()>, WebSocketError> {
    let url = server.address(TUNNEL_PATH);
    // `Url` lets nobody change http to ws in place, because ports mean different things there; text does.
    let address = match url.as_str().strip_prefix("https") {
        Some(rest) => format!("wss{rest}"),
        None => format!("ws{}", url.as_str().trim_start_matches("http")),
    };
    let mut request = address.into_client_request()?;
    let mut token = HeaderValue::from_str(server.token().expose()).map_err(http::Error::from)?;
    token.set_sensitive(true);
    request.headers_mut().insert(SESSION_TOKEN_HEADER, token);
    request.headers_mut().insert(AGENT_API_VERSION_HEADER, HeaderValue::from_static(AGENT_API_VERSION));
    Ok(request)
}
