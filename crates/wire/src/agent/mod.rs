//! The agent protocol: what the agent asks of the server (HTTPS JSON) and what the server asks of the agent
//! (HTTP on the tunnel). Facts: agent-and-provisioning.md 2.2-2.5, 2.9-2.11, 2.15, 3.1-3.3.
//!
//! Both sides ignore fields that they do not know, so a field may be added without a new version. A field is
//! never removed or given another meaning within one major version.

mod context;
mod error;
mod files;
mod git;
mod manifest;
mod processes;
mod report;
mod routes;

pub use context::{AgentContextConfig, AgentContextPart};
pub use error::{AgentErrorBody, AgentMessage, AgentValidation};
pub use files::{
    DirectoryBase, DirectoryEntry, EditFilesRequest, EditFilesResponse, EditedFile, FileEdit, FileEdits,
    ListDirectoryRequest, ListDirectoryResponse, ReadFileLinesQuery, ReadFileLinesResponse, ReadFileQuery,
    ResolvePathQuery, ResolvePathResponse, WriteFileQuery,
};
pub use git::{GitChangesRequest, GitChangesResponse, GitRepository};
pub use manifest::{AgentManifest, AgentScript, AgentSecret};
pub use processes::{
    AgentProcess, OutputTruncation, ProcessId, ProcessListResponse, ProcessOutputQuery,
    ProcessOutputResponse, ProcessSignal, SignalProcessRequest, StartProcessRequest, StartProcessResponse,
    TruncationStrategy,
};
pub use report::{
    AgentHello, AgentLogLevel, AgentLogLine, AgentStartup, LifecycleReport, LifecycleState, LogsReceipt,
    LogsReport, ScriptStage, ScriptStatus, ScriptTiming,
};
pub use routes::*;
