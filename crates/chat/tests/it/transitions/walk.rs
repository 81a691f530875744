//! Every transition in every state, over the store: what the table refuses is refused, by name, and nothing is written; what
//! it has happens, and leads where it says.

use std::collections::BTreeSet;

use ropewalk_model::chat::{Refused, State, TABLE, Transition};
use ropewalk_model::{Clock, SystemClock};
use ropewalk_store::chats::{ArchiveChange, ChatSnapshot, TransitionError};

use super::model::{Hold, Op};
use super::postgres::{ALL_OPS, LIVE_REPLICA, make_live_replica, seen, snapshot, step};
use super::{new_chat, park_all};
use crate::harness::World;

#[tokio::test]
async fn every_transition_in_every_state() {
    let world = World::create().await;
    make_live_replica(&world).await;
    let mut connection = world.database.connect().await;
    let mut walked = BTreeSet::from([Transition::Create]);
    for op in ALL_OPS {
        let Some(transition) = op.transition() else { continue };
        walked.insert(transition);
        for from in State::ALL.into_iter().filter(|state| *state != State::N) {
            let before = chat_in(&world, &mut connection, from, op).await;
            let result = step(&world, &before, op, Hold::Good).await;
            let after = snapshot(&world, before.chat.id).await;
            let row = TABLE.iter().find(|row| row.transition == transition && row.from == from);
            let what = format!("{transition:?} from {from}");
            match (row, result) {
                (Some(row), Ok(true)) => assert!(row.to.contains(&seen(&after).state), "{what}: {after:#?}"),
                (None, Ok(false)) if transition == Transition::Acquire => assert_eq!(after, before, "{what}"),
                (None, Err(error)) => {
                    check_refusal(&error, Refused { transition, from });
                    assert_eq!(after, before, "{what}: not even a version");
                }
                (_, result) => panic!("{what}: {result:?}"),
            }
        }
    }
    let in_table: BTreeSet<Transition> = TABLE.iter().map(|row| row.transition).collect();
    assert_eq!(walked, in_table, "a transition that nothing here makes");
}

fn check_refusal(error: &TransitionError, expected: Refused) {
    match error {
        TransitionError::Refused(refused) => {
            assert_eq!(*refused, expected);
            let text = refused.to_string();
            let names = [format!("{:?}", expected.transition), expected.from.to_string()];
            assert!(names.iter().all(|name| text.contains(name)), "{text}");
        }
        // What the chat is already is answered before the table is asked (chats-api.md 1.6).
        TransitionError::AlreadyThere => {
            let is_same = match expected.transition {
                Transition::Archive => expected.from.is_archived(),
                Transition::Unarchive => !expected.from.is_archived(),
                _ => false,
            };
            assert!(is_same, "{expected:?}");
        }
        other => panic!("{other:?}, not {expected:?}"),
    }
}

/// A chat in this state, held by a live worker, but for the step that is to take it.
async fn chat_in(world: &World, connection: &mut sqlx::PgConnection, state: State, op: Op) -> ChatSnapshot {
    if matches!(op, Op::Acquire(_)) {
        park_all(world).await;
    }
    let id = world
        .store
        .create_chat(new_chat(world, "go"), None, SystemClock.now())
        .await
        .expect("a chat")
        .chat
        .id;
    let status = state.status().expect("a row");
    let owner = if matches!(op, Op::Acquire(_)) { "null".to_owned() } else { format!("'{LIVE_REPLICA}'") };
    let mut brought = format!(
        "update chats set status = '{}', archived = {}, worker_id = {owner}, runner_id = {owner},
                last_error = case when '{0}' = 'error' then '{{\"message\": \"e\", \"kind\": \"generic\", \"retryable\": false}}'::jsonb end
          where id = '{id}';",
        status.as_str(),
        state.is_archived(),
    );
    if state.has_queue() {
        brought += &format!(
            "insert into chat_queued_messages (chat_id, position, content, created_by, created_at)
             values ('{id}', 1, '[{{\"type\": \"text\", \"text\": \"next\"}}]', '{}', now())",
            world.owner.user_id
        );
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(brought)).execute(connection).await.expect("the chat is brought there");
    let made = snapshot(world, id).await;
    assert_eq!(seen(&made).state, state);
    made
}

#[tokio::test]
async fn every_broken_row_is_repaired_and_no_good_one() {
    let world = World::create().await;
    make_live_replica(&world).await;
    let mut connection = world.database.connect().await;
    for (status, archived, queued) in [
        ("waiting", false, true),
        ("waiting", true, true),
        ("running", true, false),
        ("running", true, true),
        ("interrupting", true, false),
        ("requires_action", true, true),
    ] {
        let from = if queued { State::E1 } else { State::E0 };
        let good = chat_in(&world, &mut connection, from, Op::Reconcile).await;
        let id = good.chat.id;
        let result = step(&world, &good, Op::Reconcile, Hold::Good).await;
        assert!(
            matches!(result, Err(TransitionError::NotBroken { from: said }) if said == from),
            "{result:?}"
        );
        let broken = format!(
            "update chats set status = '{status}', archived = {archived}, last_error = null where id = '{id}'"
        );
        world.database.execute(&broken).await;
        let before = snapshot(&world, id).await;

        // Everything else refuses it, and says what is wrong.
        for op in [Op::Interrupt, Op::Edit(0), Op::Send(ropewalk_store::chats::SendBehavior::Queue)] {
            let result = step(&world, &before, op, Hold::Good).await;
            assert!(matches!(result, Err(TransitionError::Invalid(_))), "{op:?}: {result:?}");
        }
        let archive = world.store.set_chat_archived(id, ArchiveChange::Archive).await;
        assert!(matches!(archive, Err(TransitionError::Invalid(_) | TransitionError::AlreadyThere)));
        assert_eq!(snapshot(&world, id).await, before);

        step(&world, &before, Op::Reconcile, Hold::Good).await.expect("it is repaired");
        let after = snapshot(&world, id).await;
        let model = seen(&after);
        assert_eq!((model.state, model.has_error), (from, true));
        assert_eq!((&after.queue, after.messages.len()), (&before.queue, before.messages.len()));
        let error = after.chat.last_error.expect("an explanation");
        assert!(error.detail.is_some_and(|detail| detail.contains(status)));
    }
}
