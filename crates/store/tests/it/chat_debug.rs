//! The rules of the debug records at their edges (chat-engine.md SV-42d to SV-50d).

use ropewalk_model::{ChatId, Clock, DebugRunId, MessageId, SystemClock, Timestamp};
use ropewalk_store::chat_debug::{DebugStatus, NewDebugStep, StepOutcome};
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::TestDatabase;
use serde_json::json;
use uuid::Uuid;

/// A chat with nothing around it but what its foreign keys need.
const SEED: [&str; 4] = [
    "insert into organizations (id, name, display_name, description, icon, is_default, created_at, updated_at) \
     values ('00000000-0000-0000-0000-000000000001', 'o', 'O', '', '', true, now(), now())",
    "insert into users (id, email, username, name, login_type, status, created_at, updated_at) \
     values ('00000000-0000-0000-0000-000000000002', 'a@example.com', 'a', '', 'none', 'active', now(), now())",
    "insert into chat_model_configs (id, provider, model, context_limit, created_at, updated_at) \
     values ('00000000-0000-0000-0000-000000000003', 'openai', 'm', 1000, now(), now())",
    "insert into chats (id, organization_id, owner_id, root_chat_id, title, last_model_config_id, status, created_at, updated_at) \
     values ('00000000-0000-0000-0000-000000000004', '00000000-0000-0000-0000-000000000001', \
             '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000004', 't', \
             '00000000-0000-0000-0000-000000000003', 'waiting', now(), now())",
];

fn chat() -> ChatId {
    Uuid::from_u128(4).into()
}

async fn seeded() -> (TestDatabase, Store) {
    let database = TestDatabase::create().await;
    let store = Store::connect(database.url(), StoreOptions::default()).await.expect("the database answers");
    for statement in SEED {
        database.execute(statement).await;
    }
    (database, store)
}

fn step(id: u128, trigger: i64, tip: i64, at: Timestamp) -> NewDebugStep {
    NewDebugStep {
        id: Uuid::from_u128(1000 + id).into(),
        new_run_id: Uuid::from_u128(2000 + id).into(),
        chat_id: chat(),
        root_chat_id: chat(),
        parent_chat_id: None,
        trigger_message_id: MessageId(trigger),
        history_tip_message_id: Some(MessageId(tip)),
        model_config_id: Uuid::from_u128(3).into(),
        provider: "openai".into(),
        model: "m".into(),
        request: json!({"said": "a\0b"}),
        started_at: at,
    }
}

fn outcome(id: u128, status: DebugStatus, message: Option<i64>, at: Timestamp) -> StepOutcome {
    StepOutcome {
        id: Uuid::from_u128(1000 + id).into(),
        status,
        response: Some(json!({"said": "yes"})),
        usage: None,
        attempts: json!([]),
        error: None,
        assistant_message_id: message.map(MessageId),
        at,
    }
}

