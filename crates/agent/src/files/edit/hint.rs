//! What to say when the text of an edit is not in the file: the likely mistakes have their own hints.

use super::text::Text;

/// How many comparisons the search for a miscounted character may cost.
const COMPARISONS_MAX: usize = 20_000_000;
/// The shortest run of one character that people miscount.
const RUN_MIN: usize = 3;

/// The error for a search that matches nothing.
pub(super) fn not_found(text: &Text<'_>, search: &str, replace: &str) -> String {
    let mut message = "`search` was not found. Read the file again and copy the text exactly as it stands \
                       there, with its indentation."
        .to_owned();
    if !replace.trim().is_empty() && text.lf.contains(replace) {
        message.push_str(
            " Hint: the file contains the text of `replace`: this edit was made before, or search and \
             replace are swapped.",
        );
    } else if let Some(miscount) = miscounted(&text.lf, search) {
        message.push_str(&format!(
            " Hint: line {} has {} times {:?} in a row where `search` has {}.",
            text.line_number(miscount.offset),
            miscount.in_file,
            miscount.character,
            miscount.in_search,
        ));
    }
    message
}

struct Miscount {
    offset: usize,
    character: char,
    in_search: usize,
    in_file: usize,
}

struct Run {
    character: char,
    count: usize,
    offset: usize,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (offset, character) in text.char_indices() {
        match runs.last_mut() {
            Some(run) if run.character == character => run.count += 1,
            _ => runs.push(Run { character, count: 1, offset }),
        }
    }
    runs
}

/// The one place where the search would match, were it not for the length of one run of a character.
fn miscounted(content: &str, search: &str) -> Option<Miscount> {
    let (file, wanted) = (runs(content), runs(search));
    let mut comparisons = 0;
    let mut found = None;
    for window in file.windows(wanted.len()) {
        let mut different = None;
        let mut is_same = true;
        for (at, (have, want)) in window.iter().zip(&wanted).enumerate() {
            comparisons += 1;
            let is_edge = at == 0 || at + 1 == wanted.len();
            let is_equal = have.count == want.count || (is_edge && have.count > want.count);
            is_same = have.character == want.character
                && (is_equal || (different.is_none() && have.count.max(want.count) >= RUN_MIN));
            if !is_same {
                break;
            }
            if !is_equal {
                different = Some(Miscount {
                    offset: have.offset,
                    character: have.character,
                    in_search: want.count,
                    in_file: have.count,
                });
            }
        }
        if comparisons > COMPARISONS_MAX {
            return None;
        }
        match different.filter(|_| is_same) {
            // Two such places: no telling which was meant.
            Some(_) if found.is_some() => return None,
            Some(miscount) => found = Some(miscount),
            None => {}
        }
    }
    found
}
