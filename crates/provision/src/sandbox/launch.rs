//! The launcher: the small step between the server and a workspace's agent.
//!
//! It exists because everything that must happen between fork and exec (a new session, another user, limits,
//! Landlock) is done here in plain safe code, in a process of its own, instead of in the forked image of a
//! multi-threaded server. The server starts it with one argument, a [`LaunchSpec`] as JSON; it applies the spec to
//! itself and then becomes the program. In tier 2 it runs twice: outside to detach and start bubblewrap, and
//! inside to drop to the workspace's user and apply Landlock.
//!
//! How the server learns what happened: the outer launcher's stdout is a pipe. The last launcher of the chain writes
//! `exec` to it just before it becomes the program, with the pipe set to close at that moment; the end of the pipe
//! after `exec` therefore says that the program runs. `failed <reason>` says why it does not.
//!
//! What must stay true: nothing here starts a thread, and a step that fails ends the launch.

use std::{
    ffi::OsString,
    fs::File,
    io::Write,
    os::{fd::IntoRawFd, unix::process::CommandExt},
    path::PathBuf,
    process::{Command, ExitCode},
};

use nix::unistd::{Gid, Uid};
use rustix::process::{Resource, Rlimit};
use serde::{Deserialize, Serialize};

use super::landlock::LandlockRules;
use crate::process::ProcessId;

/// How an inner launcher knows which descriptor the pipe to the server is.
const STATUS_FD_VARIABLE: &str = "ROPEWALK_LAUNCH_STATUS_FD";

/// The exit code of a launch that failed, as shells use it for "found but not executable".
const EXIT_LAUNCH_FAILED: u8 = 126;

/// Most file descriptors that a process of a workspace may open, where the host's own limit is not lower.
const OPEN_FILES_MAX: u64 = 65_536;

/// What the launcher does before it becomes `program`. Each `None` or empty field is a step left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LaunchSpec {
    /// Whether another launcher follows, or the program itself.
    pub(crate) stage: Stage,
    /// Detach from the server's session and terminal.
    pub(crate) new_session: bool,
    /// File that gets this process's pid and start time, so that it can be found even when the server dies now.
    pub(crate) record: Option<PathBuf>,
    /// Directory of the cgroup to enter.
    pub(crate) cgroup: Option<PathBuf>,
    /// No core dumps, bounded open files.
    pub(crate) limits: bool,
    /// User and group to become.
    pub(crate) user: Option<LaunchUser>,
    /// Give up all capabilities; for a workspace that must keep the server's root user.
    pub(crate) drop_capabilities: bool,
    /// Where to start.
    pub(crate) directory: Option<PathBuf>,
    /// What stays reachable.
    pub(crate) landlock: Option<LandlockRules>,
    /// What to become.
    pub(crate) program: PathBuf,
    /// Its arguments.
    pub(crate) arguments: Vec<String>,
}

/// The place of a launcher in its chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// `program` leads to another launcher, which reports.
    Outer,
    /// `program` is the goal: this launcher reports.
    #[default]
    Last,
}

/// The user and the group that a workspace runs as; both have this number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct LaunchUser(pub(crate) u32);

/// A step that failed, with its reason.
#[derive(Debug, thiserror::Error)]
#[error("could not {step}: {source}")]
struct LaunchError {
    step: String,
    #[source]
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// The body of `ropewalk sandbox-exec SPEC`: becomes the program of the spec. Returns only when that failed.
#[must_use]
pub fn sandbox_exec_main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut status = None;
    let error = match parse(arguments).and_then(|spec| launch(&spec, &mut status)) {
        Ok(never) => match never {},
        Err(error) => error,
    };
    let text = error.to_string().replace('\n', " ");
    // The log gets it in any case; the pipe may be gone or not made yet, and then only the log tells.
    let _ = writeln!(std::io::stderr(), "sandbox-exec: {text}");
    if let Some(mut status) = status {
        let _ = writeln!(status, "failed {text}");
    }
    ExitCode::from(EXIT_LAUNCH_FAILED)
}

fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<LaunchSpec, LaunchError> {
    let mut arguments = arguments.into_iter();
    let (Some(text), None) = (arguments.next(), arguments.next()) else {
        return Err(LaunchError::new(
            "read the arguments",
            "this command is for the server's own use: it takes one argument",
        ));
    };
    serde_json::from_str(&text.to_string_lossy()).step("read the launch spec")
}

