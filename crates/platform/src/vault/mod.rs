//! Seals secrets that the database keeps: provider keys today, tokens of other services later
//! (architecture.md decision 7; docs/adr/0004).
//!
//! A sealed secret is `version (1) | key id (8) | nonce (24) | XChaCha20-Poly1305 ciphertext and tag`. Its
//! *purpose* (table, column and row id) is authenticated with it, so a blob copied to another row does not open.
//! The key is 32 random bytes in a file outside the database: a dump of the database alone gives nobody a key. Servers on one
//! database share it by a copy that is wrapped under the password of their PostgreSQL URL ([`shared`]).
//!
//! What must stay true: a wrong key is told apart from a damaged blob, because the way out differs; and nothing
//! here prints a secret or the key.

mod key_file;
mod purpose;
mod shared;
mod wrapped;

use std::fmt;
use std::path::PathBuf;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use ropewalk_model::Entropy;
use ropewalk_store::StoreError;
use ropewalk_telemetry::Secret;
use sha2::{Digest, Sha256};

pub use key_file::KEY_FILE_NAME;
pub use purpose::Purpose;
pub use shared::{DatabaseLogin, SharedKey, SharedKeyError};
pub use wrapped::BadWrappedKey;

const VERSION: u8 = 1;
const KEY_BYTES: usize = 32;
const KEY_ID_BYTES: usize = 8;
const NONCE_BYTES: usize = 24;
const HEADER_BYTES: usize = 1 + KEY_ID_BYTES + NONCE_BYTES;

/// Why a secret could not be sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The key file cannot be read or made.
    #[error("could not {step} the key file {path}", path = .path.display())]
    KeyFile {
        /// What was to be done.
        step: &'static str,
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// The key file is there, but it does not hold a key.
    #[error("the key file {path} must hold 64 hex digits (32 bytes)", path = .path.display())]
    BadKeyFile {
        /// The file.
        path: PathBuf,
    },
    /// The secret was sealed with another key than the one of this server.
    #[error(
        "the secret was sealed with the key {sealed_with}, this server has the key {have}: \
         restore the key file, or enter the secret again"
    )]
    OtherKey {
        /// The key that it was sealed with.
        sealed_with: KeyId,
        /// The key of this server.
        have: KeyId,
    },
    /// The blob was changed, cut, or moved from another place.
    #[error("the sealed secret of {purpose} is damaged: enter the secret again")]
    Damaged {
        /// Where it stands.
        purpose: String,
    },
    /// The servers on one database would not have one key.
    #[error(transparent)]
    Shared(#[from] SharedKeyError),
    /// The copy of the key in the database cannot be read.
    #[error("the setting wrapped_secrets_key in the database is damaged; nothing was changed")]
    BadWrappedKey(#[source] BadWrappedKey),
    /// The copy of the key in the database could not be read or written.
    #[error("could not look after the secrets key in the database")]
    Store(#[source] StoreError),
    /// No key could be derived from the password of the PostgreSQL URL; there may be too little memory.
    #[error("could not derive a key from the password in the PostgreSQL URL")]
    Derive(#[source] argon2::Error),
    /// The thread that derives ended.
    #[error("the thread that derives a key was lost")]
    Lost(#[source] tokio::task::JoinError),
    /// The secret could not be sealed; it is far too long.
    #[error("could not seal the secret of {purpose}")]
    Seal {
        /// Where it was to stand.
        purpose: String,
    },
}

/// Names a key without telling it: the beginning of its hash.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId([u8; KEY_ID_BYTES]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Seals and opens secrets with the one key of this deployment. All replicas need the same key.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    key_id: KeyId,
    /// A secret of its own that other keys are derived from; it tells nothing of the key itself.
    root: [u8; KEY_BYTES],
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl Vault {
    /// A vault with this key.
    #[must_use]
    pub fn with_key(key: &[u8; KEY_BYTES]) -> Self {
        let digest = Sha256::new().chain_update(b"ropewalk vault key id\0").chain_update(key).finalize();
        let mut key_id = [0; KEY_ID_BYTES];
        key_id.copy_from_slice(&digest[..KEY_ID_BYTES]);
        let root =
            Sha256::new().chain_update(b"ropewalk vault derivation root\0").chain_update(key).finalize();
        Self { cipher: XChaCha20Poly1305::new(key.into()), key_id: KeyId(key_id), root: root.into() }
    }

    /// A key for another use than sealing, the same on every server with this vault's key. `label` names the use;
    /// keys of two labels tell nothing of each other.
    #[must_use]
    pub(crate) fn derive_key(&self, label: &str) -> [u8; KEY_BYTES] {
        let mut block = [0; 64];
        block[..KEY_BYTES].copy_from_slice(&self.root);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        mac.update(label.as_bytes());
        mac.finalize().into_bytes().into()
    }

    /// Which key this is.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// Seals a secret for one place.
    ///
    /// # Errors
    /// [`VaultError::Seal`], when the secret is larger than the cipher takes (256 GiB).
    pub fn seal(
        &self,
        purpose: &Purpose,
        secret: &Secret,
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let mut nonce = [0; NONCE_BYTES];
        entropy.fill(&mut nonce);
        let payload = Payload { msg: secret.expose().as_bytes(), aad: purpose.as_str().as_bytes() };
        let sealed = self
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_opaque| VaultError::Seal { purpose: purpose.as_str().to_owned() })?;
        let mut blob = Vec::with_capacity(HEADER_BYTES + sealed.len());
        blob.push(VERSION);
        blob.extend_from_slice(&self.key_id.0);
        blob.extend_from_slice(&nonce);
        blob.extend_from_slice(&sealed);
        Ok(blob)
    }

    /// Opens a secret of one place.
    ///
    /// # Errors
    /// [`VaultError::OtherKey`] when another key sealed it; [`VaultError::Damaged`] when it was changed or moved.
    pub fn open(&self, purpose: &Purpose, blob: &[u8]) -> Result<Secret, VaultError> {
        let damaged = || VaultError::Damaged { purpose: purpose.as_str().to_owned() };
        let Some((header, sealed)) = blob.split_at_checked(HEADER_BYTES) else { return Err(damaged()) };
        let (&version, rest) = header.split_first().ok_or_else(damaged)?;
        if version != VERSION {
            return Err(damaged());
        }
        let (key_id, nonce) = rest.split_at(KEY_ID_BYTES);
        if key_id != self.key_id.0 {
            let sealed_with = KeyId(key_id.try_into().map_err(|_length| damaged())?);
            return Err(VaultError::OtherKey { sealed_with, have: self.key_id });
        }
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_length| damaged())?;
        let payload = Payload { msg: sealed, aad: purpose.as_str().as_bytes() };
        let opened = self.cipher.decrypt(&XNonce::from(nonce), payload).map_err(|_opaque| damaged())?;
        String::from_utf8(opened).map(Secret::from).map_err(|_not_text| damaged())
    }
}

#[cfg(test)]
#[path = "vault_tests.rs"]
mod tests;
