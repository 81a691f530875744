//! One server per data directory: a lock that ends with the process, whatever ends it.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// The name of the locked file inside the data directory.
const FILE_NAME: &str = "ropewalk.lock";

/// Held for as long as a server uses a data directory. The file stays; only the lock on it counts.
#[derive(Debug)]
pub struct DataDirLock {
    path: PathBuf,
    _file: File,
}

/// Why a data directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    /// Another server uses it.
    #[error(
        "another ropewalk server{} uses {}: stop it, or give this one another --data-dir",
        pid.map(|pid| format!(" (process {pid})")).unwrap_or_default(),
        data_dir.display()
    )]
    InUse {
        /// The data directory.
        data_dir: PathBuf,
        /// The process id of the other server, as it wrote it down.
        pid: Option<u32>,
    },
    /// It cannot be made, or its lock file cannot be used.
    #[error("could not {step} {}", path.display())]
    File {
        /// What was to be done.
        step: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
}

impl DataDirLock {
    /// Makes the data directory when it is missing and locks it; never waits.
    ///
    /// A directory that is made by root lets others pass through (0711) but not look: PostgreSQL runs as another
    /// user below it. Made by anybody else it is closed (0700).
    ///
    /// # Errors
    /// [`DataDirError::InUse`] names the other server's process.
    pub fn acquire(data_dir: &Path) -> Result<Self, DataDirError> {
        let file_error = |step, path: &Path| {
            let path = path.to_owned();
            move |source| DataDirError::File { step, path, source }
        };
        let mode = if nix::unistd::geteuid().is_root() { 0o711 } else { 0o700 };
        DirBuilder::new()
            .recursive(true)
            .mode(mode)
            .create(data_dir)
            .map_err(file_error("make the data directory", data_dir))?;
        let path = data_dir.join(FILE_NAME);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(file_error("open", &path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // What cannot be read is no pid; the lock alone says that there is another server.
                let _ = file.read_to_string(&mut text);
                return Err(DataDirError::InUse { data_dir: data_dir.to_owned(), pid: text.trim().parse().ok() });
            }
            Err(TryLockError::Error(source)) => return Err(file_error("lock", &path)(source)),
        }
        file.set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(file_error("write the process id to", &path))?;
        Ok(Self { path, _file: file })
    }

    /// The locked file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::{DataDirError, DataDirLock};

    #[test]
    fn the_second_server_is_told_the_pid_of_the_first() {
        let root = tempfile::tempdir().expect("temporary folder");
        let data_dir = root.path().join("a/b");
        let first = DataDirLock::acquire(&data_dir).expect("the first gets it");
        let refused = DataDirLock::acquire(&data_dir).expect_err("the second does not");
        assert!(matches!(refused, DataDirError::InUse { pid: Some(pid), .. } if pid == std::process::id()));
        assert!(refused.to_string().contains(&format!("(process {})", std::process::id())), "{refused}");
        drop(first);
        DataDirLock::acquire(&data_dir).expect("free again");
    }

    #[test]
    fn a_data_dir_that_is_a_file_is_named() {
        let root = tempfile::tempdir().expect("temporary folder");
        let file = root.path().join("file");
        std::fs::write(&file, "").expect("write");
        let refused = DataDirLock::acquire(&file).expect_err("not a folder");
        assert_eq!(refused.to_string(), format!("could not make the data directory {}", file.display()));
    }
}
