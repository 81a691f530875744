//! The files of the workspace: reading, atomic writing, all-or-nothing edits, directories
//! (agent-and-provisioning.md 2.10). Everything here blocks; handlers call it off the runtime's threads.

mod edit;
mod error;
mod lines;
mod list;
mod path;
mod replay;
mod staged;
mod write;

pub(crate) use edit::{EditProblem, EditRefused, edit_files};
pub(crate) use error::{Doing, FileError};
pub(crate) use lines::read_file_lines;
pub(crate) use list::list_directory;
pub(crate) use path::{absolute, resolve};
pub(crate) use replay::{ReplayError, TokenCall};
pub(crate) use staged::Staged;
pub(crate) use write::{PlaceError, place_written};

use std::sync::{Arc, Mutex};

use crate::journal::Journal;

/// What changes of files share.
#[derive(Clone)]
pub(crate) struct FileChanges {
    pub(crate) journal: Arc<Journal>,
    /// Held while files are changed: an edit never sees the half of another one, and a repeated call finds the
    /// result of the first.
    pub(crate) changing: Arc<Mutex<()>>,
}

impl FileChanges {
    pub(crate) fn new(journal: Arc<Journal>) -> Self {
        Self { journal, changing: Arc::default() }
    }
}
