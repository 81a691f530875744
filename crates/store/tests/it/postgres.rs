//! The own PostgreSQL, for real: first start, warm start, crashes of every kind, wrong data.
//!
//! Needs PostgreSQL's programs on the machine, as the server itself does; `cargo xtask test-postgres` says where.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, geteuid},
};
use ropewalk_model::SystemEntropy;
use ropewalk_store::{
    Store, StoreOptions,
    postgres::{DataDirLock, EmbeddedPostgres, PostgresError, PostgresOptions, Progress, ServerState},
};
use ropewalk_testkit::wait_until;
use tempfile::TempDir;

const DEADLINE: Duration = Duration::from_secs(30);

/// A data directory that PostgreSQL's user can reach when the tests run as root.
fn data_dir() -> TempDir {
    let dir = tempfile::tempdir().expect("temporary folder");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o711)).expect("mode");
    dir
}

async fn start(data_dir: &Path) -> (EmbeddedPostgres, Vec<Progress>) {
    let steps = Mutex::new(Vec::new());
    let started = EmbeddedPostgres::start(data_dir, PostgresOptions::default(), &SystemEntropy, |step| {
        steps.lock().expect("steps").push(step);
    });
    let postgres = started.await.expect("PostgreSQL starts");
    (postgres, steps.into_inner().expect("steps"))
}

async fn connect(postgres: &EmbeddedPostgres) -> Store {
    Store::connect(postgres.url().expose(), StoreOptions::default()).await.expect("connects")
}

fn pid_file(data_dir: &Path) -> PathBuf {
    data_dir.join("postgres/data/postmaster.pid")
}

fn postmaster_pid(data_dir: &Path) -> i32 {
    let text = fs::read_to_string(pid_file(data_dir)).expect("postmaster.pid");
    text.lines().next().expect("first line").parse().expect("a process id")
}

/// False for a process that has ended, also while nobody has collected its status.
fn lives(pid: i32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !stat.rsplit(") ").next().unwrap_or_default().starts_with('Z'))
}

async fn wait_for_end(pid: i32, what: &str) {
    wait_until(what, DEADLINE, || async { !lives(pid) }).await;
}

/// A process of its own that supervises PostgreSQL, to be killed.
struct Supervisor {
    process: Child,
    lines: BufReader<std::process::ChildStdout>,
}

impl Supervisor {
    fn start(data_dir: &Path) -> Self {
        let test = std::env::current_exe().expect("own path");
        let program = test.ancestors().nth(2).expect("target folder").join("examples/embedded_postgres");
        let mut process = Command::new(&program)
            .arg(data_dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{} (built by cargo test with the examples): {error}", program.display())
            });
        let lines = BufReader::new(process.stdout.take().expect("stdout"));
        Self { process, lines }
    }

    /// Reads on until a line begins with `start`.
    fn until(&mut self, start: &str) {
        let mut seen = String::new();
        loop {
            let from = seen.len();
            assert_ne!(self.lines.read_line(&mut seen).expect("reads"), 0, "no line {start:?} in:\n{seen}");
            if seen[from..].starts_with(start) {
                return;
            }
        }
    }

    fn kill(mut self) {
        self.process.kill().expect("kill -9");
        self.process.wait().expect("collected");
    }
}

#[tokio::test]
async fn a_new_data_dir_gets_a_database_that_the_next_start_finds_again() {
    let dir = data_dir();
    let lock = DataDirLock::acquire(dir.path()).expect("locks");
    let (postgres, steps) = start(dir.path()).await;
    assert!(steps.iter().any(|step| matches!(step, Progress::Initialising { .. })), "{steps:?}");
    let pid = postmaster_pid(dir.path());
    let command_line = fs::read_to_string(format!("/proc/{pid}/cmdline")).expect("command line");
    assert!(command_line.contains("listen_addresses=\0"), "no TCP: {command_line:?}");
    let environment = fs::read_to_string(format!("/proc/{pid}/environ")).expect("environment");
    assert!(!environment.contains("CARGO"), "a bare environment: {environment:?}");
    let run = dir.path().join("postgres/run");
    assert_eq!(fs::metadata(&run).expect("run").mode() & 0o777, 0o700);
    if geteuid().is_root() {
        assert_ne!(fs::metadata(&run).expect("run").uid(), 0, "PostgreSQL refuses root");
    }
    let store = connect(&postgres).await;
    store.migrate().await.expect("migrates");
    store.close().await;
    postgres.stop().await;
    assert!(!lives(pid), "stop waits for the end");
    assert!(!pid_file(dir.path()).exists(), "a clean shutdown");

    let (postgres, steps) = start(dir.path()).await;
    assert!(!steps.iter().any(|step| matches!(step, Progress::Initialising { .. })), "{steps:?}");
    let store = connect(&postgres).await;
    store.migrate().await.expect("is migrated");
    store.close().await;
    postgres.stop().await;
    drop(lock);
}

