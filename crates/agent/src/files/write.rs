//! `write-file`: the last step, when the whole content is staged.

use std::sync::PoisonError;

use ropewalk_wire::agent::AgentMessage;

use super::FileChanges;
use super::error::FileError;
use super::replay::{ReplayError, TokenCall};
use super::staged::Staged;

/// Why a written file was not put into place.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlaceError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

/// Puts `staged` into place, or answers with the record of an earlier call with the same token.
pub(crate) fn place_written(
    changes: &FileChanges,
    call: Option<&TokenCall>,
    staged: Staged,
    answer: AgentMessage,
) -> Result<AgentMessage, PlaceError> {
    let _changing = changes.changing.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(call) = call else {
        staged.place()?;
        return Ok(answer);
    };
    if let Some(recorded) = call.recorded(&changes.journal)? {
        return Ok(recorded);
    }
    call.placing(&changes.journal, vec![staged.identity()?], &answer);
    if let Err(error) = staged.place() {
        call.undone(&changes.journal);
        return Err(error.into());
    }
    call.done(&changes.journal, &answer);
    Ok(answer)
}
