//! What a protocol does with the frames of a stream.

use std::collections::VecDeque;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::StreamEvent;
use crate::extract::json_facts;
use crate::transport::Frame;

/// The events that a frame gave.
pub(crate) type Events = VecDeque<StreamEvent>;

/// Whether the stream goes on after a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// It does.
    More,
    /// The provider's terminal event was seen, and `Finish` is the last event that was pushed.
    Done,
}

/// Why a frame ends the attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DecodeError {
    /// It is not what the protocol says.
    Malformed(String),
    /// The provider says that it failed.
    Declared(Box<DeclaredError>),
    /// The provider ended the stream without what makes it complete.
    Incomplete,
    /// The model wrote a call that the provider could not read, and the provider gave up on the answer.
    MalformedCall,
}

/// What a provider says of its failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct DeclaredError {
    /// The provider's code or type of the error.
    pub(crate) code: Option<String>,
    /// Its words.
    pub(crate) message: String,
    /// The HTTP status that it would have answered with, where it says so.
    pub(crate) status_code: Option<u16>,
    /// How long it asks to wait.
    pub(crate) retry_after: Option<Duration>,
}

impl DecodeError {
    /// The error in a provider's JSON: an object with the error's fields, or one that holds it under `error`.
    pub(crate) fn declared(json: &Value) -> Self {
        let facts = json_facts(json);
        let (code, message) = (facts.code, facts.message.unwrap_or_default());
        Self::Declared(Box::new(DeclaredError {
            code,
            message,
            status_code: facts.status_code,
            retry_after: facts.retry_after,
        }))
    }

    /// An error of which the provider told no more than a word and a sentence.
    pub(crate) fn declared_as(code: Option<String>, message: String) -> Self {
        Self::Declared(Box::new(DeclaredError { code, message, ..DeclaredError::default() }))
    }
}

/// The state of one answer.
pub(crate) trait Decode: Send {
    /// Takes the next frame.
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError>;

    /// The body ended properly, after whole frames. Only a protocol whose terminal event does not say that
    /// nothing follows may complete the answer here.
    fn end(&mut self, _events: &mut Events) -> Result<(), DecodeError> {
        Err(DecodeError::Incomplete)
    }
}

/// Reads the JSON of a frame. The reason never quotes the frame.
pub(crate) fn parse<T: DeserializeOwned>(data: &str) -> Result<T, DecodeError> {
    serde_json::from_str(data).map_err(|error| {
        let (category, line, column) = (error.classify(), error.line(), error.column());
        DecodeError::Malformed(format!("{category:?} error in its JSON at line {line}, column {column}"))
    })
}

/// The arguments of a call: a JSON object, or the text itself as a JSON string.
pub(crate) fn call_args(text: &str) -> serde_json::Value {
    if text.trim().is_empty() {
        return serde_json::json!({});
    }
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(args) if args.is_object() => args,
        Ok(_) | Err(_) => serde_json::Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::call_args;

    #[test]
    fn arguments_are_an_object_or_a_text() {
        assert_eq!(call_args(r#"{"a": 1}"#), json!({"a": 1}));
        assert_eq!(call_args(" "), json!({}));
        assert_eq!(call_args(r#"{"a": "#), json!(r#"{"a": "#));
        assert_eq!(call_args("[1]"), json!("[1]"));
    }
}
