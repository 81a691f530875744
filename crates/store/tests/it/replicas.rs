//! Leases of replicas: alive, cut off, crashed, stopped; and who may call whom dead.

use std::time::Duration;

use ropewalk_model::{Entropy, ReplicaId};
use ropewalk_store::{LeaseState, ReplicaLease, ReplicaRegistration, Store, StoreOptions};
use ropewalk_testkit::{SeededEntropy, TestDatabase, wait_until};
use uuid::Uuid;

const DEADLINE: Duration = Duration::from_secs(15);

/// Joins replicas `r` with the locks `l` that they hold; other databases of the cluster have locks of the same keys.
const LOCKS: &str = "replicas r join pg_locks l on l.locktype = 'advisory'
    and l.database = (select oid from pg_database where datname = current_database())
    and ((l.classid::bigint << 32) | l.objid::bigint) = r.lock_key";

struct Cast {
    database: TestDatabase,
    store: Store,
    entropy: SeededEntropy,
}

impl Cast {
    async fn new() -> Self {
        let database = TestDatabase::create().await;
        let store = Store::connect(database.url(), StoreOptions::default()).await.expect("connects");
        Self { database, store, entropy: SeededEntropy::new(7) }
    }

    fn registration(&self, instance_id: Uuid) -> ReplicaRegistration {
        ReplicaRegistration {
            id: ReplicaId::from(self.entropy.uuid()),
            instance_id,
            hostname: "host".to_owned(),
            relay_address: Some("10.0.0.1:7000".to_owned()),
            version: "0.1.0".to_owned(),
        }
    }

    async fn dead(&self, observer: &ReplicaRegistration) -> Vec<ReplicaId> {
        let dead = self.store.dead_replicas(observer).await.expect("lists");
        dead.into_iter().map(|replica| replica.id).collect()
    }

    /// Registers a replica and lets its process vanish without a word.
    async fn crash(&self, registration: ReplicaRegistration) {
        let url = self.database.url().to_owned();
        let id = registration.id;
        tokio::task::spawn_blocking(move || {
            let runtime = tokio::runtime::Runtime::new().expect("runtime");
            let lease = runtime.block_on(async {
                let store = Store::connect(&url, StoreOptions::default()).await.expect("connects");
                ReplicaLease::start(&store, registration).await.expect("registers")
            });
            // The task is dropped where it stands, and its connection with it.
            runtime.shutdown_timeout(Duration::from_secs(5));
            drop(lease);
        })
        .await
        .expect("the replica ran");
        let free = format!("select count(*) from {LOCKS} where r.id = '{id}'");
        wait_until("the lock of the crashed replica is free", DEADLINE, || async {
            self.database.scalar::<i64>(&free).await == 0
        })
        .await;
    }

    async fn age(&self, id: ReplicaId, secs: u32) {
        self.database
            .execute(&format!(
                "update replicas set heartbeat_at = now() - interval '{secs} s' where id = '{id}'"
            ))
            .await;
    }
}

#[tokio::test]
async fn a_lease_shows_the_replica_and_a_stop_removes_it() {
    let cast = Cast::new().await;
    let registration = cast.registration(Uuid::from_u128(1));
    let lease = ReplicaLease::start(&cast.store, registration.clone()).await.expect("registers");
    assert_eq!(*lease.state().borrow(), LeaseState::Held);
    let shown = cast.store.replica(registration.id).await.expect("reads").expect("is there");
    assert_eq!((shown.hostname.as_str(), shown.version.as_str()), ("host", "0.1.0"));
    assert_eq!(shown.relay_address.as_deref(), Some("10.0.0.1:7000"));

    let first = shown.heartbeat_at;
    wait_until("the heartbeat is raised", DEADLINE, || async {
        cast.store.replica(registration.id).await.expect("reads").expect("is there").heartbeat_at > first
    })
    .await;
    lease.stop().await;
    assert_eq!(cast.store.replica(registration.id).await.expect("reads"), None);
    cast.store.close().await;
}

#[tokio::test]
async fn a_crash_is_seen_at_once_by_the_same_instance_and_after_four_seconds_by_others() {
    let cast = Cast::new().await;
    let (mine, theirs) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let crashed = cast.registration(mine);
    cast.crash(crashed.clone()).await;

    let restarted = cast.registration(mine);
    let other = cast.registration(theirs);
    assert_eq!(cast.dead(&restarted).await, [crashed.id]);
    cast.age(crashed.id, 3).await;
    assert_eq!(cast.dead(&other).await, []);
    cast.age(crashed.id, 5).await;
    assert_eq!(cast.dead(&other).await, [crashed.id]);

    assert_eq!(cast.store.forget_dead_replicas(&other).await.expect("forgets"), 1);
    assert_eq!(cast.dead(&restarted).await, []);
    cast.store.close().await;
}

#[tokio::test]
async fn a_new_replica_clears_the_rows_of_dead_ones_away() {
    let cast = Cast::new().await;
    let crashed = cast.registration(Uuid::from_u128(1));
    cast.crash(crashed.clone()).await;
    cast.age(crashed.id, 7).await;
    let lease =
        ReplicaLease::start(&cast.store, cast.registration(Uuid::from_u128(2))).await.expect("registers");
    wait_until("the row of the dead replica is gone", DEADLINE, || async {
        cast.store.replica(crashed.id).await.expect("reads").is_none()
    })
    .await;
    lease.stop().await;
    cast.store.close().await;
}

