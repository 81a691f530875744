//! Templates, workspaces, builds and agents.

use std::future::Future;
use std::pin::Pin;

use ropewalk_model::{Entropy, SystemEntropy};
use serde_json::{Value, json};

use super::{Access, AuthzCase, Prepared, World};
use crate::workspaces_support::{create_workspace_for, local_template, start_without_process, text};

const TOKEN: Access = Access::OtherToken("workspaces_agents.rs");
const HERS: Access = Access::Personal { stranger: 404 };

type Prepare<'a> = Pin<Box<dyn Future<Output = Prepared> + 'a>>;

pub(super) fn cases() -> Vec<AuthzCase> {
    let mut cases = templates();
    cases.extend(workspaces());
    cases.extend(builds());
    cases.extend(agents());
    cases
}

fn templates() -> Vec<AuthzCase> {
    let of_version = |operation, tail: &'static str| {
        AuthzCase::with_objects(operation, Access::SignedIn, move |world| {
            Box::pin(async move {
                let template = local_template(&world.owner).await;
                get(format!("/api/v2/templateversions/{}{tail}", text(&template, "/active_version_id")))
            })
        })
    };
    let of_template = |operation, tail: &'static str| {
        AuthzCase::with_objects(operation, Access::SignedIn, move |world| {
            Box::pin(async move {
                let template = local_template(&world.owner).await;
                get(format!("/api/v2/templates/{}{tail}", text(&template, "/id")))
            })
        })
    };
    vec![
        AuthzCase::new("list_templates", "/api/v2/templates", Access::SignedIn),
        AuthzCase::new(
            "list_organization_templates",
            "/api/v2/organizations/{organization}/templates",
            Access::SignedIn,
        ),
        AuthzCase::new(
            "get_template_by_name",
            "/api/v2/organizations/{organization}/templates/local",
            Access::SignedIn,
        ),
        of_template("get_template", ""),
        of_template("list_template_versions", "/versions"),
        of_version("get_template_version", ""),
        of_version("template_version_parameters", "/rich-parameters"),
        of_version("template_version_presets", "/presets"),
        of_version("template_version_resources", "/resources"),
    ]
}

fn workspaces() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("list_workspaces", "/api/v2/workspaces", Access::SignedIn),
        AuthzCase::with_objects("create_user_workspace", HERS, |world| {
            Box::pin(async move {
                Prepared {
                    path: format!("/api/v2/users/{}/workspaces", world.ada.id),
                    body: Some(new_workspace(world).await),
                }
            })
        }),
        AuthzCase::with_objects("create_member_workspace", HERS, |world| {
            Box::pin(async move {
                let (organization, ada) = (&world.ada.organization_id, &world.ada.id);
                Prepared {
                    path: format!("/api/v2/organizations/{organization}/members/{ada}/workspaces"),
                    body: Some(new_workspace(world).await),
                }
            })
        }),
        AuthzCase::with_objects("get_workspace_by_name", HERS, |world| {
            with_workspace(world, |it| get(format!("/api/v2/users/ada/workspace/{}", text(it, "/name"))))
        }),
        AuthzCase::with_objects("get_workspace", HERS, |world| {
            with_workspace(world, |it| of_workspace(it, ""))
        }),
        AuthzCase::with_objects("watch_workspace", HERS, |world| {
            with_workspace(world, |it| of_workspace(it, "/watch"))
        }),
        AuthzCase::with_objects("watch_workspace_ws", HERS, |world| {
            with_workspace(world, |it| of_workspace(it, "/watch-ws"))
        }),
    ]
}

