//! The walk: breadth first over all reachable worlds, then a look for cycles.
//!
//! What is shown, and what not, stands in docs/adr/0008-model-check.md. In short: every state that a step leads to is
//! checked as it is made; a state from which no certain step leads on must be at rest; and the graph of all steps that
//! cost no budget must have no cycle that a fair run could stay in. So every fair run comes to rest.

use std::collections::{HashSet, VecDeque};
use std::time::{Duration, Instant};

use ropewalk_model::chat::{State, Transition};

use crate::broken::{Broken, Stop};
use crate::cycles;
use crate::fingerprint::{ByFingerprint, fingerprint};
use crate::rules::Rules;
use crate::step::{Fairness, Step, steps};
use crate::trace;
use crate::world::World;

/// What a walk found.
#[derive(Clone, Debug)]
pub struct Report {
    /// The walk's name.
    pub name: &'static str,
    /// Different worlds.
    pub states: usize,
    /// Steps between them.
    pub transitions: usize,
    /// The longest shortest way from the start.
    pub depth: u32,
    /// How long it took.
    pub elapsed: Duration,
    /// Whether every reachable world was seen, or the walk stopped at its depth or at a counterexample.
    pub is_complete: bool,
    /// Which transitions were made, from where to where.
    pub made: HashSet<(Transition, State, State)>,
    /// How a property was broken.
    pub counterexample: Option<Counterexample>,
}

/// A way to a broken property.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// What is broken.
    pub broken: Broken,
    /// The steps from the start, for people, one per line.
    pub trace: String,
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {} states, {} transitions, depth {}, {:.1} s, {}",
            self.name,
            self.states,
            self.transitions,
            self.depth,
            self.elapsed.as_secs_f64(),
            if self.is_complete { "all of them" } else { "not all of them" },
        )?;
        if let Some(found) = &self.counterexample {
            write!(f, "\nBROKEN: {} ({})\n{}", found.broken.property, found.broken.detail, found.trace)?;
        }
        Ok(())
    }
}

/// How a world was reached first.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) from: u32,
    pub(crate) step: Step,
}

pub(crate) struct Walk<'a> {
    pub(crate) rules: &'a Rules,
    /// By number; the start has none.
    pub(crate) origins: Vec<Option<Origin>>,
    pub(crate) known: ByFingerprint<u32>,
    /// Steps that cost no budget, as pairs of numbers.
    pub(crate) edges: Vec<(u32, u32)>,
    transitions: usize,
    depth: u32,
    made: HashSet<(Transition, State, State)>,
}

/// Where a walk stopped early.
struct Found {
    at: u32,
    last: Option<Step>,
    broken: Broken,
}

/// Walks all worlds of `rules`.
#[must_use]
pub fn walk(rules: &Rules) -> Report {
    let begun = Instant::now();
    let mut walk = Walk {
        rules,
        origins: Vec::new(),
        known: ByFingerprint::default(),
        edges: Vec::new(),
        transitions: 0,
        depth: 0,
        made: HashSet::new(),
    };
    let (is_complete, found) = match walk.explore() {
        Ok(is_complete) => (is_complete, None),
        Err(found) => (false, Some(found)),
    };
    let counterexample = match found {
        Some(found) => {
            let trace = trace::to(&walk, found.at, found.last);
            Some(Counterexample { broken: found.broken, trace })
        }
        None => cycles::find(&mut walk),
    };
    Report {
        name: rules.name,
        states: walk.origins.len(),
        transitions: walk.transitions,
        depth: walk.depth,
        elapsed: begun.elapsed(),
        is_complete: is_complete && counterexample.is_none(),
        made: walk.made,
        counterexample,
    }
}

impl Walk<'_> {
    /// Whether everything was seen.
    fn explore(&mut self) -> Result<bool, Found> {
        let mut start = World::start(self.rules);
        start.normalise(self.rules);
        self.known.insert(fingerprint(&start), 0);
        self.origins.push(None);
        let mut frontier = VecDeque::from([(0_u32, 0_u32, start)]);
        let mut is_complete = true;
        while let Some((number, depth, world)) = frontier.pop_front() {
            self.depth = depth;
            if self.rules.depth.is_some_and(|limit| depth >= limit) {
                is_complete = false;
                continue;
            }
            let mut goes_on = false;
            let mut all = Vec::with_capacity(64);
            steps(self.rules, &world, |step| all.push(step));
            for step in all {
                let mut next = world;
                match next.take(self.rules, step) {
                    Ok(()) => {}
                    Err(Stop::Impossible) => continue,
                    Err(Stop::Broken(broken)) => return Err(Found { at: number, last: Some(step), broken }),
                }
                self.made.extend(next.made.iter().flatten());
                next.normalise(self.rules);
                if next == world {
                    continue;
                }
                self.transitions += 1;
                goes_on |= step.fairness() == Fairness::Certain;
                let to = self.number(&next, number, step, || frontier.push_back((u32::MAX, depth + 1, next)));
                if let Some((new, _, _)) = frontier.back_mut().filter(|it| it.0 == u32::MAX) {
                    *new = to;
                }
                if step.fairness() != Fairness::Limited {
                    self.edges.push((number, to));
                }
            }
            if let (false, Err(Stop::Broken(broken))) = (goes_on, world.check_rest()) {
                return Err(Found { at: number, last: None, broken });
            }
        }
        Ok(is_complete)
    }

    /// The number of a world; `is_new` is called for one that was never seen.
    fn number(&mut self, world: &World, from: u32, step: Step, is_new: impl FnOnce()) -> u32 {
        let next = u32::try_from(self.origins.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(fingerprint(world)).or_insert(next);
        if number == next {
            self.origins.push(Some(Origin { from, step }));
            is_new();
        }
        number
    }
}
