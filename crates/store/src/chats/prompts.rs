//! What a person has written in a chat, for the input's history (chats-api.md 1.7, `GET …/prompts`).

use ropewalk_model::{ChatId, MessageId};

use super::json::decode_text;
use crate::{Step, Store, StoreError};

/// The text of a user message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The message.
    pub id: MessageId,
    /// Its text parts, one after the other.
    pub text: String,
}

impl Store {
    /// The newest user messages of a chat that have text, newest first, at most `limit`.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.prompts", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat_prompts(&self, id: ChatId, limit: u16) -> Result<Vec<Prompt>, StoreError> {
        let rows = sqlx::query!(
            r#"select said.id, said.text as "text!"
                 from (select m.id,
                              (select string_agg(p.part ->> 'text', '' order by p.place)
                                 from jsonb_array_elements(m.content) with ordinality as p(part, place)
                                where p.part ->> 'type' = 'text') as text
                         from chat_messages m
                        where m.chat_id = $1 and m.role = 'user' and not m.deleted
                          and m.visibility in ('user', 'both')) said
                where btrim(said.text, E' \t\r\n') <> ''
                order by said.id desc
                limit $2"#,
            id.uuid(),
            i64::from(limit),
        )
        .fetch_all(self.pool())
        .await
        .step("read the prompts of a chat")?;
        Ok(rows
            .into_iter()
            .map(|row| Prompt { id: MessageId(row.id), text: decode_text(&row.text) })
            .collect())
    }
}
