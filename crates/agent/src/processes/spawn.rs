//! Starts a program in a process group of its own, and signals that group as long as it is safe to.
//!
//! A group's number is its leader's process number. As long as the leader is not reaped, not even as a zombie,
//! that number belongs to nobody else: so the end of the leader is seen through a pidfd first, the group is
//! closed for signals under its lock, and only then the leader is reaped.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::process::{Pid, PidfdFlags, Signal, kill_process_group, pidfd_open};
use tokio::io::Interest;
use tokio::io::unix::AsyncFd;
use tokio::net::unix::pipe;
use tokio::process::{Child, Command};

use super::group::RunMarker;

/// The exit code of a process whose end could not be read.
const EXIT_UNKNOWN: i32 = -1;

/// What is started.
pub(crate) struct Streams<'a> {
    pub(crate) program: &'a Path,
    pub(crate) arguments: &'a [OsString],
    pub(crate) variables: &'a BTreeMap<OsString, OsString>,
    pub(crate) directory: &'a Path,
    pub(crate) marker: &'a RunMarker,
}

/// Why a program could not be started.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SpawnError {
    #[error("the directory {} does not exist", .0.display())]
    NoDirectory(PathBuf),
    #[error("the program {} does not exist", .0.display())]
    NoProgram(PathBuf),
    #[error("a pipe for the output could not be made")]
    Pipe(#[source] io::Error),
    #[error("{} could not be started", program.display())]
    Start {
        program: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// A started program.
pub(crate) struct Spawned {
    pub(crate) leader: Leader,
    pub(crate) group: GroupSignal,
}

/// Starts `what` without input, with standard output on `stdout` and standard error on `stderr`.
///
/// Must be called inside a tokio runtime.
pub(crate) fn spawn(
    what: &Streams<'_>,
    stdout: impl Into<Stdio>,
    stderr: impl Into<Stdio>,
) -> Result<Spawned, SpawnError> {
    // The kernel says "not found" for both, and the caller has to know which.
    if !what.directory.is_dir() {
        return Err(SpawnError::NoDirectory(what.directory.to_owned()));
    }
    let mut command = Command::new(what.program);
    command
        .args(what.arguments)
        .env_clear()
        .envs(what.variables)
        .env(RunMarker::VARIABLE, what.marker.value())
        .current_dir(what.directory)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .process_group(0);
    let child = command.spawn().map_err(|source| {
        let program = what.program.to_owned();
        if source.kind() == io::ErrorKind::NotFound {
            SpawnError::NoProgram(program)
        } else {
            SpawnError::Start { program, source }
        }
    })?;
    let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).and_then(Pid::from_raw);
    let group = GroupSignal(Arc::new(Mutex::new(pid)));
    Ok(Spawned { leader: Leader { child, pid, group: group.clone() }, group })
}

/// A pipe: the end that is read here, and the end that a program writes to.
pub(crate) fn output_pipe() -> Result<(pipe::Receiver, OwnedFd), SpawnError> {
    let (reader, writer) = io::pipe().map_err(SpawnError::Pipe)?;
    let reader = pipe::Receiver::from_owned_fd(reader.into()).map_err(SpawnError::Pipe)?;
    Ok((reader, writer.into()))
}

/// The first process of a group.
pub(crate) struct Leader {
    child: Child,
    pid: Option<Pid>,
    group: GroupSignal,
}

impl Leader {
    /// Waits for its end. When this returns, the group takes no more signals. Cancel-safe.
    pub(crate) async fn ended(&mut self) {
        if let Some(pidfd) = self.pid.and_then(watch) {
            // An error here would come at once, and waiting for the child below is right in any case.
            let _ready_or_broken = pidfd.readable().await;
            self.group.close();
        } else {
            // A kernel without pidfds: the number is free for a moment before the group is closed.
            let _status_is_kept_by_the_child = self.child.wait().await;
            self.group.close();
        }
    }

    /// Its exit code: 128 + n when signal n ended it, -1 when unknown. Waits for the end.
    pub(crate) async fn exit_code(mut self) -> i32 {
        self.ended().await;
        match self.child.wait().await {
            Ok(status) => code_of(status),
            Err(_unknown) => EXIT_UNKNOWN,
        }
    }
}

/// Something that becomes readable when the process ends. `None` on a kernel without pidfds.
#[expect(
    deprecated,
    reason = "the constructor that is not deprecated is unsafe, because a descriptor might change under it; \
              that of an OwnedFd does not"
)]
fn watch(pid: Pid) -> Option<AsyncFd<OwnedFd>> {
    AsyncFd::with_interest(pidfd_open(pid, PidfdFlags::NONBLOCK).ok()?, Interest::READABLE).ok()
}

fn code_of(status: ExitStatus) -> i32 {
    status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(EXIT_UNKNOWN)
}

/// Signals a whole process group. Clones name the same group.
#[derive(Clone, Debug)]
pub(crate) struct GroupSignal(Arc<Mutex<Option<Pid>>>);

/// The leader of the group has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GroupEnded;

impl GroupSignal {
    /// Sends `signal` to every process of the group.
    pub(crate) fn send(&self, signal: Signal) -> Result<(), GroupEnded> {
        let pid = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let group = (*pid).ok_or(GroupEnded)?;
        kill_process_group(group, signal).map_err(|_gone| GroupEnded)
    }

    fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
