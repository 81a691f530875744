//! The normal form of a world: equal futures, equal bits.
//!
//! Versions are renamed to their ranks, runners, messages and calls to the order in which they are found, and what
//! nothing can look at any more is cleared. What must stay true: a renaming keeps order and equality of versions and
//! equality of everything else, so two worlds with one normal form can do the same things for ever.

use crate::few::Few;
use crate::rules::Rules;
use crate::world::{Call, Place, Task, Update, World};

impl World {
    /// Brings the world into its normal form; says whether the replicas changed places.
    pub(crate) fn normalise(&mut self, rules: &Rules) -> bool {
        self.made.truncate(0);
        for task in self.tasks_mut() {
            clear_task(task);
        }
        let lowest = self.replicas.iter().flat_map(|it| it.runners.iter()).map(|it| it.watermark).min();
        let ignores_old = !rules.breaks(crate::rules::Fault::NoWatermark);
        match lowest {
            None => self.wire.truncate(0),
            Some(lowest) if ignores_old => self.wire.retain(|it| it.snapshot >= lowest),
            Some(_) => {}
        }
        self.forget_what_is_known_already();
        let is_swapped = self.order_replicas();
        self.rename_snapshots();
        self.rename_histories();
        self.rename_runners();
        self.rename_calls();
        self.rename_messages();
        self.loose.sort_unstable();
        is_swapped
    }

    /// The replicas are alike: which of two alike worlds is kept does not matter.
    fn order_replicas(&mut self) -> bool {
        let is_swapped = self.replicas[0] > self.replicas[1];
        if is_swapped {
            self.replicas.swap(0, 1);
            if let Some(owner) = self.row.owner.as_mut().filter(|it| it.worker < 2) {
                owner.worker = 1 - owner.worker;
            }
        }
        is_swapped
    }

    /// To be told of the row that one acts on already changes nothing, so whether a runner was told makes no difference,
    /// unless an older notification may still come in between.
    fn forget_what_is_known_already(&mut self) {
        let present = self.update();
        let newest_on_the_wire = self.wire.iter().map(|it| it.snapshot).max().unwrap_or(0);
        for runner in self.replicas.iter_mut().flat_map(|it| it.runners.iter_mut()) {
            let Some(task) = &runner.task else { continue };
            let key = |it: &Update| (it.history, it.status, it.archived);
            let is_known = present.runner == runner.id && key(&task.seen) == key(&present);
            if is_known && (runner.watermark > newest_on_the_wire || runner.watermark == present.snapshot) {
                runner.watermark = present.snapshot;
                runner.is_notified = false;
            }
        }
    }

    fn each_snapshot(&mut self, mut each: impl FnMut(&mut u8)) {
        each(&mut self.row.snapshot);
        for runner in self.replicas.iter_mut().flat_map(|it| it.runners.iter_mut()) {
            each(&mut runner.watermark);
        }
        for update in self.wire.iter_mut() {
            each(&mut update.snapshot);
        }
        for task in self.tasks_mut() {
            if let Place::Done(update) = &mut task.place {
                each(&mut update.snapshot);
            }
        }
    }

    /// Snapshots are compared for order: each becomes its rank.
    fn rename_snapshots(&mut self) {
        let mut names = [0_u8; NAMES];
        self.each_snapshot(|snapshot| names[usize::from(*snapshot)] = 1);
        names[0] = 0;
        let mut last = 0;
        for name in names.iter_mut().filter(|name| **name != 0) {
            last += 1;
            *name = last;
        }
        self.each_snapshot(|snapshot| *snapshot = names[usize::from(*snapshot)]);
    }

    /// Versions of the history are compared for equality alone.
    fn rename_histories(&mut self) {
        let mut namer = Namer::default();
        namer.name(&mut self.row.history);
        for update in self.wire.iter_mut() {
            namer.name(&mut update.history);
        }
        for task in self.tasks_mut() {
            namer.name(&mut task.seen.history);
            if let Place::Done(update) = &mut task.place {
                namer.name(&mut update.history);
            }
        }
    }

    fn each_runner(&mut self, mut each: impl FnMut(&mut u8)) {
        if let Some(owner) = &mut self.row.owner {
            each(&mut owner.runner);
        }
        for runner in self.replicas.iter_mut().flat_map(|it| it.runners.iter_mut()) {
            each(&mut runner.id);
        }
        for loose in self.loose.iter_mut() {
            each(&mut loose.runner);
        }
        for update in self.wire.iter_mut() {
            each(&mut update.runner);
        }
        for task in self.tasks_mut() {
            if let Place::Done(update) = &mut task.place {
                each(&mut update.runner);
            }
        }
    }

    fn rename_runners(&mut self) {
        let mut namer = Namer::default();
        self.each_runner(|runner| namer.name(runner));
    }

    fn rename_calls(&mut self) {
        let mut names = [u8::MAX; 8];
        let mut calls: Few<Call, 8> = Few::default();
        let old = self.calls;
        let mut rename = |call: &mut u8| {
            let name = &mut names[usize::from(*call)];
            if *name == u8::MAX {
                *name = u8::try_from(calls.len()).unwrap_or(u8::MAX);
                // Each is put in once, and there were no more before.
                let _fits = calls.push(old[usize::from(*call)]);
            }
            *call = *name;
        };
        self.past.calls.iter_mut().for_each(&mut rename);
        for task in self.tasks_mut() {
            task.batch.iter_mut().for_each(|run| rename(&mut run.call));
        }
        self.calls = calls;
    }

    fn rename_messages(&mut self) {
        let mut next = 0;
        let mut name = |id: &mut u8| {
            *id = next;
            next += 1;
        };
        self.past.users.iter_mut().for_each(&mut name);
        self.row.queue.iter_mut().for_each(&mut name);
        // Each accepted message is there exactly once: that was checked at the commit.
        self.accepted = (1 << next) - 1;
    }
}

/// How many values a world holds at most; numbers grow by two or three from one normal form to the next.
const NAMES: usize = 64;

/// Names in the order in which they are asked for; 0 stays 0.
struct Namer {
    names: [u8; NAMES],
    last: u8,
}

impl Default for Namer {
    fn default() -> Self {
        Self { names: [0; NAMES], last: 0 }
    }
}

impl Namer {
    fn name(&mut self, value: &mut u8) {
        if *value == 0 {
            return;
        }
        let name = &mut self.names[usize::from(*value)];
        if *name == 0 {
            self.last += 1;
            *name = self.last;
        }
        *value = *name;
    }
}

/// Forgets what the task will not look at again.
fn clear_task(task: &mut Task) {
    let Task { seen, attempt, place, batch, .. } = task;
    seen.snapshot = 0;
    seen.runner = 0;
    match place {
        Place::BeginTools | Place::StartTools | Place::Tools => {}
        Place::TurnOver | Place::NeedsClient | Place::BeginStep | Place::Asking => batch.truncate(0),
        Place::Begin | Place::Failed | Place::Done(_) | Place::Stale => {
            batch.truncate(0);
            *attempt = 0;
        }
    }
}
