//! The file of a chat's plan, and who may write which file (chat-engine.md TL-20).
//!
//! The plan of a chat is one file in the home directory of its workspace, named after the chat. A turn that plans writes that file and no other, and
//! not through a symbolic link; no turn writes a `plan.md` in the home directory, where plans of several chats would overwrite one another.

use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_tunnel::{AgentConn, AgentError, CallContext};
use ropewalk_wire::agent::{DirectoryBase, ListDirectoryRequest};

use super::ToolMode;
use super::failure::CallFailure;
use super::session::AgentSession;

/// How long the agent may take to say where home is.
pub(crate) const HOME_LIMIT: Duration = Duration::from_secs(5);

/// Where plans were once written, refused where home is not known.
const OLD_PATH: &str = "/home/coder/PLAN.md";

/// Where the plan of a chat is, in a workspace with this home directory.
fn path_in(home: &str, chat: ChatId) -> String {
    format!("{}/.coder/plans/PLAN-{chat}.md", home.trim_end_matches('/'))
}

/// Where the plan of a chat is, as its agent has it: without symbolic links on the way to home.
pub(crate) async fn plan_path(
    conn: &AgentConn,
    context: &CallContext,
    chat: ChatId,
) -> Result<String, AgentError> {
    let request = ListDirectoryRequest { path: Vec::new(), relativity: DirectoryBase::Home };
    let listed = conn.list_directory(context, &request).await?;
    let home = conn.resolve_path(context, &listed.absolute_path_string).await?.resolved_path;
    Ok(path_in(&home, chat))
}

/// As [`plan_path`], for a call of a tool.
pub(super) async fn plan_path_of(session: &AgentSession<'_>, chat: ChatId) -> Result<String, CallFailure> {
    session
        .call_within(HOME_LIMIT, |conn| async move { plan_path(&conn, &session.context, chat).await })
        .await
}

/// Why these files may not be written in this turn; `None`: they may.
pub(super) async fn refusal(session: &AgentSession<'_>, chat: &Chat, paths: &[&str]) -> Option<String> {
    match ToolMode::of(chat) {
        ToolMode::RootPlan => planning(session, chat, paths).await,
        ToolMode::Root | ToolMode::PlanChild | ToolMode::Explore | ToolMode::General | ToolMode::Computer => {
            acting(session, chat, paths).await
        }
    }
}

/// Who plans writes the plan.
async fn planning(session: &AgentSession<'_>, chat: &Chat, paths: &[&str]) -> Option<String> {
    let plan = match plan_path_of(session, chat.id).await {
        Ok(plan) => plan,
        Err(failure) => return Some(failure.to_string()),
    };
    if let Some(other) = paths.iter().find(|path| **path != plan) {
        return Some(format!("This turn plans, so only the plan can be written: {plan}, not {other}."));
    }
    is_link(session, &plan).await
}

/// Why the plan's file is none: a symbolic link stands in its way.
pub(super) async fn is_link(session: &AgentSession<'_>, plan: &str) -> Option<String> {
    let resolved = session
        .call_within(HOME_LIMIT, |conn| async move { conn.resolve_path(&session.context, plan).await })
        .await;
    match resolved {
        Ok(resolved) if resolved.resolved_path == plan => None,
        Ok(resolved) => Some(format!(
            "{plan} leads to {} over a symbolic link, so it is not the plan's file. Nothing was done. Tell the user.",
            resolved.resolved_path
        )),
        Err(failure) => Some(failure.to_string()),
    }
}

/// Who acts writes what they like, but for the file that is easily taken for the plan's.
async fn acting(session: &AgentSession<'_>, chat: &Chat, paths: &[&str]) -> Option<String> {
    let named_plan: Vec<&str> = paths.iter().copied().filter(|path| is_named_plan(path)).collect();
    if named_plan.is_empty() {
        return None;
    }
    let home_plan = plan_path_of(session, chat.id).await.ok();
    let home = home_plan.as_deref().and_then(|plan| plan.split_once("/.coder/plans/")).map(|it| it.0);
    let is_refused = |path: &&str| match home {
        Some(home) => path.rsplit_once('/').is_some_and(|(folder, _)| folder == home),
        None => path.eq_ignore_ascii_case(OLD_PATH),
    };
    let path = named_plan.into_iter().find(is_refused)?;
    let place = home_plan.unwrap_or_else(|| path_in("the home directory", chat.id));
    Some(format!(
        "{path} is not the plan of this chat, and other chats would overwrite it. The plan is {place}."
    ))
}

fn is_named_plan(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("plan.md"))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::ChatId;

    use super::{is_named_plan, path_in};

    #[test]
    fn names() {
        let id = ChatId::NIL;
        assert_eq!(path_in("/home/ada/", id), format!("/home/ada/.coder/plans/PLAN-{id}.md"));
        assert_eq!(path_in("/", id), format!("/.coder/plans/PLAN-{id}.md"));
        assert!(is_named_plan("/home/ada/Plan.MD") && is_named_plan("plan.md"));
        assert!(!is_named_plan("/home/ada/plan.md/x") && !is_named_plan("/my-plan.md"));
    }
}
