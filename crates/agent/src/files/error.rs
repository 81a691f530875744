//! Why a file call was refused. The message tells a person or a model what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// Why a file could not be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    #[error("The path {0:?} is not absolute. Give a path that begins with a slash.")]
    NotAbsolute(String),
    #[error("The path holds a NUL character, which no path can hold.")]
    BadPath,
    #[error("{} does not exist. Check the path, for example by listing its directory.", .0.display())]
    Missing(PathBuf),
    #[error("{} may not be {doing}: permission denied.", path.display())]
    Permission { path: PathBuf, doing: Doing },
    #[error("{} is a directory, not a file. Give the path of a file in it.", .0.display())]
    IsDirectory(PathBuf),
    #[error("{} is not a directory.", .0.display())]
    NotDirectory(PathBuf),
    #[error("{} is not a regular file (it is a device, a pipe or a socket).", .0.display())]
    NotRegular(PathBuf),
    #[error("The disk is full: {} could not be {doing} and was left as it was. Make room first (df -h and \
             du -sh show where it went), then try again.", path.display())]
    DiskFull { path: PathBuf, doing: Doing },
    #[error("{} has {size} bytes; at most {limit} can be used here. Use a command such as sed, head or grep \
             for a file of this size.", path.display())]
    TooLarge { path: PathBuf, size: u64, limit: u64 },
    #[error("{} is not UTF-8 text. Use a command that understands its format.", .0.display())]
    NotText(PathBuf),
    #[error("{} was changed by somebody else during the edit. Nothing was changed; read it again.", .0.display())]
    ChangedMeanwhile(PathBuf),
    #[error("{} could not be {doing}.", path.display())]
    Io {
        path: PathBuf,
        doing: Doing,
        #[source]
        source: io::Error,
    },
}

/// What was being done, as the rest of "could not be ...".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doing {
    Read,
    Written,
    Listed,
    Resolved,
}

impl std::fmt::Display for Doing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Written => "written",
            Self::Listed => "listed",
            Self::Resolved => "resolved",
        })
    }
}

impl FileError {
    /// Sorts an I/O error.
    pub(crate) fn io(path: &Path, doing: Doing, source: io::Error) -> Self {
        let path = path.to_owned();
        let kind = source.kind();
        if kind == io::ErrorKind::NotFound {
            Self::Missing(path)
        } else if matches!(kind, io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) {
            Self::Permission { path, doing }
        } else if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::DiskFull { path, doing }
        } else if kind == io::ErrorKind::IsADirectory {
            Self::IsDirectory(path)
        } else if kind == io::ErrorKind::NotADirectory {
            Self::NotDirectory(path)
        } else {
            Self::Io { path, doing, source }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Doing, FileError, Path, io};

    #[test]
    fn a_full_disk_says_so_and_names_the_path() {
        for errno in [rustix::io::Errno::NOSPC, rustix::io::Errno::DQUOT] {
            let source = io::Error::from_raw_os_error(errno.raw_os_error());
            let text = FileError::io(Path::new("/w/a.txt"), Doing::Written, source).to_string();
            assert!(text.starts_with("The disk is full: /w/a.txt could not be written"), "{text}");
        }
    }
}
