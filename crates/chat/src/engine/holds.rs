//! The chats that this replica's worker holds, for those who must know without asking it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use ropewalk_model::{ChatId, RunnerId};

/// The runners that live, with their chats. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Holds(Arc<Mutex<HashMap<RunnerId, ChatId>>>);

impl Holds {
    fn with<T>(&self, look: impl FnOnce(&mut HashMap<RunnerId, ChatId>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A runner begins.
    pub(crate) fn add(&self, runner: RunnerId, chat: ChatId) {
        self.with(|holds| holds.insert(runner, chat));
    }

    /// A runner has ended.
    pub(crate) fn remove(&self, runner: RunnerId) {
        self.with(|holds| holds.remove(&runner));
    }

    /// All of them.
    pub(crate) fn list(&self) -> Vec<(RunnerId, ChatId)> {
        self.with(|holds| holds.iter().map(|(runner, chat)| (*runner, *chat)).collect())
    }
}
