//! Turns a failure of the transport or of a protocol into the classified error of a provider.

use std::error::Error;
use std::sync::Arc;

use ropewalk_model::Clock;
use ropewalk_model::chat::{ErrorKind, clip_detail};
use ropewalk_telemetry::{ErrorChain, Secret};

use crate::classify::{Cause, Signals, classify};
use crate::decode::{DeclaredError, DecodeError};
use crate::extract::{body_facts, retry_after};
use crate::messages::{Facts, Saying, sentence};
use crate::transport::{ErrorResponse, TransportError};
use crate::{Fault, LlmError, ProviderKind};

/// Texts shorter than this are not searched for in the provider's words: they would hide innocent ones.
const SHORTEST_HIDDEN_KEY: usize = 8;

/// Who failed.
#[derive(Clone)]
pub(crate) struct Reporter {
    pub(crate) kind: ProviderKind,
    pub(crate) display_name: Option<String>,
    /// Taken out of the provider's words, should it repeat its key.
    pub(crate) api_key: Secret,
    /// For dates until which a provider asks to wait.
    pub(crate) clock: Arc<dyn Clock>,
}

impl Reporter {
    /// The error of a failed exchange.
    pub(crate) fn transport_error(&self, error: TransportError) -> LlmError {
        match error {
            TransportError::Build(source) => self.preset(ErrorKind::Config, Some(chain(&source))),
            TransportError::Connection(source) => self.connection_error(&source),
            TransportError::Silence(_) => self.preset(ErrorKind::StreamSilenceTimeout, None),
            TransportError::Deadline(_) => self.classified(Signals {
                cause: Cause::OwnDeadline,
                diagnostic: Some(error.to_string()),
                ..Signals::default()
            }),
            TransportError::Truncated => self.incomplete(),
            TransportError::Status(response) => self.status_error(&response),
            TransportError::NotAStream { content_type, response } => {
                self.no_stream_error(&content_type, &response)
            }
            TransportError::FrameTooLarge(_) | TransportError::AnswerTooLarge(_) => {
                self.generic(Saying::TooLarge, Retry::No, Some(error.to_string()))
            }
            TransportError::Malformed(reason) => self.malformed(&reason),
        }
    }

    /// The error of a frame.
    pub(crate) fn decode_error(&self, error: DecodeError) -> LlmError {
        match error {
            DecodeError::Malformed(reason) => self.malformed(&reason),
            DecodeError::Incomplete => self.incomplete(),
            DecodeError::MalformedCall => self.classified(Signals {
                cause: Cause::MalformedCall,
                diagnostic: Some(
                    "The model wrote a call of a tool that the provider could not read.".to_owned(),
                ),
                ..Signals::default()
            }),
            DecodeError::Declared(facts) => self.declared_error(*facts),
        }
    }

    /// A failure that the provider declared in its stream.
    fn declared_error(&self, facts: DeclaredError) -> LlmError {
        let DeclaredError { code, message, status_code, retry_after } = facts;
        let message = match &code {
            Some(code) => format!("{message} (code: {code})").trim().to_owned(),
            None => message,
        };
        self.classified(Signals {
            code,
            text: message.clone(),
            detail: Some(message),
            status_code,
            retry_after,
            ..Signals::default()
        })
    }

    fn incomplete(&self) -> LlmError {
        self.classified(Signals { cause: Cause::IncompleteStream, ..Signals::default() })
    }

    /// A request that we cannot express for this provider.
    pub(crate) fn bad_request(&self, reason: String) -> LlmError {
        self.preset(ErrorKind::Config, Some(reason))
    }

    /// A conversation that no longer is one that this provider takes (PR-16).
    pub(crate) fn broken_history(&self) -> LlmError {
        let error = self.generic(Saying::StateMismatch, Retry::No, None);
        let detail = Some("match=provider_tool_guard_postcondition_failed".to_owned());
        LlmError { message: format!("{} Start a new chat.", error.message), detail, ..error }
    }

    fn malformed(&self, reason: &str) -> LlmError {
        let error = self.generic(Saying::Unreadable, Retry::Yes, Some(reason.to_owned()));
        LlmError { fault: Some(Fault::MalformedFrame), ..error }
    }

