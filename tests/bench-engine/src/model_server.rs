//! A model server in a process of its own, so that its work is not counted as the server's. It speaks Anthropic's
//! streaming protocol. The last user message says what it answers: `id=7 pieces=100 every_ms=50`. Each piece of the answer is
//! the time at which it was sent, in microseconds; `GET /arrivals` tells when each id was asked.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use axum::routing::{get, post};
use axum::serve::ListenerExt;
use axum::{Json, Router};
use futures::stream;
use ropewalk_model::{Clock, SystemClock};
use serde_json::{Value, json};
use tokio::io::AsyncReadExt;
use tokio::time::{Instant, MissedTickBehavior, interval_at};

type Arrivals = Arc<Mutex<HashMap<u64, i64>>>;

/// What a prompt asks for.
#[derive(Clone, Copy)]
struct Wish {
    id: u64,
    pieces: u64,
    every: Duration,
}

/// Serves until standard input ends.
pub(crate) async fn run() -> anyhow::Result<()> {
    let arrivals = Arrivals::default();
    let app =
        Router::new().route("/v1/messages", post(answer)).route("/arrivals", get(told)).with_state(arrivals);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let listener = listener.tap_io(|socket| {
        let _slower_without = socket.set_nodelay(true);
    });
    let ended = async {
        let mut rest = Vec::new();
        let _end = tokio::io::stdin().read_to_end(&mut rest).await;
    };
    tokio::select! {
        done = axum::serve(listener, app) => Ok(done?),
        () = ended => Ok(()),
    }
}

async fn told(State(arrivals): State<Arrivals>) -> Json<HashMap<u64, i64>> {
    Json(arrivals.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

fn micros() -> i64 {
    SystemClock.now().timestamp_micros()
}

fn event(kind: &str, data: &Value) -> Result<Event, Infallible> {
    Ok(Event::default().event(kind).data(data.to_string()))
}

async fn answer(State(arrivals): State<Arrivals>, Json(request): Json<Value>) -> impl IntoResponse {
    let now = micros();
    let wish = wish(&request);
    arrivals.lock().unwrap_or_else(PoisonError::into_inner).entry(wish.id).or_insert(now);
    let start = json!({ "type": "message_start", "message": { "id": "m", "type": "message", "role": "assistant",
        "content": [], "model": "bench", "stop_reason": null, "usage": { "input_tokens": 1, "output_tokens": 1 } } });
    let begin =
        json!({ "type": "content_block_start", "index": 0, "content_block": { "type": "text", "text": "" } });
    let head = [event("message_start", &start), event("content_block_start", &begin)];
    let stop = json!({ "type": "content_block_stop", "index": 0 });
    let delta = json!({ "type": "message_delta", "delta": { "stop_reason": "end_turn", "stop_sequence": null },
        "usage": { "output_tokens": wish.pieces } });
    let end = json!({ "type": "message_stop" });
    let tail =
        [event("content_block_stop", &stop), event("message_delta", &delta), event("message_stop", &end)];
    let pieces = stream::unfold((0, None), move |(sent, ticker)| async move {
        if sent == wish.pieces {
            return None;
        }
        let ticker = match ticker {
            _ if wish.every.is_zero() => None,
            Some(ticker) => Some(tick(ticker).await),
            None => Some(tick(first_tick(wish)).await),
        };
        let delta = json!({ "type": "content_block_delta", "index": 0,
            "delta": { "type": "text_delta", "text": format!("{} ", micros()) } });
        Some((event("content_block_delta", &delta), (sent + 1, ticker)))
    });
    let all = futures::StreamExt::chain(stream::iter(head), pieces);
    Sse::new(futures::StreamExt::chain(all, stream::iter(tail)))
}

/// The streams are spread over the interval, as those of people who do not wait for one another.
fn first_tick(wish: Wish) -> tokio::time::Interval {
    let every = u64::try_from(wish.every.as_micros()).unwrap_or(1).max(1);
    let offset = Duration::from_micros(wish.id.wrapping_mul(7919) % every);
    let mut ticker = interval_at(Instant::now() + offset, wish.every);
    ticker.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticker
}

async fn tick(mut ticker: tokio::time::Interval) -> tokio::time::Interval {
    ticker.tick().await;
    ticker
}

fn wish(request: &Value) -> Wish {
    let text = request["messages"].as_array().and_then(|all| all.last()).map(ToString::to_string);
    let text = text.unwrap_or_default();
    let number = |name: &str| {
        let rest = text.rsplit_once(name).map_or("", |(_, rest)| rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    Wish { id: number("id="), pieces: number("pieces="), every: Duration::from_millis(number("every_ms=")) }
}
