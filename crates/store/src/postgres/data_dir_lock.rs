//! One server per data directory: a lock that ends with the process, whatever ends it; and the id that all servers
//! of one data directory share.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use ropewalk_model::Entropy;
use uuid::Uuid;

/// The name of the locked file inside the data directory.
const FILE_NAME: &str = "ropewalk.lock";

/// The name of the file with the data directory's id.
const ID_FILE_NAME: &str = "instance-id";

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
                return Err(DataDirError::InUse {
                    data_dir: data_dir.to_owned(),
                    pid: text.trim().parse().ok(),
                });
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

    /// The id of this data directory, the same at each start (`instance_id` of [`crate::ReplicaRegistration`]). It is
    /// made at the first start; a file that holds no id is replaced, which costs nothing but a few seconds of waiting
    /// for work of the crashed server before.
    ///
    /// # Errors
    /// [`DataDirError::File`].
    pub fn instance_id(&self, entropy: &dyn Entropy) -> Result<Uuid, DataDirError> {
        let path = self.path.with_file_name(ID_FILE_NAME);
        if let Ok(text) = std::fs::read_to_string(&path)
            && let Ok(id) = text.trim().parse()
        {
            return Ok(id);
        }
        let id = entropy.uuid();
        let unfinished = path.with_extension("unfinished");
        std::fs::write(&unfinished, format!("{id}\n"))
            .and_then(|()| std::fs::rename(&unfinished, &path))
            .map_err(|source| DataDirError::File {
                step: "write the id of the data directory to",
                path,
                source,
            })?;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::SeededEntropy;

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
    fn the_id_of_a_data_dir_stays_the_same_and_a_broken_one_is_replaced() {
        let root = tempfile::tempdir().expect("temporary folder");
        let entropy = SeededEntropy::new(1);
        let id = DataDirLock::acquire(root.path()).expect("locks").instance_id(&entropy).expect("an id");
        let lock = DataDirLock::acquire(root.path()).expect("locks");
        assert_eq!(lock.instance_id(&entropy).expect("an id"), id);
        std::fs::write(root.path().join("instance-id"), "").expect("write");
        let other = lock.instance_id(&entropy).expect("an id");
        assert_ne!(other, id);
        assert_eq!(lock.instance_id(&entropy).expect("an id"), other);
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
