//! The modelled world: one chat's row and history, two replicas with their runners and tasks, what is in flight.
//!
//! Numbers are as small as they can be: versions, runners, messages and calls are renamed after each step
//! (`canonical`), because only their order and equality mean anything.

use ropewalk_model::chat::{State, Status, Transition};

use crate::few::Few;

/// How many messages may wait in the modelled queue.
pub(crate) const QUEUE: usize = 3;
/// The worker of an incarnation that is gone for good; the replicas are 0 and 1.
pub(crate) const GONE: u8 = 2;

/// Who holds the chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Owner {
    /// A replica, or [`GONE`].
    pub(crate) worker: u8,
    /// Its hold.
    pub(crate) runner: u8,
}

/// The chat row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ChatRow {
    pub(crate) status: Status,
    pub(crate) archived: bool,
    pub(crate) queue: Few<u8, QUEUE>,
    pub(crate) owner: Option<Owner>,
    pub(crate) snapshot: u8,
    pub(crate) history: u8,
    pub(crate) attempt: u8,
    pub(crate) has_retry_state: bool,
    pub(crate) has_error: bool,
}

/// Who spoke last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum LastRole {
    #[default]
    Nobody,
    User,
    Assistant,
    Tool,
}

/// The active history, as far as anything depends on it: which user messages are in it, and the last step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct History {
    /// User messages in their order.
    pub(crate) users: Few<u8, 8>,
    /// Assistant messages of the present turn.
    pub(crate) steps: u8,
    /// The calls of the last assistant message of the present turn: indexes into [`World::calls`].
    pub(crate) calls: Few<u8, 2>,
    pub(crate) last: LastRole,
}

/// How a tool call is made good after a crash (chat-state-machine.md 6.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CallKind {
    /// Carries its idempotency key to the agent.
    #[default]
    Keyed,
    /// Never run twice; the model is told that the outcome is unknown.
    Once,
    /// Answered by the client.
    Dynamic,
}

/// What the ledger says of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Ledger {
    #[default]
    Nothing,
    Started,
    Finished,
}

/// A tool call: its place in the history, in the ledger and at the agent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Call {
    pub(crate) kind: CallKind,
    pub(crate) ledger: Ledger,
    /// Results in the history.
    pub(crate) results: u8,
    /// How often its effect happened.
    pub(crate) effects: u8,
}

/// What a notification, a poll or a reading tells of the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Update {
    pub(crate) snapshot: u8,
    pub(crate) history: u8,
    pub(crate) status: Status,
    pub(crate) archived: bool,
    /// 0: nobody.
    pub(crate) runner: u8,
}

impl Default for Update {
    fn default() -> Self {
        Self { snapshot: 0, history: 0, status: Status::Waiting, archived: false, runner: 0 }
    }
}

/// How far a task brought one call of its batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Progress {
    /// The tool runs, or its answer is awaited.
    #[default]
    Running,
    /// The result is known to the task.
    Answered,
    /// The result is known and in the ledger.
    Recorded,
}

/// One call of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Run {
    pub(crate) call: u8,
    pub(crate) progress: Progress,
}

/// Where a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Nothing done yet.
    #[default]
    Begin,
    /// Decided that the turn is over.
    TurnOver,
    /// Decided that only the client can go on.
    NeedsClient,
    /// Decided to ask the model; the try is to be recorded.
    BeginStep,
    /// Decided to run the open calls; the try is to be recorded.
    BeginTools,
    /// The model is asked.
    Asking,
    /// The try is recorded; the ledger is to be told.
    StartTools,
    /// The tools run.
    Tools,
    /// Done; the committed row is told to the runner.
    Done(Update),
    /// What it was started for no longer holds.
    Stale,
    /// A write failed, perhaps only its answer; the task is begun again.
    Failed,
}

/// A task of a runner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Task {
    /// What it was started for.
    pub(crate) seen: Update,
    /// The try that it holds.
    pub(crate) attempt: u8,
    pub(crate) place: Place,
    pub(crate) batch: Few<Run, 2>,
    /// Only with the fault of a commit without the lock: the fence was checked, the write is still to come.
    pub(crate) is_checked: bool,
}

/// A replica's hold on the chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Runner {
    pub(crate) watermark: u8,
    /// It reads the row.
    pub(crate) reads: bool,
    /// A notification is under way to it; kept only where nothing else would tell it (no poller).
    pub(crate) is_notified: bool,
    pub(crate) task: Option<Task>,
    pub(crate) id: u8,
}

/// Whether a replica works, and what the others think of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Health {
    Live,
    /// Told to stop: its tasks are cancelled, its chats not yet let go of.
    Stopping,
    /// It does nothing; its lease has not run out.
    Stalled,
    /// It does nothing; the others take its chats.
    StalledAndDead,
    /// Its process is gone; its lease has not run out.
    Crashed,
    /// Its process is gone and its lease with it.
    Down,
}

/// A server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Replica {
    pub(crate) health: Health,
    /// A wake-up is under way to its worker; kept only where no ticker would look anyway.
    pub(crate) is_woken: bool,
    pub(crate) runners: Few<Runner, 2>,
}

/// A task that was cancelled, or whose process is gone, with one operation still on its way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Loose {
    pub(crate) runner: u8,
    pub(crate) task: Task,
}

/// A holder of the row lock that writes no execution state (6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Lock {
    Free,
    Held,
    /// Released; the acquirers are still to be woken.
    WakeDue,
}

/// How much may still go wrong or be asked for. Without an end to it the walk would have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Budget {
    /// Requests of the clients, both together.
    pub requests: u8,
    /// Crashes, stalls, stops and lost answers of the database.
    pub disturbances: u8,
    /// Metadata updates.
    pub locks: u8,
}

/// A transition that a step made: for the count of what a walk has seen.
pub(crate) type Made = (Transition, State, State);

/// Everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World {
    pub(crate) row: ChatRow,
    pub(crate) past: History,
    pub(crate) calls: Few<Call, 8>,
    /// The user messages that were accepted and that no client took back, as bits.
    pub(crate) accepted: u16,
    pub(crate) replicas: [Replica; 2],
    pub(crate) loose: Few<Loose, 2>,
    /// Notifications of earlier commits that may still come, any number of times.
    pub(crate) wire: Few<Update, 2>,
    pub(crate) lock: Lock,
    pub(crate) left: Budget,
    /// What the present step made; empty in the normal form.
    pub(crate) made: Few<Option<Made>, 2>,
}

impl World {
    /// What a notification of the present row says.
    pub(crate) fn update(&self) -> Update {
        Update {
            snapshot: self.row.snapshot,
            history: self.row.history,
            status: self.row.status,
            archived: self.row.archived,
            runner: self.row.owner.map_or(0, |owner| owner.runner),
        }
    }

    /// Whether a replica whose heartbeat is fresh holds the chat.
    pub(crate) fn has_live_owner(&self) -> bool {
        let Some(replica) = self.row.owner.and_then(|owner| self.replicas.get(usize::from(owner.worker)))
        else {
            return false;
        };
        match replica.health {
            Health::Live | Health::Stopping | Health::Stalled | Health::Crashed => true,
            Health::StalledAndDead | Health::Down => false,
        }
    }

    /// Every task: of the runners, and the loose ones.
    pub(crate) fn tasks_mut(&mut self) -> impl Iterator<Item = &mut Task> {
        let held =
            self.replicas.iter_mut().flat_map(|it| it.runners.iter_mut()).filter_map(|it| it.task.as_mut());
        held.chain(self.loose.iter_mut().map(|it| &mut it.task))
    }
}
