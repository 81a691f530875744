//! Several servers on one database, with the real binary: who looks on from where sees the same; `kill -9`, SIGTERM
//! and a stopped process each lead to a takeover that loses and doubles nothing; an agent of one server serves the chats
//! of another (chat-state-machine.md 6.1, 7).

use std::time::Duration;

use nix::sys::signal::Signal;
use ropewalk_model::ChatId;
use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use ropewalk_testkit::{wait_for, wait_until};
use ropewalk_wire::chats::ChatStatus;
use tokio::time::Instant;

use crate::cluster_support::{Cluster, Person};
use crate::crash::{COUNTED, answers, new_chat, runs_a_counted_command};
use crate::server::{PATIENCE, Server};
use crate::story;

/// The bars of chat-state-machine.md 6.1.
const AFTER_KILL_MAX: Duration = Duration::from_secs(10);
const AFTER_KILL_MEDIAN: Duration = Duration::from_secs(5);
const AFTER_TERM_MAX: Duration = Duration::from_secs(1);

async fn at_rest(person: &Person, server: &Server, chat: ChatId) {
    let client = person.at(server);
    wait_for("the chat is at rest", PATIENCE, || async {
        let chat = client.chat(chat).await.ok()?;
        (chat.status == ChatStatus::Waiting).then_some(())
    })
    .await;
}

/// Waits for the next request to the model, which is the takeover's first deed; gives the time since `began`.
async fn takeover(fake: &FakeLlm, requests: usize, began: Instant) -> Duration {
    tokio::time::timeout(PATIENCE, fake.wait_for_requests(requests)).await.expect("somebody goes on");
    began.elapsed()
}

#[tokio::test]
async fn a_viewer_on_another_server_sees_the_same_bytes_live() {
    let fake = FakeLlm::start().await;
    fake.push(
        Turn::new()
            .reasoning("hm", "signature")
            .chunks(["one ", "two ", "three"])
            .gate("end")
            .chunks([" four"]),
    );
    let cluster = Cluster::new(&fake).await;
    let owner = cluster.server(&[]).await;
    let other = cluster.server(&["--chat-slots", "0"]).await;
    let person = cluster.sign_in(&other).await;
    let chat = new_chat(&person.at(&other), "count").await;
    let early = [person.view(&owner, chat).await, person.view(&other, chat).await];
    tokio::time::timeout(PATIENCE, fake.wait_at_gate("end")).await.expect("the answer streams");
    let here = early[0].wait("message_part", 4).await;
    assert_eq!(early[1].wait("message_part", 4).await, here);
    let late = person.view(&other, chat).await;
    assert_eq!(late.wait("message_part", 4).await, here);

    fake.open_gate("end");
    at_rest(&person, &owner, chat).await;
    let messages = early[0].wait("message", 2).await;
    assert_eq!(early[1].wait("message", 2).await, messages);
    assert_eq!(late.wait("message", 2).await, messages);
    assert_eq!(answers(&person.at(&other), chat).await, ["one two three four"]);
    fake.finish();
}

#[tokio::test]
async fn after_kill_9_another_server_goes_on_in_time() {
    const ROUNDS: usize = 5;
    let fake = FakeLlm::start().await;
    let cluster = Cluster::new(&fake).await;
    let mut servers = [cluster.server(&[]).await, cluster.server(&[]).await];
    let person = cluster.sign_in(&servers[0]).await;
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let gate = format!("never {round}");
        fake.push(Turn::new().chunks(["half"]).gate(gate.clone()));
        fake.push(Turn::text("whole"));
        let chat = new_chat(&person.at(&servers[0]), "go").await;
        tokio::time::timeout(PATIENCE, fake.wait_at_gate(&gate)).await.expect("the answer streams");
        let owner = cluster.owner(chat, &[&servers[0], &servers[1]]).await;
        let (began, other) = (Instant::now(), 1 - owner);
        servers[owner].kill_hard().await;
        times.push(takeover(&fake, 2 * (round + 1), began).await);
        at_rest(&person, &servers[other], chat).await;
        assert_eq!(answers(&person.at(&servers[other]), chat).await, ["whole"]);
        servers[owner].start_again().await;
    }
    times.sort();
    eprintln!("takeover after kill -9: {times:?}");
    assert!(times[ROUNDS - 1] < AFTER_KILL_MAX, "{times:?}");
    assert!(times[ROUNDS / 2] < AFTER_KILL_MEDIAN, "{times:?}");
    fake.finish();
}

#[tokio::test]
async fn after_sigterm_another_server_goes_on_within_a_second() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["half"]).gate("never"));
    fake.push(Turn::text("whole"));
    let cluster = Cluster::new(&fake).await;
    let servers = [cluster.server(&[]).await, cluster.server(&[]).await];
    let person = cluster.sign_in(&servers[0]).await;
    let chat = new_chat(&person.at(&servers[0]), "go").await;
    tokio::time::timeout(PATIENCE, fake.wait_at_gate("never")).await.expect("the answer streams");
    let owner = cluster.owner(chat, &[&servers[0], &servers[1]]).await;
    let began = Instant::now();
    servers[owner].signal(Signal::SIGTERM);
    let took = takeover(&fake, 2, began).await;
    eprintln!("takeover after SIGTERM: {took:?}");
    assert!(took < AFTER_TERM_MAX, "{took:?}");
    let other = &servers[1 - owner];
    at_rest(&person, other, chat).await;
    assert_eq!(answers(&person.at(other), chat).await, ["whole"]);
    fake.finish();
}

