//! Tier 3: a cgroup (version 2) per workspace, so that a stop reaches every process with one write.
//!
//! It needs a cgroup that the server may make children in: a systemd unit with `Delegate=yes`, or a container with
//! its own writable cgroup tree. Hosts with cgroup version 1 only do not have this tier.

use std::path::{Path, PathBuf};

/// A cgroup below the server's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cgroup {
    directory: PathBuf,
}

impl Cgroup {
    /// The cgroup `name` below `parent`; nothing is made yet.
    pub(crate) fn below(parent: &Path, name: &str) -> Self {
        Self { directory: parent.join(name) }
    }

    /// The cgroup at `directory`, as a state recorded it.
    pub(crate) const fn at(directory: PathBuf) -> Self {
        Self { directory }
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    /// Makes it; one that is there already is taken over.
    pub(crate) fn create(&self) -> std::io::Result<()> {
        match std::fs::create_dir(&self.directory) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
            other => other,
        }
    }

    /// Kills every process in it.
    pub(crate) fn kill(&self) -> std::io::Result<()> {
        match std::fs::write(self.directory.join("cgroup.kill"), "1") {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Removes it. It must be empty of processes.
    pub(crate) fn remove(&self) -> std::io::Result<()> {
        match std::fs::remove_dir(&self.directory) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }
}

/// The server's own cgroup, if it is of version 2 and children may be made in it; else why not.
pub(super) fn delegated_parent() -> Result<PathBuf, String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").map_err(|error| error.to_string())?;
    let own = std::fs::read_to_string("/proc/self/cgroup").map_err(|error| error.to_string())?;
    let directory = own_directory(&mounts, &own)
        .ok_or_else(|| "this host has no cgroup version 2 hierarchy".to_owned())?;
    let probe = Cgroup::below(&directory, &format!("ropewalk-probe-{}", std::process::id()));
    probe.create().map_err(|error| format!("no cgroup can be made in {}: {error}", directory.display()))?;
    let can_kill = probe.directory().join("cgroup.kill").exists();
    probe.remove().map_err(|error| format!("the probe {} stays: {error}", probe.directory().display()))?;
    if can_kill {
        Ok(directory)
    } else {
        Err("this kernel has no cgroup.kill (Linux 5.14 has it)".to_owned())
    }
}

/// Where the own cgroup stands in the file system: the mount of type `cgroup2` plus the line `0::/path`.
fn own_directory(mountinfo: &str, own_cgroup: &str) -> Option<PathBuf> {
    let mount = mountinfo.lines().find_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        let is_cgroup2 = kind.split(' ').next() == Some("cgroup2");
        let mut fields = place.split(' ').skip(3);
        let (root, point) = (fields.next()?, fields.next()?);
        is_cgroup2.then(|| (root.to_owned(), PathBuf::from(point)))
    })?;
    let path = own_cgroup.lines().find_map(|line| line.strip_prefix("0::"))?;
    let below_mount = path.strip_prefix(mount.0.trim_end_matches('/'))?;
    let directory = mount.1.join(below_mount.trim_start_matches('/'));
    // A mixed host mounts version 2 without controllers and keeps processes of services in version 1.
    directory.join("cgroup.procs").exists().then_some(directory)
}

#[cfg(test)]
mod tests {
    use super::{Cgroup, own_directory};

    #[test]
    fn the_own_cgroup_is_found_below_its_mount() {
        let root = tempfile::tempdir().unwrap();
        let unit = root.path().join("system.slice/ropewalk.service");
        std::fs::create_dir_all(&unit).unwrap();
        std::fs::write(unit.join("cgroup.procs"), "").unwrap();
        let mounts = format!(
            "30 24 0:26 / /sys rw shared:7 - sysfs sysfs rw\n31 30 0:27 / {} rw shared:9 - cgroup2 cgroup2 rw\n",
            root.path().display()
        );
        let found = own_directory(&mounts, "0::/system.slice/ropewalk.service\n");
        assert_eq!(found, Some(unit));
        assert_eq!(own_directory(&mounts, "0::/elsewhere\n"), None);
        assert_eq!(own_directory("31 30 0:27 / /sys/fs/cgroup rw - cgroup cgroup rw,cpu", "4:cpu:/\n"), None);
    }

    #[test]
    fn making_twice_and_removing_twice_is_no_error() {
        let root = tempfile::tempdir().unwrap();
        let cgroup = Cgroup::below(root.path(), "ropewalk-x");
        cgroup.create().unwrap();
        cgroup.create().unwrap();
        cgroup.remove().unwrap();
        cgroup.remove().unwrap();
        cgroup.kill().unwrap();
    }
}
