//! Who may call each operation: the table that `authz.rs` checks against the running server.
//!
//! One file per area. A new operation needs a row in its area's file; a new area needs a file and a line in [`all`].

mod accounts;
mod chat_config;
mod chat_models;
mod chat_overrides;
mod chat_spend;
mod chats;
mod deployment;
mod groups;
mod organizations;
mod skills;
mod webpush;
mod workspaces;

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

use crate::harness::{TestApp, TestUser};

/// The people that the cases are about.
pub(crate) struct World {
    /// The server.
    pub(crate) app: TestApp,
    /// The first user: an owner of the deployment.
    pub(crate) owner: TestUser,
    /// A member; the objects of [`Access::Personal`] cases are hers.
    pub(crate) ada: TestUser,
    /// Another member of the same organization.
    pub(crate) eve: TestUser,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Everybody, without a session; the reason stands here so that it is a decision.
    Public(&'static str),
    /// Everybody who is signed in.
    SignedIn,
    /// The person whose object it is, and owners. Another member is refused with this status.
    Personal {
        /// What a stranger gets: 404 hides the object.
        stranger: u16,
    },
    /// Only the person whose object it is: it acts with what is theirs. Owners of the deployment may see it and are
    /// refused too.
    Own {
        /// What a stranger gets: 404 hides the object.
        stranger: u16,
        /// What an owner of the deployment gets.
        owner: u16,
    },
    /// Owners. Members are refused with this status.
    Admin {
        /// What a member gets.
        member: u16,
    },
    /// Somebody with a token of another kind; a session is not enough. Where that is tested stands here.
    OtherToken(&'static str),
}

/// A request that would do something if its sender may: with existing ids and a good body.
pub(crate) struct Prepared {
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

type Preparation = Box<dyn for<'a> Fn(&'a World) -> Pin<Box<dyn Future<Output = Prepared> + 'a>>>;

/// A row of the table.
pub(crate) struct AuthzCase {
    /// The operation's id in the OpenAPI document.
    pub(crate) operation: &'static str,
    /// Who may call it.
    pub(crate) access: Access,
    /// Makes a fresh request, with objects of Ada's of its own.
    pub(crate) prepare: Preparation,
}

impl AuthzCase {
    /// A case whose path needs nothing but the people: `{ada}` in it becomes Ada's id, `{organization}` the organization's.
    pub(crate) fn new(operation: &'static str, path: &'static str, access: Access) -> Self {
        let prepare: Preparation = Box::new(move |world| {
            Box::pin(async move {
                let path = path
                    .replace("{ada}", &world.ada.id)
                    .replace("{organization}", &world.ada.organization_id);
                Prepared { path, body: None }
            })
        });
        Self { operation, access, prepare }
    }

    /// The same, with a body.
    pub(crate) fn with_body(mut self, body: Value) -> Self {
        let prepare = self.prepare;
        self.prepare = Box::new(move |world| {
            let prepared = prepare(world);
            let body = body.clone();
            Box::pin(async move { Prepared { body: Some(body), ..prepared.await } })
        });
        self
    }

    /// A case that makes its own objects.
    pub(crate) fn with_objects(
        operation: &'static str,
        access: Access,
        prepare: impl for<'a> Fn(&'a World) -> Pin<Box<dyn Future<Output = Prepared> + 'a>> + 'static,
    ) -> Self {
        Self { operation, access, prepare: Box::new(prepare) }
    }
}

/// All cases.
pub(crate) fn all() -> Vec<AuthzCase> {
    [
        accounts::cases(),
        chat_config::cases(),
        chat_config::days(),
        chat_models::cases(),
        chat_overrides::cases(),
        chat_spend::cases(),
        chats::cases(),
        chats::queue(),
        deployment::cases(),
        groups::cases(),
        organizations::cases(),
        skills::cases(),
        webpush::cases(),
        workspaces::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
