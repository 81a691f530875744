//! Ties the life of the PostgreSQL process to ours: the kernel stops it when we end, however we end.
//!
//! The one place with unsafe code in this crate. The code between fork and exec may use only what is safe in a
//! forked child of a process with threads: it makes two system calls and allocates nothing.
#![expect(
    unsafe_code,
    reason = "only code between fork and exec can ask the kernel for a signal at the parent's death"
)]

use std::{io, os::unix::process::CommandExt, process::Command};

use rustix::process::{Signal, getpid, getppid, set_parent_process_death_signal};

/// Has the kernel send `signal` to the program when the **thread** that starts it ends. Start it from a thread
/// that lives as long as the program shall.
pub(super) fn tie_to_this_thread(command: &mut Command, signal: Signal) {
    let parent = getpid();
    // SAFETY: the closure only makes the system calls prctl and getppid, both async-signal-safe; it touches no
    // memory of ours but two copied integers, takes no lock and does not allocate (an error from an errno does not).
    unsafe {
        command.pre_exec(move || {
            // After the change of user, which the standard library makes before this and which would clear it.
            set_parent_process_death_signal(Some(signal))?;
            if getppid() == Some(parent) { Ok(()) } else { Err(io::Error::from(rustix::io::Errno::SRCH)) }
        });
    }
}
