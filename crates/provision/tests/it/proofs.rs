//! What a process inside a workspace can and cannot do, for each tier that this machine has. A tier that it has not
//! must refuse the build.

use std::{os::unix::fs::PermissionsExt, path::Path};

use ropewalk_provision::{
    DriverError,
    sandbox::{SandboxSetting, Tier, report},
};

use crate::host::Host;

/// Tries everything that is forbidden and notes what worked, then what is allowed and notes what did not.
const ESCAPES: &str = r#"
cd "$HOME" || exit 9
: >escapes
try() { what=$1; shift; if "$@" >/dev/null 2>&1; then echo "$what" >>escapes; fi; }
try "read the key" cat "@DATA@/secrets.key"
try "list the data directory" ls "@DATA@"
try "read another workspace" cat "@DATA@/workspaces/other/note"
try "read postgres" cat "@DATA@/postgres/base"
try "write the data directory" sh -c 'echo x >"@DATA@/open/x"'
try "write /etc" sh -c 'echo x >/etc/ropewalk-test'
try "write /usr" sh -c 'echo x >/usr/ropewalk-test'
try "write the root" sh -c 'echo x >/ropewalk-test'
try "read shadow" cat /etc/shadow
try "signal the server" kill -CONT @VICTIM@
try "read the environment of the server" cat /proc/@VICTIM@/environ
: >missing
need() { what=$1; shift; "$@" >/dev/null 2>>errors || echo "$what" >>missing; }
need "write home" sh -c 'mkdir -p a/b && echo x >a/b/c && rm -r a'
need "write a temporary file" sh -c 'echo x >"$TMPDIR/x" && cat "$TMPDIR/x"'
need "read the token" cat "$CODER_AGENT_TOKEN_FILE"
need "write /dev/null" sh -c 'echo x >/dev/null'
need "read random bytes" head -c 1 /dev/urandom
need "run programs" ls /usr/bin
need "signal itself" sh -c 'kill -CONT $$'
id -u >uid
env >environment
grep CapEff /proc/self/status >capabilities
echo done >finished
exec sleep 1000
"#;

/// Runs the script in the sandbox of `setting`. `None` when this machine has not got that tier, after a check that
/// the build was refused with reason and fix.
async fn escapes(setting: SandboxSetting, tier: Tier) -> Option<Proof> {
    let host = Host::new();
    let data = host.data_dir();
    for directory in ["workspaces/other", "postgres", "open"] {
        std::fs::create_dir_all(data.join(directory)).unwrap();
    }
    std::fs::set_permissions(data.join("open"), std::fs::Permissions::from_mode(0o777)).unwrap();
    // Readable for everybody on purpose: the sandbox must hide them, not their permissions.
    for file in ["secrets.key", "workspaces/other/note", "postgres/base"] {
        std::fs::write(data.join(file), "secret").unwrap();
        std::fs::set_permissions(data.join(file), std::fs::Permissions::from_mode(0o644)).unwrap();
    }
    let script = ESCAPES
        .replace("@DATA@", &data.display().to_string())
        .replace("@VICTIM@", &std::process::id().to_string());
    let driver = host.driver(setting, &script);
    let reports = report(driver.probe()).await;
    let available = reports.iter().any(|report| report.tier == tier && report.available);
    let started = host.start(&driver, None).await;
    if !available {
        let Err(DriverError::Sandbox(error)) = started else { panic!("{started:?}") };
        assert!(!error.why.is_empty() && !error.fix.is_empty());
        return None;
    }
    let outcome = started.unwrap_or_else(|error| panic!("{error}: {}", host.agent_log()));
    host.file("finished").await;
    let read = |name: &str| std::fs::read_to_string(host.home().join(name)).unwrap_or_default();
    let proof = Proof {
        escapes: read("escapes"),
        missing: format!("{}{}", read("missing"), read("errors")),
        uid: read("uid").trim().to_owned(),
        environment: read("environment"),
        capabilities: read("capabilities"),
        sandbox: outcome.resources[0]
            .metadata
            .iter()
            .find(|fact| fact.key == "sandbox")
            .unwrap()
            .value
            .clone(),
        log: host.log.text(),
    };
    host.delete(&driver, outcome.state.as_ref()).await.unwrap();
    assert!(!host.home().exists());
    assert!(data.join("workspaces/other/note").exists());
    Some(proof)
}

struct Proof {
    escapes: String,
    missing: String,
    uid: String,
    environment: String,
    capabilities: String,
    sandbox: String,
    log: String,
}

impl Proof {
    fn check_confined(&self) {
        assert_eq!(self.escapes, "", "worked, but must not");
        assert_eq!(self.missing, "", "failed, but must work");
        self.check_unprivileged();
    }

    fn check_unprivileged(&self) {
        assert_ne!(self.uid, "0", "a workspace must not be root");
        assert_eq!(self.capabilities.trim(), "CapEff:\t0000000000000000");
        assert!(self.log.contains(&format!("Sandbox: {}", self.sandbox)), "{}", self.log);
        let names: Vec<&str> = self.environment.lines().filter_map(|line| line.split('=').next()).collect();
        for name in names {
            let known = [
                "CODER_AGENT_AUTH",
                "CODER_AGENT_TOKEN_FILE",
                "CODER_AGENT_URL",
                "HOME",
                "LANG",
                "LOGNAME",
                "OLDPWD",
                "PATH",
                "PWD",
                "ROPEWALK_WORKSPACE_ID",
                "SHELL",
                "SHLVL",
                "TERM",
                "TMPDIR",
                "USER",
                "_",
            ];
            assert!(known.contains(&name), "the variable {name} got in");
        }
        assert!(!self.environment.contains("the-agent-token"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bubblewrap_confines() {
    if let Some(proof) = escapes(SandboxSetting::Bubblewrap, Tier::Bubblewrap).await {
        proof.check_confined();
        assert!(proof.sandbox.starts_with("bubblewrap"));
        assert!(proof.environment.contains("HOME=/home/ropewalk\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn landlock_confines() {
    if let Some(proof) = escapes(SandboxSetting::Landlock, Tier::Landlock).await {
        proof.check_confined();
        assert_eq!(proof.sandbox, "landlock");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_sandbox_the_workspace_is_still_not_root() {
    let proof = escapes(SandboxSetting::None, Tier::ProcessGroup).await.unwrap();
    proof.check_unprivileged();
    assert_eq!(proof.missing, "");
    assert_eq!(proof.sandbox, "none");
}

#[tokio::test(flavor = "multi_thread")]
async fn auto_takes_the_strongest_that_is_reported() {
    let host = Host::new();
    let driver = host.driver(SandboxSetting::Auto, "exec sleep 1000");
    let reports = report(driver.probe()).await;
    assert_eq!(reports.iter().map(|report| report.tier).collect::<Vec<_>>(), Tier::ALL);
    let best = reports.iter().filter(|report| report.available).map(|report| report.tier).max().unwrap();
    for report in &reports {
        assert_eq!(report.available, report.why_not.is_none() && report.fix.is_none());
    }
    let outcome = host.start(&driver, None).await.unwrap();
    let log = host.log.text();
    assert!(log.contains(&format!("Sandbox: {} (tier {})", best.as_str(), best.number())), "{log}");
    host.delete(&driver, outcome.state.as_ref()).await.unwrap();
    assert!(!Path::new(&host.home()).exists());
}
