//! One step of the world, its name for people, and which steps are possible.

use std::fmt;

use crate::broken::Stop;
use crate::clients::{self, Request};
use crate::rules::{Fault, Notifications, Rules};
use crate::runners::Answer;
use crate::tasks::{self, Act};
use crate::world::{Health, Lock, Place, World};

/// A step. Replicas, holds and cancelled operations are named by their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Ask(Request),
    Look { replica: u8, answer: Answer },
    Read { replica: u8, slot: u8 },
    Deliver { replica: u8, slot: u8 },
    DeliverOld { replica: u8, slot: u8, place: u8 },
    Settle { replica: u8, slot: u8 },
    Act { replica: u8, slot: u8, act: Act },
    ActLoose { place: u8, act: Act },
    Vanish { place: u8 },
    LoseAnswer { replica: u8, slot: u8 },
    LoseWake { replica: u8 },
    Crash { replica: u8 },
    Stall { replica: u8 },
    Terminate { replica: u8 },
    ExpireLease { replica: u8 },
    Resume { replica: u8 },
    AbandonAll { replica: u8 },
    Restart { replica: u8 },
    TakeLock,
    ReleaseLock,
    WakeAfterLock,
}

/// Which part of the budget a step takes from.
#[derive(Clone, Copy)]
enum Cost {
    Request,
    Disturbance,
    Lock,
}

/// What may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fairness {
    /// It happens some day, where it stays possible.
    Certain,
    /// It may happen.
    Possible,
    /// It may happen as often as the budget says.
    Limited,
}

impl Step {
    /// What it costs.
    const fn cost(self) -> Option<Cost> {
        match self {
            Self::Ask(_) => Some(Cost::Request),
            Self::TakeLock => Some(Cost::Lock),
            Self::Look { answer: Answer::IsLost, .. }
            | Self::LoseAnswer { .. }
            | Self::Crash { .. }
            | Self::Stall { .. }
            | Self::Terminate { .. } => Some(Cost::Disturbance),
            Self::Look { answer: Answer::Arrives, .. }
            | Self::Read { .. }
            | Self::Deliver { .. }
            | Self::DeliverOld { .. }
            | Self::Settle { .. }
            | Self::Act { .. }
            | Self::ActLoose { .. }
            | Self::Vanish { .. }
            | Self::LoseWake { .. }
            | Self::ExpireLease { .. }
            | Self::Resume { .. }
            | Self::AbandonAll { .. }
            | Self::Restart { .. }
            | Self::ReleaseLock
            | Self::WakeAfterLock => None,
        }
    }

    pub(crate) const fn fairness(self) -> Fairness {
        match self.cost() {
            Some(_) => Fairness::Limited,
            None if matches!(self, Self::DeliverOld { .. } | Self::LoseWake { .. }) => Fairness::Possible,
            None => Fairness::Certain,
        }
    }
}

fn pay(left: &mut u8) -> Result<(), Stop> {
    *left = left.checked_sub(1).ok_or(Stop::Impossible)?;
    Ok(())
}

/// Calls `each` with every step that may be possible in `world`.
pub(crate) fn steps(rules: &Rules, world: &World, mut each: impl FnMut(Step)) {
    if world.left.requests > 0 {
        clients::requests(world, &mut |request| each(Step::Ask(request)));
    }
    for (replica, of) in (0_u8..).zip(&world.replicas) {
        match of.health {
            Health::Live => live_steps(rules, world, replica, &mut each),
            Health::Stopping => each(Step::AbandonAll { replica }),
            Health::Stalled => {
                each(Step::ExpireLease { replica });
                each(Step::Resume { replica });
            }
            Health::StalledAndDead => each(Step::Resume { replica }),
            Health::Crashed => each(Step::ExpireLease { replica }),
            // With one replica the other one was never there.
            Health::Down if rules.replicas > 1 => each(Step::Restart { replica }),
            Health::Down => {}
        }
    }
    for (place, loose) in (0_u8..).zip(world.loose.iter()) {
        each(Step::Vanish { place });
        tasks::acts(rules, world, &loose.task, &mut |act| {
            if act != Act::Load {
                each(Step::ActLoose { place, act });
            }
        });
    }
    match world.lock {
        Lock::Free if world.left.locks > 0 => each(Step::TakeLock),
        Lock::Free => {}
        Lock::Held => each(Step::ReleaseLock),
        Lock::WakeDue => each(Step::WakeAfterLock),
    }
}

