//! Tries: how one begins, how often, what a failed one leads to (chat-engine.md 1.2, 3.5, 3.6).

use std::time::Duration;

use ropewalk_llm::{LlmError, retry};
use ropewalk_model::chat::{Chat, ChatError, ErrorKind, GENERATION_ATTEMPT_LIMIT, RetryState, StepFence};
use ropewalk_model::money::usd;
use ropewalk_platform::spend::limit_text;
use ropewalk_store::chats::{BegunTry, ChatUpdate};
use ropewalk_store::spend::{Admission, Refusal};
use ropewalk_telemetry::ErrorChain;
use tokio::time::Instant;

use super::model::PrepareError;
use crate::engine::{WaitReason, after};
use crate::prompt::TurnPrompts;
use crate::runner::{Task, TaskEnd, TurnEnd};

/// The pauses between the tries of a preparation (1.2).
const PREPARE_PAUSES: [Duration; 2] = [Duration::from_millis(200), Duration::from_millis(400)];

/// How long a call waits for those that may use up what is left of a limit.
const SPENDING_PATIENCE: Duration = Duration::from_secs(600);

/// How a try began.
pub(super) enum Begun {
    /// It may go on under this fence; the chat as it is now; whether its owner has their chats recorded, and what its model is told
    /// besides the history; the window of the model that writes summaries, where another than the chat's does.
    Try {
        fence: StepFence,
        chat: Box<Chat>,
        is_recorded: bool,
        prompts: TurnPrompts,
        summary_limit: Option<i64>,
    },
    /// There were too many tries; the turn ended with an error.
    Ended(ChatUpdate),
}

/// Records the next try of an action (GL-4). The number lives in the row, so that a chat whose step brings the server
/// down is not tried for ever.
pub(super) async fn begin(task: &Task, fence: StepFence) -> Result<Begun, TaskEnd> {
    if let Some(update) = end_after_too_many(task, fence).await? {
        return Ok(Begun::Ended(update));
    }
    let committed = task.context.store.record_generation_attempt(&fence, task.now()).await?;
    let chat = committed.chat;
    let BegunTry {
        fence,
        admission,
        is_recorded,
        user_prompt: user,
        plan_prompt: plan,
        has_advisor,
        user_skills,
        summary_limit,
    } = committed.value;
    Ok(match admitted(task, &chat, admission).await? {
        Ok(()) => {
            let prompts = TurnPrompts { user, plan, plan_path: None, has_advisor, user_skills };
            Begun::Try { fence, chat: Box::new(chat), is_recorded, prompts, summary_limit }
        }
        Err(refused) => Begun::Ended(fail(task, fence, refused).await?),
    })
}

/// Waits until it is known whether the call may be made (chat-engine.md SV-62); why it may not.
async fn admitted(task: &Task, chat: &Chat, first: Admission) -> Result<Result<(), ChatError>, TaskEnd> {
    let began = task.now();
    let give_up = Instant::now() + SPENDING_PATIENCE;
    let mut admission = first;
    loop {
        match admission {
            Admission::Admitted => return Ok(Ok(())),
            Admission::Refused(refusal) => return Ok(Err(refused(refusal))),
            Admission::Busy if Instant::now() >= give_up => return Ok(Err(still_busy())),
            Admission::Busy => {}
        }
        let until = after(began, SPENDING_PATIENCE);
        let _note = task.context.activities.note(chat.id, WaitReason::Spending, began, until);
        tokio::time::sleep(task.context.settings.retry_unit).await;
        admission = task.context.store.admit_model_call(chat, task.now()).await?;
    }
}

fn refused(refusal: Refusal) -> ChatError {
    let message = match refusal {
        Refusal::OverLimit { spent_micros, limit_micros, resets_at } => {
            limit_text(spent_micros, limit_micros, resets_at)
        }
        Refusal::OverCap { spent_micros, cap_micros } => format!(
            "This chat has spent {} of the {} that it may spend, and stopped. Nothing is lost: raise its cap, then send a \
             message, and it goes on.",
            usd(spent_micros),
            usd(cap_micros)
        ),
    };
    usage_limit(message)
}