#[tokio::test]
async fn who_reaches_the_socket_needs_the_password_that_only_the_server_can_read() {
    let dir = data_dir();
    let (postgres, _) = start(dir.path()).await;
    let file = dir.path().join("postgres/password");
    let metadata = fs::metadata(&file).expect("password file");
    assert_eq!((metadata.mode() & 0o777, metadata.uid()), (0o600, geteuid().as_raw()));
    let url = url::Url::parse(postgres.url().expose()).expect("url");
    for password in [None, Some("guess")] {
        let mut other = url.clone();
        other.set_password(password).expect("password");
        let refused = Store::connect(other.as_str(), StoreOptions::default()).await;
        assert!(refused.is_err(), "{password:?} was let in");
    }
    postgres.stop().await;

    // a wrong one is told at once; a lost one is replaced
    fs::write(&file, "wrong\n").expect("write");
    let refused =
        EmbeddedPostgres::start(dir.path(), PostgresOptions::default(), &SystemEntropy, |_| ()).await;
    assert!(matches!(refused, Err(PostgresError::WrongPassword { .. })), "{refused:?}");
    fs::remove_file(&file).expect("remove");
    let (postgres, _) = start(dir.path()).await;
    connect(&postgres).await.close().await;
    postgres.stop().await;
}

#[tokio::test]
async fn postgres_goes_with_a_server_that_is_killed_and_the_next_start_works() {
    let dir = data_dir();
    let mut supervisor = Supervisor::start(dir.path());
    supervisor.until("url ");
    let pid = postmaster_pid(dir.path());
    supervisor.kill();
    wait_for_end(pid, "PostgreSQL ends after kill -9 of its server").await;

    let (postgres, _) = start(dir.path()).await;
    connect(&postgres).await.close().await;
    postgres.stop().await;
}

#[tokio::test]
async fn a_start_right_after_a_kill_does_not_wait_for_anybody() {
    let dir = data_dir();
    let mut supervisor = Supervisor::start(dir.path());
    supervisor.until("url ");
    supervisor.kill();
    let begin = Instant::now();
    let (postgres, _) = start(dir.path()).await;
    assert!(begin.elapsed() < Duration::from_secs(5), "took {:?}", begin.elapsed());
    postgres.stop().await;
}

#[tokio::test]
async fn an_initdb_that_was_cut_off_is_done_again() {
    let dir = data_dir();
    let mut supervisor = Supervisor::start(dir.path());
    supervisor.until("making a PostgreSQL");
    supervisor.kill();
    let (postgres, steps) = start(dir.path()).await;
    assert!(steps.iter().any(|step| matches!(step, Progress::Initialising { .. })), "{steps:?}");
    connect(&postgres).await.close().await;
    postgres.stop().await;
    let left: Vec<String> = fs::read_dir(dir.path().join("postgres"))
        .expect("list")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("unfinished"))
        .collect();
    assert_eq!(left, [] as [String; 0]);
}

#[tokio::test]
async fn a_postgres_that_an_earlier_run_left_is_stopped_first() {
    let dir = data_dir();
    let (postgres, _) = start(dir.path()).await;
    let program = fs::read_link(format!("/proc/{}/exe", postmaster_pid(dir.path()))).expect("program");
    postgres.stop().await;

    let data = dir.path().join("postgres/data");
    let mut orphan = Command::new(program);
    orphan.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c"]);
    orphan.arg(format!("unix_socket_directories={}", dir.path().join("postgres/run").display()));
    orphan.current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
    if geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        let owner = fs::metadata(&data).expect("data");
        orphan.gid(owner.gid()).uid(owner.uid());
    }
    let mut orphan = orphan.spawn().expect("orphan");
    let pid = i32::try_from(orphan.id()).expect("pid");
    wait_until("the orphan runs", DEADLINE, || async {
        fs::read_to_string(pid_file(dir.path())).is_ok_and(|text| text.contains("ready"))
    })
    .await;

    let (postgres, steps) = start(dir.path()).await;
    assert!(steps.contains(&Progress::StoppedOrphan { pid }), "{steps:?}");
    assert_eq!(orphan.wait().expect("ended").code(), Some(0), "it was shut down in order");
    connect(&postgres).await.close().await;
    postgres.stop().await;
}

#[tokio::test]
async fn a_stale_lock_file_that_names_a_stranger_blocks_nothing_and_harms_nobody() {
    let dir = data_dir();
    let (postgres, _) = start(dir.path()).await;
    postgres.stop().await;
    let owner = fs::metadata(dir.path().join("postgres/data")).expect("data");

    let mut stranger = Command::new("sleep");
    stranger.arg("60");
    if geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        // PostgreSQL takes a lock file for real when its id belongs to a process of the same user.
        stranger.gid(owner.gid()).uid(owner.uid());
    }
    let mut stranger = stranger.spawn().expect("stranger");
    let mut stale = fs::File::create(pid_file(dir.path())).expect("lock file");
    write!(stale, "{}\n{}\n", stranger.id(), dir.path().join("postgres/data").display()).expect("write");
    chown(pid_file(dir.path()), Some(owner.uid()), Some(owner.gid())).expect("owner");

    let (postgres, steps) = start(dir.path()).await;
    assert!(!steps.iter().any(|step| matches!(step, Progress::StoppedOrphan { .. })), "{steps:?}");
    assert!(stranger.try_wait().expect("look").is_none(), "the stranger lives");
    postgres.stop().await;
    stranger.kill().expect("kill");
    stranger.wait().expect("collected");
}

