//! Finds the text of an edit in a file, in three passes: exactly; by whole lines without trailing blanks; by
//! whole lines without leading and trailing blanks. The first pass that finds anything decides.

use std::ops::Range;

use ropewalk_wire::agent::FileEdit;

use super::hint;
use super::indent::{Matched, reindent};
use super::text::{Text, to_lf};

/// How many line numbers an error lists.
const LINES_LISTED_MAX: usize = 10;

/// Applies one edit.
///
/// # Errors
/// A sentence that says what is wrong and what to do.
pub(super) fn apply(content: &str, edit: &FileEdit) -> Result<String, String> {
    let text = Text::new(content);
    let (search, replace) = (to_lf(&edit.search), to_lf(&edit.replace));
    if search.is_empty() {
        return Err(
            "`search` is empty. Give the text that is to be replaced; to write a whole file, use the \
                    tool for that."
                .to_owned(),
        );
    }
    let found = find(&text.lf, &search, &replace);
    let found = match (found.len(), edit.replace_all) {
        (0, _) => return Err(hint::not_found(&text, &search, &replace)),
        (1, _) => found,
        // Places that overlap cannot all be replaced; the first of them is.
        (_, true) => without_overlaps(found),
        (count, false) => return Err(ambiguous(&text, count, &found)),
    };
    Ok(text.replace(&found))
}

fn ambiguous(text: &Text<'_>, count: usize, found: &[(Range<usize>, String)]) -> String {
    let numbers: Vec<String> = found
        .iter()
        .take(LINES_LISTED_MAX)
        .map(|(range, _)| text.line_number(range.start).to_string())
        .collect();
    let more = if count > LINES_LISTED_MAX { ", ..." } else { "" };
    format!(
        "`search` matches {count} places (lines {}{more}). Add lines around it until it matches one place \
         only, or set replace_all to change all of them.",
        numbers.join(", ")
    )
}

/// All places with their replacements, in order; places may overlap.
fn find(content: &str, search: &str, replace: &str) -> Vec<(Range<usize>, String)> {
    let exact: Vec<_> =
        overlapping(content, search).map(|at| (at..at + search.len(), replace.to_owned())).collect();
    if !exact.is_empty() || search.trim().is_empty() {
        // Blank lines alone would match anything that is blank.
        return exact;
    }
    let without_trailing = |line: &str| line.trim_end_matches([' ', '\t']).len();
    let found = find_lines(content, search, replace, |left, right| {
        left[..without_trailing(left)] == right[..without_trailing(right)]
    });
    if !found.is_empty() {
        return found;
    }
    find_lines(content, search, replace, |left, right| left.trim() == right.trim())
}

fn overlapping<'a>(content: &'a str, search: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = search.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + content.get(from..)?.find(search)?;
        from = at + step;
        Some(at)
    })
}

/// The lines of a text without their newlines, with their places. A newline at the very end begins no line.
fn lines(text: &str) -> Vec<(Range<usize>, &str)> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let content = line.strip_suffix('\n').unwrap_or(line);
            let place = start..start + content.len();
            start += line.len();
            (place, content)
        })
        .collect()
}

fn find_lines(
    content: &str,
    search: &str,
    replace: &str,
    is_same: impl Fn(&str, &str) -> bool,
) -> Vec<(Range<usize>, String)> {
    let file = lines(content);
    let wanted: Vec<&str> = lines(search).into_iter().map(|(_, line)| line).collect();
    let new: Vec<&str> = lines(replace).into_iter().map(|(_, line)| line).collect();
    let mut found = Vec::new();
    for window in file.windows(wanted.len()) {
        if !window.iter().zip(&wanted).all(|((_, line), wanted)| is_same(line, wanted)) {
            continue;
        }
        let [(first, _), ..] = window else { continue };
        let end = window.last().map_or(first.end, |(place, _)| place.end);
        // The newline belongs to the place when it belonged to the search, and when there is one.
        let with_newline = search.ends_with('\n') && content[end..].starts_with('\n');
        let range = first.start..if with_newline { end + 1 } else { end };
        let matched: Vec<&str> = window.iter().map(|(_, line)| *line).collect();
        let mut text = reindent(&Matched { wanted: &wanted, file: &matched }, &new).join("\n");
        if replace.ends_with('\n') && (with_newline || !search.ends_with('\n')) {
            text.push('\n');
        }
        found.push((range, text));
    }
    found
}

fn without_overlaps(found: Vec<(Range<usize>, String)>) -> Vec<(Range<usize>, String)> {
    let mut end = 0;
    found
        .into_iter()
        .filter(|(range, _)| {
            let fits = range.start >= end;
            if fits {
                end = range.end;
            }
            fits
        })
        .collect()
}
