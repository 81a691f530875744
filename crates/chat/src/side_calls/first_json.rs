//! The JSON in what a model said (chat-engine.md SV-27): small models put it into a code fence, say something before it, or go on after it.

use serde_json::Value;

/// The text at `field` of the first JSON object; `None`: there is none, or it has no such text.
pub(super) fn text_field(said: &str, field: &str) -> Option<String> {
    let start = said.find('{')?;
    let first = serde_json::Deserializer::from_str(&said[start..]).into_iter::<Value>().next()?.ok()?;
    first.get(field)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::text_field;

    #[test]
    fn the_first_object_is_taken_whatever_stands_around_it() {
        for said in [
            r#"{"title": "Fix the login"}"#,
            "```json\n{\"title\": \"Fix the login\"}\n```",
            "```\n{\"title\": \"Fix the login\"}\n``` I hope that helps.",
            r#"Here it is: {"title": "Fix the login"} {"title": "another"}"#,
            "{\n  \"title\": \"Fix the login\",\n  \"why\": {\"a\": 1}\n} trailing }",
        ] {
            assert_eq!(text_field(said, "title").as_deref(), Some("Fix the login"), "{said}");
        }
        for said in ["", "Fix the login", "{", r#"{"title": 5}"#, r#"{"label": "x"}"#, "[1]"] {
            assert_eq!(text_field(said, "title"), None, "{said}");
        }
    }
}