#[tokio::test]
async fn a_server_that_dies_under_us_is_started_again_and_the_store_recovers() {
    let dir = data_dir();
    let (postgres, _) = start(dir.path()).await;
    let store = connect(&postgres).await;
    store.migrate().await.expect("migrates");
    let mut state = postgres.state();
    let pid = postmaster_pid(dir.path());
    kill(Pid::from_raw(pid), Signal::SIGKILL).expect("kill -9");

    let waiting = tokio::time::timeout(DEADLINE, state.wait_for(|state| *state == ServerState::Restarting));
    waiting.await.expect("in time").expect("watched");
    let waiting = tokio::time::timeout(DEADLINE, state.wait_for(|state| *state == ServerState::Ready));
    waiting.await.expect("in time").expect("watched");
    assert_ne!(postmaster_pid(dir.path()), pid);
    wait_until("the store works again", DEADLINE, || async { store.ping().await.is_ok() }).await;
    store.close().await;
    postgres.stop().await;
    assert_eq!(*state.borrow(), ServerState::Stopped);
}

#[tokio::test]
async fn data_of_another_version_are_left_alone_and_both_versions_are_named() {
    let dir = data_dir();
    let data = dir.path().join("postgres/data");
    fs::create_dir_all(&data).expect("folder");
    fs::write(data.join("PG_VERSION"), "9999\n").expect("write");
    let refused = EmbeddedPostgres::start(dir.path(), PostgresOptions::default(), &SystemEntropy, |_| ())
        .await
        .expect_err("refused");
    let PostgresError::OtherVersion { data_major: 9999, ref found, .. } = refused else {
        panic!("{refused:?}")
    };
    let text = refused.to_string();
    assert!(text.contains("PostgreSQL 9999") && text.contains(&found[0].text), "{text}");
}

#[tokio::test]
async fn without_any_postgres_the_message_says_what_to_install() {
    let dir = data_dir();
    let mut options = PostgresOptions::default();
    options.places.named = Some(dir.path().join("nowhere"));
    let refused =
        EmbeddedPostgres::start(dir.path(), options, &SystemEntropy, |_| ()).await.expect_err("refused");
    let text = refused.to_string();
    for part in ["nowhere (ROPEWALK_POSTGRES_BIN): no initdb", "apt-get install postgresql", "--postgres-url"]
    {
        assert!(text.contains(part), "{text}");
    }
}

#[tokio::test]
async fn root_below_a_closed_folder_puts_the_files_elsewhere_and_finds_them_again() {
    if !geteuid().is_root() {
        // Nobody else runs PostgreSQL as another user.
        return;
    }
    let closed = tempfile::tempdir().expect("temporary folder");
    fs::set_permissions(closed.path(), fs::Permissions::from_mode(0o700)).expect("mode");
    let open = data_dir();
    let options =
        PostgresOptions { fallback_dir: open.path().join("fallback"), ..PostgresOptions::default() };
    let postgres = EmbeddedPostgres::start(closed.path(), options.clone(), &SystemEntropy, |_| ())
        .await
        .expect("starts");
    assert!(postgres.log_file().starts_with(fs::canonicalize(&options.fallback_dir).expect("fallback")));
    let store = connect(&postgres).await;
    store.migrate().await.expect("migrates");
    store.close().await;
    postgres.stop().await;
    let steps = Mutex::new(Vec::new());
    let again = EmbeddedPostgres::start(closed.path(), options, &SystemEntropy, |step| {
        steps.lock().expect("steps").push(step)
    });
    again.await.expect("starts again").stop().await;
    let steps = steps.into_inner().expect("steps");
    assert!(!steps.iter().any(|step| matches!(step, Progress::Initialising { .. })), "{steps:?}");
}

#[tokio::test]
async fn a_user_id_without_a_name_works_or_is_explained() {
    if !geteuid().is_root() {
        return;
    }
    let dir = data_dir();
    let options = PostgresOptions { run_as_uid: Some(71_234), ..PostgresOptions::default() };
    match EmbeddedPostgres::start(dir.path(), options, &SystemEntropy, |_| ()).await {
        Ok(postgres) => {
            assert_eq!(fs::metadata(dir.path().join("postgres/data")).expect("data").uid(), 71_234);
            connect(&postgres).await.close().await;
            postgres.stop().await;
        }
        // Where user namespaces are off.
        Err(refused) => {
            assert!(matches!(refused, PostgresError::UnknownUser { uid: 71_234, .. }), "{refused:?}")
        }
    }
}
