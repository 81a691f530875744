//! Builds of workspaces: asking for one, following it, cancelling it, and the worker that carries them out.

mod build_logs;
mod cancel_build;
mod create_build;
mod get_build;
pub(crate) mod views;
mod wait_for_build;
mod worker;

pub use build_logs::BuildLogFollow;
pub(crate) use create_build::{check_imported, check_parameters};
pub use ropewalk_store::jobs::LogRange;
pub use wait_for_build::{FinishedBuild, WaitForBuildError};
pub use worker::{BuildWorker, BuildWorkerSettings};
