//! Removing a directory tree for good.
//!
//! Symbolic links are removed, never followed. Directories that their owner made read-only (module caches do that) are
//! opened first. A removal that was interrupted goes on at the next call.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use crate::DriverError;

/// Removes `path` with all below. Succeeds when there is nothing.
pub(super) fn remove_tree(path: &Path) -> Result<(), DriverError> {
    let result = match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Err(error),
        Ok(metadata) if metadata.is_dir() => match std::fs::remove_dir_all(path) {
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
                open_directories(path).and_then(|()| std::fs::remove_dir_all(path))
            }
            other => other,
        },
        Ok(_link_or_file) => std::fs::remove_file(path),
    };
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(DriverError::Files { action: "remove", path: path.to_owned(), source: error })
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Moves `home` to `leaving` and removes it there, so that a half-removed home is never taken for a whole one.
pub(super) fn remove_home(home: &Path, leaving: &Path) -> Result<(), DriverError> {
    remove_tree(leaving)?;
    match std::fs::rename(home, leaving) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => {
            Err(DriverError::Files { action: "move away for removal", path: home.to_owned(), source })
        }
        Ok(()) => remove_tree(leaving),
    }
}

/// Gives the owner full access to every directory of the tree.
fn open_directories(directory: &Path) -> std::io::Result<()> {
    let mut waiting: Vec<PathBuf> = vec![directory.to_owned()];
    while let Some(directory) = waiting.pop() {
        std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(0o700))?;
        for entry in std::fs::read_dir(&directory)? {
            let entry = entry?;
            // `file_type` does not follow links.
            if entry.file_type()?.is_dir() {
                waiting.push(entry.path());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{open_directories, remove_home, remove_tree};

    #[test]
    fn links_are_removed_and_not_followed() {
        let root = tempfile::tempdir().unwrap();
        let outside = root.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("keep"), "keep").unwrap();
        let home = root.path().join("home");
        std::fs::create_dir(&home).unwrap();
        std::os::unix::fs::symlink(&outside, home.join("link")).unwrap();
        remove_home(&home, &root.path().join(".deleting")).unwrap();
        assert!(!home.exists());
        assert!(outside.join("keep").exists());

        // The home itself replaced by a link: the link goes, its target stays.
        std::os::unix::fs::symlink(&outside, &home).unwrap();
        remove_home(&home, &root.path().join(".deleting")).unwrap();
        assert!(!home.is_symlink() && outside.join("keep").exists());
    }

    #[test]
    fn a_removal_goes_on_where_it_stopped() {
        let root = tempfile::tempdir().unwrap();
        let leaving = root.path().join(".deleting");
        std::fs::create_dir_all(leaving.join("half")).unwrap();
        remove_home(&root.path().join("home"), &leaving).unwrap();
        assert!(!leaving.exists());
        remove_tree(&leaving).unwrap();
    }

    #[test]
    fn read_only_directories_are_opened() {
        let root = tempfile::tempdir().unwrap();
        let cache = root.path().join("home/cache");
        std::fs::create_dir_all(&cache).unwrap();
        std::fs::write(cache.join("file"), "x").unwrap();
        std::fs::set_permissions(&cache, std::fs::Permissions::from_mode(0o555)).unwrap();
        open_directories(&root.path().join("home")).unwrap();
        let mode = std::fs::metadata(&cache).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        remove_tree(&root.path().join("home")).unwrap();
        assert!(!root.path().join("home").exists());
    }
}
