//! The tools that a chat's client runs itself (chats-api.md 2.13). Given when the chat is made, and never changed.
//!
//! A chat row says only whether there are any: they can be large, and most reads of the row do not need them.

use ropewalk_model::ChatId;
use ropewalk_model::chat::DynamicTool;

use super::json::from_jsonb;
use crate::{Step, Store, StoreError};

impl Store {
    /// The tools of a chat's client, in the order that it gave them; none for an unknown chat.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.dynamic_tools", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat_dynamic_tools(&self, id: ChatId) -> Result<Vec<DynamicTool>, StoreError> {
        let tools = sqlx::query_scalar!("select dynamic_tools from chats where id = $1", id.uuid())
            .fetch_optional(self.pool())
            .await
            .step("read the tools of a chat's client")?
            .flatten();
        tools.map_or_else(|| Ok(Vec::new()), |tools| from_jsonb("dynamic tools of the chat", &id, tools))
    }
}
