//! `GET /chats/{chat}/wait`: what a chat waits for (our own; architecture.md 3.9).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases::ExplainedWait;
use ropewalk_chat::{Wait, WaitReason};
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_wire::chats::{ChatWait, ChatWaitTries, ChatWaitingFor, ChatWhoseTurn};

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
    let ExplainedWait { chat, wait } = state.chat.explain_wait(&caller.subject, id).await?;
    Ok(Json(wait.map_or_else(|| idle(&chat), explained)))
}

/// A chat that waits for nobody but a person.
fn idle(chat: &Chat) -> ChatWait {
    let (explanation, what_to_do) = match (chat.archived, &chat.last_error) {
        (true, _) => ("The chat is archived.".to_owned(), "Unarchive it to go on."),
        (false, Some(error)) => (
            format!("The last turn failed: {}", error.message),
            "Mend what the error names, then send a message; nothing was lost.",
        ),
        (false, None) => ("The chat is idle and waits for the next message.".to_owned(), "Send a message."),
    };
    ChatWait {
        waiting_for: ChatWaitingFor::UserMessage,
        whose_turn: ChatWhoseTurn::User,
        explanation,
        what_to_do: what_to_do.to_owned(),
        since: chat.updated_at,
        until: None,
        tools: Vec::new(),
        tries: None,
    }
}

/// Whose work on the chat is awaited, and what a person can do about it.
struct Words {
    waiting_for: ChatWaitingFor,
    whose_turn: ChatWhoseTurn,
    explanation: String,
    what_to_do: &'static str,
}

const NOTHING: &str = "You need not do anything.";
const MAY_STOP: &str = "You need not do anything; stop the chat to end it now.";

fn explained(wait: Wait) -> ChatWait {
    let (mut tools, mut tries) = (Vec::new(), None);
    match &wait.reason {
        WaitReason::Tools { names } => tools.clone_from(names),
        WaitReason::BackOff { next_try, most_tries, .. } => {
            tries = Some(ChatWaitTries { next: *next_try, most: *most_tries });
        }
        WaitReason::WorkerSlot
        | WaitReason::OtherWorker { .. }
        | WaitReason::Takeover { .. }
        | WaitReason::Worker
        | WaitReason::Fault
        | WaitReason::Model { .. }
        | WaitReason::WorkspaceBuild
        | WaitReason::Agent
        | WaitReason::Subagent { .. }
        | WaitReason::Spending
        | WaitReason::Client
        | WaitReason::Interruption => {}
    }
    let Words { waiting_for, whose_turn, explanation, what_to_do } = words(wait.reason);
    ChatWait {
        waiting_for,
        whose_turn,
        explanation,
        what_to_do: what_to_do.to_owned(),
        since: wait.since,
        until: wait.until,
        tools,
        tries,
    }
}

fn words(reason: WaitReason) -> Words {
    use {ChatWaitingFor as For, ChatWhoseTurn as Turn};
    let (waiting_for, whose_turn, explanation, what_to_do) = match reason {
        WaitReason::WorkerSlot => (
            For::WorkerSlot,
            Turn::Server,
            "The chat waits for a worker with a free place.".to_owned(),
            "It begins as soon as another chat ends. An operator can raise the number of chats per server.",
        ),
        WaitReason::OtherWorker { worker, hostname } => {
            let at = hostname.map(|host| format!(" on {host}")).unwrap_or_default();
            (For::Worker, Turn::Server, format!("Replica {worker}{at} works on the chat."), MAY_STOP)
        }
        WaitReason::Takeover { worker } => (
            For::Takeover,
            Turn::Server,
            format!("Replica {worker}, which worked on the chat, is gone; another takes the chat over."),
            "You need not do anything: it goes on within seconds.",
        ),
        WaitReason::Worker => {
            (For::Worker, Turn::Server, "The worker that has the chat begins its work.".to_owned(), NOTHING)
        }
        WaitReason::Fault => (
            For::Worker,
            Turn::Server,
            "The server could not take the chat's next step, and tries again.".to_owned(),
            "Should it last, look at the server's log.",
        ),
        WaitReason::Model { model } => {
            (For::Model, Turn::Provider, format!("The chat waits for the next words of {model}."), MAY_STOP)
        }
        WaitReason::Tools { names } => (
            For::Tools,
            Turn::Workspace,
            format!("The chat waits for its tools: {}.", names.join(", ")),
            MAY_STOP,
        ),
        WaitReason::WorkspaceBuild => (
            For::WorkspaceBuild,
            Turn::Workspace,
            "The chat waits for the build of its workspace.".to_owned(),
            "You need not do anything; the build log shows how far it is.",
        ),
        WaitReason::Agent => (
            For::Agent,
            Turn::Workspace,
            "The chat waits for the agent of its workspace.".to_owned(),
            "Should it last, look at the agent log of the workspace.",
        ),
        WaitReason::Subagent { title } => (
            For::Subagent,
            Turn::Server,
            format!("The chat waits for its agent \u{201c}{title}\u{201d}."),
            "You need not do anything; the agent's own chat shows what it does. Stopping this chat stops its agents.",
        ),
        WaitReason::Spending => (
            For::Spending,
            Turn::Server,
            "The chat waits for other chats of its owner, whose model calls may use up what is left of the usage limit."
                .to_owned(),
            "It goes on by itself when it is known what they cost. A higher limit ends the wait.",
        ),
        WaitReason::BackOff { error, next_try, most_tries } => (
            For::Retry,
            Turn::Provider,
            format!(
                "The chat will try the model again ({next_try} of {most_tries}). The last error: {error}"
            ),
            MAY_STOP,
        ),
        WaitReason::Client => (
            For::ClientTools,
            Turn::Client,
            "The chat waits for the client's results of its own tools.".to_owned(),
            "Let the client that started the chat answer. Without an answer the model goes on without the results.",
        ),
        WaitReason::Interruption => (
            For::Interruption,
            Turn::Server,
            "What the chat has said so far is being stored.".to_owned(),
            NOTHING,
        ),
    };
    Words { waiting_for, whose_turn, explanation, what_to_do }
}
