//! Rights, limits and lists.

use ropewalk_chat::use_cases::SendChatMessage;
use ropewalk_model::chat::{Part, QUEUE_LIMIT, Status};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{ChatFilter, ChatPageStart, MessageRange, SendBehavior};
use ropewalk_testkit::fake_llm::Turn;

use crate::harness::{World, text_of};

fn message(text: &str) -> SendChatMessage {
    SendChatMessage {
        parts: vec![Part::text(text)],
        model_config_id: None,
        reasoning_effort: None,
        plan_mode: None,
        behavior: SendBehavior::Queue,
    }
}

#[tokio::test]
async fn foreign_and_unknown_chats_are_not_found_alike() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    world.llm.push(Turn::text("hi"));
    let chat = server.create_chat(&world, "secret").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let stranger = world.member("stranger").await;
    let engine = &server.engine;
    let range = MessageRange { before_id: None, after_id: None, limit: 50 };
    for id in [chat.id, ChatId::NIL] {
        let results = [
            engine.get_chat(&stranger, id).await.map(drop),
            engine.authorize_stream(&stranger, id).await.map(drop),
            engine.list_messages(&stranger, id, range).await.map(drop),
            engine.send_message(&stranger, id, message("x")).await.map(drop),
            engine.interrupt_chat(&stranger, id).await.map(drop),
        ];
        for result in results {
            assert!(matches!(result, Err(UseCaseError::NotFound { what: "chat" })), "{result:?}");
        }
    }
    let start = ChatPageStart { after: None, offset: 0, limit: 50 };
    assert_eq!(engine.list_chats(&stranger, &ChatFilter::default(), start).await.expect("a list"), []);
    assert_eq!(world.messages(chat.id).await.len(), 2, "nothing was written");
    server.stop().await;
}

#[tokio::test]
async fn only_the_owner_speaks() {
    let world = World::create().await;
    let member = world.member("member").await;
    let server = world.serve(vec![]).await;
    world.llm.push(Turn::text("hi"));
    let new = ropewalk_chat::use_cases::CreateChat {
        organization_id: world.organization,
        parts: vec![Part::text("mine")],
        system_prompt: None,
        workspace_id: None,
        model_config_id: None,
        reasoning_effort: None,
        plan_mode: false,
        client_type: ropewalk_model::chat::ClientType::Ui,
        labels: std::collections::BTreeMap::new(),
        dynamic_tools: vec![],
    };
    let chat = server.engine.create_chat(&member, new).await.expect("a member may make chats").value;
    world.wait_for(chat.id, Status::Waiting).await;
    // The deployment's owner may read it, but not spend the member's tokens.
    assert!(server.engine.get_chat(&world.owner, chat.id).await.is_ok());
    let result = server.engine.send_message(&world.owner, chat.id, message("x")).await;
    assert!(matches!(result, Err(UseCaseError::Forbidden { .. })), "{result:?}");
    server.stop().await;
}

