//! Chaos: the server, its PostgreSQL and the agent are killed and paused at random instants while chats work. At the
//! end nothing is lost, nothing was done twice, and no chat is stuck (issue's bar: chat-state-machine.md 6.5).
//!
//! `make test` runs a short version; `make chaos` the long one. Environment: `ROPEWALK_CHAOS_KILLS`,
//! `ROPEWALK_CHAOS_SEED`. The same seed makes the same blows after the same pauses; what they hit depends on the machine.

mod blows;
mod people;
mod script;
mod verdict;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use ropewalk_client::Client;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::{SeededEntropy, wait_for};
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};

use crate::server::{PATIENCE, Server, Speaks};
use blows::Blows;
use script::Script;

/// How many blows fall in `make test`.
const SHORT_KILLS: usize = 6;

/// How many chats work at the same time.
const CHATS: usize = 3;

/// How long after the last blow everything may take to come to rest.
const LAST_PATIENCE: Duration = Duration::from_secs(180);

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_stuck_however_the_parts_die() {
    let kills = from_environment("ROPEWALK_CHAOS_KILLS", SHORT_KILLS as u64);
    let seed = from_environment("ROPEWALK_CHAOS_SEED", 1);
    let fake = FakeLlm::start().await;
    let script = Script::default();
    let answers = script.clone();
    fake.respond_with(move |request| answers.turn(request));
    let mut server = Server::start_with(&fake, Speaks::Chat).await;
    let client = server.sign_in().await;
    let workspace = running_workspace(&client).await;
    script.set_home(&workspace.latest_build.resources[0].agents[0].expanded_directory);
    let home = server.data_dir().join("workspaces").join(workspace.id.to_string());

    let stop = Arc::new(AtomicBool::new(false));
    let people: Vec<_> = (0..CHATS)
        .map(|number| {
            let person = people::Person {
                number,
                client: client.clone(),
                workspace: workspace.id,
                home: home.clone(),
                stop: Arc::clone(&stop),
            };
            tokio::task::spawn(person.live())
        })
        .collect();
    let mut blows = Blows::new(SeededEntropy::new(seed), script.clone(), workspace.id);
    for _ in 0..kills {
        blows.next(&mut server).await;
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    let mut lives = Vec::new();
    for person in people {
        lives.push(
            tokio::time::timeout(LAST_PATIENCE, person).await.expect("no chat is stuck").expect("a life"),
        );
    }

    let effects = std::fs::read_to_string(home.join("effects")).unwrap_or_default();
    let verdict = verdict::Verdict::of(&lives, &effects, &home);
    let report = format!("seed {seed}\n{}{verdict}", blows.report());
    println!("{report}");
    let artifacts = crate::server::repository().join("artifacts");
    std::fs::create_dir_all(&artifacts).expect("the folder for artifacts");
    std::fs::write(artifacts.join("chaos.txt"), &report).expect("the report");
    assert_eq!(verdict.wrongs(), Vec::<String>::new(), "{report}");
    assert!(verdict.turns > 0, "the chats worked: {report}");
    fake.finish();
}

/// A workspace whose agent is connected.
async fn running_workspace(client: &Client) -> Workspace {
    let template = client.templates().await.expect("templates")[0].id;
    let request = CreateWorkspaceRequest {
        template_id: Some(template),
        name: "chaos".to_owned(),
        ..CreateWorkspaceRequest::default()
    };
    client.create_workspace(&request).await.expect("a workspace");
    wait_for("the agent is connected", PATIENCE, || async {
        let workspace = client.workspace_by_name("chaos").await.ok()?;
        let agent = workspace.latest_build.resources.first()?.agents.first()?;
        (!agent.expanded_directory.is_empty() && agent.first_connected_at.is_some()).then_some(workspace)
    })
    .await
}
