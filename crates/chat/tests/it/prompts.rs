//! What a model is told besides the history, and what of it a person may change (chat-engine.md 5.2, 5.3).

use ropewalk_chat::use_cases::{CreateChat, EditChatMessage};
use ropewalk_model::chat::{Part, Status};
use ropewalk_model::{Clock, SystemClock};
use ropewalk_platform::UseCaseError;
use ropewalk_store::settings::SettingKey;
use ropewalk_testkit::fake_llm::Turn;

use crate::dynamic_tools::new_with;
use crate::harness::World;

#[tokio::test]
async fn chats_that_plan_are_told_what_administrators_say_of_plans() {
    let world = World::create().await;
    let said = world.store.put_setting(SettingKey::ChatPlanPrompt, "Plan in steps.", SystemClock.now()).await;
    said.expect("stored");
    let server = world.serve(vec![]).await;
    for (plan_mode, is_told) in [(true, true), (false, false)] {
        world.llm.push(Turn::text("ok"));
        let new = CreateChat { plan_mode, ..new_with(&world, vec![]) };
        let chat = server.engine.create_chat(&world.owner, new).await.expect("a chat").value;
        world.wait_for(chat.id, Status::Waiting).await;
        let told = world.llm.requests().pop().expect("a request").system_text();
        assert_eq!(told.ends_with("Plan in steps."), is_told, "{told}");
    }
    server.stop().await;
}

/// What the workspace told stands in the history as a user message, and is nobody's to edit.
#[tokio::test]
async fn what_the_workspace_told_cannot_be_edited() {
    let world = World::create().await;
    world.llm.push(Turn::text("ok"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let row = format!(
        r#"insert into chat_messages (chat_id, role, visibility, content, created_at)
           values ('{}', 'user', 'both', '[{{"type": "context-file"}}]', now())"#,
        chat.id
    );
    world.database.execute(&row).await;
    let told = world.messages(chat.id).await.pop().expect("the message");
    assert!(matches!(&told.body.parts[..], [Part::ContextFile { .. }]));
    let edit =
        EditChatMessage { parts: vec![Part::text("mine")], model_config_id: None, reasoning_effort: None };
    let refused = server.engine.edit_message(&world.owner, chat.id, told.id, edit).await;
    assert!(matches!(refused, Err(UseCaseError::Invalid { .. })), "{refused:?}");
    server.stop().await;
}
