//! Subscriptions of browsers: taken, given up, tried out (chats-api.md 1.20).

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ropewalk_authz::Subject;
use ropewalk_store::webpush::WebpushSubscription;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::webpush::{DeleteWebpushSubscription, WebpushSubscription as Request};

use super::address;
use super::encrypt::{AUTH_BYTES, PUBLIC_KEY_BYTES};
use super::send::{PushMessage, SendError};
use crate::accounts::UserRef;
use crate::{FieldProblem, Platform, UseCaseError};

/// Browsers pad or do not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Why nobody else's are set up.
const OWN_ALONE: &str = "Notifications can be set up for your own account alone.";
/// Where the page's settings of notifications are.
const SETTINGS_PATH: &str = "/settings";

impl Platform {
    /// Takes the subscription of one's own browser, after a first message to it has been sent.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account; invalid for an address that messages may not be sent to, and for keys that are
    /// none; upstream when the push service does not take the message; precondition when notifications are off.
    pub async fn subscribe_to_push(
        &self,
        subject: &Subject,
        user: &UserRef,
        request: &Request,
    ) -> Result<(), UseCaseError> {
        let user_id = self.own_account(subject, user, OWN_ALONE).await?;
        let key = |text: &str, length: usize| LENIENT.decode(text).ok().filter(|it| it.len() == length);
        let p256dh = key(&request.p256dh_key, PUBLIC_KEY_BYTES);
        let auth = key(&request.auth_key, AUTH_BYTES);
        let mut problems = Vec::new();
        if let Err(why) = address::parse(&request.endpoint) {
            problems.push(FieldProblem::new("endpoint", why));
        }
        if p256dh.is_none() {
            problems.push(FieldProblem::new("p256dh_key", "must be 65 bytes in base64url"));
        }
        if auth.is_none() {
            problems.push(FieldProblem::new("auth_key", "must be 16 bytes in base64url"));
        }
        let (Some(p256dh), Some(auth), true) = (p256dh, auth, problems.is_empty()) else {
            return Err(UseCaseError::invalid_fields(problems));
        };
        let subscription = WebpushSubscription {
            id: self.entropy().uuid().into(),
            user_id,
            endpoint: request.endpoint.clone(),
            p256dh,
            auth,
        };
        let hello = PushMessage {
            title: "Notifications are on".to_owned(),
            body: "You are told here when a chat is done, or stops with an error.".to_owned(),
            path: SETTINGS_PATH.to_owned(),
            topic: None,
        };
        self.send_push(&subscription, &hello).await.map_err(refused)?;
        Ok(self.store().put_webpush_subscription(&subscription, self.now()).await?)
    }

    /// Gives up the subscription of one's own browser.
    ///
    /// # Errors
    /// Not found, also for an address that is not subscribed; forbidden for another person's account.
    pub async fn unsubscribe_from_push(
        &self,
        subject: &Subject,
        user: &UserRef,
        request: &DeleteWebpushSubscription,
    ) -> Result<(), UseCaseError> {
        let user = self.own_account(subject, user, OWN_ALONE).await?;
        if self.store().delete_webpush_subscription(user, &request.endpoint).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("subscription"))
        }
    }

    /// Sends a message to all of one's own browsers.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account; precondition when no browser took it.
    pub async fn test_push(&self, subject: &Subject, user: &UserRef) -> Result<(), UseCaseError> {
        let user = self.own_account(subject, user, OWN_ALONE).await?;
        let message = PushMessage {
            title: "A test".to_owned(),
            body: "Notifications of Ropewalk arrive here.".to_owned(),
            path: SETTINGS_PATH.to_owned(),
            topic: None,
        };
        match self.push(user, &message).await? {
            0 => Err(UseCaseError::Precondition {
                message: "No browser of yours takes notifications. Turn them on in one first.".to_owned(),
            }),
            _took => Ok(()),
        }
    }
}

fn refused(error: SendError) -> UseCaseError {
    match error {
        SendError::NotMade(cause) => match cause.downcast::<UseCaseError>() {
            Ok(off) => *off,
            Err(cause) => UseCaseError::invalid_field("p256dh_key", format!("cannot be used: {cause}")),
        },
        error @ (SendError::Gone | SendError::Refused(_) | SendError::Unreachable(_)) => {
            UseCaseError::Upstream {
                message: "The push service of this browser did not take a first message, so notifications stay off."
                    .to_owned(),
                detail: Some(ErrorChain(&error).to_string()),
            }
        }
    }
}
