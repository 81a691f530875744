//! Which server the command line talks to, and as whom.
//!
//! Order: `--url` and `--token`, then `ROPEWALK_URL` and `ROPEWALK_SESSION_TOKEN`, then `CODER_URL` and
//! `CODER_SESSION_TOKEN` (set inside workspaces and by tools made for that API), then what `ropewalk login`
//! stored. The file is readable by its owner alone.

use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use ropewalk_client::Client;
use ropewalk_config::Environment;
use serde::{Deserialize, Serialize};

/// The server when nothing names one.
pub(crate) const DEFAULT_URL: &str = "http://127.0.0.1:3000";

/// Flags of every command that talks to a server.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct SessionArgs {
    /// The server [default: where `ropewalk login` was].
    #[arg(long, env = "ROPEWALK_URL", value_name = "URL", global = true)]
    pub(crate) url: Option<String>,
    /// A session token or API token [default: the one that `ropewalk login` stored].
    #[arg(long, env = "ROPEWALK_SESSION_TOKEN", value_name = "TOKEN", hide_env_values = true, global = true)]
    pub(crate) token: Option<String>,
}

/// What `ropewalk login` stores.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct StoredSession {
    pub(crate) url: String,
    pub(crate) token: String,
}

impl SessionArgs {
    /// A client with a session.
    pub(crate) fn client(&self, environment: &Environment) -> anyhow::Result<Client> {
        let stored = read(&file(environment)?)?;
        let url = self.url_or_stored(environment, stored.as_ref());
        let given = self.token.clone().filter(|token| !token.is_empty());
        let from_environment = || environment.get("CODER_SESSION_TOKEN").map(str::to_owned);
        // A stored token goes only to the server that it was made by.
        let from_file =
            || stored.filter(|session| same_server(&session.url, &url)).map(|session| session.token);
        let Some(token) = given.or_else(from_environment).or_else(from_file) else {
            bail!("you are not logged in to {url}\nhint: run `ropewalk login {url}`");
        };
        Ok(Client::new(&url, Some(token))?)
    }

    /// The URL of the server.
    pub(crate) fn server_url(&self, environment: &Environment) -> anyhow::Result<String> {
        let stored = read(&file(environment)?)?;
        Ok(self.url_or_stored(environment, stored.as_ref()))
    }

    fn url_or_stored(&self, environment: &Environment, stored: Option<&StoredSession>) -> String {
        self.url
            .clone()
            .filter(|url| !url.is_empty())
            .or_else(|| environment.get("CODER_URL").map(str::to_owned))
            .or_else(|| stored.map(|session| session.url.clone()))
            .unwrap_or_else(|| DEFAULT_URL.to_owned())
    }
}

fn same_server(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// Where the session is stored.
pub(crate) fn file(environment: &Environment) -> anyhow::Result<PathBuf> {
    if let Some(dir) = environment.get("XDG_CONFIG_HOME") {
        return Ok(PathBuf::from(dir).join("ropewalk/session.json"));
    }
    match environment.get("HOME") {
        Some(home) => Ok(PathBuf::from(home).join(".config/ropewalk/session.json")),
        None => bail!("no place to keep the session: set HOME"),
    }
}

fn read(path: &Path) -> anyhow::Result<Option<StoredSession>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("could not read {}", path.display())),
    };
    serde_json::from_str(&text)
        .map(Some)
        .with_context(|| format!("could not understand {}; remove it and log in again", path.display()))
}

/// Stores the session.
pub(crate) fn write(path: &Path, session: &StoredSession) -> anyhow::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("could not make {}", parent.display()))?;
    }
    let failed = || format!("could not write {}", path.display());
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)
        .with_context(failed)?;
    // The mode above counts only for a new file.
    file.set_permissions(std::fs::Permissions::from_mode(0o600)).with_context(failed)?;
    file.write_all(serde_json::to_string_pretty(session)?.as_bytes()).with_context(failed)
}

/// Forgets the session.
pub(crate) fn forget(path: &Path) -> anyhow::Result<()> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("could not remove {}", path.display())),
    }
}