fn live_steps(rules: &Rules, world: &World, replica: u8, each: &mut impl FnMut(Step)) {
    let of = &world.replicas[usize::from(replica)];
    each(Step::Look { replica, answer: Answer::Arrives });
    let is_lossy = rules.notifications == Notifications::LossyWithNets;
    if is_lossy && of.is_woken {
        each(Step::LoseWake { replica });
    }
    let may_disturb = world.left.disturbances > 0;
    if may_disturb {
        each(Step::Look { replica, answer: Answer::IsLost });
        each(Step::Crash { replica });
        each(Step::Stall { replica });
        each(Step::Terminate { replica });
    }
    for (slot, runner) in (0_u8..).zip(of.runners.iter()) {
        if runner.reads {
            each(Step::Read { replica, slot });
        }
        if runner.is_notified || rules.has_poller() {
            each(Step::Deliver { replica, slot });
        }
        for place in 0..u8::try_from(world.wire.len()).unwrap_or(0) {
            each(Step::DeliverOld { replica, slot, place });
        }
        let Some(task) = &runner.task else { continue };
        match task.place {
            Place::Done(_) | Place::Stale | Place::Failed => each(Step::Settle { replica, slot }),
            Place::Begin
            | Place::TurnOver
            | Place::NeedsClient
            | Place::BeginStep
            | Place::BeginTools
            | Place::Asking
            | Place::StartTools
            | Place::Tools => {
                tasks::acts(rules, world, task, &mut |act| each(Step::Act { replica, slot, act }));
                if may_disturb {
                    each(Step::LoseAnswer { replica, slot });
                }
            }
        }
    }
}

impl World {
    /// Makes `step`.
    pub(crate) fn take(&mut self, rules: &Rules, step: Step) -> Result<(), Stop> {
        match step.cost() {
            Some(Cost::Request) => pay(&mut self.left.requests)?,
            Some(Cost::Disturbance) => pay(&mut self.left.disturbances)?,
            Some(Cost::Lock) => pay(&mut self.left.locks)?,
            None => {}
        }
        match step {
            Step::Ask(request) => self.ask(rules, request)?,
            Step::Look { replica, answer } => self.look(rules, replica, answer)?,
            Step::Read { replica, slot } => {
                self.runner(replica, slot).reads = false;
                self.observe(rules, replica, slot, self.update());
            }
            Step::Deliver { replica, slot } => {
                self.runner(replica, slot).is_notified = false;
                self.observe(rules, replica, slot, self.update());
            }
            Step::DeliverOld { replica, slot, place } => {
                self.observe(rules, replica, slot, self.wire[usize::from(place)]);
            }
            Step::Settle { replica, slot } => self.settle(rules, replica, slot)?,
            Step::Act { replica, slot, act } => {
                let runner = *self.runner(replica, slot);
                let mut task = runner.task.ok_or(Stop::Impossible)?;
                self.act(rules, runner.id, &mut task, act)?;
                self.runner(replica, slot).task = Some(task);
            }
            Step::ActLoose { place, act } => {
                let mut loose = self.loose.remove(usize::from(place));
                self.act(rules, loose.runner, &mut loose.task, act)?;
                if loose.task.is_checked {
                    self.loose.push(loose).map_err(|_| Stop::Impossible)?;
                }
            }
            Step::Vanish { place } => drop(self.loose.remove(usize::from(place))),
            Step::LoseAnswer { replica, slot } => self.lose_answer(rules, replica, slot)?,
            Step::LoseWake { replica } => self.replicas[usize::from(replica)].is_woken = false,
            Step::Crash { replica } => self.lose_runners(rules, replica, Health::Crashed),
            Step::Terminate { replica } => self.lose_runners(rules, replica, Health::Stopping),
            Step::Stall { replica } => self.replicas[usize::from(replica)].health = Health::Stalled,
            Step::Resume { replica } => self.replicas[usize::from(replica)].health = Health::Live,
            Step::ExpireLease { replica } => {
                let health = &mut self.replicas[usize::from(replica)].health;
                *health = if *health == Health::Stalled { Health::StalledAndDead } else { Health::Down };
            }
            Step::AbandonAll { replica } => self.abandon_all(rules, replica)?,
            Step::Restart { replica } => self.restart(rules, replica),
            Step::TakeLock => self.lock = Lock::Held,
            Step::ReleaseLock => {
                self.lock = if rules.breaks(Fault::LostWake) { Lock::Free } else { Lock::WakeDue };
            }
            Step::WakeAfterLock => {
                self.lock = Lock::Free;
                self.wake(rules);
            }
        }
        Ok(())
    }

