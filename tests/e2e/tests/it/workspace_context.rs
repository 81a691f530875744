//! What a workspace tells a chat (chat-engine.md 5.3): the model gets its instruction files and the index of its skills from the first
//! step with the agent on, and reads a skill by a tool.

use ropewalk_testkit::fake_llm::{FakeLlm, RecordedRequest, Turn};
use serde_json::{Value, json};

use crate::server::{Server, Speaks};

/// Instructions and a skill, where the agent looks for them.
const WRITE: &str = "mkdir -p ~/.coder/skills/deploy && echo 'Tabs, not spaces.' > ~/.coder/AGENTS.md && \
    printf -- '---\\nname: deploy\\ndescription: Ships it.\\n---\\nRun ship.sh.\\n' > ~/.coder/skills/deploy/SKILL.md";

/// A model that makes a workspace, writes into it, starts it anew and then reads the skill.
fn model(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    let last = results.last().map(|result| result.text.clone()).unwrap_or_default();
    let template = || serde_json::from_str::<Value>(&last).expect("JSON")["templates"][0]["id"].clone();
    match results.len() {
        0 => Turn::tool_call("list_templates", json!({})),
        1 => Turn::tool_call("create_workspace", json!({"template_id": template(), "name": "first"})),
        2 => Turn::tool_call("execute", json!({"command": WRITE})),
        3 => Turn::tool_call("stop_workspace", json!({})),
        4 => Turn::tool_call("start_workspace", json!({})),
        5 => Turn::tool_call("execute", json!({"command": "true"})),
        6 => Turn::tool_call("read_skill", json!({"name": "deploy"})),
        _ => Turn::text(format!("Done: {last}")),
    }
}

#[tokio::test]
async fn the_model_is_told_what_the_workspace_says_and_reads_a_skill() {
    let fake = FakeLlm::start().await;
    fake.respond_with(model);
    let server = Server::start_with(&fake, Speaks::Anthropic).await;
    let login =
        server.run(&["login", "--email", crate::server::EMAIL, "--password", crate::server::PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");
    let chat = server.run(&["chat", "work by the rules of the workspace"]).await;
    assert_eq!(chat.code, Some(0), "{chat:?}\n{}", server.log());
    assert!(chat.stdout.contains("Run ship.sh."), "{chat:?}");

    let requests = fake.requests();
    let tells = |place: usize| {
        let body = requests[place].body.to_string();
        let has_skills = requests[place].tool_names().iter().any(|it| it == "read_skill");
        (
            body.contains("Tabs, not spaces.\\n</workspace-context>"),
            body.contains("- deploy: Ships it."),
            has_skills,
        )
    };
    // The first agent had nothing to tell; the second one did, and was asked once.
    assert_eq!(tells(3), (false, false, false), "{:#}", requests[3].body);
    assert_eq!(tells(6), (true, true, true), "{:#}", requests[6].body);
    assert_eq!(tells(7), (true, true, true));
    let again = requests[7].body.to_string();
    assert_eq!(again.matches("<workspace-context>").count(), 1, "{again}");
    fake.finish();
}
