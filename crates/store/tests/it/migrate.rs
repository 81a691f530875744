//! Migrations: a new database, a second time, a database of the future, and one that was tampered with.

use ropewalk_store::{Store, StoreError, StoreOptions};
use ropewalk_testkit::TestDatabase;

async fn store(database: &TestDatabase) -> Store {
    Store::connect(database.url(), StoreOptions::default()).await.expect("connects")
}

#[tokio::test]
async fn a_new_database_is_migrated_once_even_by_two_servers_at_a_time() {
    let database = TestDatabase::create_empty().await;
    let (one, two) = (store(&database).await, store(&database).await);
    let (first, second) = tokio::join!(one.migrate(), two.migrate());
    first.expect("migrates");
    second.expect("waits for the first");
    one.migrate().await.expect("nothing to do");
    one.ping().await.expect("answers");
    assert_eq!(database.scalar::<i64>("select count(*) from replicas").await, 0);
    one.close().await;
    two.close().await;
}

#[tokio::test]
async fn a_database_of_a_newer_binary_is_left_alone() {
    let database = TestDatabase::create().await;
    database
        .execute(
            "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
             values (9999, 'from the future', true, '', 0)",
        )
        .await;
    let store = store(&database).await;
    let refused = store.migrate().await.expect_err("refused");
    assert!(matches!(refused, StoreError::DatabaseTooNew { database: 9999, .. }), "{refused:?}");
    assert!(refused.to_string().contains("schema version 9999"), "{refused}");
    store.close().await;
}

#[tokio::test]
async fn a_migration_that_was_changed_after_it_was_applied_is_refused() {
    let database = TestDatabase::create().await;
    database.execute(r"update _sqlx_migrations set checksum = '\x00' where version = 1").await;
    let store = store(&database).await;
    let refused = store.migrate().await.expect_err("refused");
    assert!(matches!(refused, StoreError::Migrate { .. }), "{refused:?}");
    store.close().await;
}

#[tokio::test]
async fn the_error_of_a_wrong_address_names_it_without_the_password() {
    let options =
        StoreOptions { acquire_timeout: std::time::Duration::from_millis(500), ..StoreOptions::default() };
    let error =
        Store::connect("postgres://someone:hunter2@127.0.0.1:1/nowhere", options).await.expect_err("refused");
    let text = format!("{error} {error:?}");
    assert!(text.contains("127.0.0.1:1 (database nowhere)"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}
