//! The one-time set-up token: who may make the first account from another machine (docs/adr/0003).
//!
//! A server that nobody has set up gives itself to the first who comes. On the server's own machine that is the person who
//! started it. From elsewhere it must be somebody who reads the server's output, which holds this token.

use ropewalk_store::settings::SettingKey;
use ropewalk_telemetry::Secret;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{Platform, UseCaseError};

const TOKEN_CHARS: usize = 32;

impl Platform {
    /// Makes a new set-up token, for the server to print, if nobody has an account yet; earlier ones stop working. Only its
    /// hash is kept. The server calls it at its start, so it takes no subject.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn new_setup_token(&self) -> Result<Option<Secret>, UseCaseError> {
        if self.store().any_user_exists().await? {
            return Ok(None);
        }
        let token = Secret::new(self.entropy().alphanumeric(TOKEN_CHARS));
        self.store().put_setting(SettingKey::SetupTokenHash, &hash_of(&token), self.now()).await?;
        Ok(Some(token))
    }

    /// Whether this is the set-up token.
    pub(super) async fn is_setup_token(&self, token: &Secret) -> Result<bool, UseCaseError> {
        let Some(stored) = self.store().setting(SettingKey::SetupTokenHash).await? else { return Ok(false) };
        Ok(hash_of(token).as_bytes().ct_eq(stored.as_bytes()).into())
    }
}

fn hash_of(token: &Secret) -> String {
    hex::encode(Sha256::digest(token.expose().trim()))
}
