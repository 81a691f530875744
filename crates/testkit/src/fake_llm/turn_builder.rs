//! The builder of turns: reads like the answer that it makes.

use std::time::Duration;

use serde_json::Value;

use super::script::{ChatQuirks, Cut, FinishWord, Refusal, ScriptedCall, Step, Turn, TurnUsage};

impl Turn {
    /// An empty answer to build on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An answer of one piece of text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new().chunks([text])
    }

    /// An answer that is one call of a tool.
    #[must_use]
    pub fn tool_call(name: impl Into<String>, args: Value) -> Self {
        Self::new().calls([ScriptedCall::new(name, args)])
    }

    /// An HTTP error.
    #[must_use]
    pub fn error(status: u16, message: impl Into<String>) -> Self {
        let refusal = Refusal { status, message: message.into(), ..Refusal::default() };
        Self { refuse: Some(refusal), ..Self::default() }
    }

    /// Appends text, one delta per chunk.
    #[must_use]
    pub fn chunks<T: Into<String>>(self, chunks: impl IntoIterator<Item = T>) -> Self {
        self.step(Step::Text { chunks: chunks.into_iter().map(Into::into).collect() })
    }

    /// Appends reasoning with its signature.
    #[must_use]
    pub fn reasoning(self, text: impl Into<String>, signature: impl Into<String>) -> Self {
        self.step(Step::Reasoning { chunks: vec![text.into()], signature: Some(signature.into()) })
    }

    /// Appends calls that are made at once.
    #[must_use]
    pub fn calls(self, calls: impl IntoIterator<Item = ScriptedCall>) -> Self {
        self.step(Step::ToolCalls(calls.into_iter().collect()))
    }

    /// Appends a pause.
    #[must_use]
    pub fn delay(self, pause: Duration) -> Self {
        self.step(Step::DelayMs(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)))
    }

    /// Appends a gate: the stream goes on when the test opens it.
    #[must_use]
    pub fn gate(self, name: impl Into<String>) -> Self {
        self.step(Step::Gate(name.into()))
    }

    /// Appends a frame that is no JSON.
    #[must_use]
    pub fn malformed_frame(self) -> Self {
        self.step(Step::Raw { event: None, data: "{\"type\": ".to_owned() })
    }

    /// Appends endless silence.
    #[must_use]
    pub fn silence(self) -> Self {
        self.step(Step::Silence)
    }

    /// Appends an error that the provider declares in the stream.
    #[must_use]
    pub fn provider_error(self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.step(Step::ProviderError { code: code.into(), message: message.into() })
    }

    /// Appends any step.
    #[must_use]
    pub fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Sets the tokens.
    #[must_use]
    pub const fn usage(mut self, usage: TurnUsage) -> Self {
        self.usage = usage;
        self
    }

    /// Sets the reason for the end.
    #[must_use]
    pub const fn finish(mut self, finish: FinishWord) -> Self {
        self.finish = Some(finish);
        self
    }

    /// Breaks the stream off.
    #[must_use]
    pub const fn cut(mut self, cut: Cut) -> Self {
        self.cut = Some(cut);
        self
    }

    /// Sets the deviations of a Chat Completions server.
    #[must_use]
    pub fn chat_quirks(mut self, quirks: ChatQuirks) -> Self {
        self.chat = quirks;
        self
    }

    /// Adds a header to an HTTP error.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.refuse.get_or_insert_default().headers.insert(name.into(), value.into());
        self
    }

    /// Sets the code of an HTTP error.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.refuse.get_or_insert_default().code = Some(code.into());
        self
    }

    /// Whether the answer calls a tool.
    #[must_use]
    pub fn has_calls(&self) -> bool {
        self.steps.iter().any(|it| matches!(it, Step::ToolCalls(calls) if !calls.is_empty()))
    }

    /// Why the answer ends.
    #[must_use]
    pub fn finish_word(&self) -> FinishWord {
        let natural = if self.has_calls() { FinishWord::ToolCalls } else { FinishWord::Stop };
        self.finish.unwrap_or(natural)
    }
}

impl ScriptedCall {
    /// A call with an id that the server chooses.
    #[must_use]
    pub fn new(name: impl Into<String>, args: Value) -> Self {
        Self { name: name.into(), args, ..Self::default() }
    }

    /// The call with this id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The JSON text of the arguments.
    #[must_use]
    pub fn args_text(&self) -> String {
        match &self.raw_args {
            Some(text) => text.clone(),
            None if self.args.is_null() => "{}".to_owned(),
            None => self.args.to_string(),
        }
    }
}
