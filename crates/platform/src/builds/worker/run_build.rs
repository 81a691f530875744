//! One build from its acquisition to its end.
//!
//! What must stay true: the driver's work is dropped as soon as the job belongs to somebody else; every end goes through
//! the lease, so that a worker that was thought dead changes nothing any more.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use ropewalk_model::build::Transition;
use ropewalk_provision::definition::TemplateDefinition;
use ropewalk_provision::{
    AgentLaunch, BuildContext, BuildOutcome, BuiltResource, Driver, DriverError, LogLevel, LogSink,
};
use ropewalk_store::builds::{BuildWork, CompletedBuild, NewAgent, NewResource, NewScript};
use ropewalk_store::jobs::{Heartbeat, JobLease};
use ropewalk_store::{Event, StoreError};
use ropewalk_telemetry::{ErrorChain, Secret};
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::build_log::BuildLog;
use crate::agents::token_hash;
use crate::{Platform, channels};

/// How often an end that the database did not take is tried again, and the pause between.
const STORE_TRIES: u32 = 20;
const STORE_PAUSE: Duration = Duration::from_millis(500);

/// How a build came out.
enum Ending {
    /// The driver did it.
    Built(Box<CompletedBuild>),
    /// The driver could not.
    Failed(String),
    /// The driver stopped because it was told to.
    Stopped,
    /// The job belongs to somebody else.
    Lost,
}

impl Ending {
    /// In metrics.
    const fn word(&self) -> &'static str {
        match self {
            Self::Built(_) => "succeeded",
            Self::Failed(_) => "failed",
            Self::Stopped => "stopped",
            Self::Lost => "lost",
        }
    }
}

/// Runs the build that `lease` holds.
pub(super) async fn run(shared: &Arc<Shared>, lease: JobLease) {
    let platform = &shared.platform;
    tracing::info!(build.id = %lease.build_id, attempt = lease.attempt, "Build {} begins", lease.build_id);
    let work = match platform.store().build_work(lease.build_id).await {
        Ok(Some(work)) => work,
        Ok(None) => return,
        Err(error) => {
            let reason = format!("the server could not read the build: {}", ErrorChain(&error));
            fail(platform, &lease, &reason).await;
            return;
        }
    };
    announce(platform, &lease, &work).await;
    let log = BuildLog::new(platform.clone(), lease);
    let ending = drive(shared, &lease, &work, &log).await;
    platform.metrics().build_ended(work.transition.as_str(), ending.word());
    finish(shared, &lease, &work, &log, ending).await;
    announce(platform, &lease, &work).await;
}

/// Has the driver do the work, beside the heartbeat.
async fn drive(shared: &Arc<Shared>, lease: &JobLease, work: &BuildWork, log: &BuildLog) -> Ending {
    let platform = &shared.platform;
    let cancel = shared.halting.child_token();
    let agents = match agents_of(platform, work) {
        Ok(agents) => agents,
        Err(error) => return Ending::Failed(format!("the template's definition cannot be read: {error}")),
    };
    let Some(driver) = platform.driver(&work.provisioner) else {
        let reason = format!("this server has no driver for templates of the kind {}", work.provisioner);
        return Ending::Failed(reason);
    };
    let context = BuildContext {
        workspace_id: work.workspace_id,
        workspace_name: &work.workspace_name,
        owner_name: &work.owner_name,
        build_id: work.build_id,
        agents: &agents,
        state: work.state.as_ref(),
        log,
        cancel: &cancel,
    };
    let working = AssertUnwindSafe(call(driver.as_ref(), work.transition, context)).catch_unwind();
    let outcome = tokio::select! {
        outcome = working => outcome,
        () = keep_alive(shared, lease, &cancel) => return Ending::Lost,
    };
    match outcome {
        Ok(Ok(outcome)) => Ending::Built(Box::new(completed(platform, outcome, &agents))),
        Ok(Err(DriverError::Canceled)) => Ending::Stopped,
        Ok(Err(error)) => Ending::Failed(ErrorChain(&error).to_string()),
        Err(_panic) => {
            Ending::Failed("the driver failed in a way that it should not; see the server's log".to_owned())
        }
    }
}

