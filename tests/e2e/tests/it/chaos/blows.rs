//! What is done to the parts, and how soon the chats go on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ropewalk_model::{Entropy, WorkspaceId};
use ropewalk_testkit::SeededEntropy;

use super::scene::Scene;
use super::script::Script;
use crate::server::Server;

/// The chats must go on within this time after a blow, the start of a server included.
const GOES_ON_WITHIN: Duration = Duration::from_secs(60);

/// The pause before a blow is random, up to this.
const LONGEST_PAUSE: Duration = Duration::from_millis(1_500);

/// How long a dead server of a cluster may stay away: mostly longer than the other one takes to see it.
const LONGEST_ABSENCE: Duration = Duration::from_secs(9);

/// How long notifications may be lost.
const LONGEST_SILENCE: Duration = Duration::from_secs(5);

/// How soon a listening connection is ended again.
const BETWEEN_CUTS: Duration = Duration::from_millis(100);

/// Longer than the stillness that counts as death (chat-state-machine.md 6.1, docs/adr/0009).
const STALL: Duration = Duration::from_secs(12);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Blow {
    /// kill -9 of a server, and a start.
    KillServer,
    /// kill -9 of both servers of a cluster; they come back one after the other.
    KillBothServers,
    /// kill -9 of the agent.
    KillAgent,
    /// kill -9 of PostgreSQL.
    KillPostgres,
    /// A fast shutdown of PostgreSQL, and a start.
    RestartPostgres,
    /// A server stands still for a while.
    PauseServer,
    /// A server stands still until others count it as dead, and comes back.
    StallServer,
    /// SIGTERM of a server, and a start.
    StopServer,
    /// A server is told of nothing for a while, and does not know it.
    LoseNotifications,
    /// The connections on which the servers are told are ended again and again for a while.
    CutListeners,
}

/// How often which blow falls, of a hundred.
const ALONE: [(Blow, u32); 6] = [
    (Blow::KillServer, 54),
    (Blow::KillAgent, 20),
    (Blow::KillPostgres, 8),
    (Blow::PauseServer, 7),
    (Blow::StopServer, 7),
    (Blow::RestartPostgres, 4),
];
const CLUSTER: [(Blow, u32); 10] = [
    (Blow::KillServer, 40),
    (Blow::KillAgent, 20),
    (Blow::LoseNotifications, 9),
    (Blow::StopServer, 7),
    (Blow::KillBothServers, 6),
    (Blow::CutListeners, 6),
    (Blow::KillPostgres, 4),
    (Blow::PauseServer, 4),
    (Blow::RestartPostgres, 2),
    (Blow::StallServer, 2),
];

/// Strikes, and counts.
pub(super) struct Blows {
    chance: SeededEntropy,
    script: Script,
    counts: BTreeMap<Blow, usize>,
    /// From the blow to the next request to the model, of whatever chat.
    gaps: BTreeMap<Blow, Vec<Duration>>,
    /// From the death of a server of a cluster to the next request of a chat that it worked on.
    takeovers: BTreeMap<Blow, Vec<Duration>>,
    /// How many listening connections were ended.
    cut_listeners: usize,
    /// The most chats at once that a watchdog could not explain, of all looks after a blow.
    unexplained: u64,
}

