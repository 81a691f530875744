//! The sentences of errors, in our own words (chat-engine.md 3.1). They name the provider and never hold a
//! status code. For the retryable kinds they state facts and give no advice, so that the same sentence serves
//! while we retry and when we give up.

use ropewalk_model::chat::ErrorKind;

use crate::ProviderKind;

/// What an error says beyond its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Saying {
    /// Nothing: the kind's own sentence.
    OfKind,
    /// The request was cancelled.
    Cancelled,
    /// Our history and the provider's idea of it differ.
    StateMismatch,
    /// The stream ended before its terminal event.
    ClosedEarly,
    /// A frame of the stream could not be read.
    Unreadable,
    /// A frame of the stream, or all of it, is too large.
    TooLarge,
}

/// A provider that nothing tells the name of.
const UNKNOWN: &str = "the model provider";

/// The provider's name for people. A name without a kind of its own comes from a gateway's text.
pub(crate) fn label(provider: &str) -> &str {
    match provider {
        "" => UNKNOWN,
        name => ProviderKind::parse(name).map_or(name, |it| it.display_name()),
    }
}

/// The sentence of an error.
pub(crate) fn sentence(saying: Saying, kind: ErrorKind, facts: Facts, who: &str) -> String {
    let text = match saying {
        Saying::OfKind => of_kind(kind, facts, who),
        Saying::Cancelled => format!("The request to {who} was cancelled."),
        Saying::StateMismatch => format!(
            "{who} cannot continue this conversation: its stored state does not match what the provider \
             expects. This is neither a configuration nor a billing problem."
        ),
        Saying::ClosedEarly => format!("{who} closed its stream early."),
        Saying::Unreadable => format!("{who} sent a stream that could not be read."),
        Saying::TooLarge => format!("{who} sent more than can be read: it is too large."),
    };
    match text.strip_prefix(UNKNOWN) {
        Some(rest) => format!("The model provider{rest}"),
        None => text,
    }
}

/// What the sentences of some kinds depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) retryable: bool,
    pub(crate) has_status: bool,
}

impl Facts {
    /// Whether we gave up by ourselves, without an answer.
    const fn is_ours(self) -> bool {
        !self.retryable && !self.has_status
    }
}

fn of_kind(kind: ErrorKind, facts: Facts, who: &str) -> String {
    match kind {
        ErrorKind::Overloaded => format!("{who} is overloaded at the moment."),
        ErrorKind::RateLimit => format!("{who} is limiting the rate of requests."),
        ErrorKind::Timeout if facts.is_ours() => format!("The request to {who} timed out."),
        ErrorKind::Timeout => format!("{who} is unavailable at the moment."),
        ErrorKind::StreamSilenceTimeout => format!("{who} sent no data for too long."),
        ErrorKind::Auth => {
            format!("{who} refused the credentials. Check the API key and its permissions.")
        }
        ErrorKind::Config => format!(
            "{who} rejected the model configuration. Check the model and the settings of the provider."
        ),
        ErrorKind::UsageLimit => format!(
            "The usage limit at {who} is reached. Ask an administrator, or check the budget and the quota."
        ),
        ErrorKind::MissingKey => format!(
            "The API key for {who} that this conversation started with is gone. Send the message again."
        ),
        ErrorKind::ProviderDisabled => format!("An administrator has disabled {who}."),
        ErrorKind::ContentFilter => format!("{who} blocked the answer under its content policy."),
        ErrorKind::Generic if facts.is_ours() => format!("The request to {who} failed unexpectedly."),
        ErrorKind::Generic => format!("{who} reported an unexpected error."),
    }
}
