//! The command line of the agent: `ropewalk-agent`, and `ropewalk agent` of the main program
//! (agent-and-provisioning.md 2.1).

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use nix::unistd::{User, getuid};
use ropewalk_model::{SystemClock, SystemEntropy};
use ropewalk_telemetry::{LogFormat, LogSettings, Secret, init_logs};
use ropewalk_tunnel::TunnelSettings;
use sha2::{Digest, Sha256};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::task::TaskTracker;
use url::Url;

use crate::chat_context::ContextPlaces;
use crate::run::{AgentStop, run_agent};
use crate::server::install_crypto_provider;
use crate::settings::{AgentLimits, AgentSettings};
use crate::supervise;

/// The flags. Each `CODER_*` variable may also be given as `ROPEWALK_*`.
#[derive(Clone, Debug, clap::Args)]
pub struct AgentArgs {
    /// Address of the server, such as https://ropewalk.example.com.
    #[arg(long, env = "CODER_AGENT_URL")]
    url: Option<Url>,
    /// The agent's token. Other users of this machine can see it on a command line: better use the variable
    /// or the file.
    #[arg(long, env = "CODER_AGENT_TOKEN", hide_env_values = true)]
    token: Option<Secret>,
    /// File that holds the agent's token.
    #[arg(long, env = "CODER_AGENT_TOKEN_FILE")]
    token_file: Option<PathBuf>,
    /// Directory for the logs of scripts [default: a private directory below the temporary directory].
    #[arg(long, env = "CODER_AGENT_LOG_DIR")]
    log_dir: Option<PathBuf>,
    /// Directory for the data of scripts [default: a private directory below the temporary directory].
    #[arg(long, env = "CODER_AGENT_SCRIPT_DATA_DIR")]
    script_data_dir: Option<PathBuf>,
    /// What to log: a level, or levels by module [default: info].
    #[arg(long = "log", env = "ROPEWALK_LOG", value_name = "FILTER")]
    log_filter: Option<String>,
    /// Run the agent as a child process, and start it again when it crashes.
    #[arg(long)]
    restart_after_crash: bool,
}

/// The command of the small program.
#[must_use]
pub fn command() -> clap::Command {
    let command = clap::Command::new("ropewalk-agent")
        .version(env!("CARGO_PKG_VERSION"))
        .about("The program inside a workspace: connects it to a Ropewalk server");
    <AgentArgs as clap::Args>::augment_args(command)
}

/// Runs an agent until SIGTERM or SIGINT; a second signal makes it hurry.
///
/// # Errors
/// The flags are incomplete, or the agent could not start.
pub async fn run(args: AgentArgs) -> anyhow::Result<()> {
    let filter = args.log_filter.clone().unwrap_or_else(|| "info".to_owned());
    init_logs(&LogSettings { filter, format: LogFormat::Human }, None)?;
    if args.restart_after_crash {
        return supervise::run().await;
    }
    install_crypto_provider();
    let settings = args.resolve(std::env::vars_os().collect())?;
    let stop = AgentStop::default();
    let tasks = TaskTracker::new();
    tasks.spawn(listen_for_signals(stop.clone())?);
    run_agent(settings, stop).await?;
    Ok(())
}

fn listen_for_signals(stop: AgentStop) -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be listened for")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be listened for")?;
    Ok(async move {
        for token in [&stop.soft, &stop.hard] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            token.cancel();
        }
    })
}

impl AgentArgs {
    /// The settings: flag, then `CODER_*` variable (both by clap), then `ROPEWALK_*` variable, then default.
    fn resolve(self, mut environment: BTreeMap<OsString, OsString>) -> anyhow::Result<AgentSettings> {
        let variable =
            |name: &str| environment.get(OsStr::new(name)).filter(|value| !value.is_empty()).cloned();
        let path = |given: Option<PathBuf>, name| given.or_else(|| variable(name).map(PathBuf::from));
        let text = |name| variable(name).and_then(|value| value.into_string().ok());
        let url = match (self.url, text("ROPEWALK_AGENT_URL")) {
            (Some(url), _) => url,
            (None, Some(text)) => text.parse().context("ROPEWALK_AGENT_URL is no address")?,
            (None, None) => bail!("the server's address is missing: give --url or set CODER_AGENT_URL"),
        };
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            bail!("the server's address has to begin with http:// or https://, and {url} does not");
        }
        let token = match self.token.or_else(|| text("ROPEWALK_AGENT_TOKEN").map(Secret::new)) {
            Some(token) if !token.is_empty() => token,
            Some(_) | None => read_token(path(self.token_file, "ROPEWALK_AGENT_TOKEN_FILE"))?,
        };
        let user = User::from_uid(getuid()).ok().flatten();
        let home = variable("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
        let home = home.or_else(|| user.as_ref().map(|user| user.dir.clone()));
        let log_dir = path(self.log_dir, "ROPEWALK_AGENT_LOG_DIR");
        let script_data_dir = path(self.script_data_dir, "ROPEWALK_AGENT_SCRIPT_DATA_DIR");
        let (log_dir, script_data_dir) = match (log_dir, script_data_dir) {
            (Some(logs), Some(data)) => (logs, data),
            (logs, data) => {
                let own = own_directory(&token)?;
                (logs.unwrap_or_else(|| own.join("logs")), data.unwrap_or_else(|| own.join("scripts")))
            }
        };
        let sh = find_sh(variable("PATH").as_deref());
        let shells = [variable("SHELL").map(PathBuf::from), user.map(|user| user.shell)];
        let user_shell = shells.into_iter().flatten().find(|shell| shell.is_absolute() && shell.is_file());
        Ok(AgentSettings {
            url,
            token,
            log_dir: std::path::absolute(log_dir)?,
            script_data_dir: std::path::absolute(script_data_dir)?,
            home: home.unwrap_or_else(|| PathBuf::from("/")),
            user_shell: user_shell.unwrap_or_else(|| sh.clone()),
            sh,
            program: std::env::current_exe().ok(),
            context: ContextPlaces::take(&mut environment),
            environment,
            tunnel: TunnelSettings::default(),
            limits: AgentLimits::default(),
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        })
    }
}

