//! Finds the PostgreSQL programs to run (stack.md 1): `$ROPEWALK_POSTGRES_BIN`, then the ones that this binary
//! carries, then `pg_config --bindir`, then the newest of the system's packages.
//!
//! What must stay true: a folder that somebody named is used or refused, never silently passed over.

use std::{
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::process::Command;

/// The oldest major version that our SQL runs on.
pub const OLDEST_MAJOR: u32 = 15;

/// How long `pg_config` or `postgres --version` may take.
const PROBE_TIMEOUT: Duration = Duration::from_secs(10);

/// A version such as 17.11.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 17 of 17.11: decides about the format of the data.
    pub major: u32,
    /// All of it, as the program says it.
    pub text: String,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// How a PostgreSQL was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Named by `$ROPEWALK_POSTGRES_BIN`.
    Named,
    /// Carried in this binary.
    Carried,
    /// `pg_config --bindir` of the search path.
    PgConfig,
    /// `/usr/lib/postgresql/<version>/bin`.
    Packaged,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Named => "ROPEWALK_POSTGRES_BIN",
            Self::Carried => "carried in ropewalk",
            Self::PgConfig => "pg_config",
            Self::Packaged => "installed package",
        })
    }
}

/// A PostgreSQL that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The folder of `initdb` and `postgres`; none while they are still packed inside this binary.
    pub bin_dir: Option<PathBuf>,
    /// Its version.
    pub version: Version,
    /// How it was found.
    pub source: Source,
}

/// All that was found, in the order of preference.
#[derive(Debug, Clone, Default)]
pub struct Discovery {
    /// What can be run.
    pub found: Vec<Candidate>,
    /// What was looked at and will not do, with the reason.
    pub problems: Vec<String>,
}

impl Discovery {
    /// The one to run on a new data directory.
    #[must_use]
    pub fn chosen(&self) -> Option<&Candidate> {
        self.found.first()
    }

    /// The one to run on data of `major`.
    #[must_use]
    pub fn of_major(&self, major: u32) -> Option<&Candidate> {
        self.found.iter().find(|candidate| candidate.version.major == major)
    }
}

/// Where to look.
#[derive(Debug, Clone)]
pub struct Places {
    /// `$ROPEWALK_POSTGRES_BIN`.
    pub named: Option<PathBuf>,
    /// The search path for `pg_config`.
    pub search_path: OsString,
    /// Where packages put their versions.
    pub packages: PathBuf,
}

impl Places {
    /// The places of this machine, with what the server's configuration named.
    #[must_use]
    pub fn of_this_machine(named: Option<PathBuf>) -> Self {
        Self {
            named: named.or_else(|| std::env::var_os("ROPEWALK_POSTGRES_BIN").map(PathBuf::from)),
            search_path: std::env::var_os("PATH").unwrap_or_default(),
            packages: PathBuf::from("/usr/lib/postgresql"),
        }
    }
}

/// Looks at all places. Finding nothing is no error here; [`Discovery::problems`] says why.
pub async fn discover(places: &Places) -> Discovery {
    let mut discovery = Discovery::default();
    if let Some(named) = &places.named {
        discovery.look_at(named, Source::Named).await;
        return discovery;
    }
    if let Some(version) = super::carried::version() {
        discovery.found.push(Candidate { bin_dir: None, version, source: Source::Carried });
    }
    if let Some(bin_dir) = pg_config_bin_dir(&places.search_path).await {
        // Debian's libpq-dev brings a pg_config without a server: then the packages decide.
        if bin_dir.join("postgres").is_file() {
            discovery.look_at(&bin_dir, Source::PgConfig).await;
        }
    }
    for bin_dir in packaged(&places.packages) {
        if discovery.found.iter().all(|candidate| candidate.bin_dir.as_deref() != Some(&bin_dir)) {
            discovery.look_at(&bin_dir, Source::Packaged).await;
        }
    }
    if discovery.found.is_empty() && discovery.problems.is_empty() {
        discovery.problems.push(format!("no pg_config in PATH, nothing in {}", places.packages.display()));
    }
    discovery
}

impl Discovery {
    async fn look_at(&mut self, bin_dir: &Path, source: Source) {
        match inspect(bin_dir).await {
            Ok(version) => {
                self.found.push(Candidate { bin_dir: Some(bin_dir.to_owned()), version, source });
            }
            Err(problem) => self.problems.push(format!("{} ({source}): {problem}", bin_dir.display())),
        }
    }
}

