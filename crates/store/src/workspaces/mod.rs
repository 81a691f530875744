//! Workspaces: rows, lists, and making one with its first build.

mod create;
mod record;

pub use create::{CreateWorkspaceOutcome, NewWorkspace};
pub use record::{RunningWorkspace, WorkspaceFilter, WorkspacePage, WorkspaceRecord};
