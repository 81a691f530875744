//! The user that PostgreSQL runs as.
//!
//! PostgreSQL refuses root (containers, sudo), so as root another user is chosen: the configured one, the owner of
//! data that are there already, else `ropewalk-postgres`, `postgres`, else the id of nobody (stack.md 1). Anybody
//! else runs it as himself.

use std::{os::unix::fs::MetadataExt, path::Path};

use nix::unistd::{Uid, User, geteuid};
use tokio::process::Command;

use super::PostgresError;

/// The id that stands for nobody on Linux.
const NOBODY: u32 = 65_534;

/// Who PostgreSQL runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The user of this process.
    Own {
        /// Its id.
        uid: u32,
    },
    /// This process is root and gives its rights up for PostgreSQL.
    Dropped {
        /// The other user.
        uid: u32,
        /// Its group.
        gid: u32,
    },
}

impl Identity {
    /// Chooses. `configured` counts for root only; `data` is the data directory, which may not be there yet.
    pub(super) fn choose(configured: Option<u32>, data: &Path) -> Self {
        let own = geteuid();
        if !own.is_root() {
            return Self::Own { uid: own.as_raw() };
        }
        if let Some(uid) = configured {
            return Self::Dropped { uid, gid: group_of(uid).unwrap_or(uid) };
        }
        if let Ok(metadata) = std::fs::metadata(data)
            && metadata.uid() != 0
        {
            return Self::Dropped { uid: metadata.uid(), gid: metadata.gid() };
        }
        let named = ["ropewalk-postgres", "postgres"]
            .into_iter()
            .find_map(|name| User::from_name(name).ok().flatten());
        match named {
            Some(user) => Self::Dropped { uid: user.uid.as_raw(), gid: user.gid.as_raw() },
            None => Self::Dropped { uid: NOBODY, gid: group_of(NOBODY).unwrap_or(NOBODY) },
        }
    }

    /// The user's id.
    pub(super) const fn uid(self) -> u32 {
        match self {
            Self::Own { uid } | Self::Dropped { uid, .. } => uid,
        }
    }

    /// True when /etc/passwd (or what stands for it) knows the user: initdb demands it.
    pub(super) fn has_name(self) -> bool {
        User::from_uid(Uid::from_raw(self.uid())).is_ok_and(|user| user.is_some())
    }

    /// Lets a program run as this user. The standard library drops root's supplementary groups with it.
    pub(super) fn apply(self, command: &mut Command) {
        match self {
            Self::Own { .. } => {}
            Self::Dropped { uid, gid } => {
                command.uid(uid).gid(gid);
            }
        }
    }

    /// The error for a program that could not be started.
    pub(super) fn spawn_error(self, program: &Path, source: std::io::Error) -> PostgresError {
        match self {
            Self::Dropped { uid, .. } if not_permitted(&source) => {
                PostgresError::CannotDropRoot { uid, source }
            }
            Self::Dropped { .. } | Self::Own { .. } => {
                PostgresError::Spawn { program: program.to_owned(), source }
            }
        }
    }

    /// Gives one file or folder to this user. A symbolic link itself is given, never what it points to.
    pub(super) fn own(self, path: &Path) -> Result<(), PostgresError> {
        match self {
            Self::Own { .. } => Ok(()),
            Self::Dropped { uid, gid } => {
                std::os::unix::fs::lchown(path, Some(uid), Some(gid)).map_err(|source| {
                    if not_permitted(&source) {
                        PostgresError::CannotDropRoot { uid, source }
                    } else {
                        PostgresError::file("give to PostgreSQL's user", path)(source)
                    }
                })
            }
        }
    }

    /// Gives a folder and all in it to this user.
    pub(super) fn own_all(self, path: &Path) -> Result<(), PostgresError> {
        self.own(path)?;
        let step = "list";
        for entry in std::fs::read_dir(path).map_err(PostgresError::file(step, path))? {
            let entry = entry.map_err(PostgresError::file(step, path))?;
            let kind = entry.file_type().map_err(PostgresError::file(step, entry.path()))?;
            if kind.is_dir() {
                self.own_all(&entry.path())?;
            } else {
                self.own(&entry.path())?;
            }
        }
        Ok(())
    }

    /// True when this user can pass through every folder above `path`, and `path` itself when it is there.
    pub(super) fn reaches(self, path: &Path) -> bool {
        match self {
            Self::Own { .. } => true,
            Self::Dropped { uid, gid } => path.ancestors().all(|folder| {
                std::fs::metadata(folder).map_or(true, |metadata| {
                    let needed = if metadata.uid() == uid {
                        0o100
                    } else if metadata.gid() == gid {
                        0o010
                    } else {
                        0o001
                    };
                    metadata.mode() & needed != 0
                })
            }),
        }
    }
}

fn group_of(uid: u32) -> Option<u32> {
    User::from_uid(Uid::from_raw(uid)).ok().flatten().map(|user| user.gid.as_raw())
}

/// EPERM: the right to change users or owners is missing. EACCES, the other "permission denied", is about a path.
fn not_permitted(error: &std::io::Error) -> bool {
    error.raw_os_error() == Some(nix::errno::Errno::EPERM as i32)
}
