//! The output of one process in a bounded memory: its first and its last 16 KiB.
//!
//! Invariant (agent-and-provisioning.md 5.5 item 3): head + tail + omitted = everything that was written; the
//! memory is at most 32 KiB and a constant, however much is written.

use std::collections::VecDeque;

use ropewalk_wire::agent::{OutputTruncation, TruncationStrategy};

/// How much of the beginning is kept, in bytes.
const HEAD_BYTES: usize = 16 << 10;
/// How much of the end is kept, in bytes.
const TAIL_BYTES: usize = 16 << 10;
/// Longer lines are cut when they are shown, in bytes.
const LINE_BYTES: usize = 2048;

/// The kept parts and the count of all bytes.
#[derive(Debug, Default)]
pub(super) struct HeadTail {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    total: u64,
}

/// What is shown of an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) text: String,
    pub(super) truncated: Option<OutputTruncation>,
}

impl HeadTail {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.total += bytes.len() as u64;
        let to_head = bytes.len().min(HEAD_BYTES - self.head.len());
        self.head.extend_from_slice(&bytes[..to_head]);
        let rest = &bytes[to_head..];
        let rest = &rest[rest.len().saturating_sub(TAIL_BYTES)..];
        let surplus = (self.tail.len() + rest.len()).saturating_sub(TAIL_BYTES);
        self.tail.drain(..surplus);
        self.tail.extend(rest);
    }

    /// The output as text, with notes where something is missing. Bytes that are not UTF-8 become U+FFFD.
    pub(super) fn shown(&self) -> Shown {
        let tail: Vec<u8> = self.tail.iter().copied().collect();
        let kept = (self.head.len() + tail.len()) as u64;
        let mut cutter = LineCutter::default();
        if kept == self.total {
            cutter.add(&[self.head.as_slice(), &tail].concat());
        } else {
            // A character may lie across the edge: leave out what is left of it.
            let head = whole_characters_end(&self.head);
            let tail = whole_characters_start(&tail);
            let omitted = self.total - (head.len() + tail.len()) as u64;
            cutter.add(head);
            cutter.note(&format!("[... {omitted} bytes of output are left out here ...]"));
            cutter.add(tail);
        }
        let LineCutter { text, shown: retained_bytes } = cutter;
        let truncated = (retained_bytes != self.total).then(|| OutputTruncation {
            original_bytes: self.total,
            retained_bytes,
            omitted_bytes: self.total - retained_bytes,
            strategy: TruncationStrategy::HeadTail,
        });
        Shown { text, truncated }
    }
}

/// Collects text, cuts long lines, and counts the bytes of the original that it shows.
#[derive(Default)]
struct LineCutter {
    text: String,
    shown: u64,
}

impl LineCutter {
    fn add(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            let (content, end) = match line.strip_suffix(b"\n") {
                Some(content) => (content, "\n"),
                None => (line, ""),
            };
            let kept = if content.len() > LINE_BYTES {
                whole_characters_end(&content[..LINE_BYTES])
            } else {
                content
            };
            self.text.push_str(&String::from_utf8_lossy(kept));
            if kept.len() < content.len() {
                let cut = content.len() - kept.len();
                self.text.push_str(&format!(" [... {cut} more bytes in this line]"));
            }
            self.text.push_str(end);
            self.shown += (kept.len() + end.len()) as u64;
        }
    }

    /// A line of ours.
    fn note(&mut self, note: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(note);
        self.text.push('\n');
    }
}

const fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// `bytes` without the beginning of a character at its end.
fn whole_characters_end(bytes: &[u8]) -> &[u8] {
    // A character has at most 4 bytes, so its first byte is among the last 4.
    let floor = bytes.len().saturating_sub(4);
    match (floor..bytes.len()).rev().find(|&at| !is_continuation(bytes[at])) {
        Some(start) => {
            let length = match bytes[start] {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf7 => 4,
                _single => 1,
            };
            if start + length > bytes.len() { &bytes[..start] } else { bytes }
        }
        None => bytes,
    }
}

/// `bytes` without the end of a character at its start.
fn whole_characters_start(bytes: &[u8]) -> &[u8] {
    let partial = bytes.iter().take(3).take_while(|&&byte| is_continuation(byte)).count();
    &bytes[partial..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{HEAD_BYTES, HeadTail, LINE_BYTES, TAIL_BYTES};

    fn of(text: &str) -> HeadTail {
        let mut output = HeadTail::default();
        output.push(text.as_bytes());
        output
    }

    #[test]
    fn a_short_output_is_whole() {
        let shown = of("one\ntwo ü\n").shown();
        assert_eq!((shown.text.as_str(), shown.truncated), ("one\ntwo ü\n", None));
    }

    #[test]
    fn a_long_output_keeps_both_ends() {
        let text: String = (0..10_000).map(|n| format!("line {n} ü\n")).collect();
        let shown = of(&text).shown();
        assert!(shown.text.starts_with("line 0 ü\nline 1 ü\n"));
        assert!(shown.text.ends_with("line 9998 ü\nline 9999 ü\n"));
        let truncated = shown.truncated.expect("truncated");
        assert_eq!(truncated.original_bytes, text.len() as u64);
        let kept = (HEAD_BYTES + TAIL_BYTES) as u64;
        assert!((kept - 8..=kept).contains(&truncated.retained_bytes), "{truncated:?}");
        assert!(shown.text.contains("bytes of output are left out here"));
        assert!(!shown.text.contains('\u{fffd}'), "no character is split");
    }

    #[test]
    fn a_long_line_is_cut_and_counted() {
        let shown = of(&format!("{}\nend\n", "x".repeat(LINE_BYTES + 100))).shown();
        assert!(shown.text.contains(" [... 100 more bytes in this line]\nend\n"), "{}", shown.text);
        assert_eq!(shown.truncated.map(|truncated| truncated.omitted_bytes), Some(100));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_from_the_count_and_the_memory_is_bounded(
            chunks in proptest::collection::vec(proptest::collection::vec(any::<u8>(), 0..20_000), 0..8),
        ) {
            let mut output = HeadTail::default();
            for chunk in &chunks {
                output.push(chunk);
            }
            let whole = chunks.concat();
            prop_assert!(output.head.len() <= HEAD_BYTES && output.tail.len() <= TAIL_BYTES);
            prop_assert!(whole.starts_with(&output.head));
            let tail: Vec<u8> = output.tail.iter().copied().collect();
            prop_assert!(whole.ends_with(&tail));
            if whole.len() <= HEAD_BYTES + TAIL_BYTES {
                prop_assert_eq!([output.head.as_slice(), &tail].concat(), whole.clone());
            }
            let (retained, omitted) = match output.shown().truncated {
                Some(truncated) => (truncated.retained_bytes, truncated.omitted_bytes),
                None => (whole.len() as u64, 0),
            };
            prop_assert_eq!(retained + omitted, whole.len() as u64);
        }
    }
}