async fn runs(store: &Store) -> Vec<DebugRunId> {
    let mut ids: Vec<DebugRunId> =
        store.debug_runs(chat()).await.expect("read").into_iter().map(|run| run.id).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn the_steps_of_a_turn_are_of_one_run_that_takes_none_once_it_ended() {
    let (_database, store) = seeded().await;
    let now = SystemClock.now();
    assert!(store.begin_debug_step(&step(1, 10, 10, now)).await.expect("written"));
    store.update_debug_step(&outcome(1, DebugStatus::Completed, Some(11), now)).await.expect("written");
    assert!(store.begin_debug_step(&step(2, 10, 12, now)).await.expect("written"));
    let (run, steps) =
        store.debug_run(chat(), Uuid::from_u128(2001).into()).await.expect("read").expect("the run");
    assert_eq!(run.status, DebugStatus::InProgress);
    assert_eq!(steps.iter().map(|it| it.step_number).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(steps[0].normalized_request, json!({"said": "a\0b"}));

    // What ended stays as it ended.
    store.update_debug_step(&outcome(1, DebugStatus::Error, None, now)).await.expect("written");
    store.end_debug_turn(chat(), DebugStatus::Completed, now).await.expect("written");
    assert!(!store.begin_debug_step(&step(3, 10, 14, now)).await.expect("written"), "the run has ended");
    store.end_debug_turn(chat(), DebugStatus::Error, now).await.expect("written");
    let (run, steps) = store.debug_run(chat(), run.id).await.expect("read").expect("the run");
    assert_eq!(run.status, DebugStatus::Completed);
    assert_eq!(
        steps.iter().map(|it| it.status).collect::<Vec<_>>(),
        [DebugStatus::Completed, DebugStatus::Interrupted]
    );
    assert_eq!(steps[0].assistant_message_id, Some(MessageId(11)));
    store.close().await;
}

#[tokio::test]
async fn the_cut_is_strictly_after_the_message_and_takes_runs_whole() {
    let (database, store) = seeded().await;
    let now = SystemClock.now();
    // By the message that they answer, by what was sent, by an answer; 10 is the message.
    for (id, trigger, tip, answer) in
        [(1, 10, 10, Some(10)), (2, 11, 9, None), (3, 9, 11, None), (4, 8, 8, Some(11)), (5, 7, 7, None)]
    {
        store.begin_debug_step(&step(id, trigger, tip, now)).await.expect("written");
        store.update_debug_step(&outcome(id, DebugStatus::Completed, answer, now)).await.expect("written");
        store.end_debug_turn(chat(), DebugStatus::Completed, now).await.expect("written");
    }
    // Unknown messages never match.
    database.execute("update chat_debug_runs set trigger_message_id = null, history_tip_message_id = null where id = '00000000-0000-0000-0000-0000000007d5'").await;
    // A run with one step before and one after the message.
    store.begin_debug_step(&step(6, 6, 6, now)).await.expect("written");
    store.begin_debug_step(&step(7, 6, 12, now)).await.expect("written");
    assert_eq!(runs(&store).await.len(), 6);

    assert_eq!(store.delete_debug_after(chat(), MessageId(10)).await.expect("deleted"), 4);
    let kept = |id: u128| DebugRunId::from(Uuid::from_u128(2000 + id));
    assert_eq!(runs(&store).await, [kept(1), kept(5)]);
    assert_eq!(
        database.scalar::<i64>("select count(*) from chat_debug_steps").await,
        2,
        "the steps went with their runs"
    );
    assert_eq!(store.delete_debug_of_family(chat()).await.expect("deleted"), 2);
    store.close().await;
}

#[tokio::test]
async fn what_nobody_goes_on_with_is_interrupted_as_of_the_given_time() {
    let (database, store) = seeded().await;
    let begun: Timestamp = "2026-05-01T10:00:00Z".parse().expect("a time");
    let minutes = |count| begun + chrono::Duration::minutes(count);
    // Stale, with an error; stale in itself, with a step that is fresh; fresh.
    store.begin_debug_step(&step(1, 1, 1, begun)).await.expect("written");
    let failed = StepOutcome {
        error: Some(json!({"message": "no"})),
        ..outcome(1, DebugStatus::InProgress, None, begun)
    };
    store.update_debug_step(&failed).await.expect("written");
    store.begin_debug_step(&step(2, 2, 2, begun)).await.expect("written");
    database.execute("update chat_debug_steps set updated_at = '2026-05-01T10:09:00Z' where step_number = 1 and run_id = '00000000-0000-0000-0000-0000000007d2'").await;
    store.begin_debug_step(&step(3, 3, 3, minutes(9))).await.expect("written");

    assert_eq!(
        store.finalize_stale_debug(minutes(5), minutes(10)).await.expect("ended"),
        4,
        "two runs, two steps"
    );
    assert_eq!(store.finalize_stale_debug(minutes(5), minutes(11)).await.expect("ended"), 0);
    for id in [1, 2] {
        let (run, steps) =
            store.debug_run(chat(), Uuid::from_u128(2000 + id).into()).await.expect("read").expect("it");
        for (status, updated, finished) in [
            (run.status, run.updated_at, run.finished_at),
            (steps[0].status, steps[0].updated_at, steps[0].finished_at),
        ] {
            assert_eq!(
                (status, updated, finished),
                (DebugStatus::Interrupted, minutes(10), Some(minutes(10))),
                "{id}"
            );
        }
        let expected = (id == 1).then(|| json!({"message": "no"}));
        assert_eq!(steps[0].error, expected, "an error stays, none stays none");
    }
    let (fresh, _) = store.debug_run(chat(), Uuid::from_u128(2003).into()).await.expect("read").expect("it");
    assert_eq!(fresh.status, DebugStatus::InProgress);

    // The turn goes on after all: its next step takes the run up again.
    assert!(store.begin_debug_step(&step(4, 1, 5, minutes(12))).await.expect("written"));
    let (again, steps) =
        store.debug_run(chat(), Uuid::from_u128(2001).into()).await.expect("read").expect("it");
    assert_eq!((again.status, again.finished_at, steps.len()), (DebugStatus::InProgress, None, 2));

    assert_eq!(store.purge_debug(minutes(11)).await.expect("purged"), 2, "by when a run was last touched");
    assert_eq!(runs(&store).await.len(), 1);
    store.close().await;
}
