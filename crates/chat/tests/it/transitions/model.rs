//! The pure model of a chat: its state, and what else the rules of the table speak of. No SQL.

use proptest::prelude::*;
use ropewalk_model::chat::{QUEUE_LIMIT, QueueAfter, Refused, State, Transition, effects, target};
use ropewalk_store::chats::{ArchiveChange, SendBehavior};

/// What a random step does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    Send(SendBehavior),
    /// Sends a message that takes the chat for a worker that lives, if it is at rest.
    SendAndTake,
    /// Edits one of the user messages.
    Edit(usize),
    DeleteQueued,
    /// Gives one of the queued messages another text and moves it to the head.
    ChangeQueued(usize),
    /// Promotes one of the queued messages.
    Promote(usize),
    Interrupt,
    Complete(Answers),
    RequestCompaction,
    ClearContext,
    SetArchived(ArchiveChange),
    Reconcile,
    RecordAttempt,
    RecordRetry,
    CommitCalls(u8),
    CommitText,
    EnterRequiresAction,
    FinishTurn,
    FinishError,
    FinishInterruption,
    CancelRequiresAction,
    Acquire(Owner),
    Abandon,
}

/// What the client hands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// Exactly what is asked for.
    Exact,
    /// One result too many.
    WithAStranger,
}

/// Who holds the chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// A replica with a fresh heartbeat.
    Live,
    /// One that is no more.
    Dead,
}

/// How good the fence is that a step carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Good,
    OtherRunner,
    OldHistory,
}

pub(super) fn op() -> impl Strategy<Value = (Op, Hold)> {
    let owner = prop_oneof![3 => Just(Owner::Live), 1 => Just(Owner::Dead)];
    let answers = prop_oneof![3 => Just(Answers::Exact), 1 => Just(Answers::WithAStranger)];
    let op = prop_oneof![
        5 => Just(Op::Send(SendBehavior::Queue)),
        2 => Just(Op::Send(SendBehavior::Interrupt)),
        3 => Just(Op::SendAndTake),
        1 => (0_usize..8).prop_map(Op::Edit),
        1 => Just(Op::DeleteQueued),
        2 => (0_usize..8).prop_map(Op::ChangeQueued),
        3 => (0_usize..8).prop_map(Op::Promote),
        2 => Just(Op::Interrupt),
        2 => answers.prop_map(Op::Complete),
        1 => Just(Op::RequestCompaction),
        1 => Just(Op::ClearContext),
        1 => Just(Op::SetArchived(ArchiveChange::Archive)),
        2 => Just(Op::SetArchived(ArchiveChange::Unarchive)),
        1 => Just(Op::Reconcile),
        2 => Just(Op::RecordAttempt),
        1 => Just(Op::RecordRetry),
        3 => (1_u8..4).prop_map(Op::CommitCalls),
        1 => Just(Op::CommitText),
        3 => Just(Op::EnterRequiresAction),
        2 => Just(Op::FinishTurn),
        2 => Just(Op::FinishError),
        3 => Just(Op::FinishInterruption),
        1 => Just(Op::CancelRequiresAction),
        6 => owner.prop_map(Op::Acquire),
        1 => Just(Op::Abandon),
    ];
    let hold = prop_oneof![10 => Just(Hold::Good), 1 => Just(Hold::OtherRunner), 1 => Just(Hold::OldHistory)];
    (op, hold)
}