fn still_busy() -> ChatError {
    usage_limit(
        "Other chats of yours have been using up the rest of your usage limit for 10 minutes. Send a message when they are done."
            .to_owned(),
    )
}

const fn usage_limit(message: String) -> ChatError {
    ChatError {
        message,
        detail: None,
        kind: ErrorKind::UsageLimit,
        provider: None,
        retryable: false,
        status_code: None,
    }
}

/// Ends the turn when there were as many tries at its step as there may be.
pub(super) async fn end_after_too_many(task: &Task, fence: StepFence) -> Result<Option<ChatUpdate>, TaskEnd> {
    if fence.generation_attempt < GENERATION_ATTEMPT_LIMIT {
        return Ok(None);
    }
    let error = ChatError {
        message: format!("The step was begun {GENERATION_ATTEMPT_LIMIT} times and never finished."),
        detail: None,
        kind: ErrorKind::Generic,
        provider: None,
        retryable: true,
        status_code: None,
    };
    fail(task, fence, error).await.map(Some)
}

/// Ends the turn with an error.
pub(super) async fn fail(task: &Task, fence: StepFence, error: ChatError) -> Result<ChatUpdate, TaskEnd> {
    tracing::info!(
        chat.id = %fence.fence.chat_id, kind = error.kind.as_str(),
        "The turn of chat {} failed: {}", fence.fence.chat_id, error.message
    );
    task.end_turn(fence, TurnEnd::Failed(error)).await
}

/// A new owner waits out the back-off that the one before it had begun.
pub(super) async fn wait_out_backoff(task: &Task, chat: &Chat) {
    if let Some(retry) = &chat.retry_state {
        let now = task.now();
        let left = (retry.retrying_at - now).to_std().unwrap_or_default();
        let reason = WaitReason::back_off(retry);
        let _note = task.context.activities.note(chat.id, reason, now, Some(retry.retrying_at));
        tokio::time::sleep(left).await;
    }
}

/// A try failed. Stores the back-off and waits it out; or ends the turn, when another try is no use or there were enough.
/// What the failed try had said must be discarded before (ER-15).
pub(super) async fn after_failure(
    task: &Task,
    fence: StepFence,
    error: LlmError,
) -> Result<Option<ChatUpdate>, TaskEnd> {
    if !error.retryable || fence.generation_attempt >= GENERATION_ATTEMPT_LIMIT {
        return fail(task, fence, chat_error(error)).await.map(Some);
    }
    let failures = u32::try_from(fence.generation_attempt - 1).unwrap_or(0);
    let unit = task.context.settings.retry_unit;
    let delay = scaled(retry::delay(failures, error.retry_after), unit);
    let now = task.now();
    let delay_ms = i64::try_from(delay.as_millis()).unwrap_or(i64::MAX);
    let retrying_at = now.checked_add_signed(chrono::Duration::milliseconds(delay_ms)).unwrap_or(now);
    let state = RetryState {
        attempt: fence.generation_attempt,
        delay_ms,
        error: error.message.clone(),
        kind: error.kind,
        provider: Some(error.provider.clone()),
        status_code: error.status_code,
        retrying_at,
    };
    tracing::info!(
        chat.id = %fence.fence.chat_id, kind = error.kind.as_str(), attempt = fence.generation_attempt, delay_ms,
        "A model call of chat {} failed and is tried again: {}", fence.fence.chat_id, ErrorChain(&error)
    );
    let reason = WaitReason::back_off(&state);
    task.context.store.record_retry_state(&fence, state, now).await?;
    let _note = task.context.activities.note(fence.fence.chat_id, reason, now, Some(retrying_at));
    tokio::time::sleep(delay).await;
    Ok(None)
}

/// The specified delay, in units of the setting instead of seconds.
pub(crate) fn scaled(delay: Duration, unit: Duration) -> Duration {
    if unit == Duration::from_secs(1) { delay } else { delay.mul_f64(unit.as_secs_f64()) }
}

