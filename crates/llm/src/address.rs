//! Where the calls of each provider go, and how each takes its key.
//!
//! A base URL may carry a query (a gateway's key of the route, Azure's `api-version`); it stays on every call.
//! Keys go into headers alone: addresses end up in logs.

use http::{HeaderName, HeaderValue, header};
use url::Url;

use crate::bedrock::{REGION_PARAMETER, control_host};
use crate::{ProviderEndpoint, ProviderKind};

/// Azure's own root of OpenAI's protocols. It needs no `api-version`.
const AZURE_ROOT: [&str; 2] = ["openai", "v1"];

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call<'a> {
    /// Anthropic's Messages.
    Messages,
    /// OpenAI's Responses.
    Responses,
    /// OpenAI's Chat Completions of a model; only Azure's older addresses name the model.
    Chat(&'a str),
    /// Gemini's stream of a model.
    Generate(&'a str),
    /// Bedrock's stream of a model.
    Invoke(&'a str),
    /// The list of models, which costs nothing.
    Models,
}

impl Call<'_> {
    /// The path below the provider's root.
    fn path(self) -> String {
        match self {
            Self::Messages => "messages".to_owned(),
            Self::Responses => "responses".to_owned(),
            Self::Chat(_) => "chat/completions".to_owned(),
            // A tuned model names its collection itself: `tunedModels/x`.
            Self::Generate(model) if model.contains('/') => format!("{model}:streamGenerateContent"),
            Self::Generate(model) => format!("models/{model}:streamGenerateContent"),
            Self::Invoke(model) => format!("model/{}/invoke-with-response-stream", encoded(model)),
            Self::Models => "models".to_owned(),
        }
    }
}

/// The address of a call.
///
/// # Errors
/// What is wrong with the base URL, in a sentence.
pub(crate) fn address(endpoint: &ProviderEndpoint, call: Call<'_>) -> Result<Url, String> {
    let kind = endpoint.kind;
    let mut url = base_url(endpoint)?;
    match kind {
        ProviderKind::Anthropic => {
            let root = version(&url, &["v1"], "v1");
            append(&mut url, &root, &call.path())?;
        }
        ProviderKind::Google => {
            let root = version(&url, &["v1beta", "v1", "v1alpha"], "v1beta");
            append(&mut url, &root, &call.path())?;
            if matches!(call, Call::Generate(_)) {
                url.query_pairs_mut().append_pair("alt", "sse");
            }
        }
        ProviderKind::Azure => azure(&mut url, call)?,
        ProviderKind::Bedrock => bedrock(&mut url, call)?,
        ProviderKind::Openai
        | ProviderKind::OpenaiCompat
        | ProviderKind::Openrouter
        | ProviderKind::Vercel => append(&mut url, &[], &call.path())?,
    }
    Ok(url)
}

/// The header that carries the key; without a key, none: local servers need it so.
///
/// # Errors
/// If the key cannot be a header.
pub(crate) fn key_header(endpoint: &ProviderEndpoint) -> Result<Option<(HeaderName, HeaderValue)>, String> {
    let key = endpoint.api_key.expose().trim();
    if key.is_empty() {
        return Ok(None);
    }
    let (name, value) = match endpoint.kind {
        ProviderKind::Anthropic => (HeaderName::from_static("x-api-key"), key.to_owned()),
        ProviderKind::Azure => (HeaderName::from_static("api-key"), key.to_owned()),
        ProviderKind::Google => (HeaderName::from_static("x-goog-api-key"), key.to_owned()),
        ProviderKind::Bedrock
        | ProviderKind::Openai
        | ProviderKind::OpenaiCompat
        | ProviderKind::Openrouter
        | ProviderKind::Vercel => (header::AUTHORIZATION, format!("Bearer {key}")),
    };
    let mut value = HeaderValue::try_from(value)
        .map_err(|_| "The API key contains characters that no key has.".to_owned())?;
    value.set_sensitive(true);
    Ok(Some((name, value)))
}

/// The base URL of an endpoint, by default its kind's.
///
/// # Errors
/// If there is neither.
pub(crate) fn base_url(endpoint: &ProviderEndpoint) -> Result<Url, String> {
    match (&endpoint.base_url, endpoint.kind.default_base_url()) {
        (Some(url), _) => Ok(url.clone()),
        (None, Some(usual)) => Url::parse(usual).map_err(|it| it.to_string()),
        (None, None) => {
            Err(format!("{} needs a base URL: every resource has its own.", endpoint.kind.display_name()))
        }
    }
}

/// The version to append, unless the address ends with one that is known.
fn version(url: &Url, known: &[&str], usual: &'static str) -> Vec<&'static str> {
    let last = url.path_segments().and_then(|it| it.rev().find(|it| !it.is_empty()));
    if last.is_some_and(|it| known.contains(&it)) { Vec::new() } else { vec![usual] }
}

fn append(url: &mut Url, root: &[&str], path: &str) -> Result<(), String> {
    let mut segments =
        url.path_segments_mut().map_err(|()| "The base URL is not an HTTP address.".to_owned())?;
    segments.pop_if_empty().extend(root).extend(path.split('/'));
    Ok(())
}

/// Azure has two forms. The newer one is OpenAI's, under `/openai/v1`. A base URL with a dated `api-version`
/// (`?api-version=2025-04-01-preview`) asks for the older one, whose chat addresses name the deployment.
fn azure(url: &mut Url, call: Call<'_>) -> Result<(), String> {
    let is_dated = url
        .query_pairs()
        .any(|(name, value)| name == "api-version" && value.starts_with(|it: char| it.is_ascii_digit()));
    let last: Vec<String> = url
        .path_segments()
        .map(|it| it.filter(|it| !it.is_empty()).map(str::to_owned).collect())
        .unwrap_or_default();
    let ends_with =
        |tail: &[&str]| last.ends_with(&tail.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
    if is_dated && !ends_with(&AZURE_ROOT) {
        let root: &[&str] = if ends_with(&AZURE_ROOT[..1]) { &[] } else { &AZURE_ROOT[..1] };
        return match call {
            Call::Chat(deployment) => {
                append(url, root, &format!("deployments/{deployment}/chat/completions"))
            }
            Call::Messages | Call::Responses | Call::Generate(_) | Call::Invoke(_) | Call::Models => {
                append(url, root, &call.path())
            }
        };
    }
    let root: &[&str] = if ends_with(&AZURE_ROOT) {
        &[]
    } else if ends_with(&AZURE_ROOT[..1]) {
        &AZURE_ROOT[1..]
    } else {
        &AZURE_ROOT
    };
    append(url, root, &call.path())
}

/// The path is written as it is signed, each character of the model's name encoded. The list of models is another
/// service's, at a host of its own unless the base URL is a proxy's.
fn bedrock(url: &mut Url, call: Call<'_>) -> Result<(), String> {
    if url.cannot_be_a_base() {
        return Err("The base URL is not an HTTP address.".to_owned());
    }
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| name != REGION_PARAMETER)
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    let path = match call {
        Call::Models => {
            if let Some(host) = url.host_str().and_then(control_host) {
                url.set_host(Some(&host)).map_err(|it| it.to_string())?;
            }
            "foundation-models".to_owned()
        }
        Call::Messages | Call::Responses | Call::Chat(_) | Call::Generate(_) | Call::Invoke(_) => call.path(),
    };
    let whole = format!("{}/{path}", url.path().trim_end_matches('/'));
    url.set_path(&whole);
    Ok(())
}

/// A segment of a path in which only letters, digits and `-_.~` stand for themselves.
fn encoded(segment: &str) -> String {
    let byte = |it: u8| match it {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(it).to_string(),
        other => format!("%{other:02X}"),
    };
    segment.bytes().map(byte).collect()
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
