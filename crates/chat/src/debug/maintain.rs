//! What keeps the records in order: those that nobody goes on with are ended, old ones removed. Every replica does it; doing it twice
//! changes nothing.

use std::sync::Arc;
use std::time::Duration;

use chrono::Duration as Days;
use ropewalk_store::StoreError;
use ropewalk_telemetry::ErrorChain;

use crate::engine::Context;

/// How long a record may go untouched before nobody seems to go on with it (chat-engine.md SV-46d).
const STALE_AFTER: Days = Days::minutes(5);
/// How often this looks for such.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// How often old records are looked for: every so many looks.
const PURGE_EVERY_LOOKS: u32 = 60;

/// Runs until the engine stops.
pub(crate) async fn maintain(context: Arc<Context>) {
    let mut ticker = tokio::time::interval(LOOK_EVERY);
    ticker.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut looks = 0_u32;
    while context.shutdown.run_until_cancelled(ticker.tick()).await.is_some() {
        if let Err(error) = look(&context, looks.is_multiple_of(PURGE_EVERY_LOOKS)).await {
            tracing::warn!("The debug records of chats were not looked after: {}", ErrorChain(&error));
        }
        looks = looks.wrapping_add(1);
    }
}

async fn look(context: &Context, purges: bool) -> Result<(), StoreError> {
    let (store, now) = (&context.store, context.now());
    store.finalize_stale_debug(now - STALE_AFTER, now).await?;
    if purges {
        let days = store.chat_debug_retention_days().await?;
        if days > 0 {
            let before = now - Days::days(i64::from(days));
            while store.purge_debug(before).await? > 0 && !context.shutdown.is_cancelled() {}
        }
    }
    Ok(())
}
