//! Skills: each person's own.

use serde_json::json;

use super::{Access, AuthzCase, Prepared, World};

const OWN: Access = Access::Own { stranger: 404, owner: 403 };
const TEXT: &str = "---\nname: cook\ndescription: Cooks.\n---\nStir.";

pub(super) fn cases() -> Vec<AuthzCase> {
    let body = || Some(json!({"content": TEXT}));
    vec![
        AuthzCase::with_objects("list_user_skills", OWN, |world| {
            Box::pin(async move {
                Prepared { path: format!("/api/v2/users/{}/skills", world.ada.id), body: None }
            })
        }),
        AuthzCase::with_objects("create_user_skill", OWN, move |world| {
            Box::pin(async move {
                world.app.database.execute("delete from user_skills").await;
                Prepared { path: format!("/api/v2/users/{}/skills", world.ada.id), body: body() }
            })
        }),
        AuthzCase::with_objects("get_user_skill", OWN, |world| {
            Box::pin(async move { Prepared { path: stored(world).await, body: None } })
        }),
        AuthzCase::with_objects("update_user_skill", OWN, move |world| {
            Box::pin(async move { Prepared { path: stored(world).await, body: body() } })
        }),
        AuthzCase::with_objects("delete_user_skill", OWN, |world| {
            Box::pin(async move { Prepared { path: stored(world).await, body: None } })
        }),
    ]
}

/// The path of a skill of Ada's. Her session may have ended by a call before, so it is stored past the API.
async fn stored(world: &World) -> String {
    let insert = format!(
        "insert into user_skills (id, user_id, name, description, content, created_at, updated_at)
         values (gen_random_uuid(), '{}', 'cook', 'Cooks.', '{TEXT}', now(), now())
             on conflict do nothing",
        world.ada.id,
    );
    world.app.database.execute(&insert).await;
    format!("/api/v2/users/{}/skills/cook", world.ada.id)
}
