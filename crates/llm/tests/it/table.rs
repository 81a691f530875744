//! The table: which provider can do what. One row per provider and protocol, one column per capability.
//!
//! A cell that is not covered has its reason. The suite (`suite.rs`) runs every covered cell, and the snapshot of the
//! matrix (`cargo nextest run -p ropewalk-llm matrix --no-capture` prints it) shows the whole.

use std::time::Duration;

use ropewalk_llm::{
    Message, ModelClient, ModelRequest, ModelSettings, ProviderEndpoint, ProviderKind, StreamLimits,
    ToolChoice, http_client,
};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::{FakeLlm, Protocol};

use crate::support::{execute_tool, install_ring};

/// Something that providers can do, or that must be survived with each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Capability {
    Text,
    ReasoningRoundTrip,
    ReasoningWithoutWords,
    ToolCall,
    ParallelCalls,
    BrokenArguments,
    Images,
    Pdf,
    ImagesOfTools,
    CachedUsage,
    CacheWrites,
    ReasoningUsage,
    FinishReasons,
    WebSearch,
    CacheMarks,
    ReasoningEffort,
    KeyCheck,
    Headers,
    HttpErrors,
    RetryAfter,
    DeclaredFailure,
    NoStream,
    Redirect,
    Cancellation,
    CutBetweenFrames,
    CutInsideFrame,
    EndWithoutReason,
    MalformedFrame,
    SlowStream,
    SilentStream,
    HugeFrame,
    EndlessStream,
}

impl Capability {
    pub(crate) const ALL: [Self; 32] = [
        Self::Text,
        Self::ReasoningRoundTrip,
        Self::ReasoningWithoutWords,
        Self::ToolCall,
        Self::ParallelCalls,
        Self::BrokenArguments,
        Self::Images,
        Self::Pdf,
        Self::ImagesOfTools,
        Self::CachedUsage,
        Self::CacheWrites,
        Self::ReasoningUsage,
        Self::FinishReasons,
        Self::WebSearch,
        Self::CacheMarks,
        Self::ReasoningEffort,
        Self::KeyCheck,
        Self::Headers,
        Self::HttpErrors,
        Self::RetryAfter,
        Self::DeclaredFailure,
        Self::NoStream,
        Self::Redirect,
        Self::Cancellation,
        Self::CutBetweenFrames,
        Self::CutInsideFrame,
        Self::EndWithoutReason,
        Self::MalformedFrame,
        Self::SlowStream,
        Self::SilentStream,
        Self::HugeFrame,
        Self::EndlessStream,
    ];
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// The suite runs it.
    Covered,
    /// There is nothing to run, for this reason.
    NotCovered(&'static str),
}

/// A row of the table: a provider in one of its protocols.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Provider {
    pub(crate) name: &'static str,
    pub(crate) kind: ProviderKind,
    pub(crate) protocol: Protocol,
    pub(crate) model: &'static str,
    /// Whose seals it knows: what one member of a family made goes back to every other.
    pub(crate) family: &'static str,
}

