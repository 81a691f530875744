//! Generated files: written by `cargo xtask gen`, committed, never edited. `--check` is what CI runs.

mod models;
mod web_files;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::shell;

/// Writes every generated file, or with `check` fails at those that differ.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let root = shell::root();
    let mut stale = Vec::new();
    // For the whole workspace, so that it is the build that tests use as well.
    shell::run(
        shell::command("cargo")
            .args(["build", "--quiet", "--workspace", "--bin", "ropewalk"])
            .current_dir(&root),
    )?;
    let program = shell::target_dir(&root).join("debug/ropewalk");
    let ropewalk = |arguments: &[&str]| {
        shell::output(Command::new(&program).args(arguments).env_clear().envs(inherited()).current_dir(&root))
    };
    let openapi = ropewalk(&["openapi"])?;
    settle(&root.join("docs/api/openapi.json"), &openapi, check, &mut stale)?;
    let help = ropewalk(&["server", "--help"])?;
    let reference = format!(
        "# Settings\n\nWritten by `cargo xtask gen` from `ropewalk server --help`.\n\n```text\n{}\n```\n",
        help.trim_end()
    );
    settle(&root.join("docs/SETTINGS.md"), &reference, check, &mut stale)?;
    let schema = web_schema(&root)?;
    settle(&root.join("web/src/api/schema.ts"), &schema, check, &mut stale)?;
    settle(&root.join("web/src/api/files.gen.ts"), &web_files::generate(), check, &mut stale)?;
    if !stale.is_empty() {
        let names: Vec<_> = stale.iter().map(|path| path.display().to_string()).collect();
        bail!("not up to date: {}\nhint: run `cargo xtask gen` and commit the result", names.join(", "));
    }
    Ok(())
}

/// The web page's types, made from the OpenAPI document by the generator that web/package.json pins.
fn web_schema(root: &Path) -> anyhow::Result<String> {
    let generator = root.join("web/node_modules/.bin/openapi-typescript");
    if !generator.is_file() {
        bail!("{} is missing\nhint: run `npm ci` in web", generator.display());
    }
    shell::output(
        Command::new(generator).arg(root.join("docs/api/openapi.json")).current_dir(root.join("web")),
    )
}

/// The variables that the program may see while it prints its own description: its defaults must not
/// depend on whoever runs it.
fn inherited() -> impl Iterator<Item = (String, String)> {
    const NAMES: [&str; 2] = ["PATH", "HOME"];
    std::env::vars().filter(|(name, _)| NAMES.contains(&name.as_str()))
}

/// Writes the catalogue of known models.
pub(crate) fn write_models(source: &Path) -> anyhow::Result<()> {
    let text = models::generate(source)?;
    settle(&shell::root().join("crates/llm/src/catalog/models.json"), &text, false, &mut Vec::new())
}

fn settle(path: &Path, text: &str, check: bool, stale: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let present = std::fs::read_to_string(path).unwrap_or_default();
    if present == text {
        return Ok(());
    }
    if check {
        stale.push(path.to_owned());
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("could not make {}", parent.display()))?;
    }
    std::fs::write(path, text).with_context(|| format!("could not write {}", path.display()))
}
