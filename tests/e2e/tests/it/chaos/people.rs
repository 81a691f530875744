//! Those who use the chats meanwhile: each sends message after message, and says nothing twice when an answer to a
//! request is lost, because it looks first whether the message has arrived. Now and then a person stops what runs, or has
//! a waiting message run at once.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ropewalk_client::{Client, ClientError};
use ropewalk_model::{ChatId, Entropy, WorkspaceId};
use ropewalk_testkit::{SeededEntropy, wait_for};
use ropewalk_wire::chats::{
    ChatInputPart, ChatMessage, ChatMessagePart, ChatMessageRole, ChatMessagesResponse, ChatStatus,
    CreateChatMessageRequest, CreateChatRequest,
};

use super::script::{self, MARK};
use super::viewers::Viewers;

/// Turns of one chat; then the person begins another.
const TURNS: usize = 6;

/// How long a chat may take for the messages that it has, blows included.
const REST_WITHIN: Duration = Duration::from_secs(150);

/// Of a hundred messages, after how many the run is stopped, and after how many a waiting one runs at once.
const STOPS: f64 = 0.10;
const PROMOTIONS: f64 = 0.15;

/// The pause before that, so that it hits the run anywhere.
const LONGEST_THOUGHT: Duration = Duration::from_millis(1_500);

/// Tries of one request.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) struct Person {
    pub(super) number: usize,
    /// A client of each server; each request goes to the next.
    pub(super) clients: Vec<Client>,
    pub(super) asked: AtomicUsize,
    pub(super) chance: SeededEntropy,
    pub(super) workspace: WorkspaceId,
    /// The workspace's home, seen from the host.
    pub(super) home: PathBuf,
    pub(super) stop: Arc<AtomicBool>,
}

/// What became of a chat.
pub(super) struct Lived {
    pub(super) name: String,
    /// None when it did not come to rest: it is stuck.
    pub(super) status: Option<ChatStatus>,
    /// What was accepted, in the order of sending.
    pub(super) sent: Vec<String>,
    /// Those of them whose turn somebody may have stopped: they may be without an answer.
    pub(super) cut: HashSet<String>,
    /// How often somebody stopped a run or had a waiting message run at once.
    pub(super) stops: usize,
    pub(super) promotions: usize,
    /// The history, oldest first.
    pub(super) messages: Vec<ChatMessage>,
    /// What was wrong with what the viewers saw.
    pub(super) viewed_wrong: Vec<String>,
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
        let first = script::turn_text(&name, 0);
        let chat = self.create(&first).await;
        let viewers = Viewers::of(chat, &self.clients);
        let mut lived = Lived::new(name, first);
        for turn in 1..TURNS {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let text = script::turn_text(&lived.name, turn);
            self.send(chat, &text).await;
            lived.sent.push(text);
            self.disturb(chat, &mut lived).await;
            // Every other message waits in the queue.
            if turn % 2 == 0 && self.rest(chat).await.is_none() {
                break;
            }
        }
        lived.status = self.rest(chat).await;
        lived.messages = self.history(chat).await.messages;
        lived.messages.reverse();
        lived.viewed_wrong = viewers.wrongs(&lived.messages).await;
        lived
    }

    /// Now and then stops what runs, or has a message that waits run at once, which stops it as well.
    async fn disturb(&self, chat: ChatId, lived: &mut Lived) {
        let (what, thought) = (self.chance.fraction(), self.chance.fraction());
        if what >= STOPS + PROMOTIONS {
            return;
        }
        tokio::time::sleep(LONGEST_THOUGHT.mul_f64(thought)).await;
        let page = self.history(chat).await;
        let open: Vec<String> = lived.sent.iter().filter(|it| !has_answer(&page, it)).cloned().collect();
        let done = if what < STOPS {
            self.client().interrupt_chat(chat).await
        } else if let Some(waiting) = page.queued_messages.last() {
            self.client().promote_queued_message(chat, waiting.id).await
        } else {
            return;
        };
        // Without an answer nobody can say whether it stopped something; then it did not take effect later either, because
        // the server that was asked is dead, or has answered by an error. It is not asked for again.
        if !is_refusal(&done) {
            lived.cut.extend(open);
            *(if what < STOPS { &mut lived.stops } else { &mut lived.promotions }) += 1;
        }
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

    /// None when the chat does not come to rest in time.
    async fn rest(&self, chat: ChatId) -> Option<ChatStatus> {
        let deadline = Instant::now() + REST_WITHIN;
        while Instant::now() < deadline {
            if let Ok(chat) = self.client().chat(chat).await
                && matches!(chat.status, ChatStatus::Waiting | ChatStatus::Error)
            {
                return Some(chat.status);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        None
    }

    async fn history(&self, chat: ChatId) -> ChatMessagesResponse {
        wait_for("the history", PATIENCE, || async { self.client().newest_messages(chat).await.ok() }).await
    }
}

impl Lived {
    pub(super) fn new(name: String, first: String) -> Self {
        Self {
            name,
            status: None,
            sent: vec![first],
            cut: HashSet::new(),
            stops: 0,
            promotions: 0,
            messages: Vec::new(),
            viewed_wrong: Vec::new(),
        }
    }
}

fn has_answer(page: &ChatMessagesResponse, text: &str) -> bool {
    let answer = script::answer_to(text);
    page.messages.iter().any(|it| it.role == ChatMessageRole::Assistant && text_of(&it.content) == answer)
}

/// Whether the server said that it did nothing: there was nothing to stop, or the message no longer waits.
fn is_refusal(done: &Result<(), ClientError>) -> bool {
    done.as_ref().err().and_then(ClientError::status).is_some_and(|status| status < 500)
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
