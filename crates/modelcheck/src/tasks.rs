//! The tasks of a runner, step by step: each touch of the database, each effect of a tool and each answer of the model
//! is a step of its own, and anything can happen in between.
//!
//! A cancelled task and one whose process was killed may still have one operation on its way ([`Loose`]): it is made by
//! the same steps.

use ropewalk_model::chat::{Status, Transition};

use crate::broken::{Property, Stop, broken};
use crate::fences::{self, Holds};
use crate::rules::{Fault, Rules};
use crate::world::{CallKind, LastRole, Ledger, Lock, Place, Progress, Run, Task, World};

/// What an interrupted run leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Partial {
    Nothing,
    Text,
    /// A whole call, not yet run.
    Call,
    /// The results of a batch that was about to be stored.
    Results,
}

/// A step of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Reads chat and history, and decides.
    Load,
    FinishTurn,
    EnterRequiresAction,
    /// Records a try, to ask the model or to run tools.
    Begin,
    /// Too many tries, or an error that another try does not help.
    FinishError,
    /// The model's last word.
    CommitText,
    /// The model calls tools: which of the walk's shapes.
    CommitCalls(u8),
    /// The model failed and is to be asked again.
    RecordRetry,
    StartTools,
    /// The tool of this call does its work and answers.
    Effect(u8),
    /// The result of this call goes into the ledger.
    Record(u8),
    CommitTools,
    FinishInterruption(Partial),
    /// The client did not answer in time.
    Deadline,
    Abandon,
}

/// The steps that `task` can make next.
pub(crate) fn acts(rules: &Rules, world: &World, task: &Task, each: &mut impl FnMut(Act)) {
    let is_last_try = task.attempt >= rules.attempt_limit;
    match task.place {
        Place::Begin => begin_acts(world, task, each),
        Place::TurnOver => each(Act::FinishTurn),
        Place::NeedsClient => each(Act::EnterRequiresAction),
        Place::BeginStep | Place::BeginTools => {
            each(if is_last_try { Act::FinishError } else { Act::Begin });
        }
        Place::Asking => {
            each(Act::CommitText);
            for shape in 0..u8::try_from(rules.shapes.len()).unwrap_or(0) {
                each(Act::CommitCalls(shape));
            }
            each(Act::FinishTurn);
            each(if is_last_try { Act::FinishError } else { Act::RecordRetry });
        }
        Place::StartTools => each(Act::StartTools),
        Place::Tools => {
            let is_all_known = task.batch.iter().all(|run| run.progress != Progress::Running);
            for (place, run) in (0_u8..).zip(task.batch.iter()) {
                match run.progress {
                    Progress::Running => each(Act::Effect(place)),
                    Progress::Answered if !is_all_known => each(Act::Record(place)),
                    Progress::Answered | Progress::Recorded => {}
                }
            }
            if is_all_known {
                each(Act::CommitTools);
            }
        }
        Place::Done(_) | Place::Stale | Place::Failed => {}
    }
}

fn begin_acts(world: &World, task: &Task, each: &mut impl FnMut(Act)) {
    if task.seen.archived {
        return each(Act::Abandon);
    }
    match task.seen.status {
        Status::Running => each(Act::Load),
        Status::Interrupting => {
            let open = fences::open(world);
            if open.is_empty() {
                each(Act::FinishInterruption(Partial::Nothing));
                each(Act::FinishInterruption(Partial::Text));
                each(Act::FinishInterruption(Partial::Call));
            } else {
                each(Act::FinishInterruption(Partial::Nothing));
                if open.iter().any(|call| world.calls[usize::from(*call)].effects > 0) {
                    each(Act::FinishInterruption(Partial::Results));
                }
            }
        }
        Status::RequiresAction => each(Act::Deadline),
        Status::Waiting | Status::Error => each(Act::Abandon),
    }
}

