//! The rules of docs/ARCHITECTURE.md on who may depend on whom, as data. A new edge fails until it
//! stands here, so that it is decided on and not slipped in.

use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::shell;

/// Which of our crates a crate may use (dev-dependencies on `testkit` are free).
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("telemetry", &[]),
    ("wire", &["model", "telemetry"]),
    ("config", &["telemetry"]),
    ("authz", &["model"]),
    ("llm", &["model", "telemetry"]),
    ("store", &["model", "telemetry"]),
    ("tunnel", &["model", "wire"]),
    ("provision", &["model", "telemetry", "wire"]),
    ("platform", &["authz", "llm", "model", "provision", "store", "telemetry", "tunnel", "wire"]),
    // The engine's tools call the platform's use cases (docs/adr/0002).
    ("chat", &["authz", "llm", "model", "platform", "store", "telemetry", "tunnel", "wire"]),
    ("api", &["authz", "chat", "model", "platform", "telemetry", "tunnel", "wire"]),
    ("client", &["model", "telemetry", "wire"]),
    ("agent", &["client", "model", "telemetry", "tunnel", "wire"]),
    ("testkit", &["model"]),
    ("bench", &["llm", "telemetry"]),
    ("modelcheck", &["model"]),
    (
        "cli",
        &[
            "agent",
            "api",
            "authz",
            "chat",
            "client",
            "config",
            "llm",
            "model",
            "platform",
            "provision",
            "store",
            "telemetry",
            "tunnel",
            "wire",
        ],
    ),
    // The tests of the whole see it only from outside: over HTTP, and as processes.
    ("bench-engine", &["client", "model", "telemetry", "wire"]),
    ("e2e", &[]),
    ("xtask", &["model"]),
];

/// Outside crates that only some of ours may use.
const CONFINED: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "testkit"]),
    ("axum", &["agent", "api", "bench-engine", "cli", "gateway", "testkit", "tunnel"]),
    ("ring", &["platform", "testkit"]),
    ("reqwest", &["agent", "bench", "bench-engine", "cli", "client", "gateway", "llm", "platform"]),
];

/// Dev-dependencies on our own crates that tests may have besides `testkit`.
const DEV_EDGES: &[(&str, &[&str])] = &[
    ("chat", &["agent"]),
    ("platform", &["agent", "provision"]),
    ("api", &["agent", "provision", "store", "llm", "chat"]),
    ("e2e", &["client", "model", "telemetry", "wire"]),
];

/// Fails at an edge that the rules do not have.
pub(crate) fn run() -> anyhow::Result<()> {
    let text = shell::output(
        Command::new("cargo")
            .args(["metadata", "--format-version", "1", "--no-deps", "--locked"])
            .current_dir(shell::root()),
    )?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata printed no JSON")?;
    let mut wrong = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        check_package(package, &mut wrong);
    }
    if !wrong.is_empty() {
        bail!(
            "{}\nhint: the rules are in docs/ARCHITECTURE.md and xtask/src/check_deps.rs",
            wrong.join("\n")
        );
    }
    Ok(())
}

fn check_package(package: &Value, wrong: &mut Vec<String>) {
    let name = short_name(package["name"].as_str().unwrap_or_default());
    let Some((_, allowed)) = EDGES.iter().find(|(crate_name, _)| *crate_name == name) else {
        wrong.push(format!("{name}: a crate without rules"));
        return;
    };
    let dev_allowed =
        DEV_EDGES.iter().find(|(crate_name, _)| *crate_name == name).map_or(&[][..], |(_, to)| to);
    for dependency in package["dependencies"].as_array().into_iter().flatten() {
        let full = dependency["name"].as_str().unwrap_or_default();
        let to = short_name(full);
        let is_dev = dependency["kind"].as_str() == Some("dev");
        let is_ours =
            EDGES.iter().any(|(crate_name, _)| *crate_name == to) && (full != to || to == "ropewalk");
        if is_ours {
            let is_allowed = if is_dev {
                to == "testkit" || allowed.contains(&to) || dev_allowed.contains(&to)
            } else {
                allowed.contains(&to)
            };
            if !is_allowed {
                wrong.push(format!("{name} may not depend on {to}"));
            }
        }
        let confined = CONFINED.iter().find(|(crate_name, _)| *crate_name == full);
        if let Some((_, users)) = confined.filter(|_| !is_dev)
            && !users.contains(&name)
        {
            wrong.push(format!("{name} may not use {full}; only {} may", users.join(", ")));
        }
    }
}

/// `ropewalk-store` is `store`; the binary `ropewalk` is `cli`.
fn short_name(name: &str) -> &str {
    if name == "ropewalk" { "cli" } else { name.strip_prefix("ropewalk-").unwrap_or(name) }
}
