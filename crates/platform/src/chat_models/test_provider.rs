//! Asking a provider whether it takes its key. Ours: the reference has no such call.

use ropewalk_authz::Subject;
use ropewalk_llm::ModelClient;
use ropewalk_model::ProviderConfigId;
use ropewalk_wire::chat_models::TestChatProviderResponse;

use super::provider_keys::NoKey;
use super::{provider_rules, require_admin};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Asks the provider for its list of models, which costs nothing. A refusal is an answer, not an error.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn test_chat_provider(
        &self,
        subject: &Subject,
        id: ProviderConfigId,
    ) -> Result<TestChatProviderResponse, UseCaseError> {
        require_admin(subject)?;
        let provider =
            self.store().chat_provider_by_id(id).await?.ok_or(UseCaseError::not_found("provider"))?;
        let kind = provider_rules::kind_of(&provider.provider)?;
        let name = match provider.draft.display_name.as_str() {
            "" => kind.display_name(),
            name => name,
        };
        let endpoint = match self.endpoint_of(kind, &provider, None) {
            Ok(endpoint) => endpoint,
            Err(no_key) => return Ok(without_key(name, &no_key)),
        };
        Ok(match self.model_client(endpoint).check_key().await {
            Ok(()) => {
                TestChatProviderResponse { ok: true, message: format!("{name} takes the key."), detail: None }
            }
            Err(error) => {
                TestChatProviderResponse { ok: false, message: error.message, detail: error.detail }
            }
        })
    }

    /// A client for an endpoint, on the server's connections and with its limits.
    #[must_use]
    pub fn model_client(&self, endpoint: ropewalk_llm::ProviderEndpoint) -> ModelClient {
        let (http, limits) = self.model_transport();
        ModelClient::new(http.clone(), endpoint, limits)
    }
}

fn without_key(name: &str, no_key: &NoKey) -> TestChatProviderResponse {
    let message = match no_key {
        NoKey::Missing => format!("{name} has no key."),
        NoKey::UserKeyRequired => {
            format!("{name} is used only with people's own keys; there is none to test.")
        }
        NoKey::Unreadable(_) | NoKey::UserKeyUnreadable(_) => {
            format!("The key of {name} cannot be opened: enter it again.")
        }
    };
    let detail = match no_key {
        NoKey::Unreadable(error) | NoKey::UserKeyUnreadable(error) => Some(error.to_string()),
        NoKey::Missing | NoKey::UserKeyRequired => None,
    };
    TestChatProviderResponse { ok: false, message, detail }
}
