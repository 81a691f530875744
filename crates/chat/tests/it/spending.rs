//! Limits are asked for before every model call, and calls that run at once cannot pass a limit together
//! (chat-engine.md SV-62).

use std::time::Duration;

use ropewalk_chat::WaitReason;
use ropewalk_model::chat::{ErrorKind, Status};
use ropewalk_model::{Clock, SystemClock};
use ropewalk_store::spend::{Period, UsageLimit};
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn, TurnUsage};
use ropewalk_testkit::{wait_for, wait_until};
use serde_json::json;

use crate::harness::{PATIENCE, RunLog, TestTool, World, outline, runs};

/// With the world's prices (3 and 15 dollars a million): 3000 + 1500 micro-dollars.
const USAGE: TurnUsage = TurnUsage { input: 1000, output: 100, cache_read: 0, cache_write: 0, reasoning: 0 };
const COST: i64 = 4500;

async fn limit(world: &World, spend_limit_micros: Option<i64>) {
    let limit = UsageLimit { spend_limit_micros, period: Period::Month, updated_at: SystemClock.now() };
    world.store.put_usage_limit(limit).await.expect("the limit is set");
}

#[tokio::test]
async fn a_turn_stops_before_the_call_that_follows_the_limit() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([ScriptedCall::new("look", json!({}))]).usage(USAGE));
    world.llm.push(Turn::text("done"));
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    limit(&world, Some(COST)).await;
    let chat = server.create_chat(&world, "go").await;
    let failed = world.wait_for(chat.id, Status::Error).await;
    let error = failed.last_error.expect("an error");
    assert_eq!((error.kind, error.retryable), (ErrorKind::UsageLimit, false));
    assert!(error.message.contains("$0.0045"), "{}", error.message);
    assert_eq!(world.llm.requests().len(), 1, "the second call was not made");
    assert_eq!(runs(&log).len(), 1);
    assert_eq!(
        outline(&world.messages(chat.id).await).last().map(String::as_str),
        Some("tool: result of look")
    );

    limit(&world, Some(10 * COST)).await;
    server.send(&world, chat.id, "go on").await;
    world.wait_for(chat.id, Status::Waiting).await;
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_call_waits_while_others_may_use_up_the_rest() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("first").chunks(["one"]).usage(USAGE));
    world.llm.push(Turn::text("two").usage(USAGE));
    let server = world.serve(vec![]).await;
    // One call may cost 3 * 4000 + 15 * 32000 = 492,000: two at once could pass this, one after the other do not.
    limit(&world, Some(400_000)).await;
    let first = server.create_chat(&world, "one").await;
    world.llm.wait_at_gate("first").await;
    let second = server.create_chat(&world, "two").await;
    let wait = wait_for("the second chat waits", PATIENCE, || async {
        let row = world.chat(second.id).await;
        server.engine.wait_reason(&row).filter(|wait| wait.reason == WaitReason::Spending)
    })
    .await;
    assert!(wait.until.is_some_and(|until| until > wait.since), "{wait:?}");
    assert_eq!(world.llm.requests().len(), 1);

    world.llm.open_gate("first");
    world.wait_for(first.id, Status::Waiting).await;
    world.wait_for(second.id, Status::Waiting).await;
    let spent = "select spent_micros from chat_daily_spend";
    assert_eq!(world.database.scalar::<i64>(spent).await, 2 * COST);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn many_chats_at_once_pass_the_limit_by_one_call_at_most() {
    const CHATS: usize = 12;
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.respond_with(|request| match request.tool_results().len() {
        0..=2 => Turn::new().gate("created").calls([ScriptedCall::new("look", json!({}))]).usage(USAGE),
        _ => Turn::text("done").usage(USAGE),
    });
    let one = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let two = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let allowed = 10 * COST + 1;
    limit(&world, Some(allowed)).await;
    let mut chats = Vec::new();
    for n in 0..CHATS {
        let server = if n % 2 == 0 { &one } else { &two };
        chats.push(server.create_chat(&world, "go").await.id);
    }
    // Nothing is spent before: who has spent the limit could make no chat.
    world.llm.open_gate("created");
    wait_until("every chat has stopped", Duration::from_secs(60), || async {
        let mut stopped = 0;
        for id in &chats {
            stopped += usize::from(!world.chat(*id).await.status.needs_worker());
        }
        stopped == CHATS
    })
    .await;
    let spent = world.database.scalar::<i64>("select sum(spent_micros)::bigint from chat_daily_spend").await;
    assert_eq!(spent, 11 * COST, "the limit was reached, and not passed by more than one call");
    let refused = "select count(*) from chats where last_error->>'kind' = 'usage_limit'";
    assert!(world.database.scalar::<i64>(refused).await > 0);
    world.llm.finish();
    one.stop().await;
    two.stop().await;
}

#[tokio::test]
async fn a_chat_that_another_made_spends_of_the_same_cap() {
    let world = World::create().await;
    world.llm.push(Turn::text("root").usage(USAGE));
    world.llm.push(Turn::text("child").usage(USAGE));
    let server = world.serve(vec![]).await;
    let root = server.create_chat(&world, "root").await.id;
    world.wait_for(root, Status::Waiting).await;
    let child = server.create_chat(&world, "child").await.id;
    world.wait_for(child, Status::Waiting).await;
    // Nothing makes such chats yet but a row that says so; what the second has spent stays with the family that it had then.
    let adopt =
        format!("update chats set parent_chat_id = '{root}', root_chat_id = '{root}' where id = '{child}'");
    world.database.execute(&adopt).await;
    let cap = format!("update chat_tree_spend set cap_micros = {COST} where root_chat_id = '{root}'");
    world.database.execute(&cap).await;
    server.send(&world, child, "go on").await;
    let error = world.wait_for(child, Status::Error).await.last_error.expect("an error");
    assert_eq!((error.kind, error.retryable), (ErrorKind::UsageLimit, false));
    assert!(error.message.contains("$0.0045"), "{}", error.message);
    assert_eq!(world.llm.requests().len(), 2, "the model was not asked");

    let raise =
        format!("update chat_tree_spend set cap_micros = {} where root_chat_id = '{root}'", 10 * COST);
    world.database.execute(&raise).await;
    world.llm.push(Turn::text("child again").usage(USAGE));
    server.send(&world, child, "go on").await;
    world.wait_for(child, Status::Waiting).await;
    let spent = format!("select spent_micros from chat_tree_spend where root_chat_id = '{root}'");
    assert_eq!(
        world.database.scalar::<i64>(&spent).await,
        2 * COST,
        "the child's answer counts for its root"
    );
    world.llm.finish();
    server.stop().await;
}
