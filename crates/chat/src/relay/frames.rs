//! What goes over the line between two replicas: frames of JSON, each after its length in 4 bytes.
//!
//! Both ends send [`ALIVE_INTERVAL`] apart even when there is nothing to say; an end that hears nothing for
//! [`SILENCE_LIMIT`] takes the other one for dead. A frame that cannot be read ends the line: a replica of another
//! version has no live output for us, and everything else goes on.

use std::time::Duration;

use bytes::Bytes;
use futures::{SinkExt, StreamExt};
use ropewalk_model::ChatId;
use ropewalk_model::chat::{Episode, Role};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tokio::io::{AsyncRead, AsyncWrite, ReadHalf, WriteHalf};
use tokio::time::timeout;
use tokio_util::codec::{FramedRead, FramedWrite, LengthDelimitedCodec};

use crate::stream::StreamPart;

/// How often an end shows that it lives.
pub(super) const ALIVE_INTERVAL: Duration = Duration::from_secs(5);
/// After so much silence the other end is dead.
const SILENCE_LIMIT: Duration = Duration::from_secs(15);
/// How long the other end may take to take a frame.
const SEND_LIMIT: Duration = Duration::from_secs(10);
/// The largest frame, in bytes: parts of an episode are at most 1 MiB, and JSON writes some characters with six bytes.
const FRAME_BYTES_MAX: usize = 8 << 20;

/// From the replica with the viewers to the owner.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    /// Send the parts of an episode, and what is added to it.
    Follow(Follow),
    /// Send no more of it.
    Drop {
        /// As in [`Follow`].
        id: u64,
    },
    /// Nothing to say.
    Alive,
}

/// An episode to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Follow {
    /// Names it on this line; each once.
    pub(super) id: u64,
    chat_id: ChatId,
    history_version: i64,
    generation_attempt: i64,
    /// The number of the last part that is there already.
    pub(super) after: u64,
}

impl Follow {
    pub(super) const fn new(id: u64, episode: Episode, after: u64) -> Self {
        let Episode { chat_id, history_version, generation_attempt } = episode;
        Self { id, chat_id, history_version, generation_attempt, after }
    }

    pub(super) const fn episode(&self) -> Episode {
        Episode {
            chat_id: self.chat_id,
            history_version: self.history_version,
            generation_attempt: self.generation_attempt,
        }
    }
}

/// From the owner to the replica with the viewers.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum News {
    /// The next parts of an episode.
    Parts {
        /// As in [`Follow`].
        id: u64,
        /// In their order, without gaps.
        parts: Vec<RelayedPart>,
    },
    /// Nothing to say.
    Alive,
}

/// A part on its way.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct RelayedPart {
    pub(super) seq: u64,
    #[serde(serialize_with = "role_name", deserialize_with = "role_of_name")]
    pub(super) role: Role,
    pub(super) part: StreamPart,
}

fn role_name<S: Serializer>(role: &Role, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(role.as_str())
}

fn role_of_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    let name = String::deserialize(deserializer)?;
    Role::parse(&name).ok_or_else(|| D::Error::custom(format!("unknown role {name:?}")))
}

