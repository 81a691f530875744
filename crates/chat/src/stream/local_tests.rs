//! What a subscriber is told for a snapshot, and when a part is emitted.

use ropewalk_model::chat::{
    Chat, ChatError, Episode, ErrorKind, Message, NewMessage, Part, RetryState, Role, Status, Versions,
    Visibility,
};
use ropewalk_model::{ChatId, MessageId, Timestamp, WorkerId};
use ropewalk_store::chats::{ChatSnapshot, ChatUpdate, SnapshotMessages};

use super::{Local, Told};
use crate::parts::EpisodePart;
use crate::stream::{ChatEvent, StreamPart};

fn chat(status: Status, versions: Versions) -> Chat {
    Chat { status, worker_id: Some(WorkerId::NIL), versions, ..crate::chat_fixture::chat() }
}

fn versions(snapshot: i64, history: i64, attempt: i64) -> Versions {
    Versions { snapshot, history, queue: 0, retry_state: 0, generation_attempt: attempt }
}

fn message(id: i64, revision: i64, visibility: Visibility) -> Message {
    Message {
        id: MessageId(id),
        chat_id: ChatId::NIL,
        revision,
        deleted: false,
        compressed: false,
        created_at: Timestamp::default(),
        body: NewMessage::new(Role::User, visibility, vec![Part::text("x")]),
    }
}

fn snapshot(chat: Chat, messages: Vec<Message>) -> ChatSnapshot {
    ChatSnapshot { chat, messages, queue: vec![], required_calls: vec![] }
}

fn events(told: Told) -> Vec<ChatEvent> {
    match told {
        Told::Events(events) => events,
        Told::NeedsAll => panic!("all were not needed"),
    }
}

fn part(history: i64, attempt: i64, seq: u64) -> EpisodePart {
    let episode = Episode { chat_id: ChatId::NIL, history_version: history, generation_attempt: attempt };
    EpisodePart { episode, seq, role: Role::Assistant, part: StreamPart::Text("x".into()) }
}

/// A subscriber in the middle of the first try.
fn listening() -> Local {
    let mut local = Local::new(MessageId(0));
    let first = snapshot(chat(Status::Running, versions(3, 1, 1)), vec![message(1, 1, Visibility::Both)]);
    events(local.sync(first));
    local
}

#[test]
fn the_first_sync_tells_messages_then_the_status() {
    let mut local = Local::new(MessageId(7));
    assert_eq!(local.wants(), SnapshotMessages::After(MessageId(7)));
    let first = snapshot(
        chat(Status::Running, versions(3, 1, 1)),
        vec![message(8, 1, Visibility::Model), message(9, 1, Visibility::Both)],
    );
    let told = events(local.sync(first));
    assert_eq!(
        told,
        [
            ChatEvent::Message(Box::new(message(9, 1, Visibility::Both))),
            ChatEvent::QueueUpdate(vec![]),
            ChatEvent::Status(Status::Running)
        ],
        "what only the model sees is not shown; who comes back may remember a queue that is gone"
    );
    let mut new = Local::new(MessageId(0));
    let told = events(new.sync(snapshot(chat(Status::Running, versions(3, 1, 1)), vec![])));
    assert_eq!(told, [ChatEvent::Status(Status::Running)], "to a new client an empty queue is not told");
    assert_eq!(local.wants(), SnapshotMessages::ChangedSince(1));
}

#[test]
fn a_sync_without_news_tells_nothing() {
    let mut local = listening();
    let same = chat(Status::Running, versions(3, 1, 1));
    assert!(!local.is_news(&ChatUpdate::from(&same)));
    assert!(local.is_news(&ChatUpdate::from(&chat(Status::Running, versions(4, 1, 1)))));
    assert_eq!(events(local.sync(snapshot(same, vec![]))), []);
    let older = snapshot(chat(Status::Waiting, versions(2, 1, 0)), vec![]);
    assert_eq!(events(local.sync(older)), [], "an older read changes nothing");
}

