//! Counts the chats that are not idle and cannot say what they wait for (architecture.md 3.9): the number is always 0.
//!
//! A chat is suspect when nobody holds it although a slot is free, when its holder is gone or silent, or when this worker
//! holds it without a runner or without a note of what it waits for. Each of these is normal for a moment (between two
//! tasks, at a takeover); what stays so, at one version of its row, for longer than
//! [`EngineSettings::watchdog_patience`](super::EngineSettings) has no explanation. A task that goes on without a note reads or
//! writes: waits for a connection and for row locks are bounded by the limits of the database, so such a chat is counted
//! [`TASK_PATIENCE`] times as late, which is longer than any one of them.
//!
//! Every replica counts what it sees, so two may count the same chat; 0 means 0 everywhere.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_model::chat::Status;
use ropewalk_store::StoreError;
use ropewalk_store::chats::{OwnChats, Slots};
use ropewalk_telemetry::ErrorChain;
use tokio::time::{Instant, MissedTickBehavior};

use super::{Context, WaitReason};

/// A replica that has been silent for so long explains nothing any more: long past the takeover's bar of 10 s.
const SILENT_AFTER: Duration = Duration::from_secs(30);

/// How many times as long as the others a chat may be suspect while a task of it goes on: with 15 s, one minute. One
/// statement takes 35 s at most, the wait for a connection included.
const TASK_PATIENCE: u32 = 4;

/// How long one look may take.
const LOOK_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs until the engine stops.
pub(super) async fn run(context: Arc<Context>) {
    let mut watchdog = Watchdog { suspects: Suspects::default(), context };
    let shutdown = watchdog.context.shutdown.clone();
    let mut ticker = tokio::time::interval(watchdog.context.settings.watchdog_interval);
    ticker.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while shutdown.run_until_cancelled(ticker.tick()).await.is_some() {
        let look = tokio::time::timeout(LOOK_TIMEOUT, watchdog.look());
        match shutdown.run_until_cancelled(look).await {
            None => break,
            Some(Ok(Ok(()))) => {}
            Some(Ok(Err(error))) => {
                tracing::warn!("The waits of the chats could not be checked: {}", ErrorChain(&error));
            }
            Some(Err(_elapsed)) => tracing::warn!("The waits of the chats could not be checked in time"),
        }
    }
}

struct Watchdog {
    context: Arc<Context>,
    suspects: Suspects,
}

impl Watchdog {
    async fn look(&mut self) -> Result<(), StoreError> {
        let context = &self.context;
        let noted: HashSet<ChatId> = context.activities.noted_chats().into_iter().collect();
        let live = context.holds.runners();
        let mut quiet = context.holds.chats();
        quiet.retain(|chat| !noted.contains(chat));
        let slots = if context.holds.are_taken() { Slots::Taken } else { Slots::Free };
        let own = OwnChats { worker: context.worker_id(), live: &live, quiet: &quiet, slots };
        let at_work = context.store.chats_at_work(&own, SILENT_AFTER).await?;

        let metrics = context.metrics();
        for status in Status::ALL.into_iter().filter(|status| status.needs_worker()) {
            let count = at_work.iter().find(|it| it.status == status).map_or(0, |it| it.count);
            metrics.set_chats_at_work(status.as_str(), count);
        }
        let asks_model = |chat: &&ChatId| matches!(context.activities.noted(**chat), Some(wait) if matches!(wait.reason, WaitReason::Model { .. }));
        metrics.set_chats_streaming(noted.iter().filter(asks_model).count());
        self.judge(at_work.into_iter().flat_map(|it| it.suspects));
        Ok(())
    }

    /// Counts those that have been suspect for too long, and tells of each once.
    fn judge(&mut self, suspects: impl Iterator<Item = (ChatId, i64)>) {
        let patience = self.context.settings.watchdog_patience;
        let activities = &self.context.activities;
        let suspects = suspects.map(|(chat, version)| {
            let patience = if activities.has_task(chat) { patience * TASK_PATIENCE } else { patience };
            ((chat, version), patience)
        });
        let Judged { count, new } = self.suspects.judge(suspects, Instant::now());
        for (chat_id, version) in new {
            tracing::warn!(
                chat.id = %chat_id, version,
                "Chat {chat_id} is not idle and cannot say what it waits for"
            );
        }
        self.context.metrics().set_chats_unexplained(count);
    }
}

/// The suspects of the last look, at those versions of their rows.
#[derive(Debug, Default)]
struct Suspects(HashMap<(ChatId, i64), Suspect>);

/// What a look has found.
#[derive(Debug, Default, PartialEq, Eq)]
struct Judged {
    /// How many have no explanation.
    count: usize,
    /// Those that had one at the last look.
    new: Vec<(ChatId, i64)>,
}

impl Suspects {
    /// Takes what is suspect now, each with the time that it may be so.
    fn judge(&mut self, suspects: impl Iterator<Item = ((ChatId, i64), Duration)>, now: Instant) -> Judged {
        let mut before = std::mem::take(&mut self.0);
        let mut judged = Judged::default();
        for (key, patience) in suspects {
            let mut suspect = before.remove(&key).unwrap_or(Suspect { since: now, is_told: false });
            if now.duration_since(suspect.since) >= patience {
                judged.count += 1;
                if !std::mem::replace(&mut suspect.is_told, true) {
                    judged.new.push(key);
                }
            }
            self.0.insert(key, suspect);
        }
        judged
    }
}

/// A chat that seems to have no explanation.
#[derive(Clone, Copy, Debug)]
struct Suspect {
    since: Instant,
    is_told: bool,
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use ropewalk_model::ChatId;
    use tokio::time::Instant;
    use uuid::Uuid;

    use super::{Judged, Suspects, TASK_PATIENCE};

    #[test]
    fn a_suspect_counts_after_its_patience_at_one_version() {
        const PATIENCE: Duration = Duration::from_secs(15);
        let (quiet, writing) = (ChatId::from(Uuid::from_u128(1)), ChatId::from(Uuid::from_u128(2)));
        let begin = Instant::now();
        let mut suspects = Suspects::default();
        let mut look = |seconds: u64, versions: (i64, i64)| {
            let seen = [((quiet, versions.0), PATIENCE), ((writing, versions.1), PATIENCE * TASK_PATIENCE)];
            suspects.judge(seen.into_iter(), begin + Duration::from_secs(seconds))
        };
        assert_eq!(look(0, (1, 1)), Judged::default());
        assert_eq!(look(14, (1, 1)), Judged::default());
        assert_eq!(look(15, (1, 1)), Judged { count: 1, new: vec![(quiet, 1)] });
        assert_eq!(look(18, (1, 1)), Judged { count: 1, new: vec![] }, "each is told once");
        assert_eq!(look(21, (2, 1)), Judged::default(), "its row has moved on");
        assert_eq!(look(60, (3, 1)), Judged { count: 1, new: vec![(writing, 1)] });
        assert_eq!(suspects.judge([].into_iter(), begin + Duration::from_secs(63)), Judged::default());
    }
}
