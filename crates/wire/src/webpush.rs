//! Notifications in browsers (chats-api.md 1.20).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where and how a browser can be sent messages: what its `PushSubscription` says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebpushSubscription {
    /// Where its push service takes them: an https URL, not of a private address.
    pub endpoint: String,
    /// The secret of the browser, 16 bytes in base64url.
    pub auth_key: String,
    /// The public key of the browser, 65 bytes in base64url.
    pub p256dh_key: String,
}

/// Names the subscription to give up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeleteWebpushSubscription {
    /// Its address.
    pub endpoint: String,
}

/// A message, as the page's service worker decrypts it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebpushMessage {
    /// A path of the page.
    pub icon: String,
    /// The headline.
    pub title: String,
    /// What is told.
    pub body: String,
    /// Buttons.
    pub actions: Vec<WebpushMessageAction>,
    /// `url`: the path of the page that a click leads to.
    pub data: BTreeMap<String, String>,
}

/// A button of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WebpushMessageAction {
    /// What stands on it.
    pub label: String,
    /// Where it leads.
    pub url: String,
}
