//! Landlock: which files stay reachable, and that signals and abstract sockets stay inside.
//!
//! What it cannot do on kernels before Landlock ABI 9: keep a process from connecting to a Unix socket that it may
//! see by path. Tier 1 therefore relies on the permissions of such sockets; tier 2 does not show them.

use std::path::{Path, PathBuf};

use ::landlock::{
    ABI, Access, AccessFs, CompatLevel, Compatible, PathBeneath, PathFd, RestrictionStatus, Ruleset,
    RulesetAttr, RulesetCreatedAttr, RulesetStatus, Scope,
};
use serde::{Deserialize, Serialize};

/// Below this, truncating a file was not covered: files outside could be emptied.
const LEAST_ABI: ABI = ABI::V3;

/// The newest that the rules were written for; what the kernel lacks of it is left out.
const NEWEST_ABI: ABI = ABI::V9;

/// What a process and its children may still reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LandlockRules {
    /// Everything below may be read, written and executed.
    pub(crate) read_write: Vec<PathBuf>,
    /// Everything below may be read and executed.
    pub(crate) read_only: Vec<PathBuf>,
}

/// Why Landlock could not be applied.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LandlockError {
    #[error("this kernel has no Landlock, or an old one (ABI 3 or newer is needed, Linux 6.2)")]
    Unsupported,
    #[error("the path {} cannot be opened: {reason}", .path.display())]
    Path { path: PathBuf, reason: String },
    #[error("the kernel refused the rules: {0}")]
    Rules(String),
}

impl LandlockRules {
    /// Restricts this thread for good. Paths that do not exist are left out.
    pub(crate) fn apply(&self) -> Result<(), LandlockError> {
        let created = Ruleset::default()
            .set_compatibility(CompatLevel::HardRequirement)
            .handle_access(AccessFs::from_all(LEAST_ABI))
            .map_err(|_unsupported| LandlockError::Unsupported)?
            .set_compatibility(CompatLevel::BestEffort)
            .handle_access(AccessFs::from_all(NEWEST_ABI))
            .and_then(|ruleset| ruleset.scope(Scope::from_all(NEWEST_ABI)))
            .and_then(Ruleset::create)
            .map_err(|error| LandlockError::Rules(error.to_string()))?;
        let mut ruleset = created;
        for (paths, access) in [
            (&self.read_write, AccessFs::from_all(NEWEST_ABI)),
            (&self.read_only, AccessFs::from_read(NEWEST_ABI)),
        ] {
            for path in paths.iter().filter(|path| path.exists()) {
                let access = if path.is_dir() { access } else { access & AccessFs::from_file(NEWEST_ABI) };
                let rule = PathBeneath::new(open(path)?, access);
                ruleset = ruleset.add_rule(rule).map_err(|error| LandlockError::Rules(error.to_string()))?;
            }
        }
        let status = ruleset.restrict_self().map_err(|error| LandlockError::Rules(error.to_string()))?;
        let RestrictionStatus { ruleset: enforced, no_new_privs, .. } = status;
        if enforced == RulesetStatus::NotEnforced || !no_new_privs {
            return Err(LandlockError::Unsupported);
        }
        Ok(())
    }
}

fn open(path: &Path) -> Result<PathFd, LandlockError> {
    PathFd::new(path)
        .map_err(|error| LandlockError::Path { path: path.to_owned(), reason: error.to_string() })
}
