//! What of a text people do not see.

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
