//! The check can fail: with each guarded rule broken, it finds the harm, and says how it comes about.

#![expect(clippy::print_stdout, reason = "the way to the harm is the result")]

use ropewalk_modelcheck::{Fault, Property, Rules, walk};

fn finds(rules: Rules, fault: Fault, property: Property) {
    let report = walk(&rules.with(fault));
    println!("{report}");
    let found = report.counterexample.expect("the fault is found");
    assert_eq!(found.broken.property, property, "{}", found.trace);
    assert!(found.trace.contains("\n  1. "), "a numbered way: {}", found.trace);
}

#[test]
fn tasks_without_a_fence() {
    finds(Rules::replicas(0), Fault::NoFence, Property::NoStaleCommit);
}

#[test]
fn a_fence_without_the_try() {
    finds(Rules::replicas(0), Fault::FenceWithoutTry, Property::NoStaleCommit);
}

#[test]
fn a_commit_without_the_lock() {
    finds(Rules::queue(0), Fault::CommitWithoutLock, Property::NoStaleCommit);
}

#[test]
fn no_synthetic_results() {
    finds(Rules::queue(0), Fault::NoSyntheticResults, Property::NoDanglingCall);
}

#[test]
fn a_lost_wake_up() {
    finds(Rules::wakes(0), Fault::LostWake, Property::NoStuckChat);
}

#[test]
fn no_ticker_under_lost_notifications() {
    finds(Rules::replicas(0), Fault::NoTicker, Property::NoStuckChat);
}

#[test]
fn old_notifications_taken_for_new() {
    finds(Rules::notifications(0), Fault::NoWatermark, Property::NoEndlessRun);
}

#[test]
fn a_new_runner_that_believes_what_was_before_it() {
    finds(Rules::notifications(0), Fault::NewRunnerWithoutWatermark, Property::NoEndlessRun);
}

#[test]
fn a_new_key_for_a_call_that_was_started() {
    finds(Rules::tools(0), Fault::NewKeyOnTakeover, Property::OneEffectPerCall);
}

#[test]
fn tools_without_a_ledger() {
    finds(Rules::tools(0), Fault::NoLedger, Property::OneEffectPerCall);
}

#[test]
fn a_promoted_message_that_stays_in_the_queue() {
    finds(Rules::queue(0), Fault::PromotedMessageStays, Property::NoMessageLost);
}