fn builds() -> Vec<AuthzCase> {
    vec![
        AuthzCase::with_objects("list_builds", HERS, |world| {
            with_workspace(world, |it| of_workspace(it, "/builds"))
        }),
        AuthzCase::with_objects("create_build", HERS, |world| {
            with_workspace(world, |it| Prepared {
                body: Some(json!({ "transition": "stop" })),
                ..of_workspace(it, "/builds")
            })
        }),
        AuthzCase::with_objects("get_build_by_number", HERS, |world| {
            with_workspace(world, |it| {
                get(format!("/api/v2/users/ada/workspace/{}/builds/1", text(it, "/name")))
            })
        }),
        AuthzCase::with_objects("get_build", HERS, |world| with_workspace(world, |it| of_build(it, ""))),
        AuthzCase::with_objects("cancel_build", HERS, |world| {
            with_workspace(world, |it| of_build(it, "/cancel"))
        }),
        AuthzCase::with_objects("build_logs", HERS, |world| {
            with_workspace(world, |it| of_build(it, "/logs"))
        }),
        AuthzCase::with_objects("build_parameters", HERS, |world| {
            with_workspace(world, |it| of_build(it, "/parameters"))
        }),
        AuthzCase::with_objects("build_resources", HERS, |world| {
            with_workspace(world, |it| of_build(it, "/resources"))
        }),
    ]
}

fn agents() -> Vec<AuthzCase> {
    vec![
        AuthzCase::with_objects("get_agent", HERS, |world| with_agent(world, "")),
        AuthzCase::with_objects("agent_logs", HERS, |world| with_agent(world, "/logs")),
        AuthzCase::with_objects("agent_startup_logs", HERS, |world| with_agent(world, "/startup-logs")),
        AuthzCase::new("agent_tunnel", "/api/v2/workspaceagents/me/tunnel", TOKEN),
        AuthzCase::new("agent_manifest", "/api/v2/workspaceagents/me/rpc/manifest", TOKEN),
        AuthzCase::new("agent_startup", "/api/v2/workspaceagents/me/rpc/startup", TOKEN),
        AuthzCase::new("agent_lifecycle", "/api/v2/workspaceagents/me/rpc/lifecycle", TOKEN),
        AuthzCase::new("agent_append_logs", "/api/v2/workspaceagents/me/rpc/logs", TOKEN),
        AuthzCase::new("agent_script_completed", "/api/v2/workspaceagents/me/rpc/script-completed", TOKEN),
        AuthzCase::new("agent_patch_logs", "/api/v2/workspaceagents/me/logs", TOKEN),
        AuthzCase::new("agent_log_source", "/api/v2/workspaceagents/me/log-source", TOKEN),
    ]
}

/// A fresh workspace of Ada's. The owner makes it: other rows end Ada's sessions.
fn with_workspace<'a>(world: &'a World, prepared: impl FnOnce(&Value) -> Prepared + 'a) -> Prepare<'a> {
    Box::pin(async move { prepared(&create_workspace_for(&world.owner, "ada", &fresh_name()).await) })
}

/// A fresh agent of Ada's. Workspaces of other rows wait in the queue, so it goes first.
fn with_agent<'a>(world: &'a World, tail: &'static str) -> Prepare<'a> {
    Box::pin(async move {
        world
            .app
            .database
            .execute("update provisioner_jobs set canceled_at = now(), completed_at = now() where completed_at is null")
            .await;
        let workspace = create_workspace_for(&world.owner, "ada", &fresh_name()).await;
        let agent = start_without_process(&world.app, &workspace).await;
        get(format!("/api/v2/workspaceagents/{}{tail}", agent.id))
    })
}

async fn new_workspace(world: &World) -> Value {
    json!({ "name": fresh_name(), "template_id": local_template(&world.owner).await["id"] })
}

fn fresh_name() -> String {
    SystemEntropy.alphanumeric(16)
}

fn of_workspace(workspace: &Value, tail: &str) -> Prepared {
    get(format!("/api/v2/workspaces/{}{tail}", text(workspace, "/id")))
}

fn of_build(workspace: &Value, tail: &str) -> Prepared {
    get(format!("/api/v2/workspacebuilds/{}{tail}", text(workspace, "/latest_build/id")))
}

fn get(path: String) -> Prepared {
    Prepared { path, body: None }
}
