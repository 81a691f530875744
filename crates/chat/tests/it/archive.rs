//! Families put away and brought back, pins, and the lists around them.

use ropewalk_chat::use_cases::ArchiveChange;
use ropewalk_model::chat::{State, Status};
use ropewalk_model::{ChatId, Clock, Entropy, SystemClock, SystemEntropy};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{
    ChatFilter, ChatPageStart, TransitionError, WatchHint, WatchKind, watch_channel,
};
use ropewalk_testkit::fake_llm::Turn;

use crate::harness::World;
use crate::transitions::new_chat;

/// An idle chat; a child of `parent`, when there is one.
pub(crate) async fn idle(world: &World, parent: Option<ChatId>) -> ChatId {
    let chat =
        world.store.create_chat(new_chat(world, "t"), None, SystemClock.now()).await.expect("a chat").chat.id;
    let family = parent
        .map(|root| format!(", parent_chat_id = '{root}', root_chat_id = '{root}'"))
        .unwrap_or_default();
    let idle = format!("update chats set status = 'waiting'{family} where id = '{chat}'");
    world.database.execute(&idle).await;
    chat
}

async fn set(world: &World, id: ChatId, status: &str) {
    world.database.execute(&format!("update chats set status = '{status}' where id = '{id}'")).await;
}

#[tokio::test]
async fn a_family_goes_as_one_or_not_at_all() {
    let world = World::create().await;
    let root = idle(&world, None).await;
    let (one, two) = (idle(&world, Some(root)).await, idle(&world, Some(root)).await);
    let stranger = idle(&world, None).await;
    set(&world, one, "error").await;
    set(&world, two, "running").await;
    let family = [root, one, two];
    let before = [world.chat(root).await, world.chat(one).await, world.chat(two).await];

    let busy = world.store.set_chat_archived(root, ArchiveChange::Archive).await;
    let Err(TransitionError::Refused(refused)) = &busy else { panic!("{busy:?}") };
    assert_eq!(refused.from, State::R0);
    for (id, before) in family.iter().zip(&before) {
        assert_eq!(&world.chat(*id).await, before, "none moved");
    }
    let child = world.store.set_chat_archived(one, ArchiveChange::Archive).await;
    assert!(matches!(child, Err(TransitionError::NotARoot)), "{child:?}");

    set(&world, two, "waiting").await;
    let mut watch =
        world.store.pubsub().subscribe(&watch_channel(world.owner.user_id)).await.expect("listening");
    for (change, kind) in
        [(ArchiveChange::Archive, WatchKind::Deleted), (ArchiveChange::Unarchive, WatchKind::Created)]
    {
        let moved = world.store.set_chat_archived(root, change).await.expect("moved");
        assert_eq!(moved.len(), 3);
        for chat in &moved {
            assert_eq!(chat.archived, change == ArchiveChange::Archive);
            assert_eq!(*chat, world.chat(chat.id).await);
        }
        let mut told = Vec::new();
        for _ in family {
            let ropewalk_store::Event::Message(hint) = watch.recv().await else { panic!("a hint") };
            let hint: WatchHint = serde_json::from_str(&hint).expect("a hint");
            assert_eq!(hint.kind, kind);
            told.push(hint.chat_id);
        }
        told.sort_unstable();
        let mut expected = family;
        expected.sort_unstable();
        assert_eq!(told, expected, "one event for each");
        let again = world.store.set_chat_archived(root, change).await;
        assert!(matches!(again, Err(TransitionError::AlreadyThere)), "{again:?}");
    }
    assert_eq!(world.chat(one).await.status, Status::Error, "an error stays one");
    assert!(!world.chat(stranger).await.archived);
    let unknown = world.store.set_chat_archived(SystemEntropy.uuid().into(), ArchiveChange::Archive).await;
    assert!(matches!(unknown, Err(TransitionError::NotFound)), "{unknown:?}");
}

/// Whoever lets go of all its chats locks them in the same order: neither waits for the other for ever.
#[tokio::test]
async fn archiving_and_letting_go_do_not_lock_each_other_out() {
    let world = World::create().await;
    let root = idle(&world, None).await;
    for _ in 0..8 {
        idle(&world, Some(root)).await;
    }
    let worker: ropewalk_model::WorkerId = SystemEntropy.uuid().into();
    for _ in 0..20 {
        let held = format!("update chats set worker_id = '{worker}', runner_id = '{worker}'");
        world.database.execute(&held).await;
        let (archived, abandoned) = tokio::join!(
            world.store.set_chat_archived(root, ArchiveChange::Archive),
            world.store.abandon_all_chats(worker),
        );
        assert_eq!(archived.expect("archived").len(), 9);
        assert_eq!(abandoned.expect("let go"), 9);
        world.store.set_chat_archived(root, ArchiveChange::Unarchive).await.expect("brought back");
    }
}

