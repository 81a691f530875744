//! The PostgreSQL that Ropewalk runs for itself: found on the machine or carried, in the data directory, on a Unix
//! socket and nowhere else.
//!
//! [`EmbeddedPostgres::start`] finds the programs, makes the data directory at the first start, clears what a crash
//! left, starts the server and waits until it answers; then a task watches over it and starts it again when it ends
//! by itself. [`EmbeddedPostgres::stop`] ends it in order. When this process dies in any way, the kernel has the
//! server shut down ([`death_signal`]); should that fail, the next start does it ([`takeover`]).
//!
//! What must stay true: hold the [`DataDirLock`] of the data directory before you start, and until after you
//! stopped; whoever reaches the socket is asked for a password ([`password`]), and its folder is closed to others.

mod carried;
mod data_dir_lock;
mod death_signal;
mod discover;
mod error;
mod identity;
mod initialise;
mod layout;
mod password;
mod postmaster;
mod programs;
mod ready;
mod takeover;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use ropewalk_model::Entropy;
use ropewalk_telemetry::Secret;
use rustix::process::Signal;
use tokio::{sync::watch, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use data_dir_lock::{DataDirError, DataDirLock};
pub use discover::{Candidate, Discovery, OLDEST_MAJOR, Places, Source, Version, discover};
pub use error::PostgresError;
use identity::Identity;
use layout::Layout;
use postmaster::Postmaster;

/// The superuser of the server and the name of the database.
const USER: &str = "ropewalk";

/// How long a fast shutdown may take, then an immediate one, then the process to die.
const STOP_PATIENCE: [(Signal, Duration); 3] = [
    (Signal::INT, Duration::from_secs(10)),
    (Signal::QUIT, Duration::from_secs(5)),
    (Signal::KILL, Duration::from_secs(5)),
];

/// The first and the longest pause before a server that ended by itself is started again.
const RESTART_PAUSE: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(30));

/// How the own PostgreSQL is run.
#[derive(Debug, Clone)]
pub struct PostgresOptions {
    /// Where to look for the programs.
    pub places: Places,
    /// The user id to run it as, when this process is root. None: the owner of the data, else `ropewalk-postgres`,
    /// `postgres` or nobody.
    pub run_as_uid: Option<u32>,
    /// How long it may take from the start of the process to the first answer, recovery after a crash included.
    pub ready_timeout: Duration,
    /// Where the files go when the user that PostgreSQL runs as cannot reach the data directory.
    pub fallback_dir: PathBuf,
}

impl Default for PostgresOptions {
    fn default() -> Self {
        Self {
            places: Places::of_this_machine(None),
            run_as_uid: None,
            ready_timeout: Duration::from_secs(120),
            fallback_dir: PathBuf::from(layout::FALLBACK),
        }
    }
}

/// What [`EmbeddedPostgres::start`] does at the moment; its `Display` is for the person who waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The carried programs are unpacked.
    Unpacking {
        /// Their version.
        version: Version,
    },
    /// The data directory is made; only at the very first start.
    Initialising {
        /// The version that makes it.
        version: Version,
        /// Where.
        data_dir: PathBuf,
    },
    /// A server that an earlier, crashed run left was stopped.
    StoppedOrphan {
        /// Its process id.
        pid: i32,
    },
    /// The server was started and does not answer yet.
    Starting {
        /// Its version.
        version: Version,
    },
    /// It answers.
    Ready {
        /// How long the whole start took.
        elapsed: Duration,
    },
}

impl std::fmt::Display for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unpacking { version } => write!(f, "unpacking PostgreSQL {version}"),
            Self::Initialising { version, data_dir } => {
                write!(f, "making a PostgreSQL {version} database in {}", data_dir.display())
            }
            Self::StoppedOrphan { pid } => {
                write!(f, "stopped PostgreSQL process {pid} that an earlier run left")
            }
            Self::Starting { version } => write!(f, "starting PostgreSQL {version}"),
            Self::Ready { elapsed } => write!(f, "PostgreSQL answers after {} ms", elapsed.as_millis()),
        }
    }
}

/// Whether the server can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServerState {
    /// It answers.
    Ready,
    /// It ended by itself and is being started again.
    Restarting,
    /// It was stopped.
    Stopped,
}

