//! How jobs, builds and resources look on the wire (platform.md 2.30).

use ropewalk_model::build::{Transition, workspace_status};
use ropewalk_model::{ReplicaId, Timestamp, UserId};
use ropewalk_provision::ResourceMetadata;
use ropewalk_store::agents::{AgentRecord, LogSourceRecord, ScriptRecord};
use ropewalk_store::builds::{BuildRecord, ResourceRecord};
use ropewalk_store::jobs::{JobKind, JobLogRecord, JobRecord};
use ropewalk_wire::builds as wire;
use ropewalk_wire::jobs::{
    LogSource, ProvisionerJob, ProvisionerJobInput, ProvisionerJobLog, ProvisionerJobMetadata,
    ProvisionerJobType,
};
use uuid::Uuid;

use crate::agents::views as agents;

/// What a job's wire form needs besides the job.
pub(crate) struct JobContext {
    pub(crate) input: ProvisionerJobInput,
    pub(crate) metadata: ProvisionerJobMetadata,
}

/// What builds made, for several builds at once.
#[derive(Debug, Default)]
pub(crate) struct BuiltThings {
    pub(crate) resources: Vec<ResourceRecord>,
    pub(crate) agents: Vec<AgentRecord>,
    pub(crate) scripts: Vec<ScriptRecord>,
    pub(crate) log_sources: Vec<LogSourceRecord>,
}

pub(crate) fn job(job: &JobRecord, context: JobContext) -> ProvisionerJob {
    ProvisionerJob {
        id: job.id,
        created_at: job.created_at,
        started_at: job.started_at,
        completed_at: job.completed_at,
        canceled_at: job.canceled_at,
        error: job.error.clone(),
        error_code: job.error_code.clone(),
        status: job.status().into(),
        worker_id: job.worker_id.map(ReplicaId::uuid),
        worker_name: None,
        file_id: Uuid::nil(),
        tags: agents::texts(&job.tags),
        queue_position: job.queue_position,
        queue_size: job.queue_size,
        organization_id: job.organization_id,
        initiator_id: job.initiator_id.unwrap_or(UserId::NIL),
        input: context.input,
        kind: match job.kind {
            JobKind::TemplateVersionImport => ProvisionerJobType::TemplateVersionImport,
            JobKind::WorkspaceBuild => ProvisionerJobType::WorkspaceBuild,
        },
        available_workers: None,
        metadata: context.metadata,
        logs_overflowed: job.logs_overflowed,
    }
}

/// A build with what it made; things of other builds are left out.
pub(crate) fn build(build: &BuildRecord, things: &BuiltThings, now: Timestamp) -> wire::WorkspaceBuild {
    let context = JobContext {
        input: ProvisionerJobInput {
            template_version_id: None,
            workspace_build_id: Some(build.id),
            error: None,
        },
        metadata: ProvisionerJobMetadata {
            template_version_name: build.template_version_name.clone(),
            template_id: build.template_id,
            template_name: build.template_name.clone(),
            template_display_name: build.template_display_name.clone(),
            template_icon: build.template_icon.clone(),
            workspace_id: Some(build.workspace_id),
            workspace_name: Some(build.workspace_name.clone()),
        },
    };
    let own = things.resources.iter().filter(|it| it.job_id == build.job.id);
    wire::WorkspaceBuild {
        id: build.id,
        created_at: build.created_at,
        updated_at: build.updated_at,
        workspace_id: build.workspace_id,
        workspace_name: build.workspace_name.clone(),
        workspace_owner_id: build.owner_id,
        workspace_owner_name: build.owner_name.clone(),
        workspace_owner_avatar_url: build.owner_avatar_url.clone(),
        template_version_id: build.template_version_id,
        template_version_name: build.template_version_name.clone(),
        build_number: build.build_number,
        transition: build.transition.into(),
        initiator_id: build.initiator_id,
        initiator_name: build.initiator_name.clone(),
        job: job(&build.job, context),
        reason: build.reason.clone(),
        resources: own.map(|it| resource(it, build.transition, things, now)).collect(),
        deadline: build.deadline,
        max_deadline: None,
        status: status(build),
        daily_cost: 0,
        template_version_preset_id: None,
        has_external_agent: None,
    }
}

/// The derived status of a build.
pub(crate) fn status(build: &BuildRecord) -> wire::WorkspaceStatus {
    let word = workspace_status(build.transition, build.job.status());
    // Every word of the model is one of the wire; the test below holds the two together.
    wire::WorkspaceStatus::parse(word).unwrap_or(wire::WorkspaceStatus::Pending)
}

fn resource(
    resource: &ResourceRecord,
    transition: Transition,
    things: &BuiltThings,
    now: Timestamp,
) -> wire::WorkspaceResource {
    let agents = things.agents.iter().filter(|it| it.resource_id == resource.id);
    wire::WorkspaceResource {
        id: resource.id,
        created_at: resource.created_at,
        job_id: resource.job_id,
        workspace_transition: transition.into(),
        kind: resource.kind.clone(),
        name: resource.name.clone(),
        hide: resource.hide,
        icon: resource.icon.clone(),
        agents: agents.map(|it| agents::agent(it, &things.scripts, &things.log_sources, now)).collect(),
        metadata: metadata(&resource.metadata),
        daily_cost: 0,
    }
}

/// Facts to show; sensitive values are kept back. What cannot be read is left out.
fn metadata(stored: &serde_json::Value) -> Vec<wire::WorkspaceResourceMetadata> {
    let facts: Vec<ResourceMetadata> = serde_json::from_value(stored.clone()).unwrap_or_default();
    facts
        .into_iter()
        .map(|fact| wire::WorkspaceResourceMetadata {
            key: fact.key,
            value: if fact.sensitive { String::new() } else { fact.value },
            sensitive: fact.sensitive,
        })
        .collect()
}

pub(crate) fn log_line(line: JobLogRecord) -> ProvisionerJobLog {
    ProvisionerJobLog {
        id: line.id,
        created_at: line.created_at,
        log_source: if line.source == "provisioner" {
            LogSource::Provisioner
        } else {
            LogSource::ProvisionerDaemon
        },
        log_level: agents::log_level(&line.level),
        stage: line.stage,
        output: line.output,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::build::{JobStatus, Transition, workspace_status};
    use ropewalk_wire::builds::WorkspaceStatus;
    use serde_json::json;

    use super::metadata;

    #[test]
    fn every_status_has_a_word_on_the_wire() {
        for transition in [Transition::Start, Transition::Stop, Transition::Delete] {
            for job in [
                JobStatus::Pending,
                JobStatus::Running,
                JobStatus::Succeeded,
                JobStatus::Canceling,
                JobStatus::Canceled,
                JobStatus::Failed,
            ] {
                let word = workspace_status(transition, job);
                assert_eq!(WorkspaceStatus::parse(word).map(WorkspaceStatus::as_str), Some(word));
            }
        }
    }

    #[test]
    fn sensitive_values_are_kept_back() {
        let stored = json!([
            {"key": "a", "value": "shown", "sensitive": false},
            {"key": "b", "value": "hidden", "sensitive": true},
        ]);
        let facts = metadata(&stored);
        assert_eq!((facts[0].value.as_str(), facts[1].value.as_str()), ("shown", ""));
    }
}
