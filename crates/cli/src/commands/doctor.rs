//! `ropewalk doctor`: what this machine has and lacks, what for, and the fix.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ropewalk_config::{Environment, default_data_dir};
use ropewalk_provision::sandbox::{Tier, TierReport};
use ropewalk_store::postgres::{Places, discover};

use crate::print::{Printer, Style};

/// Tells what this machine has and lacks for running Ropewalk, with the fix.
///
/// Exit code 1 when something is missing without which the server cannot start.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    /// The data directory that the server is to use [default: as `ropewalk server`].
    #[arg(long, env = "ROPEWALK_DATA_DIR", value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Directory with `postgres` and `initdb` [default: looked for].
    #[arg(long, env = "ROPEWALK_POSTGRES_BIN", value_name = "DIR")]
    postgres_bin: Option<PathBuf>,
}

/// How a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Good,
    /// Something works less well, or is weaker.
    Less,
    /// The server cannot start.
    Bad,
}

struct Finding {
    weight: Weight,
    what: String,
    fix: Option<String>,
}

pub(crate) async fn run(
    args: DoctorArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<ExitCode> {
    let data_dir = args.data_dir.or_else(|| default_data_dir(environment));
    let mut findings = Vec::new();
    findings.extend(postgres(args.postgres_bin).await);
    if let Some(data_dir) = &data_dir {
        findings.extend(sandbox(data_dir).await);
    }
    findings.push(data_directory(data_dir));
    findings.push(program("sh", "workspaces run everything through it", Weight::Bad, environment));
    findings.push(program("git", "workspaces and templates use it", Weight::Less, environment));
    for finding in &findings {
        let (mark, style) = match finding.weight {
            Weight::Good => ("ok      ", Style::Plain),
            Weight::Less => ("less    ", Style::Bold),
            Weight::Bad => ("missing ", Style::Red),
        };
        printer.note(style, &format!("{mark}{}", finding.what));
        if let Some(fix) = &finding.fix {
            printer.note(Style::Plain, &format!("        fix: {fix}"));
        }
    }
    let is_fit = findings.iter().all(|finding| finding.weight != Weight::Bad);
    printer.note(
        Style::Plain,
        if is_fit {
            "Ropewalk can run here."
        } else {
            "Ropewalk cannot run here until what is missing is there."
        },
    );
    Ok(if is_fit { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn postgres(named: Option<PathBuf>) -> Vec<Finding> {
    let discovery = discover(&Places::of_this_machine(named)).await;
    let mut findings = Vec::new();
    match discovery.chosen() {
        Some(candidate) => {
            let place = candidate.bin_dir.as_ref().map(|dir| format!(" in {}", dir.display())).unwrap_or_default();
            findings.push(Finding {
                weight: Weight::Good,
                what: format!("PostgreSQL {}{place} ({})", candidate.version, candidate.source),
                fix: None,
            });
        }
        None => findings.push(Finding {
            weight: Weight::Bad,
            what: "PostgreSQL: none found for the server's own database".to_owned(),
            fix: Some(
                "install it (Debian, Ubuntu: apt-get install postgresql), give --postgres-bin, or use another \
                 server with --postgres-url"
                    .to_owned(),
            ),
        }),
    }
    findings.extend(discovery.problems.into_iter().map(|problem| Finding {
        weight: Weight::Less,
        what: format!("PostgreSQL: {problem}"),
        fix: None,
    }));
    findings
}

fn data_directory(dir: Option<PathBuf>) -> Finding {
    let Some(dir) = dir else {
        return Finding {
            weight: Weight::Bad,
            what: "data directory: no place for it".to_owned(),
            fix: Some("give --data-dir, or set HOME".to_owned()),
        };
    };
    // The nearest folder that exists decides whether the directory can be made.
    let nearest = dir.ancestors().find(|path| path.exists()).unwrap_or(&dir).to_owned();
    match rustix::fs::access(&nearest, rustix::fs::Access::WRITE_OK) {
        Ok(()) => {
            Finding { weight: Weight::Good, what: format!("data directory {}", dir.display()), fix: None }
        }
        Err(error) => Finding {
            weight: Weight::Bad,
            what: format!(
                "data directory {}: {} cannot be written ({error})",
                dir.display(),
                nearest.display()
            ),
            fix: Some("give another --data-dir, or make it writable".to_owned()),
        },
    }
}

async fn sandbox(data_dir: &Path) -> Vec<Finding> {
    let probe = match super::server::sandbox_probe(data_dir) {
        Ok(probe) => probe,
        Err(error) => {
            return vec![Finding {
                weight: Weight::Less,
                what: format!("workspace sandbox: could not be probed ({error})"),
                fix: None,
            }];
        }
    };
    let report = probe.reports().await;
    let strongest = report.iter().filter(|tier| tier.available).map(|tier| tier.tier).max();
    report.iter().map(|tier| finding_of_tier(tier, strongest)).collect()
}

fn finding_of_tier(report: &TierReport, strongest: Option<Tier>) -> Finding {
    let name = format!("workspace sandbox tier {} ({})", report.tier.number(), report.tier.as_str());
    if report.available {
        let chosen = if Some(report.tier) == strongest { "; workspaces get this one" } else { "" };
        let weight = if report.tier == Tier::ProcessGroup && Some(report.tier) == strongest {
            Weight::Less
        } else {
            Weight::Good
        };
        return Finding { weight, what: format!("{name}{chosen}"), fix: None };
    }
    Finding {
        weight: Weight::Less,
        what: format!("{name}: {}", report.why_not.as_deref().unwrap_or("not available")),
        fix: report.fix.clone(),
    }
}

fn program(name: &str, what_for: &str, weight: Weight, environment: &Environment) -> Finding {
    let path = environment.get("PATH").unwrap_or_default();
    let found = std::env::split_paths(path).map(|dir| dir.join(name)).find(|file| file.is_file());
    match found {
        Some(file) => Finding { weight: Weight::Good, what: file.display().to_string(), fix: None },
        None => Finding {
            weight,
            what: format!("{name}: {what_for}"),
            fix: Some(format!(
                "install it (Debian, Ubuntu: apt-get install {})",
                if name == "sh" { "dash" } else { name }
            )),
        },
    }
}
