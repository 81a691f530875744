//! Instruction files as a model gets them: without comments, carriage returns and characters that people do not see.
//!
//! Whoever reviews such a file sees it rendered, and a model sees its bytes: what only the model would see could hide instructions.

/// `text` as a model gets it, trimmed.
pub(super) fn clean(text: &str) -> String {
    let without_comments = without_comments(text);
    let visible: String = without_comments.chars().filter(|it| !is_invisible(*it)).collect();
    visible.trim().to_owned()
}

/// Takes out `<!-- … -->`; one that is not closed goes to the end.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// Controls but newline and tab, zero-width characters, marks of direction, tags, fillers, separators and variation selectors beyond
/// the emoji's own.
const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}'
        | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200C}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}
