//! Turns that plan (chat-engine.md 4.8, 6.3): what they are offered and told, what ends them, and when they begin and end.

use ropewalk_chat::tools::Toolset;
use ropewalk_chat::use_cases::CreateChat;
use ropewalk_model::chat::{Chat, Status};
use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::dynamic_tools::{new_with, tool};
use crate::harness::{Server, World, outline};

async fn plan_with(server: &Server, world: &World) -> Chat {
    let new = CreateChat { plan_mode: true, ..new_with(world, vec![tool("tell")]) };
    server.engine.create_chat(&world.owner, new).await.expect("a chat").value
}

fn questions() -> Value {
    let options = json!([
        {"label": "Files", "description": "Simple."},
        {"label": "PostgreSQL", "description": "Durable."},
    ]);
    json!({"questions": [{"header": "Store", "question": "Where is it kept?", "options": options}]})
}

#[tokio::test]
async fn a_question_ends_the_turn_and_its_answer_begins_the_next() {
    let world = World::create().await;
    let searches = json!({"provider_options": {"anthropic": {"web_search_enabled": true}}});
    let model = world.add_model("anthropic", world.llm.anthropic_base_url(), "claude-search", searches).await;
    world.llm.push(Turn::tool_call("ask_user_question", json!({"questions": []})));
    world.llm.push(Turn::tool_call("ask_user_question", questions()));
    world.llm.push(Turn::text("Then I know."));
    let server = world.serve(Toolset::standard_tools()).await;
    let new =
        CreateChat { plan_mode: true, model_config_id: Some(model), ..new_with(&world, vec![tool("tell")]) };
    let chat = server.engine.create_chat(&world.owner, new).await.expect("a chat").value;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await)[1..],
        [
            "assistant: call ask_user_question",
            "tool: error of ask_user_question",
            "assistant: call ask_user_question",
            "tool: result of ask_user_question",
        ],
        "a refused question does not end the turn"
    );
    server.send(&world, chat.id, "Store: PostgreSQL").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let requests = world.llm.requests();
    assert_eq!(requests.len(), 3);
    for request in &requests {
        assert_eq!(
            request.tool_names(),
            [
                "ask_user_question",
                "create_workspace",
                "edit_files",
                "execute",
                "list_agents",
                "list_subagent_models",
                "list_templates",
                "process_output",
                "propose_plan",
                "read_file",
                "read_template",
                "spawn_agent",
                "start_workspace",
                "wait_agent",
                "write_file",
            ],
            "neither the client's tools nor the provider's search"
        );
        assert!(request.system_text().contains("You are planning"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_switch_within_a_turn_counts_from_the_next_one() {
    let world = World::create().await;
    world.llm.push(Turn::tool_call("list_agents", json!({})).gate("first"));
    world.llm.push(Turn::text("a plan"));
    world.llm.push(Turn::text("done"));
    world.llm.push(Turn::text("planned again"));
    let server = world.serve(Toolset::standard_tools()).await;
    let chat = plan_with(&server, &world).await;
    world.llm.wait_at_gate("first").await;
    server.engine.set_chat_plan_mode(&world.owner, chat.id, false).await.expect("switched");
    let row = world.chat(chat.id).await;
    assert_eq!((row.plan_mode, row.turn_plan_mode), (false, true));
    world.llm.open_gate("first");
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send_planning(&world, chat.id, "think", true).await;
    world.wait_for(chat.id, Status::Waiting).await;
    let plans: Vec<bool> =
        world.llm.requests().iter().map(|it| it.system_text().contains("You are planning")).collect();
    assert_eq!(plans, [true, true, false, true]);
    let acting = world.llm.requests()[2].tool_names();
    assert!(acting.contains(&"tell".to_owned()) && !acting.contains(&"propose_plan".to_owned()));
    server.stop().await;
}

#[tokio::test]
async fn what_waits_in_the_queue_begins_its_turn_as_it_was_said() {
    let world = World::create().await;
    world.llm.push(Turn::text("acting").gate("first"));
    world.llm.push(Turn::text("planning"));
    let server = world.serve(Toolset::standard_tools()).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("first").await;
    server.send_planning(&world, chat.id, "now plan", true).await;
    assert!(!world.chat(chat.id).await.turn_plan_mode, "the present turn acts");
    world.llm.open_gate("first");
    world.llm.wait_for_requests(2).await;
    world.wait_for(chat.id, Status::Waiting).await;
    let requests = world.llm.requests();
    assert!(requests[1].system_text().contains("You are planning"));
    // The child of a chat that plans does, too, and one that explores only explores.
    world.llm.push(Turn::tool_call("spawn_agent", json!({"type": "general", "prompt": "Look."})));
    world.llm.respond_with(|_| Turn::text("well"));
    server.send(&world, chat.id, "delegate").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let child = world.store.child_chats(chat.id, 0, 10).await.expect("children").chats.remove(0);
    assert!(child.plan_mode && child.turn_plan_mode);
    world.wait_for(child.id, Status::Waiting).await;
    let requests = world.llm.requests();
    let of_child = requests.iter().find(|it| it.system_text().contains("is planning, so nothing is changed"));
    assert_eq!(of_child.expect("the child asked").tool_names(), ["execute", "process_output", "read_file"]);
    server.stop().await;
}
