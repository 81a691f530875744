//! The job queue and the build worker: races, cancel, crash, logs to their end.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::build::{JobStatus, Transition};
use ropewalk_model::{Entropy, ReplicaId, SystemEntropy};
use ropewalk_platform::builds::{BuildWorker, BuildWorkerSettings};
use ropewalk_provision::Driver;
use ropewalk_store::jobs::{
    CancelOutcome, CancelRequest, Heartbeat, JobLogLine, LOG_LIMIT_BYTES, LogRange, Reaped,
};
use ropewalk_testkit::wait_until;
use serde_json::Value;

use crate::harness::{TestApp, TestOptions, TestUser};
use crate::workspaces_support::{
    Drivers, GatedDriver, PATIENCE, acquire, build, build_with_status, complete, create_workspace, dial,
    store, text,
};

async fn app_with(driver: Arc<dyn Driver>) -> (TestApp, TestUser) {
    let app =
        TestApp::start_with(TestOptions { drivers: Drivers::one(driver), ..TestOptions::default() }).await;
    let owner = app.owner().await;
    (app, owner)
}

fn worker(app: &TestApp) -> BuildWorker {
    let settings = BuildWorkerSettings {
        heartbeat: Duration::from_millis(200),
        drain: Duration::from_millis(200),
        ..BuildWorkerSettings::default()
    };
    BuildWorker::start(&app.platform, settings)
}

#[tokio::test]
async fn workers_that_ask_at_once_get_different_jobs() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    let mut expected = HashSet::new();
    for name in ["a", "b", "c", "d"] {
        let workspace = create_workspace(&owner, name).await;
        expected.insert(text(&workspace, "/latest_build/id").to_owned());
    }
    let store = store(&app).await;
    let take = || async {
        let worker: ReplicaId = SystemEntropy.uuid().into();
        store.acquire_build_job(worker).await.unwrap()
    };
    let taken = tokio::join!(take(), take(), take(), take(), take());
    let taken: Vec<_> = [taken.0, taken.1, taken.2, taken.3, taken.4].into_iter().flatten().collect();
    let builds: HashSet<String> = taken.iter().map(|lease| lease.build_id.to_string()).collect();
    assert_eq!(taken.len(), 4, "one asked in vain");
    assert_eq!(builds, expected);
}

#[tokio::test]
async fn a_worker_that_lost_its_job_changes_nothing() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    create_workspace(&owner, "box").await;
    let store = store(&app).await;
    let old = acquire(&store).await;
    let reaped = store.reap_build_jobs(&[old.worker_id], Duration::from_secs(3600)).await.unwrap();
    assert!(
        matches!(reaped[..], [Reaped::Requeued { build_id, .. }] if build_id == old.build_id),
        "{reaped:?}"
    );
    let new = acquire(&store).await;
    assert_eq!((new.job_id, new.attempt), (old.job_id, old.attempt + 1));

    let line = JobLogLine::from_server("info", "too late");
    assert!(!store.append_job_logs(&old, std::slice::from_ref(&line)).await.unwrap());
    assert_eq!(store.heartbeat_job(&old).await.unwrap(), Heartbeat::Lost);
    assert!(!store.fail_job(&old, "too late", None).await.unwrap());
    assert!(!store.finish_canceled_job(&old).await.unwrap());
    assert!(!store.hand_back_job(&old).await.unwrap());
    assert_eq!(store.heartbeat_job(&new).await.unwrap(), Heartbeat::Held);
    complete(&store, &new, Transition::Start).await;
    // After the end nothing changes either, not even for the last holder.
    assert!(!store.fail_job(&new, "too late", None).await.unwrap());
    assert!(!store.append_job_logs(&new, &[line]).await.unwrap());
    let build = store.build(new.build_id).await.unwrap().unwrap();
    assert_eq!(build.job.status(), JobStatus::Succeeded);
}

