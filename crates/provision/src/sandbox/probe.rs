//! Finds out what this machine offers, by trying: each tier launches a shell exactly as a workspace is launched,
//! and the shell must be able to write its home and unable to read a file of the server.

use std::{
    ops::RangeInclusive,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{io::AsyncReadExt, process::Command, sync::OnceCell};

use super::{
    Confinement, Identity, SandboxError, SandboxSetting, Tier, WorkspaceView, bubblewrap::Bubblewrap, cgroup,
    paths,
};
use crate::local::user::UserPolicy;

/// How long one probe may take.
const PROBE_TIMEOUT: Duration = Duration::from_secs(10);

/// Exit 7: the secret could be read. Exit 8: the home could not be written.
const PROBE_SCRIPT: &str =
    r#"if cat "$1" >/dev/null 2>&1; then exit 7; fi; echo probe >"$2/written" || exit 8; exit 0"#;

/// A program with the arguments that make it do one job, such as `ropewalk` with `sandbox-exec`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgramCommand {
    /// Absolute path of the program.
    pub program: PathBuf,
    /// Arguments before those of the call.
    pub arguments: Vec<String>,
}

/// What is known of one tier on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierReport {
    /// The tier.
    pub tier: Tier,
    /// Whether workspaces can have it.
    pub available: bool,
    /// Why they cannot.
    pub why_not: Option<String>,
    /// What to do about it.
    pub fix: Option<String>,
}

/// The sandbox of one workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sandbox {
    pub(crate) base: Base,
    /// Where the workspace's cgroup goes, in tier 3.
    pub(crate) cgroup_parent: Option<PathBuf>,
}

/// The mechanism of tiers 0 to 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    ProcessGroup,
    Landlock,
    Bubblewrap(Bubblewrap),
}

impl Sandbox {
    pub(crate) const fn tier(&self) -> Tier {
        match (&self.base, &self.cgroup_parent) {
            (Base::ProcessGroup, _) => Tier::ProcessGroup,
            (Base::Landlock, _) => Tier::Landlock,
            (Base::Bubblewrap(_), None) => Tier::Bubblewrap,
            (Base::Bubblewrap(_), Some(_)) => Tier::Cgroup,
        }
    }
}

/// Probes this machine once and remembers the answer.
#[derive(Debug)]
pub struct SandboxProbe {
    launcher: ProgramCommand,
    data_dir: PathBuf,
    users: UserPolicy,
    found: OnceCell<Found>,
}

/// The result of the probes.
#[derive(Debug)]
struct Found {
    reports: Vec<TierReport>,
    bubblewrap: Option<Bubblewrap>,
    cgroup_parent: Option<PathBuf>,
}

impl SandboxProbe {
    /// A probe that launches with `launcher` and keeps its files below `data_dir`. `user_ids` are the uids that
    /// workspaces get when the server is root.
    #[must_use]
    pub fn new(launcher: ProgramCommand, data_dir: &Path, user_ids: RangeInclusive<u32>) -> Self {
        let users = UserPolicy::detect(user_ids);
        Self { launcher, data_dir: data_dir.to_owned(), users, found: OnceCell::new() }
    }

    /// What every tier offers, the weakest first.
    pub async fn reports(&self) -> &[TierReport] {
        &self.found().await.reports
    }

    pub(crate) const fn users(&self) -> &UserPolicy {
        &self.users
    }

    pub(crate) const fn launcher(&self) -> &ProgramCommand {
        &self.launcher
    }

    /// The sandbox for `setting`.
    pub(crate) async fn choose(&self, setting: SandboxSetting) -> Result<Sandbox, SandboxError> {
        let found = self.found().await;
        let plain = |base| Sandbox { base, cgroup_parent: found.cgroup_parent.clone() };
        let bubblewrap = || found.bubblewrap.clone().map(|tool| plain(Base::Bubblewrap(tool)));
        let landlock = || found.is_available(Tier::Landlock).then(|| plain(Base::Landlock));
        match setting {
            SandboxSetting::None => Ok(plain(Base::ProcessGroup)),
            SandboxSetting::Landlock => landlock().ok_or_else(|| found.refusal(Tier::Landlock)),
            SandboxSetting::Bubblewrap => bubblewrap().ok_or_else(|| found.refusal(Tier::Bubblewrap)),
            SandboxSetting::Auto => {
                Ok(bubblewrap().or_else(landlock).unwrap_or_else(|| plain(Base::ProcessGroup)))
            }
        }
    }

