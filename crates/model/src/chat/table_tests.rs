//! The table against the rules of the contract: every cell, every state, every transition.

use std::collections::{BTreeMap, BTreeSet};

use super::super::state::State::{self, A0, A1, E0, E1, I0, I1, N, R0, R1, W, XE0, XE1, XW};
use super::{QueueAfter, Refused, TABLE, Transition, effects, target};

const ALL_TRANSITIONS: [Transition; 23] = [
    Transition::Create,
    Transition::SendMessageQueue,
    Transition::SendMessageInterrupt,
    Transition::EditMessage,
    Transition::DeleteQueuedMessage,
    Transition::ChangeQueuedMessage,
    Transition::PromoteQueuedMessage,
    Transition::Interrupt,
    Transition::CompleteRequiresAction,
    Transition::RequestCompaction,
    Transition::ClearContext,
    Transition::Archive,
    Transition::Unarchive,
    Transition::RecordGenerationAttempt,
    Transition::RecordRetryState,
    Transition::CommitStep,
    Transition::EnterRequiresAction,
    Transition::FinishTurn,
    Transition::FinishInterruption,
    Transition::FinishError,
    Transition::CancelRequiresAction,
    Transition::Acquire,
    Transition::Abandon,
];

/// The contract's table, written a second time in its own compact form: a slip in one shows in the other.
fn contract() -> BTreeMap<Transition, Vec<(State, Vec<State>)>> {
    use Transition as T;
    let same = |states: &[State]| states.iter().map(|s| (*s, vec![*s])).collect::<Vec<_>>();
    let all = |states: &[State], to: State| states.iter().map(|s| (*s, vec![to])).collect::<Vec<_>>();
    BTreeMap::from([
        (T::Create, all(&[N], R0)),
        (
            T::SendMessageQueue,
            [all(&[W, E0], R0), all(&[E1, R0, R1], R1), all(&[I0, I1], I1), all(&[A0, A1], A1)].concat(),
        ),
        (
            T::SendMessageInterrupt,
            [all(&[W, E0], R0), all(&[E1, A0, A1], R1), all(&[R0, R1, I0, I1], I1)].concat(),
        ),
        (T::EditMessage, all(&[W, E0, E1, R0, R1, I0, I1, A0, A1], R0)),
        (
            T::DeleteQueuedMessage,
            vec![(E1, vec![E0, E1]), (R1, vec![R0, R1]), (I1, vec![I0, I1]), (A1, vec![A0, A1])],
        ),
        (T::ChangeQueuedMessage, same(&[E1, R1, I1, A1])),
        (
            T::PromoteQueuedMessage,
            vec![(E1, vec![R0, R1]), (A1, vec![R0, R1]), (R1, vec![I1]), (I1, vec![I1])],
        ),
        (T::Interrupt, vec![(R0, vec![I0]), (R1, vec![I1]), (A0, vec![R0]), (A1, vec![R1])]),
        (T::CompleteRequiresAction, vec![(A0, vec![R0]), (A1, vec![R1])]),
        (T::RequestCompaction, vec![(W, vec![R0]), (E0, vec![R0]), (E1, vec![R1])]),
        (T::ClearContext, all(&[W, E0], W)),
        (T::Archive, vec![(W, vec![XW]), (E0, vec![XE0]), (E1, vec![XE1])]),
        (T::Unarchive, vec![(XW, vec![W]), (XE0, vec![E0]), (XE1, vec![E1])]),
        (T::RecordGenerationAttempt, same(&[R0, R1])),
        (T::RecordRetryState, same(&[R0, R1])),
        (T::CommitStep, same(&[R0, R1])),
        (T::EnterRequiresAction, vec![(R0, vec![A0]), (R1, vec![A1])]),
        (T::FinishTurn, vec![(R0, vec![W]), (R1, vec![R0, R1])]),
        (T::FinishInterruption, vec![(I0, vec![W]), (I1, vec![R0, R1])]),
        (T::FinishError, vec![(R0, vec![E0]), (R1, vec![E1]), (W, vec![E0])]),
        (T::CancelRequiresAction, vec![(A0, vec![R0]), (A1, vec![R1])]),
        (T::Acquire, same(&[R0, R1, I0, I1, A0, A1])),
        (T::Abandon, same(&[W, E0, E1, R0, R1, I0, I1, A0, A1, XW, XE0, XE1])),
    ])
}

