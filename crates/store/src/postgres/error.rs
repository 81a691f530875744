//! Why the own PostgreSQL did not start, in words that say what to do.

use std::path::PathBuf;

use super::discover::Version;

/// A failure of the embedded PostgreSQL. Each message is for the person who starts the server.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// No usable PostgreSQL on this machine.
    #[error(
        "no PostgreSQL to run was found{}; install PostgreSQL 15 or newer (Debian, Ubuntu: apt-get install postgresql), \
         set ROPEWALK_POSTGRES_BIN to the folder with initdb and postgres, or give --postgres-url",
        because(problems)
    )]
    NotFound {
        /// What was looked at and why it will not do.
        problems: Vec<String>,
    },
    /// The data were made by another major version than any that was found.
    #[error(
        "the data in {} were made by PostgreSQL {data_major}, and only {} was found; install PostgreSQL {data_major} \
         or set ROPEWALK_POSTGRES_BIN to its folder (to move to a newer one, dump with the old and load into a new \
         --data-dir, or use pg_upgrade)",
        data_dir.display(),
        versions(found)
    )]
    OtherVersion {
        /// The data directory of PostgreSQL.
        data_dir: PathBuf,
        /// The major version in its PG_VERSION.
        data_major: u32,
        /// What this machine has.
        found: Vec<Version>,
    },
    /// The folder for the data holds something else.
    #[error("{} holds files but is not a PostgreSQL data directory; move it away or choose another --data-dir", data_dir.display())]
    NotADataDir {
        /// The folder.
        data_dir: PathBuf,
    },
    /// The data belong to another user, and this process is not root.
    #[error(
        "{} belongs to user id {owner_uid}, but Ropewalk runs as {own_uid}: run it as that user, or as root, or give the \
         folder to yourself (chown -R)",
        path.display()
    )]
    ForeignOwner {
        /// The folder.
        path: PathBuf,
        /// Who owns it.
        owner_uid: u32,
        /// Who this process is.
        own_uid: u32,
    },
    /// Root that may not become somebody else.
    #[error(
        "PostgreSQL refuses to run as root, and this process may not change to user id {uid} (a container without \
         CAP_SETUID, CAP_SETGID or CAP_CHOWN?): run Ropewalk as another user, or give --postgres-url"
    )]
    CannotDropRoot {
        /// The user that was tried.
        uid: u32,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
    /// initdb wants a name for the user id, and there is none.
    #[error(
        "user id {uid} has no entry in /etc/passwd, which PostgreSQL's initdb demands: add one, run Ropewalk as \
         another user, or give --postgres-url"
    )]
    UnknownUser {
        /// The user id.
        uid: u32,
        /// What initdb or the attempt around it printed.
        output: String,
    },
    /// A folder that the unprivileged user cannot reach, and no other place either.
    #[error(
        "user id {uid} cannot reach {}: a folder above it is closed to others; choose a --data-dir outside of it, or \
         give --postgres-url",
        path.display()
    )]
    Unreachable {
        /// The folder.
        path: PathBuf,
        /// The user that PostgreSQL runs as.
        uid: u32,
    },
    /// No place for the socket.
    #[error("there is no safe folder with a short path for PostgreSQL's socket; {} was tried last", path.display())]
    NoSocketDir {
        /// The folder that was tried last.
        path: PathBuf,
    },
    /// A path that cannot be put into a URL or a command line.
    #[error("the path {} is not valid UTF-8, which PostgreSQL's socket needs; choose another --data-dir", path.display())]
    BadPath {
        /// The path.
        path: PathBuf,
    },
    /// A file operation failed.
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
    /// A program of PostgreSQL could not be started.
    #[error("could not run {}", program.display())]
    Spawn {
        /// The program.
        program: PathBuf,
        /// The system's reason.
        #[source]
        source: std::io::Error,
    },
    /// initdb failed.
    #[error("initdb could not make the database files in {}: {output}", data_dir.display())]
    Initdb {
        /// The data directory.
        data_dir: PathBuf,
        /// The end of what it printed.
        output: String,
    },
    /// The password of the server's role could not be set.
    #[error("could not set the password of the database's role")]
    SetPassword {
        /// The server's reason.
        #[source]
        source: sqlx::Error,
    },
    /// The password in the file is not the one that the database has.
    #[error(
        "the database does not take the password in {}; put the right one there, or remove the file and start again to \
         set a new one",
        file.display()
    )]
    WrongPassword {
        /// The file.
        file: PathBuf,
        /// The server's reason.
        #[source]
        source: sqlx::Error,
    },
    /// A program did not end in time.
    #[error("{} did not end within {waited_secs} s", program.display())]
    Hangs {
        /// The program.
        program: PathBuf,
        /// How long it was waited, in seconds.
        waited_secs: u64,
    },
    /// The server ended while it started.
    #[error("PostgreSQL ended while it started; the end of {}: {output}", log.display())]
    Ended {
        /// The log file.
        log: PathBuf,
        /// The end of the log.
        output: String,
    },
    /// The server did not answer in time.
    #[error("PostgreSQL did not answer within {waited_secs} s; see {}", log.display())]
    NotReady {
        /// The log file.
        log: PathBuf,
        /// How long it was waited, in seconds.
        waited_secs: u64,
    },
    /// An earlier server process of this data directory does not go away.
    #[error("PostgreSQL process {pid} of an earlier run still uses {} and does not end; end it by hand", data_dir.display())]
    OrphanStays {
        /// The process.
        pid: i32,
        /// The data directory.
        data_dir: PathBuf,
    },
    /// The database inside the server could not be made.
    #[error("could not make the database of Ropewalk")]
    CreateDatabase {
        /// The server's reason.
        #[source]
        source: sqlx::Error,
    },
}

impl PostgresError {
    /// A failed file operation.
    pub(super) fn file(step: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { step, path, source }
    }
}

fn because(problems: &[String]) -> String {
    if problems.is_empty() { String::new() } else { format!(" ({})", problems.join("; ")) }
}

fn versions(found: &[Version]) -> String {
    let names: Vec<String> = found.iter().map(ToString::to_string).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
