//! The kind of a failure (chat-engine.md 3.2). The order of the steps is the contract: overload is a dedicated
//! signal and comes first; bad credentials beat a bad configuration; a configuration signal inside a 503 fails
//! fast; a disabled provider answers 503 and is asked for before the timeouts.
//!
//! Beyond the table, and only where it would say "unexpected error": 402 is a usage limit; 404, redirects, an
//! invalid certificate and OpenAI's and Anthropic's own words for a too long prompt are configuration; OpenAI's
//! and Anthropic's codes for an internal error (`server_error`, `api_error`) are retryable like their text; Google's
//! words for a wrong key, which it answers with 400, are refused credentials; the exceptions that Bedrock declares in a
//! stream, which have no status there, are read as their statuses are. A cancellation that the provider reports is like a
//! connection that broke (GL-16): our own never arrives here, because cancelling drops the request.

use std::time::Duration;

use ropewalk_model::chat::{ErrorKind, clip_detail};

use crate::extract::{provider_in_text, status_in_text};
use crate::messages::{Facts, Saying, label, sentence};
use crate::{Fault, LlmError};

/// Everything that is known of a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// The configured provider's name; without it, the text may tell.
    pub provider: Option<String>,
    /// The configured provider's name for people, where it has one of its own.
    pub display_name: Option<String>,
    /// How it came to us.
    pub cause: Cause,
    /// The provider's HTTP status; without it, the text may tell.
    pub status_code: Option<u16>,
    /// The provider's code of the error.
    pub code: Option<String>,
    /// All text of the error, for matching only.
    pub text: String,
    /// The provider's own words, for people.
    pub detail: Option<String>,
    /// A diagnostic of ours without secrets, used where the provider said nothing.
    pub diagnostic: Option<String>,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
}

/// How a failure came to us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cause {
    /// The provider said so, by status or in the stream.
    #[default]
    Provider,
    /// The stream ended without its terminal event.
    IncompleteStream,
    /// The provider gave up on a call that its model wrote (the Gemini protocol's `MALFORMED_FUNCTION_CALL`).
    MalformedCall,
    /// The connection broke, or none came about.
    TransportReset,
    /// The peer reset the HTTP/2 stream.
    PeerReset {
        /// Whether its reason is one that another try may overcome.
        is_retryable: bool,
    },
    /// A deadline of our own passed.
    OwnDeadline,
    /// We cancelled the request.
    Cancelled,
}

const CANCELLED: [&str; 3] = ["chat interrupted", "request interrupted", "operation interrupted"];
const QUOTA: [&str; 3] = ["quota", "billing", "payment required"];
const AUTH: [&str; 5] = [
    "authentication",
    "unauthorized",
    "invalid api key",
    "invalid_api_key",
    // ours, see above
    "api key not valid",
];
const RATE: [&str; 6] = [
    "rate limit",
    "rate_limit",
    "rate limited",
    "rate-limited",
    "too many requests",
    // ours, see above
    "throttlingexception",
];
const CONFIG: [&str; 13] = [
    "invalid model",
    "model not found",
    "model_not_found",
    "unsupported model",
    "context length exceeded",
    "context_exceeded",
    "maximum context length",
    "malformed config",
    "malformed configuration",
    // ours, see above
    "context_length_exceeded",
    "exceeds the context window",
    "prompt is too long",
    "invalid peer certificate",
];
const TIMEOUT: [&str; 21] = [
    "timeout",
    "timed out",
    "service unavailable",
    "unavailable",
    "connection reset",
    "connection refused",
    "broken pipe",
    "bad gateway",
    "gateway timeout",
    "client conn",
    "goaway",
    "http2: stream closed",
    "use of closed network connection",
    "internal_error; received from peer",
    "refused_stream; received from peer",
    "cancel; received from peer",
    "enhance_your_calm; received from peer",
    "no_error; received from peer",
    "unexpected end of file",
    // ours, see above
    "context canceled",
    "context cancelled",
];
const SERVER: [&str; 6] = [
    "server error",
    "internal server error",
    // ours, see above
    "server_error",
    "api_error",
    "internalserverexception",
    "modelstreamerrorexception",
];

/// The verdict of a step.
struct Verdict {
    kind: ErrorKind,
    retryable: bool,
    saying: Saying,
    /// Replaces the provider's words.
    fixed_detail: Option<&'static str>,
}

impl Verdict {
    const fn of(kind: ErrorKind, retryable: bool) -> Self {
        Self { kind, retryable, saying: Saying::OfKind, fixed_detail: None }
    }

    const fn saying(saying: Saying) -> Self {
        Self { kind: ErrorKind::Generic, retryable: false, saying, fixed_detail: None }
    }
}

/// What the steps look at.
struct Evidence<'a> {
    text: String,
    code: String,
    status: Option<u16>,
    cause: &'a Cause,
}

/// Classifies a failure.
#[must_use]
pub fn classify(signals: &Signals) -> LlmError {
    let lower = |text: &Option<String>| text.as_deref().unwrap_or_default().to_lowercase();
    let (code, detail) = (lower(&signals.code), lower(&signals.detail));
    let text = format!("{}\n{code}\n{detail}", signals.text.to_lowercase());
    let status = signals.status_code.or_else(|| status_in_text(&text));
    let evidence = Evidence { text, code, status, cause: &signals.cause };
    let verdict = evidence.history_steps().unwrap_or_else(|| evidence.table_steps());
    let provider = match &signals.provider {
        Some(name) => name.clone(),
        None => provider_in_text(&evidence.text).unwrap_or_default().to_owned(),
    };
    let who = signals.display_name.as_deref().unwrap_or_else(|| label(&provider));
    let facts = Facts { retryable: verdict.retryable, has_status: status.is_some() };
    LlmError {
        kind: verdict.kind,
        message: sentence(verdict.saying, verdict.kind, facts, who),
        detail: detail_of(signals, &verdict),
        retryable: verdict.retryable,
        provider,
        status_code: status,
        retry_after: signals.retry_after,
        fault: evidence.is_chain_lost().then_some(Fault::ChainBroken),
    }
}

