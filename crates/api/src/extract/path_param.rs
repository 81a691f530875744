//! Parameters of the path. A bad one is a 400 that names it.

use std::fmt::Display;
use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;

use crate::error::ApiError;

/// The only parameter of a path.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathParam<T>(pub(crate) T);

/// The two parameters of a path, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathParams2<A, B>(pub(crate) A, pub(crate) B);

/// The three parameters of a path, in its order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathParams3<A, B, C>(pub(crate) A, pub(crate) B, pub(crate) C);

impl<S, T> FromRequestParts<S> for PathParam<T>
where
    S: Send + Sync,
    T: FromStr<Err: Display>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = raw(parts, state).await?;
        Ok(Self(read(&params, 0)?))
    }
}

impl<S, A, B> FromRequestParts<S> for PathParams2<A, B>
where
    S: Send + Sync,
    A: FromStr<Err: Display>,
    B: FromStr<Err: Display>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = raw(parts, state).await?;
        Ok(Self(read(&params, 0)?, read(&params, 1)?))
    }
}

impl<S, A, B, C> FromRequestParts<S> for PathParams3<A, B, C>
where
    S: Send + Sync,
    A: FromStr<Err: Display>,
    B: FromStr<Err: Display>,
    C: FromStr<Err: Display>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let params = raw(parts, state).await?;
        Ok(Self(read(&params, 0)?, read(&params, 1)?, read(&params, 2)?))
    }
}

async fn raw<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<RawPathParams, ApiError> {
    RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_rejection| ApiError::invalid_field("path", "holds bytes that are no UTF-8 text"))
}

fn read<T: FromStr<Err: Display>>(params: &RawPathParams, index: usize) -> Result<T, ApiError> {
    let (name, value) = params.iter().nth(index).unwrap_or(("path", ""));
    value.parse().map_err(|error| ApiError::invalid_field(name, format!("cannot be read: {error}")))
}
