//! Paths, headers and versions of the agent protocol. Paths of the server are whole; paths on the tunnel too.

/// Header with the agent's token, on every request to the server.
pub const SESSION_TOKEN_HEADER: &str = "Coder-Session-Token";
/// Header with the version of the agent API that the agent speaks.
pub const AGENT_API_VERSION_HEADER: &str = "X-Agent-Api-Version";
/// The version of today. Same major, and the agent's minor is not above the server's (3.1).
pub const AGENT_API_VERSION: &str = "2.9";
/// Header on tunnel calls: the chat that asks.
pub const CHAT_ID_HEADER: &str = "Coder-Chat-Id";
/// Header on tunnel calls: JSON array of the chat's ancestors.
pub const ANCESTOR_CHAT_IDS_HEADER: &str = "Coder-Ancestor-Chat-Ids";

/// WebSocket of the tunnel, on the server.
pub const TUNNEL_PATH: &str = "/api/v2/workspaceagents/me/tunnel";
/// `POST`: [`AgentManifest`](super::AgentManifest). The request body is an empty object.
pub const MANIFEST_PATH: &str = "/api/v2/workspaceagents/me/rpc/manifest";
/// `POST`: [`AgentStartup`](super::AgentStartup) to the same.
pub const STARTUP_PATH: &str = "/api/v2/workspaceagents/me/rpc/startup";
/// `POST`: [`LifecycleReport`](super::LifecycleReport) to the same.
pub const LIFECYCLE_PATH: &str = "/api/v2/workspaceagents/me/rpc/lifecycle";
/// `POST`: [`LogsReport`](super::LogsReport) to [`LogsReceipt`](super::LogsReceipt).
pub const LOGS_PATH: &str = "/api/v2/workspaceagents/me/rpc/logs";
/// `POST`: [`ScriptTiming`](super::ScriptTiming) to an empty object.
pub const SCRIPT_COMPLETED_PATH: &str = "/api/v2/workspaceagents/me/rpc/script-completed";
/// `PATCH`: [`LogsReport`](super::LogsReport), for scripts and older agents; served, never called by our agent.
pub const PATCH_LOGS_PATH: &str = "/api/v2/workspaceagents/me/logs";

/// `GET` on the tunnel: [`AgentHello`](super::AgentHello).
pub const HELLO_PATH: &str = "/";
/// `GET` on the tunnel: bytes of a file.
pub const READ_FILE_PATH: &str = "/api/v0/read-file";
/// `GET` on the tunnel: numbered lines of a file.
pub const READ_FILE_LINES_PATH: &str = "/api/v0/read-file-lines";
/// `POST` on the tunnel: the body becomes the file. Query `path`, and optionally `client_token`.
pub const WRITE_FILE_PATH: &str = "/api/v0/write-file";
/// `POST` on the tunnel: all-or-nothing edits.
pub const EDIT_FILES_PATH: &str = "/api/v0/edit-files";
/// `POST` on the tunnel: entries of a directory.
pub const LIST_DIRECTORY_PATH: &str = "/api/v0/list-directory";
/// `GET` on the tunnel: a path without symbolic links.
pub const RESOLVE_PATH_PATH: &str = "/api/v0/resolve-path";
/// `GET` on the tunnel: instruction files and skills.
pub const CONTEXT_CONFIG_PATH: &str = "/api/v0/context-config";
/// `POST` on the tunnel: what changed in the repositories that the chat works in.
pub const GIT_CHANGES_PATH: &str = "/api/v0/git/changes";
/// `POST` on the tunnel: starts a process.
pub const PROCESSES_START_PATH: &str = "/api/v0/processes/start";
/// `GET` on the tunnel: the processes.
pub const PROCESSES_LIST_PATH: &str = "/api/v0/processes/list";
/// Below this path stand `/{id}/output` (`GET`) and `/{id}/signal` (`POST`).
pub const PROCESSES_PATH: &str = "/api/v0/processes";
