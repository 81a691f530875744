//! Where the server's files are.

use std::path::PathBuf;

use crate::{ConfigError, Environment};

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Storage")]
#[serde(default, deny_unknown_fields)]
pub struct StorageArgs {
    /// Directory of everything the server keeps on this host: its own PostgreSQL, local workspaces, the key
    /// that seals secrets [default: ~/.local/share/ropewalk, as root /var/lib/ropewalk].
    #[arg(long, env = "ROPEWALK_DATA_DIR", value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// File with the 32 byte key (64 hex digits) that seals secrets in the database
    /// [default: DATA_DIR/secrets.key, made at the first start].
    ///
    /// Replicas of one cluster need the same key. Without this setting a new one takes it from the database,
    /// where it is wrapped under the password in --postgres-url. With it, nothing is stored there.
    #[arg(long, env = "ROPEWALK_SECRETS_KEY_FILE", value_name = "FILE")]
    secrets_key_file: Option<PathBuf>,
}

/// The section with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageSettings {
    /// The data directory.
    pub data_dir: PathBuf,
    /// The key file; `None` = `secrets.key` in the data directory.
    pub secrets_key_file: Option<PathBuf>,
}

impl StorageArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            data_dir: self.data_dir.or(other.data_dir),
            secrets_key_file: self.secrets_key_file.or(other.secrets_key_file),
        }
    }

    pub(crate) fn resolve(self, environment: &Environment) -> Result<StorageSettings, ConfigError> {
        let data_dir = match self.data_dir {
            Some(dir) => dir,
            None => default_data_dir(environment).ok_or(ConfigError::NoDataDir)?,
        };
        let data_dir = std::path::absolute(&data_dir).map_err(|source| ConfigError::Path {
            setting: "data_dir",
            path: data_dir.clone(),
            source,
        })?;
        Ok(StorageSettings { data_dir, secrets_key_file: self.secrets_key_file })
    }
}

/// The data directory when none is given. Root does not use its home: that is closed to the
/// unprivileged user that PostgreSQL must run as.
#[must_use]
pub fn default_data_dir(environment: &Environment) -> Option<PathBuf> {
    if environment.is_root {
        return Some(PathBuf::from("/var/lib/ropewalk"));
    }
    if let Some(dir) = environment.get("XDG_DATA_HOME") {
        return Some(PathBuf::from(dir).join("ropewalk"));
    }
    environment.get("HOME").map(|home| PathBuf::from(home).join(".local/share/ropewalk"))
}
