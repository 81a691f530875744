//! Titles and the summaries of turns (chat-engine.md 6.4, 6.5): what asks for them, who writes them, what they may overwrite, what they cost.

use ropewalk_chat::EngineSettings;
use ropewalk_model::chat::{Chat, Status};
use ropewalk_model::{ChatId, Clock, SystemClock};
use ropewalk_store::spend::CostSpan;
use ropewalk_testkit::fake_llm::{RecordedRequest, Turn, TurnUsage};
use ropewalk_testkit::{wait_for, wait_until};
use serde_json::json;

use crate::harness::{PATIENCE, Server, World, settings};

fn is_title(request: &RecordedRequest) -> bool {
    request.system_text().contains("You name conversations")
}

fn is_label(request: &RecordedRequest) -> bool {
    request.system_text().contains("You label what a turn")
}

async fn serve(world: &World) -> Server {
    world.serve_with(vec![], EngineSettings { writes_titles: true, ..settings() }).await
}

/// Answers steps with "It works.", titles with `title`, summaries with `label`.
fn answers(title: &'static str, label: &'static str) -> impl Fn(&RecordedRequest) -> Turn + Send + Sync {
    move |request| {
        if is_title(request) {
            Turn::text(title)
        } else if is_label(request) {
            Turn::text(label)
        } else {
            Turn::text("It works.")
        }
    }
}

async fn until(world: &World, id: ChatId, what: &str, holds: impl Fn(&Chat) -> bool) -> Chat {
    wait_for(what, PATIENCE, || async {
        let chat = world.chat(id).await;
        holds(&chat).then_some(chat)
    })
    .await
}

