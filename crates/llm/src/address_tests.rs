use ropewalk_telemetry::Secret;
use url::Url;

use super::{Call, address, key_header};
use crate::{ProviderEndpoint, ProviderKind};

fn endpoint(kind: ProviderKind, base_url: Option<&str>, key: &str) -> ProviderEndpoint {
    ProviderEndpoint {
        base_url: base_url.map(|it| Url::parse(it).expect("a URL")),
        ..ProviderEndpoint::new(kind, Secret::new(key))
    }
}

#[test]
fn base_urls_are_completed() {
    use Call::{Chat, Generate, Invoke, Messages, Models, Responses};
    use ProviderKind::{Anthropic, Azure, Bedrock, Google, Openai, OpenaiCompat, Openrouter, Vercel};
    let cases = [
        (Anthropic, None, Messages, "https://api.anthropic.com/v1/messages"),
        (Anthropic, Some("http://p:1"), Messages, "http://p:1/v1/messages"),
        (Anthropic, Some("http://p:1/v1"), Messages, "http://p:1/v1/messages"),
        (Anthropic, Some("http://p:1/v1/"), Messages, "http://p:1/v1/messages"),
        (Anthropic, Some("http://p:1/proxy/"), Messages, "http://p:1/proxy/v1/messages"),
        (Openai, None, Responses, "https://api.openai.com/v1/responses"),
        (OpenaiCompat, Some("http://p:1/v1"), Chat("m"), "http://p:1/v1/chat/completions"),
        (OpenaiCompat, Some("http://p:1/api/"), Models, "http://p:1/api/models"),
        (OpenaiCompat, Some("http://p:1/v1?k=v"), Models, "http://p:1/v1/models?k=v"),
        (Openrouter, None, Chat("a/b"), "https://openrouter.ai/api/v1/chat/completions"),
        (Vercel, None, Chat("a/b"), "https://ai-gateway.vercel.sh/v1/chat/completions"),
        (
            Google,
            None,
            Generate("gemini-2.5-pro"),
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
        ),
        (
            Google,
            Some("http://p:1/v1?k=v"),
            Generate("tunedModels/x"),
            "http://p:1/v1/tunedModels/x:streamGenerateContent?k=v&alt=sse",
        ),
        (Google, Some("http://p:1/v1beta/"), Models, "http://p:1/v1beta/models"),
        (
            Bedrock,
            None,
            Invoke("us.anthropic.claude-x-v1:0"),
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/us.anthropic.claude-x-v1%3A0/invoke-with-response-stream",
        ),
        (
            Bedrock,
            Some("http://p:1/aws/?region=eu-west-1&k=v"),
            Invoke("arn:x/y"),
            "http://p:1/aws/model/arn%3Ax%2Fy/invoke-with-response-stream?k=v",
        ),
        (Bedrock, None, Models, "https://bedrock.us-east-1.amazonaws.com/foundation-models"),
        (
            Azure,
            Some("https://r.openai.azure.com"),
            Responses,
            "https://r.openai.azure.com/openai/v1/responses",
        ),
        (
            Azure,
            Some("https://r.openai.azure.com/openai/"),
            Models,
            "https://r.openai.azure.com/openai/v1/models",
        ),
        (
            Azure,
            Some("https://r.openai.azure.com/openai/v1?api-version=preview"),
            Chat("my-gpt"),
            "https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview",
        ),
        (
            Azure,
            Some("https://r.openai.azure.com?api-version=2025-04-01-preview"),
            Chat("my gpt"),
            "https://r.openai.azure.com/openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview",
        ),
        (
            Azure,
            Some("https://r.openai.azure.com/openai?api-version=2025-04-01-preview"),
            Responses,
            "https://r.openai.azure.com/openai/responses?api-version=2025-04-01-preview",
        ),
    ];
    for (kind, base_url, call, expected) in cases {
        let url = address(&endpoint(kind, base_url, "k"), call).expect("a URL");
        assert_eq!(url.as_str(), expected, "{kind:?} {base_url:?}");
    }
}

#[test]
fn an_address_that_cannot_be_is_told() {
    let bad = address(&endpoint(ProviderKind::Openai, Some("mailto:a@b"), "k"), Call::Models);
    assert!(bad.is_err());
    let none = address(&endpoint(ProviderKind::Azure, None, "k"), Call::Models);
    assert_eq!(none, Err("Azure OpenAI needs a base URL: every resource has its own.".to_owned()));
}

#[test]
fn each_provider_takes_its_key_in_its_header() {
    use ProviderKind::{Anthropic, Azure, Google, Openai, OpenaiCompat, Openrouter, Vercel};
    for (kind, name, value) in [
        (Anthropic, "x-api-key", "secret-key"),
        (Azure, "api-key", "secret-key"),
        (Google, "x-goog-api-key", "secret-key"),
        (Openai, "authorization", "Bearer secret-key"),
        (OpenaiCompat, "authorization", "Bearer secret-key"),
        (Openrouter, "authorization", "Bearer secret-key"),
        (Vercel, "authorization", "Bearer secret-key"),
    ] {
        let header = key_header(&endpoint(kind, None, " secret-key ")).expect("a header").expect("a key");
        assert_eq!((header.0.as_str(), header.1.to_str().expect("text")), (name, value));
        assert!(header.1.is_sensitive());
        assert_eq!(key_header(&endpoint(kind, None, " ")), Ok(None));
        assert!(key_header(&endpoint(kind, None, "a\nb")).is_err());
    }
}
