//! The buffer's promises: the same parts for every reader, nothing after the close, no memory for the dead.

use std::time::Duration;

use futures::FutureExt;
use ropewalk_llm::StreamEvent;
use ropewalk_model::chat::{Episode, Part};
use ropewalk_model::{ChatId, Timestamp};
use tokio::time::Instant;

use super::{EpisodeClosed, LINGER, PartsBuffer, PartsReader};
use crate::stream::StreamPart;

fn episode(attempt: i64) -> Episode {
    Episode { chat_id: ChatId::NIL, history_version: 1, generation_attempt: attempt }
}

fn text(delta: &str) -> StreamEvent {
    StreamEvent::TextDelta { id: "t".into(), text: delta.into() }
}

fn ready(reader: &mut PartsReader) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    while let Some(part) = reader.next().now_or_never() {
        let StreamPart::Text(text) = part.part else { panic!("{part:?}") };
        parts.push((part.seq, text));
    }
    parts
}

#[tokio::test]
async fn early_late_and_slow_readers_read_the_same() {
    let buffer = PartsBuffer::default();
    let mut before_open = buffer.reader(episode(1));
    assert_eq!(ready(&mut before_open), []);
    let writer = buffer.open(episode(1));
    writer.apply(text("a"), Timestamp::default()).expect("open");
    assert_eq!(ready(&mut before_open), [(1, "a".into())]);
    writer.apply(text("b"), Timestamp::default()).expect("open");
    let mut late = buffer.reader(episode(1));
    drop(writer);
    let mut after_close = buffer.reader(episode(1));
    assert_eq!(ready(&mut before_open), [(2, "b".into())]);
    for reader in [&mut late, &mut after_close] {
        assert_eq!(ready(reader), [(1, "a".into()), (2, "b".into())]);
    }
}

#[tokio::test]
async fn a_waiting_reader_is_woken() {
    let buffer = PartsBuffer::default();
    let writer = buffer.open(episode(1));
    let mut reader = buffer.reader(episode(1));
    let write = async { writer.apply(text("a"), Timestamp::default()) };
    let (part, written) = tokio::join!(reader.next(), write);
    assert_eq!((part.seq, written), (1, Ok(())));
}

#[tokio::test]
async fn nothing_is_added_after_the_close_and_closing_twice_gives_the_same() {
    let buffer = PartsBuffer::default();
    let writer = buffer.open(episode(1));
    writer.apply(text("kept"), Timestamp::default()).expect("open");
    let first = buffer.close(episode(1));
    assert_eq!(writer.apply(text("late"), Timestamp::default()), Err(EpisodeClosed));
    drop(writer);
    assert_eq!(buffer.close(episode(1)), first);
    let parts = first.draft.finish(Timestamp::default());
    assert_eq!(parts, [Part::text("kept")]);
    // Closing what nobody opened keeps it closed.
    buffer.close(episode(2));
    assert_eq!(buffer.open(episode(2)).apply(text("late"), Timestamp::default()), Err(EpisodeClosed));
}

#[tokio::test]
async fn a_discarded_try_leaves_nothing() {
    let buffer = PartsBuffer::default();
    let writer = buffer.open(episode(1));
    writer.apply(text("half"), Timestamp::default()).expect("open");
    writer.discard();
    assert_eq!(ready(&mut buffer.reader(episode(1))), []);
    assert_eq!(buffer.close(episode(1)).draft.finish(Timestamp::default()), []);
}

#[tokio::test]
async fn past_its_capacity_an_episode_shows_no_more_but_forgets_nothing() {
    let buffer = PartsBuffer::default();
    let writer = buffer.open(episode(1));
    let half = "x".repeat(600 * 1024);
    for _ in 0..3 {
        writer.apply(text(&half), Timestamp::default()).expect("open");
    }
    assert_eq!(ready(&mut buffer.reader(episode(1))).len(), 1);
    let Some(Part::Text { text, .. }) = writer.taken().draft.finish(Timestamp::default()).pop() else {
        panic!("no text")
    };
    assert_eq!(text.len(), 3 * half.len());
}

#[tokio::test(start_paused = true)]
async fn closed_episodes_go_when_nobody_listens() {
    let buffer = PartsBuffer::default();
    drop(buffer.open(episode(1)));
    let listening = buffer.reader(episode(1));
    drop(buffer.reader(episode(2)));
    let writing = buffer.open(episode(3));
    buffer.collect(Instant::now());
    assert_eq!(buffer.len(), 2, "what only a gone reader asked for is gone at once");
    tokio::time::advance(LINGER + Duration::from_secs(1)).await;
    buffer.collect(Instant::now());
    assert_eq!(buffer.len(), 2, "one is listened to, one is being written");
    drop(listening);
    buffer.collect(Instant::now());
    assert_eq!(buffer.len(), 1);
    drop(writing);
    buffer.collect(Instant::now());
    assert_eq!(buffer.len(), 1, "a late reader may still come");
}
