//! One run of Git.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::Command;

use crate::workspace::CommandEnvironment;

/// How long one run may take.
const LIMIT: Duration = Duration::from_secs(20);
/// From how many bytes on a file's content is not compared: a change of it is told, not shown.
const BIG_FILE: &str = "core.bigFileThreshold=1m";

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum GitError {
    /// There is no Git here.
    #[error("git is not installed in this workspace")]
    Missing,
    /// It could not be run, or read.
    #[error("git could not be run")]
    Run(#[source] std::io::Error),
    /// It took too long.
    #[error("git did not answer within {} s", LIMIT.as_secs())]
    Late,
}

/// What Git said.
#[derive(Debug)]
pub(super) struct Said {
    /// Its output, as far as it was read.
    pub(super) text: String,
    /// Whether there was more than was read.
    pub(super) is_cut: bool,
    /// Whether it ended well.
    pub(super) is_ok: bool,
}

impl Said {
    /// The only line of a good answer.
    pub(super) fn line(&self) -> Option<&str> {
        let line = self.text.strip_suffix('\n').unwrap_or(&self.text);
        (self.is_ok && !self.is_cut && !line.is_empty()).then_some(line)
    }
}

/// Runs Git in `directory`; at most `bytes` of its output are read. `index` stands in for the repository's.
pub(super) async fn git<A: AsRef<OsStr>>(
    environment: &CommandEnvironment,
    directory: &Path,
    index: Option<&Path>,
    args: &[A],
    bytes: usize,
) -> Result<Said, GitError> {
    let mut command = Command::new("git");
    command
        .env_clear()
        .envs(&environment.variables)
        // Nobody is asked, nothing is written beside what was asked for, and no variable leads to another repository.
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_EXTERNAL_DIFF")
        .arg("-C")
        .arg(directory)
        .args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "-c", BIG_FILE])
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    match index {
        Some(index) => command.env("GIT_INDEX_FILE", index),
        None => command.env_remove("GIT_INDEX_FILE"),
    };
    let mut child = command.spawn().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound { GitError::Missing } else { GitError::Run(error) }
    })?;
    let run = async {
        let mut output = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            let one_more = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(1);
            stdout.take(one_more).read_to_end(&mut output).await?;
        }
        let is_cut = output.len() > bytes;
        output.truncate(bytes);
        if is_cut {
            child.start_kill()?;
        }
        let status = child.wait().await?;
        let text = String::from_utf8_lossy(&output).into_owned();
        Ok(Said { text, is_cut, is_ok: status.success() || is_cut })
    };
    match tokio::time::timeout(LIMIT, run).await {
        Ok(said) => said.map_err(GitError::Run),
        Err(_elapsed) => Err(GitError::Late),
    }
}
