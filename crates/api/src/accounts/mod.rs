//! People, sessions and tokens: the operations of platform.md 2.1-2.3.

mod auth_methods;
mod check_authorization;
mod create_first_user;
mod create_session_key;
mod create_token;
mod create_user;
mod delete_api_key;
mod expire_api_key;
mod external_scopes;
mod get_api_key;
mod get_first_user;
mod get_token;
mod get_user;
mod list_tokens;
mod list_users;
mod login;
mod logout;
pub(crate) mod request_origin;
mod session_cookie;
mod token_config;
mod update_password;
mod validate_password;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(get_first_user::get_first_user, create_first_user::create_first_user))
        .routes(routes!(auth_methods::auth_methods))
        .routes(routes!(validate_password::validate_password))
        .routes(routes!(login::login))
        .routes(routes!(logout::logout))
        .routes(routes!(list_users::list_users, create_user::create_user))
        .routes(routes!(get_user::get_user))
        .routes(routes!(update_password::update_password))
        .routes(routes!(check_authorization::check_authorization))
        .routes(routes!(external_scopes::external_scopes))
        .routes(routes!(create_session_key::create_session_key))
        .routes(routes!(get_api_key::get_api_key, delete_api_key::delete_api_key))
        .routes(routes!(expire_api_key::expire_api_key))
        .routes(routes!(create_token::create_token, list_tokens::list_tokens))
        .routes(routes!(get_token::get_token))
        .routes(routes!(token_config::token_config))
}
