//! What the engine does by the clock: records that nobody goes on with are ended, chats that nobody uses are archived, and what was kept
//! for long enough is deleted (chat-engine.md 6.7, 6.10; docs/adr/0026).
//!
//! Every replica does it; doing it twice changes nothing, and only the one that archived a chat tells of it.

mod archive;
mod delete;

use std::sync::Arc;
use std::time::Duration;

use chrono::{Duration as Span, NaiveTime};
use ropewalk_model::Timestamp;
use ropewalk_store::StoreError;
use ropewalk_telemetry::ErrorChain;

use crate::engine::Context;

/// How long a debug record may go untouched before nobody seems to go on with it (chat-engine.md SV-46d).
const STALE_AFTER: Span = Span::minutes(5);
/// How often records are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How often the rest is done: every so many looks, the first one included.
const CLEAN_EVERY_LOOKS: u32 = 60;

/// Runs until the engine stops.
pub(crate) async fn run(context: Arc<Context>) {
    let mut ticker = tokio::time::interval(LOOK_EVERY);
    ticker.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut looks = 0_u32;
    while context.shutdown.run_until_cancelled(ticker.tick()).await.is_some() {
        let now = context.now();
        report("ending debug records", context.store.finalize_stale_debug(now - STALE_AFTER, now).await);
        if looks.is_multiple_of(CLEAN_EVERY_LOOKS) {
            report("deleting debug records", delete::debug_records(&context, now).await);
            report("archiving unused chats", archive::unused_chats(&context, now).await);
            report("deleting archived chats", delete::archived_chats(&context, now).await);
            report("deleting unused files", delete::unused_files(&context, now).await);
        }
        looks = looks.wrapping_add(1);
    }
}

/// One thing that does not work keeps nothing else from being done; it is tried again when its time comes.
fn report<T>(what: &str, done: Result<T, StoreError>) {
    if let Err(error) = done {
        tracing::warn!("The upkeep of chats did not end ({what}): {}", ErrorChain(&error));
    }
}

/// The moment `days` before `now`; `None` for 0 days, which means never.
fn days_ago(now: Timestamp, days: i32) -> Option<Timestamp> {
    (days > 0).then(|| now - Span::days(i64::from(days)))
}

/// The beginning of the UTC day `days` before `now`: a whole day is treated alike (chat-engine.md 6.10). `None` for 0 days.
fn day_start_ago(now: Timestamp, days: i32) -> Option<Timestamp> {
    days_ago(now, days).map(|then| then.date_naive().and_time(NaiveTime::MIN).and_utc())
}

#[cfg(test)]
mod tests {
    use ropewalk_model::Timestamp;

    use super::{day_start_ago, days_ago};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_day_is_treated_as_one() {
        for now in ["2026-03-05T00:00:00Z", "2026-03-05T23:59:59Z"] {
            assert_eq!(day_start_ago(at(now), 5), Some(at("2026-02-28T00:00:00Z")), "{now}");
        }
        assert_eq!(days_ago(at("2026-03-05T10:00:00Z"), 1), Some(at("2026-03-04T10:00:00Z")));
        assert_eq!(
            (day_start_ago(at("2026-03-05T10:00:00Z"), 0), days_ago(Timestamp::MIN_UTC, 0)),
            (None, None)
        );
    }
}
