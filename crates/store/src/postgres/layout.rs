//! Where the files of the own PostgreSQL lie.
//!
//! `<data_dir>/postgres/{data,run,log,password}`. As root only `data` and `run` belong to the user that PostgreSQL runs as,
//! so that this user cannot lay a trap (a symbolic link) where root writes. Two exceptions to the place: as root
//! below a closed folder (such as /root) the files go to [`FALLBACK`] and `<data_dir>/postgres` is a symbolic link
//! to them; and where the path is too long for a socket, only the socket goes to a short folder.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use ropewalk_telemetry::Secret;

use super::{PostgresError, identity::Identity};

/// Where the files go when PostgreSQL's user cannot reach the data directory.
pub(super) const FALLBACK: &str = "/var/lib/ropewalk-postgres";

/// Longest path of a socket. The kernel takes 107 bytes; PostgreSQL wants room for its lock file beside it, and
/// at the first start both lie one folder deeper.
const SOCKET_PATH_LIMIT_BYTES: usize = 90;

/// The file name of the socket, which PostgreSQL derives from the port.
const SOCKET_NAME: &str = ".s.PGSQL.5432";

/// The places of one data directory.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The folder of all the rest.
    pub(super) home: PathBuf,
    /// PostgreSQL's data directory; there only when initdb completed.
    pub(super) data: PathBuf,
    /// The folder of the socket.
    pub(super) run: PathBuf,
    /// The log file.
    pub(super) log: PathBuf,
}

impl Layout {
    /// The data directory of PostgreSQL in `data_dir`, before anything is made.
    pub(super) fn data_in(data_dir: &Path) -> PathBuf {
        data_dir.join("postgres/data")
    }

    /// Makes the folders and gives them to `identity`.
    pub(super) fn prepare(
        data_dir: &Path,
        fallback: &Path,
        identity: Identity,
    ) -> Result<Self, PostgresError> {
        let home = home(data_dir, fallback, identity)?;
        let data = home.join("data");
        if let Ok(metadata) = fs::metadata(&data)
            && metadata.uid() != identity.uid()
        {
            match identity {
                Identity::Own { uid } => {
                    return Err(PostgresError::ForeignOwner {
                        path: data,
                        owner_uid: metadata.uid(),
                        own_uid: uid,
                    });
                }
                Identity::Dropped { .. } => identity.own_all(&data)?,
            }
        }
        let log_dir = home.join("log");
        make_dir(&log_dir, 0o700)?;
        let run = run_dir(&home, identity)?;
        if run.to_str().is_none() {
            return Err(PostgresError::BadPath { path: run });
        }
        Ok(Self { data, run, log: log_dir.join("postgres.log"), home })
    }

    /// The file with the password: ours, never of the user that PostgreSQL runs as.
    pub(super) fn password_file(&self) -> PathBuf {
        self.home.join("password")
    }

    /// The URL of the server's database `name`, for sqlx. A password of letters and digits needs no escapes.
    pub(super) fn url(&self, name: &str, password: &Secret) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("host", &self.run.to_string_lossy());
        let (user, password) = (super::USER, password.expose());
        format!("postgres://{user}:{password}@localhost/{name}?{}", query.finish())
    }

    /// The lock file that a running PostgreSQL keeps.
    pub(super) fn pid_file(&self) -> PathBuf {
        self.data.join("postmaster.pid")
    }

    /// What a PostgreSQL that ended without a word leaves behind.
    pub(super) fn leftovers(&self) -> [PathBuf; 3] {
        [self.pid_file(), self.run.join(SOCKET_NAME), self.run.join(format!("{SOCKET_NAME}.lock"))]
    }
}

