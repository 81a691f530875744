//! Chats that nobody uses are archived, archived ones are deleted in time, and so are files that no chat has (chat-engine.md 6.10,
//! docs/adr/0026). A server does it when it starts, and each hour.

use ropewalk_chat::use_cases::{ArchiveChange, DaysSetting};
use ropewalk_model::chat::{FileMediaType, Status};
use ropewalk_model::{ChatId, Clock, Entropy, FileId, SystemClock, SystemEntropy};
use ropewalk_store::chat_files::NewChatFile;
use ropewalk_store::spend::CostSpan;
use ropewalk_testkit::fake_llm::{Turn, TurnUsage};
use ropewalk_testkit::wait_until;

use crate::archive::idle;
use crate::harness::{PATIENCE, World};

const USAGE: TurnUsage = TurnUsage { input: 1000, output: 100, cache_read: 0, cache_write: 0, reasoning: 0 };

async fn set(world: &World, setting: DaysSetting, days: i32) {
    world.store.put_days_setting(setting, days, SystemClock.now()).await.expect("set");
}

/// Nothing has happened with these chats for so many days.
async fn age(world: &World, chats: &[ChatId], days: u32) {
    for id in chats {
        let quiet = format!(
            "update chats set updated_at = now() - interval '{days} days' where id = '{id}';
             update chat_messages set created_at = now() - interval '{days} days' where chat_id = '{id}'"
        );
        world.database.execute(&quiet).await;
    }
}

async fn is_there(world: &World, id: ChatId) -> bool {
    world.store.chat(id).await.expect("an answer").is_some()
}

async fn file(world: &World, age_days: u32) -> FileId {
    let id: FileId = SystemEntropy.uuid().into();
    let new = NewChatFile {
        id,
        organization_id: world.organization,
        owner_id: world.owner.user_id,
        name: "a.txt".into(),
        media_type: FileMediaType::Plain,
        content: b"a".to_vec(),
        created_at: SystemClock.now(),
    };
    world.store.add_chat_file(&new).await.expect("stored");
    let aged =
        format!("update chat_files set created_at = now() - interval '{age_days} days' where id = '{id}'");
    world.database.execute(&aged).await;
    id
}

#[tokio::test]
async fn chats_that_nobody_uses_are_archived_with_their_families() {
    let world = World::create().await;
    set(&world, DaysSetting::AutoArchive, 7).await;
    let unused = idle(&world, None).await;
    let its_child = idle(&world, Some(unused)).await;
    let failed = idle(&world, None).await;
    let pinned = idle(&world, None).await;
    let recent = idle(&world, None).await;
    let parent_of_busy = idle(&world, None).await;
    let busy = idle(&world, Some(parent_of_busy)).await;
    let parent_of_recent = idle(&world, None).await;
    let recent_child = idle(&world, Some(parent_of_recent)).await;
    age(
        &world,
        &[unused, its_child, failed, pinned, parent_of_busy, busy, parent_of_recent, recent_child],
        9,
    )
    .await;
    age(&world, &[recent], 6).await;
    for (id, change) in [
        (failed, "status = 'error'"),
        (pinned, "pin_order = 1"),
        // It waits for its client, whom nobody hurries.
        (busy, "status = 'requires_action', requires_action_deadline_at = now() + interval '1 day'"),
    ] {
        world.database.execute(&format!("update chats set {change} where id = '{id}'")).await;
    }
    let said = format!(
        "update chat_messages set created_at = now() - interval '1 day' where chat_id = '{recent_child}'"
    );
    world.database.execute(&said).await;

    let server = world.serve(vec![]).await;
    for id in [unused, its_child, failed] {
        wait_until("the chat is archived", PATIENCE, || async { world.chat(id).await.archived }).await;
    }
    // They are looked at in the order of their last use: these came before or beside those above.
    server.stop().await;
    for id in [pinned, recent, parent_of_busy, busy, parent_of_recent, recent_child] {
        assert!(!world.chat(id).await.archived, "{id}");
    }
    assert_eq!(world.chat(failed).await.status, Status::Error, "an error stays one");
}

/// What is decided under the family's lock is what counts: a chat that was used after it was found stays.
#[tokio::test]
async fn a_chat_that_is_used_again_stays() {
    let world = World::create().await;
    let (root, child) = (idle(&world, None).await, idle(&world, Some(idle(&world, None).await)).await);
    age(&world, &[root, child], 9).await;
    let before = SystemClock.now() - chrono::Duration::days(7);
    let found = world.store.unused_chats(before, None, 10).await.expect("a list");
    assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [root], "roots alone");
    assert_eq!(world.store.unused_chats(before, found.last().copied(), 10).await.expect("a list"), []);
    world.database.execute(&format!("update chats set updated_at = now() where id = '{root}'")).await;
    assert_eq!(world.store.archive_unused_chat(root, before).await.expect("looked"), []);
    assert!(!world.chat(root).await.archived);
    age(&world, &[root], 9).await;
    assert_eq!(world.store.archive_unused_chat(root, before).await.expect("archived").len(), 1);
}