/// A running PostgreSQL of our own.
#[derive(Debug)]
pub struct EmbeddedPostgres {
    server: Arc<Server>,
    state: watch::Receiver<ServerState>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// What does not change over restarts.
#[derive(Debug)]
struct Server {
    version: Version,
    bin_dir: PathBuf,
    layout: Layout,
    identity: Identity,
    password: Secret,
    ready_timeout: Duration,
}

impl EmbeddedPostgres {
    /// Starts the server of `data_dir`, which must exist and be locked ([`DataDirLock::acquire`]), and returns when
    /// it answers and has the database of Ropewalk.
    ///
    /// # Errors
    /// [`PostgresError`], whose message says what to do.
    pub async fn start(
        data_dir: &Path,
        options: PostgresOptions,
        entropy: &dyn Entropy,
        progress: impl Fn(Progress) + Send + Sync,
    ) -> Result<Self, PostgresError> {
        let start = Instant::now();
        let identity = Identity::choose(options.run_as_uid, &Layout::data_in(data_dir));
        let layout = Layout::prepare(data_dir, &options.fallback_dir, identity)?;
        let data_major = initialise::data_major(&layout.data)?;
        let (bin_dir, version) =
            programs::choose(&options.places, data_major, &layout, identity, &progress).await?;
        if data_major.is_none() {
            progress(Progress::Initialising { version: version.clone(), data_dir: layout.data.clone() });
            initialise::initialise(&bin_dir, version.major, &layout, identity).await?;
        }
        let ready_timeout = options.ready_timeout;
        let password = password::ensure(&bin_dir, &layout, identity, entropy, ready_timeout).await?;
        let server = Server { version, bin_dir, layout, identity, password, ready_timeout };
        let postmaster = server.launch(&progress).await?;
        ready::ensure_database(&server.layout, &server.password).await?;
        progress(Progress::Ready { elapsed: start.elapsed() });

        let server = Arc::new(server);
        let (sender, state) = watch::channel(ServerState::Ready);
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(watch_over(Arc::clone(&server), postmaster, sender, stop.clone()));
        tasks.close();
        Ok(Self { server, state, stop, tasks })
    }

    /// The URL of Ropewalk's database, for `Store::connect`; it holds the password.
    #[must_use]
    pub fn url(&self) -> Secret {
        Secret::new(self.server.layout.url(USER, &self.server.password))
    }

    /// The version that runs.
    #[must_use]
    pub fn version(&self) -> &Version {
        &self.server.version
    }

    /// PostgreSQL's log file.
    #[must_use]
    pub fn log_file(&self) -> &Path {
        &self.server.layout.log
    }

    /// Whether it can be used, and its changes.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<ServerState> {
        self.state.clone()
    }

    /// Stops the server: clients are cut off and the data written; harder when that takes too long. Close the
    /// store first.
    pub async fn stop(self) {
        self.stop.cancel();
        let patience: Duration = STOP_PATIENCE.iter().map(|(_, patience)| *patience).sum();
        if tokio::time::timeout(patience + Duration::from_secs(5), self.tasks.wait()).await.is_err() {
            tracing::error!("PostgreSQL did not end; the next start will stop it");
        }
    }
}

impl Drop for EmbeddedPostgres {
    fn drop(&mut self) {
        // Without `stop` the task ends the server in the background, or the kernel does when we are gone.
        self.stop.cancel();
    }
}

impl Server {
    /// Clears leftovers, starts the process and waits until it answers.
    async fn launch(
        &self,
        progress: &(impl Fn(Progress) + Send + Sync),
    ) -> Result<Postmaster, PostgresError> {
        for pid in takeover::clear(&self.layout).await? {
            progress(Progress::StoppedOrphan { pid });
        }
        progress(Progress::Starting { version: self.version.clone() });
        let postmaster = Postmaster::spawn(&self.bin_dir, &self.layout, self.identity).await?;
        match ready::wait(&self.layout, &self.password, &postmaster, self.ready_timeout).await {
            Ok(()) => Ok(postmaster),
            Err(error) => {
                end(&postmaster).await;
                Err(error)
            }
        }
    }
}

/// Starts the server again when it ends by itself; stops it when told to.
async fn watch_over(
    server: Arc<Server>,
    mut postmaster: Postmaster,
    state: watch::Sender<ServerState>,
    stop: CancellationToken,
) {
    let mut pause = RESTART_PAUSE.0;
    loop {
        let mut ended = postmaster.ended();
        tokio::select! {
            () = stop.cancelled() => break,
            _ = ended.wait_for(Option::is_some) => {}
        }
        state.send_replace(ServerState::Restarting);
        tracing::error!(
            ending = ?*ended.borrow(),
            log = %server.layout.log.display(),
            "PostgreSQL ended by itself; starting it again"
        );
        let again = async {
            loop {
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(RESTART_PAUSE.1);
                match server.launch(&|step: Progress| tracing::info!("{step}")).await {
                    Ok(postmaster) => return postmaster,
                    Err(error) => tracing::error!(
                        error = %ropewalk_telemetry::ErrorChain(&error),
                        "PostgreSQL could not be started again"
                    ),
                }
            }
        };
        postmaster = tokio::select! {
            () = stop.cancelled() => break,
            postmaster = again => postmaster,
        };
        pause = RESTART_PAUSE.0;
        state.send_replace(ServerState::Ready);
    }
    end(&postmaster).await;
    state.send_replace(ServerState::Stopped);
}

/// Stops the process, at first politely.
async fn end(postmaster: &Postmaster) {
    for (signal, patience) in STOP_PATIENCE {
        if !postmaster.runs() {
            return;
        }
        postmaster.signal(signal);
        if postmaster.wait(patience).await {
            return;
        }
        tracing::warn!(signal = ?signal, "PostgreSQL did not end after {} s", patience.as_secs());
    }
}
