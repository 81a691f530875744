//! One running `postgres` process: a thread of its own starts it, waits for it, and tells how it ended.
//!
//! The thread lives exactly as long as the process, which is what the kernel's signal at our death hangs on
//! ([`super::death_signal`]). Signals go out under the lock that the reaping takes, so that a signal can never hit
//! another process that got the same id.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::{fs::OpenOptionsExt, process::CommandExt},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tokio::sync::{oneshot, watch};

use super::{PostgresError, death_signal, identity::Identity, layout::Layout};

/// A log file larger than this is set aside (one is kept) when the server starts.
const LOG_LIMIT_BYTES: u64 = 10 * 1024 * 1024;

/// What the server is told at its start. All else stands in `postgresql.conf`, which a person may edit.
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "max_connections=100",
    // Small while idle; the operating system's cache does the rest.
    "shared_buffers=32MB",
    "max_wal_size=256MB",
    "min_wal_size=32MB",
    // Nobody replicates from it, and pg_dump does not need more.
    "wal_level=minimal",
    "max_wal_senders=0",
    // Compiling a statement costs more than any of ours takes.
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_line_prefix=%m [%p] ",
    "cluster_name=ropewalk",
];

/// How a `postgres` process ended, for the log.
pub(super) type Ending = Option<Result<ExitStatus, io::ErrorKind>>;

/// A `postgres` process that this one started.
#[derive(Debug)]
pub(super) struct Postmaster {
    process: Arc<Mutex<Running>>,
    ended: watch::Receiver<Ending>,
    log_start_bytes: u64,
}

#[derive(Debug)]
enum Running {
    Yes(Pid),
    Reaped,
}

impl Postmaster {
    /// Starts the server of `layout` and returns when the process is there (it is not ready yet).
    pub(super) async fn spawn(
        bin_dir: &Path,
        layout: &Layout,
        identity: Identity,
    ) -> Result<Self, PostgresError> {
        let program = bin_dir.join("postgres");
        let mut command = Command::new(&program);
        command.arg("-D").arg(&layout.data);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.arg("-c").arg(format!("unix_socket_directories={}", quoted(&layout.run)));
        let log = open_log(&layout.log)?;
        let log_start_bytes = log.metadata().map_err(PostgresError::file("look at", &layout.log))?.len();
        let log_again = log.try_clone().map_err(PostgresError::file("open", &layout.log))?;
        clean(&mut command).stdin(Stdio::null()).stdout(log_again).stderr(log);
        // A group of its own: Ctrl-C at a terminal is for the server, which stops PostgreSQL last.
        command.process_group(0);
        if let Identity::Dropped { uid, gid } = identity {
            command.uid(uid).gid(gid);
        }
        // SIGINT is PostgreSQL's fast shutdown: clients are cut off, the data are written.
        death_signal::tie_to_this_thread(&mut command, Signal::INT);

        let (started, starting) = oneshot::channel();
        let (end, ended) = watch::channel(None);
        std::thread::Builder::new()
            .name("postgres-waiter".to_owned())
            .spawn(move || watch_over(command, started, &end))
            .map_err(|source| PostgresError::Spawn { program: program.clone(), source })?;
        let spawned = starting.await.unwrap_or_else(|_dropped| Err(io::ErrorKind::BrokenPipe.into()));
        let process = spawned.map_err(|source| identity.spawn_error(&program, source))?;
        Ok(Self { process, ended, log_start_bytes })
    }

    /// How it ended; none while it runs. Wait for changes on it.
    pub(super) fn ended(&self) -> watch::Receiver<Ending> {
        self.ended.clone()
    }

    /// How long the log was before it started.
    pub(super) const fn log_start_bytes(&self) -> u64 {
        self.log_start_bytes
    }

    /// True while it runs.
    pub(super) fn runs(&self) -> bool {
        self.ended.borrow().is_none()
    }

    /// The process id; none when it has ended.
    pub(super) fn pid(&self) -> Option<i32> {
        match &*lock(&self.process) {
            Running::Yes(pid) => Some(pid.as_raw_nonzero().get()),
            Running::Reaped => None,
        }
    }

    /// Sends a signal, unless it has ended.
    pub(super) fn signal(&self, signal: Signal) {
        if let Running::Yes(pid) = &*lock(&self.process)
            && let Err(error) = kill_process(*pid, signal)
        {
            tracing::warn!(%error, "Could not signal PostgreSQL");
        }
    }

    /// Waits for the end; false when it still runs after `deadline`.
    pub(super) async fn wait(&self, deadline: Duration) -> bool {
        let mut ended = self.ended.clone();
        tokio::time::timeout(deadline, ended.wait_for(Option::is_some)).await.is_ok()
    }
}

impl Drop for Postmaster {
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}

/// The life of the waiting thread.
fn watch_over(
    mut command: Command,
    started: oneshot::Sender<io::Result<Arc<Mutex<Running>>>>,
    end: &watch::Sender<Ending>,
) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            // Nobody listens when the start was given up meanwhile.
            let _ = started.send(Err(error));
            return;
        }
    };
    let Some(pid) = Pid::from_raw(i32::try_from(child.id()).unwrap_or(0)) else {
        let _ = started.send(Err(io::ErrorKind::InvalidData.into()));
        return;
    };
    let process = Arc::new(Mutex::new(Running::Yes(pid)));
    if started.send(Ok(Arc::clone(&process))).is_err() {
        // The start was given up before anybody could hold the process: it must not stay behind.
        let _ = kill_process(pid, Signal::INT);
    }
    let status = reap(&mut child, pid, &process);
    end.send_replace(Some(status.map_err(|error| error.kind())));
}

/// Waits without reaping first: until the lock is held, the id still belongs to our process.
fn reap(child: &mut Child, pid: Pid, process: &Mutex<Running>) -> io::Result<ExitStatus> {
    while let Err(errno) = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT) {
        if errno != rustix::io::Errno::INTR {
            break;
        }
    }
    let mut running = lock(process);
    *running = Running::Reaped;
    child.wait()
}

fn lock(process: &Mutex<Running>) -> MutexGuard<'_, Running> {
    process.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a program of PostgreSQL a bare environment: ours may hold keys, and PG* variables would steer it.
pub(super) fn clean(command: &mut Command) -> &mut Command {
    let kept = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"].map(|name| (name, std::env::var_os(name)));
    command.env_clear().current_dir("/").env("LANG", "C");
    for (name, value) in kept {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    command
}

/// A folder as the value of a list setting of PostgreSQL.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('"', "\"\""))
}

/// Opened by us and handed over open: PostgreSQL's user need not reach it.
fn open_log(path: &Path) -> Result<File, PostgresError> {
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.len() > LOG_LIMIT_BYTES) {
        let aside = path.with_extension("log.1");
        std::fs::rename(path, &aside).map_err(PostgresError::file("set aside", path))?;
    }
    // No link is followed: where root takes over the data of a user, the folder is that user's.
    let no_follow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
    let mut options = OpenOptions::new();
    options.create(true).append(true).mode(0o600).custom_flags(no_follow);
    options.open(path).map_err(PostgresError::file("open", path))
}

/// The last lines of a log, for an error message.
pub(super) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    lines[lines.len().saturating_sub(8)..].join(" / ")
}
