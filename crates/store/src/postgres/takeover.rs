//! Clears what an earlier run left: a PostgreSQL that still runs on our data, and its lock files.
//!
//! The lock on the data directory says that no other server lives, so whoever still runs on these data is an orphan.
//! It is stopped and started anew rather than kept: only a child of ours goes away with us. A process counts as one
//! of ours only when it is a `postgres` whose working directory is our data directory; a stale lock file may name
//! an id that some other program has got since.

use std::{
    fs, io,
    path::Path,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{PostgresError, layout::Layout};

/// A signal and how long to wait for what it does before the next.
type Patience = (Signal, Duration);

/// For an orphaned postmaster: a fast shutdown, an immediate one, death.
const WITH_A_POSTMASTER: &[Patience] = &[
    (Signal::INT, Duration::from_secs(20)),
    (Signal::QUIT, Duration::from_secs(5)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// For the processes of a postmaster that is gone: there is nothing left to shut down in order.
const WITH_A_REMNANT: &[Patience] =
    &[(Signal::QUIT, Duration::from_secs(2)), (Signal::KILL, Duration::from_secs(5))];

/// How often is looked whether it has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Stops orphans of `layout`, then removes lock files that nobody holds. Returns the ids that were stopped.
pub(super) async fn clear(layout: &Layout) -> Result<Vec<i32>, PostgresError> {
    let mut stopped = Vec::new();
    if let Some(pid) = named_postmaster(layout) {
        stop(pid, &layout.data, WITH_A_POSTMASTER).await?;
        stopped.push(pid.as_raw_nonzero().get());
    }
    // Backends whose postmaster was killed: they end by themselves, but a new server refuses until they have.
    for pid in processes_on(&layout.data) {
        stop(pid, &layout.data, WITH_A_REMNANT).await?;
        stopped.push(pid.as_raw_nonzero().get());
    }
    for leftover in layout.leftovers() {
        match fs::remove_file(&leftover) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(PostgresError::file("remove the stale", leftover)(error)),
        }
    }
    Ok(stopped)
}

/// The postmaster that the lock file names, when it is really one of ours.
fn named_postmaster(layout: &Layout) -> Option<Pid> {
    let text = fs::read_to_string(layout.pid_file()).ok()?;
    let pid = Pid::from_raw(text.lines().next()?.trim().parse().ok()?)?;
    works_on(pid, &layout.data).then_some(pid)
}

/// All `postgres` processes on these data.
fn processes_on(data: &Path) -> Vec<Pid> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| Pid::from_raw(entry.file_name().to_str()?.parse().ok()?))
        .filter(|pid| works_on(*pid, data))
        .collect()
}

/// True for a `postgres` whose working directory is `data`, where each of its processes stands.
fn works_on(pid: Pid, data: &Path) -> bool {
    let process = Path::new("/proc").join(pid.as_raw_nonzero().to_string());
    let is_postgres =
        fs::read_to_string(process.join("comm")).is_ok_and(|name| name.trim_end() == "postgres");
    is_postgres && fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == data)
}

async fn stop(pid: Pid, data: &Path, patience: &[Patience]) -> Result<(), PostgresError> {
    for (signal, patience) in patience.iter().copied() {
        if !works_on(pid, data) {
            return Ok(());
        }
        // An error means that it has ended meanwhile, or that it is not ours to signal; the loop tells which.
        let _ = kill_process(pid, signal);
        let start = Instant::now();
        while start.elapsed() < patience {
            if !works_on(pid, data) {
                return Ok(());
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }
    Err(PostgresError::OrphanStays { pid: pid.as_raw_nonzero().get(), data_dir: data.to_owned() })
}
