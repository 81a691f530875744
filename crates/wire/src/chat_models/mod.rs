//! LLM providers, model configs and the catalogue (chats-api.md 1.14-1.16, 2.15-2.17).

mod call_config;
mod catalog;
mod model_configs;
mod price;
mod providers;

pub use call_config::{ModelCallConfig, ModelCost, ModelReasoningEffort};
pub use catalog::{
    CatalogModel, ChatModelProvider, ChatModelsResponse, ModelUnavailableReason, SuggestedModel,
};
pub use model_configs::{ChatModelConfig, CreateChatModelConfigRequest, UpdateChatModelConfigRequest};
pub use price::{PriceError, PricePerMillion};
pub use providers::{
    ChatProviderConfig, ChatProviderSource, CreateChatProviderRequest, PutUserProviderKeyRequest,
    TestChatProviderResponse, UpdateChatProviderRequest, UserChatProviderConfig,
};