#[tokio::test]
async fn a_chat_gets_a_title_and_a_few_words_about_its_turn_and_both_cost() {
    let world = World::create().await;
    let usage = TurnUsage { input: 1000, output: 100, ..TurnUsage::default() };
    let said = answers(
        "```json\n{\"title\": \"Repair the login\"}\n``` there",
        r#"{"label": "Repaired the login."}"#,
    );
    world.llm.respond_with(move |request| said(request).usage(usage));
    let server = serve(&world).await;
    let chat = server.create_chat(&world, "please repair the login of the page today").await;
    assert_eq!(chat.title, "please repair the login of the…");
    let ended = world.wait_for(chat.id, Status::Waiting).await;
    let named = until(&world, chat.id, "a title and a summary", |it| {
        it.title == "Repair the login" && it.last_turn_summary.as_deref() == Some("Repaired the login")
    })
    .await;
    assert_eq!(named.updated_at, ended.updated_at, "neither is news");
    assert_eq!(named.versions, ended.versions);
    let of_title = world.llm.requests().into_iter().find(is_title).expect("a call");
    assert_eq!(of_title.last_user_text().as_deref(), Some("please repair the login of the page today"));
    assert_eq!(of_title.tool_names(), Vec::<String>::new());

    let now = SystemClock.now();
    let span = CostSpan { start: now - chrono::Duration::days(1), end: now + chrono::Duration::days(1) };
    let costs = world.store.cost_summary(world.owner.user_id, span).await.expect("costs");
    // 1000 tokens at 3 USD and 100 at 15 USD per million, three times.
    assert_eq!((costs.total_cost_micros, costs.priced_message_count), (3 * 4500, 1));
    let usage = world.store.usage_status(world.owner.user_id, now).await.expect("usage");
    assert_eq!(usage.spent_micros, 3 * 4500, "they count for limits");

    // The next turn gets other words, and the title stays.
    world.llm.respond_with(answers(r#"{"title": "Another"}"#, r#"{"label": "Checked it twice"}"#));
    server.send(&world, chat.id, "again").await;
    let after = until(&world, chat.id, "another summary", |it| {
        it.last_turn_summary.as_deref() == Some("Checked it twice")
    })
    .await;
    assert_eq!(after.title, "Repair the login");
    server.stop().await;
}

#[tokio::test]
async fn what_is_no_title_changes_nothing_and_neither_does_one_that_comes_too_late() {
    let world = World::create().await;
    world.llm.respond_with(answers("I cannot do that.", "It is done and all is well now"));
    let server = serve(&world).await;
    let chat = server.create_chat(&world, "fix it").await;
    world.wait_for(chat.id, Status::Waiting).await;
    wait_until("both were asked", PATIENCE, || async {
        let requests = world.llm.requests();
        requests.iter().any(is_title) && requests.iter().any(is_label)
    })
    .await;
    world.llm.wait_for_finished(3).await;
    server.stop().await;
    let after = world.chat(chat.id).await;
    assert_eq!((after.title.as_str(), after.last_turn_summary), ("fix it", None));

    // Its owner names it while the model still thinks.
    world.llm.respond_with(|request| {
        let turn = Turn::text(r#"{"title": "From the model"}"#);
        if is_title(request) { turn.gate("title") } else { Turn::text("ok") }
    });
    let server = serve(&world).await;
    let chat = server.create_chat(&world, "name me").await;
    world.llm.wait_at_gate("title").await;
    server.engine.set_chat_title(&world.owner, chat.id, "Mine").await.expect("renamed");
    world.llm.open_gate("title");
    world.wait_for(chat.id, Status::Waiting).await;
    let all = world.llm.requests().len();
    world.llm.wait_for_finished(all).await;
    server.stop().await;
    assert_eq!(world.chat(chat.id).await.title, "Mine");
}

#[tokio::test]
async fn a_later_turn_keeps_an_older_summary_out_and_an_error_takes_it_away() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_title(request) {
            return Turn::text("none");
        }
        if is_label(request) {
            return Turn::text(r#"{"label": "First turn done"}"#).gate("label");
        }
        match request.last_user_text().as_deref() {
            Some("second") => Turn::text("second").gate("second"),
            Some("third") => Turn::error(401, "no"),
            _ => Turn::text("first"),
        }
    });
    let server = serve(&world).await;
    let chat = server.create_chat(&world, "first").await;
    world.llm.wait_at_gate("label").await;
    let rested = world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "second").await;
    world.llm.wait_at_gate("second").await;
    let store = &world.store;
    let late = store.set_turn_summary(chat.id, Some("First turn done"), rested.updated_at).await;
    assert!(!late.expect("an answer"), "the chat has moved on");
    world.llm.open_gate("second");
    world.llm.open_gate("label");
    until(&world, chat.id, "the second turn's summary", |it| {
        it.status == Status::Waiting && it.last_turn_summary.as_deref() == Some("First turn done")
    })
    .await;
    let rested = world.chat(chat.id).await;
    assert!(store.set_turn_summary(chat.id, Some(" \n"), rested.updated_at).await.expect("an answer"));
    assert_eq!(world.chat(chat.id).await.last_turn_summary, None, "blank is nothing");
    assert!(store.set_turn_summary(chat.id, Some("Stands"), rested.updated_at).await.expect("an answer"));
    server.send(&world, chat.id, "third").await;
    world.wait_for(chat.id, Status::Error).await;
    assert_eq!(world.chat(chat.id).await.last_turn_summary, None);
    server.stop().await;
}

#[tokio::test]
async fn a_small_model_that_is_set_up_is_asked_first_and_the_chats_own_after_it() {
    let world = World::create().await;
    world.add_model("anthropic", world.llm.anthropic_base_url(), "claude-haiku-4-5", json!({})).await;
    world.llm.respond_with(|request| match (is_title(request), request.model()) {
        (true, "claude-haiku-4-5") => Turn::error(400, "not today"),
        (true, _) => Turn::text(r#"{"title": "By the large one"}"#),
        (false, _) => Turn::text("ok"),
    });
    let server = serve(&world).await;
    let chat = server.create_chat(&world, "hello there").await;
    until(&world, chat.id, "a title", |it| it.title == "By the large one").await;
    let asked: Vec<String> =
        world.llm.requests().iter().filter(|it| is_title(it)).map(|it| it.model().to_owned()).collect();
    assert_eq!(asked, ["claude-haiku-4-5", "claude-test"]);
    server.stop().await;
}