pub(super) fn chat_error(error: LlmError) -> ChatError {
    ChatError {
        message: error.message,
        detail: error.detail,
        kind: error.kind,
        provider: Some(error.provider),
        retryable: error.retryable,
        status_code: error.status_code,
    }
}

/// Why nothing was prepared.
#[derive(Debug)]
pub(super) enum Unprepared {
    /// The turn ends with this error.
    Ended(ChatError),
    /// The database is away: the task fails, and is tried again as long as it takes (chat-state-machine.md 6.4).
    Outage(PrepareError),
}

/// Runs a preparation up to three times (1.2). Errors that are marked terminal stop at once.
pub(super) async fn prepare<T, F, P>(mut prepare: F) -> Result<T, Unprepared>
where
    F: FnMut() -> P,
    P: Future<Output = Result<T, PrepareError>>,
{
    let mut pauses = PREPARE_PAUSES.into_iter();
    loop {
        let error = match prepare().await {
            Ok(prepared) => return Ok(prepared),
            Err(PrepareError::Terminal(error)) => return Err(Unprepared::Ended(*error)),
            Err(error @ (PrepareError::Passing { .. } | PrepareError::Outage { .. })) => error,
        };
        tracing::warn!("A step could not be prepared: {}", ErrorChain(&error));
        let Some(pause) = pauses.next() else {
            return Err(match error {
                PrepareError::Outage { .. } => Unprepared::Outage(error),
                PrepareError::Terminal(_) | PrepareError::Passing { .. } => Unprepared::Ended(ChatError {
                    message: "The step could not be prepared. Send a message to try again.".to_owned(),
                    detail: Some(error.to_string()),
                    kind: ErrorKind::Generic,
                    provider: None,
                    retryable: true,
                    status_code: None,
                }),
            });
        };
        tokio::time::sleep(pause).await;
    }
}

/// Ends the turn of a step that cannot be prepared, or the task when the database is away.
pub(super) async fn unprepared(
    task: &Task,
    fence: StepFence,
    why: Unprepared,
) -> Result<ChatUpdate, TaskEnd> {
    match why {
        Unprepared::Ended(error) => fail(task, fence, error).await,
        Unprepared::Outage(error) => Err(TaskEnd::Failed(Box::new(error))),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use ropewalk_model::chat::{ChatError, ErrorKind};

    use super::{PrepareError, Unprepared, prepare};

    fn passing() -> PrepareError {
        PrepareError::Passing { step: "test", source: "not yet".into() }
    }

    #[tokio::test(start_paused = true)]
    async fn a_preparation_is_tried_three_times() {
        let tries = Cell::new(0);
        let third = prepare(|| {
            tries.set(tries.get() + 1);
            let result = if tries.get() < 3 { Err(passing()) } else { Ok(()) };
            async { result }
        });
        assert!(third.await.is_ok());
        assert_eq!(tries.get(), 3);
        let never: Result<(), Unprepared> = prepare(|| async { Err(passing()) }).await;
        assert!(matches!(never, Err(Unprepared::Ended(error)) if error.retryable));
    }

    #[tokio::test(start_paused = true)]
    async fn an_outage_of_the_database_ends_no_turn() {
        let outage = || PrepareError::Outage { step: "test", source: "away".into() };
        let never: Result<(), Unprepared> = prepare(|| async { Err(outage()) }).await;
        assert!(matches!(never, Err(Unprepared::Outage(PrepareError::Outage { step: "test", .. }))));
    }

    #[tokio::test]
    async fn a_terminal_error_stops_at_once() {
        let tries = Cell::new(0);
        let error = ChatError {
            message: "no key".into(),
            detail: None,
            kind: ErrorKind::MissingKey,
            provider: None,
            retryable: false,
            status_code: None,
        };
        let result: Result<(), Unprepared> = prepare(|| {
            tries.set(tries.get() + 1);
            let error = Box::new(error.clone());
            async { Err(PrepareError::Terminal(error)) }
        })
        .await;
        assert!(matches!(result, Err(Unprepared::Ended(ended)) if ended == error));
        assert_eq!(tries.get(), 1);
    }
}
