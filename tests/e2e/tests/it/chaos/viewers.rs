//! Those who look on: at each server one follows the stream of each chat, so that in a cluster one of them is always at
//! the server that does not run it. They connect again when they are cut off, as the page does.
//!
//! What must hold: each ends up with exactly the stored history; nothing comes twice; the pieces of an answer have no gap.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ropewalk_client::Client;
use ropewalk_model::{ChatId, MessageId};
use ropewalk_wire::chats::{ChatMessage, ChatStreamEvent, MessagePartEvent};
use tokio::task::JoinSet;

/// How long the last message may take to everybody; the poller of a server looks every 10 s, and one may just stand still.
const ARRIVES_WITHIN: Duration = Duration::from_secs(60);

/// The pause before a viewer who was cut off connects again.
const RECONNECT_PAUSE: Duration = Duration::from_millis(100);

/// The viewers of one chat. They leave when this value goes.
pub(super) struct Viewers {
    seen: Vec<Arc<Mutex<Seen>>>,
    _following: JoinSet<()>,
}

impl Viewers {
    /// One at each server.
    pub(super) fn of(chat: ChatId, clients: &[Client]) -> Self {
        let mut following = JoinSet::new();
        let mut seen = Vec::new();
        for client in clients {
            let its = Arc::new(Mutex::new(Seen::default()));
            following.spawn(follow(client.clone(), chat, Arc::clone(&its)));
            seen.push(its);
        }
        Self { seen, _following: following }
    }

    /// Everything that is wrong with what they saw of a chat that has come to rest with this history, once it has arrived.
    pub(super) async fn wrongs(&self, history: &[ChatMessage]) -> Vec<String> {
        let deadline = Instant::now() + ARRIVES_WITHIN;
        let mut wrongs = Vec::new();
        for (number, seen) in self.seen.iter().enumerate() {
            while !lock(seen).has_all(history) && Instant::now() < deadline {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let named = lock(seen).wrongs(history).into_iter().map(|it| format!("viewer {number}: {it}"));
            wrongs.extend(named);
        }
        wrongs
    }
}

fn lock(seen: &Mutex<Seen>) -> std::sync::MutexGuard<'_, Seen> {
    seen.lock().expect("no viewer panicked")
}

async fn follow(client: Client, chat: ChatId, seen: Arc<Mutex<Seen>>) {
    loop {
        let after = lock(&seen).begin();
        // Whatever breaks the stream, the next one goes on after the last message.
        if let Ok(mut frames) = client.follow_chat(chat, after).await {
            while let Ok(Some(events)) = frames.next().await {
                events.into_iter().for_each(|event| lock(&seen).take(event));
            }
        }
        tokio::time::sleep(RECONNECT_PAUSE).await;
    }
}

/// What one viewer was sent.
#[derive(Default)]
pub(super) struct Seen {
    messages: BTreeMap<MessageId, ChatMessage>,
    /// The last piece: history, try and place.
    piece: Option<(i64, i64, i64)>,
    wrongs: Vec<String>,
}

impl Seen {
    /// A new connection: after which message it goes on.
    fn begin(&mut self) -> Option<MessageId> {
        self.piece = None;
        self.messages.last_key_value().map(|(id, _)| *id)
    }

    pub(super) fn take(&mut self, event: ChatStreamEvent) {
        match event {
            ChatStreamEvent::Message { message, .. } => {
                let id = message.id;
                // A message that has changed replaces itself; the very same one has no reason to come again.
                if self.messages.get(&id) == Some(&message) {
                    self.wrongs.push(format!("message {id} came twice"));
                }
                self.messages.insert(id, message);
            }
            ChatStreamEvent::MessagePart { message_part, .. } => self.take_piece(&message_part),
            ChatStreamEvent::PreviewReset { .. } => self.piece = None,
            ChatStreamEvent::HistoryReset { .. } => self.messages.clear(),
            ChatStreamEvent::Status { .. }
            | ChatStreamEvent::Error { .. }
            | ChatStreamEvent::QueueUpdate { .. }
            | ChatStreamEvent::Retry { .. }
            | ChatStreamEvent::ActionRequired { .. } => {}
        }
    }

    fn take_piece(&mut self, piece: &MessagePartEvent) {
        let (history, attempt, seq) = (piece.history_version, piece.generation_attempt, piece.seq);
        let due = match self.piece {
            Some((last_history, last_attempt, last))
                if (last_history, last_attempt) == (history, attempt) =>
            {
                last + 1
            }
            Some(_) | None => 1,
        };
        if seq != due {
            self.wrongs.push(format!("piece {seq} of try {history}/{attempt} came where {due} was due"));
        }
        self.piece = Some((history, attempt, seq));
    }

    fn has_all(&self, history: &[ChatMessage]) -> bool {
        self.messages.values().eq(history)
    }

    pub(super) fn wrongs(&self, history: &[ChatMessage]) -> Vec<String> {
        let mut wrongs = self.wrongs.clone();
        for message in history {
            match self.messages.get(&message.id) {
                None => wrongs.push(format!("message {} never came", message.id)),
                Some(seen) if seen != message => wrongs.push(format!("message {} is stale", message.id)),
                Some(_) => {}
            }
        }
        let stored = |id: &MessageId| history.iter().any(|message| message.id == *id);
        let strange = self.messages.keys().filter(|id| !stored(id));
        wrongs.extend(strange.map(|id| format!("message {id} is not in the history")));
        wrongs
    }
}
