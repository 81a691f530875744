//! The agent's HTTP API, served on the tunnel only (agent-and-provisioning.md 2.9). One file per operation.
//!
//! Invariant: a call that changes something runs to its end once it has begun, even if its caller goes away:
//! such work runs on the agent's own tasks, and the handler only waits for it.

mod context;
mod context_config;
mod edit_files;
mod error;
mod extract;
mod git_changes;
mod hello;
mod list_directory;
mod processes;
mod read_file;
mod read_file_lines;
mod resolve_path;
mod write_file;

use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};
use ropewalk_wire::agent::{
    CONTEXT_CONFIG_PATH, EDIT_FILES_PATH, GIT_CHANGES_PATH, HELLO_PATH, LIST_DIRECTORY_PATH,
    PROCESSES_LIST_PATH, PROCESSES_START_PATH, READ_FILE_LINES_PATH, READ_FILE_PATH, RESOLVE_PATH_PATH,
    WRITE_FILE_PATH,
};
use tokio_util::task::TaskTracker;
use tower_http::catch_panic::CatchPanicLayer;

use crate::chat_context::ContextPlaces;
use crate::files::FileChanges;
use crate::git::ChatPaths;
use crate::processes::ProcessTable;
use crate::workspace::CommandEnvironment;
use error::ApiError;

/// The largest JSON body, in bytes.
const JSON_BYTES_MAX: usize = 16 << 20;

/// What the handlers work with. Clones share it.
#[derive(Clone)]
pub(crate) struct ApiState {
    pub(crate) processes: ProcessTable,
    pub(crate) changes: FileChanges,
    /// Replaced when a new manifest comes.
    pub(crate) environment: Arc<RwLock<Arc<CommandEnvironment>>>,
    pub(crate) tasks: TaskTracker,
    /// Where instruction files and skills are looked for.
    pub(crate) places: ContextPlaces,
    /// Where each chat works.
    pub(crate) paths: ChatPaths,
}

impl ApiState {
    fn environment(&self) -> Arc<CommandEnvironment> {
        self.environment.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs blocking work to its end, whatever becomes of the caller.
    async fn blocking<T, F>(&self, work: F) -> Result<T, ApiError>
    where
        F: FnOnce() -> Result<T, ApiError> + Send + 'static,
        T: Send + 'static,
    {
        self.tasks.spawn_blocking(work).await.map_err(|error| ApiError::broken(&error))?
    }
}

/// The routes.
pub(crate) fn router(state: ApiState) -> Router {
    Router::new()
        .route(HELLO_PATH, get(hello::hello))
        .route(READ_FILE_PATH, get(read_file::read_file))
        .route(READ_FILE_LINES_PATH, get(read_file_lines::read_file_lines))
        .route(WRITE_FILE_PATH, post(write_file::write_file))
        .route(EDIT_FILES_PATH, post(edit_files::edit_files))
        .route(LIST_DIRECTORY_PATH, post(list_directory::list_directory))
        .route(RESOLVE_PATH_PATH, get(resolve_path::resolve_path))
        .route(CONTEXT_CONFIG_PATH, get(context_config::context_config))
        .route(GIT_CHANGES_PATH, post(git_changes::git_changes))
        .route(PROCESSES_START_PATH, post(processes::start::start))
        .route(PROCESSES_LIST_PATH, get(processes::list::list))
        .route("/api/v0/processes/{id}/output", get(processes::output::output))
        .route("/api/v0/processes/{id}/signal", post(processes::signal::signal))
        .fallback(|| async { ApiError::unknown_route() })
        .method_not_allowed_fallback(|| async { ApiError::wrong_method() })
        .layer(DefaultBodyLimit::max(JSON_BYTES_MAX))
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(middleware::from_fn(context::with_chat))
        .with_state(state)
}

/// A path as text for an answer.
fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
