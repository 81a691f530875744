//! On whose behalf a call is made: the chat and its ancestors, as headers (agent-and-provisioning.md 2.15).

use http::{HeaderMap, HeaderValue};
use ropewalk_model::ChatId;
use ropewalk_wire::agent::{ANCESTOR_CHAT_IDS_HEADER, CHAT_ID_HEADER};

/// The chat that a call belongs to; nobody's call by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallContext {
    /// The chat; processes that it starts are seen by no other chat.
    pub chat_id: Option<ChatId>,
    /// Its parents, nearest first.
    pub ancestors: Vec<ChatId>,
}

impl CallContext {
    /// A call of one chat without parents.
    #[must_use]
    pub const fn of_chat(chat_id: ChatId) -> Self {
        Self { chat_id: Some(chat_id), ancestors: Vec::new() }
    }

    /// A call of one chat and the chat that made it, if one did.
    #[must_use]
    pub fn of_child(chat_id: ChatId, parent: Option<ChatId>) -> Self {
        Self { chat_id: Some(chat_id), ancestors: parent.into_iter().collect() }
    }

    /// Adds the headers.
    pub fn write_headers(&self, headers: &mut HeaderMap) {
        if let Some(chat_id) = self.chat_id
            && let Ok(value) = HeaderValue::from_str(&chat_id.to_string())
        {
            headers.insert(CHAT_ID_HEADER, value);
        }
        if !self.ancestors.is_empty()
            && let Ok(json) = serde_json::to_string(&self.ancestors)
            && let Ok(value) = HeaderValue::from_str(&json)
        {
            headers.insert(ANCESTOR_CHAT_IDS_HEADER, value);
        }
    }

    /// Reads the headers. A bad id means "no chat", a bad list "no ancestors".
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            chat_id: text(CHAT_ID_HEADER).and_then(|id| id.parse().ok()),
            ancestors: text(ANCESTOR_CHAT_IDS_HEADER)
                .and_then(|json| serde_json::from_str(json).ok())
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ANCESTOR_CHAT_IDS_HEADER, CHAT_ID_HEADER, CallContext, ChatId};
    use http::{HeaderMap, HeaderValue};

    #[test]
    fn headers_carry_the_context() {
        let id = |n: u128| ChatId::from(uuid::Uuid::from_u128(n));
        for context in [
            CallContext::default(),
            CallContext::of_chat(id(1)),
            CallContext { chat_id: Some(id(1)), ancestors: vec![id(2), id(3)] },
        ] {
            let mut headers = HeaderMap::new();
            context.write_headers(&mut headers);
            assert_eq!(CallContext::from_headers(&headers), context);
        }
    }

    #[test]
    fn bad_ids_mean_no_chat() {
        let mut headers = HeaderMap::new();
        headers.insert(CHAT_ID_HEADER, HeaderValue::from_static("me"));
        headers.insert(ANCESTOR_CHAT_IDS_HEADER, HeaderValue::from_static("[1]"));
        assert_eq!(CallContext::from_headers(&headers), CallContext::default());
    }
}
