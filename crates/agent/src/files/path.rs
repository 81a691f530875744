//! Paths: only absolute ones, and symbolic links followed as far as there is something.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Doing, FileError};

/// As many links in a row as the kernel follows.
const LINKS_MAX: usize = 40;

/// Takes only absolute paths.
pub(crate) fn absolute(path: &str) -> Result<PathBuf, FileError> {
    if path.contains('\0') {
        return Err(FileError::BadPath);
    }
    if !path.starts_with('/') {
        return Err(FileError::NotAbsolute(path.to_owned()));
    }
    Ok(PathBuf::from(path))
}

/// The path without symbolic links in its existing part. What does not exist yet is kept as it is; a link that
/// points to nothing is followed, so that a write through it makes its target.
pub(crate) fn resolve(path: &Path) -> Result<PathBuf, FileError> {
    resolve_links(path, LINKS_MAX).map_err(|source| FileError::io(path, Doing::Resolved, source))
}

fn resolve_links(path: &Path, links_left: usize) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        existing_or_broken => return existing_or_broken,
    }
    let parent = path.parent().unwrap_or(Path::new("/"));
    if let Ok(target) = fs::read_link(path) {
        let links_left = links_left.checked_sub(1).ok_or(rustix::io::Errno::LOOP)?;
        return resolve_links(&parent.join(target), links_left);
    }
    let mut resolved = resolve_links(parent, links_left)?;
    match path.file_name() {
        Some(name) => resolved.push(name),
        // The path ends in `..`.
        None => {
            resolved.pop();
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::resolve;

    #[test]
    fn links_are_followed_in_the_existing_part() {
        let dir = tempfile::tempdir().expect("tempdir");
        let root = dir.path().canonicalize().expect("root");
        std::fs::create_dir(root.join("real")).expect("mkdir");
        symlink("real", root.join("link")).expect("link");
        symlink("link/later", root.join("dangling")).expect("link");
        symlink("loop", root.join("loop")).expect("link");
        for (path, resolved) in [
            ("link", "real"),
            ("link/new/file", "real/new/file"),
            ("dangling", "real/later"),
            ("missing/../other", "other"),
        ] {
            assert_eq!(resolve(&root.join(path)).expect("resolve"), root.join(resolved), "{path}");
        }
        assert!(resolve(&root.join("loop")).is_err());
    }
}
