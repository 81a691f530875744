//! What the writes of a running step share (chat-state-machine.md 3, the rows of R0 and R1 that stay where they are).
//!
//! A step is the engine's most frequent work, so each of its writes is one statement: the `update` of the chat row takes
//! the lock, checks the fence, raises the version and tells, all at once; what else is written hangs on the row that it
//! returns. When the fence does not hold, the row is not found, nothing happens, and the slow frame ([`Locked`]) says why.
//!
//! What must stay true: a statement of this kind is only for transitions that [`stays`] allows, so the table goes on
//! deciding.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{Effects, QueueAfter, State, StepFence, Transition, effects, target};

use serde_json::Value;

use super::error::TransitionError;
use super::locked::Locked;
use super::notify::Outbox;
use super::row::{ChatRow, ReadChat};
use crate::Store;

/// A checked query that moves a running chat on under a [`StepFence`]: `$set` is what it writes besides the version, `$more`
/// further parts of the statement, which hang on the row `done` (each begins with a comma), `$beside` what it gives beside the row.
/// `$1` to `$7` are taken; the arguments follow.
macro_rules! running_query {
    ($fence:expr, $effects:expr, $set:tt, $more:tt, $beside:tt $(, $argument:expr)* $(,)?) => {
        chat_query!(
            ["with done as (
                 update chats
                    set snapshot_version = snapshot_version + 1,
                        retry_state = case when $7 then null else retry_state end, " + $set + "
                  where id = $2 and runner_id = $3 and status = $4 and history_version = $5
                    and generation_attempt = $6 and status = 'running' and not archived
                 returning *, chat_tell(id, snapshot_version, history_version, queue_version, retry_state_version,
                                        generation_attempt, status, worker_id, runner_id, archived) as is_told)" + $more],
            $beside,
            "done c",
            $fence.fence.chat_id.uuid(),
            $fence.fence.runner_id.uuid(),
            $fence.fence.status.as_str(),
            $fence.fence.history_version,
            $fence.generation_attempt,
            $effects.clear_retry_state
            $(, $argument)*
        )
    };
}
pub(super) use running_query;

/// The effects of `transition` on a running chat, when the table leaves the chat where it is, with or without a queue.
///
/// # Errors
/// The table has it otherwise.
pub(super) fn stays(transition: Transition) -> Result<Effects, TransitionError> {
    for (state, queue) in [(State::R0, QueueAfter::Empty), (State::R1, QueueAfter::NonEmpty)] {
        let to = target(transition, state, queue)?;
        if to != state || effects(transition, state)? != effects(transition, State::R0)? {
            return Err(ropewalk_model::chat::Refused { transition, from: state }.into());
        }
    }
    Ok(effects(transition, State::R0)?)
}

/// The chat as a [`running_query`] left it, with what stood beside it; or why it found no row under `fence`. Wakes the
/// acquirers when nobody alive holds the chat.
pub(super) async fn settle(
    store: &Store,
    row: Option<ChatRow>,
    fence: &StepFence,
    transition: Transition,
    now: Timestamp,
) -> Result<(ReadChat, Value), TransitionError> {
    let Some(mut row) = row else {
        return Err(why_not(store, fence, transition, now).await);
    };
    let beside = row.beside.take().unwrap_or(Value::Null);
    let read = ReadChat::try_from(row)?;
    let mut outbox = Outbox::default();
    outbox.wake(&read);
    outbox.send(store).await;
    Ok((read, beside))
}

async fn why_not(
    store: &Store,
    fence: &StepFence,
    transition: Transition,
    now: Timestamp,
) -> TransitionError {
    match Locked::open_step(store, fence, now).await {
        Err(error) => error,
        Ok(mut locked) => {
            // The fence holds again or still: the state refuses, or it was not so a moment ago.
            let error = locked.begin(transition).err().unwrap_or(TransitionError::Stale);
            locked.give_up(store, error).await
        }
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::Transition;

    use super::stays;

    #[test]
    fn the_table_lets_these_stay() {
        for transition in [Transition::RecordGenerationAttempt, Transition::CommitStep] {
            let effects = stays(transition).expect("stays");
            assert!(effects.clear_retry_state && !effects.cancel_pending_calls && !effects.promote_head);
        }
        assert!(stays(Transition::FinishTurn).is_err());
        assert!(stays(Transition::Interrupt).is_err());
    }
}
