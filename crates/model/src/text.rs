//! What of a text people do not see: such characters can hide instructions in a text that somebody approved by looking at it.

/// Whether people do not see the character, and models do: it can hide instructions in a text that somebody approved by looking at
/// it (chats-api.md 1.13, agent-and-provisioning.md 2.12). Newline and tab are seen; a joiner holds emoji together, a selector
/// colours them.
#[must_use]
pub const fn is_invisible(character: char) -> bool {
    // controls; soft hyphen; combining grapheme joiner; Arabic letter mark; Hangul fillers; Mongolian selectors;
    // zero-width characters and marks of direction; separators and embeddings; isolates and operators; byte order mark;
    // interlinear annotations; tags and selectors beyond the emoji's own
    !matches!(character, '\n' | '\t')
        && matches!(character,
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200C}'
            | '\u{200E}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// `text` with Unix line ends and without invisible characters, trimmed: as prompts and skills are stored (chats-api.md 1.13).
#[must_use]
pub fn clean(text: &str) -> String {
    let visible: String =
        text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|it| !is_invisible(*it)).collect();
    visible.trim().to_owned()
}

/// The first `max` characters, or all of them.
#[must_use]
pub fn first_chars(text: &str, max: usize) -> &str {
    text.char_indices().nth(max).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::{clean, first_chars};

    #[test]
    fn a_text_is_cut_between_characters() {
        for (max, cut) in [(0, ""), (1, "ä"), (2, "äb"), (3, "äb\u{1F600}"), (9, "äb\u{1F600}")] {
            assert_eq!(first_chars("äb\u{1F600}", max), cut);
        }
    }

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
