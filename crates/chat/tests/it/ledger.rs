//! The effect ledger under the fence.

use ropewalk_model::chat::{NewMessage, Part, Role, StepFence, Visibility};
use ropewalk_model::{Clock, Entropy, SystemClock, SystemEntropy};
use ropewalk_store::chats::{AcquireRequest, LedgerState, StartedCall, ToolCallKey, ToolCallResult};
use serde_json::json;

use crate::harness::World;
use crate::transitions::new_chat;

#[tokio::test]
async fn a_call_is_started_once_and_its_result_is_kept() {
    let world = World::create().await;
    let now = SystemClock.now();
    let chat = world.store.create_chat(new_chat(&world, "go"), None, now).await.expect("a chat").chat;
    let runners = [SystemEntropy.uuid().into()];
    let request =
        AcquireRequest { worker: SystemEntropy.uuid().into(), dead: &[], live: &[], runners: &runners };
    let held = world.store.acquire_chats(&request).await.expect("acquired").remove(0);
    let call = Part::ToolCall {
        tool_call_id: "nul\0id".into(),
        tool_name: "t".into(),
        args: json!({ "a": 1 }),
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    };
    let step = StepFence { fence: held.chat.fence(held.runner_id), generation_attempt: 0 };
    let message = NewMessage::new(Role::Assistant, Visibility::Both, vec![call]);
    let stored = world.store.commit_chat_step(&step, vec![message], &[], now).await.expect("a step");
    let fence = StepFence { fence: stored.chat.fence(held.runner_id), generation_attempt: 0 };
    let key = ToolCallKey { message_id: stored.value[0].id, tool_call_id: "nul\0id".into() };
    let starting = || StartedCall {
        key: key.clone(),
        tool_name: "t".into(),
        args_sha256: [1; 32],
        idempotency_key: SystemEntropy.uuid(),
    };
    let start = || async { world.store.start_tool_calls(&fence, &[starting()], now).await };
    let first = start().await.expect("started").remove(0);
    assert_eq!(first.state, LedgerState::New);
    let again = start().await.expect("started").remove(0);
    assert!(matches!(again.state, LedgerState::Started { .. }), "{again:?}");
    assert_eq!(again.idempotency_key, first.idempotency_key);

    let result = ToolCallResult {
        result: json!({ "out": "\0" }),
        is_error: false,
        is_media: false,
        attachments: vec![],
        completed_at: now,
    };
    world.store.finish_tool_calls(&fence, &[(key.clone(), result.clone())]).await.expect("finished");
    let late = ToolCallResult { result: json!("another"), ..result.clone() };
    world
        .store
        .finish_tool_calls(&fence, &[(key.clone(), late)])
        .await
        .expect("finishing twice changes nothing");
    let LedgerState::Finished(kept) = start().await.expect("known").remove(0).state else {
        panic!("finished")
    };
    assert_eq!(kept.result, result.result);

    // The same call with other arguments cannot be: it is reported, not run.
    let other = StartedCall { args_sha256: [2; 32], ..starting() };
    assert!(world.store.start_tool_calls(&fence, &[other], now).await.is_err());
    assert_eq!(world.chat(chat.id).await.versions, stored.chat.versions, "the journal raises no version");
}
