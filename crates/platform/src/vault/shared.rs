//! One key for all servers of a deployment: the file of each data directory, and a copy in the database, wrapped under
//! the password of the PostgreSQL URL, from which a new server takes it (docs/adr/0013).
//!
//! What must stay true: two servers that start on an empty database at once agree on one key before either seals
//! anything, and before either writes its file; no file and no copy of another key is ever overwritten; what is stored
//! cannot be opened by guessing a password that is among the first to be tried.

use std::path::{Path, PathBuf};

use ropewalk_model::{Entropy, Timestamp};
use ropewalk_store::Store;
use ropewalk_store::settings::SettingKey;
use ropewalk_telemetry::Secret;

use super::key_file::{read_key, write_key};
use super::wrapped::{Fresh, WrappedKey};
use super::{KEY_BYTES, KeyId, Vault, VaultError};
use crate::accounts::password_problem;

/// The names that a password of the database must not be, besides its user's.
const USUAL_NAME: &str = "postgres";

/// The user and the password of the PostgreSQL URL.
#[derive(Clone, Debug)]
pub struct DatabaseLogin {
    /// The name of the database's role; empty when the URL names none.
    pub user: String,
    /// Its password.
    pub password: Secret,
}

/// Where a server and the others on its database keep the key.
pub struct SharedKey<'a> {
    /// The database of all.
    pub store: &'a Store,
    /// The file of this server.
    pub path: &'a Path,
    /// What the copy in the database is wrapped under; `None`: there is none, and none can be opened.
    pub login: Option<&'a DatabaseLogin>,
    /// Now, for the copy's row.
    pub now: Timestamp,
    /// For a new key, salts and nonces.
    pub entropy: &'a dyn Entropy,
}

/// Why the keys of the servers on one database do not fit together.
#[derive(Debug, thiserror::Error)]
pub enum SharedKeyError {
    /// This server's file holds another key than the others use.
    #[error(
        "the key file {path} holds the key {have}, but the servers on this database use the key {shared}. Nothing was \
         changed. If this file is from another deployment, move it away: the server then takes the right key from the database. If this \
         file is the right one, remove the other from the database: delete from site_settings where key in ('wrapped_secrets_key', \
         'vault_key_id')",
        path = .path.display()
    )]
    OtherKey {
        /// The file.
        path: PathBuf,
        /// Its key.
        have: KeyId,
        /// The key of the database.
        shared: KeyId,
    },
    /// The copy in the database was wrapped under another password.
    #[error(
        "the key {shared} of this database's servers cannot be opened with the password in the PostgreSQL URL: it was wrapped \
         under another one. Start a server that has the key file once with the present URL (it wraps the key anew), or copy its \
         secrets.key to {path}. If no server has it any more, it is lost: delete from site_settings where key in \
         ('wrapped_secrets_key', 'vault_key_id'), and enter the keys of the LLM providers again",
        path = .path.display()
    )]
    OtherPassword {
        /// The key.
        shared: KeyId,
        /// Where this server's file would be.
        path: PathBuf,
    },
    /// The URL has no password to open the copy with.
    #[error(
        "the key {shared} of this database's servers is wrapped under the password of the PostgreSQL URL, and this server's URL \
         has none. Give the URL with the password, or copy secrets.key of another server to {path}",
        path = .path.display()
    )]
    NoPassword {
        /// The key.
        shared: KeyId,
        /// Where this server's file would be.
        path: PathBuf,
    },
}

impl Vault {
    /// The vault with the key of all servers on this database: from this server's file, else from the database, else
    /// a new one, which the file and (under a password that is not a weak one) the database then hold. Call it at the start of the
    /// server, before anything is sealed: it reads and writes files.
    ///
    /// # Errors
    /// [`VaultError::Shared`]: nothing was changed; the text says what to do. Also the errors of the file and of the database.
    pub async fn open_shared(shared: &SharedKey<'_>) -> Result<Self, VaultError> {
        let file = read_key(shared.path)?;
        let stored = shared.stored().await?;
        let key = match (file, stored) {
            (Some(key), Some(stored)) => {
                shared.check(&key, &stored)?;
                shared.rewrap(&key, &stored).await?;
                return Ok(Self::with_key(&key));
            }
            (Some(key), None) => {
                if let Some(stored) = shared.store_copy(&key).await? {
                    shared.check(&key, &stored)?;
                }
                return Ok(Self::with_key(&key));
            }
            (None, Some(stored)) => shared.open(&stored).await?,
            (None, None) => {
                let mut key = [0; KEY_BYTES];
                shared.entropy.fill(&mut key);
                match shared.store_copy(&key).await? {
                    // another server was first: its key is everybody's
                    Some(stored) if stored.key_id != Self::with_key(&key).key_id() => {
                        shared.open(&stored).await?
                    }
                    Some(_) | None => key,
                }
            }
        };
        let vault = Self::with_key(&write_key(shared.path, &key, shared.entropy)?);
        tracing::info!("The key {} that seals secrets now stands in {}", vault.key_id, shared.path.display());
        Ok(vault)
    }

