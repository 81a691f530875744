//! A big transfer neither fills the memory nor holds up a small call, in both directions.
//!
//! Bytes in flight are counted at the producer: made minus taken. No assertion is about time.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use ropewalk_tunnel::{AgentError, CallContext, TunnelSettings};
use ropewalk_wire::agent::{
    AgentHello, AgentMessage, HELLO_PATH, READ_FILE_PATH, ReadFileQuery, WRITE_FILE_PATH, WriteFileQuery,
};
use tokio::sync::Semaphore;

use crate::harness::{Tunnel, soon, tunnel};

const TOTAL: u64 = 1 << 30;
const CHUNK: usize = 64 << 10;
/// Stream window 4 MiB, send buffer 1 MiB, WebSocket buffers 2 MiB on each side, and what the kernel keeps in
/// two loopback sockets. A thirty-second part of the transfer.
const IN_FLIGHT_MAX: u64 = 32 << 20;

/// Made and taken bytes of one transfer.
#[derive(Default)]
struct Meter {
    made: AtomicU64,
    taken: AtomicU64,
    peak: AtomicU64,
}

impl Meter {
    fn make(&self, bytes: usize) {
        let made = self.made.fetch_add(bytes as u64, Ordering::SeqCst) + bytes as u64;
        let in_flight = made.saturating_sub(self.taken.load(Ordering::SeqCst));
        self.peak.fetch_max(in_flight, Ordering::SeqCst);
    }

    fn take(&self, bytes: usize) {
        self.taken.fetch_add(bytes as u64, Ordering::SeqCst);
    }

    fn peak(&self) -> u64 {
        self.peak.load(Ordering::SeqCst)
    }
}

fn zeros(meter: Arc<Meter>) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin + Send + 'static {
    static CHUNK_OF_ZEROS: [u8; CHUNK] = [0; CHUNK];
    futures::stream::iter(0..TOTAL / CHUNK as u64).map(move |_| {
        meter.make(CHUNK);
        Ok(Bytes::from_static(&CHUNK_OF_ZEROS))
    })
}

fn hello() -> axum::routing::MethodRouter {
    get(|| async {
        Json(AgentHello {
            message: "hello".to_owned(),
            version: "1".to_owned(),
            api_version: "2.9".to_owned(),
        })
    })
}

