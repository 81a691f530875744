//! What became of calls that carried a `client_token`, so that a repeated call is answered and not done twice
//! (chat-state-machine.md 6.5). Survives a restart of the agent: one small file per token.
//!
//! Kept are the newest [`ENTRIES_MAX`] entries, as long as they fit in [`BYTES_MAX`] together. An entry that is
//! still open in this run goes last. When the directory cannot be written (a full disk must not keep anybody
//! from running `df`), entries are kept in memory under the same bounds, with a warning.
//!
//! Invariant: a token belongs to one request of one chat. Whoever uses it for another request is refused.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use ropewalk_model::ChatId;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::ProcessId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// How many entries are kept.
const ENTRIES_MAX: usize = 1000;
/// How much all entries may take, in bytes.
const BYTES_MAX: u64 = 64 << 20;

/// What kind of call an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CallKind {
    StartProcess,
    EditFiles,
    WriteFile,
}

/// What is known of one call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) kind: CallKind,
    /// Hash of the request, without its token.
    pub(crate) fingerprint: String,
    /// Who made the call.
    pub(crate) chat_id: Option<ChatId>,
    /// The process, for a start.
    pub(crate) process: Option<ProcessId>,
    pub(crate) state: EntryState,
}

/// How far a call has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EntryState {
    /// Before the effect. Read back after a restart it means: nobody knows how it ended.
    Begun,
    /// New content is ready and is being renamed into place; by their identity one can see which files got it.
    Placing { files: Vec<PlacedFile>, result: serde_json::Value },
    /// Done, with the answer.
    Done { result: serde_json::Value },
}

/// A file with new content: where it waits, where it goes, and its identity, which the rename keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PlacedFile {
    pub(crate) temporary: PathBuf,
    pub(crate) path: PathBuf,
    pub(crate) device: u64,
    pub(crate) inode: u64,
}

/// A token in the name of a chat.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct JournalKey(String);

impl JournalKey {
    /// The key of `token` for the chat of `context`. Chats cannot see each other's tokens.
    pub(crate) fn new(context: &CallContext, token: &str) -> Self {
        let chat = context.chat_id.map(|id| id.to_string()).unwrap_or_default();
        Self(hex::encode(Sha256::digest(format!("{chat}\0{token}"))))
    }
}

/// The token was used for another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this client_token was used for another request")]
pub(crate) struct TokenReused;

/// Hash of a request, to tell whether a token is used for the same one again.
pub(crate) fn fingerprint(parts: &impl Serialize) -> String {
    // Our requests are plain data, which always have a JSON form; were it not so, all would look alike and the
    // token alone would decide.
    hex::encode(Sha256::digest(serde_json::to_vec(parts).unwrap_or_default()))
}

struct Slot {
    bytes: u64,
    order: u64,
    open: bool,
    process: Option<ProcessId>,
    /// The entry itself, when it could not be written.
    held: Option<Entry>,
}

#[derive(Default)]
struct Index {
    slots: HashMap<JournalKey, Slot>,
    order: BTreeMap<u64, JournalKey>,
    bytes: u64,
    next: u64,
}

/// The journal. All calls block on small files.
pub(crate) struct Journal {
    dir: PathBuf,
    index: Mutex<Index>,
}

impl Journal {
    /// Opens the journal in `dir`, with what an earlier run left there.
    pub(crate) fn open(dir: PathBuf) -> Self {
        let mut index = Index::default();
        match read_dir(&dir) {
            Ok(files) => {
                for (key, bytes) in files {
                    if let Some(entry) = read(&dir, &key) {
                        index.put(
                            key,
                            Slot { bytes, order: 0, open: false, process: entry.process, held: None },
                        );
                    }
                }
            }
            Err(error) => {
                tracing::warn!("The journal in {} cannot be read: {}", dir.display(), ErrorChain(&error));
            }
        }
        Self { dir, index: Mutex::new(index) }
    }

    /// What became of the call of this key.
    pub(crate) fn find(
        &self,
        key: &JournalKey,
        kind: CallKind,
        fingerprint: &str,
    ) -> Result<Option<Entry>, TokenReused> {
        match self.entry(key) {
            Some(entry) if entry.kind == kind && entry.fingerprint == fingerprint => Ok(Some(entry)),
            Some(_other) => Err(TokenReused),
            None => Ok(None),
        }
    }

