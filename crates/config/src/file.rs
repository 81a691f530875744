//! The settings file: TOML with one table per section. Unknown keys are errors, so that a slip shows.

use std::path::{Path, PathBuf};

use crate::{Environment, ServerArgs};

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("could not read the settings file {}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The file is not what it should be.
    #[error("could not understand the settings file {}", .path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A value that makes no sense.
    #[error("{setting} = {value}: {reason}")]
    Invalid {
        /// The setting.
        setting: &'static str,
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A path that cannot be made absolute.
    #[error("{setting} = {}: cannot be made an absolute path", .path.display())]
    Path {
        /// The setting.
        setting: &'static str,
        /// What was given.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// Nothing says where to keep data.
    #[error("no place for the data directory: give --data-dir, or set HOME")]
    NoDataDir,
}

/// The file that is read when none is named: `$XDG_CONFIG_HOME/ropewalk/server.toml`, for root
/// `/etc/ropewalk/server.toml`; only when it exists.
#[must_use]
pub fn find_file(environment: &Environment) -> Option<PathBuf> {
    let path = if environment.is_root {
        PathBuf::from("/etc/ropewalk/server.toml")
    } else if let Some(dir) = environment.get("XDG_CONFIG_HOME") {
        PathBuf::from(dir).join("ropewalk/server.toml")
    } else {
        PathBuf::from(environment.get("HOME")?).join(".config/ropewalk/server.toml")
    };
    path.is_file().then_some(path)
}

/// Reads a settings file.
///
/// # Errors
/// It cannot be read, or holds something that is not a setting.
pub fn read_file(path: &Path) -> Result<ServerArgs, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| ConfigError::Read { path: path.to_owned(), source })?;
    toml::from_str(&text)
        .map_err(|source| ConfigError::Parse { path: path.to_owned(), source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clap::Parser;

    use super::read_file;
    use crate::{Environment, SandboxChoice, ServerArgs};

    #[derive(clap::Parser)]
    struct Cli {
        #[command(flatten)]
        server: ServerArgs,
    }

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        let variables: BTreeMap<_, _> =
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        Environment { variables, is_root: false }
    }

    fn flags(args: &[&str]) -> ServerArgs {
        Cli::try_parse_from([&["server"], args].concat()).expect("flags").server
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("server.toml");
        std::fs::write(
            &path,
            "[http]\nhttp_address = \"127.0.0.1:4000\"\napi_rate_limit = 7\n[workspaces]\nworkspace_sandbox = \"landlock\"\n",
        )
        .expect("write");
        let file = read_file(&path).expect("file");
        let settings = flags(&["--http-address", "127.0.0.1:5000"])
            .resolve(file, &environment(&[("HOME", "/home/somebody")]))
            .expect("settings");
        assert_eq!(settings.http.address.port(), 5000);
        assert_eq!(settings.http.api_rate_limit_per_minute, 7);
        assert_eq!(settings.http.login_rate_limit_per_minute, 60);
        assert_eq!(settings.workspaces.sandbox, SandboxChoice::Landlock);
        assert_eq!(settings.storage.data_dir.to_str(), Some("/home/somebody/.local/share/ropewalk"));
    }

    #[test]
    fn an_unknown_key_is_named() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("server.toml");
        std::fs::write(&path, "[http]\nadress = \"127.0.0.1:4000\"\n").expect("write");
        let error = read_file(&path).expect_err("unknown key");
        let source = std::error::Error::source(&error).expect("cause").to_string();
        assert!(source.contains("adress"), "{source}");
    }

    #[test]
    fn a_url_without_host_is_refused_by_name() {
        let error = flags(&["--access-url", "file:///tmp"])
            .resolve(ServerArgs::default(), &environment(&[("HOME", "/h")]))
            .expect_err("no host");
        assert!(error.to_string().starts_with("access_url = file:///tmp"), "{error}");
    }

    #[test]
    fn keys_of_other_tools_give_ready_providers() {
        let environment =
            environment(&[("HOME", "/h"), ("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", "http://x/v1")]);
        let settings = flags(&[]).resolve(ServerArgs::default(), &environment).expect("settings");
        let openai = settings.models.openai.expect("preset");
        assert_eq!(openai.api_key.expose(), "k");
        assert_eq!(openai.base_url.as_deref(), Some("http://x/v1"));
        assert!(settings.models.anthropic.is_none());
    }
}