async fn greet(t: &Tunnel, times: usize) {
    for _ in 0..times {
        soon("a small call", t.conn.hello(&CallContext::default())).await.expect("hello");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_a_gibibyte_is_bounded_and_starves_nobody() {
    let meter = Arc::new(Meter::default());
    let source = meter.clone();
    let read = move || async move { Body::from_stream(zeros(source)) };
    let router = Router::new().route(HELLO_PATH, hello()).route(READ_FILE_PATH, get(read));
    let t = tunnel(router, TunnelSettings::default()).await;

    let query = ReadFileQuery { path: "/zeros".to_owned(), ..ReadFileQuery::default() };
    let mut file = t.conn.read_file(&CallContext::default(), &query).await.expect("read");
    // Nobody reads yet: the sender has to stop by itself, and small calls go through.
    greet(&t, 50).await;
    assert!(meter.peak() <= IN_FLIGHT_MAX, "{} bytes were sent ahead", meter.peak());
    // Now it flows, with small calls in between.
    let mut chunks = 0_u64;
    while let Some(chunk) = soon("a chunk", file.body.next()).await {
        meter.take(chunk.expect("chunk").len());
        chunks += 1;
        if chunks.is_multiple_of(1024) {
            greet(&t, 1).await;
        }
    }
    assert_eq!(meter.taken.load(Ordering::SeqCst), TOTAL);
    assert!(meter.peak() <= IN_FLIGHT_MAX, "{} bytes were in flight", meter.peak());
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_a_gibibyte_is_bounded_and_starves_nobody() {
    let meter = Arc::new(Meter::default());
    let gate = Arc::new(Semaphore::new(0));
    let (sink, door) = (meter.clone(), gate.clone());
    let write = move |body: Body| async move {
        let _open = door.acquire().await.expect("gate");
        let mut chunks = body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            sink.take(chunk.expect("chunk").len());
        }
        Json(AgentMessage { message: "written".to_owned() })
    };
    let router = Router::new().route(HELLO_PATH, hello()).route(WRITE_FILE_PATH, post(write));
    let t = tunnel(router, TunnelSettings::default()).await;

    let conn = t.conn.clone();
    let source = meter.clone();
    let call = t.tasks.spawn(async move {
        let query = WriteFileQuery { path: "/zeros".to_owned(), client_token: None };
        conn.write_file(&CallContext::default(), &query, zeros(source)).await
    });
    // The agent does not read yet: the sender has to stop by itself, and small calls go through.
    greet(&t, 50).await;
    assert!(meter.peak() <= IN_FLIGHT_MAX, "{} bytes were sent ahead", meter.peak());
    gate.add_permits(1);
    while !call.is_finished() {
        greet(&t, 1).await;
    }
    soon("the end", call).await.expect("joined").expect("written");
    assert_eq!(meter.taken.load(Ordering::SeqCst), TOTAL);
    assert!(meter.peak() <= IN_FLIGHT_MAX, "{} bytes were in flight", meter.peak());
}

#[tokio::test]
async fn readers_that_stand_still_cannot_block_small_calls() {
    let read = || async { Body::from_stream(zeros(Arc::new(Meter::default()))) };
    let router = Router::new().route(HELLO_PATH, hello()).route(READ_FILE_PATH, get(read));
    let settings =
        TunnelSettings { call_limit: std::time::Duration::from_secs(3), ..TunnelSettings::default() };
    let t = tunnel(router, settings).await;
    let query = ReadFileQuery { path: "/zeros".to_owned(), ..ReadFileQuery::default() };
    let nobody = CallContext::default();
    let mut open = Vec::new();
    for _ in 0..t.conn.settings().concurrent_transfers {
        open.push(t.conn.read_file(&nobody, &query).await.expect("read"));
    }
    // One more transfer would be able to use up the connection's window: it waits for its turn.
    let error = t.conn.read_file(&nobody, &query).await.expect_err("no turn");
    assert!(matches!(error, AgentError::Deadline { .. }), "{error:?}");
    greet(&t, 20).await;
    open.pop();
    t.conn.read_file(&nobody, &query).await.expect("its turn");
}

#[tokio::test]
async fn content_that_breaks_off_is_the_callers_error() {
    let write = |body: Body| async move {
        let mut chunks = body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            if chunk.is_err() {
                return Json(AgentMessage { message: "broke off".to_owned() });
            }
        }
        Json(AgentMessage { message: "written".to_owned() })
    };
    let router = Router::new().route(WRITE_FILE_PATH, post(write));
    let t = tunnel(router, TunnelSettings::default()).await;
    let content = futures::stream::iter([Ok(Bytes::from_static(b"half")), Err("the source broke")]);
    let query = WriteFileQuery { path: "/x".to_owned(), client_token: None };
    let error = soon("the end", t.conn.write_file(&CallContext::default(), &query, content)).await;
    assert!(error.is_err(), "{error:?}");
}

#[tokio::test]
async fn a_transfer_that_stands_still_ends() {
    let write = |_body: Body| std::future::pending::<Json<AgentMessage>>();
    let router = Router::new().route(WRITE_FILE_PATH, post(write));
    let settings =
        TunnelSettings { idle_limit: std::time::Duration::from_millis(200), ..TunnelSettings::default() };
    let t = tunnel(router, settings).await;
    let query = WriteFileQuery { path: "/x".to_owned(), client_token: None };
    let zeros = zeros(Arc::new(Meter::default()));
    let error = soon("the end", t.conn.write_file(&CallContext::default(), &query, zeros)).await;
    assert!(matches!(error, Err(AgentError::Deadline { .. })), "{error:?}");
}
