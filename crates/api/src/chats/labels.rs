//! The rules of chat labels (chats-api.md 2.12), and the `label` parameters of the list.

use std::collections::BTreeMap;

use ropewalk_platform::{FieldProblem, UseCaseError};

const LABELS_MAX: usize = 50;
const KEY_BYTES_MAX: usize = 64;
const VALUE_BYTES_MAX: usize = 256;

/// Checks the labels of a chat.
///
/// # Errors
/// 400 with one entry `labels` per broken rule.
pub(super) fn check(labels: &BTreeMap<String, String>) -> Result<(), UseCaseError> {
    let mut problems = Vec::new();
    if labels.len() > LABELS_MAX {
        problems.push(format!("must be at most {LABELS_MAX}"));
    }
    for (key, value) in labels {
        if !is_key(key) {
            problems.push(format!(
                "has the key {key:?}: keys are 1 to {KEY_BYTES_MAX} letters, digits, '.', '_', '/' or '-', and begin \
                 with a letter or digit"
            ));
        }
        if value.is_empty() || value.len() > VALUE_BYTES_MAX {
            problems.push(format!(
                "has under {key:?} a value that is empty or longer than {VALUE_BYTES_MAX} bytes"
            ));
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(UseCaseError::invalid_fields(
        problems.into_iter().map(|it| FieldProblem::new("labels", it)).collect(),
    ))
}

fn is_key(key: &str) -> bool {
    key.len() <= KEY_BYTES_MAX
        && key.starts_with(|c: char| c.is_ascii_alphanumeric())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/' | '-'))
}

/// Reads repeated `label=key:value` parameters, split at the first colon.
///
/// # Errors
/// 400 naming `label`.
pub(super) fn from_query(parameters: &[String]) -> Result<BTreeMap<String, String>, UseCaseError> {
    let pair = |text: &String| match text.split_once(':') {
        Some((key, value)) if !key.is_empty() && !value.is_empty() => Ok((key.to_owned(), value.to_owned())),
        Some(_) | None => {
            Err(UseCaseError::invalid_field("label", format!("must be key:value, not {text:?}")))
        }
    };
    parameters.iter().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ropewalk_platform::UseCaseError;

    use super::{check, from_query};

    fn one(key: &str, value: &str) -> BTreeMap<String, String> {
        BTreeMap::from([(key.to_owned(), value.to_owned())])
    }

    #[test]
    fn rules() {
        for (key, value) in
            [("a", "b"), ("app.kubernetes.io/name", "x y"), ("9-_", "ä"), (&"k".repeat(64), &"v".repeat(256))]
        {
            assert!(check(&one(key, value)).is_ok(), "{key} {value}");
        }
        for (key, value) in [
            ("", "x"),
            ("-a", "x"),
            ("a b", "x"),
            ("ä", "x"),
            (&"k".repeat(65), "x"),
            ("a", ""),
            ("a", &"v".repeat(257)),
        ] {
            let Err(UseCaseError::Invalid { validations, .. }) = check(&one(key, value)) else {
                panic!("{key} {value}")
            };
            assert_eq!(validations[0].field, "labels");
        }
        let many: BTreeMap<_, _> = (0..51).map(|n| (format!("k{n}"), "v".to_owned())).collect();
        assert!(check(&many).is_err());
    }

    #[test]
    fn parameters() {
        let read = from_query(&["a:b:c".to_owned(), "d:e".to_owned()]).unwrap();
        assert_eq!(
            read,
            BTreeMap::from([("a".to_owned(), "b:c".to_owned()), ("d".to_owned(), "e".to_owned())])
        );
        for bad in ["a", ":b", "a:"] {
            assert!(from_query(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
