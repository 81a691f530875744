//! Workspace agents: what clients ask about them (platform.md 2.10), and what they ask and report themselves (2.11,
//! agent-and-provisioning.md 3.2).

mod agent_caller;
mod agent_logs;
mod get_agent;
mod reports;
mod tunnel;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Most bytes of a report with log lines: 1 MiB of output, written as JSON.
const LOGS_BODY_LIMIT_BYTES: usize = 8 * 1024 * 1024;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    let logs = OpenApiRouter::new()
        .routes(routes!(reports::agent_append_logs))
        .routes(routes!(reports::agent_patch_logs))
        .layer(DefaultBodyLimit::max(LOGS_BODY_LIMIT_BYTES));
    OpenApiRouter::new()
        .routes(routes!(get_agent::get_agent))
        .routes(routes!(agent_logs::agent_logs))
        .routes(routes!(agent_logs::agent_startup_logs))
        .routes(routes!(tunnel::agent_tunnel))
        .routes(routes!(reports::agent_manifest))
        .routes(routes!(reports::agent_startup))
        .routes(routes!(reports::agent_lifecycle))
        .routes(routes!(reports::agent_script_completed))
        .routes(routes!(reports::agent_log_source))
        .merge(logs)
}
