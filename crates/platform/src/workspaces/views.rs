//! How workspaces look on the wire (platform.md 2.30). Fields about things that Ropewalk does not do yet (schedules,
//! dormancy, prebuilds, favourites) say so with the value that means "off".

use ropewalk_model::Timestamp;
use ropewalk_store::builds::BuildRecord;
use ropewalk_store::workspaces::WorkspaceRecord;
use ropewalk_wire::workspaces::{Workspace, WorkspaceHealth};

use crate::agents::views::is_failing;
use crate::builds::views::{self as builds, BuiltThings};

/// A workspace with its latest build.
pub(super) fn workspace(
    workspace: WorkspaceRecord,
    latest: &BuildRecord,
    things: &BuiltThings,
    now: Timestamp,
) -> Workspace {
    let latest_build = builds::build(latest, things, now);
    let agents = latest_build.resources.iter().flat_map(|resource| &resource.agents);
    let failing_agents: Vec<_> = agents.filter(|agent| is_failing(agent)).map(|agent| agent.id).collect();
    Workspace {
        id: workspace.id,
        created_at: workspace.created_at,
        updated_at: workspace.updated_at,
        owner_id: workspace.owner_id,
        owner_name: workspace.owner_name,
        owner_avatar_url: workspace.owner_avatar_url,
        organization_id: workspace.organization_id,
        organization_name: workspace.organization_name,
        template_id: workspace.template_id,
        template_name: workspace.template_name,
        template_display_name: workspace.template_display_name,
        template_icon: workspace.template_icon,
        template_allow_user_cancel_workspace_jobs: workspace.template_allow_user_cancel_workspace_jobs,
        template_active_version_id: workspace.template_active_version_id,
        template_require_active_version: false,
        template_use_classic_parameter_flow: true,
        is_prebuild: false,
        task_id: None,
        outdated: latest.template_version_id != workspace.template_active_version_id,
        latest_build,
        latest_app_status: None,
        name: workspace.name,
        autostart_schedule: None,
        ttl_ms: workspace.ttl_ms,
        last_used_at: workspace.last_used_at,
        deleting_at: None,
        dormant_at: None,
        health: WorkspaceHealth { healthy: failing_agents.is_empty(), failing_agents },
        automatic_updates: "never".to_owned(),
        allow_renames: false,
        favorite: false,
        next_start_at: None,
    }
}
