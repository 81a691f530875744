//! The one error type of all use cases, here and in the chat engine.
//!
//! A use case says *what kind* of failure it is; the `api` crate alone turns kinds into HTTP statuses
//! (platform.md 1.3). The texts are for people: they name the thing and, where there is one, the way out.
//!
//! What must stay true:
//! - an object that the subject may not see is reported by [`UseCaseError::not_found`], with the same text as one
//!   that does not exist (platform.md 7, P-13);
//! - nothing secret stands in a message or a detail: both reach the caller.

use std::error::Error;
use std::time::Duration;

use ropewalk_authz::Denied;
use ropewalk_model::Timestamp;
use ropewalk_store::StoreError;

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's JSON name (or search key), such as `password` or `labels.team`.
    pub field: String,
    /// The problem, as the rest of a sentence that starts with the field's name, such as `must not be empty`.
    pub detail: String,
}

impl FieldProblem {
    /// A problem of `field`.
    #[must_use]
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { field: field.into(), detail: detail.into() }
    }
}

/// Why a use case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum UseCaseError {
    /// The object does not exist, or the subject may not know that it does (404).
    #[error("there is no such {what}, or you may not see it")]
    NotFound {
        /// The kind of object, such as `workspace`.
        what: &'static str,
    },
    /// Nobody is signed in, or the credentials do not hold (401).
    #[error("{message}")]
    Unauthenticated {
        /// For people.
        message: String,
        /// Which part of the credentials is wrong.
        detail: Option<String>,
    },
    /// The subject is known and may see the object, but may not do this (403).
    #[error("{message}")]
    Forbidden {
        /// For people.
        message: String,
    },
    /// The request breaks rules that can be told per field (400).
    #[error("{message}")]
    Invalid {
        /// For people.
        message: String,
        /// One entry per bad field; may be empty.
        validations: Vec<FieldProblem>,
    },
    /// The state of the object, or another object's name, is in the way (409).
    #[error("{message}")]
    Conflict {
        /// For people.
        message: String,
        /// One entry per field that is in the way, such as a taken name.
        validations: Vec<FieldProblem>,
    },
    /// The person has spent what they may (409, with its own fields; chats-api.md 0.4).
    #[error("{message}")]
    UsageLimit {
        /// For people.
        message: String,
        /// What they spent in the period, in micro-USD.
        spent_micros: i64,
        /// What they may spend in it.
        limit_micros: i64,
        /// When the next period begins.
        resets_at: Timestamp,
    },
    /// The object exists but is not ready to be used this way yet (406, platform.md 1.3).
    #[error("{message}")]
    NotReady {
        /// For people.
        message: String,
    },
    /// Something that the request builds on is not as it must be (412).
    #[error("{message}")]
    Precondition {
        /// For people.
        message: String,
    },
    /// The thing asked for is larger than the limit (413).
    #[error("{message}")]
    TooLarge {
        /// For people; names the limit.
        message: String,
    },
    /// The object existed and is gone for good (410).
    #[error("{message}")]
    Gone {
        /// For people.
        message: String,
    },
    /// Too many requests, or too much of the same work at once (429).
    #[error("{message}")]
    TooMany {
        /// For people.
        message: String,
        /// When another try makes sense.
        retry_after: Duration,
    },
    /// Something outside this server that the request needs failed: an LLM provider, an agent (502).
    #[error("{message}")]
    Upstream {
        /// For people; names who failed.
        message: String,
        /// The technical cause, in the other side's words.
        detail: Option<String>,
    },
    /// Something outside this server did not answer in time (504).
    #[error("{message}")]
    TimedOut {
        /// For people; names what took too long.
        message: String,
    },
    /// The server cannot do it at the moment, such as without its database (503).
    #[error("could not {step} at the moment")]
    Unavailable {
        /// What was to be done.
        step: String,
        /// Why it cannot.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// A fault of the server (500).
    #[error("could not {step}")]
    Internal {
        /// What was to be done.
        step: String,
        /// What went wrong.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
}

impl UseCaseError {
    /// There is no such `what`, or the subject may not see it.
    #[must_use]
    pub const fn not_found(what: &'static str) -> Self {
        Self::NotFound { what }
    }

    /// The subject may not; `message` says what, as a sentence.
    #[must_use]
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden { message: message.into() }
    }

    /// Nobody is signed in, or the credentials do not hold.
    #[must_use]
    pub fn unauthenticated(message: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Unauthenticated { message: message.into(), detail: Some(detail.into()) }
    }

    /// One field is bad.
    #[must_use]
    pub fn invalid_field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::invalid_fields(vec![FieldProblem::new(field, detail)])
    }

    /// Several fields are bad.
    #[must_use]
    pub fn invalid_fields(validations: Vec<FieldProblem>) -> Self {
        let message = match validations.as_slice() {
            [only] => format!("The field {} {}.", only.field, only.detail),
            _ => "The request has bad fields.".to_owned(),
        };
        Self::Invalid { message, validations }
    }

    /// The request is bad in a way that no single field is to blame for; `message` is a sentence.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into(), validations: Vec::new() }
    }

    /// The present state is in the way; `message` is a sentence.
    #[must_use]
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict { message: message.into(), validations: Vec::new() }
    }

    /// The value of `field` is taken by another object.
    #[must_use]
    pub fn taken(field: &str, value: &str) -> Self {
        let detail = format!("must be another one: {value} is taken");
        Self::Conflict {
            message: format!("The {field} {value} is taken."),
            validations: vec![FieldProblem::new(field, detail)],
        }
    }

    /// A fault of the server while it was to `step` (a verb phrase).
    #[must_use]
    pub fn internal(step: impl Into<String>, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Internal { step: step.into(), source: source.into() }
    }

    /// Turns "not found" into `None`, for callers to whom a missing object is an answer.
    ///
    /// # Errors
    /// Every other error, as it was.
    pub fn found<T>(result: Result<T, Self>) -> Result<Option<T>, Self> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(Self::NotFound { .. }) => Ok(None),
            Err(other) => Err(other),
        }
    }
}

/// A denial of something whose existence the subject may know. Hidden objects use
/// [`Platform`](crate::Platform)-side `map_err(|_| UseCaseError::not_found(..))` instead.
impl From<Denied> for UseCaseError {
    fn from(denied: Denied) -> Self {
        tracing::debug!(action = ?denied.action, object = ?denied.object, "Refused: {denied}");
        Self::Forbidden { message: "You may not do this.".to_owned() }
    }
}

impl From<StoreError> for UseCaseError {
    fn from(error: StoreError) -> Self {
        let step = "use the database".to_owned();
        if error.is_retryable() {
            Self::Unavailable { step, source: Box::new(error) }
        } else {
            Self::Internal { step, source: Box::new(error) }
        }
    }
}