#[test]
fn the_table_is_the_contract() {
    let contract = contract();
    for transition in ALL_TRANSITIONS {
        for from in State::ALL {
            let expected: BTreeSet<State> = contract[&transition]
                .iter()
                .filter(|(state, _)| *state == from)
                .flat_map(|(_, to)| to.iter().copied())
                .collect();
            let rows: Vec<_> =
                TABLE.iter().filter(|row| row.transition == transition && row.from == from).collect();
            assert!(rows.len() <= 1, "{transition:?} from {from} stands twice");
            let actual: BTreeSet<State> = rows.iter().flat_map(|row| row.to.iter().copied()).collect();
            assert_eq!(actual, expected, "{transition:?} from {from}");
        }
    }
}

#[test]
fn a_target_is_in_the_row_and_has_the_queue_that_was_said() {
    for transition in ALL_TRANSITIONS {
        for from in State::ALL {
            let row = TABLE.iter().find(|row| row.transition == transition && row.from == from);
            for queue in [QueueAfter::Empty, QueueAfter::NonEmpty] {
                match (row, target(transition, from, queue)) {
                    (None, result) => assert_eq!(result, Err(Refused { transition, from })),
                    (Some(row), Ok(to)) => {
                        assert!(row.to.contains(&to));
                        assert_eq!(to.has_queue(), queue == QueueAfter::NonEmpty);
                    }
                    (Some(row), Err(refused)) => {
                        assert_eq!(refused, Refused { transition, from });
                        assert!(row.to.iter().all(|to| to.has_queue() != (queue == QueueAfter::NonEmpty)));
                    }
                }
            }
        }
    }
}

#[test]
fn effects_follow_the_rules_below_the_table() {
    for row in TABLE {
        let effects = effects(row.transition, row.from).expect("the row exists");
        let leaves_error =
            matches!(row.from, E0 | E1) && row.to.iter().all(|to| !matches!(to, E0 | E1 | XE0 | XE1));
        assert_eq!(effects.clear_error, leaves_error, "rule 2 at {row:?}");
        let leaves_action = matches!(row.from, A0 | A1) && row.to.iter().all(|to| !matches!(to, A0 | A1));
        let by_cancelling = leaves_action && row.transition != Transition::CompleteRequiresAction;
        let inserts_user_message = effects.insert || effects.promote_head;
        assert_eq!(effects.cancel_pending_calls, by_cancelling || inserts_user_message, "rule 1 at {row:?}");
        assert!(!(effects.insert && effects.enqueue), "a message goes to one place: {row:?}");
        if row.to == [W] && !matches!(row.from, W | XW) {
            assert!(effects.clear_retry_state, "an idle chat has no retry: {row:?}");
        }
    }
}

#[test]
fn a_worker_acts_exactly_on_the_states_the_contract_says() {
    let acting: Vec<State> = State::ALL.into_iter().filter(|state| state.needs_worker()).collect();
    assert_eq!(acting, [R0, R1, I0, I1, A0, A1]);
}

#[test]
fn every_valid_combination_of_columns_is_one_state_and_back() {
    let mut seen = BTreeSet::new();
    for status in super::super::Status::ALL {
        for has_queue in [false, true] {
            for archived in [false, true] {
                if let Ok(state) = State::of(status, has_queue, archived) {
                    assert_eq!(state.status(), Some(status));
                    assert_eq!(state.has_queue(), has_queue);
                    assert_eq!(state.is_archived(), archived);
                    assert!(seen.insert(state));
                }
            }
        }
    }
    assert_eq!(seen.len(), State::ALL.len() - 1, "every state but N has exactly one combination");
}

#[test]
fn every_state_is_reachable_and_every_busy_one_can_end() {
    let mut reached = BTreeSet::from([N]);
    while let Some(next) = TABLE
        .iter()
        .filter(|row| reached.contains(&row.from))
        .flat_map(|row| row.to)
        .find(|to| !reached.contains(to))
    {
        reached.insert(*next);
    }
    assert_eq!(reached.len(), State::ALL.len());
    // Only by what workers do by themselves, a busy chat comes to rest.
    let by_worker = [
        Transition::FinishTurn,
        Transition::FinishError,
        Transition::FinishInterruption,
        Transition::CancelRequiresAction,
    ];
    for from in [R0, R1, I0, I1, A0, A1] {
        assert!(TABLE.iter().any(|row| row.from == from && by_worker.contains(&row.transition)), "{from}");
    }
}
