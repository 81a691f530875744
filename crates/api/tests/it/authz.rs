//! Walks the OpenAPI document: each operation has a row in the table of `authz_cases`, and the server does what the row says.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::Value;

use crate::authz_cases::{self, Access, AuthzCase, World};
use crate::harness::{TestApp, TestClient, TestUser};

/// The chats stand under two prefixes with the same rules.
const V2_CHATS: &str = "/api/v2/chats";
const EXPERIMENTAL_CHATS: &str = "/api/experimental/chats";

/// An operation of the document.
#[derive(Clone, Debug)]
struct Operation {
    id: String,
    method: Method,
    path: String,
    is_public: bool,
}

impl Operation {
    /// The id of the row: the experimental twin has none of its own.
    fn row(&self) -> &str {
        self.id.strip_suffix("_experimental").unwrap_or(&self.id)
    }
}

fn operations() -> Vec<Operation> {
    let document = serde_json::to_value(ropewalk_api::openapi_document()).expect("a document is JSON");
    let paths = document["paths"].as_object().expect("a document has paths");
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, operation) in item.as_object().expect("a path has operations") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let Some(id) = operation["operationId"].as_str() else { continue };
            let security = operation["security"].as_array().expect("security is always stated");
            let is_public = security.iter().any(|it| it.as_object().is_some_and(serde_json::Map::is_empty));
            operations.push(Operation { id: id.to_owned(), method, path: path.clone(), is_public });
        }
    }
    operations
}

fn table() -> BTreeMap<&'static str, AuthzCase> {
    let mut table = BTreeMap::new();
    for case in authz_cases::all() {
        let id = case.operation;
        assert!(table.insert(id, case).is_none(), "{id} has two rows");
    }
    table
}

#[test]
fn every_operation_has_a_row_and_every_row_an_operation() {
    let operations = operations();
    let table = table();
    let in_document: BTreeSet<&str> = operations.iter().map(Operation::row).collect();
    let in_table: BTreeSet<&str> = table.keys().copied().collect();
    let missing: Vec<&&str> = in_document.difference(&in_table).collect();
    assert!(missing.is_empty(), "no row in tests/it/authz_cases for {missing:?}");
    let stale: Vec<&&str> = in_table.difference(&in_document).collect();
    assert!(stale.is_empty(), "rows for operations that do not exist: {stale:?}");
    for operation in &operations {
        let is_listed = matches!(table[operation.row()].access, Access::Public(_) | Access::OtherToken(_));
        assert!(is_listed || !operation.is_public, "{} is public, its row says otherwise", operation.id);
        let is_claimed = matches!(table[operation.row()].access, Access::Public(_));
        assert!(
            !is_claimed || operation.is_public,
            "{} needs a session, its row says otherwise",
            operation.id
        );
    }
}

#[tokio::test]
async fn the_server_does_what_the_table_says() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let eve = app.member(&owner, "eve").await;
    let world = World { app, owner, ada, eve };
    let table = table();
    let mut wrong = Vec::new();
    for operation in operations() {
        // One that has no row fails the test above.
        let Some(case) = table.get(operation.row()) else { continue };
        if let Err(problem) = check(&world, &operation, case).await {
            wrong.push(format!("{} {} ({}): {problem}", operation.method, operation.path, operation.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn check(world: &World, operation: &Operation, case: &AuthzCase) -> Result<(), String> {
    let anonymous = world.app.anonymous();
    let forged = world.app.with_token("AAAAAAAAAA-BBBBBBBBBBBBBBBBBBBBBB");
    match case.access {
        Access::Public(_) => {
            let status = call(world, operation, case, &anonymous).await;
            return if status == 401 { Err("a stranger got 401".to_owned()) } else { Ok(()) };
        }
        Access::OtherToken(_) => {
            refused(call(world, operation, case, &anonymous).await, 401, "a stranger")?;
            let session = signed_in(world, &world.owner).await;
            return refused(call(world, operation, case, &session).await, 401, "an owner's session");
        }
        Access::SignedIn | Access::Personal { .. } | Access::Own { .. } | Access::Admin { .. } => {}
    }
    refused(call(world, operation, case, &anonymous).await, 401, "a stranger")?;
    refused(call(world, operation, case, &forged).await, 401, "a forged token")?;
    let eve = signed_in(world, &world.eve).await;
    let by_eve = call(world, operation, case, &eve).await;
    match case.access {
        Access::Personal { stranger } | Access::Own { stranger, .. } => {
            refused(by_eve, stranger, "another member")?;
        }
        Access::Admin { member } => refused(by_eve, member, "a member")?,
        Access::SignedIn => allowed(by_eve, "a member")?,
        Access::Public(_) | Access::OtherToken(_) => {}
    }
    if matches!(case.access, Access::Personal { .. } | Access::Own { .. }) {
        let ada = signed_in(world, &world.ada).await;
        allowed(call(world, operation, case, &ada).await, "the person herself")?;
    }
    let owner = signed_in(world, &world.owner).await;
    let by_owner = call(world, operation, case, &owner).await;
    match case.access {
        Access::Own { owner, .. } => refused(by_owner, owner, "an owner"),
        Access::Public(_)
        | Access::OtherToken(_)
        | Access::SignedIn
        | Access::Personal { .. }
        | Access::Admin { .. } => allowed(by_owner, "an owner"),
    }
}

/// Sends the case's request, freshly made.
async fn call(world: &World, operation: &Operation, case: &AuthzCase, client: &TestClient) -> u16 {
    let mut prepared = (case.prepare)(world).await;
    if operation.path.starts_with(EXPERIMENTAL_CHATS) {
        prepared.path = prepared.path.replacen(V2_CHATS, EXPERIMENTAL_CHATS, 1);
    }
    assert!(
        fits(&operation.path, &prepared.path),
        "the row of {} asks {}, which is not {}",
        operation.id,
        prepared.path,
        operation.path
    );
    let body: Option<&Value> = prepared.body.as_ref();
    client.status(operation.method.clone(), &prepared.path, body).await.as_u16()
}

/// Whether a path is one of a template's, so that a row cannot ask another operation by mistake.
fn fits(template: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(&path).all(|(want, have)| want == have || want.starts_with('{'))
}

/// A session of its own, because the call may end it.
async fn signed_in(world: &World, user: &TestUser) -> TestClient {
    let path = format!("/api/v2/users/{}/keys", user.id);
    let made = world.owner.client.post(&path, &Value::Null).await.expect(201);
    world.app.with_token(made["key"].as_str().expect("a key"))
}

fn refused(status: u16, expected: u16, who: &str) -> Result<(), String> {
    if status == expected { Ok(()) } else { Err(format!("{who} got {status}, not {expected}")) }
}

fn allowed(status: u16, who: &str) -> Result<(), String> {
    if matches!(status, 401 | 403 | 404 | 405) || status >= 500 {
        Err(format!("{who} got {status}"))
    } else {
        Ok(())
    }
}