fn launch(spec: &LaunchSpec, status: &mut Option<File>) -> Result<std::convert::Infallible, LaunchError> {
    let mut command = Command::new(&spec.program);
    command.args(&spec.arguments).env_remove(STATUS_FD_VARIABLE);
    // First of all: after a change of user the process may not open its own descriptors by path any more.
    let report = open_status(spec.stage, &mut command, status).step("open the pipe to the server")?;
    if spec.new_session {
        nix::unistd::setsid().step("start a session")?;
    }
    if let Some(record) = &spec.record {
        write_record(record).step(format!("write {}", record.display()))?;
    }
    if let Some(cgroup) = &spec.cgroup {
        let file = cgroup.join("cgroup.procs");
        std::fs::write(&file, "0").step(format!("enter the cgroup {}", cgroup.display()))?;
    }
    if spec.limits {
        set_limits().step("set the limits")?;
    }
    nix::sys::stat::umask(nix::sys::stat::Mode::from_bits_truncate(0o022));
    if let Some(LaunchUser(number)) = spec.user {
        become_user(number).step(format!("become user {number}"))?;
    }
    if spec.drop_capabilities {
        drop_capabilities().step("give up the capabilities of root")?;
    }
    if let Some(directory) = &spec.directory {
        std::env::set_current_dir(directory).step(format!("change to {}", directory.display()))?;
        command.env("PWD", directory);
    }
    if let Some(rules) = &spec.landlock {
        rules.apply().step("apply Landlock")?;
    }
    if let Some(mut report) = report {
        writeln!(report, "exec").step("report to the server")?;
    }
    Err(LaunchError::new(format!("execute {}", spec.program.display()), command.exec()))
}

/// Opens the pipe to the server in `status` and, for the last stage, once more as the place to report to.
/// Afterwards stdout is the log, like stderr, and the program inherits no end of the pipe.
fn open_status(
    stage: Stage,
    command: &mut Command,
    status: &mut Option<File>,
) -> std::io::Result<Option<File>> {
    let inherited = std::env::var(STATUS_FD_VARIABLE).ok().and_then(|number| number.parse::<i32>().ok());
    let own = match inherited {
        Some(number) => {
            let own = File::options().write(true).open(format!("/proc/self/fd/{number}"))?;
            nix::unistd::close(number)?;
            own
        }
        None => {
            let own = File::from(rustix::io::fcntl_dupfd_cloexec(std::io::stdout(), 3)?);
            if stage == Stage::Outer {
                // Kept open on purpose: it goes through bubblewrap to the inner launcher.
                let kept = rustix::io::dup(std::io::stdout())?.into_raw_fd();
                command.env(STATUS_FD_VARIABLE, kept.to_string());
            }
            nix::unistd::dup2_stdout(std::io::stderr())?;
            own
        }
    };
    let report = if stage == Stage::Last { Some(own.try_clone()?) } else { None };
    *status = Some(own);
    Ok(report)
}

/// Writes pid and start time, whole or not at all.
fn write_record(record: &std::path::Path) -> std::io::Result<()> {
    let own = ProcessId::own().ok_or_else(|| std::io::Error::other("/proc does not show this process"))?;
    let partial = record.with_extension("partial");
    std::fs::write(&partial, serde_json::to_vec(&own)?)?;
    std::fs::rename(&partial, record)
}

fn set_limits() -> std::io::Result<()> {
    rustix::process::setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    let files = rustix::process::getrlimit(Resource::Nofile);
    let most = files.maximum.map_or(OPEN_FILES_MAX, |maximum| maximum.min(OPEN_FILES_MAX));
    rustix::process::setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: Some(most) })?;
    Ok(())
}

fn become_user(number: u32) -> nix::Result<()> {
    nix::unistd::setgroups(&[])?;
    nix::unistd::setgid(Gid::from_raw(number))?;
    nix::unistd::setuid(Uid::from_raw(number))
}

/// Empties all capability sets. Without the bounding set, exec as root would fill them again.
fn drop_capabilities() -> std::io::Result<()> {
    use rustix::thread::{CapabilitySet, CapabilitySets};
    for capability in CapabilitySet::all().iter() {
        match rustix::thread::remove_capability_from_bounding_set(capability) {
            // INVAL: this kernel does not know it. PERM: this process may not change the set; what the process gains by
            // exec is then still cut to what it has now, nothing, because it may gain no privileges.
            Ok(()) | Err(rustix::io::Errno::INVAL | rustix::io::Errno::PERM) => {}
            Err(error) => return Err(error.into()),
        }
    }
    rustix::thread::clear_ambient_capability_set()?;
    let none = CapabilitySet::empty();
    rustix::thread::set_capabilities(
        None,
        CapabilitySets { effective: none, permitted: none, inheritable: none },
    )?;
    rustix::thread::set_no_new_privs(true)?;
    Ok(())
}

impl LaunchError {
    fn new(step: impl Into<String>, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { step: step.into(), source: source.into() }
    }
}

/// Names the step of a result.
trait Step<T> {
    fn step(self, step: impl Into<String>) -> Result<T, LaunchError>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> Step<T> for Result<T, E> {
    fn step(self, step: impl Into<String>) -> Result<T, LaunchError> {
        self.map_err(|source| LaunchError::new(step, source))
    }
}
