//! Options of the gateways to many providers: OpenRouter and Vercel.

use serde_json::{Map, Value};

use super::fields::Fields;
use super::openai::EFFORTS;

/// How the provider behind a gateway shall treat what it is sent.
pub(super) const DATA_COLLECTION: [&str; 2] = ["allow", "deny"];
/// What OpenRouter may sort providers by.
pub(super) const SORTS: [&str; 3] = ["price", "throughput", "latency"];

/// The `reasoning` object that both gateways take.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct GatewayReasoning {
    pub(crate) enabled: Option<bool>,
    pub(crate) exclude: Option<bool>,
    pub(crate) max_tokens: Option<u32>,
    pub(crate) effort: Option<&'static str>,
}

/// `provider_options.openrouter`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenrouterOptions {
    pub(crate) reasoning: GatewayReasoning,
    pub(crate) extra_body: Option<Value>,
    /// Whether to ask for usage; default true.
    pub(crate) include_usage: bool,
    pub(crate) logit_bias: Option<Value>,
    pub(crate) log_probs: Option<bool>,
    pub(crate) parallel_tool_calls: Option<bool>,
    pub(crate) user: Option<String>,
    /// Which providers may serve the request, as OpenRouter takes it.
    pub(crate) provider: Option<Value>,
}

/// `provider_options.vercel`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct VercelOptions {
    pub(crate) reasoning: GatewayReasoning,
    /// Which providers may serve the request, first to last.
    pub(crate) order: Vec<String>,
    /// Which models stand in for this one, first to last.
    pub(crate) models: Vec<String>,
    pub(crate) user: Option<String>,
    pub(crate) logit_bias: Option<Value>,
    pub(crate) log_probs: Option<bool>,
    pub(crate) top_log_probs: Option<u32>,
    pub(crate) parallel_tool_calls: Option<bool>,
    pub(crate) extra_body: Option<Value>,
}

impl GatewayReasoning {
    fn read(fields: Fields<'_>) -> Self {
        Self {
            enabled: fields.flag("enabled"),
            exclude: fields.flag("exclude"),
            max_tokens: fields.number("max_tokens").filter(|it| *it > 0),
            effort: fields.word("effort", &EFFORTS),
        }
    }
}

impl OpenrouterOptions {
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "openrouter");
        Self {
            reasoning: GatewayReasoning::read(fields.inner("reasoning")),
            extra_body: fields.object("extra_body"),
            include_usage: fields.flag("include_usage").unwrap_or(true),
            logit_bias: fields.object("logit_bias"),
            log_probs: fields.flag("log_probs"),
            parallel_tool_calls: fields.flag("parallel_tool_calls"),
            user: fields.text("user"),
            provider: provider(fields.inner("provider")),
        }
    }
}

/// OpenRouter's own object, from the fields that are set and make sense.
fn provider(fields: Fields<'_>) -> Option<Value> {
    let mut provider = Map::new();
    for name in ["order", "only", "ignore", "quantizations"] {
        let texts = fields.texts(name);
        if !texts.is_empty() {
            provider.insert(name.to_owned(), texts.into());
        }
    }
    for name in ["allow_fallbacks", "require_parameters"] {
        if let Some(flag) = fields.flag(name) {
            provider.insert(name.to_owned(), flag.into());
        }
    }
    for (name, known) in [("data_collection", &DATA_COLLECTION[..]), ("sort", &SORTS[..])] {
        if let Some(word) = fields.word(name, known) {
            provider.insert(name.to_owned(), word.into());
        }
    }
    (!provider.is_empty()).then_some(Value::Object(provider))
}

impl VercelOptions {
    /// The two specifications name some fields differently; both names are read.
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "vercel");
        let routing = match fields.value("providerOptions") {
            Some(_) => fields.inner("providerOptions"),
            None => fields.inner("provider_options"),
        };
        Self {
            reasoning: GatewayReasoning::read(fields.inner("reasoning")),
            order: routing.texts("order"),
            models: routing.texts("models"),
            user: fields.text("user"),
            logit_bias: fields.object("logit_bias"),
            log_probs: fields.flag("logprobs").or_else(|| fields.flag("log_probs")),
            top_log_probs: fields.number("top_logprobs").or_else(|| fields.number("top_log_probs")),
            parallel_tool_calls: fields.flag("parallel_tool_calls"),
            extra_body: fields.object("extra_body"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{OpenrouterOptions, VercelOptions};

    #[test]
    fn what_makes_no_sense_is_left_out() {
        let options = json!({
            "openrouter": {"provider": {"order": ["a", " "], "sort": "Price", "data_collection": "perhaps",
                "allow_fallbacks": false, "only": []}, "reasoning": {"effort": "xhigh", "max_tokens": 0}},
            "vercel": {"provider_options": {"order": ["b"]}, "log_probs": true, "top_logprobs": 3},
        });
        let openrouter = OpenrouterOptions::read(Some(&options));
        let expected = json!({"order": ["a"], "sort": "price", "allow_fallbacks": false});
        assert_eq!(openrouter.provider, Some(expected));
        assert_eq!((openrouter.reasoning.effort, openrouter.reasoning.max_tokens), (Some("xhigh"), None));
        assert!(openrouter.include_usage);
        let vercel = VercelOptions::read(Some(&options));
        assert_eq!(
            (vercel.order, vercel.log_probs, vercel.top_log_probs),
            (vec!["b".to_owned()], Some(true), Some(3))
        );
    }
}