    fn status_error(&self, response: &ErrorResponse) -> LlmError {
        let facts = body_facts(&response.body);
        self.classified(Signals {
            status_code: Some(response.status.as_u16()),
            code: facts.code,
            text: facts.text,
            detail: facts.message,
            retry_after: retry_after(&response.headers, self.clock.now()).or(facts.retry_after),
            ..Signals::default()
        })
    }

    /// An answer that claims success. A web page comes from a wrong base URL; JSON may be an error.
    fn no_stream_error(&self, content_type: &str, response: &ErrorResponse) -> LlmError {
        let diagnostic = format!("The answer is {content_type} and not a stream of events.");
        if content_type == "text/html" {
            return self.preset(ErrorKind::Config, Some(diagnostic));
        }
        let facts = body_facts(&response.body);
        self.classified(Signals {
            code: facts.code,
            text: facts.text,
            detail: facts.message,
            diagnostic: Some(diagnostic),
            ..Signals::default()
        })
    }

    fn connection_error(&self, error: &reqwest::Error) -> LlmError {
        let diagnostic = chain(error);
        self.classified(Signals {
            cause: cause_of(error),
            text: diagnostic.clone(),
            diagnostic: Some(diagnostic),
            ..Signals::default()
        })
    }

    fn classified(&self, signals: Signals) -> LlmError {
        let error = classify(&Signals {
            provider: Some(self.kind.name().to_owned()),
            display_name: self.display_name.clone(),
            ..signals
        });
        self.without_key(error)
    }

    /// An error whose kind is certain.
    fn preset(&self, kind: ErrorKind, detail: Option<String>) -> LlmError {
        let retry = match kind {
            ErrorKind::StreamSilenceTimeout => Retry::Yes,
            ErrorKind::Generic
            | ErrorKind::Overloaded
            | ErrorKind::RateLimit
            | ErrorKind::Timeout
            | ErrorKind::Auth
            | ErrorKind::Config
            | ErrorKind::UsageLimit
            | ErrorKind::MissingKey
            | ErrorKind::ProviderDisabled
            | ErrorKind::ContentFilter => Retry::No,
        };
        self.built(kind, Saying::OfKind, retry, detail)
    }

    fn generic(&self, saying: Saying, retry: Retry, detail: Option<String>) -> LlmError {
        self.built(ErrorKind::Generic, saying, retry, detail)
    }

    fn built(&self, kind: ErrorKind, saying: Saying, retry: Retry, detail: Option<String>) -> LlmError {
        let retryable = retry == Retry::Yes;
        let who = self.display_name.as_deref().unwrap_or(self.kind.display_name());
        self.without_key(LlmError {
            kind,
            message: sentence(saying, kind, Facts { retryable, has_status: false }, who),
            detail: detail.as_deref().map(clip_detail),
            retryable,
            provider: self.kind.name().to_owned(),
            status_code: None,
            retry_after: None,
            fault: None,
        })
    }

    fn without_key(&self, mut error: LlmError) -> LlmError {
        let key = self.api_key.expose();
        if key.len() >= SHORTEST_HIDDEN_KEY {
            error.detail = error.detail.map(|it| it.replace(key, "[key]"));
        }
        error
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Retry {
    Yes,
    No,
}

fn chain(error: &reqwest::Error) -> String {
    ErrorChain(error).to_string()
}

/// Whether the peer reset the stream, and with what reason; else the connection broke.
fn cause_of(error: &reqwest::Error) -> Cause {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(reset) = error.downcast_ref::<h2::Error>()
            && reset.is_reset()
            && reset.is_remote()
        {
            return Cause::PeerReset { is_retryable: reset.reason().is_some_and(is_retryable_reset) };
        }
        cause = error.source();
    }
    Cause::TransportReset
}

fn is_retryable_reset(reason: h2::Reason) -> bool {
    [
        h2::Reason::NO_ERROR,
        h2::Reason::INTERNAL_ERROR,
        h2::Reason::REFUSED_STREAM,
        h2::Reason::CANCEL,
        h2::Reason::ENHANCE_YOUR_CALM,
    ]
    .contains(&reason)
}
