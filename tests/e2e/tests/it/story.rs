//! From nothing to work done in a workspace, in all three protocols: the model makes a workspace, writes a
//! file, runs a command in it, and says what it saw.

use ropewalk_testkit::fake_llm::{FakeLlm, RecordedRequest, Turn};
use serde_json::{Value, json};

use crate::server::{Server, Speaks};

/// A model that knows what to do next by what it has been told so far.
pub(crate) fn builder(request: &RecordedRequest) -> Turn {
    if request.system_text().contains("another agent gave one task") {
        return Turn::text("Three files greet.");
    }
    if request.body.to_string().contains("Plan the greeting") {
        return planner(request);
    }
    let results = request.tool_results();
    let last = results.last().map(|result| result.text.clone()).unwrap_or_default();
    match results.len() {
        0 => Turn::tool_call("list_templates", json!({})),
        1 => Turn::tool_call("create_workspace", json!({"template_id": template_id(&last), "name": "first"})),
        // Where a workspace's home is depends on the sandbox.
        2 => Turn::tool_call("execute", json!({"command": "git init -q -b main .; pwd"})),
        3 => Turn::tool_call(
            "write_file",
            json!({"path": format!("{}/hello.sh", output_of(&last)), "content": "echo hello from $(id -un || id -u)\n"}),
        ),
        4 => Turn::tool_call("execute", json!({"command": "sh ./hello.sh"})),
        _ => Turn::text(format!("Done. It said: {last}")),
    }
}

/// A model that asks, plans, and when it may begin gives a part of the work to an agent.
fn planner(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    let last = results.last().map(|result| result.text.clone()).unwrap_or_default();
    match results.len() {
        0 => {
            let options = json!([
                {"label": "English", "description": "Everybody reads it."},
                {"label": "Latin", "description": "Nobody does."},
            ]);
            let question = json!({"header": "Language", "question": "Which one?", "options": options});
            Turn::tool_call("ask_user_question", json!({"questions": [question]}))
        }
        1 => Turn::tool_call("list_templates", json!({})),
        2 => {
            Turn::tool_call("create_workspace", json!({"template_id": template_id(&last), "name": "planned"}))
        }
        3 => Turn::tool_call(
            "write_file",
            json!({"path": plan_path(request), "content": "# The greeting\n\n1. Write it.\n2. Read it aloud.\n"}),
        ),
        4 => Turn::tool_call("propose_plan", json!({})),
        5 => Turn::tool_call(
            "spawn_agent",
            json!({"type": "explore", "title": "Who greets", "prompt": "Find what greets already."}),
        ),
        6 => {
            let spawned: Value = serde_json::from_str(&last).expect("the tool answers JSON");
            Turn::tool_call("wait_agent", json!({"chat_id": spawned["chat_id"]}))
        }
        _ => Turn::text("The plan is carried out."),
    }
}

/// Where the model is told to write its plan.
fn plan_path(request: &RecordedRequest) -> String {
    let told = request.system_text();
    let (_, rest) = told.split_once("The plan of this chat is the file ").expect("the path is told");
    rest.split_once(". Use this path").expect("its end").0.to_owned()
}

fn template_id(list: &str) -> String {
    let list: Value = serde_json::from_str(list).expect("the tool answers JSON");
    list["templates"][0]["id"].as_str().expect("a template").to_owned()
}

fn output_of(result: &str) -> String {
    let result: Value = serde_json::from_str(result).expect("the tool answers JSON");
    result["output"].as_str().expect("an output").trim().to_owned()
}

async fn tell(protocol: Speaks) {
    let fake = FakeLlm::start().await;
    fake.respond_with(builder);
    let server = Server::start_with(&fake, protocol).await;

    let login =
        server.run(&["login", "--email", crate::server::EMAIL, "--password", crate::server::PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");

    let chat = server.run(&["chat", "make a workspace and greet me from it"]).await;
    assert_eq!(chat.code, Some(0), "{chat:?}\n{}", server.log());
    assert!(chat.stdout.contains("hello from"), "{chat:?}");
    for tool in ["list_templates", "create_workspace", "write_file", "execute"] {
        assert!(chat.stderr.contains(&format!("▸ {tool}")), "no line about {tool}: {chat:?}");
    }
    assert!(chat.stderr.contains("exit 0"), "{chat:?}");

    let workspaces = server.run(&["workspaces"]).await;
    assert_eq!(workspaces.code, Some(0), "{workspaces:?}");
    assert!(workspaces.stdout.contains("ada/first"), "{workspaces:?}");
    assert!(workspaces.stdout.contains("connected"), "{workspaces:?}");

    let chats = server.run(&["chats", "--json"]).await;
    let chats: Value = serde_json::from_str(&chats.stdout).expect("JSON");
    assert_eq!(chats.as_array().map(Vec::len), Some(1));
    assert_eq!(chats[0]["status"], "waiting");

    let gone = server.run(&["workspaces", "delete", "first", "--yes"]).await;
    assert_eq!(gone.code, Some(0), "{gone:?}");
    fake.finish();
}

#[tokio::test]
async fn the_story_with_anthropic_messages() {
    tell(Speaks::Anthropic).await;
}

#[tokio::test]
async fn the_story_with_openai_responses() {
    tell(Speaks::Responses).await;
}

#[tokio::test]
async fn the_story_with_an_openai_compatible_server() {
    tell(Speaks::Chat).await;
}
