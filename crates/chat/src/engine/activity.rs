//! What each chat waits for (architecture.md 3.9): every chat that is not idle can say what for, since when, until when.
//!
//! In memory: the tasks that wait note it, and a guard takes the note back. What no task of this replica knows follows
//! from the row.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ropewalk_model::chat::{Chat, Status};
use ropewalk_model::{ChatId, Timestamp, WorkerId};

/// What a chat waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitReason {
    /// A worker with a free slot.
    WorkerSlot,
    /// A worker of another replica, which knows more.
    OtherWorker(WorkerId),
    /// The worker begins; nothing is asked of anybody yet.
    Worker,
    /// The model's next words.
    Model {
        /// The provider's name of the model.
        model: String,
    },
    /// Tools that run.
    Tools {
        /// Their names, in the order of the calls.
        names: Vec<String>,
    },
    /// The next try of a model call.
    BackOff {
        /// What went wrong with the last one.
        error: String,
    },
    /// The client's results of dynamic tools.
    Client,
    /// The partial output is being stored.
    Interruption,
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
    waits: HashMap<ChatId, (u64, Wait)>,
}

/// Takes a note back when it is dropped, unless a newer one stands in its place.
pub(crate) struct WaitNote {
    activities: Activities,
    chat_id: ChatId,
    number: u64,
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
        notes.waits.insert(chat_id, (number, Wait { reason, since, until }));
        drop(notes);
        WaitNote { activities: self.clone(), chat_id, number }
    }

    /// What `chat` waits for; `None` when it is idle. `worker` is this replica's.
    pub(crate) fn wait(&self, chat: &Chat, worker: WorkerId) -> Option<Wait> {
        if !chat.status.needs_worker() || chat.archived {
            return None;
        }
        let by_row = |reason, until| Some(Wait { reason, since: chat.updated_at, until });
        match chat.worker_id {
            None => return by_row(WaitReason::WorkerSlot, None),
            Some(owner) if owner != worker => return by_row(WaitReason::OtherWorker(owner), None),
            Some(_) => {}
        }
        if let Some((_, wait)) = self.lock().waits.get(&chat.id) {
            return Some(wait.clone());
        }
        match chat.status {
            Status::Interrupting => by_row(WaitReason::Interruption, None),
            Status::RequiresAction => by_row(WaitReason::Client, chat.requires_action_deadline_at),
            Status::Running | Status::Waiting | Status::Error => by_row(WaitReason::Worker, None),
        }
    }
}

impl Drop for WaitNote {
    fn drop(&mut self) {
        let mut notes = self.activities.lock();
        if notes.waits.get(&self.chat_id).is_some_and(|(number, _)| *number == self.number) {
            notes.waits.remove(&self.chat_id);
        }
    }
}
