//! `GET /chats/{chat}/wait`: what a chat waits for (our own; architecture.md 3.9).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::{Wait, WaitReason};
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_wire::chats::{ChatWait, ChatWaitingFor, ChatWhoseTurn};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/{chat}/wait",
    operation_id = "get_chat_wait",
    tag = "Chats",
    summary = "Ask what a chat waits for",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "What it waits for, since when, until when, and whose turn it is.", body = ChatWait),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_wait(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<ChatWait>> {
    let chat = state.chat.get_chat(&caller.subject, id).await?.chat;
    let wait = state.chat.wait_reason(&chat);
    Ok(Json(to_wire(&chat, wait)))
}

fn to_wire(chat: &Chat, wait: Option<Wait>) -> ChatWait {
    use {ChatWaitingFor as For, ChatWhoseTurn as Turn};
    let Some(Wait { reason, since, until }) = wait else {
        return ChatWait {
            waiting_for: For::UserMessage,
            whose_turn: Turn::User,
            explanation: "The chat is idle and waits for the next message.".to_owned(),
            since: chat.updated_at,
            until: None,
        };
    };
    let (waiting_for, whose_turn, explanation) = match reason {
        WaitReason::WorkerSlot => {
            (For::WorkerSlot, Turn::Server, "The chat waits for a worker with a free place.".to_owned())
        }
        WaitReason::OtherWorker(worker) => {
            (For::Worker, Turn::Server, format!("Worker {worker} of another replica works on the chat."))
        }
        WaitReason::Worker => {
            (For::Worker, Turn::Server, "The worker that has the chat begins its work.".to_owned())
        }
        WaitReason::Model { model } => {
            (For::Model, Turn::Provider, format!("The chat waits for the next words of {model}."))
        }
        WaitReason::Tools { names } => {
            (For::Tools, Turn::Workspace, format!("The chat waits for its tools: {}.", names.join(", ")))
        }
        WaitReason::BackOff { error } => (
            For::Retry,
            Turn::Provider,
            format!("The chat will try the model again. The last error: {error}"),
        ),
        WaitReason::Client => (
            For::ClientTools,
            Turn::Client,
            "The chat waits for the client's results of its own tools.".to_owned(),
        ),
        WaitReason::Interruption => {
            (For::Interruption, Turn::Server, "What the chat has said so far is being stored.".to_owned())
        }
    };
    ChatWait { waiting_for, whose_turn, explanation, since, until }
}