/// Takes the lock of a replica that is about to be registered, as a process that is stopped holds it: without a
/// heartbeat.
async fn stalled(cast: &Cast, registration: &ReplicaRegistration) -> sqlx::PgConnection {
    let mut connection = cast.database.connect().await;
    let key = i64::from_be_bytes(registration.id.uuid().as_u64_pair().0.to_be_bytes());
    sqlx::query("select pg_advisory_lock($1)").bind(key).execute(&mut connection).await.expect("locks");
    sqlx::query(
        "insert into replicas (id, instance_id, hostname, version, lock_key) values ($1, $2, 'host', '0.1.0', $3)",
    )
    .bind(registration.id.uuid())
    .bind(registration.instance_id)
    .bind(key)
    .execute(&mut connection)
    .await
    .expect("registers");
    connection
}

#[tokio::test]
async fn a_late_heartbeat_alone_is_not_death_but_a_very_late_one_is() {
    let cast = Cast::new().await;
    let registration = cast.registration(Uuid::from_u128(1));
    let (same, other) = (cast.registration(Uuid::from_u128(1)), cast.registration(Uuid::from_u128(2)));
    let _lock = stalled(&cast, &registration).await;
    cast.age(registration.id, 9).await;
    assert_eq!(cast.dead(&other).await, [], "its lock is held");
    assert_eq!(cast.dead(&same).await, [], "its lock is held, whoever asks");
    cast.age(registration.id, 11).await;
    assert_eq!(cast.dead(&other).await, [registration.id], "it holds its lock and does nothing");
    assert_eq!(cast.dead(&registration).await, [], "no replica calls itself dead");
    cast.store.close().await;
}

#[tokio::test]
async fn a_stalled_replica_that_comes_back_is_alive_again() {
    let cast = Cast::new().await;
    let registration = cast.registration(Uuid::from_u128(1));
    let other = cast.registration(Uuid::from_u128(2));
    let lease = ReplicaLease::start(&cast.store, registration.clone()).await.expect("registers");
    cast.age(registration.id, 600).await;
    wait_until("it beats again", DEADLINE, || async { cast.dead(&other).await.is_empty() }).await;
    lease.stop().await;
    cast.store.close().await;
}

#[tokio::test]
async fn a_cut_lease_connection_is_made_again_with_the_lock_and_a_removed_row_comes_back() {
    let cast = Cast::new().await;
    let registration = cast.registration(Uuid::from_u128(1));
    let other = cast.registration(Uuid::from_u128(2));
    let lease = ReplicaLease::start(&cast.store, registration.clone()).await.expect("registers");
    let mut state = lease.state();
    let cut =
        format!("select count(pg_terminate_backend(l.pid)) from {LOCKS} where r.id = '{}'", registration.id);
    assert_eq!(cast.database.scalar::<i64>(&cut).await, 1);
    cast.database.execute("delete from replicas").await;

    let waiting = tokio::time::timeout(DEADLINE, state.wait_for(|state| *state == LeaseState::Interrupted));
    waiting.await.expect("in time").expect("the lease lives");
    let waiting = tokio::time::timeout(DEADLINE, state.wait_for(|state| *state == LeaseState::Held));
    waiting.await.expect("in time").expect("the lease lives");
    cast.age(registration.id, 8).await;
    assert_eq!(cast.dead(&other).await, [], "the lock is held again");
    assert!(cast.store.replica(registration.id).await.expect("reads").is_some());
    lease.stop().await;
    cast.store.close().await;
}

#[tokio::test]
async fn a_row_that_unfinished_work_names_stays_and_is_dead_at_once_after_a_stop() {
    let cast = Cast::new().await;
    let registration = cast.registration(Uuid::from_u128(1));
    let other = cast.registration(Uuid::from_u128(2));
    let lease = ReplicaLease::start(&cast.store, registration.clone()).await.expect("registers");
    let (user, organization) = (Uuid::from_u128(8), Uuid::from_u128(9));
    cast.database
        .execute(&format!(
            "insert into organizations (id, name, created_at, updated_at) values ('{organization}', 'o', now(), now());
             insert into users (id, email, username, login_type, status, created_at, updated_at)
                values ('{user}', 'a@b', 'a', 'none', 'active', now(), now());
             insert into provisioner_jobs
                (id, organization_id, initiator_id, kind, provisioner, input, worker_id, created_at, updated_at)
                values (gen_random_uuid(), '{organization}', '{user}', 'workspace_build', 'local', '{{}}', '{}', now(), now())",
            registration.id
        ))
        .await;
    lease.stop().await;
    assert_eq!(cast.dead(&other).await, [registration.id]);
    assert_eq!(cast.store.forget_dead_replicas(&other).await.expect("forgets"), 0, "a job names it");

    cast.database.execute("update provisioner_jobs set completed_at = now()").await;
    assert_eq!(cast.store.forget_dead_replicas(&other).await.expect("forgets"), 1);
    cast.store.close().await;
}