    /// Refuses this vault when the servers on the database are known to use another key. For a key that an
    /// operator provides: it is neither stored nor replaced.
    ///
    /// # Errors
    /// [`SharedKeyError::OtherKey`]; the database does not answer.
    pub async fn check_shared(self, store: &Store, path: &Path) -> Result<Self, VaultError> {
        match stored(store).await? {
            Some(stored) if stored.key_id != self.key_id => {
                let (path, have, shared) = (path.to_owned(), self.key_id, stored.key_id);
                Err(SharedKeyError::OtherKey { path, have, shared }.into())
            }
            Some(_) | None => Ok(self),
        }
    }
}

impl SharedKey<'_> {
    async fn stored(&self) -> Result<Option<WrappedKey>, VaultError> {
        stored(self.store).await
    }

    fn check(&self, key: &[u8; KEY_BYTES], stored: &WrappedKey) -> Result<(), SharedKeyError> {
        let have = Vault::with_key(key).key_id();
        if have == stored.key_id {
            return Ok(());
        }
        Err(SharedKeyError::OtherKey { path: self.path.to_owned(), have, shared: stored.key_id })
    }

    /// The key of the database.
    async fn open(&self, stored: &WrappedKey) -> Result<[u8; KEY_BYTES], VaultError> {
        let (shared, path) = (stored.key_id, self.path.to_owned());
        let Some(login) = self.login else { return Err(SharedKeyError::NoPassword { shared, path }.into()) };
        let key = unwrap_key(stored, login).await?;
        let key = key.ok_or(SharedKeyError::OtherPassword { shared, path })?;
        tracing::info!("Took the key {shared} that seals secrets from the database");
        Ok(key)
    }

    /// Stores a copy unless there is one; gives the copy that stands then. `None`: no copy may be stored.
    async fn store_copy(&self, key: &[u8; KEY_BYTES]) -> Result<Option<WrappedKey>, VaultError> {
        let Some(login) = self.login.filter(|login| is_fit(login)) else { return Ok(None) };
        let key_id = Vault::with_key(key).key_id();
        let known = self.store.setting(SettingKey::VaultKeyId).await.map_err(VaultError::Store)?;
        if known.is_some_and(|known| known != key_id.to_string()) {
            // The secrets were sealed with another key; this one is not the deployment's (docs/adr/0004).
            return Ok(None);
        }
        let wrapped = self.wrap(key, login).await?.to_string();
        let setting = SettingKey::WrappedSecretsKey;
        let stands =
            self.store.setting_or_init(setting, &wrapped, self.now).await.map_err(VaultError::Store)?;
        if stands == wrapped {
            tracing::info!(
                "Other servers with this PostgreSQL URL can now take the key {key_id} from the database"
            );
        }
        stands.parse().map(Some).map_err(VaultError::BadWrappedKey)
    }

    /// Wraps the key anew when the password has changed.
    async fn rewrap(&self, key: &[u8; KEY_BYTES], stored: &WrappedKey) -> Result<(), VaultError> {
        let Some(login) = self.login else { return Ok(()) };
        if unwrap_key(stored, login).await?.is_some() || !is_fit(login) {
            return Ok(());
        }
        let wrapped = self.wrap(key, login).await?.to_string();
        let setting = SettingKey::WrappedSecretsKey;
        let replaced = self.store.replace_setting(setting, &stored.to_string(), &wrapped, self.now).await;
        if replaced.map_err(VaultError::Store)? {
            tracing::info!(
                "The password of the PostgreSQL URL has changed: the key {} in the database is wrapped anew",
                stored.key_id
            );
        }
        Ok(())
    }

    async fn wrap(&self, key: &[u8; KEY_BYTES], login: &DatabaseLogin) -> Result<WrappedKey, VaultError> {
        let (key, password, fresh) = (*key, login.password.clone(), Fresh::new(self.entropy));
        blocking(move || WrappedKey::wrap(&key, &password, fresh)).await
    }
}

async fn stored(store: &Store) -> Result<Option<WrappedKey>, VaultError> {
    let text = store.setting(SettingKey::WrappedSecretsKey).await.map_err(VaultError::Store)?;
    text.map(|text| text.parse()).transpose().map_err(VaultError::BadWrappedKey)
}

async fn unwrap_key(
    stored: &WrappedKey,
    login: &DatabaseLogin,
) -> Result<Option<[u8; KEY_BYTES]>, VaultError> {
    let (stored, password) = (stored.clone(), login.password.clone());
    blocking(move || stored.unwrap_key(&password)).await
}

/// Deriving takes long; the async threads go on meanwhile.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    tokio::task::spawn_blocking(work).await.map_err(VaultError::Lost)?
}

/// Whether the password may guard the key against whoever has a copy of the database and time to guess.
fn is_fit(login: &DatabaseLogin) -> bool {
    match password_problem(login.password.expose(), &[&login.user, USUAL_NAME]) {
        None => true,
        Some(problem) => {
            tracing::warn!(
                "The key that seals secrets is not kept in the database, because the password in the PostgreSQL URL {problem}: \
                 give the database's role a better one, or copy secrets.key to each further server by hand"
            );
            false
        }
    }
}

#[cfg(test)]
#[path = "shared_tests.rs"]
mod tests;