#[tokio::test]
async fn a_stopped_server_loses_its_chats_and_cannot_write_when_it_comes_back() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["stale"]).gate("late"));
    fake.push(Turn::text("whole"));
    let cluster = Cluster::new(&fake).await;
    let servers = [cluster.server(&[]).await, cluster.server(&[]).await];
    let person = cluster.sign_in(&servers[0]).await;
    let chat = new_chat(&person.at(&servers[0]), "go").await;
    tokio::time::timeout(PATIENCE, fake.wait_at_gate("late")).await.expect("the answer streams");
    let owner = cluster.owner(chat, &[&servers[0], &servers[1]]).await;
    let (stalled, other) = (&servers[owner], &servers[1 - owner]);
    let began = Instant::now();
    stalled.signal(Signal::SIGSTOP);
    let took = takeover(&fake, 2, began).await;
    eprintln!("takeover from a stopped process: {took:?}");
    at_rest(&person, other, chat).await;

    // Its answer comes to its end just when it wakes up.
    fake.open_gate("late");
    stalled.signal(Signal::SIGCONT);
    let beats = format!(
        "select count(*) from replicas where relay_address like '{}%' and heartbeat_at > now() - interval '2 s'",
        stalled.url.trim_end_matches('/')
    );
    wait_until("the stopped server is back", PATIENCE, || async {
        cluster.database.scalar::<i64>(&beats).await == 1
    })
    .await;
    // Both servers agree, and the chat goes on wherever it is taken.
    fake.push(Turn::text("more"));
    person
        .at(stalled)
        .send_message(
            chat,
            &ropewalk_wire::chats::CreateChatMessageRequest {
                content: vec![ropewalk_wire::chats::ChatInputPart::text("again")],
                ..Default::default()
            },
        )
        .await
        .expect("the message is taken");
    wait_until("both answers are there", PATIENCE, || async {
        answers(&person.at(stalled), chat).await.len() == 2
    })
    .await;
    for server in [stalled, other] {
        assert_eq!(answers(&person.at(server), chat).await, ["whole", "more"], "nothing stale was written");
    }
    fake.finish();
}

#[tokio::test]
async fn an_agent_of_one_server_serves_a_chat_that_another_runs() {
    let fake = FakeLlm::start().await;
    fake.respond_with(story::builder);
    let cluster = Cluster::new(&fake).await;
    let host = cluster.server(&["--chat-slots", "0"]).await;
    let mut worker = cluster.server(&["--build-workers", "0"]).await;
    let person = cluster.sign_in(&worker).await;
    let chat = new_chat(&person.at(&worker), "make a workspace and greet me from it").await;
    at_rest(&person, &worker, chat).await;
    let answers = answers(&person.at(&host), chat).await;
    assert!(answers[0].contains("hello from"), "{answers:?}\n{}\n{}", worker.log(), host.log());
    assert!(worker.log().contains("is reached over server"), "{}", worker.log());
    let began = Instant::now();
    assert!(worker.terminate().await.success());
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "the line to the agent holds up the stop: {:?}",
        began.elapsed()
    );
    fake.finish();
}

#[tokio::test]
async fn a_command_on_one_server_is_found_again_by_the_next_server_that_takes_the_chat() {
    let fake = FakeLlm::start().await;
    fake.respond_with(runs_a_counted_command);
    let cluster = Cluster::new(&fake).await;
    let host = cluster.server(&["--chat-slots", "0"]).await;
    let workers =
        [cluster.server(&["--build-workers", "0"]).await, cluster.server(&["--build-workers", "0"]).await];
    let person = cluster.sign_in(&host).await;
    let chat = new_chat(&person.at(&host), "run it").await;
    let home = wait_for("the command runs", PATIENCE, || async {
        let workspaces = std::fs::read_dir(host.data_dir().join("workspaces")).ok()?;
        workspaces.flatten().map(|entry| entry.path()).find(|home| home.join("runs").is_file())
    })
    .await;
    let owner = cluster.owner(chat, &[&workers[0], &workers[1]]).await;
    workers[owner].signal(Signal::SIGTERM);
    let other = &workers[1 - owner];
    wait_until("the other has the chat", PATIENCE, || async {
        other.log().contains("is reached over server")
    })
    .await;
    std::fs::write(home.join("go"), "").expect("the command may end");
    at_rest(&person, &host, chat).await;
    assert_eq!(std::fs::read_to_string(home.join("runs")).expect("the count"), "run\n", "{COUNTED} ran once");
    assert_eq!(answers(&person.at(&host), chat).await.len(), 1);
    fake.finish();
}