#[tokio::test]
async fn a_workspace_that_lives_on_one_host_is_left_to_the_server_of_that_host_while_it_lives() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    let workspace = create_workspace(&owner, "box").await;
    let store = store(&app).await;
    let first = acquire(&store).await;
    complete(&store, &first, Transition::Start).await;
    let host = SystemEntropy.uuid();
    let (home, foreign): (ReplicaId, ReplicaId) = (SystemEntropy.uuid().into(), SystemEntropy.uuid().into());
    let replica = |id: ReplicaId, instance: uuid::Uuid, key: i64| {
        format!(
            "insert into replicas (id, instance_id, hostname, version, lock_key)
             values ('{id}', '{instance}', 'h', '0', {key});"
        )
    };
    let rows = replica(home, host, 1) + &replica(foreign, SystemEntropy.uuid(), 2);
    let state = format!("update workspace_builds set state = '{{\"instance_id\": \"{host}\"}}';");
    app.database.execute(&(rows + &state)).await;

    build(&owner, &workspace, "stop").await;
    assert_eq!(store.acquire_build_job(foreign).await.unwrap(), None, "its home is alive");
    let lease = store.acquire_build_job(home).await.unwrap().expect("its home takes it");
    assert!(store.hand_back_job(&lease).await.unwrap());
    app.database
        .execute(&format!("update replicas set heartbeat_at = now() - interval '11 s' where id = '{home}'"))
        .await;
    let lease = store.acquire_build_job(foreign).await.unwrap().expect("nobody else can say what is wrong");
    assert_eq!(lease.worker_id, foreign);
}

#[tokio::test]
async fn jobs_of_dead_and_silent_workers_are_dealt_with() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    let workspace = create_workspace(&owner, "box").await;
    let build_path = format!("/api/v2/workspacebuilds/{}", text(&workspace, "/latest_build/id"));
    let store = store(&app).await;
    // A dead server's job starts over, but not for ever.
    for _attempt in 0..2 {
        let lease = acquire(&store).await;
        let reaped = store.reap_build_jobs(&[lease.worker_id], Duration::from_secs(3600)).await.unwrap();
        assert!(matches!(reaped[..], [Reaped::Requeued { .. }]));
        assert_eq!(text(&owner.client.get(&build_path).await.expect(200), "/status"), "pending");
    }
    let third = acquire(&store).await;
    let reaped = store.reap_build_jobs(&[third.worker_id], Duration::from_secs(3600)).await.unwrap();
    assert!(matches!(reaped[..], [Reaped::Ended { .. }]));
    let failed = owner.client.get(&build_path).await.expect(200);
    assert_eq!(text(&failed, "/status"), "failed");
    assert!(text(&failed, "/job/error").contains("fell silent"), "{failed:#}");

    // A server that lives, but whose job is silent: the job fails, because two might work at once otherwise.
    build(&owner, &workspace, "stop").await;
    let silent = acquire(&store).await;
    assert_eq!(store.reap_build_jobs(&[], Duration::from_secs(30)).await.unwrap(), []);
    app.database.execute("update provisioner_jobs set updated_at = now() - interval '31 seconds' where completed_at is null").await;
    let reaped = store.reap_build_jobs(&[], Duration::from_secs(30)).await.unwrap();
    assert!(matches!(reaped[..], [Reaped::Ended { build_id, .. }] if build_id == silent.build_id));

    // Asked to cancel before its server died: cancelled, not started over.
    build(&owner, &workspace, "stop").await;
    let lease = acquire(&store).await;
    let request = CancelRequest { job_id: lease.job_id, expected: None, may_cancel_running: true };
    assert_eq!(store.cancel_job(&request).await.unwrap(), CancelOutcome::Asked);
    assert_eq!(store.heartbeat_job(&lease).await.unwrap(), Heartbeat::CancelRequested);
    store.reap_build_jobs(&[lease.worker_id], Duration::from_secs(3600)).await.unwrap();
    let build = store.build(lease.build_id).await.unwrap().unwrap();
    assert_eq!(build.job.status(), JobStatus::Canceled);
}

