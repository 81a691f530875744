//! Deletes what was kept for as long as administrators want it. A stopping engine does not begin another batch.

use ropewalk_model::Timestamp;
use ropewalk_store::StoreError;
use ropewalk_store::settings::DaysSetting;

use super::days_ago;
use crate::engine::Context;

/// Debug records (chat-engine.md SV-50d).
pub(super) async fn debug_records(context: &Context, now: Timestamp) -> Result<(), StoreError> {
    let days = context.store.days_setting(DaysSetting::DebugRetention).await?;
    let Some(before) = days_ago(now, days) else { return Ok(()) };
    while context.store.purge_debug(before).await? > 0 && !context.shutdown.is_cancelled() {}
    Ok(())
}

/// Chats that were archived long ago.
pub(super) async fn archived_chats(context: &Context, now: Timestamp) -> Result<(), StoreError> {
    let days = context.store.days_setting(DaysSetting::Retention).await?;
    let Some(before) = days_ago(now, days) else { return Ok(()) };
    let mut count = 0;
    loop {
        let deleted = context.store.delete_archived_chats(before).await?;
        count += deleted;
        if deleted == 0 || context.shutdown.is_cancelled() {
            break;
        }
    }
    if count > 0 {
        tracing::info!(count, days, "Deleted {count} chats that were archived more than {days} days ago");
    }
    Ok(())
}

/// Files that are old enough and that no chat has: never sent, or of a chat that is deleted.
pub(super) async fn unused_files(context: &Context, now: Timestamp) -> Result<(), StoreError> {
    let days = context.store.days_setting(DaysSetting::Retention).await?;
    let Some(before) = days_ago(now, days) else { return Ok(()) };
    let mut count = 0;
    loop {
        let deleted = context.store.delete_unused_files(before).await?;
        count += deleted;
        if deleted == 0 || context.shutdown.is_cancelled() {
            break;
        }
    }
    if count > 0 {
        tracing::info!(count, days, "Deleted {count} files that no chat has");
    }
    Ok(())
}
