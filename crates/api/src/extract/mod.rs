//! What handlers read from a request. All of them answer with a `Response` body that names what is wrong.

mod client_address;
mod json_body;
mod path_param;
mod query;
mod signed_in;

pub(crate) use client_address::ClientAddress;
pub(crate) use json_body::JsonBody;
pub(crate) use path_param::{PathParam, PathParams2, PathParams3};
pub(crate) use query::Query;
pub(crate) use signed_in::{Authentication, SignedIn};
