//! The `q` of lists: `key:value` pairs and free words (platform.md 1.5).
//!
//! Lower-cased, split at spaces, double quotes group. A key that the list does not know is an error that names it, so that
//! a mistyped filter never shows everything.

use std::collections::BTreeMap;

use crate::{FieldProblem, UseCaseError};

/// The longest `q`, in bytes.
const MAX_BYTES: usize = 2000;

/// A search query whose keys are taken out one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SearchQuery {
    keys: BTreeMap<String, Vec<String>>,
    words: Vec<String>,
}

impl SearchQuery {
    /// Reads a query.
    pub(crate) fn parse(text: &str) -> Result<Self, UseCaseError> {
        if text.len() > MAX_BYTES {
            return Err(UseCaseError::invalid_field("q", "must be at most 2000 bytes long"));
        }
        let mut query = Self::default();
        for token in tokens(&text.to_lowercase())? {
            match token.split_once(':') {
                Some((key, value)) if !key.is_empty() && !value.is_empty() => {
                    query.keys.entry(key.to_owned()).or_default().push(value.to_owned());
                }
                Some(_) => {
                    let detail = format!("must have a key and a value around the colon of {token:?}");
                    return Err(UseCaseError::invalid_field("q", detail));
                }
                None => query.words.push(token),
            }
        }
        Ok(query)
    }

    /// Takes a key's value; of several the last.
    pub(crate) fn take(&mut self, key: &str) -> Option<String> {
        self.keys.remove(key).and_then(|mut values| values.pop())
    }

    /// Takes a key whose value is one of some words.
    pub(crate) fn take_word<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, UseCaseError> {
        let Some(value) = self.take(key) else { return Ok(None) };
        match read(&value) {
            Some(word) => Ok(Some(word)),
            None => Err(UseCaseError::invalid_field(key, format!("does not know the value {value:?}"))),
        }
    }

    /// The words without a key, joined by spaces.
    pub(crate) fn free_text(&self) -> String {
        self.words.join(" ")
    }

    /// Refuses what nobody took.
    pub(crate) fn finish(self) -> Result<(), UseCaseError> {
        if self.keys.is_empty() {
            return Ok(());
        }
        let problems = self
            .keys
            .into_keys()
            .map(|key| FieldProblem::new(key, "is no search key of this list"))
            .collect();
        Err(UseCaseError::invalid_fields(problems))
    }
}

/// Splits at spaces; double quotes group and go away.
fn tokens(text: &str) -> Result<Vec<String>, UseCaseError> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let mut is_quoted = false;
    for letter in text.chars() {
        if letter == '"' {
            is_quoted = !is_quoted;
        } else if letter.is_whitespace() && !is_quoted {
            if !token.is_empty() {
                tokens.push(std::mem::take(&mut token));
            }
        } else {
            token.push(letter);
        }
    }
    if is_quoted {
        return Err(UseCaseError::invalid_field("q", "has a double quote that is not closed"));
    }
    if !token.is_empty() {
        tokens.push(token);
    }
    Ok(tokens)
}

#[cfg(test)]
mod tests {
    use super::SearchQuery;
    use crate::UseCaseError;

    fn fields(error: UseCaseError) -> Vec<String> {
        let UseCaseError::Invalid { validations, .. } = error else { panic!("{error}") };
        validations.into_iter().map(|it| it.field).collect()
    }

    #[test]
    fn keys_words_and_quotes_are_read() {
        let mut query = SearchQuery::parse(r#" Owner:ME  name:"two words" free  text "#).unwrap();
        assert_eq!(query.take("owner").as_deref(), Some("me"));
        assert_eq!(query.take("name").as_deref(), Some("two words"));
        assert_eq!(query.take("name"), None);
        assert_eq!(query.free_text(), "free text");
        query.finish().unwrap();
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let query = SearchQuery::parse("colour:red").unwrap();
        assert_eq!(fields(query.finish().unwrap_err()), ["colour"]);
        for bad in ["status:", ":x", "name:\"open"] {
            assert_eq!(fields(SearchQuery::parse(bad).unwrap_err()), ["q"], "{bad}");
        }
        let mut query = SearchQuery::parse("status:bored").unwrap();
        let error = query.take_word("status", |word| (word == "active").then_some(())).unwrap_err();
        assert_eq!(fields(error), ["status"]);
    }
}
