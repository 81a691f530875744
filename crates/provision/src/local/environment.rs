//! The whole environment that the agent of a local workspace starts with. Built from nothing: no variable of the
//! server gets in, so no key, token or database URL can.

use std::path::Path;

use ropewalk_model::WorkspaceId;

use crate::sandbox::{Confinement, login_shell};

/// Where programs are looked for.
pub(crate) const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// The entry of the environment by which processes of a workspace are found again.
pub(crate) fn marker(workspace: WorkspaceId) -> String {
    format!("ROPEWALK_WORKSPACE_ID={workspace}")
}

/// The variables of the agent's process.
pub(crate) fn agent_environment(
    workspace: WorkspaceId,
    agent_url: &str,
    inside: &Confinement,
) -> Vec<(String, String)> {
    let text = |path: &Path| path.display().to_string();
    let (marker, value) = (marker(workspace), workspace.to_string());
    let name = marker.split('=').next().unwrap_or_default().to_owned();
    let fixed = [
        ("PATH", PATH.to_owned()),
        ("HOME", text(&inside.home)),
        ("USER", inside.user_name.to_owned()),
        ("LOGNAME", inside.user_name.to_owned()),
        ("SHELL", login_shell().to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("TERM", "xterm-256color".to_owned()),
        ("TMPDIR", text(&inside.temporary)),
        ("CODER_AGENT_URL", agent_url.to_owned()),
        ("CODER_AGENT_AUTH", "token".to_owned()),
        ("CODER_AGENT_TOKEN_FILE", text(&inside.token)),
    ];
    let fixed = fixed.into_iter().map(|(key, text)| (key.to_owned(), text));
    fixed.chain([(name, value)]).collect()
}
