//! LLM providers and the models that chats can use.
//!
//! What must stay true: as long as there is a model config there is exactly one default, and it is an enabled one when any
//! is enabled (chats-api.md 1.16). Writers of model configs therefore take turns ([`lock_model_configs`]); readers
//! and chats never wait for them.

mod callable;
mod compaction;
mod model_configs;
mod providers;
mod user_keys;

pub use callable::CallableModel;
pub use compaction::CompactionThreshold;
pub use model_configs::{DefaultWish, ModelConfigDraft, ModelConfigRecord, ModelConfigWrite};
pub use providers::{ProviderDraft, ProviderRecord, ProviderRemoval, ProviderSource};
pub use user_keys::UserProviderKey;

use sqlx::PgConnection;

use crate::{Step, StoreError};

/// Makes writers of model configs take turns until the transaction ends.
async fn lock_model_configs(connection: &mut PgConnection) -> Result<(), StoreError> {
    sqlx::query!("lock table chat_model_configs in share row exclusive mode")
        .execute(connection)
        .await
        .map(drop)
        .step("wait for other changes of the model configs")
}