#[tokio::test]
async fn refusals_name_the_state_and_the_transition() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    world.llm.push(Turn::text("hi"));
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let result = server.engine.interrupt_chat(&world.owner, chat.id).await;
    let Err(UseCaseError::Conflict { message: text, .. }) = &result else { panic!("{result:?}") };
    assert!(text.contains("Interrupt") && text.contains('W'), "{text}");

    world.database.execute(&format!("update chats set archived = true where id = '{}'", chat.id)).await;
    for result in [
        server.engine.send_message(&world.owner, chat.id, message("x")).await.map(drop),
        server.engine.interrupt_chat(&world.owner, chat.id).await.map(drop),
    ] {
        assert!(matches!(result, Err(UseCaseError::Invalid { .. })), "{result:?}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_queue_has_a_limit() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    world.llm.push(Turn::new().gate("never"));
    let chat = server.create_chat(&world, "go").await;
    for n in 0..QUEUE_LIMIT {
        server.send(&world, chat.id, &format!("{n}")).await;
    }
    let before = world.chat(chat.id).await.versions;
    let result = server.engine.send_message(&world.owner, chat.id, message("too much")).await;
    let Err(UseCaseError::TooMany { message: text, .. }) = &result else { panic!("{result:?}") };
    assert!(text.contains("20"), "{text}");
    assert_eq!(world.chat(chat.id).await.versions.queue, before.queue);
    let page = server
        .engine
        .list_messages(&world.owner, chat.id, MessageRange { before_id: None, after_id: None, limit: 50 })
        .await
        .expect("a page");
    assert_eq!(page.queue.len(), QUEUE_LIMIT);
    server.stop().await;
}

#[tokio::test]
async fn pages_of_messages_meet_without_overlap() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    world.llm.respond_with(|_| Turn::text("answer"));
    let chat = server.create_chat(&world, "0").await;
    world.wait_for(chat.id, Status::Waiting).await;
    for n in 1..4 {
        server.send(&world, chat.id, &n.to_string()).await;
        world.wait_for(chat.id, Status::Waiting).await;
    }
    let all: Vec<MessageId> = world.messages(chat.id).await.iter().map(|message| message.id).collect();
    let page = |before_id, after_id| {
        server.engine.list_messages(&world.owner, chat.id, MessageRange { before_id, after_id, limit: 3 })
    };
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = page(before, None).await.expect("a page");
        seen.extend(page.messages.iter().map(|message| message.id));
        before = seen.last().copied();
        if !page.has_more {
            break;
        }
    }
    assert_eq!(seen, all.iter().rev().copied().collect::<Vec<_>>(), "newest first, hidden ones left out");
    let polled = page(None, Some(all[1])).await.expect("a page");
    assert_eq!(
        polled.messages.iter().map(|message| message.id).collect::<Vec<_>>(),
        all[2..5],
        "oldest first"
    );
    assert!(polled.has_more);
    assert!(polled.messages.iter().all(|message| !text_of(message).is_empty()));
    let bad = page(Some(all[0]), Some(all[1])).await;
    assert!(matches!(bad, Err(UseCaseError::Invalid { .. })), "{bad:?}");
    server.stop().await;
}

#[tokio::test]
async fn lists_are_paged_filtered_and_tell_what_is_unread() {
    let world = World::create().await;
    let server = world.serve(vec![]).await;
    world.llm.respond_with(|_| Turn::text("answer"));
    let mut made = Vec::new();
    for n in 0..5 {
        let chat = server.create_chat(&world, &format!("Topic {n}")).await;
        world.wait_for(chat.id, Status::Waiting).await;
        made.push(chat.id);
    }
    world.database.execute(&format!("update chats set pin_order = 1 where id = '{}'", made[0])).await;
    let read = world.chat(made[4]).await;
    server.engine.mark_read(&world.owner, &read).await.expect("the owner reads");
    let list = |filter: ChatFilter, after, limit| {
        let (engine, owner) = (&server.engine, &world.owner);
        async move {
            let start = ChatPageStart { after, offset: 0, limit };
            let listed = engine.list_chats(owner, &filter, start).await.expect("a list");
            listed.into_iter().map(|it| (it.chat.id, it.has_unread)).collect::<Vec<_>>()
        }
    };
    let first = list(ChatFilter::default(), None, 2).await;
    assert_eq!(first, [(made[0], true), (made[4], false)], "the pinned one first, then the latest");
    let rest = list(ChatFilter::default(), Some(made[4]), 10).await;
    assert_eq!(rest.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [made[3], made[2], made[1]]);
    let titled = ChatFilter { title_contains: Some("TOPIC 2".into()), ..ChatFilter::default() };
    assert_eq!(list(titled, None, 10).await, [(made[2], true)]);
    let unread = ChatFilter { has_unread: Some(false), ..ChatFilter::default() };
    assert_eq!(list(unread, None, 10).await, [(made[4], false)]);
    assert_eq!(list(ChatFilter::default(), Some(ChatId::NIL), 10).await, []);
    server.stop().await;
}
