//! A browser that subscribes, and decrypts what it is sent.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::elliptic_curve::sec1::ToSec1Point;
use p256::{PublicKey, SecretKey};
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use serde_json::{Value, json};

use super::Pushed;

/// A browser with a subscription.
pub struct Browser {
    endpoint: String,
    key: SecretKey,
    auth: [u8; 16],
}

impl std::fmt::Debug for Browser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Browser").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl Browser {
    /// A browser whose service takes messages for it there.
    ///
    /// # Panics
    /// Never: a hash of random bytes is a key, but for one in 2^32.
    #[must_use]
    pub fn new(endpoint: String) -> Self {
        let key = SecretKey::from_slice(&rand::random::<[u8; 32]>()).expect("a key");
        Self { endpoint, key, auth: rand::random() }
    }

    /// Where its service takes messages.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Its subscription, as `POST …/webpush/subscription` takes it.
    #[must_use]
    pub fn subscription(&self) -> Value {
        json!({
            "endpoint": self.endpoint,
            "auth_key": URL_SAFE_NO_PAD.encode(self.auth),
            "p256dh_key": URL_SAFE_NO_PAD.encode(self.public()),
        })
    }

    fn public(&self) -> Vec<u8> {
        self.key.public_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// Decrypts a message for it as JSON.
    ///
    /// # Panics
    /// When it was not encrypted for this browser.
    #[must_use]
    pub fn decrypt(&self, message: &Pushed) -> Value {
        let text = self.open(&message.body).expect("the message is for this browser");
        serde_json::from_slice(&text).expect("the message is JSON")
    }

    /// `salt (16) | record size (4) | length (1) | sender's key | record`, of one record.
    fn open(&self, body: &[u8]) -> Option<Vec<u8>> {
        let (salt, rest) = body.split_at_checked(16)?;
        let (_record_size, rest) = rest.split_at_checked(4)?;
        let (length, rest) = rest.split_first()?;
        let (sender, record) = rest.split_at_checked(usize::from(*length))?;
        let sender_key = PublicKey::from_sec1_bytes(sender).ok()?;
        let shared = p256::ecdh::diffie_hellman(self.key.to_nonzero_scalar(), sender_key.as_affine());
        let own = self.public();
        let info: [&[u8]; 3] = [b"WebPush: info\0", &own, sender];
        let input = derive::<32>(&self.auth, shared.raw_secret_bytes(), &info)?;
        let key = derive::<16>(salt, &input, &[b"Content-Encoding: aes128gcm\0"])?;
        let nonce = derive::<12>(salt, &input, &[b"Content-Encoding: nonce\0"])?;
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?);
        let mut record = record.to_vec();
        let text = key.open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record).ok()?;
        let (last, text) = text.split_last()?;
        (*last == 2).then(|| text.to_vec())
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Option<[u8; N]> {
    let mut out = [0; N];
    Salt::new(HKDF_SHA256, salt).extract(secret).expand(info, Length(N)).ok()?.fill(&mut out).ok()?;
    Some(out)
}