/// The provider's words; without any, our diagnostic, except for refused credentials.
fn detail_of(signals: &Signals, verdict: &Verdict) -> Option<String> {
    if let Some(fixed) = verdict.fixed_detail {
        return Some(fixed.to_owned());
    }
    let own = signals.diagnostic.as_deref().filter(|_| verdict.kind != ErrorKind::Auth);
    let words = signals.detail.as_deref().map(str::trim).filter(|it| !it.is_empty());
    words.or(own).map(clip_detail)
}

impl Evidence<'_> {
    fn says(&self, patterns: &[&str]) -> bool {
        patterns.iter().any(|it| self.text.contains(it))
    }

    fn is(&self, statuses: &[u16]) -> bool {
        self.status.is_some_and(|it| statuses.contains(&it))
    }

    fn is_config(&self) -> bool {
        self.says(&CONFIG)
    }

    /// Steps 1 to 5: states of the conversation and of the stream.
    fn history_steps(&self) -> Option<Verdict> {
        if self.says(&CANCELLED) {
            return Some(Verdict::saying(Saying::Cancelled));
        }
        if let Some(found) = self.state_mismatch() {
            let verdict = Verdict::saying(Saying::StateMismatch);
            return Some(Verdict { fixed_detail: Some(found), ..verdict });
        }
        if *self.cause == Cause::IncompleteStream {
            let verdict = Verdict::of(ErrorKind::Timeout, true);
            return Some(Verdict { saying: Saying::ClosedEarly, ..verdict });
        }
        let may_pass = self.is_chain_lost() || *self.cause == Cause::MalformedCall;
        may_pass.then(|| Verdict::of(ErrorKind::Generic, true))
    }

    /// Step 4. Besides the table's words: OpenAI's code, and its refusal to organizations whose answers it may not keep.
    fn is_chain_lost(&self) -> bool {
        let says_so = self.says(&["previous response with id"]) && self.says(&["not found"]);
        says_so || self.says(&["previous_response_not_found", "previous response cannot be used"])
    }

    /// Step 2. The diagnostic never repeats the provider's ids.
    fn state_mismatch(&self) -> Option<&'static str> {
        if self.says(&["no tool output found for function call"]) {
            Some("match=function_call_output_missing")
        } else if self.says(&["provided without its required"]) && self.says(&["reasoning"]) {
            Some("match=web_search_reasoning_missing")
        } else {
            None
        }
    }

    /// Steps 6 to 16.
    fn table_steps(&self) -> Verdict {
        let no_config = !self.is_config();
        if self.is(&[529]) || self.says(&["overloaded"]) {
            Verdict::of(ErrorKind::Overloaded, true)
        } else if self.says(&["insufficient_quota"]) || (!self.is(&[429]) && self.is_quota()) {
            Verdict::of(ErrorKind::UsageLimit, false)
        } else if self.is(&[401]) || self.says(&AUTH) || (no_config && self.is_forbidden()) {
            Verdict::of(ErrorKind::Auth, false)
        } else if no_config && (self.is(&[429]) || self.says(&RATE)) {
            Verdict::of(ErrorKind::RateLimit, true)
        } else if self.code == "provider_disabled" {
            Verdict::of(ErrorKind::ProviderDisabled, false)
        } else if no_config && self.is_timeout() {
            Verdict::of(ErrorKind::Timeout, *self.cause != Cause::OwnDeadline)
        } else if !no_config || self.is_misplaced() {
            Verdict::of(ErrorKind::Config, false)
        } else if self.is(&[500]) || self.says(&SERVER) {
            Verdict::of(ErrorKind::Generic, true)
        } else if *self.cause == Cause::Cancelled {
            Verdict::saying(Saying::Cancelled)
        } else {
            Verdict::of(ErrorKind::Generic, false)
        }
    }

    fn is_quota(&self) -> bool {
        self.is(&[402]) || self.says(&QUOTA)
    }

    fn is_forbidden(&self) -> bool {
        self.is(&[403]) || self.says(&["forbidden"])
    }

    /// Step 12. A reset that the peer gave a final reason for is no timeout, whatever its text says.
    fn is_timeout(&self) -> bool {
        let by_text = || {
            self.is(&[408, 499, 502, 503, 504])
                || self.says(&TIMEOUT)
                || has_word(&self.text, "eof")
                || ["cancelled", "canceled"].contains(&self.code.as_str())
        };
        match self.cause {
            Cause::OwnDeadline => true,
            Cause::PeerReset { is_retryable } => *is_retryable,
            Cause::TransportReset => self.status.is_none() || by_text(),
            Cause::Provider | Cause::IncompleteStream | Cause::MalformedCall | Cause::Cancelled => by_text(),
        }
    }

    /// Nothing that we know is at this address.
    fn is_misplaced(&self) -> bool {
        self.status.is_some_and(|it| it == 404 || (300..400).contains(&it))
    }
}

/// Whether a word stands alone in the text: `eof` must not be found in `geoffrey`.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|it: char| !it.is_alphanumeric()).any(|it| it == word)
}

#[cfg(test)]
#[path = "classify_tests.rs"]
mod tests;
