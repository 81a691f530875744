//! The program as it is. Each walk is a test of its own, so that they run side by side.
//!
//! `ROPEWALK_MODEL_CHECK_DEPTH=1` (and more) walks deeper, as `cargo xtask model-check --depth 1` does.

#![expect(clippy::print_stdout, reason = "the numbers of a walk are its result")]

use std::collections::HashSet;

use ropewalk_model::chat::{State, TABLE, Transition as T};
use ropewalk_modelcheck::{Report, Rules, walk};

fn holds(make: fn(u8) -> Rules) -> Report {
    let more = std::env::var("ROPEWALK_MODEL_CHECK_DEPTH")
        .ok()
        .map_or(0, |text| text.parse().expect("ROPEWALK_MODEL_CHECK_DEPTH is a small number"));
    let report = walk(&make(more));
    println!("{report}");
    assert!(report.counterexample.is_none() && report.is_complete, "{report}");
    assert!(report.states > 10_000, "the walk ended where it began: {report}");
    report
}

/// The rows of the table that clients and workers use in a walk without crashes: all but these.
fn is_elsewhere(transition: T, from: State) -> bool {
    match transition {
        // Before the walk begins.
        T::Create => true,
        // Nothing in the program fails a chat that rests.
        T::FinishError => from == State::W,
        // A chat that works is let go of only by a server that stops: see the walk of the replicas.
        T::Abandon => from.needs_worker(),
        // A chat that waits for its client is taken by a second server: see the walk of the tools.
        T::Acquire => matches!(from, State::A0 | State::A1),
        T::SendMessageQueue
        | T::SendMessageInterrupt
        | T::EditMessage
        | T::DeleteQueuedMessage
        | T::ChangeQueuedMessage
        | T::PromoteQueuedMessage
        | T::Interrupt
        | T::CompleteRequiresAction
        | T::RequestCompaction
        | T::ClearContext
        | T::Archive
        | T::Unarchive
        | T::RecordGenerationAttempt
        | T::RecordRetryState
        | T::CommitStep
        | T::EnterRequiresAction
        | T::FinishTurn
        | T::FinishInterruption
        | T::CancelRequiresAction => false,
    }
}

#[test]
fn clients_and_a_full_queue_break_nothing_and_use_the_whole_table() {
    let made = holds(Rules::queue).made;
    let unused: HashSet<_> = TABLE
        .iter()
        .flat_map(|row| row.to.iter().map(|to| (row.transition, row.from, *to)))
        .filter(|(transition, from, _)| !is_elsewhere(*transition, *from))
        .filter(|cell| !made.contains(cell))
        .collect();
    assert!(unused.is_empty(), "never made: {unused:?}");
}

#[test]
fn crashes_during_tools_break_nothing() {
    let made = holds(Rules::tools).made;
    assert!(
        made.contains(&(T::Acquire, State::A0, State::A0)),
        "a chat that waits for its client is taken over"
    );
}

#[test]
fn replicas_that_come_and_go_break_nothing() {
    let made = holds(Rules::replicas).made;
    for state in [State::R0, State::R1, State::I0, State::I1] {
        assert!(made.contains(&(T::Abandon, state, state)), "a stopping server lets go of a chat in {state}");
    }
}

#[test]
fn no_wake_up_is_lost_that_only_a_ticker_would_find() {
    holds(Rules::wakes);
}

#[test]
fn old_notifications_break_nothing() {
    holds(Rules::notifications);
}
