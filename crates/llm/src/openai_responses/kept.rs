//! Whether the provider keeps its answers, and may be asked to go on from one (chat-engine.md 5.8, PR-40 and PR-42).

use serde_json::Value;

use crate::address::base_url;
use crate::options::OpenAiOptions;
use crate::{ProviderEndpoint, ProviderKind, Transport, transport_of};

/// The hosts that are known to do what the protocol says of `previous_response_id`. A proxy that passes over the field would lose
/// the conversation without a word.
const TRUSTED_HOST: &str = "api.openai.com";
const TRUSTED_SUFFIXES: [&str; 2] = [".openai.azure.com", ".services.ai.azure.com"];

/// What becomes of the answers of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Their ids mean nothing afterwards.
    No,
    /// The provider keeps them.
    Stored,
    /// The provider keeps them, and is asked to go on from them.
    Chained,
}

/// What becomes of the answers of `model` at `endpoint`, by its `provider_options`: kept with `store` (the default), gone on from at
/// the provider's own servers, or where `use_previous_response_id` says so.
#[must_use]
pub fn responses_kept(endpoint: &ProviderEndpoint, model: &str, provider_options: Option<&Value>) -> Kept {
    match transport_of(endpoint.kind, model, provider_options) {
        Transport::OpenAiResponses => {}
        Transport::AnthropicMessages
        | Transport::BedrockMessages
        | Transport::GoogleGenerate
        | Transport::OpenAiChat => return Kept::No,
    }
    let options = OpenAiOptions::read(provider_options);
    if !options.store {
        return Kept::No;
    }
    let is_chained = options.use_previous_response_id.unwrap_or_else(|| is_trusted(endpoint));
    if is_chained { Kept::Chained } else { Kept::Stored }
}

fn is_trusted(endpoint: &ProviderEndpoint) -> bool {
    let Ok(url) = base_url(endpoint) else { return false };
    let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
    match endpoint.kind {
        ProviderKind::Openai => host == TRUSTED_HOST,
        ProviderKind::Azure => TRUSTED_SUFFIXES.iter().any(|it| host.ends_with(it)),
        ProviderKind::Anthropic
        | ProviderKind::Bedrock
        | ProviderKind::Google
        | ProviderKind::OpenaiCompat
        | ProviderKind::Openrouter
        | ProviderKind::Vercel => false,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_telemetry::Secret;
    use serde_json::{Value, json};

    use super::{Kept, responses_kept};
    use crate::{ProviderEndpoint, ProviderKind};

    fn kept(kind: ProviderKind, place: Option<&str>, model: &str, openai: Value) -> Kept {
        let endpoint = ProviderEndpoint::new(kind, Secret::new("k"));
        let endpoint = match place {
            Some(url) => endpoint.at(url.parse().expect("a URL")),
            None => endpoint,
        };
        responses_kept(&endpoint, model, Some(&json!({"openai": openai})))
    }

    #[test]
    fn answers_are_gone_on_from_at_the_providers_own_servers() {
        let (openai, azure) = (ProviderKind::Openai, ProviderKind::Azure);
        assert_eq!(kept(openai, None, "gpt-5.4", json!({})), Kept::Chained);
        assert_eq!(kept(azure, Some("https://us.openai.azure.com"), "gpt-5.4", json!({})), Kept::Chained);
        for place in ["https://proxy.example/v1", "https://api.openai.com.example/v1"] {
            assert_eq!(kept(openai, Some(place), "gpt-5.4", json!({})), Kept::Stored, "{place}");
            let asked = json!({"use_previous_response_id": true});
            assert_eq!(kept(openai, Some(place), "gpt-5.4", asked), Kept::Chained, "{place}");
        }
        assert_eq!(kept(openai, None, "gpt-5.4", json!({"use_previous_response_id": false})), Kept::Stored);
    }

    #[test]
    fn what_is_not_stored_is_not_kept() {
        let off = json!({"store": false, "use_previous_response_id": true});
        assert_eq!(kept(ProviderKind::Openai, None, "gpt-5.4", off), Kept::No);
        assert_eq!(kept(ProviderKind::Openai, None, "gpt-5.4", json!({"use_responses": false})), Kept::No);
        assert_eq!(kept(ProviderKind::Anthropic, None, "claude-sonnet-4-6", json!({})), Kept::No);
    }
}