#[tokio::test]
async fn archived_chats_are_deleted_in_time_and_what_they_cost_is_kept() {
    let world = World::create().await;
    world.llm.respond_with(|_request| Turn::text("done").usage(USAGE));
    let server = world.serve(vec![]).await;
    let mut chats = Vec::new();
    for text in ["old", "new", "kept"] {
        let chat = server.create_chat(&world, text).await;
        world.wait_for(chat.id, Status::Waiting).await;
        chats.push(chat.id);
    }
    let [old, new, kept] = chats[..] else { panic!("three") };
    let child = idle(&world, Some(old)).await;
    let files =
        [file(&world, 40).await, file(&world, 40).await, file(&world, 40).await, file(&world, 1).await];
    // Of the chat that goes, of one that stays, of none, and of none but new.
    let [of_old, of_kept, ..] = files;
    for (chat, file) in [(old, of_old), (kept, of_kept)] {
        world.store.link_chat_files(chat, &[file], 50, SystemClock.now()).await.expect("linked");
    }
    for id in [old, new] {
        world.store.set_chat_archived(id, ArchiveChange::Archive).await.expect("archived");
    }
    let long_ago = format!("update chats set archived_at = now() - interval '31 days' where id = '{old}'");
    world.database.execute(&long_ago).await;
    let now = SystemClock.now();
    let span = CostSpan { start: now - chrono::Duration::days(1), end: now + chrono::Duration::days(1) };
    let costs = async || world.store.cost_summary(world.owner.user_id, span).await.expect("a summary");
    let people = async || world.store.costs_by_user(span, "", 10, 0).await.expect("a list");
    let (before, people_before) = (costs().await, people().await);
    assert_eq!((before.total_cost_micros, before.by_chat.len()), (3 * 4500, 3));
    server.stop().await;

    // An hour later, or at the next start. 30 days unless somebody set something else.
    let server = world.serve(vec![]).await;
    wait_until("the chat is deleted", PATIENCE, || async { !is_there(&world, old).await }).await;
    let files_left = async || {
        let left = world.store.chat_files(&files).await.expect("files");
        files.map(|id| left.iter().any(|it| it.id == id))
    };
    wait_until("the files are deleted", PATIENCE, || async {
        files_left().await == [false, true, false, true]
    })
    .await;
    assert!(!is_there(&world, child).await, "the family goes as one");
    assert!(is_there(&world, new).await && is_there(&world, kept).await);

    let (after, people_after) = (costs().await, people().await);
    assert_eq!((after.total_cost_micros, after.tokens), (before.total_cost_micros, before.tokens));
    assert_eq!(after.by_model, before.by_model);
    assert_eq!(after.by_chat.len(), 3);
    let gone = after.by_chat.iter().find(|it| it.root_chat_id == old).expect("its cost");
    assert_eq!((gone.chat_title.as_str(), gone.total_cost_micros), ("", 4500));
    assert_eq!(people_after, people_before);
    assert_eq!(world.database.scalar::<i64>("select spent_micros from chat_daily_spend").await, 3 * 4500);
    let left = format!("select count(*) from chat_messages where chat_id in ('{old}', '{child}')");
    assert_eq!(world.database.scalar::<i64>(&left).await, 0);

    // Nothing is deleted where days are 0; what was brought back is not archived any more.
    server.stop().await;
    set(&world, DaysSetting::Retention, 0).await;
    world.database.execute("update chats set archived_at = now() - interval '999 days' where archived").await;
    set(&world, DaysSetting::AutoArchive, 1).await;
    age(&world, &[kept], 3).await;
    let server = world.serve(vec![]).await;
    wait_until("the upkeep was done", PATIENCE, || async { world.chat(kept).await.archived }).await;
    server.stop().await;
    assert!(is_there(&world, new).await);
    let an_hour_ago = SystemClock.now() - chrono::Duration::hours(1);
    world.store.set_chat_archived(new, ArchiveChange::Unarchive).await.expect("brought back");
    let since = format!("select archived_at is null from chats where id = '{new}'");
    assert!(world.database.scalar::<bool>(&since).await);
    assert_eq!(
        world.store.delete_archived_chats(an_hour_ago).await.expect("done"),
        0,
        "not archived for so long"
    );
}

/// Whoever brings a chat back while it is deleted either has it or is told that it is gone.
#[tokio::test]
async fn bringing_back_and_deleting_exclude_each_other() {
    let world = World::create().await;
    for _ in 0..10 {
        let root = idle(&world, None).await;
        idle(&world, Some(root)).await;
        world.store.set_chat_archived(root, ArchiveChange::Archive).await.expect("archived");
        world
            .database
            .execute("update chats set archived_at = now() - interval '1 day' where archived")
            .await;
        let other = crate::harness::connect(world.database.url()).await;
        let (back, deleted) = tokio::join!(
            world.store.set_chat_archived(root, ArchiveChange::Unarchive),
            other.delete_archived_chats(SystemClock.now()),
        );
        let deleted = deleted.expect("no deadlock");
        assert_eq!(is_there(&world, root).await, back.is_ok(), "{back:?}");
        assert_eq!(usize::from(back.is_err()), deleted);
        other.close().await;
    }
}
