//! Workspaces: making, finding, listing and watching them.

mod create_workspace;
mod get_workspace;
mod list_workspaces;
mod running;
mod views;
mod watch_workspace;

pub use create_workspace::NewWorkspace;
pub use running::RunningLocalWorkspace;
pub use watch_workspace::WorkspaceWatch;
