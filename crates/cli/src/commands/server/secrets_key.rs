//! Where this server's key that seals secrets comes from (docs/adr/0004, 0013): the file that an operator names, the file in the data
//! directory, or the other servers' by way of the database that they share.

use ropewalk_config::ServerSettings;
use ropewalk_model::{Clock, Entropy};
use ropewalk_platform::vault::{DatabaseLogin, KEY_FILE_NAME, SharedKey, Vault, VaultError};
use ropewalk_store::Store;

/// Opens the vault. Call it before the server registers: one that must not run is no replica.
pub(super) async fn open_vault(
    settings: &ServerSettings,
    store: &Store,
    clock: &dyn Clock,
    entropy: &dyn Entropy,
) -> Result<Vault, VaultError> {
    if let Some(given) = &settings.storage.secrets_key_file {
        // one that is missing is a mistake, never a reason to seal with a new key
        return Vault::open_existing(given)?.check_shared(store, given).await;
    }
    let path = settings.storage.data_dir.join(KEY_FILE_NAME);
    if settings.database.postgres_url.is_none() {
        // nobody else reaches the server's own PostgreSQL
        return Vault::open_or_create(&path, entropy);
    }
    let login = settings.database.login().map(|(user, password)| DatabaseLogin { user, password });
    let shared = SharedKey { store, path: &path, login: login.as_ref(), now: clock.now(), entropy };
    Vault::open_shared(&shared).await
}
