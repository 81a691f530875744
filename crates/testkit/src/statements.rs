//! Counts the statements that a store sends: a proxy between it and PostgreSQL that reads the frontend's messages.
//!
//! Everything is counted that makes the database work: each `Execute` of a prepared statement and each simple `Query`, so
//! `BEGIN`, `COMMIT` and `NOTIFY` as well. Preparing is not: it happens once per connection.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::task::JoinSet;

/// The largest message that is read whole; larger ones are no statement's.
const MESSAGE_LIMIT_BYTES: usize = 64 << 20;

/// The first two bytes of an `SSLRequest` and a `GSSENCRequest`, where a start-up message has its version.
const ENCRYPTION_WISH: [u8; 2] = 1234_u16.to_be_bytes();

type Seen = Arc<Mutex<Vec<String>>>;

/// The proxy. It ends with this value.
pub struct StatementCounter {
    url: String,
    seen: Seen,
    _directory: tempfile::TempDir,
    _accepting: JoinSet<()>,
}

impl StatementCounter {
    /// A proxy before the database at `url`.
    ///
    /// # Panics
    /// When the URL cannot be read or no socket can be made.
    #[must_use]
    pub fn before(url: &str) -> Self {
        let target = PgConnectOptions::from_str(url).expect("the URL of the test database");
        let directory = tempfile::tempdir().expect("a directory for the proxy's socket");
        let listener =
            UnixListener::bind(directory.path().join(".s.PGSQL.5432")).expect("the proxy's socket");
        let url = target.clone().socket(directory.path()).port(5432).to_url_lossy().to_string();
        let seen = Seen::default();
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, target, Arc::clone(&seen)));
        Self { url, seen, _directory: directory, _accepting: accepting }
    }

    /// The URL for `Store::connect`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The statements since the last call, in the order in which they were sent.
    #[must_use]
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn accept(listener: UnixListener, target: PgConnectOptions, seen: Seen) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (target, seen) = (target.clone(), Arc::clone(&seen));
        // A connection that breaks is the store's to notice.
        connections.spawn(async move {
            let socket = target.get_socket().map(|it| it.join(format!(".s.PGSQL.{}", target.get_port())));
            let host = target.get_host();
            match socket.or_else(|| host.starts_with('/').then(|| Path::new(host).join(".s.PGSQL.5432"))) {
                Some(path) => relay(client, UnixStream::connect(path).await?, seen).await,
                None => relay(client, TcpStream::connect((host, target.get_port())).await?, seen).await,
            }
        });
    }
}

async fn relay<S>(client: UnixStream, server: S, seen: Seen) -> std::io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = tokio::io::split(server);
    let down = tokio::io::copy(&mut from_server, &mut to_client);
    tokio::select! {
        done = forward(&mut from_client, &mut to_server, &seen) => done,
        done = down => done.map(drop),
    }
}

/// Forwards the frontend's messages and notes the statements among them.
async fn forward(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    seen: &Seen,
) -> std::io::Result<()> {
    // The start-up message has no type; a wish for encryption may come before it.
    loop {
        let length = from.read_u32().await?;
        let mut body = vec![0; rest(length)?];
        from.read_exact(&mut body).await?;
        to.write_all(&[&length.to_be_bytes()[..], &body].concat()).await?;
        if !body.starts_with(&ENCRYPTION_WISH) {
            break;
        }
    }
    let mut prepared: HashMap<Vec<u8>, String> = HashMap::new();
    let mut bound: HashMap<Vec<u8>, String> = HashMap::new();
    loop {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        let mut body = vec![0; rest(length)?];
        from.read_exact(&mut body).await?;
        let mut fields = body.split(|byte| *byte == 0);
        let mut field = || fields.next().unwrap_or_default().to_vec();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let note = |statement: String| {
            seen.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
        };
        match kind {
            b'Q' => note(text(field())),
            b'P' => {
                let (name, query) = (field(), field());
                prepared.insert(name, text(query));
            }
            b'B' => {
                let (portal, name) = (field(), field());
                bound.insert(portal, prepared.get(&name).cloned().unwrap_or_default());
            }
            b'E' => note(bound.get(&field()).cloned().unwrap_or_default()),
            _ => {}
        }
        to.write_all(&[&[kind], &length.to_be_bytes()[..], &body].concat()).await?;
    }
}

/// How many bytes follow a length, which counts itself.
fn rest(length: u32) -> std::io::Result<usize> {
    let rest = (length as usize).checked_sub(4).filter(|rest| *rest <= MESSAGE_LIMIT_BYTES);
    rest.ok_or_else(|| std::io::Error::other(format!("a message of {length} bytes")))
}
