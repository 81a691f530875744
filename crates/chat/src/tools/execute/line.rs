//! What can be told from a command's text alone: whether it asks for the background, and whether `read_file`
//! would have served better (chat-engine.md TL-21).

const USE_READ_FILE: &str =
    "To read a file, read_file is better: it numbers the lines and can page through long files.";
const USE_READ_FILE_AFTER_SEARCH: &str =
    "To look into the files that a search finds, use read_file with offset and limit.";

/// The command without a single `&` at its end, and whether there was one. `&&`, `|&`, `>&` and an escaped `\&`
/// mean something else and stay.
pub(super) fn without_trailing_ampersand(command: &str) -> (&str, bool) {
    let command = command.trim();
    match command.strip_suffix('&') {
        Some(rest) if !rest.ends_with(['&', '|', '\\', '>', '<']) => (rest.trim_end(), true),
        Some(_) | None => (command, false),
    }
}

/// A hint for the model, where the command does what a tool does better.
pub(super) fn note_on(command: &str) -> Option<&'static str> {
    let mut words = command.split_whitespace();
    match words.next()? {
        "cat" if !command.contains(['|', '>', '<', '&', ';']) => words.next().map(|_| USE_READ_FILE),
        "rg" | "grep" => words
            .take_while(|word| word.starts_with('-'))
            .any(|flag| flag == "--include-all" || flag == "-l" || flag == "--files-with-matches")
            .then_some(USE_READ_FILE_AFTER_SEARCH),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{note_on, without_trailing_ampersand};

    #[test]
    fn only_a_single_ampersand_at_the_end_means_background() {
        for (command, expected) in [
            ("npm start &", ("npm start", true)),
            ("npm start&  ", ("npm start", true)),
            ("a & b", ("a & b", false)),
            ("a &&", ("a &&", false)),
            ("a |&", ("a |&", false)),
            ("a >&", ("a >&", false)),
            ("echo \\&", ("echo \\&", false)),
            ("&", ("", true)),
        ] {
            assert_eq!(without_trailing_ampersand(command), expected, "{command}");
        }
    }

    #[test]
    fn notes() {
        for (command, has_note) in [
            ("cat src/main.rs", true),
            ("cat", false),
            ("cat a | wc -l", false),
            ("cat > x", false),
            ("catalog x", false),
            ("rg -l needle src", true),
            ("grep -r --include-all needle", true),
            ("rg needle -- -l", false),
            ("ls", false),
        ] {
            assert_eq!(note_on(command).is_some(), has_note, "{command}");
        }
    }
}
