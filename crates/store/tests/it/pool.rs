//! Connections that are dropped in the middle of their work go back to the pool as good as new.

use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_store::chats::SnapshotMessages;
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::{TestDatabase, wait_until};

/// Whoever drops a `BEGIN` before it is answered must not leave a transaction behind: what is written on its connection later
/// would seem to be stored, and be gone with the connection.
#[tokio::test]
async fn no_transaction_is_left_behind_at_whatever_instant_its_beginning_is_dropped() {
    let database = TestDatabase::create().await;
    let options = StoreOptions { max_connections: 2, ..StoreOptions::default() };
    let store = Store::connect(database.url(), options).await.expect("the test database takes connections");
    let nobody = ChatId::NIL;
    for micros in 0..400 {
        let reading = store.chat_snapshot(nobody, SnapshotMessages::ChangedSince(0));
        // Whether it ends in time does not matter.
        let _dropped = tokio::time::timeout(Duration::from_micros(micros), reading).await;
    }
    let begun = format!(
        "select count(*) from pg_stat_activity
          where datname = '{}' and state like 'idle in transaction%' and application_name = 'ropewalk'",
        database.name()
    );
    wait_until("no connection is in a transaction", Duration::from_secs(10), || async {
        database.scalar::<i64>(&begun).await == 0
    })
    .await;
    store.close().await;
}