async fn call(
    driver: &dyn Driver,
    transition: Transition,
    context: BuildContext<'_>,
) -> Result<BuildOutcome, DriverError> {
    match transition {
        Transition::Start => driver.start(context).await,
        Transition::Stop => driver.stop(context).await,
        Transition::Delete => driver.delete(context).await,
    }
}

/// Raises the heartbeat, and passes a cancel on. Returns when the job is lost.
async fn keep_alive(shared: &Arc<Shared>, lease: &JobLease, cancel: &CancellationToken) {
    let platform = &shared.platform;
    let mut changes = platform.store().pubsub().subscribe(&channels::build(lease.build_id)).await.ok();
    loop {
        match platform.store().heartbeat_job(lease).await {
            Ok(Heartbeat::Held) => {}
            Ok(Heartbeat::CancelRequested) => cancel.cancel(),
            Ok(Heartbeat::Lost) => return,
            // The next beat may go through; when none does, the reaper ends the job and a later beat says so.
            Err(error) => {
                tracing::warn!(build.id = %lease.build_id, error = %ErrorChain(&error), "A build's heartbeat did not go through");
            }
        }
        let beat = tokio::time::sleep(shared.settings.heartbeat);
        let Some(subscription) = &mut changes else {
            beat.await;
            continue;
        };
        tokio::select! {
            () = beat => {}
            // A cancel is announced; so is each line of the log, and a beat more does no harm.
            event = subscription.recv() => {
                if event == Event::Closed {
                    changes = None;
                }
            }
        }
    }
}

async fn finish(shared: &Arc<Shared>, lease: &JobLease, work: &BuildWork, log: &BuildLog, ending: Ending) {
    let platform = &shared.platform;
    match ending {
        Ending::Built(completed) => {
            let outcome =
                store(|| platform.store().complete_build(lease, work.transition, &completed, platform.now()))
                    .await;
            report(lease, "has succeeded", outcome);
        }
        Ending::Failed(reason) => {
            log.line(LogLevel::Error, "Failed", &reason).await;
            fail(platform, lease, &reason).await;
        }
        Ending::Stopped if shared.halting.is_cancelled() => {
            // Somebody may have cancelled it in the same moment; then it cannot be handed back.
            log.server_line(LogLevel::Warn, "The server stops; the build starts over at its next start.")
                .await;
            match store(|| platform.store().hand_back_job(lease)).await {
                Ok(true) => {
                    tracing::info!(build.id = %lease.build_id, "Build {} is handed back", lease.build_id)
                }
                Ok(false) => {
                    let outcome = store(|| platform.store().finish_canceled_job(lease)).await;
                    report(lease, "is cancelled", outcome);
                }
                Err(error) => report(lease, "is handed back", Err(error)),
            }
        }
        Ending::Stopped => {
            log.server_line(LogLevel::Warn, "The build was cancelled.").await;
            let outcome = store(|| platform.store().finish_canceled_job(lease)).await;
            report(lease, "is cancelled", outcome);
        }
        Ending::Lost => {
            tracing::warn!(build.id = %lease.build_id, "Build {} was taken away from this worker", lease.build_id);
        }
    }
}

async fn fail(platform: &Platform, lease: &JobLease, reason: &str) {
    let outcome = store(|| platform.store().fail_job(lease, reason, None)).await;
    report(lease, &format!("has failed: {reason}"), outcome);
}

fn report(lease: &JobLease, how: &str, outcome: Result<bool, StoreError>) {
    let build = lease.build_id;
    match outcome {
        Ok(true) => tracing::info!(build.id = %build, "Build {build} {how}"),
        Ok(false) => {
            tracing::warn!(build.id = %build, "Build {build} was taken away from this worker at its end")
        }
        Err(error) => {
            tracing::error!(build.id = %build, error = %ErrorChain(&error), "The end of build {build} could not be stored");
        }
    }
}

