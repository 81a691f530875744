//! Runners and workers: the rule of the event loop (6.4), acquisition (6.2), leases (6.1).

use ropewalk_model::chat::{QueueAfter, Transition};

use crate::asked::target;
use crate::broken::{Property, Stop, broken};
use crate::few::Few;
use crate::rules::{Fault, Rules};
use crate::tasks::{self, Act};
use crate::world::{GONE, Health, Lock, Loose, Owner, Place, Runner, Task, Update, World};

/// Whether the worker hears of what it acquired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Arrives,
    IsLost,
}

impl World {
    pub(crate) fn runner(&mut self, replica: u8, slot: u8) -> &mut Runner {
        &mut self.replicas[usize::from(replica)].runners[usize::from(slot)]
    }

    /// What a runner does with an event: an older snapshot is ignored, "not mine" ends it, the same history and status
    /// change nothing, anything else starts the task that the status asks for.
    pub(crate) fn observe(&mut self, rules: &Rules, replica: u8, slot: u8, update: Update) {
        let runner = self.runner(replica, slot);
        let is_same = update.snapshot == runner.watermark;
        let is_old = update.snapshot < runner.watermark && !rules.breaks(Fault::NoWatermark);
        if is_old || (is_same && runner.task.is_some()) {
            return;
        }
        runner.watermark = update.snapshot;
        if update.runner != runner.id {
            return self.end_runner(rules, replica, slot);
        }
        let key = |it: &Update| (it.history, it.status, it.archived);
        let (id, task) = (runner.id, runner.task);
        if task.is_some_and(|task| key(&task.seen) == key(&update)) {
            return;
        }
        runner.task = Some(Task { seen: update, ..Task::default() });
        if let Some(task) = task {
            self.let_loose(rules, id, task);
        }
    }

    fn end_runner(&mut self, rules: &Rules, replica: u8, slot: u8) {
        let of = &mut self.replicas[usize::from(replica)];
        let runner = of.runners.remove(usize::from(slot));
        of.is_woken |= !rules.has_ticker();
        if let Some(task) = runner.task {
            self.let_loose(rules, runner.id, task);
        }
    }

    /// A cancelled task: one operation may still be on its way.
    pub(crate) fn let_loose(&mut self, rules: &Rules, runner: u8, task: Task) {
        let mut has_operation = false;
        tasks::acts(rules, self, &task, &mut |act| has_operation |= act != Act::Load);
        if has_operation && self.loose.len() < rules.loose {
            // There is room.
            let _fits = self.loose.push(Loose { runner, task });
        }
    }

    /// The runner hears that its task ended.
    pub(crate) fn settle(&mut self, rules: &Rules, replica: u8, slot: u8) -> Result<(), Stop> {
        let runner = self.runner(replica, slot);
        let task = runner.task.ok_or(Stop::Impossible)?;
        match task.place {
            Place::Done(update) => {
                runner.task = None;
                let id = runner.id;
                self.observe(rules, replica, slot, update);
                let runners = &mut self.replicas[usize::from(replica)].runners;
                if let Some(runner) = runners.iter_mut().find(|it| it.id == id && it.task.is_none()) {
                    runner.reads = true;
                }
            }
            Place::Stale => {
                runner.task = None;
                runner.reads = true;
            }
            Place::Failed => runner.task = Some(Task { seen: task.seen, ..Task::default() }),
            Place::Begin
            | Place::TurnOver
            | Place::NeedsClient
            | Place::BeginStep
            | Place::BeginTools
            | Place::Asking
            | Place::StartTools
            | Place::Tools => return Err(Stop::Impossible),
        }
        Ok(())
    }

    fn is_dead(&self, worker: u8) -> bool {
        worker == GONE
            || matches!(self.replicas[usize::from(worker)].health, Health::StalledAndDead | Health::Down)
    }

    fn is_takeable_by(&self, replica: u8) -> bool {
        let of = &self.replicas[usize::from(replica)];
        let is_unowned = self.row.owner.is_none_or(|owner| {
            let is_lost = owner.worker == replica && !of.runners.iter().any(|it| it.id == owner.runner);
            is_lost || self.is_dead(owner.worker)
        });
        is_unowned && self.row.status.needs_worker() && !self.row.archived && self.lock != Lock::Held
    }

