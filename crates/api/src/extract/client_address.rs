//! Where a request comes from: the peer of the connection. `X-Forwarded-For` is not believed, because anybody can send it;
//! behind a proxy the address is the proxy's (docs/adr/0003).

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

/// The peer's address; `None` when the server was built without connection info.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClientAddress(pub(crate) Option<IpAddr>);

impl ClientAddress {
    pub(crate) fn of(parts: &Parts) -> Self {
        let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        // An IPv4 peer of a dual-stack socket is the same client as over IPv4.
        Self(info.map(|ConnectInfo(address)| address.ip().to_canonical()))
    }

    /// The address as text; empty when it is unknown.
    pub(crate) fn text(self) -> String {
        self.0.map(|it| it.to_string()).unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts))
    }
}