/// Stores an end, trying again while the database is only away for a moment.
async fn store<F>(write: impl Fn() -> F) -> Result<bool, StoreError>
where
    F: Future<Output = Result<bool, StoreError>>,
{
    let mut tries = 0;
    loop {
        match write().await {
            Err(error) if error.is_retryable() && tries < STORE_TRIES => {
                tries += 1;
                tokio::time::sleep(STORE_PAUSE).await;
            }
            other => return other,
        }
    }
}

/// Ids and tokens for the agents of a start; none for other builds.
fn agents_of(platform: &Platform, work: &BuildWork) -> Result<Vec<AgentLaunch>, serde_json::Error> {
    if work.transition != Transition::Start {
        return Ok(Vec::new());
    }
    let definition: TemplateDefinition = serde_json::from_value(work.definition.clone())?;
    Ok(definition
        .agents
        .into_iter()
        .map(|definition| AgentLaunch {
            id: platform.entropy().uuid().into(),
            token: Secret::new(platform.entropy().uuid().to_string()),
            definition,
        })
        .collect())
}

/// The driver's outcome as rows to store.
fn completed(platform: &Platform, outcome: BuildOutcome, agents: &[AgentLaunch]) -> CompletedBuild {
    let resources = outcome.resources.into_iter().map(|resource| new_resource(platform, resource, agents));
    CompletedBuild { state: outcome.state, resources: resources.collect() }
}

fn new_resource(platform: &Platform, resource: BuiltResource, agents: &[AgentLaunch]) -> NewResource {
    let own = agents.iter().filter(|agent| resource.agents.contains(&agent.id));
    NewResource {
        id: platform.entropy().uuid().into(),
        kind: resource.kind,
        name: resource.name,
        icon: resource.icon,
        metadata: serde_json::to_value(&resource.metadata).unwrap_or_default(),
        agents: own.map(|agent| new_agent(platform, agent)).collect(),
    }
}

fn new_agent(platform: &Platform, agent: &AgentLaunch) -> NewAgent {
    let definition = &agent.definition;
    NewAgent {
        id: agent.id,
        name: definition.name.clone(),
        auth_token_hash: token_hash(&agent.token),
        architecture: architecture().to_owned(),
        operating_system: std::env::consts::OS.to_owned(),
        directory: definition.directory.clone(),
        environment: serde_json::to_value(&definition.environment).unwrap_or_default(),
        connection_timeout_secs: i32::try_from(definition.connection_timeout_secs).unwrap_or(i32::MAX),
        troubleshooting_url: definition.troubleshooting_url.clone(),
        scripts: definition
            .scripts
            .iter()
            .map(|script| NewScript {
                id: platform.entropy().uuid().into(),
                log_source_id: platform.entropy().uuid().into(),
                display_name: script.display_name.clone(),
                icon: script.icon.clone(),
                log_path: script.log_path.clone(),
                script: script.script.clone(),
                cron: script.cron.clone(),
                run_on_start: script.run_on_start,
                run_on_stop: script.run_on_stop,
                start_blocks_login: script.start_blocks_login,
                timeout_secs: i32::try_from(script.timeout_secs).unwrap_or(i32::MAX),
            })
            .collect(),
    }
}

/// The wire's name of this machine's processor (agent-and-provisioning.md 1.2).
const fn architecture() -> &'static str {
    if cfg!(target_arch = "x86_64") {
        "amd64"
    } else if cfg!(target_arch = "aarch64") {
        "arm64"
    } else {
        std::env::consts::ARCH
    }
}

async fn announce(platform: &Platform, lease: &JobLease, work: &BuildWork) {
    platform.announce(&[channels::build(lease.build_id), channels::workspace(work.workspace_id)]).await;
}
