//! The providers and the protocol that each speaks (chat-engine.md 2.1).
//!
//! A provider is one variant and one row in each `match` below; a further one cannot be forgotten anywhere,
//! since no match has a wildcard. [`ProviderKind::ALL`] is the canonical listing order.

use ropewalk_model::chat::ReasoningEffort;
use serde_json::Value;

use crate::bedrock::BedrockKey;
use crate::catalog;
use crate::options::OpenAiOptions;

/// A kind of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProviderKind {
    /// Anthropic's Messages API.
    Anthropic,
    /// OpenAI's models at Azure.
    Azure,
    /// Claude at Amazon Bedrock.
    Bedrock,
    /// Google's Gemini API.
    Google,
    /// OpenAI itself.
    Openai,
    /// Any server that speaks OpenAI's Chat Completions.
    OpenaiCompat,
    /// The router of many providers at openrouter.ai.
    Openrouter,
    /// Vercel's AI Gateway.
    Vercel,
}

/// A protocol that a model is spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    /// `POST /v1/messages`.
    AnthropicMessages,
    /// `POST /v1/responses`.
    OpenAiResponses,
    /// `POST /v1/chat/completions`.
    OpenAiChat,
    /// `POST /v1beta/models/{model}:streamGenerateContent`.
    GoogleGenerate,
    /// `POST /model/{model}/invoke-with-response-stream`.
    BedrockMessages,
}

impl ProviderKind {
    /// All kinds, in the canonical order (alphabetical by name).
    pub const ALL: [Self; 8] = [
        Self::Anthropic,
        Self::Azure,
        Self::Bedrock,
        Self::Google,
        Self::Openai,
        Self::OpenaiCompat,
        Self::Openrouter,
        Self::Vercel,
    ];

    /// The name in the API, in the database and in model references.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Anthropic => "anthropic",
            Self::Azure => "azure",
            Self::Bedrock => "bedrock",
            Self::Google => "google",
            Self::Openai => "openai",
            Self::OpenaiCompat => "openai-compat",
            Self::Openrouter => "openrouter",
            Self::Vercel => "vercel",
        }
    }

    /// The efforts that a person can choose for its models, low to high; empty when it takes none (chat-engine.md 2.3).
    #[must_use]
    pub const fn efforts(self) -> &'static [ReasoningEffort] {
        use ReasoningEffort::{High, Low, Max, Medium, Minimal, None, Xhigh};
        match self {
            Self::Anthropic | Self::Bedrock => &[Low, Medium, High, Xhigh, Max],
            Self::Azure | Self::Openai | Self::OpenaiCompat => &[Minimal, Low, Medium, High, Xhigh],
            Self::Google => &[],
            Self::Openrouter => &[Low, Medium, High],
            Self::Vercel => &[None, Minimal, Low, Medium, High, Xhigh],
        }
    }

    /// The name for people.
    #[must_use]
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Anthropic => "Anthropic",
            Self::Azure => "Azure OpenAI",
            Self::Bedrock => "AWS Bedrock",
            Self::Google => "Google",
            Self::Openai => "OpenAI",
            Self::OpenaiCompat => "OpenAI Compatible",
            Self::Openrouter => "OpenRouter",
            Self::Vercel => "Vercel AI Gateway",
        }
    }

    /// The key of its options in `provider_options` (chats-api.md 2.16).
    #[must_use]
    pub const fn options_key(self) -> &'static str {
        match self {
            Self::Anthropic | Self::Bedrock => "anthropic",
            Self::Google => "google",
            Self::Azure | Self::Openai => "openai",
            Self::OpenaiCompat => "openaicompat",
            Self::Openrouter => "openrouter",
            Self::Vercel => "vercel",
        }
    }

    /// The environment variable that its key is known by.
    #[must_use]
    pub const fn api_key_variable(self) -> &'static str {
        match self {
            Self::Anthropic => "ANTHROPIC_API_KEY",
            Self::Azure => "AZURE_OPENAI_API_KEY",
            Self::Bedrock => "BEDROCK_API_KEY",
            Self::Google => "GOOGLE_API_KEY",
            Self::Openai => "OPENAI_API_KEY",
            Self::OpenaiCompat => "OPENAI_COMPAT_API_KEY",
            Self::Openrouter => "OPENROUTER_API_KEY",
            Self::Vercel => "VERCEL_API_KEY",
        }
    }

    /// Where it is when nothing else is configured; `None` = everybody's is elsewhere, and a base URL must be
    /// configured. A compatible server has no usual place either; like chat-engine.md 2.1 (base URL optional) it
    /// falls back to OpenAI's own.
    #[must_use]
    pub const fn default_base_url(self) -> Option<&'static str> {
        match self {
            Self::Anthropic => Some("https://api.anthropic.com"),
            Self::Azure => None,
            Self::Bedrock => Some("https://bedrock-runtime.us-east-1.amazonaws.com"),
            Self::Google => Some("https://generativelanguage.googleapis.com"),
            Self::Openai | Self::OpenaiCompat => Some("https://api.openai.com/v1"),
            Self::Openrouter => Some("https://openrouter.ai/api/v1"),
            Self::Vercel => Some("https://ai-gateway.vercel.sh/v1"),
        }
    }

    /// Whether a key has the form that this provider's keys have. Only Bedrock's have one that is known: the keys of
    /// an account are several, joined by colons.
    ///
    /// # Errors
    /// What is wrong, to follow the name of the field; nothing of the key is in it.
    pub fn check_key_form(self, key: &str) -> Result<(), String> {
        match self {
            Self::Bedrock => BedrockKey::parse(key).map(drop),
            Self::Anthropic
            | Self::Azure
            | Self::Google
            | Self::Openai
            | Self::OpenaiCompat
            | Self::Openrouter
            | Self::Vercel => Ok(()),
        }
    }

    /// Reads a name; case and spaces around it do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// The protocol for a model: OpenAI's known models speak Responses, its unknown ones Chat Completions, unless
