//! The tools that the model can use, and the contract between them and the generation loop.
//!
//! One tool, one file (chat-engine.md 4.3). What they share: `args` reads arguments and names the bad one;
//! `connection` and `session` are the way to the workspace's agent; `failure` has the texts that tell the model what to
//! do next; `bound` keeps results within the context window.

mod advisor;
mod args;
mod ask_user_question;
mod attach_file;
mod bound;
mod chat_file;
mod connection;
mod contract;
mod create_workspace;
mod edit_files;
mod execute;
mod failure;
mod file_bytes;
mod list_templates;
mod modes;
mod plan_file;
mod process_list;
mod process_output;
mod process_signal;
mod process_wait;
mod propose_plan;
mod read_file;
mod read_skill;
mod read_skill_file;
mod read_template;
mod schema;
mod session;
mod skills;
mod start_workspace;
mod stop_workspace;
mod subagents;
mod workspace_builds;
mod write_file;

#[cfg(test)]
mod agent_tests;

use std::sync::Arc;

pub use bound::{Bounded, bound_outcome, result_budget_bytes, size_bytes};
pub(crate) use connection::{bind_agent, choose_agent};
pub use contract::{Need, Recovery, Scheduling, Tool, ToolCallContext, ToolDeps, ToolOutcome, Toolset};
pub use modes::ToolMode;
pub(crate) use plan_file::{HOME_LIMIT, plan_path};

impl Toolset {
    /// All tools that the server has; which of them a chat is offered follows from its mode (chat-engine.md 4.8).
    #[must_use]
    pub fn standard() -> Self {
        Self::new(Self::standard_tools())
    }

    /// The tools of [`Toolset::standard`].
    #[must_use]
    pub fn standard_tools() -> Vec<Arc<dyn Tool>> {
        vec![
            Arc::new(advisor::Advisor),
            Arc::new(ask_user_question::AskUserQuestion),
            Arc::new(attach_file::AttachFile),
            Arc::new(create_workspace::CreateWorkspace),
            Arc::new(edit_files::EditFiles),
            Arc::new(execute::Execute),
            Arc::new(list_templates::ListTemplates),
            Arc::new(process_list::ProcessList),
            Arc::new(process_output::ProcessOutput),
            Arc::new(process_signal::SendSignal),
            Arc::new(propose_plan::ProposePlan),
            Arc::new(read_file::ReadFile),
            Arc::new(read_skill::ReadSkill),
            Arc::new(read_skill_file::ReadSkillFile),
            Arc::new(read_template::ReadTemplate),
            Arc::new(start_workspace::StartWorkspace),
            Arc::new(stop_workspace::StopWorkspace),
            Arc::new(subagents::InterruptAgent),
            Arc::new(subagents::ListAgents),
            Arc::new(subagents::ListSubagentModels),
            Arc::new(subagents::MessageAgent),
            Arc::new(subagents::SpawnAgent),
            Arc::new(subagents::WaitAgent),
            Arc::new(write_file::WriteFile),
        ]
    }
}
