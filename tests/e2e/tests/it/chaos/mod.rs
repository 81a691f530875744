//! Chaos: servers, their PostgreSQL and the agent are killed and paused at random instants, and notifications are lost,
//! while chats work, are stopped and looked at. At the end nothing is lost, nothing was done twice, and no chat is stuck
//! (chat-state-machine.md 6.5).
//!
//! Two scenes: one server with its own PostgreSQL, and two servers on one PostgreSQL. `make test` runs a short version of
//! both; `make chaos` the long one. Environment: `ROPEWALK_CHAOS_KILLS` (of server or agent, over both scenes),
//! `ROPEWALK_CHAOS_SEED`. The same seed makes the same blows after the same pauses; what they hit depends on the machine.

mod blows;
mod people;
mod scene;
mod script;
mod verdict;
mod verdict_tests;
mod viewers;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use ropewalk_testkit::SeededEntropy;
use ropewalk_testkit::fake_llm::FakeLlm;

use blows::Blows;
use scene::Scene;
use script::Script;

/// How many kills of server or agent there are in `make test`, over both scenes.
const SHORT_KILLS: u64 = 6;

/// How many chats work at the same time.
const CHATS: usize = 3;

/// How long after the last blow the people may take to end; a chat that is stuck is found before (`people::REST_WITHIN`).
const LAST_PATIENCE: Duration = Duration::from_secs(600);

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_doubled_or_stuck_however_the_parts_die() {
    let fake = FakeLlm::start().await;
    let scene = Scene::alone(&fake).await;
    run("chaos", fake, scene).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_is_it_in_a_cluster_that_loses_servers_and_notifications() {
    let fake = FakeLlm::start().await;
    let scene = Scene::cluster(&fake).await;
    run("chaos-cluster", fake, scene).await;
}

/// Half of the kills; the report goes to `artifacts/<name>.txt`.
async fn run(name: &str, fake: FakeLlm, mut scene: Scene) {
    let kills = from_environment("ROPEWALK_CHAOS_KILLS", SHORT_KILLS).div_ceil(2) as usize;
    let seed = from_environment("ROPEWALK_CHAOS_SEED", 1);
    let script = Script::default();
    let answers = script.clone();
    fake.respond_with(move |request| answers.turn(request));
    script.set_home(&scene.home_inside);

    let stop = Arc::new(AtomicBool::new(false));
    let people: Vec<_> = (0..CHATS)
        .map(|number| {
            let person = people::Person {
                number,
                clients: scene.clients.clone(),
                asked: AtomicUsize::new(number),
                chance: SeededEntropy::new(seed.wrapping_add(number as u64 + 1)),
                workspace: scene.workspace,
                home: scene.home.clone(),
                stop: Arc::clone(&stop),
            };
            tokio::task::spawn(person.live())
        })
        .collect();
    let mut blows = Blows::new(SeededEntropy::new(seed), script.clone());
    while blows.kills() < kills {
        blows.next(&mut scene).await;
    }
    stop.store(true, Ordering::Relaxed);
    let mut lives = Vec::new();
    for person in people {
        lives
            .push(tokio::time::timeout(LAST_PATIENCE, person).await.expect("a person ends").expect("a life"));
    }

    let effects = std::fs::read_to_string(scene.home.join("effects")).unwrap_or_default();
    let verdict = verdict::Verdict::of(&lives, &effects, &scene.home);
    let at_the_end = scene.unexplained_chats().await.expect("the metrics");
    let unexplained = blows.unexplained().max(at_the_end);
    let report = format!(
        "{name}, seed {seed}, {} kills of server or agent\n{}{verdict}notifications lost {}, chats that could not say what \
         they wait for {unexplained}\n",
        blows.kills(),
        blows.report(),
        scene.lost_notifications(),
    );
    println!("{report}");
    let artifacts = crate::server::repository().join("artifacts");
    std::fs::create_dir_all(&artifacts).expect("the folder for artifacts");
    std::fs::write(artifacts.join(format!("{name}.txt")), &report).expect("the report");
    assert_eq!(verdict.wrongs(), Vec::<String>::new(), "{report}");
    assert_eq!(unexplained, 0, "{report}");
    assert!(verdict.turns > 0, "the chats worked: {report}");
    fake.finish();
}
