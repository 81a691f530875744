//! What each chat waits for (architecture.md 3.9): every chat that is not idle can say what for, since when, until when.
//!
//! In memory: the tasks that wait note it, and a guard takes the note back. Notes of one chat lie on one another: the
//! latest one speaks, and the one below it speaks again when it is taken back. What no task of this replica knows
//! follows from the row ([`by_row`]), so that every replica can answer for every chat.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::chat::{Chat, GENERATION_ATTEMPT_LIMIT, REQUIRES_ACTION_DEADLINE, RetryState, Status};
use ropewalk_model::{ChatId, Timestamp, WorkerId};

use super::holds::{Holds, LentSlot};

/// What a chat waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// A worker with a free slot.
    WorkerSlot,
    /// A worker of another replica, which knows more.
    OtherWorker {
        /// That worker; its id is its replica's.
        worker: WorkerId,
        /// The name of its host, where it is known.
        hostname: Option<String>,
    },
    /// Another replica: the one that holds it has died.
    Takeover {
        /// The dead worker.
        worker: WorkerId,
    },
    /// The worker begins; nothing is asked of anybody yet.
    Worker,
    /// Another try of the worker, after a fault of the server or its database.
    Fault,
    /// The model's next words.
    Model {
        /// The provider's name of the model.
        model: String,
    },
    /// Tools that run.
    Tools {
        /// Their names, in the order in which they began.
        names: Vec<String>,
    },
    /// A build of the chat's workspace.
    WorkspaceBuild,
    /// The agent of the chat's workspace: its connection, or the end of its start scripts.
    Agent,
    /// The end of what a chat that it made does.
    Subagent {
        /// That chat's title.
        title: String,
    },
    /// Other chats of its owner, whose model calls may use up what is left of a limit.
    Spending,
    /// The next try of a model call.
    BackOff {
        /// What went wrong with the last one.
        error: String,
        /// Which try comes next, from 2.
        next_try: i64,
        /// How many tries there are at most.
        most_tries: i64,
    },
    /// The client's results of dynamic tools.
    Client,
    /// The partial output is being stored.
    Interruption,
}

impl WaitReason {
    /// The wait for the try after the one that failed.
    pub(crate) fn back_off(retry: &RetryState) -> Self {
        Self::BackOff {
            error: retry.error.clone(),
            next_try: retry.attempt.saturating_add(1),
            most_tries: GENERATION_ATTEMPT_LIMIT,
        }
    }
}

/// What a chat waits for, and the times of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What for.
    pub reason: WaitReason,
    /// Since when.
    pub since: Timestamp,
    /// Until when at the latest, where that is known.
    pub until: Option<Timestamp>,
}

/// The waits of this replica's chats. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Activities(Arc<Mutex<Notes>>);

#[derive(Default)]
struct Notes {
    next: u64,
    /// Of each chat its notes by number. Never an empty map.
    waits: HashMap<ChatId, BTreeMap<u64, Wait>>,
    /// How many tasks of runners go on for each chat. Never 0.
    tasks: HashMap<ChatId, u32>,
}

/// Takes a note back when it is dropped.
pub(crate) struct WaitNote {
    activities: Activities,
    chat_id: ChatId,
    number: u64,
}

/// Says that a task of a chat's runner goes on, until it is dropped.
pub(crate) struct TaskMark {
    activities: Activities,
    chat_id: ChatId,
}

