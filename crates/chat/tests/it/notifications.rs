//! Acquisition: fair, skipping what is locked, and woken when the lock is gone.

use std::time::Duration;

use ropewalk_chat::EngineSettings;
use ropewalk_model::chat::{Chat, Status};
use ropewalk_model::{ChatId, Clock, Entropy, RunnerId, SystemClock, SystemEntropy, UserId};
use ropewalk_store::Event;
use ropewalk_store::chats::{AcquireRequest, OWNERSHIP_CHANNEL, WorkspaceBinding};
use ropewalk_testkit::fake_llm::Turn;
use ropewalk_testkit::wait_until;

use crate::harness::{PATIENCE, World, settings};
use crate::transitions::new_chat;

async fn acquire(world: &World, slots: usize) -> Vec<UserId> {
    let runners: Vec<RunnerId> = (0..slots).map(|_| SystemEntropy.uuid().into()).collect();
    let worker = SystemEntropy.uuid().into();
    let request = AcquireRequest { worker, dead: &[], live: &[], runners: &runners };
    let acquired = world.store.acquire_chats(&request).await.expect("acquired");
    acquired.into_iter().map(|it| it.chat.owner_id).collect()
}

#[tokio::test]
async fn one_owner_with_many_chats_does_not_starve_another() {
    let world = World::create().await;
    let other = world.member("other").await;
    for n in 0..30 {
        world
            .store
            .create_chat(new_chat(&world, &format!("{n}")), None, SystemClock.now())
            .await
            .expect("a chat");
    }
    let mut late = new_chat(&world, "late");
    late.owner_id = other.user_id;
    world.store.create_chat(late.clone(), None, SystemClock.now()).await.expect("a chat");
    let first = acquire(&world, 2).await;
    assert!(first.contains(&other.user_id), "the first chat of each comes first");

    // One by one as slots come free: what is held counts.
    late.id = SystemEntropy.uuid().into();
    world.store.create_chat(late.clone(), None, SystemClock.now()).await.expect("a chat");
    for _ in 0..3 {
        acquire(&world, 1).await;
    }
    late.id = SystemEntropy.uuid().into();
    world.store.create_chat(late, None, SystemClock.now()).await.expect("a chat");
    assert_eq!(acquire(&world, 1).await, [other.user_id], "three older chats of the other owner wait");
}

#[tokio::test]
async fn two_workers_never_take_the_same_chat() {
    let world = World::create().await;
    for n in 0..20 {
        world
            .store
            .create_chat(new_chat(&world, &format!("{n}")), None, SystemClock.now())
            .await
            .expect("a chat");
    }
    let (a, b, c) = tokio::join!(acquire(&world, 10), acquire(&world, 10), acquire(&world, 10));
    assert_eq!(a.len() + b.len() + c.len(), 20);
    assert_eq!(acquire(&world, 10).await, []);
}

#[tokio::test]
async fn a_wake_that_was_lost_to_a_locked_row_comes_again() {
    let world = World::create().await;
    // Without its ticker the acquirer lives by notifications alone.
    let deaf = EngineSettings { acquire_interval: Duration::from_secs(3600), ..settings() };
    let server = world.serve_with(vec![], deaf).await;
    let mut ownership = world.store.pubsub().subscribe(OWNERSHIP_CHANNEL).await.expect("listening");

    // A metadata update holds the row while the acquirer passes by. The looks of a server that starts, or whose runner ends, are not
    // in the test's hand; one of them may take the chat before it is held, and then another chat has to do.
    let mut held = world.database.connect().await;
    let mut id = parked_chat(&world, &mut held).await;
    for _ in 0..20 {
        world.store.pubsub().publish(OWNERSHIP_CHANNEL, "{}").await.expect("published");
        assert!(matches!(ownership.recv().await, Event::Message(_)));
        // The acquirer had its wake; a second one, for a chat that it can take, shows that it has passed by.
        world.llm.push(Turn::text("done"));
        let other = server.create_chat(&world, "other").await;
        world.wait_for(other.id, Status::Waiting).await;
        if is_free(&world.chat(id).await) {
            break;
        }
        execute(&mut held, "rollback").await;
        id = parked_chat(&world, &mut held).await;
    }
    assert!(is_free(&world.chat(id).await), "the locked chat was skipped and its wake is spent");
    execute(&mut held, "commit").await;

    // The store's own metadata updates wake after their commit.
    let binding = WorkspaceBinding::default();
    assert!(world.store.bind_chat_workspace(id, binding).await.expect("the database answers"));
    wait_until("the chat is taken", PATIENCE, || async {
        let chat = world.chat(id).await;
        chat.worker_id.is_some() || chat.status != Status::Running
    })
    .await;
    server.stop().await;
}

fn is_free(chat: &Chat) -> bool {
    chat.status == Status::Running && chat.worker_id.is_none()
}

/// A running chat that nobody has, whose row `held` locks.
async fn parked_chat(world: &World, held: &mut sqlx::PgConnection) -> ChatId {
    let id = new_chat(world, "go").id;
    let parked = format!(
        "insert into chats (id, organization_id, owner_id, root_chat_id, title, last_model_config_id, status,
                created_at, updated_at)
         values ('{id}', '{}', '{}', '{id}', 't', '{}', 'waiting', now(), now())",
        world.organization, world.owner.user_id, world.model
    );
    world.database.execute(&parked).await;
    world.database.execute(&format!("update chats set status = 'running' where id = '{id}'")).await;
    execute(held, "begin").await;
    execute(held, &format!("update chats set title = 'busy' where id = '{id}'")).await;
    id
}

async fn execute(connection: &mut sqlx::PgConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(connection).await.expect("the statement runs");
}
