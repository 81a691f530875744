//! The server's settings, one file per section. Each setting has one name in three spellings: the flag
//! `--http-address`, the variable `ROPEWALK_HTTP_ADDRESS`, and the key `http_address` in its section of the
//! file. A flag wins over the environment, the environment over the file, the file over the default.
//! `ropewalk server --help` is the documentation: the help texts stand here and nowhere else.
//!
//! Invariant: this crate reads the file it is told to read and nothing else; it never writes.

mod database;
mod file;
mod http;
mod logs;
mod models;
mod replicas;
mod storage;
mod workspaces;

pub use database::{DatabaseArgs, DatabaseSettings};
pub use file::{ConfigError, find_file, read_file};
pub use http::{HttpArgs, HttpSettings};
pub use logs::{LogArgs, LogFormatName, LogsSettings};
pub use models::{ModelArgs, ModelSettings, PresetKey};
pub use replicas::{ReplicaArgs, ReplicaSettings};
pub use storage::{StorageArgs, StorageSettings, default_data_dir};
pub use workspaces::{SandboxChoice, WorkspaceArgs, WorkspaceSettings};

/// All settings as given: by flag and environment (clap), or by the file (serde).
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServerArgs {
    #[command(flatten)]
    #[serde(rename = "http")]
    http: HttpArgs,
    #[command(flatten)]
    #[serde(rename = "storage")]
    storage: StorageArgs,
    #[command(flatten)]
    #[serde(rename = "database")]
    database: DatabaseArgs,
    #[command(flatten)]
    #[serde(rename = "replicas")]
    replicas: ReplicaArgs,
    #[command(flatten)]
    #[serde(rename = "workspaces")]
    workspaces: WorkspaceArgs,
    #[command(flatten)]
    #[serde(rename = "models")]
    models: ModelArgs,
    #[command(flatten)]
    #[serde(rename = "logs")]
    logs: LogArgs,
}

/// All settings, each with a value.
#[derive(Clone, Debug)]
pub struct ServerSettings {
    /// Where and how the server answers HTTP.
    pub http: HttpSettings,
    /// Where its files are.
    pub storage: StorageSettings,
    /// Which PostgreSQL it uses.
    pub database: DatabaseSettings,
    /// How it works together with others.
    pub replicas: ReplicaSettings,
    /// How workspaces run on this host.
    pub workspaces: WorkspaceSettings,
    /// Which LLM providers a first start sets up.
    pub models: ModelSettings,
    /// What it logs.
    pub logs: LogsSettings,
}

impl ServerArgs {
    /// Fills what is missing from `file`, then from the defaults.
    ///
    /// # Errors
    /// A value that makes no sense; the error names the setting.
    pub fn resolve(self, file: Self, environment: &Environment) -> Result<ServerSettings, ConfigError> {
        Ok(ServerSettings {
            http: self.http.or(file.http).resolve()?,
            storage: self.storage.or(file.storage).resolve(environment)?,
            database: self.database.or(file.database).resolve(),
            replicas: self.replicas.or(file.replicas).resolve()?,
            workspaces: self.workspaces.or(file.workspaces).resolve(),
            models: self.models.or(file.models).resolve(environment),
            logs: self.logs.or(file.logs).resolve(),
        })
    }
}

/// What the settings need to know of the process' surroundings, given so that tests can give it too.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Variables, as `std::env::vars` has them.
    pub variables: std::collections::BTreeMap<String, String>,
    /// Whether the process runs as root.
    pub is_root: bool,
}

impl Environment {
    /// The value of a variable; an empty one counts as not set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}
