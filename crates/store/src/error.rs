//! The one error type of this crate, and the helpers that make it.
//!
//! Each variant names the step ("could not {step}") as a verb phrase; the cause is in `#[source]` and is not
//! repeated in the message. Database errors are sorted once, here, by SQLSTATE, so that a caller asks
//! [`StoreError::violates`] or [`StoreError::is_retryable`] and never looks at a driver's type.

use sqlx::error::ErrorKind;

/// What went wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL of the database cannot be read. The URL itself is not shown: it may hold a password.
    #[error("the database URL is not valid")]
    BadUrl {
        /// What is wrong with it.
        #[source]
        source: sqlx::Error,
    },
    /// The first connection failed.
    #[error("could not connect to the database at {target}")]
    Connect {
        /// Host or socket, port and database; never the password.
        target: String,
        /// The driver's or the server's reason.
        #[source]
        source: sqlx::Error,
    },
    /// The database cannot be reached at the moment, or no connection came free in time.
    #[error("the database is not reachable, so Ropewalk could not {step}")]
    Unavailable {
        /// What was to be done.
        step: &'static str,
        /// The driver's reason.
        #[source]
        source: sqlx::Error,
    },
    /// A rule of the schema refused the change.
    #[error("could not {step}: the rule {constraint} of the database refuses it")]
    Constraint {
        /// What was to be done.
        step: &'static str,
        /// The name of the constraint or unique index; empty when the server gave none (not null).
        constraint: String,
        /// Which kind of rule it is.
        kind: ConstraintKind,
        /// The server's message.
        #[source]
        source: sqlx::Error,
    },
    /// A concurrent transaction got in the way (deadlock, serialization failure, lock timeout). Trying again may help.
    #[error("could not {step}: another transaction was in the way")]
    Conflict {
        /// What was to be done.
        step: &'static str,
        /// The server's message.
        #[source]
        source: sqlx::Error,
    },
    /// Any other failure of a statement.
    #[error("could not {step}")]
    Query {
        /// What was to be done.
        step: &'static str,
        /// The driver's or the server's reason.
        #[source]
        source: sqlx::Error,
    },
    /// A statement by key touched another number of rows than it must.
    #[error("could not {step}: {found} rows were touched, not {expected}")]
    RowCount {
        /// What was to be done.
        step: &'static str,
        /// How many rows had to be touched.
        expected: u64,
        /// How many were.
        found: u64,
    },
    /// A stored value that this binary cannot read, such as an unknown enum word or malformed JSON.
    #[error("could not read the stored {what} of {key}")]
    Corrupt {
        /// Which value, such as `chat status`.
        what: &'static str,
        /// The row it stands in.
        key: String,
        /// Why it cannot be read.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database was migrated by a newer binary; this one must not touch it.
    #[error(
        "the database is at schema version {database}, this ropewalk knows only up to {binary}: \
         start a newer ropewalk, or restore the backup that was made before the upgrade"
    )]
    DatabaseTooNew {
        /// The highest version that the database has.
        database: i64,
        /// The highest version that this binary has.
        binary: i64,
    },
    /// A migration failed, or one that was applied earlier is not the one in this binary.
    #[error("could not bring the database to schema version {binary}")]
    Migrate {
        /// The version to reach.
        binary: i64,
        /// The migrator's reason, which names the migration.
        #[source]
        source: sqlx::migrate::MigrateError,
    },
    /// The migrations did not end in time; most often another server holds the migration lock.
    #[error(
        "the database did not reach schema version {binary} within {waited_secs} s; does another server migrate it?"
    )]
    MigrateTimeout {
        /// The version to reach.
        binary: i64,
        /// How long it was tried, in seconds.
        waited_secs: u64,
    },
}

/// The kinds of rules that a schema has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConstraintKind {
    /// A value that must be unique is there already.
    Unique,
    /// The row points to a row that is not there, or is still pointed to.
    ForeignKey,
    /// A check refused the values.
    Check,
    /// A column that must have a value has none.
    NotNull,
    /// An exclusion constraint: two rows overlap.
    Exclusion,
}

impl StoreError {
    /// Sorts an error of the driver by what a caller can do about it.
    pub(crate) fn from_driver(step: &'static str, source: sqlx::Error) -> Self {
        let Some(database) = source.as_database_error() else {
            return if lost_connection(&source) {
                Self::Unavailable { step, source }
            } else {
                Self::Query { step, source }
            };
        };
        let code = database.code().unwrap_or_default().into_owned();
        let kind = match database.kind() {
            ErrorKind::UniqueViolation => Some(ConstraintKind::Unique),
            ErrorKind::ForeignKeyViolation => Some(ConstraintKind::ForeignKey),
            ErrorKind::NotNullViolation => Some(ConstraintKind::NotNull),
            ErrorKind::CheckViolation => Some(ConstraintKind::Check),
            ErrorKind::ExclusionViolation => Some(ConstraintKind::Exclusion),
            ErrorKind::Other | _ => None,
        };
        if let Some(kind) = kind {
            let constraint = database.constraint().unwrap_or_default().to_owned();
            return Self::Constraint { step, constraint, kind, source };
        }
        // 40001 serialization failure, 40P01 deadlock, 55P03 lock not available.
        if matches!(code.as_str(), "40001" | "40P01" | "55P03") {
            return Self::Conflict { step, source };
        }
        // Class 08 connection exception; 57P01-57P03 shutdown, crash, cannot connect now; 53300 too many connections.
        if code.starts_with("08") || matches!(code.as_str(), "57P01" | "57P02" | "57P03" | "53300") {
            return Self::Unavailable { step, source };
        }
        Self::Query { step, source }
    }

    /// True when the rule named `constraint` refused the change.
    #[must_use]
    pub fn violates(&self, constraint: &str) -> bool {
        self.constraint() == Some(constraint)
    }

    /// The name of the rule that refused the change, if one did.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        if let Self::Constraint { constraint, .. } = self { Some(constraint) } else { None }
    }

    /// The kind of the rule that refused the change, if one did.
    #[must_use]
    pub const fn constraint_kind(&self) -> Option<ConstraintKind> {
        if let Self::Constraint { kind, .. } = self { Some(*kind) } else { None }
    }

    /// True when the same call may succeed a little later without anybody's doing.
    #[must_use]
    pub const fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable { .. } | Self::Conflict { .. })
    }

    /// A stored value of `key` that cannot be read.
    pub(crate) fn corrupt(
        what: &'static str,
        key: impl std::fmt::Display,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Corrupt { what, key: key.to_string(), source: source.into() }
    }
}

/// True for errors that say "the connection is gone" or "none came free", not "the statement is wrong".
const fn lost_connection(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
    )
}

/// Names the step of a statement: `query!(…).fetch_one(…).await.step("read the chat")?`.
pub(crate) trait Step<T> {
    /// Turns the driver's error into one that says what was being done.
    fn step(self, step: &'static str) -> Result<T, StoreError>;
}

impl<T> Step<T> for Result<T, sqlx::Error> {
    fn step(self, step: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::from_driver(step, source))
    }
}

/// Asserts how many rows a statement by key touched.
pub(crate) const fn expect_rows(step: &'static str, found: u64, expected: u64) -> Result<(), StoreError> {
    if found == expected { Ok(()) } else { Err(StoreError::RowCount { step, expected, found }) }
}
