//! Several replicas: a viewer sees the same wherever it is, live, and goes on when the owner ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ropewalk_chat::{Engine, EngineSettings};
use ropewalk_model::chat::Status;
use ropewalk_model::{Entropy, SystemEntropy};
use ropewalk_platform::Platform;
use ropewalk_platform::replicas::{PARTS_PATH, PASS_HEADER};
use ropewalk_testkit::fake_llm::{Cut, ScriptedCall, Turn};
use ropewalk_testkit::wait_until;
use ropewalk_tunnel::WsIo;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::harness::{
    PATIENCE, RunLog, Server, TestTool, World, connect, platform, replica, settings, text_of,
};
use crate::streams::everybody_comes_back;
use crate::viewer::{Screen, Viewer};

/// A server that others reach.
struct Reachable {
    server: Server,
    /// How many lines others have opened to it.
    lines: Arc<AtomicUsize>,
    http: JoinSet<()>,
}

#[derive(Clone)]
struct Shared {
    platform: Platform,
    engine: Engine,
    lines: Arc<AtomicUsize>,
}

async fn parts(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let pass = headers.get(PASS_HEADER).and_then(|pass| pass.to_str().ok()).unwrap_or_default();
    let Ok(replica) = shared.platform.check_replica_pass(pass, uri.path()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    shared.lines.fetch_add(1, Ordering::SeqCst);
    upgrade.on_upgrade(move |socket| async move {
        shared.engine.relay_parts(replica, WsIo::new(socket)).await;
    })
}

impl Reachable {
    /// Another host: its data directory is its own.
    async fn start(world: &World, settings: EngineSettings, log: &RunLog) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let mut replica = replica(SystemEntropy.uuid());
        replica.relay_address = Some(format!("http://{address}/"));
        let store = connect(world.database.url()).await;
        let platform = platform(&store, replica.clone());
        let tools = vec![TestTool::free("look", log).boxed()];
        let server = Server::start_as(
            store,
            platform.clone(),
            replica,
            tools,
            settings,
            tokio_util::sync::CancellationToken::new(),
        )
        .await;
        let lines = Arc::new(AtomicUsize::new(0));
        let shared = Shared { platform, engine: server.engine.clone(), lines: Arc::clone(&lines) };
        let router = Router::new().route(PARTS_PATH, get(parts)).with_state(shared);
        let (up, is_up) = oneshot::channel();
        let mut http = JoinSet::new();
        http.spawn(async move {
            up.send(()).expect("the test waits");
            axum::serve(listener, router).await.expect("it serves");
        });
        is_up.await.expect("it is up");
        Self { server, lines, http }
    }

    async fn stop(mut self) {
        self.server.stop().await;
        self.http.shutdown().await;
    }
}

/// A replica that takes no chats: they run on the other one.
fn idle() -> EngineSettings {
    EngineSettings { slots: 0, ..settings() }
}

fn shows(text: &'static str) -> impl Fn(&Screen) -> bool {
    move |screen| screen.preview_text() == text
}

#[tokio::test]
async fn viewers_on_the_owner_and_on_another_replica_see_the_same_over_one_line() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(
        Turn::new()
            .reasoning("thinking", "signature")
            .chunks(["I will", " look"])
            .gate("one")
            .calls([ScriptedCall::new("look", json!({ "at": "it", "n": 0.1 }))]),
    );
    world.llm.push(Turn::new().chunks(["a", "b", "c"]).gate("two").chunks(["d"]));
    let owner = Reachable::start(&world, settings(), &log).await;
    let other = Reachable::start(&world, idle(), &log).await;
    // Made on the one, run on the other.
    let chat = other.server.create_chat(&world, "go").await;
    let here = Viewer::follow(&owner.server, &world, chat.id).await;
    let there = Viewer::follow(&other.server, &world, chat.id).await;
    let at_one = here.wait("the first words", shows("I will look")).await;
    assert_eq!(there.wait("the same words", shows("I will look")).await, at_one);
    let late = Viewer::follow(&other.server, &world, chat.id).await;
    assert_eq!(late.wait("the same words", shows("I will look")).await, at_one);
    let left = late.screen();
    drop(late);

    world.llm.open_gate("one");
    let at_two = here.wait("the second step", shows("abc")).await;
    assert_eq!(there.wait("the second step", shows("abc")).await, at_two);
    let back = Viewer::resume(&other.server, &world, chat.id, left).await;
    assert_eq!(back.wait("the second step", shows("abc")).await, at_two);
    world.llm.open_gate("two");
    world.wait_for(chat.id, Status::Waiting).await;
    let is_over = |screen: &Screen| screen.status == Some(Status::Waiting);
    let end = here.wait("the end", is_over).await;
    assert_eq!(there.wait("the end", is_over).await, end);
    assert_eq!(back.wait("the end", is_over).await, end);
    assert_eq!(end.messages.values().map(text_of).collect::<Vec<_>>(), ["go", "I will look", "", "abcd"]);
    assert_eq!(owner.lines.load(Ordering::SeqCst), 1, "one line for three viewers and all episodes");
    assert_eq!(other.lines.load(Ordering::SeqCst), 0);
    world.llm.finish();
    other.stop().await;
    owner.stop().await;
}

