//! The programs to run for given data: chosen, unpacked when this binary carries them, copied when they lie where
//! PostgreSQL's user cannot go. What is unpacked or copied lies in the home folder under [`PREFIX`]; that of earlier
//! releases is removed.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use super::{
    PostgresError, Progress, carried,
    discover::{Places, Version, discover},
    identity::Identity,
    layout::Layout,
};

/// How the names of our own folders of programs begin.
pub(super) const PREFIX: &str = "programs-";

/// Chooses the programs for the data, unpacks or copies them where that is needed.
pub(super) async fn choose(
    places: &Places,
    data_major: Option<u32>,
    layout: &Layout,
    identity: Identity,
    progress: &(impl Fn(Progress) + Send + Sync),
) -> Result<(PathBuf, Version), PostgresError> {
    let discovery = discover(places).await;
    let chosen = match data_major {
        None => discovery.chosen(),
        Some(data_major) => match (discovery.of_major(data_major), discovery.chosen()) {
            (None, Some(_)) => {
                return Err(PostgresError::OtherVersion {
                    data_dir: layout.data.clone(),
                    data_major,
                    found: discovery.found.into_iter().map(|candidate| candidate.version).collect(),
                });
            }
            (fitting, _) => fitting,
        },
    };
    let Some(candidate) = chosen else {
        return Err(PostgresError::NotFound { problems: discovery.problems });
    };
    let version = candidate.version.clone();
    let bin_dir = match &candidate.bin_dir {
        Some(bin_dir) => bin_dir.clone(),
        None => carried::unpack(&layout.home, || progress(Progress::Unpacking { version: version.clone() }))?,
    };
    let bin_dir = reachable(&bin_dir, layout, identity)?;
    remove_others(&layout.home, &bin_dir)?;
    Ok((bin_dir, version))
}

/// Where PostgreSQL's user can run the programs: a copy in `layout.home` when they lie in a closed folder.
fn reachable(bin_dir: &Path, layout: &Layout, identity: Identity) -> Result<PathBuf, PostgresError> {
    let bin_dir = fs::canonicalize(bin_dir).map_err(PostgresError::file("resolve", bin_dir))?;
    if identity.reaches(&bin_dir) {
        return Ok(bin_dir);
    }
    let prefix = bin_dir.parent().unwrap_or(&bin_dir);
    let unreachable = || PostgresError::Unreachable { path: bin_dir.clone(), uid: identity.uid() };
    if !prefix.join("lib").is_dir() || !prefix.join("share").is_dir() {
        return Err(unreachable());
    }
    let postgres = bin_dir.join("postgres");
    let metadata = fs::metadata(&postgres).map_err(PostgresError::file("look at", &postgres))?;
    let changed = metadata.mtime();
    let place = layout.home.join(format!("{PREFIX}{:x}-{changed:x}", metadata.len()));
    if !place.is_dir() {
        let unfinished = tempfile::Builder::new()
            .prefix(&format!("{PREFIX}unfinished-"))
            .permissions(fs::Permissions::from_mode(0o755))
            .tempdir_in(&layout.home)
            .map_err(PostgresError::file("make a folder in", &layout.home))?;
        copy_tree(prefix, unfinished.path())?;
        identity.own_all(unfinished.path())?;
        fs::rename(unfinished.keep(), &place).map_err(PostgresError::file("move the programs to", &place))?;
    }
    let name = bin_dir.file_name().ok_or_else(unreachable)?;
    Ok(place.join(name))
}

/// Removes the programs that an earlier release unpacked, and what an aborted unpacking left.
fn remove_others(home: &Path, used: &Path) -> Result<(), PostgresError> {
    for entry in fs::read_dir(home).map_err(PostgresError::file("list", home))?.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with(PREFIX) && !used.starts_with(&path) {
            fs::remove_dir_all(&path).map_err(PostgresError::file("remove the old programs in", path))?;
        }
    }
    Ok(())
}

/// Copies folders, files with their modes, and symbolic links as they are.
pub(super) fn copy_tree(from: &Path, to: &Path) -> Result<(), PostgresError> {
    for entry in fs::read_dir(from).map_err(PostgresError::file("list", from))? {
        let entry = entry.map_err(PostgresError::file("list", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(PostgresError::file("look at", &source))?;
        if kind.is_symlink() {
            let link = fs::read_link(&source).map_err(PostgresError::file("read the link", &source))?;
            std::os::unix::fs::symlink(link, &target)
                .map_err(PostgresError::file("make the link", &target))?;
        } else if kind.is_dir() {
            fs::create_dir(&target).map_err(PostgresError::file("make the folder", &target))?;
            copy_tree(&source, &target)?;
            let mode = fs::metadata(&source).map_err(PostgresError::file("look at", &source))?.permissions();
            fs::set_permissions(&target, mode).map_err(PostgresError::file("set the mode of", &target))?;
        } else {
            fs::copy(&source, &target).map(drop).map_err(PostgresError::file("copy to", &target))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::{copy_tree, remove_others};

    #[test]
    fn a_copy_keeps_modes_and_links() {
        let root = tempfile::tempdir().expect("temporary folder");
        let (from, to) = (root.path().join("from"), root.path().join("to"));
        fs::create_dir_all(from.join("lib")).expect("folder");
        fs::create_dir(&to).expect("folder");
        fs::write(from.join("lib/libpq.so.5.18"), "code").expect("write");
        fs::set_permissions(from.join("lib/libpq.so.5.18"), fs::Permissions::from_mode(0o755)).expect("mode");
        std::os::unix::fs::symlink("libpq.so.5.18", from.join("lib/libpq.so")).expect("link");
        copy_tree(&from, &to).expect("copies");
        assert_eq!(fs::read_link(to.join("lib/libpq.so")).expect("link").to_str(), Some("libpq.so.5.18"));
        assert_eq!(fs::read(to.join("lib/libpq.so")).expect("read"), b"code");
        assert_eq!(fs::metadata(to.join("lib/libpq.so")).expect("file").permissions().mode() & 0o777, 0o755);
    }

    #[test]
    fn only_programs_that_are_not_used_are_removed() {
        let home = tempfile::tempdir().expect("temporary folder");
        for name in ["programs-old/bin", "programs-used/bin", "programs-unfinished-x", "data", "run"] {
            fs::create_dir_all(home.path().join(name)).expect("folder");
        }
        remove_others(home.path(), &home.path().join("programs-used/bin")).expect("removes");
        let mut left: Vec<_> =
            fs::read_dir(home.path()).expect("list").flatten().map(|entry| entry.file_name()).collect();
        left.sort();
        assert_eq!(left, ["data", "programs-used", "run"]);
    }
}
