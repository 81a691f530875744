//! Checks `provider_options` before they are stored.

use serde_json::{Map, Value};

use super::schema::{Field, Form, PROVIDERS};

/// What is wrong with one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionProblem {
    /// The option's path below `provider_options`, e.g. `openai.reasoning_effort`; empty for the whole.
    pub field: String,
    /// What it must be, to follow the name.
    pub detail: String,
}

/// Everything that is wrong with the options of a model config: names that nobody reads, values of another type, words
/// and numbers that no provider takes.
#[must_use]
pub fn check_provider_options(options: &Value) -> Vec<OptionProblem> {
    let mut problems = Problems(Vec::new());
    let Some(options) = options.as_object() else {
        problems.note("", "must be an object".to_owned());
        return problems.0;
    };
    for (key, value) in options {
        match PROVIDERS.iter().find(|(name, _)| name == key) {
            Some((_, fields)) => problems.check_object(key, value, fields),
            None => {
                let names: Vec<&str> = PROVIDERS.iter().map(|(name, _)| *name).collect();
                problems.note(key, format!("is no provider; must be one of {}", names.join(", ")));
            }
        }
    }
    let has_domains = |list: &str| {
        let list = options.get("anthropic").and_then(|it| it.get(list)).and_then(Value::as_array);
        list.is_some_and(|it| !it.is_empty())
    };
    if has_domains("allowed_domains") && has_domains("blocked_domains") {
        problems.note("anthropic.blocked_domains", "must be empty where allowed_domains is not".to_owned());
    }
    problems.0
}

struct Problems(Vec<OptionProblem>);

impl Problems {
    fn note(&mut self, field: &str, detail: String) {
        self.0.push(OptionProblem { field: field.to_owned(), detail });
    }

    fn check_object(&mut self, path: &str, value: &Value, fields: &[Field]) {
        match value {
            Value::Null => {}
            Value::Object(given) => self.check_fields(path, given, fields),
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                self.note(path, "must be an object".to_owned());
            }
        }
    }

    fn check_fields(&mut self, path: &str, given: &Map<String, Value>, fields: &[Field]) {
        for (name, value) in given {
            let path = format!("{path}.{name}");
            match fields.iter().find(|it| it.name == name) {
                Some(field) => self.check(&path, value, &field.form),
                None => self.note(&path, "is no option of this provider".to_owned()),
            }
        }
    }

    fn check(&mut self, path: &str, value: &Value, form: &Form) {
        if value.is_null() {
            return;
        }
        let problem = match form {
            Form::Flag => (!value.is_boolean()).then(|| "must be true or false".to_owned()),
            Form::Number { least, most } => {
                let is_within = value.as_i64().is_some_and(|it| (*least..=*most).contains(&it));
                (!is_within).then(|| format!("must be a whole number from {least} to {most}"))
            }
            Form::Text => (!value.is_string()).then(|| "must be a text".to_owned()),
            Form::Word(known) => {
                (!is_word(value, known)).then(|| format!("must be one of {}", known.join(", ")))
            }
            Form::Texts => (!is_list(value, Value::is_string)).then(|| "must be a list of texts".to_owned()),
            Form::Words(known) => {
                let holds = is_list(value, |it| is_word(it, known));
                (!holds).then(|| format!("must be a list of {}", known.join(", ")))
            }
            Form::Map => (!value.is_object()).then(|| "must be an object".to_owned()),
            Form::Object(fields) => return self.check_object(path, value, fields),
            Form::Objects(fields) => {
                if let Some(elements) = value.as_array() {
                    for (place, element) in elements.iter().enumerate() {
                        self.check_object(&format!("{path}[{place}]"), element, fields);
                    }
                    return;
                }
                Some("must be a list of objects".to_owned())
            }
        };
        if let Some(problem) = problem {
            self.note(path, problem);
        }
    }
}

/// A known word, or a blank text, which counts as unset.
fn is_word(value: &Value, known: &[&str]) -> bool {
    value
        .as_str()
        .map(str::trim)
        .is_some_and(|it| it.is_empty() || known.iter().any(|word| word.eq_ignore_ascii_case(it)))
}

fn is_list(value: &Value, holds: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|it| it.iter().all(holds))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::check_provider_options;

    #[test]
    fn good_options_pass() {
        let options = json!({
            "openai": {"reasoning_effort": " High ", "include": ["reasoning.encrypted_content"], "top_log_probs": 3,
                "store": false, "metadata": {"any": "thing"}, "user": null, "service_tier": ""},
            "anthropic": {"thinking": {"budget_tokens": 2048}, "effort": "max", "allowed_domains": ["docs.rs"],
                "blocked_domains": []},
            "google": {"thinking_config": {"thinking_budget": -1}, "safety_settings": [{"category": "X",
                "threshold": "block_none"}]},
            "openaicompat": null,
            "openrouter": {"provider": {"sort": "price", "order": ["a"]}, "extra_body": {"a": [1]}},
            "vercel": {"providerOptions": {"order": ["a"]}, "top_logprobs": 2},
        });
        assert_eq!(check_provider_options(&options), []);
        assert_eq!(check_provider_options(&json!({})), []);
    }

    #[test]
    fn each_bad_option_is_named() {
        for (options, field) in [
            (json!([1]), ""),
            (json!({"openai-compat": {}}), "openai-compat"),
            (json!({"openai": []}), "openai"),
            (json!({"openai": {"reasoning_efort": "low"}}), "openai.reasoning_efort"),
            (json!({"openai": {"reasoning_effort": "huge"}}), "openai.reasoning_effort"),
            (json!({"openai": {"include": ["everything"]}}), "openai.include"),
            (json!({"openai": {"store": "no"}}), "openai.store"),
            (json!({"openai": {"top_log_probs": 21}}), "openai.top_log_probs"),
            (json!({"openai": {"max_tool_calls": 1.5}}), "openai.max_tool_calls"),
            (json!({"anthropic": {"thinking": {"budget_tokens": 0}}}), "anthropic.thinking.budget_tokens"),
            (
                json!({"anthropic": {"allowed_domains": ["a"], "blocked_domains": ["b"]}}),
                "anthropic.blocked_domains",
            ),
            (
                json!({"google": {"thinking_config": {"thinking_budget": -2}}}),
                "google.thinking_config.thinking_budget",
            ),
            (
                json!({"google": {"safety_settings": [{"threshold": "x"}]}}),
                "google.safety_settings[0].threshold",
            ),
            (json!({"google": {"safety_settings": {}}}), "google.safety_settings"),
            (json!({"openrouter": {"provider": {"order": "a"}}}), "openrouter.provider.order"),
            (json!({"openrouter": {"reasoning": {"effort": "max"}}}), "openrouter.reasoning.effort"),
            (json!({"vercel": {"extra_body": 1}}), "vercel.extra_body"),
        ] {
            let fields: Vec<String> =
                check_provider_options(&options).into_iter().map(|it| it.field).collect();
            assert_eq!(fields, [field], "{options}");
        }
    }
}