pub(crate) const ANTHROPIC: Provider = Provider {
    name: "anthropic",
    kind: ProviderKind::Anthropic,
    protocol: Protocol::Anthropic,
    model: "claude-sonnet-4-6",
    family: "claude",
};
pub(crate) const AZURE_RESPONSES: Provider = Provider {
    name: "azure, Responses",
    kind: ProviderKind::Azure,
    protocol: Protocol::Responses,
    model: "gpt-5.4",
    family: "openai",
};
pub(crate) const AZURE_CHAT: Provider = Provider {
    name: "azure, Chat",
    kind: ProviderKind::Azure,
    protocol: Protocol::Chat,
    model: "our-deployment",
    family: "openai",
};
pub(crate) const BEDROCK: Provider = Provider {
    name: "bedrock",
    kind: ProviderKind::Bedrock,
    protocol: Protocol::Bedrock,
    model: "eu.anthropic.claude-sonnet-4-6-v1:0",
    family: "claude",
};
pub(crate) const GOOGLE: Provider = Provider {
    name: "google, Gemini 3",
    kind: ProviderKind::Google,
    protocol: Protocol::Google,
    model: "gemini-3.1-pro-preview",
    family: "google",
};
pub(crate) const GOOGLE_OLDER: Provider = Provider {
    name: "google, Gemini 2.5",
    kind: ProviderKind::Google,
    protocol: Protocol::Google,
    model: "gemini-2.5-pro",
    family: "google",
};
pub(crate) const RESPONSES: Provider = Provider {
    name: "openai, Responses",
    kind: ProviderKind::Openai,
    protocol: Protocol::Responses,
    model: "gpt-5.4",
    family: "openai",
};
pub(crate) const CHAT: Provider = Provider {
    name: "openai, Chat",
    kind: ProviderKind::Openai,
    protocol: Protocol::Chat,
    model: "my-fine-tune",
    family: "openai",
};
pub(crate) const COMPAT: Provider = Provider {
    name: "openai-compat",
    kind: ProviderKind::OpenaiCompat,
    protocol: Protocol::Chat,
    model: "qwen3:8b",
    family: "openai-compat",
};
pub(crate) const OPENROUTER: Provider = Provider {
    name: "openrouter",
    kind: ProviderKind::Openrouter,
    protocol: Protocol::Chat,
    model: "anthropic/claude-sonnet-4.6",
    family: "openrouter",
};
pub(crate) const VERCEL: Provider = Provider {
    name: "vercel",
    kind: ProviderKind::Vercel,
    protocol: Protocol::Chat,
    model: "anthropic/claude-sonnet-4.6",
    family: "vercel",
};

/// All rows.
pub(crate) const PROVIDERS: [Provider; 11] = [
    ANTHROPIC,
    AZURE_RESPONSES,
    AZURE_CHAT,
    BEDROCK,
    GOOGLE,
    GOOGLE_OLDER,
    RESPONSES,
    CHAT,
    COMPAT,
    OPENROUTER,
    VERCEL,
];

impl Provider {
    /// What the table says.
    pub(crate) fn cell(&self, capability: Capability) -> Cell {
        let not_for = |applies: bool, reason| if applies { Cell::NotCovered(reason) } else { Cell::Covered };
        let is_openai_chat = self.protocol == Protocol::Chat && self.family == "openai";
        let is_messages = matches!(self.protocol, Protocol::Anthropic | Protocol::Bedrock);
        let is_gateway = matches!(self.kind, ProviderKind::Openrouter | ProviderKind::Vercel);
        match capability {
            Capability::ReasoningRoundTrip => {
                not_for(is_openai_chat, "OpenAI gives no reasoning in Chat Completions")
            }
            Capability::ReasoningWithoutWords => not_for(
                self.protocol == Protocol::Responses || (self.protocol == Protocol::Chat && !is_gateway),
                "it has no sealed reasoning without a summary or a text",
            ),
            Capability::BrokenArguments => not_for(
                self.protocol == Protocol::Google,
                "arguments are objects on its wire; a broken call ends the answer (its own test)",
            ),
            Capability::CacheWrites => not_for(!is_messages, "it counts no writes to its cache"),
            Capability::ReasoningUsage => not_for(is_messages, "it counts reasoning as output alone"),
            Capability::WebSearch => match self.protocol {
                Protocol::Bedrock => Cell::NotCovered("Bedrock runs no tools of its own"),
                Protocol::Chat => Cell::NotCovered("Chat Completions has no search of its own"),
                Protocol::Anthropic | Protocol::Responses | Protocol::Google => Cell::Covered,
            },
            Capability::CacheMarks => not_for(!is_messages, "it caches by itself, without marks"),
            Capability::ReasoningEffort => not_for(
                self.protocol == Protocol::Google,
                "the effort is not applied (PV-11); thinking_config is its own option",
            ),
            Capability::EndWithoutReason => not_for(
                self.protocol == Protocol::Google,
                "the reason is its terminal event; an end without it is a cut like any other",
            ),
            Capability::Text
            | Capability::ToolCall
            | Capability::ParallelCalls
            | Capability::Images
            | Capability::Pdf
            | Capability::ImagesOfTools
            | Capability::CachedUsage
            | Capability::FinishReasons
            | Capability::KeyCheck
            | Capability::Headers
            | Capability::HttpErrors
            | Capability::RetryAfter
            | Capability::DeclaredFailure
            | Capability::NoStream
            | Capability::Redirect
            | Capability::Cancellation
            | Capability::CutBetweenFrames
            | Capability::CutInsideFrame
            | Capability::MalformedFrame
            | Capability::SlowStream
            | Capability::SilentStream
            | Capability::HugeFrame
            | Capability::EndlessStream => Cell::Covered,
        }
    }