#[test]
fn parts_are_emitted_exactly_once_and_in_order() {
    let mut local = listening();
    assert!(local.part(part(1, 1, 2)).is_none(), "not the next");
    assert!(local.part(part(1, 2, 1)).is_none(), "another try");
    assert!(local.part(part(2, 1, 1)).is_none(), "another history");
    assert!(local.part(part(1, 1, 1)).is_some());
    assert!(local.part(part(1, 1, 1)).is_none(), "not twice");
    assert!(local.part(part(1, 1, 2)).is_some());
}

#[test]
fn a_stored_step_replaces_its_preview() {
    let mut local = listening();
    local.part(part(1, 1, 1));
    let stored = snapshot(chat(Status::Running, versions(4, 4, 0)), vec![message(2, 4, Visibility::Both)]);
    assert_eq!(
        events(local.sync(stored)),
        [
            ChatEvent::Message(Box::new(message(2, 4, Visibility::Both))),
            ChatEvent::PreviewReset { history_version: 4, generation_attempt: 0 }
        ]
    );
    let next = snapshot(chat(Status::Running, versions(5, 4, 1)), vec![]);
    events(local.sync(next));
    assert!(local.part(part(4, 1, 1)).is_some(), "the next step counts from one");
}

#[test]
fn a_retry_drops_the_failed_try_and_is_told_to_late_subscribers() {
    let retry = RetryState {
        attempt: 1,
        delay_ms: 1000,
        error: "overloaded".into(),
        kind: ErrorKind::Overloaded,
        provider: None,
        status_code: Some(529),
        retrying_at: Timestamp::default(),
    };
    let mut waiting = chat(Status::Running, Versions { retry_state: 4, ..versions(4, 1, 1) });
    waiting.retry_state = Some(retry.clone());
    let mut local = listening();
    local.part(part(1, 1, 1));
    assert_eq!(
        events(local.sync(snapshot(waiting.clone(), vec![]))),
        [
            ChatEvent::Retry(retry.clone()),
            ChatEvent::PreviewReset { history_version: 1, generation_attempt: 1 }
        ]
    );
    assert_eq!(Local::pointer(&waiting), None, "a failed try has nothing more to say");
    let mut late = Local::new(MessageId(0));
    assert_eq!(
        events(late.sync(snapshot(waiting, vec![]))),
        [ChatEvent::Status(Status::Running), ChatEvent::Retry(retry)]
    );
}

#[test]
fn an_error_is_told_once_with_its_status() {
    let mut local = listening();
    local.part(part(1, 1, 1));
    let error = ChatError {
        message: "m".into(),
        detail: None,
        kind: ErrorKind::Auth,
        provider: None,
        retryable: false,
        status_code: None,
    };
    let mut failed = chat(Status::Error, versions(4, 1, 1));
    failed.last_error = Some(error.clone());
    assert_eq!(
        events(local.sync(snapshot(failed.clone(), vec![]))),
        [
            ChatEvent::Status(Status::Error),
            ChatEvent::Error(error),
            ChatEvent::PreviewReset { history_version: 1, generation_attempt: 1 }
        ]
    );
    failed.versions.snapshot = 5;
    assert_eq!(events(local.sync(snapshot(failed, vec![]))), []);
}

#[test]
fn deleted_messages_reset_the_history() {
    let mut local = listening();
    let mut gone = message(1, 5, Visibility::Both);
    gone.deleted = true;
    let edited = chat(Status::Running, versions(5, 5, 0));
    assert!(matches!(local.sync(snapshot(edited.clone(), vec![gone])), Told::NeedsAll));
    let all = local.sync_all(snapshot(edited, vec![message(2, 5, Visibility::Both)]));
    assert_eq!(all[0], ChatEvent::HistoryReset);
    assert_eq!(all[1], ChatEvent::Message(Box::new(message(2, 5, Visibility::Both))));
    assert_eq!(local.wants(), SnapshotMessages::ChangedSince(5));
}