/// `provider_options.openai.use_responses` says otherwise; Azure always follows the known models
/// (chat-engine.md PV-1); compatible servers and gateways speak Chat Completions only.
#[must_use]
pub fn transport_of(kind: ProviderKind, model: &str, provider_options: Option<&Value>) -> Transport {
    match kind {
        ProviderKind::Anthropic => Transport::AnthropicMessages,
        ProviderKind::Bedrock => Transport::BedrockMessages,
        ProviderKind::Google => Transport::GoogleGenerate,
        ProviderKind::OpenaiCompat | ProviderKind::Openrouter | ProviderKind::Vercel => Transport::OpenAiChat,
        ProviderKind::Azure | ProviderKind::Openai => {
            let is_known = || catalog::lookup(kind.name(), model).is_some();
            let forced = OpenAiOptions::read(provider_options).use_responses;
            let forced = forced.filter(|_| kind == ProviderKind::Openai);
            if forced.unwrap_or_else(is_known) { Transport::OpenAiResponses } else { Transport::OpenAiChat }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ProviderKind, Transport, transport_of};

    #[test]
    fn names_are_read_without_case_and_spaces() {
        for kind in ProviderKind::ALL {
            assert_eq!(ProviderKind::parse(&format!(" {} ", kind.name().to_uppercase())), Some(kind));
        }
        assert_eq!(ProviderKind::parse("openai compat"), None);
        assert!(ProviderKind::ALL.is_sorted_by_key(|it| it.name()));
    }

    #[test]
    fn the_protocol_follows_the_provider_and_the_model() {
        let forced = json!({"openai": {"use_responses": true}});
        let forbidden = json!({"openai": {"use_responses": false}});
        let cases = [
            (ProviderKind::Anthropic, "claude-sonnet-4-6", None, Transport::AnthropicMessages),
            (ProviderKind::Openai, "gpt-5.4", None, Transport::OpenAiResponses),
            (ProviderKind::Openai, "gpt-5-2025-08-07", None, Transport::OpenAiResponses),
            (ProviderKind::Openai, "my-fine-tune", None, Transport::OpenAiChat),
            (ProviderKind::Openai, "my-fine-tune", Some(&forced), Transport::OpenAiResponses),
            (ProviderKind::Openai, "gpt-5.4", Some(&forbidden), Transport::OpenAiChat),
            (ProviderKind::OpenaiCompat, "gpt-5.4", Some(&forced), Transport::OpenAiChat),
            (ProviderKind::Azure, "gpt-5.4", Some(&forbidden), Transport::OpenAiResponses),
            (ProviderKind::Azure, "our-deployment", Some(&forced), Transport::OpenAiChat),
            (ProviderKind::Bedrock, "us.anthropic.claude-sonnet-4-6", None, Transport::BedrockMessages),
            (ProviderKind::Google, "gemini-2.5-pro", None, Transport::GoogleGenerate),
            (ProviderKind::Openrouter, "openai/gpt-5.4", Some(&forced), Transport::OpenAiChat),
            (ProviderKind::Vercel, "openai/gpt-5.4", None, Transport::OpenAiChat),
        ];
        for (kind, model, options, expected) in cases {
            assert_eq!(transport_of(kind, model, options), expected, "{kind:?} {model} {options:?}");
        }
    }
}
