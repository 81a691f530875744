//! Those who use the chats meanwhile: each sends message after message, and says nothing twice when an answer to a
//! request is lost, because it looks first whether the message has arrived.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use ropewalk_client::Client;
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_testkit::wait_for;
use ropewalk_wire::chats::{
    ChatInputPart, ChatMessage, ChatMessagePart, ChatStatus, CreateChatMessageRequest, CreateChatRequest,
};

use super::script::{self, MARK};

/// Turns of one chat; then the person begins another.
const TURNS: usize = 6;

/// How long a chat may take for the messages that it has, blows included.
const REST_WITHIN: Duration = Duration::from_secs(150);

/// Tries of one request.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Person {
    pub(super) number: usize,
    /// A client of each server; each request goes to the next.
    pub(super) clients: Vec<Client>,
    pub(super) asked: AtomicUsize,
    pub(super) workspace: WorkspaceId,
    /// The workspace's home, seen from the host.
    pub(super) home: PathBuf,
    pub(super) stop: Arc<AtomicBool>,
}

/// A chat that came to rest.
pub(super) struct Lived {
    pub(super) name: String,
    pub(super) status: ChatStatus,
    /// What was accepted, in the order of sending.
    pub(super) sent: Vec<String>,
    /// The history, oldest first.
    pub(super) messages: Vec<ChatMessage>,
}

impl Person {
    /// Chats until it is told to stop.
    pub(super) async fn live(self) -> Vec<Lived> {
        let mut lived = Vec::new();
        while !self.stop.load(Ordering::Relaxed) {
            let name = format!("c{}.{}", self.number, lived.len());
            lived.push(self.one_chat(name).await);
        }
        lived
    }

    fn client(&self) -> &Client {
        &self.clients[self.asked.fetch_add(1, Ordering::Relaxed) % self.clients.len()]
    }

    async fn one_chat(&self, name: String) -> Lived {
        let log = self.home.join(script::log_of(&name));
        std::fs::write(&log, format!("{MARK}\n")).expect("the chat's log");
        open_to_all(&log);
        let mut sent = vec![script::turn_text(&name, 0)];
        let chat = self.create(&sent[0]).await;
        for turn in 1..TURNS {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let text = script::turn_text(&name, turn);
            self.send(chat, &text).await;
            sent.push(text);
            // Every other message waits in the queue.
            if turn % 2 == 0 {
                self.rest(chat).await;
            }
        }
        let status = self.rest(chat).await;
        let mut messages = self.ask("the history", || self.client().newest_messages(chat)).await.messages;
        messages.reverse();
        Lived { name, status, sent, messages }
    }

    async fn create(&self, text: &str) -> ChatId {
        wait_for("the chat is made", PATIENCE, || async {
            let chats = self.client().chats(50).await.ok()?;
            // The title of a young chat is its first message.
            if let Some(chat) = chats.iter().find(|chat| chat.title == text) {
                return Some(chat.id);
            }
            let organization = self.client().organizations().await.ok()?.first()?.id;
            let request = CreateChatRequest {
                organization_id: Some(organization),
                content: vec![ChatInputPart::text(text)],
                workspace_id: Some(self.workspace),
                ..CreateChatRequest::default()
            };
            self.client().create_chat(&request).await.ok().map(|chat| chat.id)
        })
        .await
    }

    async fn send(&self, chat: ChatId, text: &str) {
        let request = CreateChatMessageRequest {
            content: vec![ChatInputPart::text(text)],
            ..CreateChatMessageRequest::default()
        };
        wait_for("the message is sent", PATIENCE, || async {
            let page = self.client().newest_messages(chat).await.ok()?;
            let said = page.messages.iter().map(|it| &it.content);
            let waits = page.queued_messages.iter().map(|it| &it.content);
            if said.chain(waits).any(|content| text_of(content) == text) {
                return Some(());
            }
            self.client().send_message(chat, &request).await.ok().map(drop)
        })
        .await;
    }

    async fn rest(&self, chat: ChatId) -> ChatStatus {
        wait_for("the chat comes to rest", REST_WITHIN, || async {
            let chat = self.client().chat(chat).await.ok()?;
            matches!(chat.status, ChatStatus::Waiting | ChatStatus::Error).then_some(chat.status)
        })
        .await
    }

    async fn ask<T, E, F: Future<Output = Result<T, E>>>(&self, what: &str, request: impl Fn() -> F) -> T {
        wait_for(what, PATIENCE, || async { request().await.ok() }).await
    }
}

/// The text of a message.
pub(super) fn text_of(content: &[ChatMessagePart]) -> String {
    content.iter().map(|part| part.text.as_str()).collect()
}

/// The workspace's user writes it, whoever that is.
fn open_to_all(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o666))
        .expect("the mode of the chat's log");
}