/// `<data_dir>/postgres`, or the place that it points to.
fn home(data_dir: &Path, fallback: &Path, identity: Identity) -> Result<PathBuf, PostgresError> {
    let data_dir = fs::canonicalize(data_dir).map_err(PostgresError::file("resolve", data_dir))?;
    let home = data_dir.join("postgres");
    let linked = fs::symlink_metadata(&home).is_ok_and(|metadata| metadata.is_symlink());
    if linked {
        let target = fs::canonicalize(&home).map_err(PostgresError::file("follow the link", &home))?;
        passable_dir(&target, identity)?;
        return Ok(target);
    }
    if identity.reaches(&data_dir) {
        passable_dir(&home, identity)?;
        return Ok(home);
    }
    if home.exists() {
        return Err(PostgresError::Unreachable { path: home, uid: identity.uid() });
    }
    let elsewhere = make_elsewhere(fallback, identity)?;
    std::os::unix::fs::symlink(&elsewhere, &home).map_err(PostgresError::file("make the link", &home))?;
    tracing::info!(
        place = %elsewhere.display(),
        "PostgreSQL's user cannot reach {}, so its files are in {}",
        data_dir.display(),
        elsewhere.display()
    );
    Ok(elsewhere)
}

/// Makes a folder; one that is there is left as it is.
fn make_dir(path: &Path, mode: u32) -> Result<(), PostgresError> {
    match DirBuilder::new().mode(mode).create(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(PostgresError::file("make the folder", path)(error)),
    }
}

/// Makes the folder of all files: ours, and PostgreSQL's user may pass through it.
fn passable_dir(path: &Path, identity: Identity) -> Result<(), PostgresError> {
    let mode = match identity {
        Identity::Own { .. } => 0o700,
        Identity::Dropped { .. } => 0o711,
    };
    make_dir(path, mode)?;
    let owner_uid = fs::metadata(path).map_err(PostgresError::file("look at", path))?.uid();
    match identity {
        Identity::Own { uid } if owner_uid != uid => {
            Err(PostgresError::ForeignOwner { path: path.to_owned(), owner_uid, own_uid: uid })
        }
        Identity::Dropped { uid, .. } if !identity.reaches(path) => {
            fs::set_permissions(path, fs::Permissions::from_mode(mode))
                .map_err(PostgresError::file("open the way through", path))?;
            if identity.reaches(path) {
                Ok(())
            } else {
                Err(PostgresError::Unreachable { path: path.to_owned(), uid })
            }
        }
        Identity::Own { .. } | Identity::Dropped { .. } => Ok(()),
    }
}

/// A new folder below `fallback`.
fn make_elsewhere(fallback: &Path, identity: Identity) -> Result<PathBuf, PostgresError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(fallback)
        .map_err(PostgresError::file("make the folder", fallback))?;
    if !identity.reaches(fallback) {
        return Err(PostgresError::Unreachable { path: fallback.to_owned(), uid: identity.uid() });
    }
    let made = tempfile::Builder::new()
        .prefix("data-")
        .permissions(fs::Permissions::from_mode(0o711))
        .tempdir_in(fallback)
        .map_err(PostgresError::file("make a folder in", fallback))?;
    passable_dir(made.path(), identity)?;
    Ok(made.keep())
}

