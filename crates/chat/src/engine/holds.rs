//! The slots of this replica's worker: how many chats it may hold, and which it does.
//!
//! A slot is reserved before a chat is taken, and freed when its [`Slot`] is dropped, however its runner ended. Who takes a chat is either
//! a look of the worker or the message that makes the chat runnable.
//!
//! A chat that waits for chats that it made lends its slot to them meanwhile ([`Holds::lend`]): else chats that wait could take all the slots
//! that those they wait for need.
//!
//! What must stay true: there are never more slots than the limit, but for those of chats that wait in this way, and for as long as it takes
//! such chats to end a wait; a message takes none while chats wait for one, because the
//! look that takes those is fair and a message is not (chat-state-machine.md 6.2).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ropewalk_model::{ChatId, Entropy, RunnerId};
use tokio::sync::Notify;

/// The slots that are taken, with the chats of those that run. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Holds(Arc<Shared>);

struct Shared {
    limit: usize,
    slots: Mutex<Slots>,
    freed: Notify,
}

#[derive(Default)]
struct Slots {
    /// `None`: reserved for a chat that is about to be taken.
    taken: HashMap<RunnerId, Option<ChatId>>,
    /// How many of them are lent: the limit is so much higher.
    lent: usize,
    /// The last look found no slot for all that waited, as far as it could see.
    is_short: bool,
}

impl Holds {
    /// None is taken.
    pub(crate) fn new(limit: usize) -> Self {
        let (slots, freed) = (Mutex::default(), Notify::new());
        Self(Arc::new(Shared { limit, slots, freed }))
    }

    fn slots(&self) -> MutexGuard<'_, Slots> {
        // No panic can leave the map half-changed.
        self.0.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn slot(&self, slots: &mut Slots, runner: RunnerId) -> Slot {
        slots.taken.insert(runner, None);
        Slot { holds: self.clone(), runner }
    }

    /// A slot for one chat; none when all are taken, or others wait.
    pub(crate) fn reserve(&self, entropy: &dyn Entropy) -> Option<Slot> {
        let mut slots = self.slots();
        let is_free = !slots.is_short && slots.taken.len() < self.0.limit + slots.lent;
        is_free.then(|| self.slot(&mut slots, entropy.uuid().into()))
    }

    /// All slots that are free, for a look; [`Holds::looked`] follows.
    pub(crate) fn reserve_free(&self, entropy: &dyn Entropy) -> Vec<Slot> {
        let mut slots = self.slots();
        let free = (self.0.limit + slots.lent).saturating_sub(slots.taken.len());
        (0..free).map(|_| self.slot(&mut slots, entropy.uuid().into())).collect()
    }

    /// Whether there may be chats for which a look found no slot. They are looked for when one is freed.
    pub(crate) fn looked(&self, is_short: bool) {
        self.slots().is_short = is_short;
    }

    /// Waits until a slot is free that the worker may have use for; one that came free while nobody waited counts.
    pub(crate) async fn freed(&self) {
        self.0.freed.notified().await;
    }

    /// The ids of all runners that live or are about to.
    pub(crate) fn runners(&self) -> Vec<RunnerId> {
        self.slots().taken.keys().copied().collect()
    }

    /// The chats that runners hold.
    pub(crate) fn chats(&self) -> Vec<ChatId> {
        self.slots().taken.values().filter_map(|it| *it).collect()
    }

    /// Whether no slot is free.
    pub(crate) fn are_taken(&self) -> bool {
        let slots = self.slots();
        slots.taken.len() >= self.0.limit + slots.lent
    }

    /// Lends one slot to others until what is returned is dropped.
    pub(crate) fn lend(&self) -> LentSlot {
        let mut slots = self.slots();
        slots.lent += 1;
        if slots.is_short {
            self.0.freed.notify_one();
        }
        drop(slots);
        LentSlot { holds: self.clone() }
    }
}

/// A slot that is lent; dropping it takes it back.
pub(crate) struct LentSlot {
    holds: Holds,
}

impl Drop for LentSlot {
    fn drop(&mut self) {
        let mut slots = self.holds.slots();
        slots.lent = slots.lent.saturating_sub(1);
    }
}

/// One slot, and the id of the runner that it is for. Dropping it frees the slot.
pub(crate) struct Slot {
    holds: Holds,
    runner: RunnerId,
}

impl Slot {
    /// The runner that it is for.
    pub(crate) const fn runner_id(&self) -> RunnerId {
        self.runner
    }

    /// The runner has taken `chat`.
    pub(crate) fn hold(&self, chat: ChatId) {
        self.holds.slots().taken.insert(self.runner, Some(chat));
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut slots = self.holds.slots();
        let held = slots.taken.remove(&self.runner).flatten();
        // A chat that is let go of may have to be taken again.
        if held.is_some() || slots.is_short {
            self.holds.0.freed.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use ropewalk_model::{ChatId, SystemEntropy};

    use super::Holds;

    #[test]
    fn no_more_slots_than_the_limit_and_none_past_those_who_wait() {
        let holds = Holds::new(2);
        let first = holds.reserve(&SystemEntropy).expect("a slot");
        first.hold(ChatId::NIL);
        let looked = holds.reserve_free(&SystemEntropy);
        assert_eq!((looked.len(), holds.are_taken()), (1, true));
        assert!(holds.reserve(&SystemEntropy).is_none(), "the look has the other one");
        drop(looked);
        assert!(holds.freed().now_or_never().is_none(), "a slot that nobody missed wakes nobody");

        holds.looked(true);
        assert!(holds.reserve(&SystemEntropy).is_none(), "others wait");
        holds.looked(false);
        let second = holds.reserve(&SystemEntropy).expect("nobody waits any more");
        assert_eq!((holds.runners().len(), holds.chats()), (2, vec![ChatId::NIL]));
        holds.looked(true);
        drop(second);
        assert!(holds.freed().now_or_never().is_some(), "somebody missed it");
        holds.looked(false);
        drop(first);
        assert!(holds.freed().now_or_never().is_some(), "a chat was let go of");
        assert_eq!(holds.runners(), []);
    }

    #[test]
    fn who_waits_for_others_lends_them_a_slot() {
        let holds = Holds::new(1);
        let parent = holds.reserve(&SystemEntropy).expect("a slot");
        parent.hold(ChatId::NIL);
        holds.looked(true);
        let lent = holds.lend();
        assert!(holds.freed().now_or_never().is_some(), "others wait for it");
        assert!(!holds.are_taken());
        assert_eq!(holds.reserve_free(&SystemEntropy).len(), 1);
        holds.looked(false);
        let child = holds.reserve(&SystemEntropy).expect("the parent's");
        assert!(holds.reserve(&SystemEntropy).is_none());
        drop(lent);
        assert!(holds.are_taken(), "one more than the limit, until one ends");
        drop(child);
        assert!(holds.reserve(&SystemEntropy).is_none());
        drop(parent);
        assert!(holds.reserve(&SystemEntropy).is_some());
    }
}
