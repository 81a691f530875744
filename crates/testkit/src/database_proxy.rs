//! A proxy between a store and PostgreSQL: it counts the statements that are sent, and can lose notifications on the way
//! back, without a word and without a broken connection.
//!
//! Everything is counted that makes the database work: each `Execute` of a prepared statement and each simple `Query`, so
//! `BEGIN`, `COMMIT` and `NOTIFY` as well. Preparing is not: it happens once per connection.

use std::collections::HashMap;
use std::path::Path;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixListener, UnixStream};
use tokio::task::JoinSet;

/// The largest message that is taken.
const MESSAGE_LIMIT_BYTES: usize = 256 << 20;

/// The first two bytes of an `SSLRequest` and a `GSSENCRequest`, where a start-up message has its version.
const ENCRYPTION_WISH: [u8; 2] = 1234_u16.to_be_bytes();

#[derive(Default)]
struct Shared {
    statements: Mutex<Vec<String>>,
    loses_notifications: AtomicBool,
    lost: AtomicUsize,
}

/// The proxy. It ends with this value.
pub struct DatabaseProxy {
    url: String,
    shared: Arc<Shared>,
    _directory: tempfile::TempDir,
    _accepting: JoinSet<()>,
}

impl DatabaseProxy {
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
        let shared = Arc::new(Shared::default());
        let mut accepting = JoinSet::new();
        accepting.spawn(accept(listener, target, Arc::clone(&shared)));
        Self { url, shared, _directory: directory, _accepting: accepting }
    }

    /// The URL for `Store::connect`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The statements since the last call, in the order in which they were sent.
    #[must_use]
    pub fn take_statements(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.statements.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on no notification comes through, or each does again.
    pub fn lose_notifications(&self, lose: bool) {
        self.shared.loses_notifications.store(lose, Ordering::Relaxed);
    }

    /// How many notifications were lost.
    #[must_use]
    pub fn lost_notifications(&self) -> usize {
        self.shared.lost.load(Ordering::Relaxed)
    }
}

async fn accept(listener: UnixListener, target: PgConnectOptions, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        let (target, shared) = (target.clone(), Arc::clone(&shared));
        // A connection that breaks is the store's to notice.
        connections.spawn(async move {
            let socket = target.get_socket().map(|it| it.join(format!(".s.PGSQL.{}", target.get_port())));
            let host = target.get_host();
            match socket.or_else(|| host.starts_with('/').then(|| Path::new(host).join(".s.PGSQL.5432"))) {
                Some(path) => relay(client, UnixStream::connect(path).await?, &shared).await,
                None => relay(client, TcpStream::connect((host, target.get_port())).await?, &shared).await,
            }
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn relay<S>(client: UnixStream, server: S, shared: &Shared) -> std::io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = tokio::io::split(server);
    // The start-up message has no type; a wish for encryption may come before it, and is answered with one byte.
    loop {
        let length = from_client.read_u32().await?;
        let mut body = vec![0; rest(length)?];
        from_client.read_exact(&mut body).await?;
        to_server.write_all(&[&length.to_be_bytes()[..], &body].concat()).await?;
        if !body.starts_with(&ENCRYPTION_WISH) {
            break;
        }
        to_client.write_u8(from_server.read_u8().await?).await?;
    }
    tokio::select! {
        done = up(&mut from_client, &mut to_server, shared) => done,
        done = down(&mut from_server, &mut to_client, shared) => done,
    }
}

/// Forwards the frontend's messages and notes the statements among them.
async fn up(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    shared: &Shared,
) -> std::io::Result<()> {
    let mut prepared: HashMap<Vec<u8>, String> = HashMap::new();
    let mut bound: HashMap<Vec<u8>, String> = HashMap::new();
    loop {
        let message = Message::read(from).await?;
        let mut fields = message.body.split(|byte| *byte == 0);
        let mut field = || fields.next().unwrap_or_default().to_vec();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let note = |statement: String| {
            shared.statements.lock().unwrap_or_else(PoisonError::into_inner).push(statement);
        };
        match message.kind {
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
        message.write(to).await?;
    }
}

/// Forwards the backend's messages, the notifications among them unless they are to be lost.
async fn down(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    shared: &Shared,
) -> std::io::Result<()> {
    loop {
        let message = Message::read(from).await?;
        if message.kind == b'A' && shared.loses_notifications.load(Ordering::Relaxed) {
            shared.lost.fetch_add(1, Ordering::Relaxed);
        } else {
            message.write(to).await?;
        }
    }
}

struct Message {
    kind: u8,
    length: u32,
    body: Vec<u8>,
}

impl Message {
    async fn read(from: &mut (impl AsyncRead + Unpin)) -> std::io::Result<Self> {
        let kind = from.read_u8().await?;
        let length = from.read_u32().await?;
        let mut body = vec![0; rest(length)?];
        from.read_exact(&mut body).await?;
        Ok(Self { kind, length, body })
    }

    async fn write(&self, to: &mut (impl AsyncWrite + Unpin)) -> std::io::Result<()> {
        to.write_all(&[&[self.kind], &self.length.to_be_bytes()[..], &self.body].concat()).await
    }
}

/// How many bytes follow a length, which counts itself.
fn rest(length: u32) -> std::io::Result<usize> {
    let rest = (length as usize).checked_sub(4).filter(|rest| *rest <= MESSAGE_LIMIT_BYTES);
    rest.ok_or_else(|| std::io::Error::other(format!("a message of {length} bytes")))
}
