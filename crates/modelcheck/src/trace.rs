//! A way through the worlds as a numbered list that a person can follow.
//!
//! The normal form gives the replicas new places now and then; here they keep the names that they had at the start.

use std::fmt::Write as _;

use crate::fingerprint::fingerprint;
use crate::step::{Step, steps};
use crate::walk::Walk;
use crate::world::{Health, Lock, Place, World};

/// The way to world `number`, and the step there that broke something.
pub(crate) fn to(walk: &Walk<'_>, number: u32, last: Option<Step>) -> String {
    let mut way = Way::new(walk);
    way.go_to(number);
    if let Some(step) = last {
        way.line(step, None);
    }
    way.text
}

/// World `number`, made again step by step.
pub(crate) fn world(walk: &Walk<'_>, number: u32) -> World {
    let mut way = Way::new(walk);
    way.go_to(number);
    way.world
}

/// The way to the first world of `cycle`, and around it.
pub(crate) fn around(walk: &Walk<'_>, cycle: &[u32]) -> String {
    let mut way = Way::new(walk);
    if let Some(first) = cycle.first() {
        way.go_to(*first);
    }
    way.text.push_str("from here it goes round and round:\n");
    for next in cycle.iter().skip(1) {
        let wanted = |step: &Step| {
            let mut world = way.world;
            let is_made = world.take(walk.rules, *step).is_ok();
            world.normalise(walk.rules);
            is_made && walk.known.get(&fingerprint(&world)) == Some(next)
        };
        let mut found = None;
        steps(walk.rules, &way.world, |step| found = found.or_else(|| wanted(&step).then_some(step)));
        if let Some(step) = found {
            way.make(step);
        }
    }
    way.text
}

struct Way<'a> {
    walk: &'a Walk<'a>,
    world: World,
    /// Whether the replicas have changed places.
    is_swapped: bool,
    count: usize,
    text: String,
}

impl<'a> Way<'a> {
    fn new(walk: &'a Walk<'a>) -> Self {
        let mut world = World::start(walk.rules);
        let is_swapped = world.normalise(walk.rules);
        let text = format!("     {:<62} {}\n", "a client creates the chat", row(walk, &world, is_swapped));
        Self { walk, world, is_swapped, count: 0, text }
    }

    fn go_to(&mut self, number: u32) {
        let mut steps = Vec::new();
        let mut at = number;
        while let Some(origin) = self.walk.origins[at as usize] {
            steps.push(origin.step);
            at = origin.from;
        }
        for step in steps.into_iter().rev() {
            self.make(step);
        }
    }

    fn make(&mut self, step: Step) {
        let mut next = self.world;
        let is_made = next.take(self.walk.rules, step).is_ok();
        let after = is_made.then_some(next);
        self.line(step, after.as_ref());
        if next.normalise(self.walk.rules) {
            self.is_swapped = !self.is_swapped;
        }
        self.world = next;
    }

    fn line(&mut self, step: Step, after: Option<&World>) {
        self.count += 1;
        let step = if self.is_swapped { step.with_other_names() } else { step };
        let became = match after {
            Some(after) => row(self.walk, after, self.is_swapped),
            None => "!".to_owned(),
        };
        // Writing to a string does not fail.
        let _written = writeln!(self.text, "{:>3}. {:<62} {became}", self.count, step.to_string());
    }
}

/// The row in a few words.
fn row(walk: &Walk<'_>, world: &World, is_swapped: bool) -> String {
    let state = world.state().map_or_else(|_| "invalid".to_owned(), |state| state.to_string());
    let name = |place: usize| if (place == 0) == is_swapped { "B" } else { "A" };
    let owner = world
        .row
        .owner
        .map_or("nobody", |it| if it.worker > 1 { "a gone one" } else { name(it.worker.into()) });
    let mut text = format!("{state} held by {owner}, try {}", world.row.attempt);
    for (place, replica) in world.replicas.iter().enumerate() {
        let health = match replica.health {
            Health::Live => continue,
            Health::Down if walk.rules.replicas == 1 => continue,
            Health::Stopping => "stops",
            Health::Stalled => "stalls",
            Health::StalledAndDead => "stalls, counts as dead",
            Health::Crashed => "is gone",
            Health::Down => "is gone, counts as dead",
        };
        let _written = write!(text, "; {} {health}", name(place));
    }
    let is_stale = |task: &crate::world::Task| task.place == Place::Stale;
    if world.replicas.iter().flat_map(|it| it.runners.iter()).filter_map(|it| it.task.as_ref()).any(is_stale)
    {
        text.push_str("; a task found itself stale");
    }
    if world.lock == Lock::Held {
        text.push_str("; locked");
    }
    text
}

impl Step {
    /// The same step with the replicas' names exchanged.
    fn with_other_names(mut self) -> Self {
        match &mut self {
            Self::Look { replica, .. }
            | Self::Read { replica, .. }
            | Self::Deliver { replica, .. }
            | Self::DeliverOld { replica, .. }
            | Self::Settle { replica, .. }
            | Self::Act { replica, .. }
            | Self::LoseAnswer { replica, .. }
            | Self::LoseWake { replica }
            | Self::Crash { replica }
            | Self::Stall { replica }
            | Self::Terminate { replica }
            | Self::ExpireLease { replica }
            | Self::Resume { replica }
            | Self::AbandonAll { replica }
            | Self::Restart { replica } => *replica = 1 - *replica,
            Self::Ask(_)
            | Self::ActLoose { .. }
            | Self::Vanish { .. }
            | Self::TakeLock
            | Self::ReleaseLock
            | Self::WakeAfterLock => {}
        }
        self
    }
}