    /// The entry that started this process.
    pub(crate) fn find_process(&self, id: &ProcessId) -> Option<Entry> {
        let key = {
            let index = self.lock();
            index.slots.iter().find(|(_, slot)| slot.process.as_ref() == Some(id)).map(|(key, _)| key.clone())
        };
        self.entry(&key?)
    }

    /// Writes an entry, in place of the one before it.
    pub(crate) fn record(&self, key: &JournalKey, entry: Entry) {
        let json = serde_json::to_vec(&entry).unwrap_or_default();
        let open = !matches!(entry.state, EntryState::Done { .. });
        let process = entry.process.clone();
        let held = match write(&self.dir, key, &json) {
            Ok(()) => None,
            Err(error) => {
                tracing::warn!(
                    "The journal in {} cannot be written, so a repeated call would not be recognised after a \
                     restart of the agent: {}",
                    self.dir.display(),
                    ErrorChain(&error)
                );
                Some(entry)
            }
        };
        let surplus = {
            let mut index = self.lock();
            index.put(key.clone(), Slot { bytes: json.len() as u64, order: 0, open, process, held });
            index.take_surplus()
        };
        for key in surplus {
            remove(&self.dir, &key);
        }
    }

    /// Forgets an entry: its call had no effect.
    pub(crate) fn forget(&self, key: &JournalKey) {
        self.lock().take(key);
        remove(&self.dir, key);
    }

    fn entry(&self, key: &JournalKey) -> Option<Entry> {
        let held = self.lock().slots.get(key)?.held.clone();
        held.or_else(|| read(&self.dir, key))
    }

    fn lock(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Index {
    fn put(&mut self, key: JournalKey, mut slot: Slot) {
        self.take(&key);
        slot.order = self.next;
        self.next += 1;
        self.bytes += slot.bytes;
        self.order.insert(slot.order, key.clone());
        self.slots.insert(key, slot);
    }

    fn take(&mut self, key: &JournalKey) {
        if let Some(slot) = self.slots.remove(key) {
            self.order.remove(&slot.order);
            self.bytes -= slot.bytes;
        }
    }

    /// Takes out what is too much: the oldest closed entries first, then the oldest.
    fn take_surplus(&mut self) -> Vec<JournalKey> {
        let mut surplus = Vec::new();
        while self.slots.len() > ENTRIES_MAX || (self.bytes > BYTES_MAX && self.slots.len() > 1) {
            let is_closed = |key: &&JournalKey| self.slots.get(*key).is_some_and(|slot| !slot.open);
            let oldest = self.order.values().find(is_closed).or_else(|| self.order.values().next());
            let Some(key) = oldest.cloned() else { break };
            self.take(&key);
            surplus.push(key);
        }
        surplus
    }
}

fn path(dir: &Path, key: &JournalKey) -> PathBuf {
    dir.join(format!("{}.json", key.0))
}

/// Keys and sizes, oldest first.
fn read_dir(dir: &Path) -> io::Result<Vec<(JournalKey, u64)>> {
    fs::create_dir_all(dir)?;
    let mut files: Vec<(SystemTime, JournalKey, u64)> = Vec::new();
    for file in fs::read_dir(dir)? {
        let file = file?;
        let name = file.file_name();
        let Some(key) = name.to_str().and_then(|name| name.strip_suffix(".json")) else { continue };
        let metadata = file.metadata()?;
        files.push((metadata.modified()?, JournalKey(key.to_owned()), metadata.len()));
    }
    files.sort_by_key(|(modified, ..)| *modified);
    Ok(files.into_iter().map(|(_, key, bytes)| (key, bytes)).collect())
}

/// A file that is missing or cannot be read is no entry.
fn read(dir: &Path, key: &JournalKey) -> Option<Entry> {
    serde_json::from_slice(&fs::read(path(dir, key)).ok()?).ok()
}

fn write(dir: &Path, key: &JournalKey, json: &[u8]) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(json)?;
    file.persist(path(dir, key))?;
    Ok(())
}

/// A file that cannot be removed stays as an entry of the next run, which is harmless.
fn remove(dir: &Path, key: &JournalKey) {
    let _stays = fs::remove_file(path(dir, key));
}

#[cfg(test)]
#[path = "journal_tests.rs"]
mod tests;
