//! What can go wrong between us and a server.

use ropewalk_wire::Response;
use url::Url;

/// A request that did not work.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server cannot be reached, or the connection broke.
    #[error("could not reach {url}")]
    Connect {
        /// What was asked for.
        url: Url,
        /// Why.
        #[source]
        source: reqwest::Error,
    },
    /// The server said no.
    #[error("{}", refusal_text(.response, *.status))]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Its words.
        response: Box<Response>,
    },
    /// The server's answer is not what this client understands.
    #[error("could not understand the answer of {url}")]
    Decode {
        /// What was asked for.
        url: Url,
        /// Why.
        #[source]
        source: serde_json::Error,
    },
    /// The stream broke; connect again.
    #[error("the stream from {url} broke")]
    Stream {
        /// What was followed.
        url: Url,
        /// Why.
        #[source]
        source: Box<tokio_tungstenite::tungstenite::Error>,
    },
    /// A URL that cannot be used.
    #[error("{text} is not a URL of a server")]
    Url {
        /// What was given.
        text: String,
    },
}

impl ClientError {
    /// The HTTP status that the server refused with.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Connect { .. } | Self::Decode { .. } | Self::Stream { .. } | Self::Url { .. } => None,
        }
    }

    /// Whether the same request may work in a moment: the connection broke, or the server is not itself.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Stream { .. } => true,
            Self::Refused { status, .. } => *status >= 500 || *status == 429,
            Self::Decode { .. } | Self::Url { .. } => false,
        }
    }
}

fn refusal_text(response: &Response, status: u16) -> String {
    let mut text = if response.message.is_empty() {
        format!("the server answered with status {status}")
    } else {
        response.message.clone()
    };
    if let Some(detail) = response.detail.as_deref().filter(|detail| !detail.is_empty()) {
        text.push_str(": ");
        text.push_str(detail);
    }
    for validation in &response.validations {
        text.push_str(&format!("\n  {}: {}", validation.field, validation.detail));
    }
    text
}
