//! The key pair that tells push services who sends (RFC 8292, "VAPID"): made once per deployment, its private half sealed.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::Duration;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use ropewalk_model::Timestamp;
use ropewalk_store::settings::SettingKey;
use ropewalk_telemetry::{ErrorChain, Secret};
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;

use crate::vault::Purpose;
use crate::{Platform, UseCaseError};

/// How long a signature holds. Push services take at most 24 hours.
const HOLDS_FOR: Duration = Duration::hours(12);

/// The pair of this deployment.
pub(crate) struct VapidKeys {
    pair: EcdsaKeyPair,
    /// Base64url without padding: as browsers and push services want it.
    public: String,
}

impl std::fmt::Debug for VapidKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VapidKeys").field("public", &self.public).finish_non_exhaustive()
    }
}

/// As it stands in the settings.
#[derive(Serialize, Deserialize)]
struct StoredKeys {
    public: String,
    sealed_private: String,
}

impl VapidKeys {
    fn read(pkcs8: &[u8]) -> Result<Self, &'static str> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new())
            .map_err(|_rejected| "it is no key pair of P-256")?;
        let public = URL_SAFE_NO_PAD.encode(pair.public_key());
        Ok(Self { pair, public })
    }

    pub(super) fn public(&self) -> &str {
        &self.public
    }

    /// The `Authorization` of a message to the service at `endpoint`, from `sender`, whom its operators may turn to.
    pub(super) fn authorization(
        &self,
        endpoint: &Url,
        sender: &Url,
        now: Timestamp,
    ) -> Result<String, UseCaseError> {
        let encode = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let head = encode(json!({ "typ": "JWT", "alg": "ES256" }));
        let claims = encode(json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": (now + HOLDS_FOR).timestamp(),
            "sub": subject(sender),
        }));
        let signed = format!("{head}.{claims}");
        let signature = self
            .pair
            .sign(&SystemRandom::new(), signed.as_bytes())
            .map_err(|_opaque| UseCaseError::internal("sign a notification", "the signature failed"))?;
        Ok(format!("vapid t={signed}.{}, k={}", URL_SAFE_NO_PAD.encode(signature), self.public))
    }
}

/// Some services insist on a `https:` or `mailto:` URL.
fn subject(sender: &Url) -> String {
    match (sender.scheme(), sender.host_str()) {
        ("https", _) => sender.origin().ascii_serialization(),
        (_, host) => format!("mailto:ropewalk@{}", host.unwrap_or("localhost")),
    }
}

impl Platform {
    /// The public key for subscriptions to notifications; `None` before [`Platform::start_up`], or when the private one cannot be opened.
    #[must_use]
    pub fn webpush_public_key(&self) -> Option<&str> {
        self.vapid_cell().get().map(VapidKeys::public)
    }

    /// Reads the key pair, or makes it at the deployment's first start. A pair that cannot be opened turns notifications off and stops
    /// nothing else.
    pub(crate) async fn set_up_webpush(&self) -> Result<(), UseCaseError> {
        let stored = match self.store().setting(SettingKey::VapidKeys).await? {
            Some(stored) => stored,
            None => {
                let fresh = self.new_vapid_keys()?;
                self.store().setting_or_init(SettingKey::VapidKeys, &fresh, self.now()).await?
            }
        };
        match self.open_vapid_keys(&stored) {
            // Another start-up of this process may have been first, with the same pair.
            Ok(keys) => drop(self.vapid_cell().set(keys)),
            Err(error) => tracing::error!("Notifications are off: {}", ErrorChain(&error)),
        }
        Ok(())
    }

    fn new_vapid_keys(&self) -> Result<String, UseCaseError> {
        const STEP: &str = "make the key pair for notifications";
        let private = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map_err(|_opaque| UseCaseError::internal(STEP, "no randomness"))?;
        let keys = VapidKeys::read(private.as_ref()).map_err(|why| UseCaseError::internal(STEP, why))?;
        let secret = Secret::new(STANDARD.encode(private.as_ref()));
        let sealed = self
            .vault()
            .seal(&Purpose::vapid_private_key(), &secret, self.entropy())
            .map_err(|error| UseCaseError::internal(STEP, error))?;
        let stored = StoredKeys { public: keys.public, sealed_private: STANDARD.encode(sealed) };
        serde_json::to_string(&stored).map_err(|error| UseCaseError::internal(STEP, error))
    }

    fn open_vapid_keys(&self, stored: &str) -> Result<VapidKeys, UseCaseError> {
        const STEP: &str = "open the key pair for notifications";
        let stored: StoredKeys =
            serde_json::from_str(stored).map_err(|error| UseCaseError::internal(STEP, error))?;
        let sealed =
            STANDARD.decode(stored.sealed_private).map_err(|error| UseCaseError::internal(STEP, error))?;
        let private = self
            .vault()
            .open(&Purpose::vapid_private_key(), &sealed)
            .map_err(|error| UseCaseError::internal(STEP, error))?;
        let pkcs8 = STANDARD
            .decode(private.expose())
            .map_err(|_secret| UseCaseError::internal(STEP, "it is no base64"))?;
        VapidKeys::read(&pkcs8).map_err(|why| UseCaseError::internal(STEP, why))
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use ring::rand::SystemRandom;
    use ring::signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, UnparsedPublicKey,
    };
    use ropewalk_model::Timestamp;
    use serde_json::{Value, json};

    use super::VapidKeys;

    #[test]
    fn a_push_service_can_check_who_sends() {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        let keys = VapidKeys::read(made.expect("a pair").as_ref()).expect("a pair");
        let endpoint = "https://push.example.com:8443/x/y".parse().expect("a URL");
        for (sender, subject) in [
            ("https://ropewalk.example.com/", "https://ropewalk.example.com"),
            ("http://127.0.0.1:7070/", "mailto:ropewalk@127.0.0.1"),
        ] {
            let sender = sender.parse().expect("a URL");
            let header = keys.authorization(&endpoint, &sender, Timestamp::default()).expect("signed");
            let (token, key) =
                header.strip_prefix("vapid t=").and_then(|it| it.split_once(", k=")).expect("both");
            let (signed, signature) = token.rsplit_once('.').expect("a signature");
            let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64");
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key))
                .verify(signed.as_bytes(), &bytes(signature))
                .expect("a good signature");
            let claims: Value =
                serde_json::from_slice(&bytes(signed.split_once('.').expect("claims").1)).expect("JSON");
            assert_eq!(
                claims,
                json!({ "aud": "https://push.example.com:8443", "exp": 43_200, "sub": subject })
            );
        }
    }
}
