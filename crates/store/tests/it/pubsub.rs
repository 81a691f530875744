//! Notifications over a real LISTEN/NOTIFY: delivery, limits, overflow, a lost connection.

use std::time::Duration;

use ropewalk_store::{
    Event, PubSubError, Store, StoreOptions, Subscription,
    pubsub::{PAYLOAD_LIMIT_BYTES, QUEUE_CAPACITY},
};
use ropewalk_testkit::{TestDatabase, wait_until};

const DEADLINE: Duration = Duration::from_secs(10);

/// Ends the connections that listen in this database.
const CUT: &str = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where datname = current_database() and query ilike 'listen%'";

async fn store(database: &TestDatabase) -> Store {
    Store::connect(database.url(), StoreOptions::default()).await.expect("connects")
}

async fn next(subscription: &mut Subscription) -> Event {
    tokio::time::timeout(DEADLINE, subscription.recv()).await.expect("an event in time")
}

fn message(payload: &str) -> Event {
    Event::Message(payload.into())
}

#[tokio::test]
async fn what_one_replica_publishes_reaches_all_subscribers_in_order() {
    let database = TestDatabase::create().await;
    let (here, there) = (store(&database).await, store(&database).await);
    let mut local = here.pubsub().subscribe("chat:update:1").await.expect("subscribes");
    let mut remote = there.pubsub().subscribe("chat:update:1").await.expect("subscribes");
    let mut other = there.pubsub().subscribe("Chat:Update:1").await.expect("names keep their case");

    let batch = ["a", "b", "c"].map(|payload| ("chat:update:1".to_owned(), payload.to_owned()));
    here.pubsub().publish_all(&batch).await.expect("publishes");
    here.pubsub().publish("Chat:Update:1", "other").await.expect("publishes");
    for subscription in [&mut local, &mut remote] {
        for payload in ["a", "b", "c"] {
            assert_eq!(next(subscription).await, message(payload));
        }
    }
    assert_eq!(next(&mut other).await, message("other"));
    here.close().await;
    there.close().await;
    assert_eq!(next(&mut local).await, Event::Closed);
}

#[tokio::test]
async fn limits_are_errors_that_name_the_size_and_nothing_is_sent() {
    let database = TestDatabase::create().await;
    let store = store(&database).await;
    let mut subscription = store.pubsub().subscribe("limits").await.expect("subscribes");

    let largest = "x".repeat(PAYLOAD_LIMIT_BYTES);
    let too_large = "x".repeat(PAYLOAD_LIMIT_BYTES + 1);
    let batch = [("limits".to_owned(), "lost".to_owned()), ("limits".to_owned(), too_large)];
    let refused = store.pubsub().publish_all(&batch).await.expect_err("too large");
    assert!(matches!(refused, PubSubError::PayloadTooLarge { size_bytes: 8000, .. }), "{refused:?}");
    let long_name = "c".repeat(64);
    for name in ["", "a\0b", long_name.as_str()] {
        let refused = store.pubsub().subscribe(name).await.expect_err("bad name");
        assert!(matches!(refused, PubSubError::BadChannel { .. }), "{refused:?}");
        store.pubsub().publish(name, "").await.expect_err("bad name");
    }
    store.pubsub().publish("limits", &largest).await.expect("just fits");
    assert_eq!(next(&mut subscription).await, message(&largest));

    let mut quoted = store.pubsub().subscribe("a \"quoted\"; name").await.expect("subscribes");
    store.pubsub().publish("a \"quoted\"; name", "ok").await.expect("publishes");
    assert_eq!(next(&mut quoted).await, message("ok"));
    store.close().await;
}

#[tokio::test]
async fn a_slow_subscriber_is_told_that_it_lags_and_delays_nobody() {
    let database = TestDatabase::create().await;
    let store = store(&database).await;
    let mut slow = store.pubsub().subscribe("busy").await.expect("subscribes");
    let mut fast = store.pubsub().subscribe("busy").await.expect("subscribes");

    let count = QUEUE_CAPACITY + 10;
    for number in 0..count {
        store.pubsub().publish("busy", &number.to_string()).await.expect("publishes");
        assert_eq!(next(&mut fast).await, message(&number.to_string()));
    }
    assert_eq!(next(&mut slow).await, Event::Lagged);
    store.pubsub().publish("busy", "after").await.expect("publishes");
    assert_eq!(next(&mut slow).await, message("after"));
    store.close().await;
}

#[tokio::test]
async fn a_cut_connection_comes_back_and_every_subscriber_is_told() {
    let database = TestDatabase::create().await;
    let store = store(&database).await;
    let mut one = store.pubsub().subscribe("one").await.expect("subscribes");
    let mut two = store.pubsub().subscribe("two").await.expect("subscribes");

    for round in 0..3 {
        assert_eq!(database.scalar::<i64>(CUT).await, 1, "one listening connection per replica");
        assert_eq!(next(&mut one).await, Event::Lagged);
        assert_eq!(next(&mut two).await, Event::Lagged);
        // Lagged comes after the LISTEN, so what is published now must arrive.
        let payload = format!("round {round}");
        store.pubsub().publish("one", &payload).await.expect("publishes");
        store.pubsub().publish("two", &payload).await.expect("publishes");
        assert_eq!(next(&mut one).await, message(&payload));
        assert_eq!(next(&mut two).await, message(&payload));
    }
    store.close().await;
}

#[tokio::test]
async fn a_subscription_that_is_asked_for_during_an_outage_waits_for_the_confirmation() {
    let database = TestDatabase::create().await;
    let store = store(&database).await;
    let _first = store.pubsub().subscribe("first").await.expect("subscribes");
    database.execute(CUT).await;
    let mut during = store.pubsub().subscribe("during").await.expect("subscribes");
    store.pubsub().publish("during", "heard").await.expect("publishes");
    assert_eq!(next(&mut during).await, message("heard"), "it was confirmed, so nothing may be lost");
    store.close().await;
}

#[tokio::test]
async fn the_last_to_leave_a_channel_ends_the_listening() {
    let database = TestDatabase::create().await;
    let store = store(&database).await;
    let one = store.pubsub().subscribe("shared").await.expect("subscribes");
    let mut two = store.pubsub().subscribe("shared").await.expect("subscribes");
    drop(one);
    store.pubsub().publish("shared", "still here").await.expect("publishes");
    assert_eq!(next(&mut two).await, message("still here"));
    drop(two);
    let last = "select count(*) from pg_stat_activity
                 where datname = current_database() and query = 'UNLISTEN \"shared\"'";
    wait_until("UNLISTEN after the last subscriber", DEADLINE, || async {
        database.scalar::<i64>(last).await == 1
    })
    .await;
    store.close().await;
}