impl Blows {
    pub(super) fn new(chance: SeededEntropy, script: Script) -> Self {
        let (counts, gaps, takeovers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { chance, script, counts, gaps, takeovers, cut_listeners: 0, unexplained: 0 }
    }

    /// How often a server or an agent was killed.
    pub(super) fn kills(&self) -> usize {
        let count = |blow| self.counts.get(&blow).copied().unwrap_or_default();
        count(Blow::KillServer) + 2 * count(Blow::KillBothServers) + count(Blow::KillAgent)
    }

    /// The most chats at once that a watchdog could not explain.
    pub(super) const fn unexplained(&self) -> u64 {
        self.unexplained
    }

    /// One blow after a random pause; returns when the chats go on.
    pub(super) async fn next(&mut self, scene: &mut Scene) {
        tokio::time::sleep(LONGEST_PAUSE.mul_f64(self.chance.fraction())).await;
        let table: &[(Blow, u32)] = if scene.is_cluster() { &CLUSTER } else { &ALONE };
        let blow = drawn(table, self.chance.fraction());
        let which = usize::from(scene.is_cluster() && self.chance.fraction() < 0.5);
        let fraction = self.chance.fraction();
        let struck = Instant::now();
        self.strike(blow, which, fraction, scene).await;
        *self.counts.entry(blow).or_default() += 1;
        let before = self.script.asked();
        let deadline = Instant::now() + GOES_ON_WITHIN;
        while self.script.asked() == before {
            let logs = || scene.servers.iter().map(Server::log).collect::<String>();
            assert!(
                Instant::now() < deadline,
                "nothing goes on after {blow:?} of server {which}\n{}",
                logs()
            );
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.gaps.entry(blow).or_default().push(struck.elapsed());
        self.unexplained = self.unexplained.max(scene.unexplained_chats().await.unwrap_or_default());
        scene.forget_statements();
    }

    async fn strike(&mut self, blow: Blow, which: usize, fraction: f64, scene: &mut Scene) {
        let pause = Duration::from_secs(3).mul_f64(fraction);
        match blow {
            Blow::KillServer | Blow::StopServer => {
                let victims = scene.worked_on_by(which).await;
                let asked: Vec<usize> = victims.iter().map(|name| self.script.asked_for(name)).collect();
                let struck = Instant::now();
                if blow == Blow::KillServer {
                    scene.servers[which].kill_hard().await;
                } else {
                    scene.servers[which].terminate().await;
                }
                let back_at = struck + LONGEST_ABSENCE.mul_f64(fraction);
                let taken =
                    self.takeovers_until(back_at, struck, victims.into_iter().zip(asked), scene).await;
                self.takeovers.entry(blow).or_default().extend(taken);
                if scene.is_cluster() {
                    tokio::time::sleep_until(back_at.into()).await;
                }
                scene.servers[which].start_again().await;
            }
            Blow::KillBothServers => {
                let struck = Instant::now();
                scene.servers[which].kill_hard().await;
                scene.servers[1 - which].kill_hard().await;
                tokio::time::sleep_until((struck + pause).into()).await;
                scene.servers[which].start_again().await;
                scene.servers[1 - which].start_again().await;
            }
            Blow::KillAgent => kill_agent(scene),
            Blow::KillPostgres => scene.kill_postgres().await,
            Blow::RestartPostgres => scene.restart_postgres().await,
            Blow::PauseServer | Blow::StallServer => {
                scene.servers[which].signal(Signal::SIGSTOP);
                tokio::time::sleep(if blow == Blow::StallServer { STALL } else { pause }).await;
                scene.servers[which].signal(Signal::SIGCONT);
            }
            Blow::LoseNotifications => {
                scene.lose_notifications(which, true);
                tokio::time::sleep(LONGEST_SILENCE.mul_f64(fraction)).await;
                scene.lose_notifications(which, false);
            }
            Blow::CutListeners => {
                let end = Instant::now() + pause;
                while Instant::now() < end {
                    self.cut_listeners += scene.cut_listeners().await;
                    tokio::time::sleep(BETWEEN_CUTS).await;
                }
            }
        }
    }

    /// How soon each chat of a server that died went on, as long as that server was away.
    async fn takeovers_until(
        &self,
        end: Instant,
        struck: Instant,
        victims: impl Iterator<Item = (String, usize)>,
        scene: &Scene,
    ) -> Vec<Duration> {
        let mut waiting: Vec<(String, usize)> = victims.collect();
        let mut taken = Vec::new();
        while !waiting.is_empty() && Instant::now() < end {
            let mut left = Vec::new();
            for (name, asked) in waiting {
                if self.script.asked_for(&name) > asked {
                    taken.push(struck.elapsed());
                } else if !scene.is_at_rest(&name).await {
                    left.push((name, asked));
                }
            }
            waiting = left;
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        taken
    }

    /// The counts, and for each kind the times until the chats went on.
    pub(super) fn report(&self) -> String {
        let mut text = String::from("blow               count   goes on after: p50      p95      most\n");
        for (blow, count) in &self.counts {
            let times = percentiles(&self.gaps[blow]);
            writeln!(text, "{:<18} {count:>5}   {times:>40}", format!("{blow:?}"))
                .expect("a string takes it");
        }
        for (blow, times) in self.takeovers.iter().filter(|(_, times)| !times.is_empty()) {
            let (count, times) = (times.len(), percentiles(times));
            writeln!(text, "chats taken over after {blow:?}: {count}, {}", times.trim())
                .expect("a string takes it");
        }
        writeln!(text, "listening connections ended {}", self.cut_listeners).expect("a string takes it");
        text
    }
}

fn drawn(table: &[(Blow, u32)], fraction: f64) -> Blow {
    let mut left = fraction * 100.0;
    for (blow, weight) in table {
        left -= f64::from(*weight);
        if left < 0.0 {
            return *blow;
        }
    }
    table[0].0
}

fn percentiles(times: &[Duration]) -> String {
    let mut times = times.to_vec();
    times.sort();
    let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_millis();
    format!("{} ms {:>5} ms {:>6} ms", at(0.5), at(0.95), at(1.0))
}

fn kill_agent(scene: &Scene) {
    for pid in agents_of(scene.workspace) {
        // It may have ended by itself since it was looked for.
        let _gone = kill(Pid::from_raw(pid), Signal::SIGKILL);
    }
}

/// The agent processes of the workspace without those that keep them running.
fn agents_of(workspace: WorkspaceId) -> Vec<i32> {
    let marker = format!("ROPEWALK_WORKSPACE_ID={workspace}");
    let entries = std::fs::read_dir("/proc").expect("/proc").flatten();
    entries
        .filter_map(|entry| {
            let pid: i32 = entry.file_name().to_str()?.parse().ok()?;
            let environ = std::fs::read(entry.path().join("environ")).ok()?;
            let command = String::from_utf8(std::fs::read(entry.path().join("cmdline")).ok()?).ok()?;
            let is_agent = command.split('\0').nth(1) == Some("agent") && !command.contains("--restart");
            let is_ours = environ.split(|byte| *byte == 0).any(|it| it == marker.as_bytes());
            (is_agent && is_ours).then_some(pid)
        })
        .collect()
}
