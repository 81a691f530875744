//! What the kernel tells of this process (Linux).

use std::fs;
use std::time::Duration;

use anyhow::Context;

/// The processor time of this thread so far.
pub(crate) fn thread_time() -> anyhow::Result<Duration> {
    let text =
        fs::read_to_string("/proc/thread-self/schedstat").context("no processor time of the thread")?;
    let nanos = text.split_whitespace().next().context("an empty schedstat")?;
    Ok(Duration::from_nanos(nanos.parse().context("schedstat is no number")?))
}

/// Forgets the most memory so far.
pub(crate) fn reset_peak() -> anyhow::Result<()> {
    fs::write("/proc/self/clear_refs", "5").context("the peak of the memory cannot be reset")
}

/// The most resident memory since then, in MB.
pub(crate) fn peak_mb() -> anyhow::Result<f64> {
    let status = fs::read_to_string("/proc/self/status").context("no status of the process")?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().context("VmHWM is no number")?;
    Ok(kilobytes / 1000.0)
}