#[tokio::test]
async fn of_a_cancel_and_an_end_one_wins_whole() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    let workspace = create_workspace(&owner, "box").await;
    let store = store(&app).await;
    let mut lease = acquire(&store).await;
    for round in 0..10 {
        let transition = if round % 2 == 0 { Transition::Start } else { Transition::Stop };
        let request = CancelRequest { job_id: lease.job_id, expected: None, may_cancel_running: true };
        let (canceled, _agent) =
            tokio::join!(store.cancel_job(&request), complete(&store, &lease, transition));
        let status = store.build(lease.build_id).await.unwrap().unwrap().job.status();
        // The build is done either way, and says so; a cancel that came first came too late to stop it.
        assert_eq!(status, JobStatus::Succeeded);
        assert!(matches!(
            canceled.unwrap(),
            CancelOutcome::Asked | CancelOutcome::AlreadyDone(JobStatus::Succeeded)
        ));
        build(&owner, &workspace, if round % 2 == 0 { "stop" } else { "start" }).await;
        lease = acquire(&store).await;
    }
}

#[tokio::test]
async fn a_log_that_is_too_long_says_so() {
    let (app, owner) = app_with(GatedDriver::open()).await;
    create_workspace(&owner, "box").await;
    let store = store(&app).await;
    let lease = acquire(&store).await;
    let line = |size: usize| JobLogLine { output: "x".repeat(size), ..JobLogLine::from_server("info", "") };
    let limit = usize::try_from(LOG_LIMIT_BYTES).unwrap();
    assert!(store.append_job_logs(&lease, &[line(limit - 1), line(1)]).await.unwrap());
    assert!(!store.build(lease.build_id).await.unwrap().unwrap().job.logs_overflowed);
    assert!(store.append_job_logs(&lease, &[line(1)]).await.unwrap());
    assert!(store.build(lease.build_id).await.unwrap().unwrap().job.logs_overflowed);
    assert_eq!(store.job_logs(lease.job_id, LogRange::default()).await.unwrap().len(), 2);
    // A NUL would be refused by the database; it is replaced.
    create_workspace(&owner, "second").await;
    let lease = acquire(&store).await;
    store.append_job_logs(&lease, &[JobLogLine::from_server("info", "a\0b")]).await.unwrap();
    assert_eq!(store.job_logs(lease.job_id, LogRange::default()).await.unwrap()[0].output, "a\u{fffd}b");
}

#[tokio::test]
async fn a_worker_builds_and_a_follower_sees_every_line_once() {
    let driver = GatedDriver::closed();
    let (app, owner) = app_with(Arc::clone(&driver) as Arc<dyn Driver>).await;
    let worker = worker(&app);
    let workspace = create_workspace(&owner, "box").await;
    let build_id = text(&workspace, "/latest_build/id").to_owned();
    let logs = format!("/api/v2/workspacebuilds/{build_id}/logs");
    let mut socket = dial(&app, &owner.token, &format!("{logs}?follow")).await.ok().unwrap();
    let first = socket.next().await.unwrap();
    assert_eq!((text(&first, "/output"), text(&first, "/log_source")), ("waiting", "provisioner"));
    build_with_status(&owner, &build_id, "starting").await;
    driver.gate.add_permits(1);
    let second = socket.next().await.unwrap();
    assert_eq!(text(&second, "/output"), "done");
    assert!(second["id"].as_i64().unwrap() > first["id"].as_i64().unwrap());
    assert_eq!(socket.next().await, Err(1000), "the log is complete");

    let lines = owner.client.get(&logs).await.expect(200);
    assert_eq!(lines, serde_json::json!([first, second]));
    let after = owner.client.get(&format!("{logs}?after={}", first["id"])).await.expect(200);
    assert_eq!(after, serde_json::json!([second]));
    assert_eq!(owner.client.get(&format!("{logs}?after=x")).await.bad_fields(400), ["after"]);
    let plain = owner.client.get(&format!("{logs}?format=text")).await.expect(200);
    assert!(plain.as_str().unwrap().contains("[Test] waiting"), "{plain}");
    // A follower that comes after the end gets all of it, and the end.
    let mut late = dial(&app, &owner.token, &format!("{logs}?follow")).await.ok().unwrap();
    assert_eq!((late.next().await.unwrap(), late.next().await.unwrap()), (first, second));
    assert_eq!(late.next().await, Err(1000));

    let built = build_with_status(&owner, &build_id, "running").await;
    let resource = &built["resources"][0];
    assert_eq!(
        resource["metadata"],
        serde_json::json!([{ "key": "password", "value": "", "sensitive": true }])
    );
    assert_eq!(text(resource, "/agents/0/name"), "main");
    assert_eq!(text(resource, "/agents/0/status"), "connecting");
    worker.stop().await;
}