    /// Where the fake server plays it, as far as its answers differ by that.
    pub(crate) fn path(&self) -> &'static str {
        match self.kind {
            ProviderKind::Openrouter | ProviderKind::Vercel => "/api/v1/chat/completions",
            ProviderKind::Anthropic
            | ProviderKind::Azure
            | ProviderKind::Bedrock
            | ProviderKind::Google
            | ProviderKind::Openai
            | ProviderKind::OpenaiCompat => "",
        }
    }

    pub(crate) fn client(&self, fake: &FakeLlm) -> ModelClient {
        self.client_with(fake, StreamLimits::default())
    }

    pub(crate) fn client_with(&self, fake: &FakeLlm, limits: StreamLimits) -> ModelClient {
        install_ring();
        let http = http_client(Duration::from_secs(5)).expect("an HTTP client");
        ModelClient::new(http, self.endpoint(fake), limits)
    }

    pub(crate) fn endpoint(&self, fake: &FakeLlm) -> ProviderEndpoint {
        let base_url = match self.kind {
            ProviderKind::Anthropic => fake.anthropic_base_url(),
            ProviderKind::Azure => fake.azure_base_url(),
            ProviderKind::Bedrock => fake.bedrock_base_url(),
            ProviderKind::Google => fake.google_base_url(),
            ProviderKind::Openai | ProviderKind::OpenaiCompat => fake.openai_base_url(),
            ProviderKind::Openrouter | ProviderKind::Vercel => fake.gateway_base_url(),
        };
        let key = if self.kind == ProviderKind::Bedrock { FakeLlm::bedrock_key() } else { "test-key-123456" };
        ProviderEndpoint::new(self.kind, Secret::new(key)).at(base_url.parse().expect("a URL"))
    }

    pub(crate) fn request(&self, messages: Vec<Message>) -> ModelRequest {
        ModelRequest {
            model: self.model.to_owned(),
            messages,
            tools: vec![execute_tool()],
            tool_choice: ToolChoice::Auto,
            settings: ModelSettings::default(),
            headers: Vec::new(),
            previous_response_id: None,
        }
    }
}

/// The table as text, with the reasons below it.
fn matrix() -> String {
    let mut reasons: Vec<&str> = Vec::new();
    let mut lines = Vec::new();
    let head: Vec<String> = PROVIDERS.iter().map(|it| format!(" {} |", it.name)).collect();
    lines.push(format!("| |{}", head.concat()));
    lines.push(format!("|---|{}", "---|".repeat(PROVIDERS.len())));
    for capability in Capability::ALL {
        let cells = PROVIDERS.map(|provider| match provider.cell(capability) {
            Cell::Covered => " yes |".to_owned(),
            Cell::NotCovered(reason) => {
                let place = reasons.iter().position(|it| *it == reason).unwrap_or(reasons.len());
                if place == reasons.len() {
                    reasons.push(reason);
                }
                format!(" ({}) |", place + 1)
            }
        });
        lines.push(format!("| {capability:?} |{}", cells.concat()));
    }
    let reasons = reasons.iter().enumerate().map(|(place, reason)| format!("({}) {reason}", place + 1));
    lines.into_iter().chain([String::new()]).chain(reasons).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_matrix_is_as_shown() {
    let matrix = matrix();
    println!("{matrix}");
    insta::assert_snapshot!("matrix", matrix);
}

/// A provider without a row would be tested by nothing.
#[test]
fn every_kind_of_provider_has_a_row() {
    for kind in ProviderKind::ALL {
        assert!(PROVIDERS.iter().any(|it| it.kind == kind), "{kind:?}");
    }
}