fn read_token(file: Option<PathBuf>) -> anyhow::Result<Secret> {
    let Some(file) = file else {
        bail!("the agent's token is missing: set CODER_AGENT_TOKEN, or give --token-file");
    };
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("the token file {} cannot be read", file.display()))?;
    let token = Secret::new(text.trim());
    if token.is_empty() {
        bail!("the token file {} is empty", file.display());
    }
    Ok(token)
}

/// A private directory for this agent below the temporary directory, the same one after a restart.
fn own_directory(token: &Secret) -> anyhow::Result<PathBuf> {
    let uid = getuid().as_raw();
    let base = std::env::temp_dir().join(format!("ropewalk-agent-{uid}"));
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&base);
    made.with_context(|| format!("the directory {} cannot be made", base.display()))?;
    let metadata = std::fs::symlink_metadata(&base)?;
    if !metadata.is_dir() || metadata.uid() != uid {
        bail!("{} belongs to somebody else: give --log-dir and --script-data-dir", base.display());
    }
    let name = hex::encode(Sha256::digest(token.expose().as_bytes()));
    Ok(base.join(&name[..16]))
}

/// `/bin/sh`, else the first `sh` in the path. Where there is none, `/bin/sh` is what error messages name.
fn find_sh(path: Option<&OsStr>) -> PathBuf {
    let standard = Path::new("/bin/sh");
    let places = path.map(|path| std::env::split_paths(path).collect::<Vec<_>>()).unwrap_or_default();
    let mut candidates =
        std::iter::once(standard.to_owned()).chain(places.into_iter().map(|place| place.join("sh")));
    candidates.find(|candidate| candidate.is_file()).unwrap_or_else(|| standard.to_owned())
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches;

    use super::{AgentArgs, BTreeMap, OsString, command};

    fn resolve(flags: &[&str], variables: &[(&str, &str)]) -> anyhow::Result<super::AgentSettings> {
        let matches = command().try_get_matches_from([&["ropewalk-agent"], flags].concat())?;
        let environment = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        AgentArgs::from_arg_matches(&matches)?.resolve(environment.collect::<BTreeMap<OsString, OsString>>())
    }

    #[test]
    fn the_flag_that_asks_for_a_supervisor_is_the_one_that_the_child_does_not_get() {
        let flags = ["ropewalk-agent", crate::supervise::FLAG];
        let matches = command().try_get_matches_from(flags).expect("a flag of the agent");
        assert!(AgentArgs::from_arg_matches(&matches).expect("arguments").restart_after_crash);
    }

    const DIRS: [&str; 4] = ["--log-dir", "/tmp/l", "--script-data-dir", "/tmp/s"];

    #[test]
    fn flags_and_ropewalk_variables_are_taken() {
        let settings = resolve(
            &DIRS,
            &[("ROPEWALK_AGENT_URL", "http://127.0.0.1:3000"), ("ROPEWALK_AGENT_TOKEN", "t"), ("HOME", "/h")],
        )
        .expect("settings");
        assert_eq!(settings.url.as_str(), "http://127.0.0.1:3000/");
        assert_eq!((settings.token.expose(), settings.home.to_str()), ("t", Some("/h")));
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = |flags: &[&str]| resolve(flags, &[]).expect_err("incomplete").to_string();
        assert!(error(&[]).contains("--url"));
        assert!(error(&["--url", "ftp://x"]).contains("http"));
        assert!(error(&["--url", "http://x"]).contains("CODER_AGENT_TOKEN"));
        assert!(error(&["--url", "http://x", "--token-file", "/nonexistent"]).contains("/nonexistent"));
    }

    #[test]
    fn the_token_can_come_from_a_file() {
        let file = tempfile::NamedTempFile::new().expect("file");
        std::fs::write(file.path(), "secret\n").expect("write");
        let path = file.path().to_str().expect("path");
        let settings = resolve(&[&DIRS[..], &["--url", "http://x", "--token-file", path]].concat(), &[]);
        assert_eq!(settings.expect("settings").token.expose(), "secret");
    }
}
