//! Cuts a stream of bytes into lines of text.

/// Longer lines are cut into several, in bytes.
const LINE_BYTES_MAX: usize = 32 << 10;

/// Collects bytes until a line is whole.
#[derive(Default)]
pub(super) struct Lines {
    partial: Vec<u8>,
}

impl Lines {
    /// Takes the next bytes and hands over each line that they complete, without its line end.
    pub(super) fn push(&mut self, mut bytes: &[u8], mut line: impl FnMut(&str)) {
        while let Some(at) = bytes.iter().position(|&byte| byte == b'\n') {
            self.partial.extend_from_slice(&bytes[..at]);
            bytes = &bytes[at + 1..];
            self.emit(&mut line);
        }
        self.partial.extend_from_slice(bytes);
        if self.partial.len() >= LINE_BYTES_MAX {
            self.emit(&mut line);
        }
    }

    /// Hands over what is left at the end.
    pub(super) fn finish(mut self, mut line: impl FnMut(&str)) {
        if !self.partial.is_empty() {
            self.emit(&mut line);
        }
    }

    fn emit(&mut self, line: &mut impl FnMut(&str)) {
        let content = self.partial.strip_suffix(b"\r").unwrap_or(&self.partial);
        line(&String::from_utf8_lossy(content));
        self.partial.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE_BYTES_MAX, Lines};

    #[test]
    fn lines_come_whole_whatever_the_chunks() {
        let mut got = Vec::new();
        let mut lines = Lines::default();
        for chunk in ["a", "b\r\nc\n\nrest", " of it"] {
            lines.push(chunk.as_bytes(), |line| got.push(line.to_owned()));
        }
        lines.finish(|line| got.push(line.to_owned()));
        assert_eq!(got, ["ab", "c", "", "rest of it"]);
    }

    #[test]
    fn an_endless_line_is_cut() {
        let mut got = 0;
        let mut lines = Lines::default();
        lines.push(&vec![b'x'; LINE_BYTES_MAX], |_| got += 1);
        assert_eq!(got, 1);
        assert!(lines.partial.is_empty());
    }
}