impl World {
    /// Makes a step of `task`, which belongs to `runner`.
    pub(crate) fn act(&mut self, rules: &Rules, runner: u8, task: &mut Task, act: Act) -> Result<(), Stop> {
        match act {
            Act::Load => self.load(rules, runner, task),
            Act::Effect(place) => {
                let run = &mut task.batch[usize::from(place)];
                run.progress = Progress::Answered;
                self.effect(rules, run.call)
            }
            Act::FinishInterruption(_) | Act::Deadline | Act::Abandon => {
                self.fenced(rules, runner, task, Holds::Task, act)
            }
            Act::FinishTurn
            | Act::EnterRequiresAction
            | Act::Begin
            | Act::FinishError
            | Act::CommitText
            | Act::CommitCalls(_)
            | Act::RecordRetry
            | Act::StartTools
            | Act::Record(_)
            | Act::CommitTools => self.fenced(rules, runner, task, Holds::Try, act),
        }
    }

    /// `generation::load` and the rules of `generation::decide`, in their order.
    fn load(&self, rules: &Rules, runner: u8, task: &mut Task) -> Result<(), Stop> {
        if !fences::holds(&self.row, runner, task, Holds::Task) && !rules.breaks(Fault::NoFence) {
            task.place = Place::Stale;
            return Ok(());
        }
        task.attempt = self.row.attempt;
        let open = fences::open(self);
        let is_local = |call: &u8| self.calls[usize::from(*call)].kind != CallKind::Dynamic;
        let is_last_word = self.past.last == LastRole::Assistant && self.past.calls.is_empty();
        task.place = if open.iter().any(is_local) {
            task.batch.truncate(0);
            for call in open.iter().filter(|it| is_local(it)) {
                let run = Run { call: *call, progress: Progress::Running };
                task.batch.push(run).map_err(|_| Stop::Impossible)?;
            }
            Place::BeginTools
        } else if !open.is_empty() {
            Place::NeedsClient
        } else if is_last_word || self.past.steps >= rules.step_limit {
            Place::TurnOver
        } else {
            Place::BeginStep
        };
        Ok(())
    }

    /// A write under the row lock, after the check of the fence.
    fn fenced(
        &mut self,
        rules: &Rules,
        runner: u8,
        task: &mut Task,
        what: Holds,
        act: Act,
    ) -> Result<(), Stop> {
        if self.lock == Lock::Held {
            return Err(Stop::Impossible);
        }
        let asked = if rules.breaks(Fault::FenceWithoutTry) { Holds::Task } else { what };
        let is_open =
            rules.breaks(Fault::NoFence) || task.is_checked || fences::holds(&self.row, runner, task, asked);
        if !is_open {
            task.place = Place::Stale;
            return Ok(());
        }
        if rules.breaks(Fault::CommitWithoutLock) && !task.is_checked {
            task.is_checked = true;
            return Ok(());
        }
        task.is_checked = false;
        // Looked at here once more, and not by the fence: the fence is what is checked.
        let is_true = self.row.owner.is_some_and(|owner| owner.runner == runner)
            && self.row.status == task.seen.status
            && self.row.history == task.seen.history
            && (what == Holds::Task || self.row.attempt == task.attempt);
        if !is_true {
            let detail = format!("{act:?} is written by a task that was started for another row");
            return Err(broken(Property::NoStaleCommit, detail));
        }
        match act {
            Act::StartTools => self.start_tools(rules, task),
            Act::Record(place) => {
                let run = &mut task.batch[usize::from(place)];
                run.progress = Progress::Recorded;
                if !rules.breaks(Fault::NoLedger) {
                    self.calls[usize::from(run.call)].ledger = Ledger::Finished;
                }
            }
            Act::Load | Act::Effect(_) => return Err(Stop::Impossible),
            Act::FinishTurn
            | Act::EnterRequiresAction
            | Act::Begin
            | Act::FinishError
            | Act::CommitText
            | Act::CommitCalls(_)
            | Act::RecordRetry
            | Act::CommitTools
            | Act::FinishInterruption(_)
            | Act::Deadline
            | Act::Abandon => {
                self.write(rules, task, act)?;
                task.place = match act {
                    Act::Begin if task.place == Place::BeginTools => Place::StartTools,
                    Act::Begin => Place::Asking,
                    Act::RecordRetry => Place::BeginStep,
                    Act::FinishTurn
                    | Act::EnterRequiresAction
                    | Act::FinishError
                    | Act::CommitText
                    | Act::CommitCalls(_)
                    | Act::CommitTools
                    | Act::FinishInterruption(_)
                    | Act::Deadline
                    | Act::Abandon
                    | Act::Load
                    | Act::StartTools
                    | Act::Effect(_)
                    | Act::Record(_) => Place::Done(self.update()),
                };
            }
        }
        Ok(())
    }