impl Op {
    /// The transition that the step asks for; none for the repair, which the table does not know.
    pub(super) const fn transition(self) -> Option<Transition> {
        Some(match self {
            Self::Send(SendBehavior::Queue) | Self::SendAndTake => Transition::SendMessageQueue,
            Self::Send(SendBehavior::Interrupt) => Transition::SendMessageInterrupt,
            Self::Edit(_) => Transition::EditMessage,
            Self::DeleteQueued => Transition::DeleteQueuedMessage,
            Self::ChangeQueued(_) => Transition::ChangeQueuedMessage,
            Self::Promote(_) => Transition::PromoteQueuedMessage,
            Self::Interrupt => Transition::Interrupt,
            Self::Complete(_) => Transition::CompleteRequiresAction,
            Self::RequestCompaction => Transition::RequestCompaction,
            Self::ClearContext => Transition::ClearContext,
            Self::SetArchived(ArchiveChange::Archive) => Transition::Archive,
            Self::SetArchived(ArchiveChange::Unarchive) => Transition::Unarchive,
            Self::Reconcile => return None,
            Self::RecordAttempt => Transition::RecordGenerationAttempt,
            Self::RecordRetry => Transition::RecordRetryState,
            Self::CommitCalls(_) | Self::CommitText => Transition::CommitStep,
            Self::EnterRequiresAction => Transition::EnterRequiresAction,
            Self::FinishTurn => Transition::FinishTurn,
            Self::FinishError => Transition::FinishError,
            Self::FinishInterruption => Transition::FinishInterruption,
            Self::CancelRequiresAction => Transition::CancelRequiresAction,
            Self::Acquire(_) => Transition::Acquire,
            Self::Abandon => Transition::Abandon,
        })
    }

    /// Whether a runner's task does it, under a fence.
    const fn is_fenced(self) -> bool {
        matches!(
            self,
            Self::RecordAttempt
                | Self::RecordRetry
                | Self::CommitCalls(_)
                | Self::CommitText
                | Self::EnterRequiresAction
                | Self::FinishTurn
                | Self::FinishError
                | Self::FinishInterruption
                | Self::CancelRequiresAction
                | Self::Abandon
        )
    }
}

/// A message of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) is_deleted: bool,
}

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    User,
    /// An answer without calls.
    Text,
    /// One with calls.
    Calls,
    /// A system message, a result of a tool, half of a boundary.
    Other,
}

/// A chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) state: State,
    pub(super) queue: usize,
    /// Calls that have no result.
    pub(super) open_calls: usize,
    pub(super) has_error: bool,
    pub(super) has_retry: bool,
    pub(super) wants_compaction: bool,
    pub(super) owner: Option<Owner>,
    pub(super) rows: Vec<Row>,
}

/// What the model says to a step.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    Done,
    Refused(Refused),
    QueueFull,
    Stale,
    ResultsMismatch,
    AlreadyThere,
    NotBroken(State),
    /// An acquisition that finds nothing.
    Nothing,
}

/// What a step that happened changed: the versions follow from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) history: bool,
    pub(super) queue: bool,
    pub(super) retry_state: bool,
}

impl Model {
    /// A chat that was just made: a system message, a user message.
    pub(super) fn created() -> Self {
        let row = |kind| Row { kind, is_deleted: false };
        Self {
            state: State::R0,
            queue: 0,
            open_calls: 0,
            has_error: false,
            has_retry: false,
            wants_compaction: false,
            owner: None,
            rows: vec![row(Kind::Other), row(Kind::User)],
        }
    }

    /// Makes the step.
    pub(super) fn step(&mut self, op: Op, hold: Hold) -> (Said, Changes) {
        let before = self.clone();
        match self.try_step(op, hold) {
            Ok(queue) => {
                let changes = Changes {
                    history: self.rows != before.rows,
                    queue,
                    // Each back-off has its own times.
                    retry_state: self.has_retry != before.has_retry || matches!(op, Op::RecordRetry),
                };
                (Said::Done, changes)
            }
            Err(said) => {
                *self = before;
                (said, Changes::default())
            }
        }
    }

    /// Makes the step; tells whether it changed the queue.
    fn try_step(&mut self, op: Op, hold: Hold) -> Result<bool, Said> {
        if let Op::Acquire(owner) = op {
            if self.owner.is_some() || !self.state.needs_worker() {
                return Err(Said::Nothing);
            }
            self.owner = Some(owner);
            return Ok(false);
        }
        if op.is_fenced() && (self.owner.is_none() || hold != Hold::Good) {
            return Err(Said::Stale);
        }
        let Some(transition) = op.transition() else { return Err(Said::NotBroken(self.state)) };
        if matches!(op, Op::SendAndTake) && self.is_at_rest() && self.owner.is_none() {
            self.begin(transition, op)?;
            target(Transition::Acquire, self.state, QueueAfter::Empty).map_err(Said::Refused)?;
            self.owner = Some(Owner::Live);
            return Ok(false);
        }
        if let Op::SetArchived(change) = op
            && self.state.is_archived() == (change == ArchiveChange::Archive)
        {
            return Err(Said::AlreadyThere);
        }
        // A message that goes to the head, and was not there, moves also where it stays in the queue.
        let chosen = match op {
            Op::Promote(which) if self.queue > 0 => which % self.queue,
            _ => 0,
        };
        let mut changes_queue = self.begin(transition, op)?;
        let is_interrupting = matches!(self.state, State::I0 | State::I1);
        if matches!(op, Op::Promote(_)) && is_interrupting && self.owner != Some(Owner::Live) {
            // Nobody lives who could finish the interruption: the same transaction does.
            changes_queue |= self.begin(Transition::FinishInterruption, Op::FinishInterruption)?;
            self.owner = None;
        }
        Ok(changes_queue || chosen > 0 || matches!(op, Op::ChangeQueued(_)))
    }