    /// The answer of the database to a task's write does not come: the write may land later, and the task begins anew.
    fn lose_answer(&mut self, rules: &Rules, replica: u8, slot: u8) -> Result<(), Stop> {
        let runner = self.runner(replica, slot);
        let (id, task) = (runner.id, runner.task.ok_or(Stop::Impossible)?);
        runner.task = Some(crate::world::Task { place: Place::Failed, ..task });
        self.let_loose(rules, id, task);
        Ok(())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |replica: u8| if replica == 0 { "A" } else { "B" };
        let hold = |slot: u8| if slot == 0 { "runner" } else { "newer runner" };
        match *self {
            Self::Ask(request) => write!(f, "a client asks: {request:?}"),
            Self::Look { replica, answer: Answer::Arrives } => {
                write!(f, "{}'s worker looks for work", name(replica))
            }
            Self::Look { replica, answer: Answer::IsLost } => {
                write!(f, "{}'s worker takes the chat, and the answer of the database is lost", name(replica))
            }
            Self::Read { replica, slot } => write!(f, "{}'s {} reads the row", name(replica), hold(slot)),
            Self::Deliver { replica, slot } => {
                write!(f, "{}'s {} is told of the present row", name(replica), hold(slot))
            }
            Self::DeliverOld { replica, slot, .. } => {
                write!(f, "an old notification reaches {}'s {}", name(replica), hold(slot))
            }
            Self::Settle { replica, slot } => {
                write!(f, "{}'s {} hears that its task ended", name(replica), hold(slot))
            }
            Self::Act { replica, slot, act } => {
                write!(f, "the task of {}'s {}: {act}", name(replica), hold(slot))
            }
            Self::ActLoose { act, .. } => write!(f, "a task that was cancelled or killed, late: {act}"),
            Self::Vanish { .. } => f.write_str("the last operation of a cancelled or killed task is lost"),
            Self::LoseAnswer { replica, slot } => {
                write!(
                    f,
                    "the database does not answer the task of {}'s {} in time",
                    name(replica),
                    hold(slot)
                )
            }
            Self::LoseWake { replica } => write!(f, "a wake-up for {}'s worker is lost", name(replica)),
            Self::Crash { replica } => write!(f, "{} is killed", name(replica)),
            Self::Stall { replica } => write!(f, "{} stalls", name(replica)),
            Self::Terminate { replica } => write!(f, "{} is told to stop", name(replica)),
            Self::ExpireLease { replica } => write!(f, "{}'s lease runs out", name(replica)),
            Self::Resume { replica } => write!(f, "{} comes back", name(replica)),
            Self::AbandonAll { replica } => write!(f, "{} lets go of its chats and ends", name(replica)),
            Self::Restart { replica } => write!(f, "{} is started again", name(replica)),
            Self::TakeLock => f.write_str("a metadata update takes the row lock"),
            Self::ReleaseLock => f.write_str("the metadata update commits"),
            Self::WakeAfterLock => f.write_str("the metadata update wakes the acquirers"),
        }
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load => f.write_str("reads chat and history and decides"),
            Self::FinishTurn => f.write_str("FinishTurn"),
            Self::EnterRequiresAction => f.write_str("EnterRequiresAction"),
            Self::Begin => f.write_str("RecordGenerationAttempt"),
            Self::FinishError => f.write_str("FinishError"),
            Self::CommitText => f.write_str("the model says its last word: CommitStep"),
            Self::CommitCalls(_) => f.write_str("the model calls tools: CommitStep"),
            Self::RecordRetry => f.write_str("the model fails: RecordRetryState"),
            Self::StartTools => f.write_str("writes `started` to the ledger"),
            Self::Effect(place) => write!(f, "the tool of call {} does its work", place + 1),
            Self::Record(place) => write!(f, "writes the result of call {} to the ledger", place + 1),
            Self::CommitTools => f.write_str("the results: CommitStep"),
            Self::FinishInterruption(partial) => write!(f, "FinishInterruption with {partial:?}"),
            Self::Deadline => f.write_str("the deadline passes: CancelRequiresAction"),
            Self::Abandon => f.write_str("Abandon"),
        }
    }
}
