//! Files in chats: what a model is shown of those that people attach, and where those go that tools attach.

use std::sync::Arc;

use async_trait::async_trait;
use ropewalk_chat::tools::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome};
use ropewalk_chat::use_cases::{EditChatMessage, UploadFile};
use ropewalk_llm::ToolDefinition;
use ropewalk_model::FileId;
use ropewalk_model::chat::{ErrorKind, Part, Role, Status};
use ropewalk_store::chats::Attachment;
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use serde_json::json;
use uuid::Uuid;

use crate::harness::{Server, World, text_of};
use crate::viewer::Viewer;

async fn uploaded(server: &Server, world: &World, name: &str, content: Vec<u8>) -> Part {
    let upload = UploadFile {
        organization_id: world.organization,
        declared: None,
        name: name.into(),
        content: content.into(),
    };
    let file = server.engine.upload_file(&world.owner, upload).await.expect("stored");
    Part::File { file_id: file.id, media_type: file.media_type.as_str().to_owned(), name: Some(file.name) }
}

fn edit(parts: Vec<Part>) -> EditChatMessage {
    EditChatMessage { parts, model_config_id: None, reasoning_effort: None }
}

#[tokio::test]
async fn an_image_that_the_provider_would_refuse_ends_the_turn_before_it_is_asked() {
    let world = World::create().await;
    world.llm.push(Turn::text("hi"));
    world.llm.push(Turn::text("a small one"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "hello").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let first = world.messages(chat.id).await[0].id;

    let mut image = b"\x89PNG\r\n\x1A\n".to_vec();
    image.resize(5_242_880, 0);
    let large = uploaded(&server, &world, "large.png", image).await;
    server.engine.edit_message(&world.owner, chat.id, first, edit(vec![large])).await.expect("edited");
    let failed = world.wait_for(chat.id, Status::Error).await;
    let error = failed.last_error.expect("an error");
    assert_eq!(
        (error.kind, error.retryable, error.provider.as_deref()),
        (ErrorKind::Config, false, Some("anthropic"))
    );
    assert!(error.message.contains("large.png") && error.message.contains("5242880"), "{}", error.message);
    assert_eq!(world.llm.requests().len(), 1, "the provider was not asked");

    let small = uploaded(&server, &world, "small.png", b"\x89PNG\r\n\x1A\nsmall".to_vec()).await;
    let message = world.messages(chat.id).await[0].id;
    let parts = vec![Part::text("look"), small];
    server.engine.edit_message(&world.owner, chat.id, message, edit(parts)).await.expect("edited");
    world.wait_for(chat.id, Status::Waiting).await;
    let asked = world.llm.requests()[1].body["messages"].to_string();
    assert!(asked.contains("\"media_type\":\"image/png\"") && !asked.contains("large"), "{asked}");
    world.llm.finish();
    server.stop().await;
}

/// A tool that attaches a file.
struct Attaches(FileId);

#[async_trait]
impl Tool for Attaches {
    fn definition(&self) -> ToolDefinition {
        ToolDefinition {
            name: "draw".into(),
            description: "Draws.".into(),
            input_schema: json!({ "type": "object", "properties": {} }),
        }
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        ToolMode::ALL
    }

    async fn run(&self, _call: ToolCallContext) -> ToolOutcome {
        let attachment =
            Attachment { file_id: self.0, media_type: "image/png".into(), name: "drawing.png".into() };
        ToolOutcome { attachments: vec![attachment], ..ToolOutcome::ok(json!({ "ok": true })) }
    }
}

#[tokio::test]
async fn what_a_tool_attaches_stands_before_its_result_and_is_not_shown_to_the_model() {
    let world = World::create().await;
    let file_id: FileId = Uuid::from_u128(7).into();
    world.llm.push(Turn::new().calls([ScriptedCall::new("draw", json!({}))]));
    world.llm.push(Turn::text("Here it is."));
    let server = world.serve(vec![Arc::new(Attaches(file_id))]).await;
    let chat = server.create_chat(&world, "draw").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    world.wait_for(chat.id, Status::Waiting).await;

    let messages = world.messages(chat.id).await;
    let tool = messages.iter().find(|message| message.body.role == Role::Tool).expect("a tool message");
    assert!(
        matches!(tool.body.parts.as_slice(), [
            Part::File { file_id: attached, media_type, name: Some(name) },
            Part::ToolResult { is_error: false, .. },
        ] if *attached == file_id && media_type == "image/png" && name == "drawing.png"),
        "{:?}",
        tool.body.parts
    );
    assert_eq!(text_of(messages.last().expect("an answer")), "Here it is.");
    let asked = world.llm.requests()[1].body.to_string();
    assert!(!asked.contains("drawing.png"), "{asked}");
    let screen = viewer.wait("all of it", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.into_values().collect::<Vec<_>>(), messages);
    let kept = "select result->'attachments'->0->>'name' from chat_tool_calls";
    assert_eq!(world.database.scalar::<String>(kept).await, "drawing.png", "the ledger has it too");
    world.llm.finish();
    server.stop().await;
}
