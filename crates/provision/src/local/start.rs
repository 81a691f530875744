//! Start: prepares the files, launches the agent in its sandbox and waits until it runs.

use std::{
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{io::AsyncReadExt, process::Command, time::Instant};

use super::{
    LocalDriver,
    driver::info,
    environment::agent_environment,
    layout::{Access, Layout, create_closed_directory, program_directory},
    remove::remove_tree,
    state::{LocalState, RunningTree},
    stop::end_cgroup,
    user::others_may_pass,
};
use crate::{
    AgentLaunch, BuildContext, BuildOutcome, BuiltResource, DriverError, LogLevel, ResourceMetadata,
    process::{ProcessEntry, ProcessId, boot_id, pid_namespace},
    sandbox::{Cgroup, Confinement, Identity, ProgramCommand, SHELL, Sandbox, SandboxSetting, WorkspaceView},
};

/// How long the launcher may take until the agent runs.
const LAUNCH_TIMEOUT: Duration = Duration::from_secs(20);

/// How much of the agent's log a failed start shows.
const LOG_TAIL_BYTES: usize = 2000;

impl LocalDriver {
    pub(super) async fn start_workspace(
        &self,
        context: &BuildContext<'_>,
    ) -> Result<BuildOutcome, DriverError> {
        let [agent] = context.agents else {
            let reason =
                format!("a local workspace has exactly one agent, the template has {}", context.agents.len());
            return Err(DriverError::Definition { reason });
        };
        let state = self.state(context)?;
        check_executable(Path::new(SHELL)).map_err(|_reason| DriverError::NoShell { path: SHELL.into() })?;
        check_executable(&self.config.agent.program).map_err(|source| DriverError::AgentNotExecutable {
            path: self.config.agent.program.clone(),
            source,
        })?;
        let sandbox = self.choose_sandbox(context).await?;
        self.end_processes(context, state.as_ref()).await?;
        let prepared = self.prepare(context, agent, &sandbox).await?;
        let launched = tokio::select! {
            // A cancel that is there counts, also beside a launch that is done: its caller is told that nothing runs.
            biased;
            () = context.cancel.cancelled() => Err(DriverError::Canceled),
            launched = self.launch(context, &prepared) => launched,
        };
        let tree = match launched {
            Ok(tree) => tree,
            Err(error) => {
                // What this try left running would be in the way of the next one.
                if let Err(left) = self.end_processes(context, None).await {
                    context.log.line(LogLevel::Error, "Start", &left.to_string()).await;
                }
                if let Some(Err(left)) = prepared.cgroup.as_ref().map(end_cgroup) {
                    context.log.line(LogLevel::Warn, "Start", &left.to_string()).await;
                }
                return Err(error);
            }
        };
        info(context, "Start", &format!("The agent runs as process {}", tree.leader.pid)).await;
        let state = LocalState {
            driver: "local".to_owned(),
            instance_id: self.config.instance_id,
            directory: prepared.layout.home.clone(),
            sandbox: sandbox.tier().as_str().to_owned(),
            dedicated_uid: prepared.identity.dedicated_uid(),
            processes: Some(tree),
        };
        let resources = vec![resource(&state, context.agents)];
        Ok(BuildOutcome { state: Some(state.to_json()?), resources })
    }

    /// Takes the sandbox of the setting, and says in the log which one it is and what kept a stronger one away.
    async fn choose_sandbox(&self, context: &BuildContext<'_>) -> Result<Sandbox, DriverError> {
        let sandbox = self.probe.choose(self.config.sandbox).await?;
        let tier = sandbox.tier();
        info(context, "Sandbox", &format!("Sandbox: {} (tier {})", tier.as_str(), tier.number())).await;
        let is_choice = self.config.sandbox == SandboxSetting::Auto;
        for report in self.probe.reports().await.iter().filter(|report| is_choice && report.tier > tier) {
            let why = report.why_not.as_deref().unwrap_or("not needed");
            let text = format!("Sandbox {} is not available: {why}", report.tier.as_str());
            context.log.line(LogLevel::Debug, "Sandbox", &text).await;
        }
        Ok(sandbox)
    }

    /// Makes directories, token file and accounts, and works out what the launcher is told.
    async fn prepare(
        &self,
        context: &BuildContext<'_>,
        agent: &AgentLaunch,
        sandbox: &Sandbox,
    ) -> Result<Prepared, DriverError> {
        let layout = self.layout(context);
        let users = self.probe.users();
        let files = |action, path: &Path| {
            let path = path.to_owned();
            move |source| DriverError::Files { action, path, source }
        };
        let identity = {
            let _one_at_a_time = self.choosing_user.lock().await;
            let access =
                if rustix::process::geteuid().is_root() { Access::PassThrough } else { Access::Private };
            layout.create_roots(access)?;
            let identity = users
                .identity_for(&sandbox.base, &self.config.data_dir, || {
                    users.uid_of(&layout.home, &layout.homes)
                })
                .map_err(files("choose a user for", &layout.home))?;
            let is_new = !layout.home.exists();
            create_closed_directory(&layout.home, Access::Private)
                .and_then(|()| users.hand_over_tree(&layout.home, identity))
                .map_err(files("create the directory", &layout.home))?;
            if is_new {
                info(context, "Files", &format!("Created {}", layout.home.display())).await;
            }
            remove_tree(&layout.run_dir)?;
            create_closed_directory(&layout.run_dir, access)
                .map_err(files("create the directory", &layout.run_dir))?;
            identity
        };
        if identity == Identity::RootWithoutCapabilities {
            let text = "The server runs as root and cannot give the workspace a user of its own here: its processes are \
                        root without capabilities. Let the data directory be reachable for other users (chmod o+x), or \
                        run the server as an ordinary user";
            context.log.line(LogLevel::Warn, "Sandbox", text).await;
        }
        let program = self.program_for(sandbox, identity)?;
        let view = WorkspaceView {
            data_dir: &self.config.data_dir,
            home: &layout.home,
            run_dir: &layout.run_dir,
            agent: &program,
            hostname: context.workspace_name,
        };
        let token = view.token();
        write_private(&token, agent.token.expose()).map_err(files("write the token file", &token))?;
        let temporary = view.temporary();
        create_closed_directory(&temporary, Access::Private)
            .map_err(files("create the directory", &temporary))?;
        for path in [&token, &temporary] {
            users.hand_over(path, identity).map_err(files("change the owner of", path))?;
        }
        let cgroup = self.make_cgroup(context, sandbox)?;
        let confinement = Confinement::new(sandbox, &view, identity, self.probe.launcher(), cgroup.as_ref())?;
        Ok(Prepared { layout, identity, confinement, cgroup })
    }

    fn make_cgroup(
        &self,
        context: &BuildContext<'_>,
        sandbox: &Sandbox,
    ) -> Result<Option<Cgroup>, DriverError> {
        let Some(parent) = &sandbox.cgroup_parent else { return Ok(None) };
        let cgroup = Cgroup::below(parent, &format!("ropewalk-{}", context.workspace_id));
        cgroup.create().map_err(|source| DriverError::Files {
            action: "create the cgroup",
            path: cgroup.directory().to_owned(),
            source,
        })?;
        Ok(Some(cgroup))
    }

    /// The agent's program, or a copy of it where the workspace's user could not reach the original.
    fn program_for(&self, sandbox: &Sandbox, identity: Identity) -> Result<ProgramCommand, DriverError> {
        let original = &self.config.agent;
        let is_bound = matches!(sandbox.base, crate::sandbox::Base::Bubblewrap(_));
        let is_reachable = original.program.parent().is_some_and(others_may_pass);
        if is_bound || is_reachable || identity.dedicated_uid().is_none() {
            return Ok(original.clone());
        }
        let directory = program_directory(&self.config.data_dir);
        let copy = copy_program(&original.program, &directory).map_err(|source| DriverError::Files {
            action: "copy the agent's program to",
            path: directory.clone(),
            source,
        })?;
        Ok(ProgramCommand { program: copy, arguments: original.arguments.clone() })
    }

    /// Starts the launcher and waits until the agent's program runs.
    async fn launch(
        &self,
        context: &BuildContext<'_>,
        prepared: &Prepared,
    ) -> Result<RunningTree, DriverError> {
        let log_path = prepared.layout.log();
        let log = std::fs::File::options().create(true).append(true).mode(0o600).open(&log_path).map_err(
            |source| DriverError::Files { action: "open the agent's log", path: log_path.clone(), source },
        )?;
        let spec = serde_json::to_string(&prepared.confinement.spec)
            .map_err(|source| DriverError::Launch { reason: source.to_string() })?;
        let launcher = self.probe.launcher();
        let environment =
            agent_environment(context.workspace_id, &self.config.agent_url, &prepared.confinement);
        let mut child = Command::new(&launcher.program)
            .args(&launcher.arguments)
            .arg(spec)
            .env_clear()
            .envs(environment)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|source| DriverError::AgentNotExecutable { path: launcher.program.clone(), source })?;
        let leader_pid = child.id().and_then(|pid| i32::try_from(pid).ok()).unwrap_or(0);
        let mut report = String::new();
        if let Some(mut status) = child.stdout.take() {
            // The pipe ends when the agent's program runs, or when nothing is left that could run it.
            match tokio::time::timeout(LAUNCH_TIMEOUT, status.read_to_string(&mut report)).await {
                Ok(_read) => {}
                Err(_elapsed) => {
                    let waited_secs = LAUNCH_TIMEOUT.as_secs();
                    return Err(DriverError::LaunchTimeout { waited_secs, log: log_path });
                }
            }
        }
        // From here on the child belongs to nobody: the runtime collects its exit status, whenever that comes.
        drop(child);
        let leader = ProcessEntry::read(leader_pid).filter(|entry| !entry.is_zombie).map(|entry| entry.id);
        match (failure_in(&report), leader) {
            (None, Some(leader)) => Ok(RunningTree {
                boot_id: boot_id(),
                pid_namespace: pid_namespace(),
                leader,
                agent: innermost(leader).await,
                cgroup: prepared.cgroup.as_ref().map(|cgroup| cgroup.directory().to_owned()),
            }),
            (Some(Some(reason)), _) => Err(DriverError::Launch { reason }),
            (Some(None), _) | (None, None) => {
                Err(DriverError::Launch { reason: format!("it ended at once: {}", tail(&log_path)) })
            }
        }
    }
}

