//! Skills: texts with a head that says what they are for (chat-engine.md 5.3; the open Agent Skills format). The head is YAML between two
//! lines of three hyphens; what follows is read when it is needed.

use serde::Deserialize;

use crate::text::{clean, first_chars};

/// The longest name, in bytes.
const NAME_BYTES_MAX: usize = 64;
/// The longest description that is told, in characters.
const DESCRIPTION_CHARS_MAX: usize = 1024;

/// What a model is told of a skill before it reads it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct SkillHead {
    /// Its name: 1 to 64 ASCII letters, digits, hyphens, underscores and dots, no dot in front.
    pub name: String,
    /// When it is of use, in one line; may be empty.
    #[serde(default)]
    pub description: String,
}

/// Why a text is no skill. What is displayed goes on a sentence about the text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkillError {
    /// It has no head.
    #[error("must begin with `---`, `name: …`, `description: …` and `---`, each on a line of its own")]
    NoHead,
    /// The head is no YAML, or has no name.
    #[error("has a head that cannot be read as YAML: {0}")]
    BadHead(String),
    /// The name is none.
    #[error(
        "has the name {0:?}; a name has 1 to 64 letters, digits, hyphens, underscores and dots, and no dot in front"
    )]
    BadName(String),
}

/// Reads the head of a skill.
///
/// # Errors
/// [`SkillError`].
pub fn skill_head(text: &str) -> Result<SkillHead, SkillError> {
    let (head, _) = split(text).ok_or(SkillError::NoHead)?;
    let SkillHead { name, description } =
        serde_saphyr::from_str(head).map_err(|error| SkillError::BadHead(first_line(&error.to_string())))?;
    if !is_name(&name) {
        return Err(SkillError::BadName(name));
    }
    let one_line: Vec<&str> = description.split_whitespace().collect();
    let description = first_chars(&clean(&one_line.join(" ")), DESCRIPTION_CHARS_MAX).to_owned();
    Ok(SkillHead { name, description })
}

/// What follows the head, trimmed; all of a text without one.
#[must_use]
pub fn skill_body(text: &str) -> &str {
    split(text).map_or(text, |(_, body)| body).trim()
}

/// What stands between the lines of three hyphens at the beginning, and what follows them.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{FEFF}');
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let (end, _) = rest.match_indices("\n---").find(|(at, _)| {
        let after = &rest[at + 4..];
        after.is_empty() || after.starts_with('\n') || after.starts_with("\r\n")
    })?;
    Some((&rest[..end], &rest[end + 4..]))
}

/// Whether a model can say the name back, and no directory is called so by accident.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= NAME_BYTES_MAX
        && !name.starts_with('.')
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{SkillError, skill_body, skill_head};

    #[test]
    fn a_head_says_name_and_description() {
        for (text, name, description) in [
            ("---\nname: deploy\ndescription: Ships it.\n---\nDo it.", "deploy", "Ships it."),
            ("\u{FEFF}---\r\nname: a.b-c_1\r\n---\r\nDo it.", "a.b-c_1", ""),
            ("---\nname: x\ndescription: >\n  two\n  \u{200B}lines\n---", "x", "two lines"),
        ] {
            let head = skill_head(text).expect(text);
            assert_eq!((head.name.as_str(), head.description.as_str()), (name, description));
        }
        let long =
            skill_head(&format!("---\nname: x\ndescription: {}\n---\n", "d".repeat(2000))).expect("a head");
        assert_eq!(long.description.len(), 1024);
    }

    #[test]
    fn a_text_that_is_no_skill_says_why() {
        for text in ["", "Do it.", "---\nname: x\n", "----\nname: x\n---\n", "---\nname: x\n--- \n"] {
            assert_eq!(skill_head(text), Err(SkillError::NoHead), "{text:?}");
        }
        for text in
            ["---\ndescription: x\n---\n", "---\n- a\n---\n", "---\nname: [\n---\n", "---\nname: [a]\n---\n"]
        {
            let Err(SkillError::BadHead(why)) = skill_head(text) else { panic!("{text:?}") };
            assert!(!why.is_empty() && !why.contains('\n'), "{why}");
        }
        for name in [".x", "a/b", "../x", "a b", "ä", "\"\"", &"x".repeat(65)] {
            let bad = skill_head(&format!("---\nname: {name}\n---\n"));
            assert!(matches!(bad, Err(SkillError::BadName(_))), "{name}: {bad:?}");
        }
    }

    #[test]
    fn the_head_is_no_part_of_the_text() {
        assert_eq!(skill_body("---\nname: a\n---\n\nDo it.\n"), "Do it.");
        assert_eq!(skill_body("---\nname: a\n---"), "");
        assert_eq!(skill_body("Do it."), "Do it.");
        assert_eq!(skill_body("---\nDo it."), "---\nDo it.");
    }
}