/// Makes a folder that only `identity` (and root) can look into; one that is there is given to it.
fn private_dir(path: &Path, identity: Identity) -> Result<(), PostgresError> {
    make_dir(path, 0o700)?;
    let metadata = fs::metadata(path).map_err(PostgresError::file("look at", path))?;
    if metadata.uid() != identity.uid() {
        match identity {
            Identity::Own { uid } => {
                let owner_uid = metadata.uid();
                return Err(PostgresError::ForeignOwner { path: path.to_owned(), owner_uid, own_uid: uid });
            }
            Identity::Dropped { .. } => identity.own(path)?,
        }
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
        .map_err(PostgresError::file("close to others", path))
}

/// The folder of the socket: `<home>/run` unless its path is too long.
fn run_dir(home: &Path, identity: Identity) -> Result<PathBuf, PostgresError> {
    let usual = home.join("run");
    if fits(&usual) {
        private_dir(&usual, identity)?;
        return Ok(usual);
    }
    let metadata = fs::metadata(home).map_err(PostgresError::file("look at", home))?;
    // Named after the folder's place on the disk: always the same for one data directory, never for two.
    let name = format!("ropewalk-pg-{:x}-{:x}", metadata.dev(), metadata.ino());
    let own = matches!(identity, Identity::Own { .. });
    let session = std::env::var_os("XDG_RUNTIME_DIR").filter(|_| own).map(PathBuf::from);
    let bases = session.into_iter().chain([PathBuf::from("/tmp")]);
    let mut last = usual;
    for dir in bases.map(|base| base.join(&name)) {
        if fits(&dir) && safe_dir(&dir, identity) {
            return Ok(dir);
        }
        last = dir;
    }
    Err(PostgresError::NoSocketDir { path: last })
}

fn fits(dir: &Path) -> bool {
    dir.join(SOCKET_NAME).as_os_str().len() < SOCKET_PATH_LIMIT_BYTES
}

/// Makes the folder, or takes the one of an earlier run; one that somebody else laid there is not taken, because
/// /tmp is open to all.
fn safe_dir(dir: &Path, identity: Identity) -> bool {
    if DirBuilder::new().mode(0o700).create(dir).is_ok() {
        return identity.own(dir).is_ok();
    }
    fs::symlink_metadata(dir).is_ok_and(|metadata| {
        metadata.is_dir() && metadata.uid() == identity.uid() && metadata.mode() & 0o077 == 0
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use nix::unistd::geteuid;
    use ropewalk_telemetry::Secret;

    use super::{Identity, Layout};
    use crate::postgres::PostgresError;

    fn own() -> Identity {
        Identity::Own { uid: geteuid().as_raw() }
    }

    #[test]
    fn the_socket_of_a_deep_data_dir_goes_to_a_short_place_and_stays_there() {
        let root = tempfile::tempdir().expect("temporary folder");
        let deep = root.path().join("d".repeat(60)).join("e".repeat(60));
        fs::create_dir_all(&deep).expect("deep folder");
        let layout = Layout::prepare(&deep, root.path(), own()).expect("layout");
        assert!(layout.run.as_os_str().len() < 80, "{}", layout.run.display());
        assert_eq!(fs::metadata(&layout.run).expect("run").permissions().mode() & 0o777, 0o700);
        assert!(layout.data.starts_with(&deep));
        let again = Layout::prepare(&deep, root.path(), own()).expect("layout");
        assert_eq!(again.run, layout.run);
        fs::remove_dir(&layout.run).expect("clean up");
    }

    #[test]
    fn a_path_with_odd_characters_survives_the_url() {
        let root = tempfile::tempdir().expect("temporary folder");
        let odd = root.path().join("a b&c=d?e");
        fs::create_dir(&odd).expect("folder");
        let layout = Layout::prepare(&odd, root.path(), own()).expect("layout");
        let options: sqlx::postgres::PgConnectOptions =
            layout.url("ropewalk", &Secret::new("pass")).parse().expect("url");
        assert_eq!(options.get_socket(), Some(&layout.run));
        assert_eq!(options.get_database(), Some("ropewalk"));
    }

    #[test]
    fn below_a_closed_folder_the_files_go_elsewhere_and_are_found_again() {
        if !geteuid().is_root() {
            // Only root runs PostgreSQL as somebody else.
            return;
        }
        let open = tempfile::tempdir().expect("temporary folder");
        fs::set_permissions(open.path(), fs::Permissions::from_mode(0o755)).expect("mode");
        let closed = tempfile::tempdir().expect("temporary folder");
        fs::set_permissions(closed.path(), fs::Permissions::from_mode(0o700)).expect("mode");
        let fallback = open.path().join("fallback");
        let other = Identity::Dropped { uid: 65_534, gid: 65_534 };
        let first = Layout::prepare(closed.path(), &fallback, other).expect("layout");
        assert!(first.home.starts_with(fs::canonicalize(&fallback).expect("fallback")));
        let second = Layout::prepare(closed.path(), &fallback, other).expect("layout");
        assert_eq!(second.home, first.home);

        let unreachable = Layout::prepare(
            tempfile::tempdir_in(closed.path()).expect("folder").path(),
            &closed.path().join("fallback"),
            other,
        );
        assert!(
            matches!(unreachable, Err(PostgresError::Unreachable { uid: 65_534, .. })),
            "{unreachable:?}"
        );
    }
}
