//! A text whose line ends are all LF, with the way back to the original.
//!
//! Invariant: every byte outside a replaced range keeps its place and its value, CRLF or LF as it was.

use std::ops::Range;

/// The original and its form with LF only.
pub(super) struct Text<'a> {
    original: &'a str,
    /// The text to search in.
    pub(super) lf: String,
    /// Where in `lf` the newlines are that were CRLF.
    crlf: Vec<usize>,
}

/// LF only.
pub(super) fn to_lf(text: &str) -> String {
    text.replace("\r\n", "\n")
}

impl<'a> Text<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let mut lf = String::with_capacity(original.len());
        let mut crlf = Vec::new();
        let mut rest = original;
        while let Some(at) = rest.find("\r\n") {
            lf.push_str(&rest[..at]);
            crlf.push(lf.len());
            lf.push('\n');
            rest = &rest[at + 2..];
        }
        lf.push_str(rest);
        Self { original, lf, crlf }
    }

    /// The original with each range of `lf` replaced by its text (which is LF only). The ranges are in order
    /// and do not overlap.
    pub(super) fn replace(&self, replacements: &[(Range<usize>, String)]) -> String {
        let mut out = String::with_capacity(self.original.len());
        let mut done = 0;
        for (range, replacement) in replacements {
            out.push_str(&self.original[done..self.original_offset(range.start)]);
            if self.line_end_at(range) == "\n" {
                out.push_str(replacement);
            } else {
                out.push_str(&replacement.replace('\n', "\r\n"));
            }
            done = self.original_offset(range.end);
        }
        out.push_str(&self.original[done..]);
        out
    }

    /// The number of the line, from 1, in which an offset of `lf` lies.
    pub(super) fn line_number(&self, offset: usize) -> usize {
        1 + self.lf[..offset].matches('\n').count()
    }

    fn original_offset(&self, offset: usize) -> usize {
        offset + self.crlf.partition_point(|&newline| newline < offset)
    }

    /// The line end of new lines in a range: that of its first newline, else the file's more frequent one.
    fn line_end_at(&self, range: &Range<usize>) -> &'static str {
        let is_crlf = match self.lf[range.clone()].find('\n') {
            Some(at) => self.crlf.binary_search(&(range.start + at)).is_ok(),
            None => 2 * self.crlf.len() > self.lf.matches('\n').count(),
        };
        if is_crlf { "\r\n" } else { "\n" }
    }
}
