//! Instruction files as a model gets them: without comments, carriage returns and characters that people do not see.
//!
//! Whoever reviews such a file sees it rendered, and a model sees its bytes: what only the model would see could hide instructions.

use ropewalk_model::text::is_invisible;

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
