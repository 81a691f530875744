//! LLM providers and models: chats-api.md 1.14-1.16. Mounted under both prefixes of the chats.

mod create_model_config;
mod create_provider;
mod delete_model_config;
mod delete_provider;
mod delete_user_provider_key;
mod list_chat_models;
mod list_model_configs;
mod list_providers;
mod list_user_provider_configs;
mod put_user_provider_key;
mod test_provider;
mod update_model_config;
mod update_provider;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_chat_models::list_chat_models))
        .routes(routes!(list_providers::list_chat_providers, create_provider::create_chat_provider))
        .routes(routes!(update_provider::update_chat_provider, delete_provider::delete_chat_provider))
        .routes(routes!(test_provider::test_chat_provider))
        .routes(routes!(list_user_provider_configs::list_user_chat_provider_configs))
        .routes(routes!(
            put_user_provider_key::put_user_chat_provider_key,
            delete_user_provider_key::delete_user_chat_provider_key
        ))
        .routes(routes!(
            list_model_configs::list_chat_model_configs,
            create_model_config::create_chat_model_config
        ))
        .routes(routes!(
            update_model_config::update_chat_model_config,
            delete_model_config::delete_chat_model_config
        ))
}
