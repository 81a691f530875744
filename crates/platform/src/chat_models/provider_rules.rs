//! The rules for a provider's settings (chats-api.md 1.15).

use ropewalk_llm::ProviderKind;
use ropewalk_store::chat_models::ProviderDraft;
use ropewalk_telemetry::Secret;
use url::Url;

use crate::{FieldProblem, UseCaseError};

const KEY_MAX_BYTES: usize = 10_240;
const BASE_URL_MAX_BYTES: usize = 2_048;
const DISPLAY_NAME_MAX_CHARS: usize = 128;

/// The provider of that name.
pub(super) fn kind_of(name: &str) -> Result<ProviderKind, UseCaseError> {
    ProviderKind::parse(name).ok_or_else(|| {
        let names: Vec<&str> = ProviderKind::ALL.into_iter().map(ProviderKind::name).collect();
        UseCaseError::invalid_field("provider", format!("must be one of {}", names.join(", ")))
    })
}

/// A key as it is stored: without the spaces and line ends that come with pasting. `None` when nothing is left.
pub(super) fn clean_key(key: &Secret) -> Result<Option<Secret>, UseCaseError> {
    let trimmed = key.expose().trim();
    if trimmed.len() > KEY_MAX_BYTES {
        return Err(UseCaseError::invalid_field("api_key", "must be at most 10240 bytes long"));
    }
    if trimmed.chars().any(|letter| letter.is_control() || !letter.is_ascii()) {
        return Err(UseCaseError::invalid_field("api_key", "holds characters that no key has"));
    }
    Ok((!trimmed.is_empty()).then(|| Secret::new(trimmed)))
}

/// Checks that a key has the form of the provider's keys.
pub(super) fn check_key_form(kind: ProviderKind, key: &Secret) -> Result<(), UseCaseError> {
    kind.check_key_form(key.expose()).map_err(|problem| UseCaseError::invalid_field("api_key", problem))
}

/// Checks the whole of a provider's settings.
pub(super) fn check(kind: ProviderKind, draft: &ProviderDraft) -> Result<(), UseCaseError> {
    let problems: Vec<FieldProblem> = [
        base_url_problem(kind, &draft.base_url).map(|it| FieldProblem::new("base_url", it)),
        display_name_problem(&draft.display_name).map(|it| FieldProblem::new("display_name", it)),
        policy_problem(kind, draft),
    ]
    .into_iter()
    .flatten()
    .collect();
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}

/// Whether a provider works without any key: a compatible server of one's own, if it has a place.
pub(super) const fn works_without_key(kind: ProviderKind, base_url: &str) -> bool {
    match kind {
        ProviderKind::OpenaiCompat => !base_url.is_empty(),
        ProviderKind::Anthropic
        | ProviderKind::Azure
        | ProviderKind::Bedrock
        | ProviderKind::Google
        | ProviderKind::Openai
        | ProviderKind::Openrouter
        | ProviderKind::Vercel => false,
    }
}

fn base_url_problem(kind: ProviderKind, base_url: &str) -> Option<&'static str> {
    if base_url.is_empty() {
        let is_nowhere = kind.default_base_url().is_none();
        return is_nowhere.then_some("is required: every resource has an address of its own");
    }
    if base_url.len() > BASE_URL_MAX_BYTES {
        return Some("must be at most 2048 bytes long");
    }
    let Ok(url) = Url::parse(base_url) else { return Some("must be an absolute http or https URL") };
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        Some("must be an absolute http or https URL with a host")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("must not hold a user name or password")
    } else if url.fragment().is_some() {
        Some("must not have a part after #")
    } else {
        None
    }
}

fn display_name_problem(name: &str) -> Option<&'static str> {
    (name.chars().count() > DISPLAY_NAME_MAX_CHARS).then_some("must be at most 128 characters long")
}

