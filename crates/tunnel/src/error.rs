//! Why a call to an agent failed. Callers tell the cases apart by type: what a person or a model is told, and
//! whether the workspace is restarted, depends on it (agent-and-provisioning.md 6, chat-engine.md 4.2).

use std::time::Duration;

use ropewalk_wire::agent::{AgentErrorBody, AgentValidation};

/// Any error that can travel between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a call to an agent failed.
#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    /// There is no tunnel to ask on.
    #[error("the workspace agent is not connected")]
    NotConnected,
    /// A tunnel did not come up in time.
    #[error("no connection to the workspace agent within {limit:?}")]
    DialTimeout {
        /// How long was waited.
        limit: Duration,
    },
    /// The tunnel ended before the answer was there. The call may or may not have had its effect.
    #[error("the connection to the workspace agent ended during {what}")]
    Closed {
        /// The call.
        what: &'static str,
        /// What the connection died of, where known.
        #[source]
        source: Option<BoxError>,
    },
    /// The agent broke off this one call; the tunnel lives. The call may or may not have had its effect.
    #[error("the workspace agent broke off {what}")]
    StreamReset {
        /// The call.
        what: &'static str,
        /// The reset.
        #[source]
        source: BoxError,
    },
    /// No answer in time. The call may or may not have had its effect.
    #[error("the workspace agent did not finish {what} within {limit:?}")]
    Deadline {
        /// The call.
        what: &'static str,
        /// The limit that passed.
        limit: Duration,
    },
    /// The agent said no. `message` is written for the person or the model that asked.
    #[error("{message}")]
    Refused {
        /// The call.
        what: &'static str,
        /// HTTP status.
        status: u16,
        /// What is wrong and what to do.
        message: String,
        /// The technical cause.
        detail: Option<String>,
        /// What is wrong with which field.
        validations: Vec<AgentValidation>,
    },
    /// The answer could not be read: the agent speaks another version, or answers too much.
    #[error("the workspace agent's answer to {what} could not be read")]
    Decode {
        /// The call.
        what: &'static str,
        /// What is wrong with it.
        #[source]
        source: BoxError,
    },
    /// The content that the caller wanted to send could not be read, or the request could not be built.
    #[error("the request for {what} could not be made")]
    Request {
        /// The call.
        what: &'static str,
        /// Why.
        #[source]
        source: BoxError,
    },
}

impl AgentError {
    pub(crate) fn refused(what: &'static str, status: u16, body: AgentErrorBody) -> Self {
        let AgentErrorBody { message, detail, validations } = body;
        Self::Refused { what, status, message, detail, validations }
    }

    /// Sorts an error of hyper: ours, the stream's, or the connection's.
    pub(crate) fn from_hyper(what: &'static str, error: hyper::Error) -> Self {
        if error.is_user() {
            return Self::Request { what, source: error.into() };
        }
        if is_stream_reset(&error) {
            return Self::StreamReset { what, source: error.into() };
        }
        Self::Closed { what, source: Some(error.into()) }
    }

    /// The agent's own text for the person or model, when the agent answered at all.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match self {
            Self::Refused { message, .. } => Some(message),
            Self::NotConnected
            | Self::DialTimeout { .. }
            | Self::Closed { .. }
            | Self::StreamReset { .. }
            | Self::Deadline { .. }
            | Self::Decode { .. }
            | Self::Request { .. } => None,
        }
    }
}

fn is_stream_reset(error: &hyper::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        if let Some(h2) = inner.downcast_ref::<h2::Error>() {
            return h2.is_reset();
        }
        cause = inner.source();
    }
    false
}
