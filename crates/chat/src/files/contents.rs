//! The bytes of the files that a history names.
//!
//! A step that names files costs one statement for what they are and one for the bytes that are not known yet; a history
//! without files costs none. Files never change, so what was read for one step serves the next ones of the same hold.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use ropewalk_model::FileId;
use ropewalk_model::chat::{ChatFile, Message, Part, Role};
use ropewalk_store::{Store, StoreError};

/// The files of a history: what they are and their bytes. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileContents {
    files: BTreeMap<FileId, (ChatFile, Bytes)>,
}

/// The files that a model is to be shown: those that people attached.
pub(crate) fn named_files<'a>(messages: impl IntoIterator<Item = &'a Message>) -> BTreeSet<FileId> {
    let user = messages.into_iter().filter(|message| message.body.role == Role::User);
    user.flat_map(|message| &message.body.parts).filter_map(file_id).collect()
}

const fn file_id(part: &Part) -> Option<FileId> {
    if let Part::File { file_id, .. } = part { Some(*file_id) } else { None }
}

impl FileContents {
    /// A file, if it is still there.
    pub(crate) fn get(&self, id: FileId) -> Option<(&ChatFile, &Bytes)> {
        self.files.get(&id).map(|(file, content)| (file, content))
    }

    /// Of `wanted`, what they are, in the order of their ids; without their bytes. What is no longer there is left out.
    pub(crate) async fn describe(
        &self,
        store: &Store,
        wanted: &BTreeSet<FileId>,
    ) -> Result<Vec<ChatFile>, StoreError> {
        let unknown: Vec<FileId> = wanted.iter().copied().filter(|id| !self.files.contains_key(id)).collect();
        let mut described: Vec<ChatFile> =
            self.files.values().map(|(file, _)| file).filter(|it| wanted.contains(&it.id)).cloned().collect();
        if !unknown.is_empty() {
            described.extend(store.chat_files(&unknown).await?);
        }
        described.sort_by_key(|file| file.id);
        Ok(described)
    }

    /// Keeps the bytes of exactly `files`, reading those that are not known.
    pub(crate) async fn load(&mut self, store: &Store, files: Vec<ChatFile>) -> Result<(), StoreError> {
        let unknown: Vec<FileId> =
            files.iter().map(|file| file.id).filter(|id| !self.files.contains_key(id)).collect();
        let mut read: BTreeMap<FileId, Bytes> = BTreeMap::new();
        if !unknown.is_empty() {
            let contents = store.chat_file_contents(&unknown).await?;
            read.extend(contents.into_iter().map(|(id, content)| (id, Bytes::from(content))));
        }
        let mut known = std::mem::take(&mut self.files);
        for file in files {
            let content =
                known.remove(&file.id).map(|(_, content)| content).or_else(|| read.remove(&file.id));
            if let Some(content) = content {
                self.files.insert(file.id, (file, content));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
impl FileContents {
    /// For tests of what is made of them.
    pub(crate) fn of(files: impl IntoIterator<Item = (ChatFile, Bytes)>) -> Self {
        Self { files: files.into_iter().map(|(file, content)| (file.id, (file, content))).collect() }
    }
}
