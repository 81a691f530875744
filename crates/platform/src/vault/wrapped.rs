//! The deployment's key as it may stand in the database: wrapped under the password of the PostgreSQL URL
//! (docs/adr/0013).
//!
//! The wrapping key is argon2id of the password with a random salt, with the parameters that RFC 9106 recommends where
//! memory is limited (64 MiB, 3 passes, 4 lanes); the cipher is XChaCha20-Poly1305, and the key's id is authenticated with it.
//! The text form is `1:key id:salt:nonce:ciphertext and tag`, each in hex. The number stands for all of this, so nobody
//! who writes to the database can make a server spend more memory or less work.
//!
//! What must stay true: without the password the text tells only the key's id, which is a hash of 32 random bytes.

use std::fmt;
use std::str::FromStr;

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ropewalk_model::Entropy;
use ropewalk_telemetry::Secret;

use super::{KEY_BYTES, KEY_ID_BYTES, KeyId, NONCE_BYTES, Vault, VaultError};

const FORM: &str = "1";
const SALT_BYTES: usize = 16;
/// The key and the cipher's tag.
const SEALED_BYTES: usize = KEY_BYTES + 16;

const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 4;

/// A key under a password.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct WrappedKey {
    pub(super) key_id: KeyId,
    salt: [u8; SALT_BYTES],
    nonce: [u8; NONCE_BYTES],
    sealed: [u8; SEALED_BYTES],
}

/// The text is no wrapped key.
#[derive(Debug, thiserror::Error)]
#[error("it must be `1:key id:salt:nonce:key`, in hex")]
pub struct BadWrappedKey;

/// The random bytes of one wrapping. Each is used once.
pub(super) struct Fresh {
    salt: [u8; SALT_BYTES],
    nonce: [u8; NONCE_BYTES],
}

impl Fresh {
    pub(super) fn new(entropy: &dyn Entropy) -> Self {
        let (mut salt, mut nonce) = ([0; SALT_BYTES], [0; NONCE_BYTES]);
        entropy.fill(&mut salt);
        entropy.fill(&mut nonce);
        Self { salt, nonce }
    }
}

impl WrappedKey {
    /// Wraps a key. Takes some tenths of a second and 64 MiB: call it off the async threads.
    pub(super) fn wrap(
        key: &[u8; KEY_BYTES],
        password: &Secret,
        Fresh { salt, nonce }: Fresh,
    ) -> Result<Self, VaultError> {
        let key_id = Vault::with_key(key).key_id();
        let aad = authenticated(key_id);
        let payload = Payload { msg: key, aad: aad.as_bytes() };
        let sealed = cipher(password, &salt)?
            .encrypt(&XNonce::from(nonce), payload)
            .ok()
            .and_then(|sealed| sealed.try_into().ok())
            .ok_or_else(|| VaultError::Seal { purpose: "the secrets key".to_owned() })?;
        Ok(Self { key_id, salt, nonce, sealed })
    }

    /// The key; `None` when it was wrapped under another password, or changed. As slow as [`Self::wrap`].
    pub(super) fn unwrap_key(&self, password: &Secret) -> Result<Option<[u8; KEY_BYTES]>, VaultError> {
        let aad = authenticated(self.key_id);
        let payload = Payload { msg: &self.sealed, aad: aad.as_bytes() };
        let opened = cipher(password, &self.salt)?.decrypt(&XNonce::from(self.nonce), payload);
        let key = opened.ok().and_then(|key| <[u8; KEY_BYTES]>::try_from(key).ok());
        Ok(key.filter(|key| Vault::with_key(key).key_id() == self.key_id))
    }
}

fn authenticated(key_id: KeyId) -> String {
    format!("ropewalk secrets key {FORM} {key_id}")
}

fn cipher(password: &Secret, salt: &[u8; SALT_BYTES]) -> Result<XChaCha20Poly1305, VaultError> {
    let mut key = [0; KEY_BYTES];
    Params::new(MEMORY_KIB, PASSES, LANES, Some(KEY_BYTES))
        .and_then(|params| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(
                password.expose().as_bytes(),
                salt,
                &mut key,
            )
        })
        .map_err(VaultError::Derive)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

impl fmt::Display for WrappedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key_id, salt, nonce, sealed } = self;
        let hex = |bytes: &[u8]| hex::encode(bytes);
        write!(f, "{FORM}:{key_id}:{}:{}:{}", hex(salt), hex(nonce), hex(sealed))
    }
}

impl FromStr for WrappedKey {
    type Err = BadWrappedKey;

    fn from_str(text: &str) -> Result<Self, BadWrappedKey> {
        fn bytes<const N: usize>(hex: &str) -> Result<[u8; N], BadWrappedKey> {
            let mut bytes = [0; N];
            hex::decode_to_slice(hex, &mut bytes).map_err(|_bad_hex| BadWrappedKey)?;
            Ok(bytes)
        }
        let fields: Vec<&str> = text.split(':').collect();
        let [FORM, key_id, salt, nonce, sealed] = fields[..] else { return Err(BadWrappedKey) };
        Ok(Self {
            key_id: KeyId(bytes::<KEY_ID_BYTES>(key_id)?),
            salt: bytes(salt)?,
            nonce: bytes(nonce)?,
            sealed: bytes(sealed)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::SystemEntropy;
    use ropewalk_telemetry::Secret;

    use super::{Fresh, WrappedKey};

    #[test]
    fn a_key_opens_under_its_password_alone() {
        let (password, key) = (Secret::new("pass for the database"), [7; 32]);
        let wrapped = WrappedKey::wrap(&key, &password, Fresh::new(&SystemEntropy)).unwrap();
        let text = wrapped.to_string();
        assert!(!text.contains(&hex::encode([7; 8])), "the key is not in it");
        let read: WrappedKey = text.parse().unwrap();
        assert_eq!(read.unwrap_key(&password).unwrap(), Some(key));
        assert_eq!(read.unwrap_key(&Secret::new("pass for the databasf")).unwrap(), None);
        let again = WrappedKey::wrap(&key, &password, Fresh::new(&SystemEntropy)).unwrap();
        assert_ne!(again.to_string(), text, "salt and nonce are new each time");
    }

    #[test]
    fn a_changed_text_does_not_open() {
        let password = Secret::new("pass for the database");
        let text = WrappedKey::wrap(&[7; 32], &password, Fresh::new(&SystemEntropy)).unwrap().to_string();
        for bad in ["", "1", "2:00", &text[1..], &text[..text.len() - 2], &format!("{text}:00")] {
            assert!(bad.parse::<WrappedKey>().is_err(), "{bad}");
        }
        let fields: Vec<&str> = text.split(':').collect();
        for field in 1..fields.len() {
            let mut changed: Vec<String> = fields.iter().map(|&it| it.to_owned()).collect();
            let first = if changed[field].starts_with('0') { "1" } else { "0" };
            changed[field].replace_range(..1, first);
            let changed: WrappedKey = changed.join(":").parse().unwrap();
            assert_eq!(changed.unwrap_key(&password).unwrap(), None, "field {field}");
        }
    }
}
