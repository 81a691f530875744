//! The count of chats that cannot say what they wait for: 0 whatever happens, and not 0 when somebody breaks the rule.

use std::time::Duration;

use ropewalk_chat::EngineSettings;
use ropewalk_model::chat::Status;
use ropewalk_testkit::fake_llm::Turn;
use ropewalk_testkit::wait_until;

use crate::harness::{Crashable, PATIENCE, Server, World, settings};

fn hasty() -> EngineSettings {
    EngineSettings {
        watchdog_interval: Duration::from_millis(30),
        watchdog_patience: Duration::from_millis(300),
        ..settings()
    }
}

/// The value of a line of the metrics.
fn metric(server: &Server, name: &str) -> Option<f64> {
    let text = server.engine.metrics().text().expect("metrics");
    text.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

fn unexplained(server: &Server) -> Option<f64> {
    metric(server, "ropewalk_chats_unexplained ")
}

#[tokio::test]
async fn a_chat_that_nobody_can_find_is_counted_and_forgotten_when_it_is_found() {
    let world = World::create().await;
    let server = world.serve_with(vec![], hasty()).await;
    world.llm.push(Turn::text("one"));
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(unexplained(&server), Some(0.0));

    // Held by a replica that never was: no takeover can find it. No code path makes such a row.
    let lose = format!(
        "update chats set status = 'running', worker_id = gen_random_uuid(), runner_id = gen_random_uuid(), \
         runnable_since = now() where id = '{}'",
        chat.id
    );
    world.database.execute(&lose).await;
    wait_until("it is counted", PATIENCE, || async { unexplained(&server) == Some(1.0) }).await;
    assert_eq!(metric(&server, r#"ropewalk_chats_at_work{status="running"} "#), Some(1.0));

    world.llm.push(Turn::text("two"));
    let free = format!("update chats set worker_id = null, runner_id = null where id = '{}'", chat.id);
    world.database.execute(&free).await;
    world.wait_for(chat.id, Status::Waiting).await;
    wait_until("it is no longer counted", PATIENCE, || async { unexplained(&server) == Some(0.0) }).await;
    server.stop().await;
}

#[tokio::test]
async fn long_waits_with_an_explanation_are_not_counted() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("think").chunks(["done"]));
    world.llm.push(Turn::text("second"));
    // One place: the second chat waits for it.
    let server = world.serve_with(vec![], EngineSettings { slots: 1, ..hasty() }).await;
    let first = server.create_chat(&world, "one").await;
    world.llm.wait_at_gate("think").await;
    let second = server.create_chat(&world, "two").await;
    let began = tokio::time::Instant::now();
    // As long as it takes to see that nothing is seen: several times the patience.
    wait_until("the watchdog has looked often enough", PATIENCE, || async {
        assert_eq!(unexplained(&server), Some(0.0));
        began.elapsed() > Duration::from_millis(1_200)
    })
    .await;
    let streaming = metric(&server, r#"coderd_chatd_chats{state="streaming"} "#);
    assert_eq!(streaming, Some(1.0));
    world.llm.open_gate("think");
    world.wait_for(first.id, Status::Waiting).await;
    world.wait_for(second.id, Status::Waiting).await;
    let steps = r#"coderd_chatd_steps_total{provider="anthropic",model="claude-test"} "#;
    assert_eq!(metric(&server, steps), Some(2.0));
    let answered = r#"ropewalk_provider_calls_total{provider="anthropic",model="claude-test",outcome="ok"} "#;
    assert_eq!(metric(&server, answered), Some(2.0));
    assert_eq!(metric(&server, "ropewalk_chat_acquisitions_total "), Some(2.0));
    assert_eq!(metric(&server, "ropewalk_chat_takeover_seconds_count "), Some(0.0));
    server.stop().await;
}

#[tokio::test]
async fn a_takeover_is_measured() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("never").chunks(["x"]));
    world.llm.push(Turn::text("done"));
    let first = Crashable::start(&world, vec![]).await;
    let chat = first.server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    first.crash();
    let second = world.serve_with(vec![], hasty()).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(metric(&second, "ropewalk_chat_takeover_seconds_count "), Some(1.0));
    let sum = metric(&second, "ropewalk_chat_takeover_seconds_sum ").expect("a sum");
    assert!(sum < 10.0, "within the bar: {sum}");
    assert_eq!(unexplained(&second), Some(0.0));
    second.stop().await;
}
