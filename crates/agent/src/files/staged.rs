//! New content of a file, ready beside it, that takes its place by one rename. Readers see the old content or
//! the new one, never a part; a full disk shows before anything is changed.
//!
//! The mode of an existing file is kept, its owner as far as that is allowed, and symbolic links are followed:
//! the link stays, its target changes. The content is not forced onto the disk: a machine that loses power at
//! the wrong moment may lose a change, as with any editor.

use std::fs::{self, DirBuilder, File, Metadata, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use tempfile::{NamedTempFile, TempPath};

use super::error::{Doing, FileError};
use super::path::resolve;
use crate::journal::PlacedFile;

/// Prefix of the names of files that wait for their rename.
const TEMPORARY_PREFIX: &str = ".ropewalk-";

/// What a file was when it was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    device: u64,
    inode: u64,
    size: u64,
    modified: (i64, i64),
}

impl Version {
    fn of(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            inode: metadata.ino(),
            size: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
        }
    }

    /// Whether this is the same file as `other`, whatever its content.
    pub(super) const fn is_same_file(&self, other: &Self) -> bool {
        self.device == other.device && self.inode == other.inode
    }

    /// The version of the file at `path`; `None` when there is none.
    pub(super) fn now(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }
}

/// New content on its way. Dropping it leaves everything as it was.
#[derive(Debug)]
pub(crate) struct Staged {
    target: PathBuf,
    file: File,
    temporary: TempPath,
}

impl Staged {
    /// Makes an empty temporary file beside the target of `path`. Missing parents are made (0755).
    pub(crate) fn create(path: &Path) -> Result<Self, FileError> {
        let target = resolve(path)?;
        let io = |source| FileError::io(path, Doing::Written, source);
        let existing = match fs::metadata(&target) {
            Ok(metadata) if metadata.is_dir() => return Err(FileError::IsDirectory(path.to_owned())),
            Ok(metadata) if !metadata.is_file() => return Err(FileError::NotRegular(path.to_owned())),
            Ok(metadata) => Some(metadata),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(io(error)),
        };
        let directory = target.parent().unwrap_or(Path::new("/"));
        match &existing {
            // A rename would replace a file that may not be written.
            Some(_) => access(&target, Access::WRITE_OK).map_err(|errno| io(errno.into()))?,
            None => DirBuilder::new().recursive(true).mode(0o755).create(directory).map_err(io)?,
        }
        let temporary = tempfile::Builder::new()
            .prefix(TEMPORARY_PREFIX)
            // For a new file: what the process' umask leaves of it.
            .permissions(Permissions::from_mode(0o666))
            .tempfile_in(directory)
            .map_err(io)?;
        if let Some(metadata) = existing {
            keep_owner_and_mode(&temporary, &metadata).map_err(io)?;
        }
        let (file, temporary) = temporary.into_parts();
        Ok(Self { target, file, temporary })
    }

    /// Stages a whole content.
    pub(super) fn with_content(path: &Path, content: &[u8]) -> Result<Self, FileError> {
        let mut staged = Self::create(path)?;
        let written = staged.file.write_all(content).and_then(|()| staged.file.flush());
        written.map_err(|source| FileError::io(path, Doing::Written, source))?;
        Ok(staged)
    }

    /// A handle to write the content with.
    pub(crate) fn writer(&self, path: &Path) -> Result<File, FileError> {
        self.file.try_clone().map_err(|source| FileError::io(path, Doing::Written, source))
    }

    /// How the new file can be recognised once it is in place.
    pub(super) fn identity(&self) -> Result<PlacedFile, FileError> {
        let metadata =
            self.file.metadata().map_err(|source| FileError::io(&self.target, Doing::Written, source))?;
        Ok(PlacedFile {
            temporary: self.temporary.to_path_buf(),
            path: self.target.clone(),
            device: metadata.dev(),
            inode: metadata.ino(),
        })
    }

    /// Puts the new content into place.
    pub(super) fn place(self) -> Result<(), FileError> {
        let Self { target, temporary, .. } = self;
        temporary.persist(&target).map_err(|failed| FileError::io(&target, Doing::Written, failed.error))
    }
}

fn keep_owner_and_mode(temporary: &NamedTempFile, existing: &Metadata) -> io::Result<()> {
    let file = temporary.as_file();
    let owner = Some(rustix::fs::Uid::from_raw(existing.uid()));
    let group = Some(rustix::fs::Gid::from_raw(existing.gid()));
    // Only root may give files away; for everybody else the file becomes the agent's.
    let _as_far_as_allowed = rustix::fs::fchown(file, owner, group);
    file.set_permissions(Permissions::from_mode(existing.mode() & 0o7777))
}
