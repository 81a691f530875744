//! What a tool is: the contract between the generation loop, which decides when a call runs, and the tools,
//! which know how.
//!
//! What must stay true:
//! - a tool never ends a turn: whatever goes wrong inside it is a [`ToolOutcome`] with `is_error` (chat-engine.md
//!   GL-23, GL-24); a panic becomes one too;
//! - a tool bounds itself (GL-28) and returns soon after `cancel` fires; it then neither undoes nor stops anything,
//!   because the call may go on under another runner, which finds it again by the same `idempotency_key`;
//! - a tool that has an effect outside the chat says in [`Tool::recovery`] what a second run of the same call does
//!   (chat-state-machine.md 6.5).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use ropewalk_authz::Subject;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::Chat;
use ropewalk_model::{Clock, Entropy, MessageId};
use ropewalk_platform::Platform;
use ropewalk_store::Store;
use ropewalk_store::chats::{Attachment, ChildLimits};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::ToolMode;
use crate::engine::CallWaits;
use crate::side_calls::Counsel;

/// What every tool may use. Cheap to clone.
#[derive(Clone)]
pub struct ToolDeps {
    /// The use cases around chats: workspaces, builds, templates, the way to agents.
    pub platform: Platform,
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// How many chats that chats made may work at a time.
    pub child_limits: ChildLimits,
}

/// One call of a tool.
pub struct ToolCallContext {
    /// The chat as it was when the batch began. A tool that needs the present workspace binding reads the row again.
    pub chat: Chat,
    /// On whose behalf the tool acts; every use case is called with it.
    pub owner: Subject,
    /// The assistant message that holds the call.
    pub message_id: MessageId,
    /// The provider's id of the call; unique only within its message.
    pub tool_call_id: String,
    /// Names this call for good: the same over restarts and takeovers. Agents are given it.
    pub idempotency_key: Uuid,
    /// The arguments. Not always an object: a model can send anything, and a tool says what is wrong with it.
    pub args: Value,
    /// Fires when this runner no longer wants the result (interruption, takeover, shutdown).
    pub cancel: CancellationToken,
    /// Where the tool notes that it waits for something other than its own work.
    pub waits: CallWaits,
    /// The way to a second model.
    pub counsel: Counsel,
    /// What the tool may use.
    pub deps: ToolDeps,
}

/// What the model and the person get to see of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolOutcome {
    /// The result. JSON; objects by convention (TL-1).
    pub result: Value,
    /// Whether the tool failed.
    pub is_error: bool,
    /// Whether `result` is binary media: `{data, mime_type, text}`.
    pub is_media: bool,
    /// Stored files that people are shown before the result (chat-engine.md GL-27).
    pub attachments: Vec<Attachment>,
}

impl ToolOutcome {
    /// A result.
    #[must_use]
    pub const fn ok(result: Value) -> Self {
        Self { result, is_error: false, is_media: false, attachments: Vec::new() }
    }

    /// A failure that the model can act on: says what is wrong and what to do about it.
    #[must_use]
    pub fn error(message: impl Into<String>) -> Self {
        let result = json!({ "error": message.into() });
        Self { result, is_error: true, is_media: false, attachments: Vec::new() }
    }
}

/// What happens to a call that was `started` when its runner was lost (chat-state-machine.md 6.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// It only reads: it runs again.
    RunAgain,
    /// It runs again with the same idempotency key, which finds the first run's effect instead of repeating it.
    Idempotent,
    /// It is not run again: the model is told that the outcome is unknown and how to check.
    UnknownOutcome,
}

/// How the calls of one step run together (chat-engine.md GL-20, GL-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheduling {
    /// At the same time as the others.
    Concurrent,
    /// After the concurrent ones, one by one, in the order of the calls.
    Serial,
}

/// What a tool can need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Skills, of the workspace or of the chat's owner (chat-engine.md 5.3).
    Skills,
    /// Skills of the workspace.
    WorkspaceSkills,
    /// The advisor, turned on (6.2).
    Advisor,
}

/// Something that the model can do.
#[async_trait]
pub trait Tool: Send + Sync {
    /// Name, description and schema, as the model sees them.
    fn definition(&self) -> ToolDefinition;

    /// What a second run of the same call does.
    fn recovery(&self) -> Recovery;

    /// How it runs beside other calls of the same step.
    fn scheduling(&self) -> Scheduling {
        Scheduling::Concurrent
    }

    /// What must be there for it to be of use.
    fn needs(&self) -> Option<Need> {
        None
    }

    /// Whether a call of it must be the only one of a step (chat-engine.md 1.6): beside others, none of them runs.
    fn is_exclusive(&self) -> bool {
        false
    }

    /// Where it is offered (chat-engine.md 4.8).
    fn modes(&self) -> &'static [ToolMode];

    /// Runs one call.
    async fn run(&self, call: ToolCallContext) -> ToolOutcome;
}

/// The tools of this server, by name.
#[derive(Clone, Default)]
pub struct Toolset {
    tools: BTreeMap<String, Arc<dyn Tool>>,
}

impl Toolset {
    /// A set of tools. When two have the same name the later one wins.
    #[must_use]
    pub fn new(tools: impl IntoIterator<Item = Arc<dyn Tool>>) -> Self {
        Self { tools: tools.into_iter().map(|tool| (tool.definition().name, tool)).collect() }
    }

    /// The tool of this name, active or not.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<dyn Tool>> {
        self.tools.get(name)
    }

    /// The tools that this chat offers now, in the order of their names (a stable prompt prefix is cached).
    #[must_use]
    pub fn for_chat(&self, chat: &Chat) -> Self {
        let mode = ToolMode::of(chat);
        let active = self.tools.iter().filter(|(_, tool)| tool.modes().contains(&mode));
        Self { tools: active.map(|(name, tool)| (name.clone(), Arc::clone(tool))).collect() }
    }

    /// The names of those that this chat offers and that must be called alone.
    #[must_use]
    pub fn exclusive(&self, chat: &Chat) -> BTreeSet<String> {
        let mode = ToolMode::of(chat);
        let alone = self.tools.iter().filter(|(_, tool)| tool.is_exclusive() && tool.modes().contains(&mode));
        alone.map(|(name, _)| name.clone()).collect()
    }

    /// What the model is told of them; of those that need something only where it is among `met`.
    #[must_use]
    pub fn definitions(&self, met: &[Need]) -> Vec<ToolDefinition> {
        let offered = self.tools.values().filter(|tool| tool.needs().is_none_or(|need| met.contains(&need)));
        offered.map(|tool| tool.definition()).collect()
    }
}

impl std::fmt::Debug for Toolset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.tools.keys()).finish()
    }
}
