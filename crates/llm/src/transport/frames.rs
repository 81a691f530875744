//! Cuts a byte stream into whole events, so that a size limit holds, invalid text is found at once, and the
//! parser behind it sees each byte once.
//!
//! Invariant: an event ends with an empty line. What stands after the last one is incomplete: it never counts as an event, and
//! a body that ends with it was cut, even where the connection ended properly (chat-engine.md 2.5). A comment is no event.

use bytes::{Bytes, BytesMut};
use futures::stream::{self, Stream, StreamExt};

use super::TransportError;

/// The whole events of a body, each with its closing empty line.
pub(super) fn frames<S>(body: S, max_frame_bytes: usize) -> impl Stream<Item = Result<Bytes, TransportError>>
where
    S: Stream<Item = Result<Bytes, TransportError>> + Unpin,
{
    let state = (body, Splitter { max_frame_bytes, ..Splitter::default() });
    stream::try_unfold(state, |(mut body, mut splitter)| async move {
        loop {
            if let Some(frame) = splitter.take_frame()? {
                return Ok(Some((frame, (body, splitter))));
            }
            match body.next().await {
                Some(bytes) => splitter.buffer.extend_from_slice(&bytes?),
                None if splitter.has_begun_event() => return Err(TransportError::Truncated),
                None => return Ok(None),
            }
        }
    })
}

#[derive(Default)]
struct Splitter {
    buffer: BytesMut,
    /// How much of the buffer was looked at.
    scanned: usize,
    /// Whether the line at `scanned` has any byte yet.
    line_has_text: bool,
    max_frame_bytes: usize,
}

impl Splitter {
    fn take_frame(&mut self) -> Result<Option<Bytes>, TransportError> {
        let end = self.find_end();
        if end.unwrap_or(self.buffer.len()) > self.max_frame_bytes {
            return Err(TransportError::FrameTooLarge(self.max_frame_bytes));
        }
        let Some(end) = end else { return Ok(None) };
        let frame = self.buffer.split_to(end).freeze();
        self.scanned = 0;
        match std::str::from_utf8(&frame) {
            Ok(_) => Ok(Some(frame)),
            Err(_) => Err(TransportError::Malformed("it is not UTF-8".to_owned())),
        }
    }

    /// Whether more than blank lines and comments is left.
    fn has_begun_event(&self) -> bool {
        let lines = self.buffer[..].split(|it| matches!(it, b'\n' | b'\r'));
        lines.into_iter().any(|line: &[u8]| !line.trim_ascii().is_empty() && !line.starts_with(b":"))
    }

    /// The end of the first event in the buffer. Lines end with LF, CR LF or CR.
    fn find_end(&mut self) -> Option<usize> {
        while let Some(byte) = self.buffer.get(self.scanned) {
            let line_end = match byte {
                b'\n' => 1,
                b'\r' => match self.buffer.get(self.scanned + 1)? {
                    b'\n' => 2,
                    _ => 1,
                },
                _ => 0,
            };
            if line_end == 0 {
                self.line_has_text = true;
                self.scanned += 1;
                continue;
            }
            self.scanned += line_end;
            if !std::mem::take(&mut self.line_has_text) {
                return Some(self.scanned);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures::stream::{self, TryStreamExt};

    use super::{TransportError, frames};

    async fn split(chunks: &[&[u8]], max: usize) -> Result<Vec<String>, TransportError> {
        let chunks: Vec<_> = chunks.iter().map(|it| Ok(Bytes::copy_from_slice(it))).collect();
        let found: Vec<Bytes> = frames(stream::iter(chunks), max).try_collect().await?;
        Ok(found.into_iter().map(|it| String::from_utf8_lossy(&it).into_owned()).collect())
    }

    #[tokio::test]
    async fn events_are_cut_at_empty_lines_wherever_the_chunks_end() {
        let text = "data: a\ndata: b\n\n: note\r\n\r\ndata: c\r\rdata: \u{e9}\n\n: note\n";
        let expected =
            ["data: a\ndata: b\n\n", ": note\r\n\r\n", "data: c\r\r", "data: \u{e9}\n\n"].map(str::to_owned);
        assert_eq!(split(&[text.as_bytes()], 100).await.expect("frames"), expected);
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(split(&bytes, 100).await.expect("frames"), expected);
    }

    #[tokio::test]
    async fn a_body_that_ends_within_an_event_was_cut() {
        for rest in ["data: incomplete\n", "data", "event: a\ndata: b\r\n", ": note\nid: 7"] {
            let found = split(&[b"data: a\n\n", rest.as_bytes()], 100).await;
            assert!(matches!(found, Err(TransportError::Truncated)), "{rest:?} {found:?}");
        }
    }

    #[tokio::test]
    async fn a_large_event_fails_before_it_is_complete() {
        let large = format!("data: {}", "x".repeat(50));
        let found = split(&[b"data: a\n\n", large.as_bytes()], 20).await;
        assert!(matches!(found, Err(TransportError::FrameTooLarge(20))), "{found:?}");
        let whole = format!("{large}\n\n");
        let found = split(&[whole.as_bytes()], 20).await;
        assert!(matches!(found, Err(TransportError::FrameTooLarge(20))), "{found:?}");
    }

    #[tokio::test]
    async fn bytes_that_are_no_text_fail() {
        let found = split(&[b"data: \xff\n\n"], 100).await;
        assert!(matches!(found, Err(TransportError::Malformed(_))), "{found:?}");
    }
}
