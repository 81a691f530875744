//! What a step costs the database (counted by a proxy, `BEGIN`, `COMMIT` and notifications included): at most 6 statements
//! for a call of the model and 2 for a batch of tools, one reading of the history, none for a piece of the answer, none
//! for a viewer of an idle chat.

use std::time::{Duration, Instant};

use ropewalk_chat::EngineSettings;
use ropewalk_model::chat::Status;
use ropewalk_model::{ChatId, Clock, SystemClock};
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::{DatabaseProxy, wait_for, wait_until};
use serde_json::json;

use crate::harness::{PATIENCE, RunLog, Server, TestTool, World, connect, settings};
use crate::transitions::new_chat;
use crate::viewer::Viewer;

/// The beginnings of what a replica does on its own, however many chats it has: heartbeats, looks for work and for dead
/// replicas, the watchdog, the subscriptions.
const BACKGROUND: [&str; 7] = [
    "insert into replicas",
    "update replicas",
    "select r.id, r.hostname",
    "with held as",
    "select c.status, count(*)",
    "LISTEN",
    "UNLISTEN",
];

struct Counted {
    server: Server,
    counter: DatabaseProxy,
}

impl Counted {
    async fn serve(world: &World, log: &RunLog) -> Self {
        let counter = DatabaseProxy::before(world.database.url());
        let tool = TestTool::free("look", log).boxed();
        let store = connect(counter.url()).await;
        let server = Server::start(store, world.instance_id, vec![tool], settings()).await;
        // What a server that starts looks after, once.
        wait_until("the upkeep was done", PATIENCE, || async {
            counter.take_statements().iter().any(|it| it.starts_with("delete from chat_files"))
        })
        .await;
        Self { server, counter }
    }

    /// The statements of one turn that makes `steps` batches of `calls` tools each and ends with an answer.
    async fn turn(&self, world: &World, steps: usize, calls: usize) -> Vec<String> {
        script(world, steps, calls);
        drop(self.counter.take_statements());
        let chat = self.server.create_chat(world, "go").await;
        self.rest_of_turn(world, chat.id).await
    }

    /// The same of a chat that another server made, which had no slot for it.
    async fn acquired_turn(&self, world: &World, steps: usize, calls: usize) -> Vec<String> {
        script(world, steps, calls);
        drop(self.counter.take_statements());
        let chat =
            world.store.create_chat(new_chat(world, "go"), None, SystemClock.now()).await.expect("a chat");
        self.rest_of_turn(world, chat.chat.id).await
    }

    async fn rest_of_turn(&self, world: &World, chat: ChatId) -> Vec<String> {
        world.wait_for(chat, Status::Waiting).await;
        let mut sent = self.counter.take_statements();
        sent.retain(|statement| !is_background(statement));
        sent
    }
}

fn script(world: &World, steps: usize, calls: usize) {
    for step in 0..steps {
        let call =
            |call| ScriptedCall::new("look", json!({ "step": step })).with_id(format!("c{step}-{call}"));
        world.llm.push(Turn::new().calls((0..calls).map(call)));
    }
    let words: Vec<String> = (0..200).map(|word| format!("word {word} ")).collect();
    world.llm.push(Turn::new().chunks(words));
}

