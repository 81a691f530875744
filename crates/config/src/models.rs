//! Which LLM providers a first start sets up, and how long the engine waits for them.
//!
//! `ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`, `OPENAI_API_KEY` and `OPENAI_BASE_URL` are read as well:
//! whoever has them set for other tools gets a ready provider.

use std::time::Duration;

use ropewalk_telemetry::Secret;

use crate::Environment;

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Models")]
#[serde(default, deny_unknown_fields)]
pub struct ModelArgs {
    /// Base URL of an OpenAI-compatible server that a first start sets up, e.g. http://127.0.0.1:11434/v1.
    #[arg(long, env = "ROPEWALK_OPENAI_COMPAT_BASE_URL", value_name = "URL")]
    openai_compat_base_url: Option<String>,
    /// Key of that server, when it wants one.
    #[arg(long, env = "ROPEWALK_OPENAI_COMPAT_API_KEY", value_name = "KEY", hide_env_values = true)]
    openai_compat_api_key: Option<Secret>,
    /// Name of the model that the server offers.
    #[arg(long, env = "ROPEWALK_OPENAI_COMPAT_MODEL", value_name = "MODEL")]
    openai_compat_model: Option<String>,
    /// Context window of that model, in tokens [default: 32768].
    #[arg(long, env = "ROPEWALK_OPENAI_COMPAT_CONTEXT_LIMIT", value_name = "TOKENS")]
    openai_compat_context_limit: Option<i64>,
    /// How long a provider may send nothing before the attempt fails, in seconds; 0 waits for ever [default: 600].
    #[arg(long, env = "ROPEWALK_MODEL_SILENCE_TIMEOUT_SECS", value_name = "SECONDS")]
    model_silence_timeout_secs: Option<u64>,
}

/// The section with values.
#[derive(Clone, Debug)]
pub struct ModelSettings {
    /// Anthropic, when its key is in the environment.
    pub anthropic: Option<PresetKey>,
    /// OpenAI, when its key is in the environment.
    pub openai: Option<PresetKey>,
    /// An OpenAI-compatible server, when its base URL is given.
    pub openai_compat: Option<PresetKey>,
    /// The silence guard; [`Duration::MAX`] = none (chat-engine.md GL-11).
    pub silence_timeout: Duration,
}

/// A provider to set up.
#[derive(Clone, Debug)]
pub struct PresetKey {
    /// Its key; empty = none needed.
    pub api_key: Secret,
    /// Its base URL; `None` = the provider's own.
    pub base_url: Option<String>,
    /// The model to offer; `None` = the catalogue's choice.
    pub model: Option<String>,
    /// That model's context window; `None` = the catalogue's.
    pub context_limit: Option<i64>,
}

impl ModelArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            openai_compat_base_url: self.openai_compat_base_url.or(other.openai_compat_base_url),
            openai_compat_api_key: self.openai_compat_api_key.or(other.openai_compat_api_key),
            openai_compat_model: self.openai_compat_model.or(other.openai_compat_model),
            openai_compat_context_limit: self
                .openai_compat_context_limit
                .or(other.openai_compat_context_limit),
            model_silence_timeout_secs: self.model_silence_timeout_secs.or(other.model_silence_timeout_secs),
        }
    }

    pub(crate) fn resolve(self, environment: &Environment) -> ModelSettings {
        let from_environment = |key: &str, base_url: &str| {
            environment.get(key).map(|api_key| PresetKey {
                api_key: Secret::new(api_key),
                base_url: environment.get(base_url).map(str::to_owned),
                model: None,
                context_limit: None,
            })
        };
        let openai_compat =
            self.openai_compat_base_url.filter(|url| !url.is_empty()).map(|base_url| PresetKey {
                api_key: self.openai_compat_api_key.unwrap_or_else(|| Secret::new("")),
                base_url: Some(base_url),
                model: self.openai_compat_model,
                context_limit: Some(self.openai_compat_context_limit.unwrap_or(32_768)),
            });
        ModelSettings {
            anthropic: from_environment("ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"),
            openai: from_environment("OPENAI_API_KEY", "OPENAI_BASE_URL"),
            openai_compat,
            silence_timeout: match self.model_silence_timeout_secs.unwrap_or(600) {
                0 => Duration::MAX,
                secs => Duration::from_secs(secs),
            },
        }
    }
}
