//! Who sends a request. The middleware has found out; handlers that take [`SignedIn`] refuse everybody else.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::Caller;

use crate::error::ApiError;

/// What the middleware found out (platform.md 1.2).
#[derive(Clone, Debug)]
pub(crate) enum Authentication {
    /// No token came with the request.
    Anonymous,
    /// A good one.
    Signed(Arc<Caller>),
    /// One that does not hold: what is wrong with it.
    Refused {
        /// For people.
        message: String,
        /// Which part of it is wrong.
        detail: Option<String>,
    },
}

/// Somebody who is signed in. Answers 401 otherwise.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn(pub(crate) Arc<Caller>);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        match parts.extensions.get::<Authentication>() {
            Some(Authentication::Signed(caller)) => Ok(Self(Arc::clone(caller))),
            Some(Authentication::Refused { message, detail }) => {
                Err(UseCaseError::Unauthenticated { message: message.clone(), detail: detail.clone() }.into())
            }
            Some(Authentication::Anonymous) | None => Err(UseCaseError::unauthenticated(
                "You are not signed in.",
                "No session token came with the request.",
            )
            .into()),
        }
    }
}
