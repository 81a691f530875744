//! Refusals as HTTP: `{message, detail?, validations?}`, where the message says what to do next.

use std::any::Any;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{AgentErrorBody, AgentValidation};

use crate::files::{EditProblem, EditRefused, FileError, PlaceError, ReplayError};
use crate::processes::{ProcessError, SpawnError};

/// An answer that is no success.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    body: AgentErrorBody,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}

impl ApiError {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, body: AgentErrorBody { message: message.into(), ..AgentErrorBody::default() } }
    }

    fn with_detail(mut self, cause: Option<&(dyn std::error::Error + 'static)>) -> Self {
        self.body.detail = cause.map(|cause| ErrorChain(cause).to_string());
        self
    }

    fn with_field(mut self, field: &str, detail: &str) -> Self {
        self.body.validations.push(AgentValidation { field: field.to_owned(), detail: detail.to_owned() });
        self
    }

    pub(super) fn unknown_route() -> Self {
        Self::new(StatusCode::NOT_FOUND, "This agent has no such call. It may be older than the server.")
    }

    pub(super) fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "This call is made with another method.")
    }

    /// A task of the agent itself broke.
    pub(super) fn broken(error: &tokio::task::JoinError) -> Self {
        tracing::error!("A call broke: {}", ErrorChain(error));
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The agent could not finish this call.")
            .with_detail(Some(error))
    }
}

/// The answer to a call whose handler panicked.
pub(super) fn panicked(_panic: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("A handler panicked");
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "The agent could not finish this call: it has a bug.")
        .into_response()
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        let status = match &error {
            FileError::NotAbsolute(_)
            | FileError::BadPath
            | FileError::IsDirectory(_)
            | FileError::NotDirectory(_)
            | FileError::NotRegular(_)
            | FileError::TooLarge { .. }
            | FileError::NotText(_) => StatusCode::BAD_REQUEST,
            FileError::Missing(_) => StatusCode::NOT_FOUND,
            FileError::Permission { .. } => StatusCode::FORBIDDEN,
            FileError::ChangedMeanwhile(_) => StatusCode::CONFLICT,
            FileError::DiskFull { .. } => StatusCode::INSUFFICIENT_STORAGE,
            FileError::Io { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string()).with_detail(std::error::Error::source(&error))
    }
}

impl From<ReplayError> for ApiError {
    fn from(error: ReplayError) -> Self {
        let message = match &error {
            ReplayError::TokenReused(_) => token_reused(),
            ReplayError::Interrupted(interrupted) => format!(
                "The agent was stopped while this change was made before. Written: {}. Not written: {}. Read \
                 these files, then make what is missing as a new change.",
                names(&interrupted.written),
                names(&interrupted.unwritten)
            ),
        };
        Self::new(StatusCode::CONFLICT, message)
    }
}

fn token_reused() -> String {
    "This client_token was used for another request. Use a new token for each new request.".to_owned()
}

fn names(paths: &[std::path::PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

impl From<PlaceError> for ApiError {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::File(error) => error.into(),
            PlaceError::Replay(error) => error.into(),
        }
    }
}

impl From<EditRefused> for ApiError {
    fn from(error: EditRefused) -> Self {
        match error {
            EditRefused::Problems(problems) => edit_problems(problems),
            EditRefused::File(error) => {
                let mut refused = Self::from(error);
                refused.body.message.push_str(" No file was changed.");
                refused
            }
            EditRefused::Replay(error) => error.into(),
            EditRefused::HalfDone { written, source } => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!(
                    "{source} These files already have their new content and could not be put back: {}.",
                    written.join(", ")
                ),
            )
            .with_detail(std::error::Error::source(&source)),
        }
    }
}

/// All problems in one message; the status is that of the first, when all are of one kind.
fn edit_problems(problems: Vec<EditProblem>) -> ApiError {
    let messages: Vec<String> = problems.iter().map(|problem| problem.message.clone()).collect();
    let message = match messages.as_slice() {
        [only] => format!("No file was changed. {only}"),
        several => format!("No file was changed. {} problems: {}", several.len(), several.join(" / ")),
    };
    let mut refused = ApiError::new(StatusCode::BAD_REQUEST, message);
    let mut statuses = Vec::new();
    for EditProblem { field, message, file } in problems {
        statuses.push(file.map_or(StatusCode::BAD_REQUEST, |error| ApiError::from(error).status));
        refused = refused.with_field(&field, &message);
    }
    if let Some(&first) = statuses.first()
        && statuses.iter().all(|&status| status == first)
    {
        refused.status = first;
    }
    refused
}

impl From<ProcessError> for ApiError {
    fn from(error: ProcessError) -> Self {
        let bad = |field: &str, message: &str| {
            Self::new(StatusCode::BAD_REQUEST, message).with_field(field, message)
        };
        match error {
            ProcessError::EmptyCommand => bad("command", "The command is empty. Give a command for sh -c."),
            ProcessError::BadText(field) => bad(field, &format!("The {field} holds a NUL character.")),
            ProcessError::BadVariable(name) => bad(
                "env",
                &format!(
                    "{name:?} cannot be the name of an environment variable: it is empty or holds \"=\"."
                ),
            ),
            ProcessError::TokenReused(_) => Self::new(StatusCode::CONFLICT, token_reused()),
            ProcessError::ShuttingDown => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The workspace is stopping, so nothing new can be started in it.",
            ),
            ProcessError::Spawn(error) => not_started(&error),
            ProcessError::Unknown(id) => Self::new(
                StatusCode::NOT_FOUND,
                format!(
                    "There is no process {id}. Ended processes are forgotten after some minutes; list the \
                         processes to see which there are."
                ),
            ),
            ProcessError::NotRunning(id) => {
                Self::new(StatusCode::CONFLICT, format!("The process {id} has ended, so it takes no signal."))
            }
        }
    }
}

fn not_started(error: &SpawnError) -> ApiError {
    match error {
        SpawnError::NoDirectory(path) => {
            let message = format!(
                "The directory {} does not exist, so the command was not run. Create it first, or give \
                 another workdir.",
                path.display()
            );
            ApiError::new(StatusCode::BAD_REQUEST, message.clone()).with_field("workdir", &message)
        }
        SpawnError::NoProgram(path) => ApiError::new(
            StatusCode::FAILED_DEPENDENCY,
            format!(
                "There is no {} in this workspace, so no command can be run. Its image needs a POSIX shell: \
                 ask the template's author to install one (for example the dash, bash or busybox package).",
                path.display()
            ),
        ),
        SpawnError::Pipe(_) | SpawnError::Start { .. } => {
            ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, format!("The command was not run: {error}."))
                .with_detail(std::error::Error::source(error))
        }
    }
}
