//! The search query of the chat list (chats-api.md 1.2, platform.md 1.5): `key:value` words that combine with
//! AND, double quotes for values with spaces. Bare words and unknown keys are refused.

use ropewalk_platform::{FieldProblem, UseCaseError};

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ChatSearch {
    /// Archived ones, or those that are not.
    pub(super) archived: bool,
    /// Part of the title, in any case.
    pub(super) title: Option<String>,
    /// Only with, or only without, unread messages.
    pub(super) has_unread: Option<bool>,
}

/// Reads a search query.
///
/// # Errors
/// 400 that names each bad key.
pub(super) fn parse(query: &str) -> Result<ChatSearch, UseCaseError> {
    let mut search = ChatSearch::default();
    let mut problems = Vec::new();
    for word in
        words(query).ok_or_else(|| UseCaseError::invalid_field("q", "has a quote that is not closed"))?
    {
        let Some((key, value)) = word.split_once(':').filter(|(key, _)| !key.is_empty()) else {
            problems.push(FieldProblem::new(
                "q",
                format!("must be made of key:value words; {word:?} has no key"),
            ));
            continue;
        };
        let key = key.to_lowercase();
        if let Err(detail) = apply(&mut search, &key, value) {
            problems.push(FieldProblem::new(key, detail));
        }
    }
    if problems.is_empty() { Ok(search) } else { Err(UseCaseError::invalid_fields(problems)) }
}

fn apply(search: &mut ChatSearch, key: &str, value: &str) -> Result<(), String> {
    match key {
        "archived" => search.archived = truth(value)?,
        "has_unread" => search.has_unread = Some(truth(value)?),
        "title" if value.is_empty() => return Err("must not be empty".to_owned()),
        "title" => search.title = Some(value.to_owned()),
        _ => return Err("is not a search key here; use archived, has_unread or title".to_owned()),
    }
    Ok(())
}

fn truth(value: &str) -> Result<bool, String> {
    match value.to_lowercase().as_str() {
        "true" | "t" | "1" => Ok(true),
        "false" | "f" | "0" => Ok(false),
        _ => Err(format!("must be true or false, not {value:?}")),
    }
}

/// Splits at blanks outside of double quotes, and takes the quotes away. `None`: one is not closed.
fn words(query: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut in_quotes = false;
    for c in query.chars() {
        match c {
            '"' => in_quotes = !in_quotes,
            c if c.is_whitespace() && !in_quotes => {
                if !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    (!in_quotes).then_some(words)
}

#[cfg(test)]
mod tests {
    use ropewalk_platform::UseCaseError;

    use super::{ChatSearch, parse};

    #[test]
    fn good_queries() {
        assert_eq!(parse("  ").unwrap(), ChatSearch::default());
        let search = parse("Archived:TRUE title:\"fix the bug\" has_unread:false").unwrap();
        let expected =
            ChatSearch { archived: true, title: Some("fix the bug".to_owned()), has_unread: Some(false) };
        assert_eq!(search, expected);
        assert_eq!(parse("title:a:b").unwrap().title.as_deref(), Some("a:b"));
    }

    #[test]
    fn bad_queries_name_the_key() {
        for (query, field) in [
            ("bug", "q"),
            (":x", "q"),
            ("title:\"open", "q"),
            ("colour:red", "colour"),
            ("archived:maybe", "archived"),
            ("title:", "title"),
        ] {
            let Err(UseCaseError::Invalid { validations, .. }) = parse(query) else { panic!("{query}") };
            assert_eq!(validations[0].field, field, "{query}");
        }
    }
}