#[tokio::test]
async fn a_retry_looks_the_same_on_another_replica_to_whoever_joins_when() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().chunks(["half", " of"]).gate("cut").chunks([" it"]).cut(Cut::AfterFrames(5)));
    world.llm.push(Turn::new().chunks(["now", " all"]).gate("end").chunks([" of it"]));
    let patient = EngineSettings { retry_unit: Duration::from_secs(8), ..settings() };
    let owner = Reachable::start(&world, patient, &log).await;
    let other = Reachable::start(&world, idle(), &log).await;
    let chat = other.server.create_chat(&world, "go").await.id;
    let here = Viewer::follow(&owner.server, &world, chat).await;
    let there = Viewer::follow(&other.server, &world, chat).await;
    let first = here.wait("the first try", shows("half of")).await;
    assert_eq!(there.wait("the first try", shows("half of")).await, first);
    let in_first = Viewer::follow(&other.server, &world, chat).await;
    assert_eq!(in_first.wait("the first try", shows("half of")).await, first);

    world.llm.open_gate("cut");
    let is_back_off = |screen: &Screen| screen.retry.is_some();
    let back_off = here.wait("the back-off", is_back_off).await;
    assert_eq!(back_off.preview, [], "nothing of the failed try stays");
    assert_eq!(there.wait("the back-off", is_back_off).await, back_off);
    assert_eq!(in_first.wait("the back-off", is_back_off).await, back_off);
    let late = Viewer::follow(&other.server, &world, chat).await;
    assert_eq!(late.wait("the back-off", is_back_off).await, back_off);
    // Whoever was cut off anywhere before, on either replica.
    everybody_comes_back(&other.server, &world, chat, &here, "on the other replica, during the back-off")
        .await;
    everybody_comes_back(&owner.server, &world, chat, &there, "on the owner, during the back-off").await;

    let second = here.wait("the second try", shows("now all")).await;
    let in_second = Viewer::follow(&other.server, &world, chat).await;
    for viewer in [&there, &in_first, &late, &in_second] {
        assert_eq!(viewer.wait("the second try", shows("now all")).await, second);
    }
    everybody_comes_back(&other.server, &world, chat, &here, "on the other replica, in the second try").await;
    world.llm.open_gate("end");
    let is_over = |screen: &Screen| screen.status == Some(Status::Waiting);
    let end = here.wait("the end", is_over).await;
    assert_eq!(end.messages.values().map(text_of).collect::<Vec<_>>(), ["go", "now all of it"]);
    for viewer in [&there, &in_first, &late, &in_second] {
        assert_eq!(viewer.wait("the end", is_over).await, end);
    }
    world.llm.finish();
    other.stop().await;
    owner.stop().await;
}

#[tokio::test]
async fn a_viewer_goes_on_when_its_chat_moves_to_another_replica() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().chunks(["half an", " answer"]).gate("never"));
    world.llm.push(Turn::new().chunks(["a whole"]).gate("whole").chunks([" answer"]));
    let first = Reachable::start(&world, settings(), &log).await;
    let other = Reachable::start(&world, idle(), &log).await;
    let chat = other.server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&other.server, &world, chat.id).await;
    viewer.wait("the half answer", shows("half an answer")).await;
    first.stop().await;
    let second = Reachable::start(&world, settings(), &log).await;
    viewer.wait("the whole answer", shows("a whole")).await;
    world.llm.open_gate("whole");
    let screen = viewer.wait("the end", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.values().map(text_of).collect::<Vec<_>>(), ["go", "a whole answer"]);
    assert!(second.lines.load(Ordering::SeqCst) == 1, "the line was made anew with the owner");
    world.llm.finish();
    other.stop().await;
    second.stop().await;
}

#[tokio::test]
async fn an_owner_that_cannot_be_reached_costs_the_live_output_and_nothing_else() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().chunks(["unseen"]).gate("one"));
    // Without a relay address.
    let owner = world.serve(vec![]).await;
    let other = Reachable::start(&world, idle(), &log).await;
    let chat = other.server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&other.server, &world, chat.id).await;
    world.llm.wait_at_gate("one").await;
    viewer.wait("that it runs", |screen| screen.status == Some(Status::Running)).await;
    world.llm.open_gate("one");
    let screen = viewer.wait("the answer", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.values().map(text_of).collect::<Vec<_>>(), ["go", "unseen"]);
    assert_eq!(screen.preview, []);
    other.stop().await;
    owner.stop().await;
}

#[tokio::test]
async fn a_replica_that_stops_hands_its_chats_over_within_a_second() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().chunks(["half"]).gate("never"));
    world.llm.push(Turn::text("whole"));
    let first = Reachable::start(&world, settings(), &log).await;
    let chat = first.server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    let second = Reachable::start(&world, settings(), &log).await;
    let began = tokio::time::Instant::now();
    first.stop().await;
    wait_until("the other asks the model", PATIENCE, || async { world.llm.requests().len() == 2 }).await;
    let took = began.elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
    world.wait_for(chat.id, Status::Waiting).await;
    second.stop().await;
}
