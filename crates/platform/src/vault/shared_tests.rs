//! Servers with data directories of their own get one key through the database, and never two.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use ropewalk_model::{Clock, SystemClock, SystemEntropy};
use ropewalk_store::settings::SettingKey;
use ropewalk_store::{Store, StoreOptions};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::TestDatabase;
use tempfile::TempDir;

use super::{DatabaseLogin, SharedKey, SharedKeyError};
use crate::vault::{Vault, VaultError};

struct Deployment {
    store: Store,
    _database: TestDatabase,
}

/// One server's data directory.
struct Host(TempDir);

impl Host {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("secrets.key")
    }

    fn with_key(byte: u8) -> Self {
        let host = Self::new();
        std::fs::write(host.path(), hex::encode([byte; 32])).unwrap();
        host
    }

    fn file(&self) -> Option<String> {
        std::fs::read_to_string(self.path()).ok()
    }
}

impl Deployment {
    async fn new() -> Self {
        let database = TestDatabase::create().await;
        let store = Store::connect(database.url(), StoreOptions::default()).await.unwrap();
        Self { store, _database: database }
    }

    async fn open(&self, host: &Host, password: Option<&str>) -> Result<Vault, VaultError> {
        let login = password
            .map(|password| DatabaseLogin { user: "ropewalk".to_owned(), password: Secret::new(password) });
        Vault::open_shared(&SharedKey {
            store: &self.store,
            path: &host.path(),
            login: login.as_ref(),
            now: SystemClock.now(),
            entropy: &SystemEntropy,
        })
        .await
    }

    async fn copy(&self) -> Option<String> {
        self.store.setting(SettingKey::WrappedSecretsKey).await.unwrap()
    }
}

const GOOD: Option<&str> = Some("xK7 and so on");
const OTHER: Option<&str> = Some("another good one");

fn shared_error(result: Result<Vault, VaultError>) -> SharedKeyError {
    match result {
        Err(VaultError::Shared(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_new_server_takes_the_key_of_the_first() {
    let deployment = Deployment::new().await;
    let (one, two) = (Host::new(), Host::new());
    let first = deployment.open(&one, GOOD).await.unwrap();
    let second = deployment.open(&two, GOOD).await.unwrap();
    assert_eq!(first.key_id(), second.key_id());
    assert_eq!(one.file(), two.file());
    let mode = std::fs::metadata(two.path()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let copy = deployment.copy().await.unwrap();
    assert!(!copy.contains(one.file().unwrap().trim()), "the key itself is not in the database");
    assert!(!copy.contains(GOOD.unwrap()));
    // From now on both have it, and nothing changes.
    deployment.open(&one, GOOD).await.unwrap();
    assert_eq!(deployment.copy().await.unwrap(), copy);
}

#[tokio::test]
async fn servers_that_start_at_once_agree_on_one_key() {
    let deployment = Deployment::new().await;
    let hosts: Vec<Host> = (0..4).map(|_| Host::new()).collect();
    let opened = futures::future::join_all(hosts.iter().map(|host| deployment.open(host, GOOD))).await;
    let mut ids: Vec<String> = opened.into_iter().map(|it| it.unwrap().key_id().to_string()).collect();
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert!(hosts.iter().all(|host| host.file() == hosts[0].file()));
}

#[tokio::test]
async fn a_key_file_from_before_becomes_everybodys() {
    let deployment = Deployment::new().await;
    let old = deployment.open(&Host::with_key(9), GOOD).await.unwrap();
    let new = deployment.open(&Host::new(), GOOD).await.unwrap();
    assert_eq!(old.key_id(), new.key_id());
}

#[tokio::test]
async fn a_file_with_another_key_is_refused_and_nothing_is_overwritten() {
    let deployment = Deployment::new().await;
    deployment.open(&Host::new(), GOOD).await.unwrap();
    let copy = deployment.copy().await;
    let stranger = Host::with_key(9);
    let before = stranger.file();
    for password in [GOOD, OTHER, None] {
        let error = shared_error(deployment.open(&stranger, password).await);
        assert!(matches!(error, SharedKeyError::OtherKey { .. }), "{error}");
        assert!(error.to_string().contains("secrets.key"), "{error}");
    }
    let given = Vault::open_existing(&stranger.path()).unwrap();
    let error = shared_error(given.check_shared(&deployment.store, &stranger.path()).await);
    assert!(matches!(error, SharedKeyError::OtherKey { .. }), "{error}");
    assert_eq!((stranger.file(), deployment.copy().await), (before, copy));
}

#[tokio::test]
async fn a_changed_password_is_made_good_by_a_server_that_has_the_file() {
    let deployment = Deployment::new().await;
    let one = Host::new();
    let first = deployment.open(&one, GOOD).await.unwrap();
    let new = Host::new();
    let error = shared_error(deployment.open(&new, OTHER).await);
    assert!(matches!(error, SharedKeyError::OtherPassword { .. }), "{error}");
    let error = shared_error(deployment.open(&new, None).await);
    assert!(matches!(error, SharedKeyError::NoPassword { .. }), "{error}");
    assert_eq!(new.file(), None, "no key of its own");
    // A weak password takes nothing away.
    let before = deployment.copy().await;
    deployment.open(&one, Some("short")).await.unwrap();
    assert_eq!(deployment.copy().await, before);

    deployment.open(&one, OTHER).await.unwrap();
    let second = deployment.open(&new, OTHER).await.unwrap();
    assert_eq!(first.key_id(), second.key_id());
    assert!(deployment.open(&Host::new(), GOOD).await.is_err(), "the old password opens nothing any more");
}

#[tokio::test]
async fn without_a_good_password_nothing_is_stored() {
    let deployment = Deployment::new().await;
    for password in [None, Some(""), Some("short"), Some("ropewalk"), Some("Postgres"), Some("password1")] {
        let host = Host::new();
        deployment.open(&host, password).await.unwrap();
        assert!(host.file().is_some());
        assert_eq!(deployment.copy().await, None, "{password:?}");
    }
}

#[tokio::test]
async fn a_key_that_did_not_seal_the_secrets_is_not_stored() {
    let deployment = Deployment::new().await;
    let now = SystemClock.now();
    deployment.store.put_setting(SettingKey::VaultKeyId, "0011223344556677", now).await.unwrap();
    deployment.open(&Host::new(), GOOD).await.unwrap();
    deployment.open(&Host::with_key(9), GOOD).await.unwrap();
    assert_eq!(deployment.copy().await, None);
}

#[tokio::test]
async fn a_damaged_copy_is_told_and_left_alone() {
    let deployment = Deployment::new().await;
    let now = SystemClock.now();
    deployment.store.put_setting(SettingKey::WrappedSecretsKey, "nonsense", now).await.unwrap();
    for host in [Host::new(), Host::with_key(9)] {
        let error = deployment.open(&host, GOOD).await.unwrap_err();
        assert!(error.to_string().contains("wrapped_secrets_key"), "{error}");
    }
    assert_eq!(deployment.copy().await.as_deref(), Some("nonsense"));
}
