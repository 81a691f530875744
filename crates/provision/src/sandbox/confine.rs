//! Turns "this workspace, in this sandbox, as this user" into what the launcher is told.

use std::path::{Path, PathBuf};

use super::{
    Base, Cgroup, Sandbox, bubblewrap,
    landlock::LandlockRules,
    launch::{LaunchSpec, LaunchUser, Stage},
    paths,
    probe::ProgramCommand,
};
use crate::DriverError;

/// Devices that every program expects.
const DEVICES: [&str; 9] = [
    "/dev/full",
    "/dev/null",
    "/dev/ptmx",
    "/dev/pts",
    "/dev/random",
    "/dev/shm",
    "/dev/tty",
    "/dev/urandom",
    "/dev/zero",
];

/// Who the processes of a workspace are on this host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The server's own, unprivileged user.
    Server,
    /// The server is root and cannot become somebody else here: root without any capability.
    RootWithoutCapabilities,
    /// A user of the workspace's own.
    User(LaunchUser),
}

/// The files of one workspace on this host.
#[derive(Clone, Debug)]
pub(crate) struct WorkspaceView<'a> {
    /// The server's data directory, which must stay hidden.
    pub(crate) data_dir: &'a Path,
    /// The home directory of the workspace.
    pub(crate) home: &'a Path,
    /// Where this run's files are: `token`, `passwd`, `group`, `tmp/`, `leader.json`.
    pub(crate) run_dir: &'a Path,
    /// The program that runs inside.
    pub(crate) agent: &'a ProgramCommand,
    /// The host name inside, where there is one of its own.
    pub(crate) hostname: &'a str,
}

impl WorkspaceView<'_> {
    pub(crate) fn token(&self) -> PathBuf {
        self.run_dir.join("token")
    }
    pub(crate) fn temporary(&self) -> PathBuf {
        self.run_dir.join("tmp")
    }
    pub(crate) fn record(&self) -> PathBuf {
        self.run_dir.join("leader.json")
    }
    pub(crate) fn passwd(&self) -> PathBuf {
        self.run_dir.join("passwd")
    }
    pub(crate) fn group(&self) -> PathBuf {
        self.run_dir.join("group")
    }
}

/// A launch, and how the paths of the workspace look from inside.
#[derive(Clone, Debug)]
pub(crate) struct Confinement {
    /// For the (outer) launcher.
    pub(crate) spec: LaunchSpec,
    /// The home directory.
    pub(crate) home: PathBuf,
    /// The token file.
    pub(crate) token: PathBuf,
    /// The directory for temporary files.
    pub(crate) temporary: PathBuf,
    /// The user's name, where the sandbox gives one.
    pub(crate) user_name: &'static str,
}

impl Confinement {
    /// The confinement of the workspace `view` in `sandbox`.
    pub(crate) fn new(
        sandbox: &Sandbox,
        view: &WorkspaceView<'_>,
        identity: Identity,
        launcher: &ProgramCommand,
        cgroup: Option<&Cgroup>,
    ) -> Result<Self, DriverError> {
        let outer = LaunchSpec {
            new_session: true,
            record: Some(view.record()),
            cgroup: cgroup.map(|cgroup| cgroup.directory().to_owned()),
            limits: true,
            ..LaunchSpec::default()
        };
        match &sandbox.base {
            Base::ProcessGroup => Ok(Self::on_host(outer, view, identity, None)),
            Base::Landlock => Ok(Self::on_host(outer, view, identity, Some(landlock_on_host(view)))),
            Base::Bubblewrap(tool) => {
                write_accounts(view, bubblewrap::inner_user(identity))?;
                let (program, arguments) = tool.command(view, identity, launcher);
                let spec = LaunchSpec { stage: Stage::Outer, program, arguments, ..outer };
                Ok(Self {
                    spec,
                    home: PathBuf::from(bubblewrap::HOME),
                    token: PathBuf::from(bubblewrap::TOKEN),
                    temporary: PathBuf::from("/tmp"),
                    user_name: bubblewrap::USER_NAME,
                })
            }
        }
    }

    /// Without namespaces: the paths inside are those of the host.
    fn on_host(
        outer: LaunchSpec,
        view: &WorkspaceView<'_>,
        identity: Identity,
        landlock: Option<LandlockRules>,
    ) -> Self {
        let spec = LaunchSpec {
            stage: Stage::Last,
            user: identity.launch_user(),
            drop_capabilities: identity == Identity::RootWithoutCapabilities,
            directory: Some(view.home.to_owned()),
            landlock,
            program: view.agent.program.clone(),
            arguments: view.agent.arguments.clone(),
            ..outer
        };
        Self {
            spec,
            home: view.home.to_owned(),
            token: view.token(),
            temporary: view.temporary(),
            user_name: bubblewrap::USER_NAME,
        }
    }
}

impl Identity {
    /// The user `number`.
    pub(crate) const fn user(number: u32) -> Self {
        Self::User(LaunchUser(number))
    }

    /// The user to become, if another one than the server's.
    pub(super) const fn launch_user(self) -> Option<LaunchUser> {
        match self {
            Self::User(user) => Some(user),
            Self::Server | Self::RootWithoutCapabilities => None,
        }
    }

    /// The uid that nobody but this workspace has.
    pub(crate) const fn dedicated_uid(self) -> Option<u32> {
        match self {
            Self::User(LaunchUser(number)) => Some(number),
            Self::Server | Self::RootWithoutCapabilities => None,
        }
    }
}

/// Tier 1. The shared `/tmp` is left out on purpose: other workspaces and the server may keep files there.
/// `TMPDIR` points to a private directory instead.
fn landlock_on_host(view: &WorkspaceView<'_>) -> LandlockRules {
    let mut read_write = vec![view.home.to_owned(), view.temporary()];
    read_write.extend(DEVICES.iter().map(PathBuf::from));
    let mut read_only = paths::system_paths(view.data_dir);
    read_only.extend(paths::etc_paths());
    read_only.extend([PathBuf::from("/proc"), view.token(), view.agent.program.clone()]);
    LandlockRules { read_write, read_only }
}

/// The accounts that programs inside see: the workspace's user has a name and a home.
fn write_accounts(view: &WorkspaceView<'_>, number: u32) -> Result<(), DriverError> {
    let (name, home, shell) = (bubblewrap::USER_NAME, bubblewrap::HOME, paths::login_shell());
    let passwd = format!(
        "root:x:0:0:root:/root:/usr/sbin/nologin\n{name}:x:{number}:{number}:Workspace:{home}:{shell}\n\
         nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"
    );
    let group = format!("root:x:0:\ntty:x:5:\n{name}:x:{number}:\nnogroup:x:65534:\n");
    for (path, text) in [(view.passwd(), passwd), (view.group(), group)] {
        std::fs::write(&path, text).map_err(|source| DriverError::Files {
            action: "write the account file",
            path,
            source,
        })?;
    }
    Ok(())
}
