//! Writes `.sqlx`: one file per statement with its columns and types, as a real PostgreSQL with our
//! migrations describes them. Builds without a database check the statements against these.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};

use crate::shell;

/// Makes `.sqlx` anew, or with `check` compares it with what stands there.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let root = shell::root();
    if std::env::var_os("ROPEWALK_TEST_POSTGRES_URL").is_none() {
        bail!("no PostgreSQL to ask\nhint: run `make sqlx`");
    }
    let fresh = root.join("target/sqlx-prepare");
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh).with_context(|| format!("could not remove {}", fresh.display()))?;
    }
    std::fs::create_dir_all(&fresh).with_context(|| format!("could not make {}", fresh.display()))?;
    let written = with_a_new_date(&root.join("crates/store/src/lib.rs"), || ask(&root, &fresh))?;
    let committed = root.join(".sqlx");
    if check {
        if read_dir(&committed)? != written {
            bail!(".sqlx is not up to date\nhint: run `make sqlx` and commit the result");
        }
        return Ok(());
    }
    if committed.exists() {
        std::fs::remove_dir_all(&committed).context("could not remove .sqlx")?;
    }
    std::fs::create_dir_all(&committed).context("could not make .sqlx")?;
    for (name, text) in written {
        std::fs::write(committed.join(&name), text)
            .with_context(|| format!("could not write .sqlx/{name}"))?;
    }
    Ok(())
}

/// The macros write while the crate compiles, so it must look changed; afterwards it gets its date back, so that
/// what was built from it before stays good.
fn with_a_new_date<T>(source: &Path, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    let step = || format!("could not touch {}", source.display());
    let date = std::fs::metadata(source).and_then(|metadata| metadata.modified()).with_context(step)?;
    let text = std::fs::read_to_string(source).with_context(step)?;
    std::fs::write(source, text).with_context(step)?;
    let done = work();
    let file = std::fs::File::options().append(true).open(source).with_context(step)?;
    file.set_modified(date).with_context(step)?;
    done
}

/// Compiles the store against a database with all migrations; the macros write what it says into `fresh`.
fn ask(root: &Path, fresh: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    // Built for the whole workspace: a choice of packages would have other features of dependencies, and build them
    // anew. Run by its file: `cargo run` would tell the inner cargo about the outer one (see `shell::command`).
    shell::run(
        shell::command("cargo")
            .args(["build", "--quiet", "--workspace", "--example", "with_database"])
            .current_dir(root),
    )?;
    let with_database = shell::target_dir(root).join("debug/examples/with_database");
    shell::run(
        shell::command(&with_database.to_string_lossy())
            .args(["cargo", "check", "--quiet", "--package", "ropewalk-store", "--all-targets"])
            .env("SQLX_OFFLINE_DIR", fresh)
            .env_remove("SQLX_OFFLINE")
            .current_dir(root),
    )?;
    read_dir(fresh)
}

fn read_dir(dir: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    if !dir.is_dir() {
        return Ok(files);
    }
    for entry in std::fs::read_dir(dir).with_context(|| format!("could not list {}", dir.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("could not read {}", path.display()))?;
            files.insert(name, text);
        }
    }
    Ok(files)
}
