//! Connections that are dropped in the middle of their work go back to the pool as good as new.

use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_store::chats::SnapshotMessages;
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::TestDatabase;

/// Whoever drops a `BEGIN` before it is answered must not leave a transaction behind: what is written on its connection later
/// would seem to be stored, and be gone with the connection.
#[tokio::test]
async fn no_transaction_is_left_behind_at_whatever_instant_its_beginning_is_dropped() {
    let database = TestDatabase::create().await;
    // One connection, so that what follows runs on the one that was dropped.
    let options = StoreOptions { max_connections: 1, ..StoreOptions::default() };
    let store = Store::connect(database.url(), options).await.expect("the test database takes connections");
    let left = format!(
        "select count(*) from pg_stat_activity
          where datname = '{}' and state like 'idle in transaction%' and application_name = 'ropewalk'",
        database.name()
    );
    for step in 0..150 {
        let reading = store.chat_snapshot(ChatId::NIL, SnapshotMessages::ChangedSince(0));
        // Whether it ends in time does not matter.
        let _dropped = tokio::time::timeout(Duration::from_micros(step * 4), reading).await;
        store.ping().await.expect("the connection comes back");
        assert_eq!(database.scalar::<i64>(&left).await, 0, "dropped after {} microseconds", step * 4);
    }
    store.close().await;
}
