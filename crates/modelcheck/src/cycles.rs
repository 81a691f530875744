//! Runs without an end: cycles of steps that cost no budget.
//!
//! A cycle is harmless when no fair run can stay in it: when some certain step is possible in every world of its
//! component and always leads out of it. (An old notification may come again and again, but not for ever before a
//! reading that is under way.) A component without such a step holds a fair run that never rests: it makes every step
//! that stays inside again and again.

use std::collections::HashSet;

use crate::broken::{Broken, Property};
use crate::fingerprint::fingerprint;
use crate::step::{Fairness, Step, steps};
use crate::trace;
use crate::walk::{Counterexample, Walk};
use crate::world::World;

/// The first endless fair run, if there is one.
pub(crate) fn find(walk: &mut Walk<'_>) -> Option<Counterexample> {
    walk.edges.sort_unstable();
    walk.edges.dedup();
    let remaining = worlds_on_or_behind_cycles(walk);
    for component in components(walk, &remaining) {
        if !is_left(walk, &component) {
            let around = cycle_in(walk, &component)?;
            let length = around.len() - 1;
            let detail = format!(
                "{length} steps lead back to where they began, without a new request or disturbance, and nothing that is \
                 certain to happen leads out"
            );
            let broken = Broken { property: Property::NoEndlessRun, detail };
            return Some(Counterexample { broken, trace: trace::around(walk, &around) });
        }
    }
    None
}

fn edges_of<'a>(walk: &'a Walk<'_>, from: u32) -> &'a [(u32, u32)] {
    let begin = walk.edges.partition_point(|edge| edge.0 < from);
    let length = walk.edges[begin..].iter().take_while(|edge| edge.0 == from).count();
    &walk.edges[begin..begin + length]
}

/// Worlds are taken away as long as any has no step left that leads to it.
fn worlds_on_or_behind_cycles(walk: &Walk<'_>) -> Vec<bool> {
    let mut incoming = vec![0_u32; walk.origins.len()];
    for (_, to) in &walk.edges {
        incoming[*to as usize] += 1;
    }
    let mut free: Vec<u32> =
        (0..).zip(&incoming).filter(|(_, count)| **count == 0).map(|(it, _)| it).collect();
    while let Some(number) = free.pop() {
        for (_, to) in edges_of(walk, number) {
            incoming[*to as usize] -= 1;
            if incoming[*to as usize] == 0 {
                free.push(*to);
            }
        }
    }
    incoming.into_iter().map(|count| count > 0).collect()
}

/// The strongly connected components of more than one world (Tarjan's way, without recursion).
fn components(walk: &Walk<'_>, remaining: &[bool]) -> Vec<Vec<u32>> {
    const NEW: u32 = u32::MAX;
    let mut order = vec![NEW; remaining.len()];
    let mut low = vec![0_u32; remaining.len()];
    let mut is_open = vec![false; remaining.len()];
    let (mut next, mut open, mut found) = (0_u32, Vec::new(), Vec::new());
    for (root, _) in (0_u32..).zip(remaining).filter(|(_, is_in)| **is_in) {
        if order[root as usize] != NEW {
            continue;
        }
        let mut path = vec![(root, 0_usize)];
        while let Some((at, place)) = path.pop() {
            if place == 0 {
                (order[at as usize], low[at as usize]) = (next, next);
                next += 1;
                open.push(at);
                is_open[at as usize] = true;
            }
            let of = edges_of(walk, at);
            let mut goes_down = None;
            for (offset, (_, to)) in of.iter().enumerate().skip(place) {
                if !remaining[*to as usize] {
                    continue;
                }
                if order[*to as usize] == NEW {
                    goes_down = Some((offset, *to));
                    break;
                }
                if is_open[*to as usize] {
                    low[at as usize] = low[at as usize].min(low[*to as usize]);
                }
            }
            if let Some((offset, to)) = goes_down {
                // Looked at again on the way back: the child's number is taken over then.
                path.push((at, offset.max(1)));
                path.push((to, 0));
                continue;
            }
            for (_, to) in of.iter().filter(|(_, to)| is_open[*to as usize]) {
                low[at as usize] = low[at as usize].min(low[*to as usize]);
            }
            if low[at as usize] == order[at as usize] {
                let from = open.iter().rposition(|it| *it == at).unwrap_or(0);
                let component = open.split_off(from);
                component.iter().for_each(|it| is_open[*it as usize] = false);
                if component.len() > 1 {
                    found.push(component);
                }
            }
        }
    }
    found
}

/// Whether every fair run leaves the component.
fn is_left(walk: &Walk<'_>, component: &[u32]) -> bool {
    let inside: HashSet<u32> = component.iter().copied().collect();
    let mut seen = HashSet::from([component[0]]);
    let mut open: Vec<World> = vec![trace::world(walk, component[0])];
    // Certain steps that are possible everywhere so far, and those that were seen to stay inside.
    let mut everywhere: Option<Vec<Step>> = None;
    let mut staying: Vec<Step> = Vec::new();
    while let Some(world) = open.pop() {
        let mut here = Vec::new();
        steps(walk.rules, &world, |step| {
            let mut next = world;
            if step.fairness() == Fairness::Limited || next.take(walk.rules, step).is_err() {
                return;
            }
            next.normalise(walk.rules);
            let Some(to) = walk.known.get(&fingerprint(&next)).filter(|_| next != world) else { return };
            let stays = inside.contains(to);
            if step.fairness() == Fairness::Certain {
                here.push(step);
                if stays && !staying.contains(&step) {
                    staying.push(step);
                }
            }
            if stays && seen.insert(*to) {
                open.push(next);
            }
        });
        match &mut everywhere {
            None => everywhere = Some(here),
            Some(everywhere) => everywhere.retain(|step| here.contains(step)),
        }
    }
    everywhere.into_iter().flatten().any(|step| !staying.contains(&step))
}

/// A way inside the component that ends where it begins.
fn cycle_in(walk: &Walk<'_>, component: &[u32]) -> Option<Vec<u32>> {
    let inside: HashSet<u32> = component.iter().copied().collect();
    let mut way = vec![*component.first()?];
    loop {
        let at = *way.last()?;
        let (_, to) = edges_of(walk, at).iter().find(|(_, to)| inside.contains(to))?;
        let met = way.iter().position(|it| it == to);
        way.push(*to);
        if let Some(met) = met {
            return Some(way.split_off(met));
        }
    }
}