    async fn found(&self) -> &Found {
        self.found.get_or_init(|| self.probe()).await
    }

    async fn probe(&self) -> Found {
        let landlock = self.try_base(Base::Landlock).await;
        let bubblewrap = self.probe_bubblewrap(landlock.is_ok()).await;
        let cgroup = cgroup::delegated_parent();
        let reports = vec![
            TierReport { tier: Tier::ProcessGroup, available: true, why_not: None, fix: None },
            report(
                Tier::Landlock,
                landlock.err(),
                "use a kernel with Landlock enabled (Linux 6.2 or newer, `lsm=landlock,...`)",
            ),
            report(Tier::Bubblewrap, bubblewrap.as_ref().err().cloned(), bubblewrap_fix()),
            report(
                Tier::Cgroup,
                bubblewrap.as_ref().err().or(cgroup.as_ref().err()).cloned(),
                "run the server in a unit with `Delegate=yes` on a host with cgroup version 2",
            ),
        ];
        Found { reports, bubblewrap: bubblewrap.ok(), cgroup_parent: cgroup.ok() }
    }

    async fn probe_bubblewrap(&self, has_landlock: bool) -> Result<Bubblewrap, String> {
        let program =
            find_program("bwrap").ok_or_else(|| "the program `bwrap` is not installed".to_owned())?;
        // With Landlock inside where that works; a kernel may refuse the combination.
        let mut refusal = String::new();
        for landlock in [true, false].into_iter().skip(usize::from(!has_landlock)) {
            let tool = Bubblewrap { program: program.clone(), landlock };
            match self.try_base(Base::Bubblewrap(tool.clone())).await {
                Ok(()) => return Ok(tool),
                Err(why) => refusal = why,
            }
        }
        Err(refusal)
    }

    /// Launches the probe script in `base`. The error says what happened instead.
    async fn try_base(&self, base: Base) -> Result<(), String> {
        let name = match &base {
            Base::ProcessGroup => "none",
            Base::Landlock => "landlock",
            Base::Bubblewrap(_) => "bubblewrap",
        };
        let directory = crate::local::layout::probe_directory(&self.data_dir, name);
        let outcome = self.launch_probe(base, &directory).await;
        if let Err(error) = std::fs::remove_dir_all(&directory) {
            tracing::debug!(%error, "Could not remove the files of a sandbox probe");
        }
        outcome
    }

    async fn launch_probe(&self, base: Base, directory: &Path) -> Result<(), String> {
        let (home, run_dir) = (directory.join("home"), directory.join("run"));
        let identity = self.prepare_probe(&base, &home, &run_dir).map_err(|error| {
            format!("the probe could not prepare its files in {}: {error}", directory.display())
        })?;
        let secret = directory.join("secret");
        let sandbox = Sandbox { base, cgroup_parent: None };
        let home_inside = match &sandbox.base {
            Base::Bubblewrap(_) => super::bubblewrap::HOME.to_owned(),
            Base::ProcessGroup | Base::Landlock => home.display().to_string(),
        };
        let script =
            ["-c", PROBE_SCRIPT, "probe", &secret.display().to_string(), &home_inside].map(str::to_owned);
        let shell = ProgramCommand { program: PathBuf::from(paths::SHELL), arguments: script.to_vec() };
        let view = WorkspaceView {
            data_dir: &self.data_dir,
            home: &home,
            run_dir: &run_dir,
            agent: &shell,
            hostname: "probe",
        };
        let confinement = Confinement::new(&sandbox, &view, identity, &self.launcher, None)
            .map_err(|error| error.to_string())?;
        let spec = serde_json::to_string(&confinement.spec).map_err(|error| error.to_string())?;
        run_probe(&self.launcher, &spec).await
    }

