//! What changed in the repositories that a chat works in: followed while it works, and shown on the command line (chats-api.md 1.9,
//! docs/adr/0029).

use std::time::Duration;

use ropewalk_client::{ChatGit, ClientError};
use ropewalk_testkit::fake_llm::{FakeLlm, RecordedRequest, Turn};
use ropewalk_wire::chats::{ChatGitEvent, WorkspaceAgentRepoChanges};
use serde_json::json;

use crate::crash::new_chat;
use crate::server::{EMAIL, PASSWORD, Server, Speaks};
use crate::story;

const PATIENCE: Duration = Duration::from_secs(120);

/// A repository with one commit and a change.
const MAKE: &str = "git init -q -b main project && cd project && echo one > kept.txt && git add . && \
    git -c user.name=t -c user.email=t@example.com commit -q -m first && echo two >> kept.txt && echo new > new.txt";

/// Makes a workspace and a repository, is asked once more, and takes it away.
fn model(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    match results.len() {
        0 | 1 => story::builder(request),
        2 => Turn::tool_call("execute", json!({"command": MAKE})),
        3 => Turn::new().gate("made").chunks(["Made."]),
        _ => unreachable!("{results:?}"),
    }
}

/// The next look that tells of a repository.
async fn told(stream: &mut ChatGit) -> WorkspaceAgentRepoChanges {
    let next = async {
        loop {
            match stream.next().await.expect("the stream goes on").expect("the stream goes on") {
                ChatGitEvent::Changes { mut repositories, .. } if !repositories.is_empty() => {
                    assert_eq!(repositories.len(), 1, "{repositories:?}");
                    return repositories.remove(0);
                }
                ChatGitEvent::Changes { .. } => {}
                ChatGitEvent::Error { message } => panic!("{message}"),
            }
        }
    };
    tokio::time::timeout(PATIENCE, next).await.expect("the repository is told of")
}

#[tokio::test]
async fn what_changed_is_followed_and_shown() {
    let fake = FakeLlm::start().await;
    fake.respond_with(model);
    let server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let chat = new_chat(&client, "make a project").await;
    let early = client.follow_git(chat).await;
    if let Err(ClientError::Refused { status, response }) = early {
        assert_eq!((status, response.message.as_str()), (400, "The chat has no workspace."));
    }
    tokio::time::timeout(PATIENCE, fake.wait_at_gate("made")).await.expect("the repository is made");

    let mut stream = client.follow_git(chat).await.expect("the workspace runs");
    let first = told(&mut stream).await;
    assert!(first.repo_root.ends_with("/project"), "{first:?}");
    assert_eq!((first.branch.as_deref(), first.removed), (Some("main"), false));
    for part in ["+two", "b/new.txt", "+new"] {
        assert!(first.unified_diff.contains(part), "{part}: {}", first.unified_diff);
    }
    // What the sandbox shows as the workspace's home lies there.
    let project = std::fs::read_dir(server.data_dir().join("workspaces"))
        .expect("workspaces")
        .flatten()
        .map(|it| it.path().join("project"))
        .find(|it| it.is_dir())
        .expect("the project");
    std::fs::write(project.join("new.txt"), "newer\n").expect("written");
    let second = told(&mut stream).await;
    assert!(second.unified_diff.contains("+newer"), "{}", second.unified_diff);

    let login = server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");
    let shown = server.run(&["diff", &chat.to_string()]).await;
    assert_eq!(shown.code, Some(0), "{shown:?}");
    assert!(shown.stdout.starts_with("diff --git") && shown.stdout.contains("+newer"), "{shown:?}");
    assert!(shown.stderr.contains("/project on main"), "{shown:?}");

    std::fs::remove_dir_all(&project).expect("removed");
    let gone = told(&mut stream).await;
    assert_eq!((gone.repo_root, gone.removed), (first.repo_root, true));
    fake.open_gate("made");
}