/// The version in a folder, or why the folder will not do.
async fn inspect(bin_dir: &Path) -> Result<Version, String> {
    for program in ["initdb", "postgres"] {
        if !bin_dir.join(program).is_file() {
            return Err(format!("no {program} in it"));
        }
    }
    let output = output_of(Command::new(bin_dir.join("postgres")).arg("--version")).await?;
    let version = parse_version(&output).ok_or_else(|| format!("unknown version: {}", output.trim()))?;
    if version.major < OLDEST_MAJOR {
        return Err(format!("PostgreSQL {version} is older than {OLDEST_MAJOR}"));
    }
    Ok(version)
}

/// Reads `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
pub(super) fn parse_version(output: &str) -> Option<Version> {
    let text = output.split_once("(PostgreSQL) ")?.1.split_whitespace().next()?;
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    Some(Version { major: digits.parse().ok()?, text: text.to_owned() })
}

async fn pg_config_bin_dir(search_path: &OsString) -> Option<PathBuf> {
    let program =
        std::env::split_paths(search_path).map(|dir| dir.join("pg_config")).find(|path| path.is_file())?;
    let output = output_of(Command::new(program).arg("--bindir")).await.ok()?;
    Some(PathBuf::from(output.trim()))
}

/// `<packages>/<version>/bin`, the newest first.
fn packaged(packages: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(packages) else { return Vec::new() };
    let mut versions: Vec<(u32, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, bin_dir)| bin_dir.join("postgres").is_file())
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, bin_dir)| bin_dir).collect()
}

/// Standard output of a short command, or what went wrong.
async fn output_of(command: &mut Command) -> Result<String, String> {
    let running = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let output = tokio::time::timeout(PROBE_TIMEOUT, running)
        .await
        .map_err(|_elapsed| format!("no answer within {} s", PROBE_TIMEOUT.as_secs()))?
        .map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use std::{os::unix::fs::PermissionsExt, path::Path};

    use super::{Places, Source, discover, parse_version};

    fn fake_install(bin_dir: &Path, version_line: &str) {
        std::fs::create_dir_all(bin_dir).expect("folder");
        for program in ["initdb", "postgres"] {
            let path = bin_dir.join(program);
            std::fs::write(&path, format!("#!/bin/sh\necho '{version_line}'\n")).expect("program");
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("mode");
        }
    }

    fn places(root: &Path) -> Places {
        Places { named: None, search_path: root.join("path").into(), packages: root.join("packages") }
    }

    #[test]
    fn versions_are_read_from_all_builds() {
        for (line, major, text) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 15, "15.18"),
            ("postgres (PostgreSQL) 18.4\n", 18, "18.4"),
            ("postgres (PostgreSQL) 19beta2", 19, "19beta2"),
        ] {
            let version = parse_version(line).expect(line);
            assert_eq!((version.major, version.text.as_str()), (major, text));
        }
        assert_eq!(parse_version("postgres: not found"), None);
    }

    #[tokio::test]
    async fn the_newest_package_wins_and_old_ones_are_named_as_problems() {
        let root = tempfile::tempdir().expect("temporary folder");
        for version in ["9", "14", "15", "17"] {
            let line = format!("postgres (PostgreSQL) {version}.1");
            fake_install(&root.path().join("packages").join(version).join("bin"), &line);
        }
        let discovery = discover(&places(root.path())).await;
        let majors: Vec<u32> = discovery.found.iter().map(|found| found.version.major).collect();
        assert_eq!(majors, [17, 15]);
        assert_eq!(discovery.chosen().map(|found| found.source), Some(Source::Packaged));
        assert_eq!(discovery.of_major(15).map(|found| found.version.text.as_str()), Some("15.1"));
        assert_eq!(discovery.problems.len(), 2, "{:?}", discovery.problems);
    }

    #[tokio::test]
    async fn a_named_folder_is_used_or_refused_but_never_passed_over() {
        let root = tempfile::tempdir().expect("temporary folder");
        fake_install(&root.path().join("packages/17/bin"), "postgres (PostgreSQL) 17.1");
        let mut places = places(root.path());
        places.named = Some(root.path().join("nowhere"));
        let discovery = discover(&places).await;
        assert_eq!(discovery.found, []);
        assert!(
            discovery.problems[0].contains("nowhere (ROPEWALK_POSTGRES_BIN): no initdb"),
            "{discovery:?}"
        );
    }

    #[tokio::test]
    async fn an_empty_machine_says_where_was_looked() {
        let root = tempfile::tempdir().expect("temporary folder");
        let discovery = discover(&places(root.path())).await;
        assert!(discovery.problems[0].starts_with("no pg_config in PATH"), "{discovery:?}");
    }
}
