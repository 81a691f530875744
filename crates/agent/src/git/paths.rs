//! Where each chat works: the directories of its processes and of the files that it writes.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ropewalk_model::ChatId;
use ropewalk_tunnel::CallContext;

/// How many chats are remembered; those that were noted first go.
const CHATS_MAX: usize = 200;
/// How many directories of one chat are; the latest stay.
const PATHS_MAX: usize = 32;

/// What is known of one chat.
type Noted = (ChatId, VecDeque<PathBuf>);

/// Clones share what is noted.
#[derive(Clone, Debug, Default)]
pub(crate) struct ChatPaths(Arc<Mutex<VecDeque<Noted>>>);

impl ChatPaths {
    /// A chat works in this directory, and so do the chats that made it.
    pub(crate) fn note(&self, context: &CallContext, directory: &Path) {
        for chat in context.chat_id.iter().chain(&context.ancestors) {
            self.note_of(*chat, directory);
        }
    }

    /// A chat writes this file.
    pub(crate) fn note_file(&self, context: &CallContext, file: &Path) {
        if let Some(directory) = file.parent() {
            self.note(context, directory);
        }
    }

    fn note_of(&self, chat: ChatId, directory: &Path) {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = chats.iter().position(|(id, _)| *id == chat);
        let at = known.unwrap_or_else(|| {
            if chats.len() >= CHATS_MAX {
                chats.pop_front();
            }
            chats.push_back((chat, VecDeque::new()));
            chats.len() - 1
        });
        let Some((_, paths)) = chats.get_mut(at) else { return };
        if paths.iter().any(|it| it == directory) {
            return;
        }
        if paths.len() >= PATHS_MAX {
            paths.pop_front();
        }
        paths.push_back(directory.to_owned());
    }

    /// Where this chat works, in the order of its coming there.
    pub(crate) fn of(&self, chat: ChatId) -> Vec<PathBuf> {
        let chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = chats.iter().find(|(id, _)| *id == chat);
        found.map(|(_, paths)| paths.iter().cloned().collect()).unwrap_or_default()
    }
}

/// How many repositories below a directory are named.
const AROUND_MAX: usize = 16;

/// The directory, and the repositories right below it: where people clone what they work on. Blocks.
pub(crate) fn around(directory: &Path) -> Vec<PathBuf> {
    let mut below: Vec<PathBuf> = std::fs::read_dir(directory)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|it| it.path())
        .filter(|it| it.join(".git").exists())
        .collect();
    below.sort();
    below.truncate(AROUND_MAX);
    below.insert(0, directory.to_owned());
    below
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use ropewalk_model::ChatId;
    use ropewalk_tunnel::CallContext;
    use uuid::Uuid;

    use super::{CHATS_MAX, ChatPaths, PATHS_MAX};

    fn of(chat: u128, parent: Option<u128>) -> CallContext {
        let id = |number: u128| ChatId::from(Uuid::from_u128(number));
        CallContext { chat_id: Some(id(chat)), ancestors: parent.map(id).into_iter().collect() }
    }

    #[test]
    fn a_chat_has_what_it_and_its_agents_touch_and_no_more_than_there_is_room_for() {
        let paths = ChatPaths::default();
        let at = |number: u128| paths.of(Uuid::from_u128(number).into());
        paths.note(&of(1, None), Path::new("/a"));
        paths.note(&of(1, None), Path::new("/a"));
        paths.note_file(&of(2, Some(1)), Path::new("/b/x.rs"));
        assert_eq!(at(1), [PathBuf::from("/a"), PathBuf::from("/b")]);
        assert_eq!(at(2), [PathBuf::from("/b")]);
        paths.note(&CallContext::default(), Path::new("/nobody"));
        for number in 0..=PATHS_MAX {
            paths.note(&of(3, None), Path::new(&format!("/{number}")));
        }
        assert_eq!((at(3).len(), at(3)[0].as_path()), (PATHS_MAX, Path::new("/1")));
        for number in 0..CHATS_MAX {
            paths.note(&of(100 + number as u128, None), Path::new("/a"));
        }
        assert!(at(1).is_empty(), "the first goes");
    }
}
