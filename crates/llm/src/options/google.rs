//! Options of Google's Gemini API.

use serde_json::Value;

use super::fields::Fields;

/// How much harm is let through, from Google's own list.
pub(super) const THRESHOLDS: [&str; 5] =
    ["BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF"];

/// `provider_options.google`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GoogleOptions {
    /// Tokens; 0 turns thinking off, -1 leaves it to the model.
    pub(crate) thinking_budget: Option<i32>,
    pub(crate) include_thoughts: Option<bool>,
    pub(crate) cached_content: Option<String>,
    pub(crate) safety_settings: Vec<SafetySetting>,
    /// For the usual categories, where `safety_settings` is empty.
    pub(crate) threshold: Option<&'static str>,
    pub(crate) web_search_enabled: bool,
}

/// What is let through of one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SafetySetting {
    pub(crate) category: String,
    pub(crate) threshold: &'static str,
}

impl GoogleOptions {
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "google");
        let thinking = fields.inner("thinking_config");
        let setting = |it: Fields<'_>| {
            Some(SafetySetting {
                category: it.text("category")?.to_ascii_uppercase(),
                threshold: it.word("threshold", &THRESHOLDS)?,
            })
        };
        Self {
            thinking_budget: thinking.signed("thinking_budget").filter(|it| *it >= -1),
            include_thoughts: thinking.flag("include_thoughts"),
            cached_content: fields.text("cached_content"),
            safety_settings: fields.objects("safety_settings").filter_map(setting).collect(),
            threshold: fields.word("threshold", &THRESHOLDS),
            web_search_enabled: fields.flag("web_search_enabled").unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{GoogleOptions, SafetySetting};

    #[test]
    fn options_are_read() {
        let options = json!({"google": {
            "thinking_config": {"thinking_budget": -1, "include_thoughts": true},
            "safety_settings": [{"category": "harm_category_harassment", "threshold": "block_none"},
                {"category": "x", "threshold": "everything"}],
            "threshold": "off", "web_search_enabled": true, "cached_content": " cachedContents/1 ",
        }});
        let expected = GoogleOptions {
            thinking_budget: Some(-1),
            include_thoughts: Some(true),
            cached_content: Some("cachedContents/1".to_owned()),
            safety_settings: vec![SafetySetting {
                category: "HARM_CATEGORY_HARASSMENT".to_owned(),
                threshold: "BLOCK_NONE",
            }],
            threshold: Some("OFF"),
            web_search_enabled: true,
        };
        assert_eq!(GoogleOptions::read(Some(&options)), expected);
        assert!(!GoogleOptions::read(None).web_search_enabled);
    }
}