fn line(statement: &str) -> String {
    statement.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn listing(statements: &[String]) -> String {
    statements.iter().map(|it| format!("  {:.140}\n", line(it))).collect()
}

fn is_background(statement: &str) -> bool {
    BACKGROUND.iter().any(|it| statement.trim_start().starts_with(it))
}

/// What a reading of a history contains.
const HISTORY: &str = "from chat_messages where chat_id = $1 and id > $2";

fn history_reads(statements: &[String]) -> usize {
    statements.iter().filter(|it| line(it).contains(HISTORY)).count()
}

#[tokio::test]
async fn a_step_and_its_tools_cost_at_most_eight_statements() {
    let world = World::create().await;
    let log = RunLog::default();
    let counted = Counted::serve(&world, &log).await;
    for calls in [1, 3] {
        let short = counted.turn(&world, 1, calls).await;
        let long = counted.turn(&world, 9, calls).await;
        let each = (long.len() - short.len()) as f64 / 8.0;
        assert!(each <= 8.0, "{each} for each step with {calls} calls:\n{}", listing(&long));
        assert!(history_reads(&long) <= 1, "the history is read again:\n{}", listing(&long));
    }
    assert_eq!(log.lock().expect("no test panicked here").len(), 40);
    counted.server.stop().await;
}

#[tokio::test]
async fn a_call_of_the_model_costs_at_most_six_statements_whatever_it_says() {
    let world = World::create().await;
    let counted = Counted::serve(&world, &RunLog::default()).await;
    // The first turn makes the connections and reads what is read once.
    counted.turn(&world, 0, 0).await;
    let sent = counted.acquired_turn(&world, 0, 0).await;
    let step = from_to(&sent, HISTORY, STORED);
    assert!(step.len() <= 6, "{}", listing(step));
    assert_eq!(history_reads(step), 1, "{}", listing(step));
    counted.server.stop().await;
}

#[tokio::test]
async fn a_message_takes_its_chat_with_its_history() {
    let world = World::create().await;
    let counted = Counted::serve(&world, &RunLog::default()).await;
    counted.turn(&world, 0, 0).await;
    let created = counted.turn(&world, 0, 0).await;
    assert_eq!(history_reads(&created), 0, "{}", listing(&created));

    world.llm.push(Turn::text("done"));
    let chat = counted.server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    // A look of the worker holds all free slots for its moment; a message that comes then is taken by the next look, which is another way.
    let mut taken = None;
    for _ in 0..5 {
        // The runner lets go of the chat after its turn; a message that comes sooner finds it held.
        wait_for("nobody holds the chat", PATIENCE, || async {
            world.chat(chat.id).await.worker_id.is_none().then_some(())
        })
        .await;
        drop(counted.counter.take_statements());
        world.llm.push(Turn::text("done"));
        drop(counted.server.send(&world, chat.id, "more").await);
        let sent = counted.rest_of_turn(&world, chat.id).await;
        if history_reads(&sent) == 0 {
            taken = Some(sent);
            break;
        }
    }
    let sent = taken.expect("one of five messages took its chat");
    let step = from_to(&sent, "chat_is_at_rest", STORED);
    // Sent; the try counted, the model looked up; what happened meanwhile; stored.
    assert!(step.len() <= 5, "{}", listing(step));
    counted.server.stop().await;
}

/// What a commit of an answer contains.
const STORED: &str = "jsonb_to_recordset";

/// The statements from the first that contains `first` to the first after it that contains `last`.
fn from_to<'a>(turn: &'a [String], first: &str, last: &str) -> &'a [String] {
    let at = |what: &str, from: usize| {
        let place = turn.iter().skip(from).position(|it| line(it).contains(what));
        from + place.unwrap_or_else(|| panic!("{what}:\n{}", listing(turn)))
    };
    let begin = at(first, 0);
    &turn[begin..=at(last, begin + 1)]
}

/// The poller's statements, and what is neither theirs nor the replica's own.
fn polls_and_rest(mut statements: Vec<String>) -> (Vec<String>, Vec<String>) {
    statements.retain(|statement| !is_background(statement));
    statements.into_iter().partition(|it| it.contains("any($1)"))
}

#[tokio::test]
async fn idle_viewers_share_one_statement_of_the_poller() {
    let world = World::create().await;
    let counter = DatabaseProxy::before(world.database.url());
    let polls = EngineSettings { poll_interval: Duration::from_millis(50), ..settings() };
    let store = connect(counter.url()).await;
    let server = Server::start(store, world.instance_id, vec![], polls).await;
    let mut viewers = Vec::new();
    for _ in 0..30 {
        world.llm.push(Turn::text("done"));
        let chat = server.create_chat(&world, "go").await;
        world.wait_for(chat.id, Status::Waiting).await;
        let viewer = Viewer::follow(&server, &world, chat.id).await;
        viewer.wait("the answer", |screen| screen.messages.len() == 2).await;
        viewers.push(viewer);
    }
    // What the last turn left to tell may still be on its way: five rounds without anything but polls.
    let mut quiet_rounds = 0;
    wait_until("the turns are told to their end", PATIENCE, || {
        let (polled, rest) = polls_and_rest(counter.take_statements());
        quiet_rounds = if rest.is_empty() { quiet_rounds + polled.len() } else { 0 };
        std::future::ready(quiet_rounds >= 5)
    })
    .await;
    let began = Instant::now();
    let mut sent = Vec::new();
    // As long as it takes to see that nothing is seen: ten rounds of the poller.
    wait_until("the poller has looked often enough", PATIENCE, || {
        sent.extend(counter.take_statements());
        std::future::ready(began.elapsed() > Duration::from_millis(550))
    })
    .await;
    let rounds = began.elapsed().as_millis() / 50 + 1;
    let (polled, rest) = polls_and_rest(sent);
    assert!(rest.is_empty(), "{}", listing(&rest));
    assert!((1..=rounds).contains(&(polled.len() as u128)), "{} polls in {rounds} rounds", polled.len());
    drop(viewers);
    server.stop().await;
}