impl Activities {
    fn lock(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a chat waits.
    pub(crate) fn note(
        &self,
        chat_id: ChatId,
        reason: WaitReason,
        since: Timestamp,
        until: Option<Timestamp>,
    ) -> WaitNote {
        let mut notes = self.lock();
        let number = notes.next;
        notes.next += 1;
        notes.waits.entry(chat_id).or_default().insert(number, Wait { reason, since, until });
        drop(notes);
        WaitNote { activities: self.clone(), chat_id, number }
    }

    /// Marks that a task of the chat goes on. It explains what no note does: the task's own reads and writes, which the
    /// limits of the database bound.
    pub(crate) fn task(&self, chat_id: ChatId) -> TaskMark {
        *self.lock().tasks.entry(chat_id).or_default() += 1;
        TaskMark { activities: self.clone(), chat_id }
    }

    /// Whether a task of the chat goes on.
    pub(crate) fn has_task(&self, chat_id: ChatId) -> bool {
        self.lock().tasks.contains_key(&chat_id)
    }

    /// What `chat` waits for; `None` when it is idle. `worker` is this replica's.
    pub(crate) fn wait(&self, chat: &Chat, worker: WorkerId, now: Timestamp) -> Option<Wait> {
        if !chat.status.needs_worker() || chat.archived {
            return None;
        }
        let noted = if chat.worker_id == Some(worker) { self.noted(chat.id) } else { None };
        Some(noted.unwrap_or_else(|| by_row(chat, worker, now)))
    }

    /// The latest note; tools that run at the same time are one wait.
    pub(crate) fn noted(&self, chat_id: ChatId) -> Option<Wait> {
        let notes = self.lock();
        let notes = notes.waits.get(&chat_id)?;
        let latest = notes.values().next_back()?;
        if !matches!(latest.reason, WaitReason::Tools { .. }) {
            return Some(latest.clone());
        }
        let mut together = Wait { reason: WaitReason::Tools { names: Vec::new() }, ..latest.clone() };
        for note in notes.values() {
            if let (WaitReason::Tools { names: all }, WaitReason::Tools { names }) =
                (&mut together.reason, &note.reason)
            {
                all.extend(names.iter().cloned());
                together.since = together.since.min(note.since);
            }
        }
        Some(together)
    }

    /// The chats that have a note.
    pub(crate) fn noted_chats(&self) -> Vec<ChatId> {
        self.lock().waits.keys().copied().collect()
    }
}

/// What the row alone says of a chat that is not idle. `worker` is this replica's.
fn by_row(chat: &Chat, worker: WorkerId, now: Timestamp) -> Wait {
    let since_change = |reason| Wait { reason, since: chat.updated_at, until: None };
    match (chat.status, chat.worker_id) {
        // The answer is taken, and the deadline holds, whoever has the chat.
        (Status::RequiresAction, _) => Wait {
            reason: WaitReason::Client,
            since: chat
                .requires_action_deadline_at
                .map_or(chat.updated_at, |deadline| deadline - REQUIRES_ACTION_DEADLINE),
            until: chat.requires_action_deadline_at,
        },
        (_, None) => since_change(WaitReason::WorkerSlot),
        (Status::Interrupting, Some(_)) => since_change(WaitReason::Interruption),
        (Status::Running | Status::Waiting | Status::Error, Some(owner)) => match &chat.retry_state {
            Some(retry) if retry.retrying_at > now => Wait {
                reason: WaitReason::back_off(retry),
                since: retry.retrying_at - chrono::Duration::milliseconds(retry.delay_ms),
                until: Some(retry.retrying_at),
            },
            Some(_) | None if owner == worker => since_change(WaitReason::Worker),
            Some(_) | None => since_change(WaitReason::OtherWorker { worker: owner, hostname: None }),
        },
    }
}

impl WaitNote {
    /// The wait begins anew: something of what it waits for has come. `limit` is how long the next may take.
    pub(crate) fn renew(&self, now: Timestamp, limit: Duration) {
        let mut notes = self.activities.lock();
        if let Some(wait) = notes.waits.get_mut(&self.chat_id).and_then(|notes| notes.get_mut(&self.number)) {
            wait.since = now;
            wait.until = after(now, limit);
        }
    }
}

/// Where a tool call notes what it waits for beneath its own name. Cheap to clone.
#[derive(Clone)]
pub struct CallWaits {
    activities: Activities,
    holds: Holds,
    chat_id: ChatId,
}

impl CallWaits {
    /// The notes of the calls of a chat.
    pub(crate) const fn new(activities: Activities, holds: Holds, chat_id: ChatId) -> Self {
        Self { activities, holds, chat_id }
    }

