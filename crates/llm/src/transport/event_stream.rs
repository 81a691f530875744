//! Amazon's event stream (`application/vnd.amazon.eventstream`): messages with their length in front, headers, a
//! payload, and check sums.
//!
//! Invariant: the length is looked at before anything is kept for it, and a message counts only when it is whole and
//! its check sums are right. A body that ends within a message was cut.

use aws_smithy_eventstream::frame::read_message_from;
use aws_smithy_types::event_stream::Message;
use bytes::{Buf, Bytes, BytesMut};
use futures::stream::{self, Stream, StreamExt};

use super::{Frame, TransportError};

/// Lengths and check sum at the start, and the check sum at the end.
const SMALLEST_MESSAGE_BYTES: usize = 16;

/// The messages of a body. The frame's event is the message's type and the name that goes with it:
/// `event/chunk`, `exception/throttlingException`, `error/InternalError`.
pub(super) fn messages<S>(
    body: S,
    max_frame_bytes: usize,
) -> impl Stream<Item = Result<Frame, TransportError>>
where
    S: Stream<Item = Result<Bytes, TransportError>> + Unpin,
{
    stream::try_unfold((body, BytesMut::new()), move |(mut body, mut buffer)| async move {
        loop {
            if let Some(frame) = take_message(&mut buffer, max_frame_bytes)? {
                return Ok(Some((frame, (body, buffer))));
            }
            match body.next().await {
                Some(bytes) => buffer.extend_from_slice(&bytes?),
                None if !buffer.is_empty() => return Err(TransportError::Truncated),
                None => return Ok(None),
            }
        }
    })
}

fn take_message(buffer: &mut BytesMut, max_frame_bytes: usize) -> Result<Option<Frame>, TransportError> {
    let Some(mut length) = buffer.get(..4) else { return Ok(None) };
    let length = usize::try_from(length.get_u32()).unwrap_or(usize::MAX);
    if length > max_frame_bytes {
        return Err(TransportError::FrameTooLarge(max_frame_bytes));
    }
    if length < SMALLEST_MESSAGE_BYTES {
        return Err(TransportError::Malformed(format!("a message of {length} bytes")));
    }
    if buffer.len() < length {
        return Ok(None);
    }
    let mut whole = buffer.split_to(length).freeze();
    let message = read_message_from(&mut whole).map_err(|it| TransportError::Malformed(it.to_string()))?;
    frame(&message).map(Some)
}

fn frame(message: &Message) -> Result<Frame, TransportError> {
    let header = |name: &str| {
        let found = message.headers().iter().find(|it| it.name().as_str() == name)?;
        found.value().as_string().ok().map(|it| it.as_str().to_owned())
    };
    let kind = header(":message-type").unwrap_or_else(|| "event".to_owned());
    let name = [":event-type", ":exception-type", ":error-code"].iter().find_map(|it| header(it));
    let payload = match std::str::from_utf8(message.payload()) {
        Ok(payload) => payload.to_owned(),
        Err(_) => return Err(TransportError::Malformed("a payload that is not UTF-8".to_owned())),
    };
    let data = match header(":error-message") {
        Some(words) if payload.is_empty() => words,
        Some(_) | None => payload,
    };
    Ok(Frame { event: format!("{kind}/{}", name.unwrap_or_default()), data })
}

#[cfg(test)]
mod tests {
    use aws_smithy_eventstream::frame::write_message_to;
    use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
    use bytes::Bytes;
    use futures::stream::{self, TryStreamExt};

    use super::{Frame, TransportError, messages};

    fn message(headers: &[(&str, &str)], payload: &'static [u8]) -> Vec<u8> {
        let message = headers.iter().fold(Message::new(payload), |message, (name, value)| {
            let value = HeaderValue::String((*value).to_owned().into());
            message.add_header(Header::new((*name).to_owned(), value))
        });
        let mut bytes = Vec::new();
        write_message_to(&message, &mut bytes).expect("a message");
        bytes
    }

    async fn read(bytes: &[u8], chunk: usize, max: usize) -> Result<Vec<Frame>, TransportError> {
        let chunks: Vec<_> = bytes.chunks(chunk).map(|it| Ok(Bytes::copy_from_slice(it))).collect();
        messages(stream::iter(chunks), max).try_collect().await
    }

    #[tokio::test]
    async fn messages_are_cut_wherever_the_chunks_end() {
        let mut bytes = message(&[(":message-type", "event"), (":event-type", "chunk")], b"{\"a\":1}");
        bytes.extend(message(
            &[(":message-type", "exception"), (":exception-type", "throttlingException")],
            b"{}",
        ));
        bytes.extend(message(
            &[(":message-type", "error"), (":error-code", "X"), (":error-message", "why")],
            b"",
        ));
        let frame = |event: &str, data: &str| Frame { event: event.to_owned(), data: data.to_owned() };
        let expected = [
            frame("event/chunk", "{\"a\":1}"),
            frame("exception/throttlingException", "{}"),
            frame("error/X", "why"),
        ];
        for chunk in [1, 7, 1000] {
            assert_eq!(read(&bytes, chunk, 1000).await.expect("frames"), expected);
        }
        for cut in [bytes.len() - 1, 3] {
            let found = read(&bytes[..cut], 1000, 1000).await;
            assert!(matches!(found, Err(TransportError::Truncated)), "{found:?}");
        }
    }

    #[tokio::test]
    async fn hostile_messages_fail() {
        let good = message(&[(":event-type", "chunk")], b"{}");
        let mut flipped = good.clone();
        flipped[20] ^= 1;
        let bad_utf8 = message(&[(":event-type", "chunk")], b"\xff");
        for bytes in [flipped, bad_utf8, vec![0, 0, 0, 3, 0, 0, 0, 0], vec![b'<'; 1]] {
            let found = read(&bytes, 1000, 1000).await;
            let is_cut = bytes.len() < 4;
            assert!(
                matches!(found, Err(TransportError::Malformed(_)) if !is_cut)
                    || matches!(found, Err(TransportError::Truncated) if is_cut),
                "{found:?}"
            );
        }
        // The length alone is enough to refuse; nothing is kept for it.
        let found = read(&[0x7f, 0xff, 0xff, 0xff], 4, 1000).await;
        assert!(matches!(found, Err(TransportError::FrameTooLarge(1000))), "{found:?}");
    }
}
