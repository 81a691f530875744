//! What one subscriber has been told, and what it must be told next. Pure: snapshots and parts go in, events come out.
//!
//! What must stay true: whatever the notifications did (dropped, doubled, reordered), after a sync the subscriber knows
//! exactly what the snapshot holds; parts reach it without gap and without double.

use ropewalk_model::chat::{Chat, ChatError, Episode, Message, Status};
use ropewalk_model::{MessageId, WorkerId};
use ropewalk_store::chats::{ChatSnapshot, ChatUpdate, SnapshotMessages};

use super::ChatEvent;
use crate::parts::EpisodePart;

/// What a subscriber knows.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    after_id: MessageId,
    /// None before the first sync that worked.
    known: Option<Known>,
    /// The number that the next part of the episode has.
    next_seq: u64,
}

#[derive(Clone, Debug)]
struct Known {
    snapshot: i64,
    history: i64,
    queue: i64,
    retry_state: i64,
    status: Status,
    error: Option<ChatError>,
    episode: (i64, i64),
}

/// What the stream's feed of parts must point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// Who holds the chat.
    pub(crate) owner: WorkerId,
    /// The try that is made.
    pub(crate) episode: Episode,
}

/// Whether a snapshot could be told.
#[derive(Debug)]
pub(crate) enum Told {
    /// Yes, by these events.
    Events(Vec<ChatEvent>),
    /// No: messages were deleted, and the subscriber needs all that are left.
    NeedsAll,
}

impl Local {
    /// A subscriber that knows the messages up to `after_id`.
    pub(crate) const fn new(after_id: MessageId) -> Self {
        Self { after_id, known: None, next_seq: 1 }
    }

    /// Whether `hint` shows anything new.
    pub(crate) fn is_news(&self, hint: &ChatUpdate) -> bool {
        self.known.as_ref().is_none_or(|known| hint.snapshot_version > known.snapshot)
    }

    /// Which messages the next sync needs.
    pub(crate) fn wants(&self) -> SnapshotMessages {
        match &self.known {
            None => SnapshotMessages::After(self.after_id),
            Some(known) => SnapshotMessages::ChangedSince(known.history),
        }
    }

    /// What is emitted when the first read failed: the authorised row's word, until the next event corrects it.
    pub(crate) fn fall_back(chat: &Chat) -> Vec<ChatEvent> {
        vec![ChatEvent::Status(chat.status)]
    }

    /// Tells what [`Self::wants`] read.
    pub(crate) fn sync(&mut self, snapshot: ChatSnapshot) -> Told {
        if self.known.is_some() && snapshot.messages.iter().any(|message| message.deleted) {
            return Told::NeedsAll;
        }
        Told::Events(self.tell(snapshot, Vec::new()))
    }

    /// Tells a snapshot of all messages after some were deleted.
    pub(crate) fn sync_all(&mut self, snapshot: ChatSnapshot) -> Vec<ChatEvent> {
        self.tell(snapshot, vec![ChatEvent::HistoryReset])
    }

    /// In the order of the contract: messages, queue, status, error, required action, retry state, preview reset.
    fn tell(&mut self, snapshot: ChatSnapshot, mut events: Vec<ChatEvent>) -> Vec<ChatEvent> {
        let ChatSnapshot { chat, messages, queue, required_calls } = snapshot;
        let versions = chat.versions;
        let known = self.known.take();
        if known.as_ref().is_some_and(|known| known.snapshot > versions.snapshot) {
            // Two reads overtook one another; what is known is newer.
            self.known = known;
            return events;
        }
        let shown = |message: &Message| !message.deleted && message.body.visibility.is_for_user();
        events
            .extend(messages.into_iter().filter(shown).map(|message| ChatEvent::Message(Box::new(message))));
        let is_first = known.is_none();
        // A client that comes back with a cursor may still show what waited when it was cut off, so it is told of an empty
        // queue too; for a new client, none is told (chats-api.md 3.3).
        let comes_back = self.after_id > MessageId(0);
        if known.as_ref().map_or(comes_back || !queue.is_empty(), |known| known.queue != versions.queue) {
            events.push(ChatEvent::QueueUpdate(queue));
        }
        if known.as_ref().is_none_or(|known| known.status != chat.status) {
            events.push(ChatEvent::Status(chat.status));
        }
        if let Some(error) = &chat.last_error
            && known.as_ref().is_none_or(|known| known.error.as_ref() != Some(error))
        {
            events.push(ChatEvent::Error(error.clone()));
        }
        if !required_calls.is_empty() && known.as_ref().is_none_or(|known| known.status != chat.status) {
            events.push(ChatEvent::ActionRequired(required_calls));
        }
        let retries_anew = known.as_ref().is_none_or(|known| known.retry_state != versions.retry_state);
        let retry = chat.retry_state.as_ref().filter(|_| retries_anew);
        if let Some(retry) = retry {
            events.push(ChatEvent::Retry(retry.clone()));
        }
        let episode = (versions.history, versions.generation_attempt);
        let is_new_episode = known.as_ref().is_some_and(|known| known.episode != episode);
        // A failed try's parts are thrown away when its retry is announced (chat-engine.md ER-15), and what a turn that is
        // over has shown without storing it goes too. A chat without an owner keeps its preview until the next try.
        let is_saying =
            matches!(chat.status, Status::Running | Status::Interrupting) && chat.retry_state.is_none();
        let drops_parts = self.next_seq > 1 && !is_saying;
        if is_new_episode || (drops_parts && !is_first) {
            let (history_version, generation_attempt) = episode;
            events.push(ChatEvent::PreviewReset { history_version, generation_attempt });
        }
        if is_first || is_new_episode || drops_parts {
            self.next_seq = 1;
        }
        self.known = Some(Known {
            snapshot: versions.snapshot,
            history: versions.history,
            queue: versions.queue,
            retry_state: versions.retry_state,
            status: chat.status,
            error: chat.last_error,
            episode,
        });
        events
    }

    /// Where parts come from for a chat that is in this state; none while nothing is being said.
    pub(crate) fn pointer(chat: &Chat) -> Option<Pointer> {
        let is_saying = matches!(chat.status, Status::Running | Status::Interrupting)
            && chat.versions.generation_attempt > 0
            && chat.retry_state.is_none();
        let owner = chat.worker_id.filter(|_| is_saying)?;
        let episode = Episode {
            chat_id: chat.id,
            history_version: chat.versions.history,
            generation_attempt: chat.versions.generation_attempt,
        };
        Some(Pointer { owner, episode })
    }

    /// The event of a part, when it is exactly the next of the current episode.
    pub(crate) fn part(&mut self, part: EpisodePart) -> Option<ChatEvent> {
        let current = self.known.as_ref().map(|known| known.episode);
        let episode = (part.episode.history_version, part.episode.generation_attempt);
        if current != Some(episode) || part.seq != self.next_seq {
            return None;
        }
        self.next_seq += 1;
        Some(ChatEvent::MessagePart {
            history_version: episode.0,
            generation_attempt: episode.1,
            seq: part.seq,
            role: part.role,
            part: part.part,
        })
    }
}

#[cfg(test)]
#[path = "local_tests.rs"]
mod tests;
