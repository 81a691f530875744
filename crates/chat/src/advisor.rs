//! The advisor: another model that a chat's model can ask when it does not know how to go on (chat-engine.md 6.2). What administrators set of it.

use ropewalk_model::ModelConfigId;
use ropewalk_model::chat::ReasoningEffort;
use ropewalk_store::settings::SettingKey;
use ropewalk_store::{Store, StoreError};
use ropewalk_telemetry::ErrorChain;
use serde::{Deserialize, Serialize};

/// How often it can be asked in a turn, where nothing is set.
const DEFAULT_USES: u32 = 1200;
/// How long its answer may be, in tokens, where nothing is set.
const DEFAULT_OUTPUT_TOKENS: u32 = 16_384;

/// What administrators set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdvisorSettings {
    /// Whether chats have one.
    pub enabled: bool,
    /// How often it can be asked in a turn; 0 = as good as without end.
    pub max_uses_per_run: u32,
    /// How long its answer may be, in tokens; 0 = 16,384.
    pub max_output_tokens: u32,
    /// Its model; none = the chat's own.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think; none = as its config says.
    pub reasoning_effort: Option<ReasoningEffort>,
}

/// What is stored of it, but for whether it is on.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    max_uses_per_run: u32,
    max_output_tokens: u32,
    model_config_id: Option<uuid::Uuid>,
    reasoning_effort: Option<String>,
}

impl AdvisorSettings {
    /// How often it can be asked in a turn.
    pub(crate) const fn uses(&self) -> u32 {
        if self.max_uses_per_run == 0 { DEFAULT_USES } else { self.max_uses_per_run }
    }

    /// How long its answer may be, in tokens.
    pub(crate) const fn output_tokens(&self) -> u32 {
        if self.max_output_tokens == 0 { DEFAULT_OUTPUT_TOKENS } else { self.max_output_tokens }
    }

    /// What is set; what cannot be read counts as not set, and is logged.
    pub(crate) async fn read(store: &Store) -> Result<Self, StoreError> {
        let enabled = store.flag_setting(SettingKey::ChatAdvisorEnabled, false).await?;
        let stored = store.setting(SettingKey::ChatAdvisor).await?;
        let stored: Stored = stored
            .map(|text| {
                serde_json::from_str(&text).unwrap_or_else(|error| {
                    tracing::warn!("The settings of the advisor cannot be read: {}", ErrorChain(&error));
                    Stored::default()
                })
            })
            .unwrap_or_default();
        Ok(Self {
            enabled,
            max_uses_per_run: stored.max_uses_per_run,
            max_output_tokens: stored.max_output_tokens,
            model_config_id: stored.model_config_id.map(Into::into),
            reasoning_effort: stored.reasoning_effort.as_deref().and_then(ReasoningEffort::parse),
        })
    }

    /// As it is stored, but for whether it is on.
    pub(crate) fn stored(&self) -> String {
        let stored = Stored {
            max_uses_per_run: self.max_uses_per_run,
            max_output_tokens: self.max_output_tokens,
            model_config_id: self.model_config_id.map(Into::into),
            reasoning_effort: self.reasoning_effort.map(|it| it.as_str().to_owned()),
        };
        // Numbers and words always have a JSON form.
        serde_json::to_string(&stored).unwrap_or_default()
    }
}
