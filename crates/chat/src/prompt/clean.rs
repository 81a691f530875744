//! Prompts as they are stored: without characters that people do not see and models do.
//!
//! Such characters can hide instructions in a text that somebody approved by looking at it (chats-api.md 1.13).

use ropewalk_model::text::is_invisible;

/// `text` with Unix line ends and without invisible characters, trimmed.
pub(crate) fn clean(text: &str) -> String {
    let visible: String =
        text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|it| !is_invisible(*it)).collect();
    visible.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(clean("  a\u{200B}b\u{202E}c\r\nd\te\0\u{E0041} \n"), "abc\nd\te");
        assert_eq!(clean("\u{FEFF}\u{2060}"), "");
    }

    #[test]
    fn what_people_write_stays() {
        // A joiner holds emoji together, a selector makes one coloured.
        for text in ["Grüße, 日本語, עברית", "👩\u{200D}💻 and ❤\u{FE0F}", "- a\n- b"] {
            assert_eq!(clean(text), text);
        }
    }
}