    fn write(&mut self, rules: &Rules, task: &mut Task, act: Act) -> Result<(), Stop> {
        let open = self.begin(transition_of(act))?;
        match act {
            Act::FinishTurn => {
                if open.effects.cancel_pending_calls {
                    self.answer_open_calls(rules)?;
                }
                if open.effects.promote_head {
                    self.promote_head(rules)?;
                }
            }
            Act::Begin => {
                self.row.attempt += 1;
                task.attempt = self.row.attempt;
            }
            Act::FinishError => self.row.has_error = true,
            Act::CommitText => self.insert_step(&[])?,
            Act::CommitCalls(shape) => self.insert_step(rules.shapes[usize::from(shape)])?,
            Act::RecordRetry => self.row.has_retry_state = true,
            Act::CommitTools => {
                for run in task.batch.iter() {
                    if !rules.breaks(Fault::NoLedger) {
                        self.calls[usize::from(run.call)].ledger = Ledger::Finished;
                    }
                    self.insert_result(run.call)?;
                }
            }
            Act::FinishInterruption(partial) => {
                self.store_partial(partial)?;
                self.answer_open_calls(rules)?;
                if open.effects.promote_head {
                    self.promote_head(rules)?;
                }
            }
            Act::Deadline => {
                if open.effects.cancel_pending_calls {
                    self.answer_open_calls(rules)?;
                }
            }
            Act::Abandon => self.row.owner = None,
            Act::EnterRequiresAction | Act::Load | Act::StartTools | Act::Effect(_) | Act::Record(_) => {}
        }
        self.commit(rules, &open)
    }

    fn store_partial(&mut self, partial: Partial) -> Result<(), Stop> {
        match partial {
            Partial::Nothing => Ok(()),
            Partial::Text => self.insert_step(&[]),
            Partial::Call => self.insert_step(&[CallKind::Keyed]),
            Partial::Results => {
                for call in fences::open(self).iter() {
                    if self.calls[usize::from(*call)].effects > 0 {
                        self.insert_result(*call)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Tells the ledger of the calls, and decides by what it knows what becomes of each.
    fn start_tools(&mut self, rules: &Rules, task: &mut Task) {
        for run in task.batch.iter_mut() {
            let call = &mut self.calls[usize::from(run.call)];
            run.progress = match (call.ledger, call.kind) {
                (Ledger::Finished, _) => Progress::Recorded,
                (Ledger::Started, CallKind::Once | CallKind::Dynamic) => Progress::Answered,
                (Ledger::Started, CallKind::Keyed) | (Ledger::Nothing, _) => Progress::Running,
            };
            if call.ledger == Ledger::Nothing && !rules.breaks(Fault::NoLedger) {
                call.ledger = Ledger::Started;
            }
        }
        task.place = Place::Tools;
    }
}

const fn transition_of(act: Act) -> Transition {
    match act {
        Act::FinishTurn => Transition::FinishTurn,
        Act::EnterRequiresAction => Transition::EnterRequiresAction,
        Act::Begin => Transition::RecordGenerationAttempt,
        Act::FinishError => Transition::FinishError,
        Act::RecordRetry => Transition::RecordRetryState,
        Act::FinishInterruption(_) => Transition::FinishInterruption,
        Act::Deadline => Transition::CancelRequiresAction,
        Act::Abandon => Transition::Abandon,
        Act::CommitText
        | Act::CommitCalls(_)
        | Act::CommitTools
        | Act::Load
        | Act::StartTools
        | Act::Effect(_)
        | Act::Record(_) => Transition::CommitStep,
    }
}
