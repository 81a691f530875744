//! Builds of workspaces: what is stored of each, how one is queued, and what its success brings.
//!
//! What must stay true (platform.md 7, P-1): a workspace has at most one build whose job is not complete, and its
//! build numbers are dense. Both are decided under the row lock of the workspace.

mod complete;
mod create;
mod record;
mod work;

pub use complete::{CompletedBuild, NewAgent, NewResource, NewScript};
pub(crate) use create::insert_build;
pub use create::{CreateBuildOutcome, NewBuild};
pub use record::{BuildRecord, ResourceRecord};
pub use work::BuildWork;