fn policy_problem(kind: ProviderKind, draft: &ProviderDraft) -> Option<FieldProblem> {
    if !draft.central_api_key_enabled && !draft.allow_user_api_key {
        let detail = "must be true while allow_user_api_key is false: somebody's key must be allowed";
        return Some(FieldProblem::new("central_api_key_enabled", detail));
    }
    if draft.allow_central_api_key_fallback && !(draft.central_api_key_enabled && draft.allow_user_api_key) {
        let detail = "needs both central_api_key_enabled and allow_user_api_key";
        return Some(FieldProblem::new("allow_central_api_key_fallback", detail));
    }
    let lacks_key = draft.central_api_key_enabled
        && draft.sealed_api_key.is_none()
        && !works_without_key(kind, &draft.base_url);
    lacks_key.then(|| FieldProblem::new("api_key", "is required while central_api_key_enabled is true"))
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::ProviderKind;
    use ropewalk_store::chat_models::ProviderDraft;
    use ropewalk_telemetry::Secret;

    use super::{check, check_key_form, clean_key};
    use crate::UseCaseError;

    fn draft() -> ProviderDraft {
        ProviderDraft {
            display_name: String::new(),
            base_url: String::new(),
            sealed_api_key: Some(vec![1]),
            enabled: true,
            central_api_key_enabled: true,
            allow_user_api_key: false,
            allow_central_api_key_fallback: false,
        }
    }

    fn bad_field(kind: ProviderKind, draft: &ProviderDraft) -> Option<String> {
        match check(kind, draft) {
            Ok(()) => None,
            Err(UseCaseError::Invalid { validations, .. }) => Some(validations[0].field.clone()),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_base_url_is_empty_or_absolute_http_with_a_host() {
        let with = |base_url: &str| {
            bad_field(ProviderKind::Openai, &ProviderDraft { base_url: base_url.to_owned(), ..draft() })
        };
        for good in
            ["", "http://127.0.0.1:11434/v1", "https://llm.example.com/v1?api-version=1", "http://[::1]/"]
        {
            assert_eq!(with(good), None, "{good}");
        }
        for bad in [
            "llm.example.com",
            "/v1",
            "ftp://host/",
            "http://",
            "https://user:pw@host/",
            "file:///etc/passwd",
        ] {
            assert_eq!(with(bad).as_deref(), Some("base_url"), "{bad}");
        }
    }

    #[test]
    fn azure_is_nowhere_without_a_base_url() {
        assert_eq!(bad_field(ProviderKind::Azure, &draft()).as_deref(), Some("base_url"));
        let placed = ProviderDraft { base_url: "https://r.openai.azure.com".to_owned(), ..draft() };
        assert_eq!(bad_field(ProviderKind::Azure, &placed), None);
    }

    #[test]
    fn somebodys_key_must_be_allowed_and_there() {
        let no_key = ProviderDraft { sealed_api_key: None, ..draft() };
        assert_eq!(bad_field(ProviderKind::Anthropic, &no_key).as_deref(), Some("api_key"));
        assert_eq!(
            bad_field(ProviderKind::OpenaiCompat, &no_key).as_deref(),
            Some("api_key"),
            "no place either"
        );
        let local = ProviderDraft { base_url: "http://127.0.0.1:8080/v1".to_owned(), ..no_key.clone() };
        assert_eq!(bad_field(ProviderKind::OpenaiCompat, &local), None, "a local server needs no key");
        let nobody = ProviderDraft { central_api_key_enabled: false, ..draft() };
        assert_eq!(bad_field(ProviderKind::Openai, &nobody).as_deref(), Some("central_api_key_enabled"));
        let own = ProviderDraft { central_api_key_enabled: false, allow_user_api_key: true, ..no_key };
        assert_eq!(bad_field(ProviderKind::Openai, &own), None);
        let fallback = ProviderDraft { allow_central_api_key_fallback: true, ..draft() };
        assert_eq!(
            bad_field(ProviderKind::Openai, &fallback).as_deref(),
            Some("allow_central_api_key_fallback")
        );
    }

    #[test]
    fn keys_lose_what_pasting_adds() {
        let clean = |text: &str| {
            let key = clean_key(&Secret::new(text));
            key.map(|key| key.map(|it| it.expose().to_owned()))
        };
        assert_eq!(clean(" sk-1\n").unwrap().as_deref(), Some("sk-1"));
        assert_eq!(clean("  ").unwrap(), None);
        assert!(clean("sk\u{2013}1").is_err());
        assert!(clean(&"x".repeat(10_241)).is_err());
        assert!(check_key_form(ProviderKind::Bedrock, &Secret::new("AKIAIOSFODNN7EXAMPLE:")).is_err());
        assert!(check_key_form(ProviderKind::Openai, &Secret::new("AKIAIOSFODNN7EXAMPLE:")).is_ok());
    }
}
