//! Tier 2: the command line of bubblewrap (`bwrap`, 0.5 or newer).
//!
//! Two ways, by who the server is:
//! - not root: a user namespace. Inside, the workspace is uid 1000; outside, it is the server's user, but in its
//!   own pid and mount namespaces it can neither see nor signal anything of the server;
//! - root: no user namespace. bubblewrap sets up the mounts as root, and the inner launcher drops to the
//!   workspace's own uid, so that files and processes belong to a user that nobody else is.
//!
//! The network namespace is the host's: the agent must reach the server on its loopback address.
//! `--die-with-parent` is left out on purpose: the workspace outlives the server.

use std::path::{Path, PathBuf};

use super::{
    Identity, WorkspaceView,
    landlock::LandlockRules,
    launch::{LaunchSpec, Stage},
    paths,
    probe::ProgramCommand,
};

/// The home directory inside.
pub(super) const HOME: &str = "/home/ropewalk";

/// The token file inside.
pub(super) const TOKEN: &str = "/run/ropewalk/token";

/// The user's name inside.
pub(super) const USER_NAME: &str = "ropewalk";

/// Programs that the server brings in.
const BIN: &str = "/run/ropewalk/bin";

/// The uid and gid inside a user namespace.
const NAMESPACE_USER: u32 = 1000;

/// A `bwrap` that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bubblewrap {
    /// The program.
    pub(super) program: PathBuf,
    /// Whether Landlock is applied inside too.
    pub(super) landlock: bool,
}

impl Bubblewrap {
    /// Program and arguments that run `view.agent` inside, through an inner launcher.
    pub(super) fn command(
        &self,
        view: &WorkspaceView<'_>,
        identity: Identity,
        launcher: &ProgramCommand,
    ) -> (PathBuf, Vec<String>) {
        let agent_inside = inside_bin(&view.agent.program);
        let launcher_inside = inside_bin(&launcher.program);
        let inner = LaunchSpec {
            stage: Stage::Last,
            user: identity.launch_user(),
            drop_capabilities: identity == Identity::RootWithoutCapabilities,
            directory: Some(PathBuf::from(HOME)),
            landlock: self.landlock.then(landlock_inside),
            program: PathBuf::from(&agent_inside),
            arguments: view.agent.arguments.clone(),
            ..LaunchSpec::default()
        };
        let mut line = Arguments::default();
        line.namespaces(identity, view.hostname);
        line.parents();
        line.system(view);
        line.add(&["--proc", "/proc", "--dev", "/dev"]);
        line.add(&["--perms", "1777", "--tmpfs", "/tmp", "--perms", "1777", "--tmpfs", "/var/tmp"]);
        line.bind("--bind", view.home, HOME);
        line.bind("--ro-bind", &view.token(), TOKEN);
        line.bind("--ro-bind", &view.agent.program, &agent_inside);
        if launcher_inside != agent_inside {
            line.bind("--ro-bind", &launcher.program, &launcher_inside);
        }
        line.add(&["--remount-ro", "/", "--", &launcher_inside]);
        line.0.extend(launcher.arguments.iter().cloned());
        line.0.push(serde_json::to_string(&inner).unwrap_or_default());
        (self.program.clone(), line.0)
    }
}

/// The uid that processes inside see as their own.
pub(super) const fn inner_user(identity: Identity) -> u32 {
    match identity {
        Identity::Server => NAMESPACE_USER,
        Identity::RootWithoutCapabilities => 0,
        Identity::User(user) => user.0,
    }
}

/// Inside, everything that can be seen may be read; only home, temporary files and devices may be written. The gain
/// over the mounts alone: no signals and no abstract sockets to the outside, no mounts in nested namespaces.
fn landlock_inside() -> LandlockRules {
    let paths = |list: &[&str]| list.iter().map(PathBuf::from).collect();
    LandlockRules {
        read_write: paths(&[HOME, "/tmp", "/var/tmp", "/dev", "/proc"]),
        read_only: paths(&["/"]),
    }
}

/// Where a program of the host appears inside, under its own name.
fn inside_bin(program: &Path) -> String {
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    format!("{BIN}/{name}")
}

/// The command line as it grows; the order of mounts matters.
#[derive(Default)]
struct Arguments(Vec<String>);

impl Arguments {
    fn add(&mut self, words: &[&str]) {
        self.0.extend(words.iter().map(|word| (*word).to_owned()));
    }

    fn bind(&mut self, how: &str, outside: &Path, inside: &str) {
        self.add(&[how, &outside.to_string_lossy(), inside]);
    }

    fn namespaces(&mut self, identity: Identity, hostname: &str) {
        self.add(&["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]);
        self.add(&["--hostname", hostname, "--new-session", "--cap-drop", "ALL"]);
        match identity {
            Identity::Server => {
                let number = NAMESPACE_USER.to_string();
                self.add(&["--unshare-user", "--uid", &number, "--gid", &number]);
            }
            // For the change of user, which takes both away again.
            Identity::User(_) => self.add(&["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]),
            // For emptying the bounding set, which takes it away again.
            Identity::RootWithoutCapabilities => self.add(&["--cap-add", "CAP_SETPCAP"]),
        }
    }

    /// The folders that hold mount points. bubblewrap makes missing ones for root alone (0700), where the
    /// workspace's user could not pass.
    fn parents(&mut self) {
        for folder in ["/etc", "/home", "/run", "/run/ropewalk", BIN, "/var"] {
            self.add(&["--perms", "0755", "--dir", folder]);
        }
    }

    /// Programs, libraries and `/etc`. A link such as `/bin` -> `usr/bin` stays a link.
    fn system(&mut self, view: &WorkspaceView<'_>) {
        for path in paths::system_paths(view.data_dir) {
            match std::fs::read_link(&path) {
                Ok(target) => self.add(&["--symlink", &target.to_string_lossy(), &path.to_string_lossy()]),
                Err(_not_a_link) => self.bind("--ro-bind", &path, &path.to_string_lossy()),
            }
        }
        for path in paths::etc_paths() {
            let shown = match path.file_name().and_then(|name| name.to_str()) {
                Some("passwd") => view.passwd(),
                Some("group") => view.group(),
                _ => path.clone(),
            };
            self.bind("--ro-bind", &shown, &path.to_string_lossy());
        }
    }
}
