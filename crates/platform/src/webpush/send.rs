//! Sending a message to all browsers of a person.

use futures::future::try_join_all;
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use ropewalk_model::UserId;
use ropewalk_store::webpush::WebpushSubscription;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::webpush::WebpushMessage;

use super::encrypt::encrypt;
use super::{VapidKeys, address};
use crate::{Platform, UseCaseError};

/// How long a push service keeps a message for a browser that is away, in seconds: a day.
const KEPT_FOR: &str = "86400";
/// The longest title and the longest text, in characters; some systems show less. Together they fit into a message, also when JSON writes
/// each as six bytes.
const TITLE_CHARS: usize = 120;
const BODY_CHARS: usize = 500;

/// What a person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushMessage {
    /// Its headline; cut when it is too long.
    pub title: String,
    /// What is told; cut when it is too long.
    pub body: String,
    /// Where a click leads: a path of the page.
    pub path: String,
    /// What it is about, at most 32 characters of base64url: a later message about the same takes the place of one that no browser has
    /// fetched yet.
    pub topic: Option<String>,
}

/// Why one browser was not told.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    /// The push service does not know the subscription any more.
    #[error("the push service does not know this browser any more")]
    Gone,
    /// It refused the message.
    #[error("the push service answered with status {0}")]
    Refused(StatusCode),
    /// It was not reached.
    #[error("the push service was not reached")]
    Unreachable(#[source] reqwest::Error),
    /// The message was not made.
    #[error("the message was not made")]
    NotMade(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Platform {
    /// Tells all browsers of `user` that want it; gives how many took it. Failures are logged alone, and a browser that its push service
    /// does not know any more is forgotten. The engine calls it for the owner of a chat. Nothing happens when notifications are off.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn push(&self, user: UserId, message: &PushMessage) -> Result<usize, UseCaseError> {
        if self.webpush_public_key().is_none() {
            return Ok(0);
        }
        let subscriptions = self.store().webpush_subscriptions(user).await?;
        let told = try_join_all(subscriptions.iter().map(|it| self.push_to(it, message))).await?;
        Ok(told.into_iter().filter(|took| *took).count())
    }

    /// Tells one browser; gives whether its service took the message.
    async fn push_to(
        &self,
        subscription: &WebpushSubscription,
        message: &PushMessage,
    ) -> Result<bool, UseCaseError> {
        let user = subscription.user_id;
        match self.send_push(subscription, message).await {
            Ok(()) => Ok(true),
            Err(SendError::Gone) => {
                tracing::debug!(user.id = %user, "A browser wants no notifications any more");
                self.store().bury_webpush_subscription(subscription.id).await?;
                Ok(false)
            }
            Err(error @ (SendError::Refused(_) | SendError::Unreachable(_) | SendError::NotMade(_))) => {
                tracing::warn!(user.id = %user, "A notification was not sent: {}", ErrorChain(&error));
                Ok(false)
            }
        }
    }

    /// Sends to one browser.
    pub(super) async fn send_push(
        &self,
        subscription: &WebpushSubscription,
        message: &PushMessage,
    ) -> Result<(), SendError> {
        let not_made = |error: UseCaseError| SendError::NotMade(error.into());
        let keys = self.vapid_keys().map_err(not_made)?;
        // It was checked when it was stored; by rules that a later version may have made stricter.
        let endpoint = address::parse(&subscription.endpoint)
            .map_err(|why| SendError::NotMade(format!("the address of the push service {why}").into()))?;
        let sender = &self.settings().access_url;
        let authorization = keys.authorization(&endpoint, sender, self.now()).map_err(not_made)?;
        let payload = payload(message).map_err(|error| SendError::NotMade(error.into()))?;
        let body = encrypt(&payload, &subscription.p256dh, &subscription.auth, self.entropy())
            .map_err(|error| SendError::NotMade(error.into()))?;
        let mut request = self
            .push_http()
            .post(endpoint)
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_ENCODING, "aes128gcm")
            .header(CONTENT_TYPE, "application/octet-stream")
            .header("TTL", KEPT_FOR)
            .header("Urgency", "normal");
        if let Some(topic) = &message.topic {
            request = request.header("Topic", topic);
        }
        let answer =
            request.body(body).send().await.map_err(|error| SendError::Unreachable(error.without_url()))?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            StatusCode::NOT_FOUND | StatusCode::GONE => Err(SendError::Gone),
            status => Err(SendError::Refused(status)),
        }
    }

    fn vapid_keys(&self) -> Result<&VapidKeys, UseCaseError> {
        self.vapid_cell().get().ok_or_else(|| UseCaseError::Precondition {
            message: "Notifications are off on this server: its key pair for them cannot be opened."
                .to_owned(),
        })
    }
}

/// The message as the page's service worker reads it (chats-api.md 1.20).
fn payload(message: &PushMessage) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&WebpushMessage {
        icon: "/favicon.svg".to_owned(),
        title: clip(&message.title, TITLE_CHARS),
        body: clip(&message.body, BODY_CHARS),
        actions: Vec::new(),
        data: [("url".to_owned(), message.path.clone())].into(),
    })
}

fn clip(text: &str, max: usize) -> String {
    let text = text.trim();
    match text.char_indices().nth(max) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::encrypt::MESSAGE_BYTES_MAX;
    use super::{PushMessage, payload};

    fn read(title: &str, body: &str) -> Value {
        let message =
            PushMessage { title: title.into(), body: body.into(), path: "/agents/1".into(), topic: None };
        let bytes = payload(&message).expect("JSON");
        assert!(bytes.len() <= MESSAGE_BYTES_MAX, "{}", bytes.len());
        serde_json::from_slice(&bytes).expect("JSON")
    }

    #[test]
    fn a_message_always_fits() {
        assert_eq!(
            read("Fix the build", " Tests green "),
            json!({
                "icon": "/favicon.svg", "title": "Fix the build", "body": "Tests green", "actions": [],
                "data": { "url": "/agents/1" },
            })
        );
        assert_eq!(read("x", &"ä".repeat(501))["body"], format!("{}…", "ä".repeat(500)));
        for widest in ["\u{1}", "𝄞"] {
            let told = read(&widest.repeat(5000), &widest.repeat(5000));
            assert_eq!(told["title"], format!("{}…", widest.repeat(120)));
        }
    }
}