    /// Gives the chat's place at the worker to others, until what is returned is dropped: for waits for those others.
    pub(crate) fn lend_slot(&self) -> LentSlot {
        self.holds.lend()
    }

    /// Notes a wait that ends within `limit`.
    pub(crate) fn note(&self, reason: WaitReason, now: Timestamp, limit: Duration) -> WaitNote {
        self.activities.note(self.chat_id, reason, now, after(now, limit))
    }
}

/// `limit` after `now`; `None` when that is never.
pub(crate) fn after(now: Timestamp, limit: Duration) -> Option<Timestamp> {
    now.checked_add_signed(chrono::Duration::from_std(limit).ok()?)
}

impl Drop for TaskMark {
    fn drop(&mut self) {
        let mut notes = self.activities.lock();
        if let Some(count) = notes.tasks.get_mut(&self.chat_id) {
            *count -= 1;
            if *count == 0 {
                notes.tasks.remove(&self.chat_id);
            }
        }
    }
}

impl Drop for WaitNote {
    fn drop(&mut self) {
        let mut notes = self.activities.lock();
        if let Some(of_chat) = notes.waits.get_mut(&self.chat_id) {
            of_chat.remove(&self.number);
            if of_chat.is_empty() {
                notes.waits.remove(&self.chat_id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use ropewalk_model::{ChatId, Timestamp};
    use uuid::Uuid;

    use super::{Activities, WaitReason, after};

    fn tool(name: &str) -> WaitReason {
        WaitReason::Tools { names: vec![name.to_owned()] }
    }

    #[test]
    fn the_latest_note_speaks_and_the_one_below_it_again() {
        let (activities, chat) = (Activities::default(), ChatId::from(Uuid::from_u128(1)));
        let at = |seconds| Timestamp::from_timestamp(seconds, 0).unwrap();
        assert_eq!(activities.noted(chat), None);
        let execute = activities.note(chat, tool("execute"), at(1), None);
        let read = activities.note(chat, tool("read_file"), at(2), None);
        let both = activities.noted(chat).unwrap();
        assert_eq!(both.reason, WaitReason::Tools { names: vec!["execute".into(), "read_file".into()] });
        assert_eq!(both.since, at(1), "since the first of them");
        let agent = activities.note(chat, WaitReason::Agent, at(3), None);
        assert_eq!(activities.noted(chat).unwrap().reason, WaitReason::Agent);
        drop(execute);
        drop(agent);
        assert_eq!(activities.noted(chat).unwrap().reason, tool("read_file"));
        drop(read);
        assert_eq!((activities.noted(chat), activities.noted_chats()), (None, vec![]));
    }

    #[test]
    fn a_renewed_wait_begins_anew_and_a_limitless_one_has_no_end() {
        let (activities, chat) = (Activities::default(), ChatId::from(Uuid::from_u128(1)));
        let now = Timestamp::from_timestamp(100, 0).unwrap();
        let note = activities.note(chat, WaitReason::Worker, Timestamp::default(), None);
        note.renew(now, Duration::from_secs(5));
        let wait = activities.noted(chat).unwrap();
        assert_eq!((wait.since, wait.until), (now, Timestamp::from_timestamp(105, 0)));
        assert_eq!(after(now, Duration::MAX), None);
    }

    #[test]
    fn a_task_is_marked_while_any_goes_on() {
        let (activities, chat) = (Activities::default(), ChatId::from(Uuid::from_u128(1)));
        let first = activities.task(chat);
        let second = activities.task(chat);
        drop(first);
        assert!(activities.has_task(chat), "the cancelled one before it may end later or earlier");
        drop(second);
        assert!(!activities.has_task(chat));
        assert!(activities.noted(chat).is_none(), "a mark is no answer");
    }
}
