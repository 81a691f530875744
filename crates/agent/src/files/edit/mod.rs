//! `edit-files`: text replaced in several files, all or nothing (agent-and-provisioning.md 2.10).
//!
//! First everything is worked out in memory and all problems are collected; then the new contents are staged
//! beside their files, where a full disk shows; only then they take their places. Invariant: an error means
//! that no file was changed.

mod commit;
mod diff;
mod hint;
mod indent;
mod matching;
mod plan;
mod text;

use std::sync::PoisonError;

use ropewalk_wire::agent::{EditFilesRequest, EditFilesResponse, EditedFile};

use super::FileChanges;
use super::error::FileError;
use super::replay::{ReplayError, TokenCall};

/// What is wrong with one part of the request.
#[derive(Debug)]
pub(crate) struct EditProblem {
    /// The JSON path, such as `files[0].edits[2]`.
    pub(crate) field: String,
    /// The problem, for a person or a model.
    pub(crate) message: String,
    /// The file's own problem, when it is not about an edit.
    pub(crate) file: Option<FileError>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditRefused {
    /// The request does not fit the files.
    #[error("{} problems with the edits", .0.len())]
    Problems(Vec<EditProblem>),
    /// The new contents could not be written.
    #[error(transparent)]
    File(#[from] FileError),
    /// A repeated call that cannot be answered.
    #[error(transparent)]
    Replay(#[from] ReplayError),
    /// The one case in which something was changed: a rename failed, and so did the way back.
    #[error("only a part of the edits was written")]
    HalfDone {
        /// The files with their new content.
        written: Vec<String>,
        #[source]
        source: FileError,
    },
}

/// Edits the files, or answers with the record of an earlier call with the same token.
pub(crate) fn edit_files(
    changes: &FileChanges,
    call: Option<&TokenCall>,
    request: &EditFilesRequest,
) -> Result<EditFilesResponse, EditRefused> {
    let _changing = changes.changing.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(call) = call
        && let Some(recorded) = call.recorded(&changes.journal)?
    {
        return Ok(recorded);
    }
    let planned = plan::plan(&request.files).map_err(EditRefused::Problems)?;
    let files = request.include_diff.then(|| {
        let edited = |file: &plan::PlannedFile| EditedFile {
            path: file.given.clone(),
            diff: diff::unified(&file.given, &file.before, &file.after),
        };
        planned.iter().map(edited).collect()
    });
    let answer = EditFilesResponse { files };
    commit::commit(changes, call, planned, &answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests;
