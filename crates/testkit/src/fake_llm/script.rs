//! What a fake model answers: turns, and rules that choose among them. Everything here is plain data that
//! JSON can carry, so that a test in another process (a browser test) can script the same server.
//!
//! One turn serves all protocols. What a protocol cannot say (a redacted block of reasoning in Chat
//! Completions) is left out there.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::recorded::{Protocol, RecordedRequest};

/// One answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Turn {
    /// What happens, in order.
    pub steps: Vec<Step>,
    /// The tokens that the answer claims.
    pub usage: TurnUsage,
    /// Why it ends; by default `tool_calls` after a call, else `stop`.
    pub finish: Option<FinishWord>,
    /// Where the stream breaks off before its terminal event.
    pub cut: Option<Cut>,
    /// Answer with an HTTP error and no stream.
    pub refuse: Option<Refusal>,
    /// How a Chat Completions server deviates from OpenAI's.
    pub chat: ChatQuirks,
}

/// A piece of an answer. Text that follows text (whatever pauses are between) is one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Text, one delta per chunk.
    Text {
        /// The chunks; JSON may give one string.
        #[serde(deserialize_with = "one_or_many")]
        chunks: Vec<String>,
    },
    /// Reasoning, one delta per chunk.
    Reasoning {
        /// The chunks; JSON may give one string.
        #[serde(deserialize_with = "one_or_many")]
        chunks: Vec<String>,
        /// Signature (Anthropic, Bedrock, Google, gateways) or encrypted content (Responses).
        #[serde(default)]
        signature: Option<String>,
    },
    /// Reasoning that only the provider can read (Anthropic, Bedrock; a signature without a thought at Google).
    RedactedReasoning {
        /// The sealed text.
        data: String,
    },
    /// Calls that the model makes at once.
    ToolCalls(Vec<ScriptedCall>),
    /// A web search that the provider runs itself (Anthropic, Responses, Google).
    WebSearch {
        /// What it looks for.
        query: String,
        /// What it finds: address and title.
        pages: Vec<(String, String)>,
    },
    /// A pause.
    DelayMs(u64),
    /// Wait until the test opens the gate of this name.
    Gate(String),
    /// A frame with exactly this event name and data, e.g. one that does not parse.
    Raw {
        /// The `event:` line, if any.
        #[serde(default)]
        event: Option<String>,
        /// The `data:` line.
        data: String,
    },
    /// Exactly these bytes, framed by nobody.
    Bytes {
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A frame of at least this many bytes.
    HugeFrame {
        /// How many.
        bytes: usize,
    },
    /// Nothing more comes, and the connection stays open.
    Silence,
    /// The provider says in the stream that it failed.
    ProviderError {
        /// Its code, e.g. `overloaded_error`.
        code: String,
        /// Its words.
        message: String,
    },
}

/// A scripted call of a tool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScriptedCall {
    /// Its id; by default one that the server counts up.
    pub id: Option<String>,
    /// The tool.
    pub name: String,
    /// The arguments.
    pub args: Value,
    /// The arguments' text instead of `args`, for arguments that are no JSON.
    pub raw_args: Option<String>,
}

/// The tokens of an answer; no token is counted in two fields, except that reasoning is part of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TurnUsage {
    /// Input that no cache knows.
    pub input: i64,
    /// Output, reasoning included.
    pub output: i64,
    /// Input read from the cache.
    pub cache_read: i64,
    /// Input written to the cache (Anthropic).
    pub cache_write: i64,
    /// The part of the output that was reasoning (OpenAI).
    pub reasoning: i64,
}

impl Default for TurnUsage {
    fn default() -> Self {
        Self { input: 25, output: 10, cache_read: 0, cache_write: 0, reasoning: 0 }
    }
}

/// Why an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FinishWord {
    /// Done.
    Stop,
    /// A token limit.
    Length,
    /// Tools are wanted.
    ToolCalls,
    /// Blocked by the provider.
    ContentFilter,
}

/// Where a stream breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// After so many whole frames, with a proper end of the HTTP body.
    AfterFrames(usize),
    /// After so many bytes, with a proper end of the HTTP body.
    AfterBytes(usize),
    /// After so many whole frames, by dropping the connection.
    ResetAfterFrames(usize),
}

/// An HTTP error, in the provider's shape.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refusal {
    /// The status.
    pub status: u16,
    /// The provider's error type or code; by default one that fits the status.
    pub code: Option<String>,
    /// Its words.
    pub message: String,
    /// Further headers, e.g. `retry-after`.
    pub headers: BTreeMap<String, String>,
    /// The body as it is, instead of the provider's shape.
    pub raw_body: Option<String>,
}

/// Ways in which servers that call themselves OpenAI-compatible differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChatQuirks {
    /// Never sends usage.
    pub no_usage: bool,
    /// Sends each tool call whole, in one delta.
    pub whole_calls: bool,
    /// Sends tool calls without ids.
    pub no_call_ids: bool,
    /// Sends tool calls without an index.
    pub no_call_index: bool,
    /// Says `stop` even after tool calls.
    pub stop_after_calls: bool,
    /// Names the reasoning field; by default `reasoning_content`.
    pub reasoning_field: Option<String>,
}

/// A whole script: what the server of another process is started with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// Turns that are used up in order, before any rule is asked.
    pub turns: Vec<Turn>,
    /// Rules, asked in order.
    pub rules: Vec<Rule>,
    /// What `GET /v1/models` lists.
    pub models: Vec<String>,
    /// The only key that is accepted; by default any.
    pub api_key: Option<String>,
}

/// Turns for the requests that fit a condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// The condition.
    pub when: When,
    /// The answers, used up in order.
    pub turns: Vec<Turn>,
    /// Whether the last answer is given again and again.
    pub repeat_last: bool,
}

/// A condition on a request; every field that is set must hold. Texts are compared without case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// The last message of a person contains this.
    pub last_user_contains: Option<String>,
    /// A system message contains this.
    pub system_contains: Option<String>,
    /// The newest result of a tool contains this.
    pub last_tool_result_contains: Option<String>,
    /// The request ends with a tool's result (or does not).
    pub ends_with_tool_result: Option<bool>,
    /// The request offers tools (or does not).
    pub has_tools: Option<bool>,
    /// The model.
    pub model: Option<String>,
    /// The protocol.
    pub protocol: Option<Protocol>,
}

impl When {
    /// Whether the request fits.
    #[must_use]
    pub fn matches(&self, request: &RecordedRequest) -> bool {
        let contains = |needle: &Option<String>, text: Option<String>| match needle {
            None => true,
            Some(needle) => text.is_some_and(|it| it.to_lowercase().contains(&needle.to_lowercase())),
        };
        contains(&self.last_user_contains, request.last_user_text())
            && contains(&self.system_contains, Some(request.system_text()))
            && contains(&self.last_tool_result_contains, request.tool_results().pop().map(|it| it.text))
            && self.ends_with_tool_result.is_none_or(|it| it == request.ends_with_tool_result())
            && self.has_tools.is_none_or(|it| it != request.tool_names().is_empty())
            && self.model.as_ref().is_none_or(|it| *it == request.model())
            && self.protocol.is_none_or(|it| it == request.protocol)
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(chunk) => vec![chunk],
        OneOrMany::Many(chunks) => chunks,
    })
}
