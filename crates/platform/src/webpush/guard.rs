//! The connections to push services: no way into one's own network, whatever a name means by the time it is called.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_public;

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long one message may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The HTTP client cannot be made: the machine's certificates cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("could not make the HTTP client for push services")]
pub struct HttpClientError(#[source] reqwest::Error);

/// A client that connects to public addresses alone, follows no redirect and uses no proxy: a proxy resolves names itself, behind our back.
///
/// # Errors
/// [`HttpClientError`].
pub fn http_client() -> Result<reqwest::Client, HttpClientError> {
    http_client_with(|client| client)
}

/// The same with something besides: tests give it the name and the authority of a service of theirs.
///
/// # Errors
/// [`HttpClientError`].
pub fn http_client_with(
    more: impl FnOnce(reqwest::ClientBuilder) -> reqwest::ClientBuilder,
) -> Result<reqwest::Client, HttpClientError> {
    let client = reqwest::Client::builder()
        .user_agent(concat!("ropewalk/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .https_only(true)
        .dns_resolver(Arc::new(PublicOnly));
    more(client).build().map_err(HttpClientError)
}

/// The machine's resolver, without the addresses that are not public.
#[derive(Debug)]
struct PublicOnly;

#[derive(Debug, thiserror::Error)]
#[error("{host} has no public address")]
struct NoPublicAddress {
    host: String,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|it| is_public(it.ip())).collect();
            if public.is_empty() {
                return Err(NoPublicAddress { host }.into());
            }
            let addresses: Addrs = Box::new(public.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use tokio::net::TcpListener;

    use super::http_client;

    #[tokio::test]
    async fn a_name_that_means_this_machine_is_not_connected_to() {
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let client = http_client().expect("a client");
        // `localhost` stands for any name whose owner lets it mean an address of ours.
        let sent = client.post(format!("https://localhost:{port}/x")).send();
        let error = tokio::select! {
            error = sent => error.expect_err("refused"),
            _connected = listener.accept() => panic!("it connected"),
        };
        let mut causes = std::iter::successors(error.source(), |it| (*it).source());
        assert!(causes.any(|it| it.to_string().contains("has no public address")), "{error:?}");
    }
}
