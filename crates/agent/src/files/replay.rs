//! A repeated call that changes files: is the change done, not done, or half done? (chat-state-machine.md 6.5)
//!
//! Before the renames the journal holds which new files are about to be placed. A rename keeps a file's
//! identity and takes away its old name, so after a crash one can see which of them happened, even if the
//! target was changed again since.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use ropewalk_model::ChatId;

use crate::journal::{CallKind, Entry, EntryState, Journal, JournalKey, PlacedFile, TokenReused};

/// A call that changes files, with its token.
pub(crate) struct TokenCall {
    pub(crate) key: JournalKey,
    pub(crate) kind: CallKind,
    pub(crate) fingerprint: String,
    pub(crate) chat_id: Option<ChatId>,
}

/// Why a repeated call cannot be answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReplayError {
    #[error(transparent)]
    TokenReused(#[from] TokenReused),
    #[error(transparent)]
    Interrupted(#[from] Interrupted),
}

/// The agent was stopped between two renames of one call.
#[derive(Debug, thiserror::Error)]
#[error("the agent was stopped while this change was made; written: {written:?}, not written: {unwritten:?}")]
pub(crate) struct Interrupted {
    pub(crate) written: Vec<PathBuf>,
    pub(crate) unwritten: Vec<PathBuf>,
}

impl TokenCall {
    /// The recorded answer; `None` when the call has had no effect yet.
    pub(super) fn recorded<A: DeserializeOwned>(&self, journal: &Journal) -> Result<Option<A>, ReplayError> {
        let Some(entry) = journal.find(&self.key, self.kind, &self.fingerprint)? else { return Ok(None) };
        let result = match entry.state {
            EntryState::Begun => return Ok(None),
            EntryState::Done { result } => result,
            EntryState::Placing { files, result } => {
                let (written, waiting): (Vec<_>, Vec<_>) = files.into_iter().partition(is_placed);
                for file in &waiting {
                    // Left by the agent that was stopped; the call is made again from the beginning.
                    let _gone = fs::remove_file(&file.temporary);
                }
                if written.is_empty() {
                    return Ok(None);
                }
                if !waiting.is_empty() {
                    let paths = |files: Vec<PlacedFile>| files.into_iter().map(|file| file.path).collect();
                    return Err(Interrupted { written: paths(written), unwritten: paths(waiting) }.into());
                }
                result
            }
        };
        // An answer that cannot be read back was not written by this program: the call is made again.
        Ok(serde_json::from_value(result).ok())
    }

    /// Notes that `files` are about to be placed.
    pub(super) fn placing(&self, journal: &Journal, files: Vec<PlacedFile>, answer: &impl Serialize) {
        let result = serde_json::to_value(answer).unwrap_or_default();
        journal.record(&self.key, self.entry(EntryState::Placing { files, result }));
    }

    /// Notes that the call is done.
    pub(super) fn done(&self, journal: &Journal, answer: &impl Serialize) {
        let result = serde_json::to_value(answer).unwrap_or_default();
        journal.record(&self.key, self.entry(EntryState::Done { result }));
    }

    /// Notes that the call had no effect.
    pub(super) fn undone(&self, journal: &Journal) {
        journal.forget(&self.key);
    }

    fn entry(&self, state: EntryState) -> Entry {
        Entry {
            kind: self.kind,
            fingerprint: self.fingerprint.clone(),
            chat_id: self.chat_id,
            process: None,
            state,
        }
    }
}

fn is_placed(file: &PlacedFile) -> bool {
    let is_it = |path: &PathBuf| {
        fs::symlink_metadata(path)
            .is_ok_and(|metadata| metadata.dev() == file.device && metadata.ino() == file.inode)
    };
    is_it(&file.path) || !is_it(&file.temporary)
}
