//! Which user a workspace's processes are.
//!
//! A server that is not root runs them as itself; the sandbox keeps them apart. A root server gives each workspace a
//! uid of its own, taken from a range and remembered as the owner of its home directory, so that it stays the same
//! without a second record. Only where root may not change users, or where another user could not reach the data
//! directory, do processes stay root, and then without any capability.

use std::{
    collections::HashSet,
    ops::RangeInclusive,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

use rustix::thread::CapabilitySet;

use crate::sandbox::{Base, Identity};

/// What this server may do about users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UserPolicy {
    is_root: bool,
    can_switch: bool,
    ids: RangeInclusive<u32>,
}

impl UserPolicy {
    /// Looks at this process: its uid, its capabilities and the uids that exist in its user namespace.
    pub(crate) fn detect(ids: RangeInclusive<u32>) -> Self {
        let is_root = rustix::process::geteuid().is_root();
        let needed = CapabilitySet::SETUID | CapabilitySet::SETGID | CapabilitySet::CHOWN;
        let is_able = rustix::thread::capabilities(None).is_ok_and(|sets| sets.effective.contains(needed));
        let map = std::fs::read_to_string("/proc/self/uid_map").unwrap_or_default();
        let can_switch = is_root && is_able && maps_all(&map, &ids);
        Self { is_root, can_switch, ids }
    }

    /// Who the processes of a workspace are in `base`. `allocate` gives the workspace's uid.
    pub(crate) fn identity_for(
        &self,
        base: &Base,
        data_dir: &Path,
        allocate: impl FnOnce() -> std::io::Result<u32>,
    ) -> std::io::Result<Identity> {
        if !self.is_root {
            return Ok(Identity::Server);
        }
        let is_reachable = match base {
            // bubblewrap binds the directories as root before the change of user.
            Base::Bubblewrap(_) => true,
            Base::ProcessGroup | Base::Landlock => others_may_pass(data_dir),
        };
        if !self.can_switch || !is_reachable {
            return Ok(Identity::RootWithoutCapabilities);
        }
        Ok(Identity::user(allocate()?))
    }

    /// The uid of a workspace: the owner of its home, else the first of the range that owns no home below `homes`.
    pub(crate) fn uid_of(&self, home: &Path, homes: &Path) -> std::io::Result<u32> {
        if let Ok(metadata) = std::fs::symlink_metadata(home)
            && self.ids.contains(&metadata.uid())
        {
            return Ok(metadata.uid());
        }
        let taken: HashSet<u32> = std::fs::read_dir(homes)?
            .filter_map(|entry| entry.ok()?.metadata().ok())
            .map(|metadata| metadata.uid())
            .collect();
        self.ids.clone().find(|id| !taken.contains(id)).ok_or_else(|| {
            std::io::Error::other(format!(
                "all user ids from {} to {} belong to other workspaces",
                self.ids.start(),
                self.ids.end()
            ))
        })
    }

    /// The uid of probes: the last of the range.
    pub(crate) const fn probe_uid(&self) -> u32 {
        *self.ids.end()
    }

    /// Makes one file or directory the workspace's.
    pub(crate) fn hand_over(&self, path: &Path, identity: Identity) -> std::io::Result<()> {
        match identity.dedicated_uid() {
            Some(uid) => std::os::unix::fs::lchown(path, Some(uid), Some(uid)),
            None => Ok(()),
        }
    }

    /// Makes a home the workspace's with all that is in it. Only needed once, for a home that had another owner.
    pub(crate) fn hand_over_tree(&self, directory: &Path, identity: Identity) -> std::io::Result<()> {
        let Some(uid) = identity.dedicated_uid() else { return Ok(()) };
        if std::fs::symlink_metadata(directory)?.uid() == uid {
            return Ok(());
        }
        // The directory itself comes last: its owner says that all below is done.
        for entry in std::fs::read_dir(directory)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                self.hand_over_tree(&entry.path(), identity)?;
            } else {
                self.hand_over(&entry.path(), identity)?;
            }
        }
        self.hand_over(directory, identity)
    }
}

/// Whether any user may pass through `directory` and all that it stands in.
pub(crate) fn others_may_pass(directory: &Path) -> bool {
    const EXECUTE_BY_OTHERS: u32 = 0o001;
    directory.ancestors().filter(|part| !part.as_os_str().is_empty()).all(|part| {
        std::fs::metadata(part).is_ok_and(|found| found.permissions().mode() & EXECUTE_BY_OTHERS != 0)
    })
}

/// Whether a `uid_map` (lines `inside outside count`) knows all `ids`.
fn maps_all(map: &str, ids: &RangeInclusive<u32>) -> bool {
    map.lines().any(|line| {
        let numbers: Vec<u64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [inside, _outside, count] = numbers[..] else { return false };
        inside <= u64::from(*ids.start()) && u64::from(*ids.end()) < inside + count
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{UserPolicy, maps_all, others_may_pass};

    #[test]
    fn small_user_namespaces_are_recognised() {
        assert!(maps_all("         0          0 4294967295\n", &(50_000..=59_999)));
        assert!(maps_all("0 100000 65536", &(50_000..=59_999)));
        assert!(!maps_all("0 1000 1\n1 100000 1000", &(50_000..=59_999)));
        assert!(!maps_all("", &(50_000..=59_999)));
    }

    #[test]
    fn a_closed_directory_is_not_passed() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a");
        std::fs::create_dir(&inner).unwrap();
        for (mode, passes) in [(0o711, true), (0o700, false)] {
            std::fs::set_permissions(root.path(), std::fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(others_may_pass(&inner), passes, "{mode:o}");
        }
    }

    #[test]
    fn a_home_keeps_its_uid_and_others_get_a_free_one() {
        let root = tempfile::tempdir().unwrap();
        let own = rustix::process::geteuid().as_raw();
        let policy = UserPolicy { is_root: true, can_switch: true, ids: own..=own + 1 };
        let (first, second) = (root.path().join("a"), root.path().join("b"));
        assert_eq!(policy.uid_of(&first, root.path()).unwrap(), own);
        std::fs::create_dir(&first).unwrap();
        assert_eq!(policy.uid_of(&first, root.path()).unwrap(), own);
        assert_eq!(policy.uid_of(&second, root.path()).unwrap(), own + 1);
        let full = UserPolicy { is_root: true, can_switch: true, ids: own..=own };
        assert!(
            full.uid_of(&second, root.path()).unwrap_err().to_string().contains("belong to other workspaces")
        );
    }
}
