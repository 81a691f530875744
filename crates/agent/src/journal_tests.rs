//! What the journal remembers, over restarts, bounds and a directory that cannot be written.

use ropewalk_model::ChatId;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::ProcessId;

use super::{CallKind, ENTRIES_MAX, Entry, EntryState, Journal, JournalKey, TokenReused, fingerprint};

fn key(token: &str) -> JournalKey {
    JournalKey::new(&CallContext::default(), token)
}

fn done(token: &str) -> Entry {
    Entry {
        kind: CallKind::StartProcess,
        fingerprint: fingerprint(&token),
        chat_id: None,
        process: Some(ProcessId(format!("process of {token}"))),
        state: EntryState::Done { result: serde_json::json!({ "token": token }) },
    }
}

#[test]
fn entries_survive_a_restart() {
    let dir = tempfile::tempdir().expect("tempdir");
    Journal::open(dir.path().to_owned()).record(&key("a"), done("a"));
    let journal = Journal::open(dir.path().to_owned());
    let find = |token: &str| journal.find(&key(token), CallKind::StartProcess, &fingerprint(&"a"));
    assert_eq!(find("a"), Ok(Some(done("a"))));
    assert_eq!(find("b"), Ok(None));
    assert_eq!(journal.find_process(&ProcessId("process of a".to_owned())), Some(done("a")));
    journal.forget(&key("a"));
    assert_eq!(find("a"), Ok(None));
    assert_eq!(
        Journal::open(dir.path().to_owned()).find_process(&ProcessId("process of a".to_owned())),
        None
    );
}

#[test]
fn a_token_belongs_to_one_request_of_one_chat() {
    let dir = tempfile::tempdir().expect("tempdir");
    let journal = Journal::open(dir.path().to_owned());
    journal.record(&key("a"), done("a"));
    let find = |kind, print: &str| journal.find(&key("a"), kind, &fingerprint(&print));
    assert_eq!(find(CallKind::StartProcess, "other"), Err(TokenReused));
    assert_eq!(find(CallKind::EditFiles, "a"), Err(TokenReused));
    let chat = CallContext::of_chat(ChatId::from(uuid::Uuid::from_u128(1)));
    let other = JournalKey::new(&chat, "a");
    assert_eq!(journal.find(&other, CallKind::StartProcess, &fingerprint(&"a")), Ok(None));
}

#[test]
fn the_oldest_closed_entries_go_first() {
    let dir = tempfile::tempdir().expect("tempdir");
    let journal = Journal::open(dir.path().to_owned());
    journal.record(&key("open"), Entry { state: EntryState::Begun, ..done("open") });
    for n in 0..ENTRIES_MAX {
        journal.record(&key(&n.to_string()), done(&n.to_string()));
    }
    let is_kept = |token: &str| journal.entry(&key(token)).is_some();
    assert!(is_kept("open"), "still open");
    assert!(!is_kept("0"), "the oldest closed one");
    assert!(is_kept("1") && is_kept(&(ENTRIES_MAX - 1).to_string()));
    assert_eq!(std::fs::read_dir(dir.path()).expect("list").count(), ENTRIES_MAX);
}

#[test]
fn a_journal_that_cannot_be_written_still_remembers() {
    let dir = tempfile::tempdir().expect("tempdir");
    let blocked = dir.path().join("file");
    std::fs::write(&blocked, "").expect("write");
    let journal = Journal::open(blocked);
    journal.record(&key("a"), done("a"));
    assert_eq!(journal.find(&key("a"), CallKind::StartProcess, &fingerprint(&"a")), Ok(Some(done("a"))));
}
