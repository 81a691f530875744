//! What agents ask and report over HTTP (agent-and-provisioning.md 3.2): manifest, start-up, lifecycle, logs, scripts.
//!
//! Every report may come twice; none of them does harm the second time, except that repeated log lines are stored again.

use ropewalk_model::AgentLogSourceId;
use ropewalk_store::agents::{AgentLogInput, LifecycleOutcome, ScriptRun, StartupReport};
use ropewalk_wire::agent::{
    AgentLogLevel, AgentManifest, AgentScript, AgentStartup, LifecycleReport, LogsReceipt, LogsReport,
    ScriptStatus, ScriptTiming,
};
use ropewalk_wire::agents::PostLogSourceRequest;

use super::{AgentCaller, views};
use crate::{Platform, UseCaseError, channels};

/// The longest version text and the longest path that an agent may report, in bytes.
const TEXT_LIMIT_BYTES: usize = 4096;

/// Most lines in one report.
const LINES_LIMIT: usize = 10_000;

impl Platform {
    /// What an agent needs to know to start.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn agent_manifest(&self, caller: &AgentCaller) -> Result<AgentManifest, UseCaseError> {
        let agent = self.store().agent(caller.agent_id).await?.ok_or(UseCaseError::not_found("agent"))?;
        let scripts = self.store().scripts_of_agents(&[caller.agent_id]).await?;
        let scripts = scripts
            .into_iter()
            .map(|script| AgentScript {
                id: script.id,
                log_source_id: script.log_source_id,
                log_path: script.log_path,
                script: script.script,
                run_on_start: script.run_on_start,
                run_on_stop: script.run_on_stop,
                start_blocks_login: script.start_blocks_login,
                timeout_secs: u32::try_from(script.timeout_secs).unwrap_or(0),
                display_name: script.display_name,
            })
            .collect();
        Ok(AgentManifest {
            agent_id: caller.agent_id,
            agent_name: agent.name,
            owner_username: caller.place.owner_name.clone(),
            workspace_id: caller.place.workspace_id,
            workspace_name: caller.place.workspace_name.clone(),
            environment_variables: views::texts(&agent.environment),
            directory: agent.directory,
            vs_code_port_proxy_uri: String::new(),
            parent_id: None,
            scripts,
            secrets: Vec::new(),
        })
    }

    /// Stores what an agent says of itself when it starts, and gives it back.
    ///
    /// # Errors
    /// A text is too long.
    pub async fn agent_startup(
        &self,
        caller: &AgentCaller,
        startup: AgentStartup,
    ) -> Result<AgentStartup, UseCaseError> {
        check_length("version", &startup.version)?;
        check_length("expanded_directory", &startup.expanded_directory)?;
        for subsystem in &startup.subsystems {
            check_length("subsystems", subsystem)?;
        }
        let report = StartupReport {
            version: startup.version.clone(),
            expanded_directory: startup.expanded_directory.clone(),
            subsystems: startup.subsystems.clone(),
        };
        self.store().agent_startup(caller.agent_id, &report, self.now()).await?;
        self.announce(&[channels::workspace(caller.place.workspace_id)]).await;
        Ok(startup)
    }

    /// Moves an agent's lifecycle forward, and gives the report back. A state that is not ahead changes nothing.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn agent_lifecycle(
        &self,
        caller: &AgentCaller,
        report: LifecycleReport,
    ) -> Result<LifecycleReport, UseCaseError> {
        // The agent's clock may be wrong; a time in the future would make durations negative.
        let changed_at = report.changed_at.min(self.now());
        let outcome =
            self.store().advance_lifecycle(caller.agent_id, report.state.into(), changed_at).await?;
        match outcome {
            LifecycleOutcome::Advanced => {
                self.announce(&[channels::workspace(caller.place.workspace_id)]).await;
            }
            LifecycleOutcome::NotAhead => {}
        }
        Ok(report)
    }

    /// Stores log lines of an agent.
    ///
    /// # Errors
    /// Too many lines at once.
    pub async fn agent_append_logs(
        &self,
        caller: &AgentCaller,
        report: LogsReport,
    ) -> Result<LogsReceipt, UseCaseError> {
        if report.logs.len() > LINES_LIMIT {
            let message = format!("One report may hold {LINES_LIMIT} log lines.");
            return Err(UseCaseError::TooLarge { message });
        }
        if report.logs.is_empty() {
            return Ok(LogsReceipt { log_limit_exceeded: false });
        }
        let lines: Vec<AgentLogInput> = report
            .logs
            .into_iter()
            .map(|line| AgentLogInput {
                created_at: line.created_at,
                level: level(line.level).to_owned(),
                output: line.output,
            })
            .collect();
        let is_stored = self.store().append_agent_logs(caller.agent_id, report.log_source_id, &lines).await?;
        if is_stored {
            self.announce(&[channels::agent_logs(caller.agent_id)]).await;
        }
        Ok(LogsReceipt { log_limit_exceeded: !is_stored })
    }

    /// Stores how a script went.
    ///
    /// # Errors
    /// Not found: the agent has no such script.
    pub async fn agent_script_completed(
        &self,
        caller: &AgentCaller,
        timing: &ScriptTiming,
    ) -> Result<(), UseCaseError> {
        let run = ScriptRun {
            script_id: timing.script_id,
            started_at: timing.start,
            ended_at: timing.end,
            exit_code: timing.exit_code,
            status: match timing.status {
                ScriptStatus::Ok => "ok",
                ScriptStatus::ExitFailure => "exit_failure",
                ScriptStatus::TimedOut => "timed_out",
                ScriptStatus::PipesLeftOpen => "pipes_left_open",
            },
        };
        if self.store().script_completed(caller.agent_id, &run).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("script"))
        }
    }

    /// Makes a source of log lines.
    ///
    /// # Errors
    /// The id is the nil id, or a text is too long.
    pub async fn agent_put_log_source(
        &self,
        caller: &AgentCaller,
        request: &PostLogSourceRequest,
    ) -> Result<(), UseCaseError> {
        if request.id == AgentLogSourceId::NIL {
            return Err(UseCaseError::invalid_field("id", "must not be the nil id"));
        }
        check_length("display_name", &request.display_name)?;
        check_length("icon", &request.icon)?;
        let (name, icon) = (request.display_name.as_str(), request.icon.as_str());
        self.store().put_log_source(caller.agent_id, request.id, name, icon, self.now()).await?;
        Ok(())
    }
}

fn check_length(field: &str, text: &str) -> Result<(), UseCaseError> {
    if text.len() > TEXT_LIMIT_BYTES {
        return Err(UseCaseError::invalid_field(
            field,
            format!("must be at most {TEXT_LIMIT_BYTES} bytes long"),
        ));
    }
    Ok(())
}

const fn level(level: AgentLogLevel) -> &'static str {
    match level {
        AgentLogLevel::Trace => "trace",
        AgentLogLevel::Debug => "debug",
        AgentLogLevel::Info => "info",
        AgentLogLevel::Warn => "warn",
        AgentLogLevel::Error => "error",
    }
}