#[tokio::test]
async fn a_running_build_is_cancelled_and_a_failing_one_tells_why() {
    let driver =
        Arc::new(GatedDriver { gate: tokio::sync::Semaphore::new(0), failure: Some("the cable is out") });
    let (app, owner) = app_with(Arc::clone(&driver) as Arc<dyn Driver>).await;
    let worker = worker(&app);
    let workspace = create_workspace(&owner, "box").await;
    let build_id = text(&workspace, "/latest_build/id").to_owned();
    build_with_status(&owner, &build_id, "starting").await;
    let cancel = format!("/api/v2/workspacebuilds/{build_id}/cancel?expect_status=running");
    owner.client.patch(&cancel, &Value::Null).await.expect(200);
    build_with_status(&owner, &build_id, "canceled").await;

    driver.gate.add_permits(1);
    let failing = build(&owner, &workspace, "start").await;
    let failed = build_with_status(&owner, text(&failing, "/id"), "failed").await;
    assert!(text(&failed, "/job/error").contains("the cable is out"), "{failed:#}");
    assert!(failed["job"].get("error_code").is_none());
    let lines = owner
        .client
        .get(&format!("/api/v2/workspacebuilds/{}/logs", text(&failing, "/id")))
        .await
        .expect(200);
    let last = lines.as_array().unwrap().last().unwrap();
    assert_eq!(text(last, "/log_level"), "error");
    worker.stop().await;
}

#[tokio::test]
async fn a_stopping_worker_hands_its_builds_back_and_the_next_one_goes_on() {
    let driver = GatedDriver::closed();
    let (app, owner) = app_with(Arc::clone(&driver) as Arc<dyn Driver>).await;
    let first = worker(&app);
    let workspace = create_workspace(&owner, "box").await;
    let build_id = text(&workspace, "/latest_build/id").to_owned();
    build_with_status(&owner, &build_id, "starting").await;
    first.stop().await;
    build_with_status(&owner, &build_id, "pending").await;
    let second = worker(&app);
    driver.gate.add_permits(1);
    build_with_status(&owner, &build_id, "running").await;
    second.stop().await;
}

#[tokio::test]
async fn no_more_builds_run_at_once_than_there_are_slots() {
    let driver = GatedDriver::closed();
    let (app, owner) = app_with(Arc::clone(&driver) as Arc<dyn Driver>).await;
    let worker = worker(&app);
    let mut builds = Vec::new();
    for name in ["a", "b", "c"] {
        builds.push(text(&create_workspace(&owner, name).await, "/latest_build/id").to_owned());
    }
    build_with_status(&owner, &builds[0], "starting").await;
    build_with_status(&owner, &builds[1], "starting").await;
    let waiting = owner.client.get(&format!("/api/v2/workspacebuilds/{}", builds[2])).await.expect(200);
    assert_eq!(text(&waiting, "/status"), "pending");
    driver.gate.add_permits(3);
    wait_until("all builds are done", PATIENCE, || async {
        let page = owner.client.get("/api/v2/workspaces?q=status:running").await.expect(200);
        page["count"] == 3
    })
    .await;
    worker.stop().await;
}
