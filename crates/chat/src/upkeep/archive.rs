//! Archives chats that nobody uses, and tells their owners (chat-engine.md 6.10).

use std::collections::BTreeMap;

use ropewalk_model::chat::Chat;
use ropewalk_model::{ChatId, Timestamp, UserId};
use ropewalk_platform::webpush::PushMessage;
use ropewalk_store::StoreError;
use ropewalk_store::chats::TransitionError;
use ropewalk_store::settings::DaysSetting;
use ropewalk_telemetry::ErrorChain;

use super::day_start_ago;
use crate::engine::Context;

/// How many chats are looked up at once.
const BATCH: u32 = 100;
/// How many titles a digest names.
const TITLES_MAX: usize = 25;

/// Archives every chat that nobody has used for as many days as are set; tells each owner once.
pub(super) async fn unused_chats(context: &Context, now: Timestamp) -> Result<(), StoreError> {
    let days = context.store.days_setting(DaysSetting::AutoArchive).await?;
    let Some(before) = day_start_ago(now, days) else { return Ok(()) };
    let mut archived: BTreeMap<UserId, Vec<String>> = BTreeMap::new();
    let mut last = None;
    loop {
        let batch = context.store.unused_chats(before, last, BATCH).await?;
        for found in &batch {
            if let Some(root) = archive(context, found.id, before).await {
                archived.entry(root.owner_id).or_default().push(root.title);
            }
        }
        last = batch.last().copied();
        if last.is_none() || context.shutdown.is_cancelled() {
            break;
        }
    }
    for (owner, titles) in archived {
        tell(context, owner, &titles, days).await;
    }
    Ok(())
}

/// Archives one family, unless somebody uses it after all; gives its root. What goes wrong with one keeps none of the others.
async fn archive(context: &Context, id: ChatId, before: Timestamp) -> Option<Chat> {
    match context.store.archive_unused_chat(id, before).await {
        Ok(moved) => {
            let root = moved.into_iter().find(|chat| chat.id == id)?;
            if let Err(error) = context.store.delete_debug_of_family(id).await {
                tracing::warn!(chat.id = %id, "The debug records of a chat were not deleted: {}", ErrorChain(&error));
            }
            tracing::info!(chat.id = %id, user.id = %root.owner_id, "Archived a chat that nobody uses");
            Some(root)
        }
        // Somebody began to use it, archived it or deleted it in this moment.
        Err(
            TransitionError::Refused(_)
            | TransitionError::AlreadyThere
            | TransitionError::NotARoot
            | TransitionError::NotFound,
        ) => None,
        Err(error) => {
            tracing::warn!(chat.id = %id, "An unused chat was not archived: {}", ErrorChain(&error));
            None
        }
    }
}

async fn tell(context: &Context, owner: UserId, titles: &[String], days: i32) {
    if let Err(error) = context.tool_deps.platform.push(owner, &digest(titles, days)).await {
        tracing::warn!(user.id = %owner, "A person was not told of archived chats: {}", ErrorChain(&error));
    }
}

fn digest(titles: &[String], days: i32) -> PushMessage {
    let count = titles.len();
    let (chats, them) = if count == 1 {
        ("1 chat was archived".to_owned(), "it")
    } else {
        (format!("{count} chats were archived"), "them")
    };
    let mut named = titles.iter().take(TITLES_MAX).cloned().collect::<Vec<_>>().join(", ");
    if count > TITLES_MAX {
        named.push_str(&format!(" and {} more", count - TITLES_MAX));
    }
    PushMessage {
        title: chats,
        body: format!("Nobody used {them} for {days} days: {named}"),
        path: "/".to_owned(),
        topic: Some("archived".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn a_digest_names_some_and_counts_all() {
        let one = digest(&["Fix it".to_owned()], 7);
        assert_eq!(
            (one.title.as_str(), one.body.as_str()),
            ("1 chat was archived", "Nobody used it for 7 days: Fix it")
        );
        let many = digest(&vec!["t".to_owned(); 27], 1);
        assert_eq!(many.title, "27 chats were archived");
        assert!(many.body.ends_with("t, t and 2 more"), "{}", many.body);
    }
}