    /// One transition of the table; tells whether it changed the queue.
    fn begin(&mut self, transition: Transition, op: Op) -> Result<bool, Said> {
        let effects = effects(transition, self.state).map_err(Said::Refused)?;
        let mut queue = self.queue + usize::from(effects.enqueue) - usize::from(effects.promote_head);
        if effects.enqueue && queue > QUEUE_LIMIT {
            return Err(Said::QueueFull);
        }
        match op {
            Op::DeleteQueued => queue -= 1,
            Op::Edit(_) => queue = 0,
            Op::Complete(Answers::WithAStranger) => return Err(Said::ResultsMismatch),
            _ => {}
        }
        let after = if queue > 0 { QueueAfter::NonEmpty } else { QueueAfter::Empty };
        let to = target(transition, self.state, after).map_err(Said::Refused)?;
        let answers_all = effects.cancel_pending_calls
            || matches!(op, Op::FinishInterruption | Op::ClearContext | Op::Complete(Answers::Exact));
        if answers_all {
            let answered = std::mem::take(&mut self.open_calls);
            self.add(answered, Kind::Other);
        }
        match op {
            // A new assistant message: the calls of the one before it can no longer be open.
            Op::CommitCalls(calls) => self.open_calls = usize::from(calls),
            Op::CommitText => self.open_calls = 0,
            Op::Edit(which) => self.delete_from(which),
            _ => {}
        }
        self.add(usize::from(matches!(op, Op::CommitCalls(_))), Kind::Calls);
        self.add(usize::from(matches!(op, Op::CommitText)), Kind::Text);
        // The boundary is a pair.
        self.add(if matches!(op, Op::ClearContext) { 2 } else { 0 }, Kind::Other);
        self.add(usize::from(effects.insert) + usize::from(effects.promote_head), Kind::User);
        self.has_error = (self.has_error && !effects.clear_error) || transition == Transition::FinishError;
        self.has_retry =
            (self.has_retry && !effects.clear_retry_state) || transition == Transition::RecordRetryState;
        let ends_turn = matches!(
            transition,
            Transition::FinishTurn | Transition::FinishInterruption | Transition::EditMessage
        );
        self.wants_compaction = ((self.wants_compaction && !ends_turn)
            || transition == Transition::RequestCompaction)
            && to.needs_worker();
        if transition == Transition::Abandon {
            self.owner = None;
        }
        let changes_queue = effects.enqueue || effects.promote_head || queue != self.queue;
        (self.queue, self.state) = (queue, to);
        Ok(changes_queue)
    }

    /// Whether a message may simply go to the end of the history.
    fn is_at_rest(&self) -> bool {
        let mut answers =
            self.rows.iter().rev().filter(|it| !it.is_deleted && matches!(it.kind, Kind::Text | Kind::Calls));
        self.state == State::W && answers.next().is_none_or(|it| it.kind == Kind::Text)
    }

    fn add(&mut self, count: usize, kind: Kind) {
        self.rows.extend(std::iter::repeat_n(Row { kind, is_deleted: false }, count));
    }

    /// Deletes the user message and everything after it.
    fn delete_from(&mut self, which: usize) {
        let users: Vec<usize> = (0..self.rows.len())
            .filter(|place| self.rows[*place].kind == Kind::User && !self.rows[*place].is_deleted)
            .collect();
        let first = users[which % users.len()];
        for row in &mut self.rows[first..] {
            row.is_deleted = true;
        }
    }
}
