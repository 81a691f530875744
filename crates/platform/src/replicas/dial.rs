//! Opens a stream of bytes to another replica.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::ReplicaId;
use ropewalk_store::StoreError;
use ropewalk_tunnel::{TunnelSettings, WsIo};
use rustls_platform_verifier::ConfigVerifierExt;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error as WebSocketError;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{self, HeaderValue};
use tokio_tungstenite::{Connector, MaybeTlsStream, WebSocketStream};

use super::PASS_HEADER;
use crate::Platform;

/// How long the connection and its WebSocket may take.
const DIAL_LIMIT: Duration = Duration::from_secs(5);

/// An open stream to another replica.
pub type ReplicaIo = WsIo<WebSocketStream<MaybeTlsStream<TcpStream>>>;

/// Why another replica is not reached.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaDialError {
    /// It has stopped, and its row is gone.
    #[error("the server {0} is not there any more")]
    Gone(ReplicaId),
    /// It said nobody where it is.
    #[error("the server {0} has no --relay-address, so other servers cannot reach it")]
    NoAddress(ReplicaId),
    /// The database does not say where it is.
    #[error("could not look up the server {replica}")]
    LookUp {
        /// Which replica.
        replica: ReplicaId,
        /// Why not.
        #[source]
        source: StoreError,
    },
    /// Its address makes no request.
    #[error("the relay address {address} of the server {replica} cannot be used")]
    Address {
        /// Which replica.
        replica: ReplicaId,
        /// Its address.
        address: String,
        /// What is wrong with it.
        #[source]
        source: Box<WebSocketError>,
    },
    /// TLS cannot be set up on this host.
    #[error("this host has no usable list of certificate authorities for TLS to the server {replica}")]
    Tls {
        /// Which replica.
        replica: ReplicaId,
        /// Why not.
        #[source]
        source: rustls::Error,
    },
    /// Nothing in time.
    #[error("the server {replica} did not answer at {address} within {} s", DIAL_LIMIT.as_secs())]
    Deadline {
        /// Which replica.
        replica: ReplicaId,
        /// Its address.
        address: String,
    },
    /// It said no.
    #[error(
        "the server at {address} refused with status {status}{}",
        if *.status == 401 { "; do all servers have the same secrets key, and the right time?" } else { "" }
    )]
    Refused {
        /// Its address.
        address: String,
        /// HTTP status.
        status: u16,
    },
    /// No connection.
    #[error("could not connect to the server {replica} at {address}")]
    Connect {
        /// Which replica.
        replica: ReplicaId,
        /// Its address.
        address: String,
        /// Why not.
        #[source]
        source: Box<WebSocketError>,
    },
}

impl Platform {
    /// Opens the WebSocket at `path` of another replica, within 5 s.
    ///
    /// # Errors
    /// See [`ReplicaDialError`].
    pub async fn dial_replica(&self, replica: ReplicaId, path: &str) -> Result<ReplicaIo, ReplicaDialError> {
        let row = self.store().replica(replica).await;
        let row = row.map_err(|source| ReplicaDialError::LookUp { replica, source })?;
        let row = row.ok_or(ReplicaDialError::Gone(replica))?;
        let address = row.relay_address.ok_or(ReplicaDialError::NoAddress(replica))?;
        let pass = self.replica_pass(replica, path);
        let request = request(&address, path, &pass).map_err(|source| ReplicaDialError::Address {
            replica,
            address: address.clone(),
            source: Box::new(source),
        })?;
        let connector = match request.uri().scheme_str() {
            Some("wss") => {
                Connector::Rustls(tls().map_err(|source| ReplicaDialError::Tls { replica, source })?)
            }
            Some(_) | None => Connector::Plain,
        };
        let config = Some(TunnelSettings::default().websocket_config());
        let dialling =
            tokio_tungstenite::connect_async_tls_with_config(request, config, true, Some(connector));
        match tokio::time::timeout(DIAL_LIMIT, dialling).await {
            Err(_elapsed) => Err(ReplicaDialError::Deadline { replica, address }),
            Ok(Err(WebSocketError::Http(answer))) => {
                Err(ReplicaDialError::Refused { address, status: answer.status().as_u16() })
            }
            Ok(Err(source)) => Err(ReplicaDialError::Connect { replica, address, source: Box::new(source) }),
            Ok(Ok((socket, _answer))) => Ok(WsIo::new(socket)),
        }
    }
}

/// `address` is an http or https URL, maybe with a path.
fn request(address: &str, path: &str, pass: &str) -> Result<http::Request<()>, WebSocketError> {
    let base = address.trim_end_matches('/');
    let url = match base.strip_prefix("https") {
        Some(rest) => format!("wss{rest}{path}"),
        None => format!("ws{}{path}", base.strip_prefix("http").unwrap_or(base)),
    };
    let mut request = url.into_client_request()?;
    let mut pass = HeaderValue::from_str(pass).map_err(http::Error::from)?;
    pass.set_sensitive(true);
    request.headers_mut().insert(PASS_HEADER, pass);
    Ok(request)
}

/// Trusts what the machine trusts; a WebSocket is HTTP/1.1.
fn tls() -> Result<Arc<rustls::ClientConfig>, rustls::Error> {
    let mut config = rustls::ClientConfig::with_platform_verifier()?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

#[cfg(test)]
mod tests {
    use super::{PASS_HEADER, request};

    #[test]
    fn the_address_may_have_a_path_and_the_pass_goes_in_a_header() {
        let uri = |address| request(address, "/internal/x", "pass").unwrap().uri().to_string();
        assert_eq!(uri("http://10.0.0.1:3000/"), "ws://10.0.0.1:3000/internal/x");
        assert_eq!(uri("https://a.example/one"), "wss://a.example/one/internal/x");
        let made = request("http://a.example", "/internal/x", "secret").unwrap();
        assert_eq!(made.headers()[PASS_HEADER], "secret");
        assert!(!format!("{made:?}").contains("secret"), "a request that is printed shows no pass");
        assert!(request("nowhere", "/x", "pass").is_err());
    }
}
