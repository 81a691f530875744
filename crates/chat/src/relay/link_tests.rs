//! A line between two ends in one process: what is wanted is followed, dropped and taken up again.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_llm::StreamEvent;
use ropewalk_model::chat::Episode;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Wanted, run};
use crate::parts::{EpisodePart, EpisodeWriter, PartsBuffer, PartsReader};
use crate::relay::serve::serve;
use crate::stream::StreamPart;

const EPISODE: Episode =
    Episode { chat_id: ropewalk_model::ChatId::NIL, history_version: 3, generation_attempt: 1 };

fn say(writer: &EpisodeWriter, text: &str) {
    let now = chrono::DateTime::UNIX_EPOCH;
    writer.apply(StreamEvent::TextDelta { id: "t".into(), text: text.into() }, now).unwrap();
}

/// A line between `parts` and `wanted`; dropping it breaks the line.
fn connect(parts: &PartsBuffer, wanted: &Arc<Wanted>) -> JoinSet<()> {
    let (one, two) = tokio::io::duplex(4096);
    let mut line = JoinSet::new();
    let (parts, wanted) = (parts.clone(), Arc::clone(wanted));
    line.spawn(async move { drop(serve(one, parts).await) });
    line.spawn(async move { drop(run(two, &wanted).await) });
    line
}

async fn next(reader: &mut PartsReader) -> (u64, String) {
    let EpisodePart { seq, part, .. } =
        tokio::time::timeout(Duration::from_secs(10), reader.next()).await.expect("a part");
    let StreamPart::Text(text) = part else { panic!("{part:?}") };
    (seq, text)
}

#[tokio::test]
async fn early_and_late_readers_see_the_same_and_a_broken_line_is_taken_up() {
    let (parts, wanted) = (PartsBuffer::default(), Arc::new(Wanted::default()));
    let writer = parts.open(EPISODE);
    say(&writer, "a");
    let mut early = wanted.follow(EPISODE);
    let line = connect(&parts, &wanted);
    assert_eq!(next(&mut early).await, (1, "a".into()));
    say(&writer, "b");
    assert_eq!(next(&mut early).await, (2, "b".into()));

    drop(line);
    say(&writer, "c");
    let mut late = wanted.follow(EPISODE);
    let _line = connect(&parts, &wanted);
    assert_eq!(next(&mut early).await, (3, "c".into()));
    for expected in [(1, "a"), (2, "b"), (3, "c")] {
        assert_eq!(next(&mut late).await, (expected.0, expected.1.to_owned()));
    }
}

#[tokio::test]
async fn an_episode_that_nobody_looks_at_any_more_is_dropped_at_the_owner_and_comes_anew() {
    let (parts, wanted) = (PartsBuffer::default(), Arc::new(Wanted::default()));
    let _line = connect(&parts, &wanted);
    let mut reader = wanted.follow(EPISODE);
    let other = Episode { chat_id: Uuid::from_u128(9).into(), ..EPISODE };
    let writer = parts.open(EPISODE);
    say(&writer, "a");
    assert_eq!(next(&mut reader).await, (1, "a".into()));

    drop(reader);
    let mut second = wanted.follow(other);
    say(&parts.open(other), "x");
    // The orders are in sequence: when this one is answered, the drop was heard.
    assert_eq!(next(&mut second).await, (1, "x".into()));
    drop(writer);
    let long_after = tokio::time::Instant::now() + Duration::from_secs(60);
    parts.collect(long_after);
    assert_eq!(parts.len(), 1, "nobody listens to the first episode at the owner");

    let mut again = wanted.follow(EPISODE);
    say(&parts.open(EPISODE), "b");
    assert_eq!(next(&mut again).await, (1, "b".into()));
}

#[tokio::test]
async fn a_reader_that_takes_nothing_holds_nobody_up() {
    let (parts, wanted) = (PartsBuffer::default(), Arc::new(Wanted::default()));
    let _line = connect(&parts, &wanted);
    let _lazy = wanted.follow(EPISODE);
    let mut quick = wanted.follow(EPISODE);
    let writer = parts.open(EPISODE);
    for number in 1..=500 {
        say(&writer, &"x".repeat(1000));
        assert_eq!(next(&mut quick).await.0, number);
    }
}
