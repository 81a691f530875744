//! What is done to the parts, and how soon the chats go on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ropewalk_model::{Entropy, WorkspaceId};
use ropewalk_testkit::SeededEntropy;

use super::script::Script;
use crate::server::Server;

/// The chats must go on within this time after a blow, the start of a server included.
const GOES_ON_WITHIN: Duration = Duration::from_secs(60);

/// The pause before a blow is random, up to this.
const LONGEST_PAUSE: Duration = Duration::from_millis(1_500);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Blow {
    /// kill -9 of the server, and a start.
    KillServer,
    /// kill -9 of the agent.
    KillAgent,
    /// kill -9 of the server's PostgreSQL.
    KillPostgres,
    /// The server stands still for a while.
    PauseServer,
    /// SIGTERM of the server, and a start.
    StopServer,
}

/// Strikes, and counts.
pub(super) struct Blows {
    chance: SeededEntropy,
    script: Script,
    workspace: WorkspaceId,
    counts: BTreeMap<Blow, usize>,
    /// From the blow to the next request to the model.
    gaps: BTreeMap<Blow, Vec<Duration>>,
}

impl Blows {
    pub(super) fn new(chance: SeededEntropy, script: Script, workspace: WorkspaceId) -> Self {
        Self { chance, script, workspace, counts: BTreeMap::new(), gaps: BTreeMap::new() }
    }

    /// One blow after a random pause; returns when the chats go on.
    pub(super) async fn next(&mut self, server: &mut Server) {
        tokio::time::sleep(LONGEST_PAUSE.mul_f64(self.chance.fraction())).await;
        let blow = match self.chance.fraction() {
            it if it < 0.55 => Blow::KillServer,
            it if it < 0.75 => Blow::KillAgent,
            it if it < 0.85 => Blow::KillPostgres,
            it if it < 0.93 => Blow::PauseServer,
            _ => Blow::StopServer,
        };
        let pause = Duration::from_secs(3).mul_f64(self.chance.fraction());
        let struck = Instant::now();
        match blow {
            Blow::KillServer => {
                server.kill_hard().await;
                server.start_again().await;
            }
            Blow::KillAgent => self.kill_agent(),
            Blow::KillPostgres => kill_postgres(server),
            Blow::PauseServer => {
                server.signal(Signal::SIGSTOP);
                tokio::time::sleep(pause).await;
                server.signal(Signal::SIGCONT);
            }
            Blow::StopServer => {
                server.terminate().await;
                server.start_again().await;
            }
        }
        *self.counts.entry(blow).or_default() += 1;
        let before = self.script.asked();
        let deadline = Instant::now() + GOES_ON_WITHIN;
        while self.script.asked() == before {
            assert!(Instant::now() < deadline, "nothing goes on after {blow:?}\n{}", server.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.gaps.entry(blow).or_default().push(struck.elapsed());
    }

    fn kill_agent(&self) {
        for pid in agents_of(self.workspace) {
            // It may have ended by itself since it was looked for.
            let _gone = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }

    /// The counts, and for each kind the times until the chats went on.
    pub(super) fn report(&self) -> String {
        let mut text = String::from("blow           count   goes on after: p50      p95      most\n");
        for (blow, count) in &self.counts {
            let mut gaps = self.gaps[blow].clone();
            gaps.sort();
            let at = |share: f64| gaps[((gaps.len() - 1) as f64 * share).round() as usize].as_millis();
            let line =
                format!("{blow:<14?} {count:>5}   {:>14} ms {:>5} ms {:>6} ms", at(0.5), at(0.95), at(1.0));
            writeln!(text, "{line}").expect("a string takes it");
        }
        text
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

fn kill_postgres(server: &Server) {
    let file = server.data_dir().join("postgres/data/postmaster.pid");
    // Without the file it is being started again just now.
    let Ok(text) = std::fs::read_to_string(file) else { return };
    if let Some(pid) = text.lines().next().and_then(|line| line.trim().parse().ok()) {
        let _gone = kill(Pid::from_raw(pid), Signal::SIGKILL);
    }
}