    /// Makes the directories and the secret as they are for a workspace.
    fn prepare_probe(&self, base: &Base, home: &Path, run_dir: &Path) -> std::io::Result<Identity> {
        let identity = self.users.identity_for(base, &self.data_dir, || Ok(self.users.probe_uid()))?;
        let directory = home.parent().unwrap_or(home);
        crate::local::layout::create_closed_directory(directory, crate::local::layout::Access::PassThrough)?;
        for private in [home, run_dir, &run_dir.join("tmp")] {
            std::fs::create_dir_all(private)?;
            self.users.hand_over(private, identity)?;
        }
        std::fs::write(run_dir.join("token"), "probe")?;
        self.users.hand_over(&run_dir.join("token"), identity)?;
        // Readable for everybody on purpose: only the sandbox may hide it.
        std::fs::write(directory.join("secret"), "secret")?;
        Ok(identity)
    }
}

impl Found {
    fn is_available(&self, tier: Tier) -> bool {
        self.reports.iter().any(|report| report.tier == tier && report.available)
    }

    fn refusal(&self, tier: Tier) -> SandboxError {
        let report = self.reports.iter().find(|report| report.tier == tier);
        let text = |pick: fn(&TierReport) -> &Option<String>| {
            report.and_then(|it| pick(it).clone()).unwrap_or_default()
        };
        SandboxError { setting: tier.as_str(), why: text(|it| &it.why_not), fix: text(|it| &it.fix) }
    }
}

fn report(tier: Tier, why_not: Option<String>, fix: &str) -> TierReport {
    let fix = why_not.is_some().then(|| fix.to_owned());
    TierReport { tier, available: why_not.is_none(), why_not, fix }
}

fn bubblewrap_fix() -> &'static str {
    if find_program("bwrap").is_none() {
        "install bubblewrap (Debian, Ubuntu: apt-get install bubblewrap)"
    } else {
        "allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1, \
         kernel.apparmor_restrict_unprivileged_userns=0), or give the container the right to make namespaces"
    }
}

/// The first `name` in the server's PATH or the usual places that may be executed.
fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from);
    std::env::split_paths(&path)
        .filter(|directory| directory.is_absolute())
        .chain(usual)
        .map(|directory| directory.join(name))
        .find(|program| program.is_file() && rustix::fs::access(program, rustix::fs::Access::EXEC_OK).is_ok())
}

/// Runs one probe to its end. Its stderr tells what the launcher or bubblewrap disliked.
async fn run_probe(launcher: &ProgramCommand, spec: &str) -> Result<(), String> {
    let mut child = Command::new(&launcher.program)
        .args(&launcher.arguments)
        .arg(spec)
        .env_clear()
        .env("PATH", crate::local::environment::PATH)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| {
            format!("the launcher {} cannot be executed: {error}", launcher.program.display())
        })?;
    let mut stderr = child.stderr.take();
    let finished = tokio::time::timeout(PROBE_TIMEOUT, async {
        let mut text = String::new();
        if let Some(stderr) = &mut stderr {
            // What cannot be read as text is of no use to anybody.
            let _ = stderr.read_to_string(&mut text).await;
        }
        (text, child.wait().await)
    })
    .await;
    let Ok((text, status)) = finished else {
        return Err(format!("the probe did not end within {} s", PROBE_TIMEOUT.as_secs()));
    };
    match status.map(|status| status.code()) {
        Ok(Some(0)) => Ok(()),
        Ok(Some(7)) => Err("it does not hide the server's files".to_owned()),
        Ok(Some(8)) => Err(format!("the home directory cannot be written in it: {}", text.trim())),
        Ok(_) if !text.trim().is_empty() => Err(text.trim().replace('\n', "; ")),
        Ok(code) => Err(format!("the probe ended with {code:?}")),
        Err(error) => Err(error.to_string()),
    }
}