    /// A worker looks for work, and takes the chat when it may. A row that is locked is passed by.
    pub(crate) fn look(&mut self, rules: &Rules, replica: u8, answer: Answer) -> Result<(), Stop> {
        let of = &mut self.replicas[usize::from(replica)];
        let is_asked = of.health == Health::Live && (of.is_woken || rules.has_ticker());
        // No room in the model for a third hold: the worker looks again when the oldest has ended.
        if !is_asked || of.runners.is_full() {
            return Err(Stop::Impossible);
        }
        of.is_woken = false;
        if !self.is_takeable_by(replica) {
            return Ok(());
        }
        let state = self.state()?;
        let after = if state.has_queue() { QueueAfter::NonEmpty } else { QueueAfter::Empty };
        let to = target(Transition::Acquire, state, after)?;
        self.note(Transition::Acquire, state, to);
        let before = self.update();
        let id = self.new_runner();
        self.row.snapshot += 1;
        self.row.owner = Some(Owner { worker: replica, runner: id });
        self.tell(rules, before);
        if answer == Answer::Arrives {
            let is_blind = rules.breaks(Fault::NewRunnerWithoutWatermark);
            let watermark = if is_blind { 0 } else { self.row.snapshot };
            let runner = Runner { watermark, reads: true, is_notified: false, task: None, id };
            self.replicas[usize::from(replica)].runners.push(runner).map_err(|_| Stop::Impossible)?;
        }
        Ok(())
    }

    fn new_runner(&mut self) -> u8 {
        let mut last = self.row.owner.map_or(0, |owner| owner.runner);
        for replica in &self.replicas {
            last = replica.runners.iter().fold(last, |last, it| last.max(it.id));
        }
        last = self.wire.iter().fold(last, |last, it| last.max(it.runner));
        last = self.loose.iter().fold(last, |last, it| last.max(it.runner));
        for task in self.tasks_mut() {
            if let Place::Done(update) = task.place {
                last = last.max(update.runner);
            }
        }
        last + 1
    }

    /// All runners of a replica end at once; what their tasks had sent may still arrive.
    pub(crate) fn lose_runners(&mut self, rules: &Rules, replica: u8, health: Health) {
        let of = &mut self.replicas[usize::from(replica)];
        of.health = health;
        of.is_woken = false;
        let runners = of.runners;
        of.runners = Few::default();
        for runner in runners.iter() {
            if let Some(task) = runner.task {
                self.let_loose(rules, runner.id, task);
            }
        }
    }

    /// SIGTERM's last act: one statement lets go of everything and wakes the others.
    pub(crate) fn abandon_all(&mut self, rules: &Rules, replica: u8) -> Result<(), Stop> {
        if self.row.owner.is_some_and(|owner| owner.worker == replica) {
            let open = self.begin(Transition::Abandon)?;
            self.row.owner = None;
            self.commit(rules, &open)?;
        }
        self.replicas[usize::from(replica)].health = Health::Down;
        Ok(())
    }

    pub(crate) fn restart(&mut self, rules: &Rules, replica: u8) {
        if let Some(owner) = self.row.owner.as_mut().filter(|owner| owner.worker == replica) {
            owner.worker = GONE;
        }
        let of = &mut self.replicas[usize::from(replica)];
        of.health = Health::Live;
        of.is_woken = !rules.has_ticker();
    }

    /// What must hold where nobody has anything left to do.
    pub(crate) fn check_rest(&self) -> Result<(), Stop> {
        let state = self.state()?;
        if state.needs_worker() {
            return Err(broken(
                Property::NoStuckChat,
                format!("the chat stays in {state} and nobody does anything"),
            ));
        }
        // A row that names a worker which is gone is harmless; a hold that never ends costs a slot for good.
        if self.replicas.iter().any(|it| !it.runners.is_empty()) {
            return Err(broken(
                Property::NoStuckChat,
                format!("the chat rests in {state} and a runner stays with it"),
            ));
        }
        Ok(())
    }
}
