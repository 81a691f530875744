//! Where the files of local workspaces are. Paths are made of the workspace's id alone: no name, no template and no
//! stored state can point anywhere else.

use std::{
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use ropewalk_model::WorkspaceId;

use crate::DriverError;

/// Who may pass through a directory of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Nobody but the server.
    Private,
    /// Others may pass through to what is theirs, and list nothing.
    PassThrough,
}

/// The directories of one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Holds all homes.
    pub(crate) homes: PathBuf,
    /// The home directory.
    pub(crate) home: PathBuf,
    /// Where the home is moved before its removal.
    pub(crate) leaving: PathBuf,
    /// Token, log, pid record, temporary files.
    pub(crate) run_dir: PathBuf,
}

impl Layout {
    pub(crate) fn new(data_dir: &Path, workspace: WorkspaceId) -> Self {
        let name = workspace.uuid().hyphenated().to_string();
        let homes = data_dir.join("workspaces");
        Self {
            home: homes.join(&name),
            leaving: homes.join(format!(".deleting-{name}")),
            homes,
            run_dir: run_root(data_dir).join(name),
        }
    }

    /// The agent's output.
    pub(crate) fn log(&self) -> PathBuf {
        self.run_dir.join("agent.log")
    }

    /// Pid and start time of the outer launcher.
    pub(crate) fn record(&self) -> PathBuf {
        self.run_dir.join("leader.json")
    }

    /// Makes the directories that hold homes and run files.
    pub(crate) fn create_roots(&self, access: Access) -> Result<(), DriverError> {
        for directory in [self.homes.as_path(), self.run_dir.parent().unwrap_or(&self.homes)] {
            create_closed_directory(directory, access).map_err(|source| DriverError::Files {
                action: "create the directory",
                path: directory.to_owned(),
                source,
            })?;
        }
        Ok(())
    }
}

/// Where one sandbox probe of this server keeps its files.
pub(crate) fn probe_directory(data_dir: &Path, name: &str) -> PathBuf {
    run_root(data_dir).join(format!("probe-{name}-{}", std::process::id()))
}

/// Where copies of programs stand that a workspace's user must reach.
pub(crate) fn program_directory(data_dir: &Path) -> PathBuf {
    run_root(data_dir).join("bin")
}

fn run_root(data_dir: &Path) -> PathBuf {
    data_dir.join("workspace-run")
}

/// Makes `directory` with its parents, or corrects the access of one that is there.
pub(crate) fn create_closed_directory(directory: &Path, access: Access) -> std::io::Result<()> {
    let mode = match access {
        Access::Private => 0o700,
        Access::PassThrough => 0o711,
    };
    std::fs::DirBuilder::new().recursive(true).mode(mode).create(directory)?;
    std::fs::set_permissions(directory, std::fs::Permissions::from_mode(mode))
}
