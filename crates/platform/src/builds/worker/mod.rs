//! The build worker of this server: takes jobs from the queue and has drivers carry them out.
//!
//! Two loops. The *acquirer* takes a job whenever one of its slots is free; it is woken by the channel `jobs` and looks
//! by itself every second. The *reaper* deals with jobs whose worker is gone: those of dead replicas are queued again,
//! those that fell silent fail.
//!
//! Stopping goes in steps: no new jobs; the running ones get [`BuildWorkerSettings::drain`] to end; then they are
//! told to stop and are handed back to the queue. What was handed back, or lost by a crash, starts over at the next
//! server: drivers can do that.

mod build_log;
mod run_build;

use std::sync::Arc;
use std::time::Duration;

use ropewalk_store::Event;
use ropewalk_store::jobs::{JobLease, Reaped};
use ropewalk_telemetry::ErrorChain;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::{Platform, channels};

/// How often the queue is looked at while nothing is announced.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// How often jobs without a worker are looked for.
const REAP_INTERVAL: Duration = Duration::from_secs(2);

/// How a worker works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildWorkerSettings {
    /// Builds at the same time; 0 leaves them to other replicas.
    pub parallel: usize,
    /// How often a running job shows that its worker lives.
    pub heartbeat: Duration,
    /// A job that was silent for longer has lost its worker.
    pub silence: Duration,
    /// How long running builds may go on once the server stops.
    pub drain: Duration,
    /// How long builds may take to come to rest after they were told to stop.
    pub rest: Duration,
}

impl Default for BuildWorkerSettings {
    fn default() -> Self {
        Self {
            parallel: 2,
            heartbeat: Duration::from_secs(5),
            silence: Duration::from_secs(30),
            drain: Duration::from_secs(10),
            rest: Duration::from_secs(10),
        }
    }
}

/// A running build worker. Stop it with [`BuildWorker::stop`]; dropping it only stops taking jobs.
#[derive(Debug)]
pub struct BuildWorker {
    shared: Arc<Shared>,
}

/// What the worker's tasks share.
#[derive(Debug)]
struct Shared {
    platform: Platform,
    settings: BuildWorkerSettings,
    /// No more jobs are taken.
    closing: CancellationToken,
    /// Running builds must come to rest.
    halting: CancellationToken,
    tasks: TaskTracker,
}

impl BuildWorker {
    /// Starts the worker of this server.
    #[must_use]
    pub fn start(platform: &Platform, settings: BuildWorkerSettings) -> Self {
        let shared = Arc::new(Shared {
            platform: platform.clone(),
            settings,
            closing: CancellationToken::new(),
            halting: CancellationToken::new(),
            tasks: TaskTracker::new(),
        });
        shared.tasks.spawn(acquire(Arc::clone(&shared)));
        shared.tasks.spawn(reap(Arc::clone(&shared)));
        Self { shared }
    }

    /// Stops the worker, in the steps that the module describes.
    pub async fn stop(self) {
        let shared = &self.shared;
        shared.closing.cancel();
        shared.tasks.close();
        if tokio::time::timeout(shared.settings.drain, shared.tasks.wait()).await.is_ok() {
            return;
        }
        tracing::info!(builds = shared.tasks.len(), "Builds still run; they are handed back to the queue");
        shared.halting.cancel();
        if tokio::time::timeout(shared.settings.rest, shared.tasks.wait()).await.is_err() {
            tracing::warn!(
                builds = shared.tasks.len(),
                "Some builds did not come to rest; the next server starts them over"
            );
        }
    }
}

impl Drop for BuildWorker {
    fn drop(&mut self) {
        self.shared.closing.cancel();
    }
}

/// Takes jobs while there are free slots.
async fn acquire(shared: Arc<Shared>) {
    let slots = Arc::new(Semaphore::new(shared.settings.parallel));
    let pubsub = shared.platform.store().pubsub();
    let mut jobs = pubsub.subscribe(channels::JOBS).await.ok();
    loop {
        let slot = tokio::select! {
            slot = Arc::clone(&slots).acquire_owned() => slot,
            () = shared.closing.cancelled() => return,
        };
        let Ok(slot) = slot else { return };
        match shared.platform.store().acquire_build_job(shared.platform.replica().id).await {
            Ok(Some(lease)) => {
                spawn_build(&shared, lease, slot);
                continue;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(error = %ErrorChain(&error), "Could not look for builds to do");
            }
        }
        drop(slot);
        let next = async {
            match &mut jobs {
                Some(jobs) => jobs.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            event = next => {
                if event == Event::Closed {
                    jobs = None;
                }
            }
            () = tokio::time::sleep(LOOK_INTERVAL) => {
                if jobs.is_none() {
                    jobs = pubsub.subscribe(channels::JOBS).await.ok();
                }
            }
            () = shared.closing.cancelled() => return,
        }
    }
}

fn spawn_build(shared: &Arc<Shared>, lease: JobLease, slot: OwnedSemaphorePermit) {
    let own = Arc::clone(shared);
    shared.tasks.spawn(async move {
        run_build::run(&own, lease).await;
        drop(slot);
    });
}

/// Deals with jobs whose worker is gone.
async fn reap(shared: Arc<Shared>) {
    let platform = &shared.platform;
    loop {
        if let Err(error) = reap_once(platform, shared.settings.silence).await {
            tracing::warn!(error = %ErrorChain(&error), "Could not look for builds without a worker");
        }
        tokio::select! {
            () = tokio::time::sleep(REAP_INTERVAL) => {}
            () = shared.closing.cancelled() => return,
        }
    }
}

async fn reap_once(platform: &Platform, silence: Duration) -> Result<(), ropewalk_store::StoreError> {
    let dead = platform.store().dead_replicas(platform.replica()).await?;
    let dead: Vec<_> = dead.iter().map(|replica| replica.id).collect();
    for reaped in platform.store().reap_build_jobs(&dead, silence).await? {
        let (what, build_id, workspace_id) = match reaped {
            Reaped::Requeued { build_id, workspace_id, .. } => ("is queued again", build_id, workspace_id),
            Reaped::Ended { build_id, workspace_id, .. } => ("was ended", build_id, workspace_id),
        };
        tracing::warn!(build.id = %build_id, "Build {build_id} {what}: its worker is gone");
        let changed =
            [channels::JOBS.to_owned(), channels::build(build_id), channels::workspace(workspace_id)];
        platform.announce(&changed).await;
    }
    Ok(())
}
