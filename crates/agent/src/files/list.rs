//! `list-directory` (agent-and-provisioning.md 2.9).

use std::fs;
use std::path::{Component, Path, PathBuf};

use ropewalk_wire::agent::{DirectoryBase, DirectoryEntry, ListDirectoryRequest, ListDirectoryResponse};

use super::error::{Doing, FileError};

/// How many entries one answer holds.
const ENTRIES_MAX: usize = 10_000;

/// Lists a directory below the root or below `home`, by name.
pub(crate) fn list_directory(
    request: &ListDirectoryRequest,
    home: &Path,
) -> Result<ListDirectoryResponse, FileError> {
    let mut directory = match request.relativity {
        DirectoryBase::Root => PathBuf::from("/"),
        DirectoryBase::Home => home.to_owned(),
    };
    for component in &request.path {
        if component.contains('\0') {
            return Err(FileError::BadPath);
        }
        // A component that begins with a slash would replace all that stands before it.
        directory.push(component.trim_start_matches('/'));
    }
    let io = |source| FileError::io(&directory, Doing::Listed, source);
    let mut contents = Vec::new();
    for entry in fs::read_dir(&directory).map_err(io)? {
        let path = entry.map_err(io)?.path();
        contents.push(DirectoryEntry {
            name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            absolute_path_string: path.to_string_lossy().into_owned(),
            is_dir: path.is_dir(),
        });
    }
    contents.sort_by(|left, right| left.name.cmp(&right.name));
    contents.truncate(ENTRIES_MAX);
    let absolute_path = directory
        .components()
        .filter(|component| !matches!(component, Component::RootDir))
        .map(|component| component.as_os_str().to_string_lossy().into_owned())
        .collect();
    let absolute_path_string = directory.to_string_lossy().into_owned();
    Ok(ListDirectoryResponse { absolute_path, absolute_path_string, contents })
}

#[cfg(test)]
mod tests {
    use super::{DirectoryBase, ListDirectoryRequest, list_directory};

    #[test]
    fn entries_come_by_name() {
        let home = tempfile::tempdir().expect("tempdir");
        std::fs::create_dir_all(home.path().join("sub/deep")).expect("mkdir");
        std::fs::write(home.path().join("sub/a"), "").expect("write");
        let request = ListDirectoryRequest { path: vec!["sub".to_owned()], relativity: DirectoryBase::Home };
        let listed = list_directory(&request, home.path()).expect("list");
        let names: Vec<_> = listed.contents.iter().map(|entry| (entry.name.as_str(), entry.is_dir)).collect();
        assert_eq!(names, [("a", false), ("deep", true)]);
        assert_eq!(listed.absolute_path_string, home.path().join("sub").to_str().expect("path"));
        assert_eq!(format!("/{}", listed.absolute_path.join("/")), listed.absolute_path_string);
    }
}