/// Why a line is over.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
    #[error("the line broke")]
    Io(#[from] std::io::Error),
    #[error("the other server closed the line")]
    Closed,
    #[error("the other server was silent for {} s", SILENCE_LIMIT.as_secs())]
    Silent,
    #[error("the other server did not take a frame within {} s", SEND_LIMIT.as_secs())]
    Slow,
    #[error("a frame cannot be read or written")]
    Frame(#[from] serde_json::Error),
    #[error("the other server wants more than {limit} episodes at a time")]
    TooMany { limit: usize },
    #[error("part {got} came where part {wanted} was next")]
    Gap { wanted: u64, got: u64 },
}

/// The reading end of a line.
pub(super) struct FrameReader<T>(FramedRead<ReadHalf<T>, LengthDelimitedCodec>);

/// The writing end of a line.
pub(super) struct FrameWriter<T>(FramedWrite<WriteHalf<T>, LengthDelimitedCodec>);

/// Both ends of a line: they are used at the same time, so that neither server ever waits for the other to read first.
pub(super) fn split<T: AsyncRead + AsyncWrite>(io: T) -> (FrameReader<T>, FrameWriter<T>) {
    let codec = || LengthDelimitedCodec::builder().max_frame_length(FRAME_BYTES_MAX).new_codec();
    let (read, write) = tokio::io::split(io);
    (FrameReader(FramedRead::new(read, codec())), FrameWriter(FramedWrite::new(write, codec())))
}

impl<T: AsyncRead> FrameReader<T> {
    pub(super) async fn next<F: DeserializeOwned>(&mut self) -> Result<F, LineError> {
        match timeout(SILENCE_LIMIT, self.0.next()).await {
            Err(_elapsed) => Err(LineError::Silent),
            Ok(None) => Err(LineError::Closed),
            Ok(Some(frame)) => Ok(serde_json::from_slice(&frame?)?),
        }
    }
}

impl<T: AsyncWrite> FrameWriter<T> {
    pub(super) async fn send<F: Serialize + Sync>(&mut self, frame: &F) -> Result<(), LineError> {
        let json = Bytes::from(serde_json::to_vec(frame)?);
        timeout(SEND_LIMIT, self.0.send(json)).await.map_err(|_elapsed| LineError::Slow)??;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use ropewalk_model::chat::{Episode, Part, Role};
    use ropewalk_model::{Entropy, SeededEntropy};
    use serde_json::json;
    use uuid::Uuid;

    use super::{Follow, LineError, News, Order, RelayedPart, split};
    use crate::stream::StreamPart;

    #[tokio::test]
    async fn frames_come_back_as_they_were() {
        let (one, two) = tokio::io::duplex(64);
        let ((_, mut writer), (mut reader, _)) = (split(one), split(two));
        let at = chrono::Utc.timestamp_nanos(1_700_000_000_123_456_789);
        let parts: Vec<StreamPart> = vec![
            StreamPart::Text("one \u{0} \"two\"\n".into()),
            StreamPart::Reasoning { text: "hm".into(), created_at: at },
            StreamPart::ToolCallDelta {
                tool_call_id: "c".into(),
                tool_name: "execute".into(),
                args_delta: "{\"a\":".into(),
                provider_executed: true,
            },
            StreamPart::Whole(Part::text("whole")),
        ];
        let parts: Vec<RelayedPart> = parts
            .into_iter()
            .zip(1..)
            .map(|(part, seq)| RelayedPart { seq, role: Role::Assistant, part })
            .collect();
        let sent = News::Parts { id: 7, parts };
        let (written, read) = tokio::join!(writer.send(&sent), reader.next::<News>());
        written.unwrap();
        assert_eq!(read.unwrap(), sent);

        let episode =
            Episode { chat_id: Uuid::from_u128(3).into(), history_version: 5, generation_attempt: 2 };
        let order = Order::Follow(Follow::new(1, episode, 9));
        let (written, read) = tokio::join!(writer.send(&order), reader.next::<Order>());
        written.unwrap();
        let Order::Follow(follow) = read.unwrap() else { panic!("another order") };
        assert_eq!((follow.episode(), follow.after), (episode, 9));
    }

    #[tokio::test]
    async fn numbers_arrive_to_the_last_digit() {
        // 1e23 and the like are the ones that a quick reading of decimals gets wrong by one unit in the last place.
        let mut numbers: Vec<f64> = vec![0.1 + 0.2, 1e23, 5e-324, f64::MIN_POSITIVE, f64::MAX];
        let entropy = SeededEntropy::new(17);
        while numbers.len() < 2_000 {
            let mut bytes = [0; 8];
            entropy.fill(&mut bytes);
            numbers.push(f64::from_le_bytes(bytes));
            numbers.push(entropy.fraction());
        }
        numbers.retain(|number| number.is_finite());
        let (one, two) = tokio::io::duplex(64 << 10);
        let ((_, mut writer), (mut reader, _)) = (split(one), split(two));
        let call = Part::ToolCall {
            tool_call_id: "c".into(),
            tool_name: "plot".into(),
            args: json!({ "numbers": numbers }),
            provider_executed: false,
            provider_metadata: None,
            created_at: None,
        };
        let parts = vec![RelayedPart { seq: 1, role: Role::Assistant, part: StreamPart::Whole(call) }];
        let sent = News::Parts { id: 1, parts };
        let (written, read) = tokio::join!(writer.send(&sent), reader.next::<News>());
        written.unwrap();
        assert_eq!(read.unwrap(), sent);
    }

    #[tokio::test]
    async fn a_frame_that_is_none_ends_the_line() {
        let (one, two) = tokio::io::duplex(1024);
        let ((_, mut writer), (mut reader, _)) = (split(one), split(two));
        writer.send(&json!({ "shout": 1 })).await.unwrap();
        assert!(matches!(reader.next::<Order>().await, Err(LineError::Frame(_))));
    }

    #[tokio::test(start_paused = true)]
    async fn silence_ends_the_line() {
        let (one, two) = tokio::io::duplex(1024);
        let ((mut reader, _writer), _other_end) = (split(one), two);
        assert!(matches!(reader.next::<News>().await, Err(LineError::Silent)));
    }
}
