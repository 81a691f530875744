//! How templates and versions look on the wire (platform.md 2.30). Fields about things that Ropewalk does not do yet
//! (schedules, dormancy, port sharing) say so with the value that means "off".

use ropewalk_model::{TemplateId, UserId};
use ropewalk_store::templates::{BuildTimes, TemplateRecord, TemplateVersionRecord};
use ropewalk_wire::jobs::{ProvisionerJobInput, ProvisionerJobMetadata};
use ropewalk_wire::templates as wire;

use crate::builds::views::{JobContext, job};

/// The name of whoever made what came with the server.
const SERVER_NAME: &str = "ropewalk";

pub(super) fn template(template: TemplateRecord, times: &[BuildTimes]) -> wire::Template {
    let percentiles = |transition: &str| {
        let found = times.iter().find(|it| it.template_id == template.id && it.transition == transition);
        wire::BuildTimePercentiles { p50: found.map(|it| it.p50_ms), p95: found.map(|it| it.p95_ms) }
    };
    let build_time_stats = wire::TemplateBuildTimeStats {
        start: percentiles("start"),
        stop: percentiles("stop"),
        delete: percentiles("delete"),
    };
    wire::Template {
        id: template.id,
        created_at: template.created_at,
        updated_at: template.updated_at,
        organization_id: template.organization_id,
        organization_name: template.organization_name,
        organization_display_name: template.organization_display_name,
        organization_icon: template.organization_icon,
        name: template.name,
        display_name: template.display_name,
        provisioner: template.provisioner,
        active_version_id: template.active_version_id,
        active_user_count: template.active_user_count,
        build_time_stats,
        description: template.description,
        deprecated: !template.deprecation_message.is_empty(),
        deprecation_message: template.deprecation_message,
        deleted: template.deleted,
        icon: template.icon,
        default_ttl_ms: template.default_ttl_ms,
        activity_bump_ms: 0,
        autostop_requirement: wire::TemplateAutostopRequirement { days_of_week: Vec::new(), weeks: 0 },
        autostart_requirement: wire::TemplateAutostartRequirement { days_of_week: Vec::new() },
        created_by_id: template.created_by.unwrap_or(UserId::NIL),
        created_by_name: template.created_by_name.unwrap_or_else(|| SERVER_NAME.to_owned()),
        allow_user_autostart: false,
        allow_user_autostop: false,
        allow_user_cancel_workspace_jobs: template.allow_user_cancel_workspace_jobs,
        failure_ttl_ms: 0,
        time_til_dormant_ms: 0,
        time_til_dormant_autodelete_ms: 0,
        require_active_version: false,
        max_port_share_level: "owner".to_owned(),
        cors_behavior: "simple".to_owned(),
        use_classic_parameter_flow: true,
        disable_module_cache: false,
    }
}

pub(super) fn version(version: TemplateVersionRecord) -> wire::TemplateVersion {
    let context = JobContext {
        input: ProvisionerJobInput {
            template_version_id: Some(version.id),
            workspace_build_id: None,
            error: None,
        },
        metadata: ProvisionerJobMetadata {
            template_version_name: version.name.clone(),
            template_id: version.template_id.unwrap_or(TemplateId::NIL),
            template_name: version.template_name,
            template_display_name: version.template_display_name,
            template_icon: version.template_icon,
            workspace_id: None,
            workspace_name: None,
        },
    };
    wire::TemplateVersion {
        id: version.id,
        template_id: version.template_id,
        organization_id: Some(version.organization_id),
        created_at: version.created_at,
        updated_at: version.updated_at,
        name: version.name,
        message: version.message,
        job: job(&version.job, context),
        readme: version.readme,
        created_by: wire::MinimalUser {
            id: version.created_by.unwrap_or(UserId::NIL),
            username: version.created_by_name.unwrap_or_else(|| SERVER_NAME.to_owned()),
            name: String::new(),
            avatar_url: version.created_by_avatar_url.unwrap_or_default(),
        },
        archived: version.archived,
        has_external_agent: false,
    }
}
