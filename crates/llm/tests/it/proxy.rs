//! Proxies and certificate authorities of the environment, over a real proxy and real TLS.
//!
//! The environment belongs to a process, so the client runs in one of its own: this test program, started again with
//! one test and other variables. `fixtures/` holds an authority and a certificate for `llm.test`, good for 100 years.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use futures::StreamExt;
use ropewalk_llm::{ModelClient, ProviderEndpoint, StreamLimits, http_client};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use crate::support::{install_ring, user};
use crate::table::COMPAT;

const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("fixtures/llm.test.pem");
const KEY: &[u8] = include_bytes!("fixtures/llm.test.key.pem");
const VARIABLES: [&str; 9] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
];

/// A listener whose connections are handled until it is dropped.
struct Server {
    address: SocketAddr,
    _tasks: JoinSet<()>,
}

impl Server {
    async fn start<F>(handle: impl Fn(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = std::io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let handled = handle(socket);
                // A connection that a client broke off is the client's business; its test tells.
                connections.spawn(async move { drop(handled.await) });
            }
        });
        Self { address, _tasks: tasks }
    }

    /// Ends TLS for `llm.test` in front of another server.
    async fn tls(behind: SocketAddr) -> Self {
        install_ring();
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(CERTIFICATE).map(|it| it.expect("a certificate")).collect();
        let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
        let config = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).expect("TLS");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        Self::start(move |socket| {
            let acceptor = acceptor.clone();
            async move {
                let mut client = acceptor.accept(socket).await?;
                let mut server = TcpStream::connect(behind).await?;
                copy_bidirectional(&mut client, &mut server).await.map(drop)
            }
        })
        .await
    }

    /// A proxy that leads tunnels to one server and plain requests to another, and notes what it was asked for.
    async fn proxy(tunnels_to: SocketAddr, plain_to: SocketAddr, asked: Arc<Mutex<Vec<String>>>) -> Self {
        Self::start(move |mut client| {
            let asked = Arc::clone(&asked);
            async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(client.read_u8().await?);
                }
                let text = String::from_utf8_lossy(&head).into_owned();
                let mut words = text.split_whitespace();
                let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                asked.lock().expect("no panic").push(format!("{method} {target}"));
                let mut server = if method == "CONNECT" {
                    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
                    TcpStream::connect(tunnels_to).await?
                } else {
                    let mut server = TcpStream::connect(plain_to).await?;
                    server.write_all(&head).await?;
                    server
                };
                copy_bidirectional(&mut client, &mut server).await.map(drop)
            }
        })
        .await
    }
}

/// Asks a model at `ASK_BASE_URL` and prints what came of it.
#[tokio::test]
#[ignore = "runs in a process of its own, started by the test below"]
async fn ask() {
    install_ring();
    let base_url = std::env::var("ASK_BASE_URL").expect("an address");
    let http = http_client(std::time::Duration::from_secs(5)).expect("an HTTP client");
    let endpoint = ProviderEndpoint::new(COMPAT.kind, Secret::new("k")).at(base_url.parse().expect("a URL"));
    let client = ModelClient::new(http, endpoint, StreamLimits::default());
    match client.stream(&COMPAT.request(vec![user("hi")])).await {
        Ok(stream) => {
            println!("came: {} events", stream.filter(|it| std::future::ready(it.is_ok())).count().await)
        }
        Err(error) => println!("failed: {:?}: {:?}", error.kind, error.detail),
    }
}

/// What the other process says.
async fn asked_with(base_url: &str, variables: &[(&str, &str)]) -> String {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["proxy::ask", "--exact", "--ignored", "--nocapture"]).env("ASK_BASE_URL", base_url);
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).stdin(Stdio::null());
    let output = command.output().await.expect("the other process runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let told = said.lines().find(|it| it.starts_with("came: ") || it.starts_with("failed: "));
    told.unwrap_or_else(|| panic!("{said}\n{}", String::from_utf8_lossy(&output.stderr))).to_owned()
}

#[tokio::test]
async fn proxies_and_authorities_of_the_environment_are_used() {
    let fake = FakeLlm::start().await;
    fake.respond_with(|_| Turn::text("hi"));
    let tls = Server::tls(fake.address()).await;
    let asked = Arc::new(Mutex::new(Vec::new()));
    let proxy = Server::proxy(tls.address, fake.address(), Arc::clone(&asked)).await;
    let proxy_url = format!("http://{}", proxy.address);
    let take = || std::mem::take(&mut *asked.lock().expect("no panic"));
    let came = "came: 4 events";

    let both = [("HTTPS_PROXY", proxy_url.as_str()), ("SSL_CERT_FILE", AUTHORITY)];
    assert_eq!(asked_with("https://llm.test/v1", &both).await, came);
    assert_eq!(take(), ["CONNECT llm.test:443"]);

    let unknown = asked_with("https://llm.test/v1", &both[..1]).await;
    assert!(unknown.starts_with("failed: Config") && unknown.contains("certificate"), "{unknown}");
    assert_eq!(take(), ["CONNECT llm.test:443"]);

    let plain = [("HTTP_PROXY", proxy_url.as_str())];
    assert_eq!(asked_with("http://llm.test/v1", &plain).await, came);
    assert_eq!(take(), ["POST http://llm.test/v1/chat/completions"]);

    let not_here = [("HTTP_PROXY", proxy_url.as_str()), ("NO_PROXY", "127.0.0.1,.example.com")];
    assert_eq!(asked_with(&fake.openai_base_url(), &not_here).await, came);
    assert_eq!(take(), Vec::<String>::new());
    fake.finish();
}