/// What a start has made before the launch.
struct Prepared {
    layout: Layout,
    identity: Identity,
    confinement: Confinement,
    cgroup: Option<Cgroup>,
}

/// The one resource of a local workspace.
pub(super) fn resource(state: &LocalState, agents: &[AgentLaunch]) -> BuiltResource {
    let fact = |key: &str, value: String| ResourceMetadata { key: key.to_owned(), value, sensitive: false };
    let mut metadata = vec![
        fact("sandbox", state.sandbox.clone()),
        fact("directory", state.directory.display().to_string()),
    ];
    metadata.extend(state.dedicated_uid.map(|uid| fact("user_id", uid.to_string())));
    BuiltResource {
        kind: "local_workspace".to_owned(),
        name: "main".to_owned(),
        icon: "/icon/folder.svg".to_owned(),
        metadata,
        agents: agents.iter().map(|agent| agent.id).collect(),
    }
}

/// Reads the launcher's report: `None` = the program runs, `Some(reason)` = it does not.
fn failure_in(report: &str) -> Option<Option<String>> {
    if let Some(reason) = report.lines().find_map(|line| line.strip_prefix("failed ")) {
        return Some(Some(reason.to_owned()));
    }
    if report.lines().any(|line| line == "exec") { None } else { Some(None) }
}

