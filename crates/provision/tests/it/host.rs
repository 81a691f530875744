//! A data directory of its own with a driver on it; the agent is a shell script of the test.

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

use async_trait::async_trait;
use ropewalk_model::{AgentId, Entropy, SystemEntropy, WorkspaceId};
use ropewalk_provision::{
    AgentLaunch, BuildContext, BuildOutcome, Driver, DriverError, LogLevel, LogSink,
    definition::AgentDefinition,
    local::{DEFAULT_USER_IDS, LocalDriver, LocalDriverConfig},
    sandbox::{ProgramCommand, SandboxSetting},
};
use ropewalk_telemetry::Secret;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How long a test waits for what must happen.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Host {
    pub(crate) directory: tempfile::TempDir,
    pub(crate) instance_id: Uuid,
    pub(crate) workspace_id: WorkspaceId,
    pub(crate) log: Log,
    pub(crate) cancel: CancellationToken,
}

/// Collects the lines of all builds.
#[derive(Default)]
pub(crate) struct Log(Mutex<Vec<String>>);

#[async_trait]
impl LogSink for Log {
    async fn line(&self, level: LogLevel, stage: &str, output: &str) {
        self.0.lock().unwrap().push(format!("{} {stage}: {output}", level.as_str()));
    }
}

impl Log {
    pub(crate) fn text(&self) -> String {
        self.0.lock().unwrap().join("\n")
    }
}

pub(crate) fn launcher() -> ProgramCommand {
    ProgramCommand { program: env!("CARGO_BIN_EXE_ropewalk-sandbox-exec").into(), arguments: vec![] }
}

impl Host {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        // As a data directory of a root server is: others may pass through.
        std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        Self {
            directory,
            instance_id: SystemEntropy.uuid(),
            workspace_id: SystemEntropy.uuid().into(),
            log: Log::default(),
            cancel: CancellationToken::new(),
        }
    }

    pub(crate) fn data_dir(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.data_dir().join("workspaces").join(self.workspace_id.to_string())
    }

    pub(crate) fn driver(&self, sandbox: SandboxSetting, agent_script: &str) -> LocalDriver {
        let arguments = vec!["-c".to_owned(), agent_script.to_owned()];
        self.driver_with(sandbox, ProgramCommand { program: "/bin/sh".into(), arguments })
    }

    pub(crate) fn driver_with(&self, sandbox: SandboxSetting, agent: ProgramCommand) -> LocalDriver {
        LocalDriver::new(LocalDriverConfig {
            data_dir: self.data_dir().to_owned(),
            instance_id: self.instance_id,
            agent,
            launcher: launcher(),
            agent_url: "http://127.0.0.1:3000".to_owned(),
            sandbox,
            user_ids: DEFAULT_USER_IDS,
        })
    }

    fn context<'a>(
        &'a self,
        agents: &'a [AgentLaunch],
        state: Option<&'a serde_json::Value>,
    ) -> BuildContext<'a> {
        BuildContext {
            workspace_id: self.workspace_id,
            workspace_name: "box",
            owner_name: "ada",
            build_id: SystemEntropy.uuid().into(),
            agents,
            state,
            log: &self.log,
            cancel: &self.cancel,
        }
    }

    pub(crate) async fn start(
        &self,
        driver: &LocalDriver,
        state: Option<&serde_json::Value>,
    ) -> Result<BuildOutcome, DriverError> {
        let agents = [AgentLaunch {
            id: AgentId::from(SystemEntropy.uuid()),
            token: Secret::new("the-agent-token"),
            definition: AgentDefinition {
                name: "main".to_owned(),
                directory: String::new(),
                environment: std::collections::BTreeMap::new(),
                connection_timeout_secs: 120,
                troubleshooting_url: String::new(),
                scripts: vec![],
            },
        }];
        driver.start(self.context(&agents, state)).await
    }

    pub(crate) async fn stop(
        &self,
        driver: &LocalDriver,
        state: Option<&serde_json::Value>,
    ) -> Result<BuildOutcome, DriverError> {
        driver.stop(self.context(&[], state)).await
    }

    pub(crate) async fn delete(
        &self,
        driver: &LocalDriver,
        state: Option<&serde_json::Value>,
    ) -> Result<BuildOutcome, DriverError> {
        driver.delete(self.context(&[], state)).await
    }

    /// Waits until the workspace has written the file `name` in its home, and reads it.
    pub(crate) async fn file(&self, name: &str) -> String {
        let path = self.home().join(name);
        wait_for(&format!("{} of the workspace; log: {}", path.display(), self.agent_log()), || {
            std::fs::read_to_string(&path).ok().filter(|text| text.ends_with('\n'))
        })
        .await
    }

    pub(crate) fn agent_log(&self) -> String {
        let path =
            self.data_dir().join("workspace-run").join(self.workspace_id.to_string()).join("agent.log");
        std::fs::read_to_string(path).unwrap_or_default()
    }
}

/// Waits until `condition` gives something.
pub(crate) async fn wait_for<T>(what: &str, condition: impl Fn() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(found) = condition() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(found) => found,
        Err(_elapsed) => panic!("waited in vain for {what}"),
    }
}

/// Whether the process runs (a zombie does not).
pub(crate) fn is_running(pid: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .ok()
        .and_then(|stat| stat.rsplit_once(") ").map(|(_name, rest)| !rest.starts_with(['Z', 'X'])))
        .unwrap_or(false)
}

/// The processes whose environment holds `text`.
pub(crate) fn processes_with(text: &str) -> Vec<u32> {
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse::<u32>().ok())
        .filter(|pid| {
            std::fs::read(format!("/proc/{pid}/environ"))
                .is_ok_and(|environ| String::from_utf8_lossy(&environ).contains(text))
        })
        .filter(|pid| is_running(*pid))
        .collect()
}
