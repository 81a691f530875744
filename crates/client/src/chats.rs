//! Chats (chats-api.md 1 and 3).

use reqwest::Method;
use ropewalk_model::{ChatId, MessageId, QueuedMessageId};
use ropewalk_wire::chat_models::ChatModelConfig;
use ropewalk_wire::chats::{
    Chat, ChatGitEvent, ChatMessagesResponse, ChatStreamEvent, ChatWait, CreateChatMessageRequest,
    CreateChatMessageResponse, CreateChatRequest,
};

use crate::socket::Socket;
use crate::{Client, ClientError};

/// The live stream of one chat.
pub struct ChatFrames(Socket);

impl ChatFrames {
    /// The next frame: one or more events; `None` when the server closed the stream.
    ///
    /// # Errors
    /// The connection broke, or a frame is not what this client understands.
    pub async fn next(&mut self) -> Result<Option<Vec<ChatStreamEvent>>, ClientError> {
        self.0.next().await
    }
}

/// What changed in the repositories of one chat, as it changes.
pub struct ChatGit(Socket);

impl ChatGit {
    /// The next look; `None` when the server closed the stream.
    ///
    /// # Errors
    /// The connection broke, or a message is not what this client understands.
    pub async fn next(&mut self) -> Result<Option<ChatGitEvent>, ClientError> {
        self.0.next().await
    }
}

impl Client {
    /// The caller's root chats, newest first.
    ///
    /// # Errors
    /// As every request.
    pub async fn chats(&self, limit: u32) -> Result<Vec<Chat>, ClientError> {
        self.get(&format!("api/v2/chats?limit={limit}")).await
    }

    /// The caller's root chats after the chat `after`, in the order of the list.
    ///
    /// # Errors
    /// As every request.
    pub async fn chats_after(&self, after: Option<ChatId>, limit: u32) -> Result<Vec<Chat>, ClientError> {
        let after = after.map(|id| format!("&after_id={id}")).unwrap_or_default();
        self.get(&format!("api/v2/chats?limit={limit}{after}")).await
    }

    /// What a chat waits for.
    ///
    /// # Errors
    /// As every request; 404 when there is none that the caller may see.
    pub async fn chat_wait(&self, chat: ChatId) -> Result<ChatWait, ClientError> {
        self.get(&format!("api/v2/chats/{chat}/wait")).await
    }

    /// One chat.
    ///
    /// # Errors
    /// As every request; 404 when there is none that the caller may see.
    pub async fn chat(&self, chat: ChatId) -> Result<Chat, ClientError> {
        self.get(&format!("api/v2/chats/{chat}")).await
    }

    /// A new chat.
    ///
    /// # Errors
    /// As every request.
    pub async fn create_chat(&self, request: &CreateChatRequest) -> Result<Chat, ClientError> {
        self.post("api/v2/chats", request).await
    }

    /// A message to a chat.
    ///
    /// # Errors
    /// As every request.
    pub async fn send_message(
        &self,
        chat: ChatId,
        request: &CreateChatMessageRequest,
    ) -> Result<CreateChatMessageResponse, ClientError> {
        self.post(&format!("api/v2/chats/{chat}/messages"), request).await
    }

    /// The messages after `after`, oldest first, at most 200.
    ///
    /// # Errors
    /// As every request.
    pub async fn messages_after(
        &self,
        chat: ChatId,
        after: Option<MessageId>,
    ) -> Result<ChatMessagesResponse, ClientError> {
        let after = after.map_or(0, |id| id.0).max(1);
        self.get(&format!("api/v2/chats/{chat}/messages?limit=200&after_id={after}")).await
    }

    /// The newest messages, newest first, at most 200, and the queue.
    ///
    /// # Errors
    /// As every request.
    pub async fn newest_messages(&self, chat: ChatId) -> Result<ChatMessagesResponse, ClientError> {
        self.get(&format!("api/v2/chats/{chat}/messages?limit=200")).await
    }

    /// The newest message of a chat, if any.
    ///
    /// # Errors
    /// As every request.
    pub async fn newest_message(&self, chat: ChatId) -> Result<Option<MessageId>, ClientError> {
        let page: ChatMessagesResponse = self.get(&format!("api/v2/chats/{chat}/messages?limit=1")).await?;
        Ok(page.messages.first().map(|message| message.id))
    }

    /// Stops what the chat is doing.
    ///
    /// # Errors
    /// As every request; 409 when there is nothing to stop.
    pub async fn interrupt_chat(&self, chat: ChatId) -> Result<(), ClientError> {
        self.send_only(Method::POST, &format!("api/v2/chats/{chat}/interrupt")).await
    }

    /// Runs a message that waits next: what the chat is doing is stopped, and what was said so far is kept.
    ///
    /// # Errors
    /// As every request; 404 when the message no longer waits, 409 when the chat cannot take it now.
    pub async fn promote_queued_message(
        &self,
        chat: ChatId,
        message: QueuedMessageId,
    ) -> Result<(), ClientError> {
        self.send_only(Method::POST, &format!("api/v2/chats/{chat}/queue/{message}/promote")).await
    }

    /// Follows a chat: first what is there after the message `after`, then what happens.
    ///
    /// # Errors
    /// The connection or the chat cannot be had.
    pub async fn follow_chat(
        &self,
        chat: ChatId,
        after: Option<MessageId>,
    ) -> Result<ChatFrames, ClientError> {
        let after = after.map_or(0, |id| id.0);
        self.socket(&format!("api/v2/chats/{chat}/stream?after_id={after}")).await.map(ChatFrames)
    }

    /// Follows what changed in the repositories that a chat works in.
    ///
    /// # Errors
    /// As every request, such as for a chat without a workspace that runs.
    pub async fn follow_git(&self, chat: ChatId) -> Result<ChatGit, ClientError> {
        self.socket(&format!("api/v2/chats/{chat}/stream/git")).await.map(ChatGit)
    }

    /// The models that chats can use.
    ///
    /// # Errors
    /// As every request.
    pub async fn model_configs(&self) -> Result<Vec<ChatModelConfig>, ClientError> {
        self.get("api/v2/chats/model-configs").await
    }
}