/// The agent's own process: below bubblewrap and the first process of its namespace, which wait for it.
async fn innermost(leader: ProcessId) -> ProcessId {
    // bubblewrap forks before it reports, so that its children are there; the wait is for a slow /proc alone.
    let deadline = Instant::now() + Duration::from_secs(1);
    loop {
        let all = ProcessEntry::all();
        let child_of = |parent: ProcessId| all.iter().find(|entry| entry.parent == parent.pid);
        let init = child_of(leader).filter(|entry| entry.is_namespace_init());
        match init.map(|init| child_of(init.id)) {
            None => return leader,
            Some(Some(agent)) => return agent.id,
            Some(None) if Instant::now() >= deadline => return leader,
            Some(None) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

fn check_executable(program: &Path) -> std::io::Result<()> {
    if !std::fs::metadata(program)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    Ok(rustix::fs::access(program, rustix::fs::Access::EXEC_OK)?)
}

/// Writes a file that only its owner can read, replacing what was there.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = std::fs::File::options().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}

/// Copies `program` into `directory`, once per version of the file, readable and executable for everybody.
fn copy_program(program: &Path, directory: &Path) -> std::io::Result<PathBuf> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    create_closed_directory(directory, Access::PassThrough)?;
    let metadata = std::fs::metadata(program)?;
    let version = format!("{:x}-{:x}", metadata.mtime(), metadata.len());
    let folder = directory.join(version);
    let copy = folder.join(program.file_name().unwrap_or_default());
    if copy.exists() {
        return Ok(copy);
    }
    create_closed_directory(&folder, Access::PassThrough)?;
    let partial = folder.join(".partial");
    std::fs::copy(program, &partial)?;
    std::fs::set_permissions(&partial, std::fs::Permissions::from_mode(0o755))?;
    std::fs::rename(&partial, &copy)?;
    Ok(copy)
}

/// The end of the agent's log on one line.
fn tail(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let from = text.len().saturating_sub(LOG_TAIL_BYTES);
    let text = String::from_utf8_lossy(&text[from..]).trim().replace('\n', "; ");
    if text.is_empty() { format!("its log {} is empty", log.display()) } else { text }
}

#[cfg(test)]
mod tests {
    use super::{copy_program, failure_in};

    #[test]
    fn the_launchers_report_is_understood() {
        assert_eq!(failure_in("exec\n"), None);
        assert_eq!(failure_in(""), Some(None));
        assert_eq!(
            failure_in("exec\nfailed could not execute x\n"),
            Some(Some("could not execute x".to_owned()))
        );
    }

    #[test]
    fn a_program_is_copied_once_per_version() {
        let root = tempfile::tempdir().unwrap();
        let program = root.path().join("agent");
        std::fs::write(&program, "one").unwrap();
        let copy = copy_program(&program, &root.path().join("bin")).unwrap();
        assert_eq!(copy, copy_program(&program, &root.path().join("bin")).unwrap());
        std::fs::write(&program, "three").unwrap();
        assert_ne!(copy, copy_program(&program, &root.path().join("bin")).unwrap());
    }
}