#[tokio::test]
async fn pins_keep_their_places_without_gaps() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    let engine = &server.engine;
    let mut chats = Vec::new();
    for _ in 0..4 {
        chats.push(idle(&world, None).await);
    }
    let child = idle(&world, Some(chats[3])).await;
    let pin = |id, place| engine.set_chat_pin_order(&world.owner, id, place);
    let pinned = async || {
        let start = ChatPageStart { after: None, offset: 0, limit: 50 };
        let listed = engine.list_chats(&world.owner, &ChatFilter::default(), start).await.expect("a list");
        let pins = listed.into_iter().filter(|it| it.chat.pin_order > 0);
        pins.map(|it| (it.chat.id, it.chat.pin_order)).collect::<Vec<_>>()
    };
    for chat in &chats[..3] {
        pin(*chat, 1).await.expect("pinned");
    }
    assert_eq!(pinned().await, [(chats[0], 1), (chats[1], 2), (chats[2], 3)], "each new one goes last");
    pin(chats[2], 1).await.expect("moved");
    assert_eq!(pinned().await, [(chats[2], 1), (chats[0], 2), (chats[1], 3)]);
    pin(chats[2], 99).await.expect("moved");
    assert_eq!(pinned().await, [(chats[0], 1), (chats[1], 2), (chats[2], 3)], "clamped");
    pin(chats[0], 0).await.expect("unpinned");
    pin(chats[0], 0).await.expect("nothing to do");
    assert_eq!(pinned().await, [(chats[1], 1), (chats[2], 2)]);
    let before = world.chat(chats[1]).await;
    engine.set_chat_archived(&world.owner, chats[1], ArchiveChange::Archive).await.expect("archived");
    assert_eq!(world.chat(chats[1]).await.pin_order, 0);
    assert_eq!(world.chat(chats[1]).await.updated_at, before.updated_at);
    for (id, place) in [(chats[1], 1), (child, 1), (chats[0], -1)] {
        let refused = pin(id, place).await;
        let Err(UseCaseError::Invalid { validations, .. }) = &refused else { panic!("{refused:?}") };
        assert_eq!(validations[0].field, "pin_order");
    }
    let mut all = Vec::new();
    for id in chats.iter().filter(|id| **id != chats[1]) {
        all.push(pin(*id, 1));
    }
    futures::future::try_join_all(all).await.expect("at the same time");
    let places: Vec<i32> = pinned().await.into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, [1, 2, 3], "no place twice");
    server.stop().await;
}

#[tokio::test]
async fn an_archived_chat_takes_nothing_until_it_is_back() {
    let world = World::create().await;
    world.llm.respond_with(|_| Turn::text("answer"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await.id;
    world.wait_for(chat, Status::Waiting).await;
    let engine = &server.engine;
    engine.set_chat_archived(&world.owner, chat, ArchiveChange::Archive).await.expect("archived");
    let message = ropewalk_model::MessageId(1);
    let edit = ropewalk_chat::use_cases::EditChatMessage {
        parts: vec![ropewalk_model::chat::Part::text("x")],
        model_config_id: None,
        reasoning_effort: None,
    };
    for result in [
        engine.interrupt_chat(&world.owner, chat).await.map(drop),
        engine.edit_message(&world.owner, chat, message, edit).await.map(drop),
        engine.clear_context(&world.owner, chat).await.map(drop),
        engine.promote_queued_message(&world.owner, chat, ropewalk_model::QueuedMessageId(1)).await,
        engine.delete_queued_message(&world.owner, chat, ropewalk_model::QueuedMessageId(1)).await,
    ] {
        assert!(matches!(result, Err(UseCaseError::Invalid { .. })), "{result:?}");
    }
    let list = async |archived| {
        let filter = ChatFilter { archived, ..ChatFilter::default() };
        let start = ChatPageStart { after: None, offset: 0, limit: 50 };
        engine.list_chats(&world.owner, &filter, start).await.expect("a list").len()
    };
    assert_eq!((list(true).await, list(false).await), (1, 0));
    engine.set_chat_archived(&world.owner, chat, ArchiveChange::Unarchive).await.expect("back");
    assert_eq!((list(true).await, list(false).await), (0, 1));
    server.send(&world, chat, "on").await;
    world.wait_for(chat, Status::Waiting).await;
    server.stop().await;
}
