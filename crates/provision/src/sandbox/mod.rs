//! The sandbox of local workspaces: which tiers this machine offers, and which one a workspace gets.
//!
//! The tiers are those of agent-and-provisioning.md 5.3: 0 process group and limits, 1 Landlock, 2 bubblewrap with
//! Landlock inside, 3 the same with a cgroup of its own. A tier counts as available only after a probe that was
//! launched exactly like a workspace proved that it hides a file.
//!
//! What must stay true: a workspace never runs in something weaker than the setting says. `auto` takes the
//! strongest and says so in the build's log; any other setting is a promise, and the build fails when it cannot be
//! kept.

mod bubblewrap;
mod cgroup;
mod confine;
mod landlock;
pub mod launch;
mod paths;
mod probe;

pub(crate) use cgroup::Cgroup;
pub(crate) use confine::{Confinement, Identity, WorkspaceView};
pub(crate) use paths::{SHELL, login_shell};
pub(crate) use probe::{Base, Sandbox};
pub use probe::{ProgramCommand, SandboxProbe, TierReport};

/// What the server is set to (`--workspace-sandbox`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SandboxSetting {
    /// The strongest that works here.
    #[default]
    Auto,
    /// Tier 2 or 3, or no workspace at all.
    Bubblewrap,
    /// Tier 1, or no workspace at all.
    Landlock,
    /// Tier 0.
    None,
}

/// A tier of agent-and-provisioning.md 5.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// 0: a session and limits of its own; no protection of files.
    ProcessGroup,
    /// 1: the kernel's Landlock.
    Landlock,
    /// 2: namespaces by bubblewrap, Landlock inside.
    Bubblewrap,
    /// 3: tier 2 in a cgroup (version 2) of its own.
    Cgroup,
}

impl Tier {
    /// All tiers, the weakest first.
    pub const ALL: [Self; 4] = [Self::ProcessGroup, Self::Landlock, Self::Bubblewrap, Self::Cgroup];

    /// The number in agent-and-provisioning.md 5.3.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::ProcessGroup => 0,
            Self::Landlock => 1,
            Self::Bubblewrap => 2,
            Self::Cgroup => 3,
        }
    }

    /// The name that people see.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProcessGroup => "none",
            Self::Landlock => "landlock",
            Self::Bubblewrap => "bubblewrap",
            Self::Cgroup => "bubblewrap+cgroup",
        }
    }
}

/// The sandbox that the server is set to is not available.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the server is set to the sandbox {setting}, which does not work on this host: {why}. {fix}, or choose another \
     sandbox with --workspace-sandbox"
)]
pub struct SandboxError {
    /// The setting's word.
    pub setting: &'static str,
    /// What the probe found.
    pub why: String,
    /// What to do about it.
    pub fix: String,
}

/// What each tier of this machine can do and, where it cannot, why and what to do: for `ropewalk doctor`.
pub async fn report(probe: &SandboxProbe) -> Vec<TierReport> {
    probe.reports().await.to_vec()
}
