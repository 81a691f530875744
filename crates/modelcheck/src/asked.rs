//! The program's own table, asked once per cell and remembered: the walk asks some ten million times, and the table is
//! searched from its beginning each time.

use std::array::from_fn;
use std::sync::OnceLock;

use ropewalk_model::chat::{self, Effects, QueueAfter, Refused, State, TABLE, Transition};

/// The number of transitions; the last one is [`Transition::Abandon`].
const TRANSITIONS: usize = Transition::Abandon as usize + 1;
const STATES: usize = State::ALL.len();

struct Cell {
    effects: Result<Effects, Refused>,
    /// With an empty queue after it, and with another.
    target: [Result<State, Refused>; 2],
}

type Cells = [[Option<Cell>; STATES]; TRANSITIONS];

static CELLS: OnceLock<Box<Cells>> = OnceLock::new();

/// Only rows of the table are asked for; a cell without a row is a refusal.
fn cells() -> &'static Cells {
    CELLS.get_or_init(|| {
        let mut cells: Box<Cells> = Box::new(from_fn(|_| from_fn(|_| None)));
        for row in TABLE {
            let target = |after| chat::target(row.transition, row.from, after);
            cells[row.transition as usize][row.from as usize] = Some(Cell {
                effects: chat::effects(row.transition, row.from),
                target: [target(QueueAfter::Empty), target(QueueAfter::NonEmpty)],
            });
        }
        cells
    })
}

fn cell(transition: Transition, from: State) -> Result<&'static Cell, Refused> {
    cells()[transition as usize][from as usize].as_ref().ok_or(Refused { transition, from })
}

/// [`chat::effects`].
pub(crate) fn effects(transition: Transition, from: State) -> Result<Effects, Refused> {
    cell(transition, from)?.effects
}

/// [`chat::target`].
pub(crate) fn target(transition: Transition, from: State, after: QueueAfter) -> Result<State, Refused> {
    cell(transition, from)?.target[usize::from(after == QueueAfter::NonEmpty)]
}
