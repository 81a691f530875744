//! People, their passwords, sessions and tokens (platform.md 1.2, 2.1-2.3).

mod api_keys;
mod auth_methods;
mod authenticate;
mod check_authorization;
mod create_user;
mod field_rules;
mod first_user;
mod get_user;
mod list_users;
mod login;
mod logout;
mod own_account;
mod passwords;
mod session_token;
mod setup_token;
mod update_password;
mod user_ref;
pub(crate) mod views;

pub use authenticate::Caller;
pub(crate) use field_rules::display_name_problem;
pub use first_user::SetupOrigin;
pub(crate) use passwords::Passwords;
pub use passwords::password_problem;
pub use user_ref::UserRef;
