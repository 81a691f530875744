//! The environment and directory of everything that the agent starts (agent-and-provisioning.md 2.2).
//!
//! Later wins: predefined names, the agent's own environment, the manifest's (with `$VAR` expansion), the
//! user's secrets (raw). `<script data>/bin` stands first in `PATH`, the agent's own directory last.
//! `GIT_SSH_COMMAND` and `GIT_ASKPASS` are not set: they would name subcommands that this agent does not have.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use ropewalk_wire::agent::{AgentManifest, AgentSecret};

use crate::settings::AgentSettings;

/// What every command gets, and where it starts.
#[derive(Clone)]
pub(crate) struct CommandEnvironment {
    /// The variables; complete, nothing is inherited beside them.
    pub(crate) variables: BTreeMap<OsString, OsString>,
    /// The manifest's directory after expansion.
    pub(crate) directory: PathBuf,
    /// The home directory.
    pub(crate) home: PathBuf,
}

/// What an environment is made of. The secrets are apart from the manifest, so that the manifest can be shown.
pub(crate) struct EnvironmentInputs<'a> {
    pub(crate) settings: &'a AgentSettings,
    pub(crate) manifest: &'a AgentManifest,
    pub(crate) secrets: &'a [AgentSecret],
}

impl CommandEnvironment {
    /// Before the first manifest: the agent's own environment.
    pub(crate) fn bare(settings: &AgentSettings) -> Self {
        Self {
            variables: settings.environment.clone(),
            directory: settings.home.clone(),
            home: settings.home.clone(),
        }
    }

    /// The environment of a manifest.
    pub(crate) fn new(inputs: &EnvironmentInputs<'_>) -> Self {
        let EnvironmentInputs { settings, manifest, secrets } = inputs;
        let mut variables = predefined(settings, manifest);
        variables.extend(settings.environment.clone());
        variables.entry("HOME".into()).or_insert_with(|| settings.home.clone().into());
        for (name, value) in &manifest.environment_variables {
            let value = expand(OsStr::new(value), &variables);
            variables.insert(name.into(), value);
        }
        for secret in secrets.iter().filter(|secret| !secret.env_name.is_empty()) {
            variables.insert((&secret.env_name).into(), (&secret.value).into());
        }
        let path = search_path(settings, variables.get(OsStr::new("PATH")));
        variables.insert("PATH".into(), path);
        let home = variables.get(OsStr::new("HOME")).map_or_else(|| settings.home.clone(), PathBuf::from);
        let directory = place(&manifest.directory, &home, &home, &variables);
        Self { variables, directory, home }
    }

    /// Expands `~` and `$VAR` in a path of the manifest; relative paths start at `base`.
    pub(crate) fn place(&self, path: &str, base: &Path) -> PathBuf {
        place(path, base, &self.home, &self.variables)
    }

    /// Where a command starts when it names no directory, or names one relative to it. A directory that does
    /// not exist (yet) is replaced by the home directory, so that a command can be run to make it.
    pub(crate) fn working_directory(&self) -> &Path {
        if self.directory.is_dir() { &self.directory } else { &self.home }
    }
}

fn predefined(settings: &AgentSettings, manifest: &AgentManifest) -> BTreeMap<OsString, OsString> {
    let mut variables: BTreeMap<OsString, OsString> = BTreeMap::new();
    let mut set = |name: &str, value: &str| variables.insert(name.into(), value.into());
    set("CODER", "true");
    set("CODER_WORKSPACE_NAME", &manifest.workspace_name);
    set("CODER_WORKSPACE_AGENT_NAME", &manifest.agent_name);
    set("CODER_WORKSPACE_OWNER_NAME", &manifest.owner_username);
    set("CODER_WORKSPACE_ID", &manifest.workspace_id.to_string());
    set("CODER_AGENT_URL", settings.url.as_str());
    set("CODER_AGENT_TOKEN", settings.token.expose());
    // Keeps code-server from opening its own welcome page in every workspace.
    set("CS_DISABLE_GETTING_STARTED_OVERRIDE", "1");
    if !manifest.vs_code_port_proxy_uri.is_empty() {
        set("VSCODE_PROXY_URI", &manifest.vs_code_port_proxy_uri);
    }
    variables
}

fn search_path(settings: &AgentSettings, inherited: Option<&OsString>) -> OsString {
    let mut places = vec![settings.script_data_dir.join("bin")];
    match inherited {
        Some(path) => places.extend(std::env::split_paths(path)),
        // What a login on a bare system has.
        None => places.extend(["/usr/local/bin", "/usr/bin", "/bin"].map(PathBuf::from)),
    }
    places.extend(settings.program.as_deref().and_then(Path::parent).map(Path::to_owned));
    // Joining fails only for a directory with a colon in its name, which PATH cannot hold.
    places.retain(|place| !place.as_os_str().as_encoded_bytes().contains(&b':'));
    std::env::join_paths(places).unwrap_or_default()
}

fn place(path: &str, base: &Path, home: &Path, variables: &BTreeMap<OsString, OsString>) -> PathBuf {
    let expanded = PathBuf::from(expand(OsStr::new(path), variables));
    match expanded.strip_prefix("~") {
        Ok(rest) if rest.as_os_str().is_empty() => home.to_owned(),
        Ok(rest) => home.join(rest),
        Err(_no_tilde) => base.join(expanded),
    }
}

/// Replaces `$NAME` and `${NAME}`. An unknown name becomes empty, as in a shell; a `$` before anything else
/// stays.
fn expand(text: &OsStr, variables: &BTreeMap<OsString, OsString>) -> OsString {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut rest = text.as_bytes();
    let mut out = Vec::with_capacity(rest.len());
    while let Some(at) = rest.iter().position(|&byte| byte == b'$') {
        out.extend_from_slice(&rest[..at]);
        let after = &rest[at + 1..];
        let (name, skip) = match after.strip_prefix(b"{") {
            Some(inner) => match inner.iter().position(|&byte| byte == b'}') {
                Some(end) => (&inner[..end], end + 2),
                None => (&inner[..0], 0),
            },
            None => {
                let end = after.iter().position(|byte| !is_name(byte)).unwrap_or(after.len());
                (&after[..end], end)
            }
        };
        if name.is_empty() || !name.iter().all(is_name) {
            out.push(b'$');
            rest = after;
            continue;
        }
        if let Some(value) = variables.get(OsStr::from_bytes(name)) {
            out.extend_from_slice(value.as_bytes());
        }
        rest = &after[skip..];
    }
    out.extend_from_slice(rest);
    OsString::from_vec(out)
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, OsStr, OsString, Path, expand, place};

    fn variables() -> BTreeMap<OsString, OsString> {
        BTreeMap::from([("A".into(), "one".into()), ("B_2".into(), "two".into())])
    }

    #[test]
    fn variables_are_expanded_like_in_a_shell() {
        for (text, expanded) in [
            ("plain", "plain"),
            ("$A/${B_2}x", "one/twox"),
            ("$A$A", "oneone"),
            ("${missing}-$missing.", "-."),
            ("5$ and $$A ${A", "5$ and $one ${A"),
            ("${a b}", "${a b}"),
        ] {
            assert_eq!(expand(OsStr::new(text), &variables()), expanded, "{text}");
        }
    }

    #[test]
    fn paths_know_the_home_directory() {
        let home = Path::new("/home/me");
        for (path, whole) in
            [("", "/base/"), ("~", "/home/me"), ("~/$A", "/home/me/one"), ("/x", "/x"), ("y", "/base/y")]
        {
            assert_eq!(place(path, Path::new("/base"), home, &variables()), Path::new(whole), "{path}");
        }
    }
}
