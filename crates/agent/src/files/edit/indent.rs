//! Carries the file's own blanks over into a replacement that was matched without them.
//!
//! Lines that search and replacement have in common are taken from the file as they stand there. New lines are
//! indented by level: as much deeper or shallower than the search line beside them as the replacement says,
//! counted in the file's own unit (tab, or so many spaces).

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The unit when a text gives no sign of its own.
const SPACES_DEFAULT: usize = 4;
/// More spaces are no unit but an alignment.
const SPACES_MAX: usize = 8;

/// The lines of the search and the lines of the file that they matched, one to one.
pub(super) struct Matched<'a> {
    pub(super) wanted: &'a [&'a str],
    pub(super) file: &'a [&'a str],
}

/// The replacement's lines as they go into the file.
pub(super) fn reindent(matched: &Matched<'_>, new: &[&str]) -> Vec<String> {
    let units = Units {
        given: unit_of(matched.wanted.iter().chain(new).copied()),
        file: unit_of(matched.file.iter().copied()),
    };
    let mut out = Vec::with_capacity(new.len());
    for op in capture_diff_slices(Algorithm::Myers, matched.wanted, new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                out.extend(matched.file[old_index..old_index + len].iter().map(|&line| line.to_owned()));
            }
            DiffOp::Delete { .. } => {}
            DiffOp::Insert { old_index, new_index, new_len } => {
                // Beside the line before it, or the first one.
                let beside = old_index.saturating_sub(1);
                let lines = &new[new_index..new_index + new_len];
                out.extend(lines.iter().map(|line| units.place(matched, beside, line)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                for (offset, line) in new[new_index..new_index + new_len].iter().enumerate() {
                    let beside = old_index + offset.min(old_len.saturating_sub(1));
                    out.push(units.place(matched, beside, line));
                }
            }
        }
    }
    out
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Tab,
    Spaces(usize),
}

impl Unit {
    fn text(self) -> String {
        match self {
            Self::Tab => "\t".to_owned(),
            Self::Spaces(count) => " ".repeat(count),
        }
    }

    /// How wide blanks are in this unit's terms.
    fn width(self, blanks: &str) -> usize {
        let of = |blank| match (self, blank) {
            (Self::Spaces(count), '\t') => count,
            (Self::Tab, ' ') | (Self::Spaces(_), _) => 1,
            (Self::Tab, _) => SPACES_DEFAULT,
        };
        blanks.chars().map(of).sum()
    }

    fn step(self) -> usize {
        match self {
            Self::Tab => SPACES_DEFAULT,
            Self::Spaces(count) => count,
        }
    }
}

struct Units {
    given: Unit,
    file: Unit,
}

impl Units {
    /// A new line, placed like the search line `beside` was.
    fn place(&self, matched: &Matched<'_>, beside: usize, line: &str) -> String {
        let (Some(wanted), Some(file)) = (matched.wanted.get(beside), matched.file.get(beside)) else {
            return line.to_owned();
        };
        let (wanted, file, own) = (blanks(wanted), blanks(file), blanks(line));
        let content = &line[own.len()..];
        if content.is_empty() || wanted == file {
            return line.to_owned();
        }
        let (own_width, wanted_width) = (self.given.width(own), self.given.width(wanted));
        let mut indent = file.to_owned();
        if own_width >= wanted_width {
            let deeper = own_width - wanted_width;
            indent.push_str(&self.file.text().repeat(deeper / self.given.step()));
            indent.push_str(&" ".repeat(deeper % self.given.step()));
        } else {
            let levels = (wanted_width - own_width).div_ceil(self.given.step());
            for _ in 0..levels {
                let shorter = indent.strip_suffix(&self.file.text()).unwrap_or_default().len();
                indent.truncate(shorter);
            }
        }
        indent.push_str(content);
        indent
    }
}

fn blanks(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// A tab if any line begins with one; else the smallest step between two lines.
fn unit_of<'a>(lines: impl Iterator<Item = &'a str>) -> Unit {
    let indents: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).map(blanks).collect();
    if indents.iter().any(|indent| indent.starts_with('\t')) {
        return Unit::Tab;
    }
    let steps = indents.windows(2).map(|pair| pair[0].len().abs_diff(pair[1].len()));
    let whole = indents.iter().map(|indent| indent.len());
    let smallest = steps.filter(|&step| step > 1).min().or_else(|| whole.filter(|&step| step > 1).min());
    Unit::Spaces(smallest.filter(|&step| step <= SPACES_MAX).unwrap_or(SPACES_DEFAULT))
}
