//! A fake push service over real HTTPS, and browsers that subscribe to it (RFC 8030, 8188, 8291, 8292).
//!
//! It checks what real services check: who sends (the signed token and its audience), how long the message is kept, how it is encoded; and the browser decrypts
//! it. Its name is [`HOST`], which no resolver knows: a client reaches it when it takes [`HOST`] to be the loopback address and trusts
//! [`AUTHORITY`]. Invariant: nothing here uses the code under test.

mod browser;
mod token;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

pub use browser::Browser;

/// The name of the service.
pub const HOST: &str = "push.example.com";
/// The certificate authority of the service, as PEM.
pub const AUTHORITY: &[u8] = include_bytes!("fixtures/authority.pem");

const CERTIFICATE: &[u8] = include_bytes!("fixtures/push.example.com.pem");
const KEY: &[u8] = include_bytes!("fixtures/push.example.com.key.pem");
/// How long anything waits for a message.
const PATIENCE: Duration = Duration::from_secs(30);

/// A message that came.
#[derive(Clone, Debug)]
pub struct Pushed {
    /// The path that it was sent to: the browser.
    pub path: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The encrypted message.
    pub body: Bytes,
}

/// A running service; it stops when it is dropped.
#[derive(Debug)]
pub struct FakePush {
    address: SocketAddr,
    shared: Arc<Shared>,
    _server: JoinSet<()>,
}

#[derive(Debug, Default)]
struct Shared {
    messages: watch::Sender<Vec<Pushed>>,
    refusals: Mutex<BTreeMap<String, StatusCode>>,
    violations: Mutex<Vec<String>>,
    origin: Mutex<String>,
}

impl FakePush {
    /// Starts a service on a free port of the loopback interface.
    ///
    /// # Panics
    /// If no port can be opened: no test can go on then.
    pub async fn start() -> Self {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(CERTIFICATE).collect();
        let key = PrivateKeyDer::from_pem_slice(KEY).expect("the fixture is a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring knows the protocols")
            .with_no_client_auth()
            .with_single_cert(chain.expect("the fixture is a certificate"), key)
            .expect("key and certificate fit");
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::new(Shared::default());
        *locked(&shared.origin) = format!("https://{HOST}:{}", address.port());
        let router = Router::new().route("/{browser}", post(take)).with_state(Arc::clone(&shared));
        let listener = Tls { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
        let mut server = JoinSet::new();
        server.spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "The fake push service stopped");
            }
        });
        Self { address, shared, _server: server }
    }

    /// A browser that subscribes here.
    #[must_use]
    pub fn browser(&self, name: &str) -> Browser {
        Browser::new(format!("https://{HOST}:{}/{name}", self.address.port()))
    }

    /// Answers messages for this browser with a status from now on.
    pub fn refuse(&self, browser: &str, status: u16) {
        if let Ok(status) = StatusCode::from_u16(status) {
            locked(&self.shared.refusals).insert(format!("/{browser}"), status);
        }
    }

    /// All messages so far.
    #[must_use]
    pub fn messages(&self) -> Vec<Pushed> {
        self.shared.messages.borrow().clone()
    }

    /// Waits until this many messages came in all, and gives them.
    ///
    /// # Panics
    /// If they do not come within half a minute.
    pub async fn wait_for_messages(&self, count: usize) -> Vec<Pushed> {
        let mut messages = self.shared.messages.subscribe();
        let came = messages.wait_for(|it| it.len() >= count);
        let came = tokio::time::timeout(PATIENCE, came).await.ok().and_then(Result::ok).map(|it| it.clone());
        assert!(came.is_some(), "the push service waited in vain for {count} messages");
        came.unwrap_or_default()
    }

    /// Ends a test: no message may have broken the rules.
    ///
    /// # Panics
    /// If one did.
    pub fn finish(&self) {
        let violations = locked(&self.shared.violations).clone();
        assert!(violations.is_empty(), "the fake push service saw bad requests:\n{}", violations.join("\n"));
    }
}

async fn take(
    State(shared): State<Arc<Shared>>,
    Path(browser): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let path = format!("/{browser}");
    let status = match violation(&shared, &headers, &body) {
        Some(violation) => {
            locked(&shared.violations).push(violation);
            StatusCode::BAD_REQUEST
        }
        None => locked(&shared.refusals).get(&path).copied().unwrap_or(StatusCode::CREATED),
    };
    shared.messages.send_modify(|all| all.push(Pushed { path, headers, body }));
    status
}

/// What a real service would refuse.
fn violation(shared: &Shared, headers: &HeaderMap, body: &Bytes) -> Option<String> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
    if text("ttl").parse::<u32>().is_err() {
        return Some(format!("the TTL is {:?}", text("ttl")));
    }
    if text("content-encoding") != "aes128gcm" {
        return Some(format!("the encoding is {:?}", text("content-encoding")));
    }
    let is_topic = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '_';
    if text("topic").len() > 32 || !text("topic").chars().all(is_topic) {
        return Some(format!("the topic is {:?}", text("topic")));
    }
    if body.len() > 4096 {
        return Some(format!("the message has {} bytes", body.len()));
    }
    token::problem(text("authorization"), &locked(&shared.origin)).map(str::to_owned)
}

/// The claims of the token that a message was signed with.
#[must_use]
pub fn claims(message: &Pushed) -> Value {
    let header = message.headers.get("authorization").and_then(|it| it.to_str().ok()).unwrap_or_default();
    token::read(header).map(|it| it.claims).unwrap_or_default()
}

/// TCP with TLS on it.
struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            // A connection that a client breaks off is the client's business; its test tells.
            if let Ok((socket, address)) = self.listener.accept().await
                && let Ok(stream) = self.acceptor.accept(socket).await
            {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
