//! Makes the data directory: initdb beside the final place, then one rename, so that what an aborted initdb left is
//! never taken for a database.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};

use tokio::process::Command;

use super::{PostgresError, USER, identity::Identity, layout::Layout, postmaster, programs::copy_tree};

/// How long initdb may take, with its sync to a slow disk.
const INITDB_TIMEOUT: Duration = Duration::from_secs(120);

/// The prefix of folders that initdb has not finished.
const UNFINISHED: &str = "data-unfinished-";

/// The major version that made the data; none when there are none yet.
pub(super) fn data_major(data: &Path) -> Result<Option<u32>, PostgresError> {
    match fs::read_to_string(data.join("PG_VERSION")) {
        Ok(text) => text
            .trim()
            .parse()
            .map(Some)
            .map_err(|_not_a_number| PostgresError::NotADataDir { data_dir: data.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let is_empty = fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none());
            if is_empty { Ok(None) } else { Err(PostgresError::NotADataDir { data_dir: data.to_owned() }) }
        }
        Err(error) => Err(PostgresError::file("read", data.join("PG_VERSION"))(error)),
    }
}

/// Makes `layout.data` with the programs in `bin_dir`.
pub(super) async fn initialise(
    bin_dir: &Path,
    major: u32,
    layout: &Layout,
    identity: Identity,
) -> Result<(), PostgresError> {
    remove_unfinished(&layout.home)?;
    let place = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .permissions(fs::Permissions::from_mode(0o700))
        .tempdir_in(&layout.home)
        .map_err(PostgresError::file("make a folder in", &layout.home))?;
    identity.own(place.path())?;
    let template = bin_dir.parent().map(|prefix| prefix.join("template"));
    match template.filter(|template| !identity.has_name() && template.join("PG_VERSION").is_file()) {
        // initdb refuses a user without a name, postgres does not (stack.md 1).
        Some(template) => {
            copy_tree(&template, place.path())?;
            identity.own_all(place.path())?;
        }
        None => run_initdb(bin_dir, major, place.path(), &layout.data, identity).await?,
    }
    if layout.data.is_dir() {
        // Empty, or data_major would have said otherwise.
        fs::remove_dir(&layout.data).map_err(PostgresError::file("remove the empty folder", &layout.data))?;
    }
    fs::rename(place.keep(), &layout.data)
        .map_err(PostgresError::file("move the new database to", &layout.data))
}

/// Tries the locales from the best to the one that is always there.
async fn run_initdb(
    bin_dir: &Path,
    major: u32,
    place: &Path,
    data: &Path,
    identity: Identity,
) -> Result<(), PostgresError> {
    let mut output = String::new();
    for locale in locales(major) {
        // A failed attempt cleans up what it made in the folder, but not the folder.
        let done = initdb(bin_dir, place, locale, identity).await?;
        if done.status.success() {
            return Ok(());
        }
        output = postmaster::tail(&String::from_utf8_lossy(&done.stderr));
        if !identity.has_name() {
            return Err(PostgresError::UnknownUser { uid: identity.uid(), output });
        }
    }
    Err(PostgresError::Initdb { data_dir: data.to_owned(), output })
}

/// PostgreSQL's own C.UTF-8 does not depend on the host's C library, whose upgrade could corrupt indexes.
fn locales(major: u32) -> &'static [&'static [&'static str]] {
    let known: &[&[&str]] =
        &[&["--locale-provider=builtin", "--locale=C.UTF-8"], &["--locale=C.UTF-8"], &["--locale=C"]];
    if major >= 17 { known } else { &known[1..] }
}

async fn initdb(
    bin_dir: &Path,
    place: &Path,
    locale: &[&str],
    identity: Identity,
) -> Result<Output, PostgresError> {
    let program = bin_dir.join("initdb");
    let mut command = if identity.has_name() {
        std::process::Command::new(&program)
    } else {
        // In a user namespace of its own initdb sees the id of nobody, which has a name; the files belong to
        // the real id all the same.
        let mut wrapped = std::process::Command::new("unshare");
        wrapped.args(["--user", "--map-user=65534", "--"]).arg(&program);
        wrapped
    };
    postmaster::clean(&mut command);
    command.arg("-D").arg(place).args([
        "-U",
        USER,
        "-E",
        "UTF8",
        "-k",
        "--auth-local=trust",
        "--auth-host=reject",
    ]);
    command.args(locale);
    let mut command = Command::from(command);
    identity.apply(&mut command);
    let running = command.stdin(Stdio::null()).kill_on_drop(true).output();
    match tokio::time::timeout(INITDB_TIMEOUT, running).await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(source)) => Err(identity.spawn_error(&program, source)),
        Err(_elapsed) => Err(PostgresError::Hangs { program, waited_secs: INITDB_TIMEOUT.as_secs() }),
    }
}

/// Removes what earlier, aborted attempts left.
fn remove_unfinished(home: &Path) -> Result<(), PostgresError> {
    for entry in fs::read_dir(home).map_err(PostgresError::file("list", home))?.flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            fs::remove_dir_all(entry.path())
                .map_err(PostgresError::file("remove the unfinished database", entry.path()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{PostgresError, UNFINISHED, data_major, remove_unfinished};

    #[test]
    fn data_are_known_by_their_version_and_foreign_files_are_refused() {
        let root = tempfile::tempdir().expect("temporary folder");
        assert_eq!(data_major(&root.path().join("missing")).expect("new"), None);
        assert_eq!(data_major(root.path()).expect("empty"), None);
        fs::write(root.path().join("letter.txt"), "dear").expect("write");
        assert!(matches!(data_major(root.path()), Err(PostgresError::NotADataDir { .. })));
        fs::write(root.path().join("PG_VERSION"), "17\n").expect("write");
        assert_eq!(data_major(root.path()).expect("data"), Some(17));
        fs::write(root.path().join("PG_VERSION"), "garbage").expect("write");
        assert!(matches!(data_major(root.path()), Err(PostgresError::NotADataDir { .. })));
    }

    #[test]
    fn what_an_aborted_initdb_left_is_removed_and_nothing_else() {
        let root = tempfile::tempdir().expect("temporary folder");
        fs::create_dir_all(root.path().join(format!("{UNFINISHED}x/base"))).expect("folder");
        fs::create_dir(root.path().join("data")).expect("folder");
        remove_unfinished(root.path()).expect("removes");
        let left: Vec<_> =
            fs::read_dir(root.path()).expect("list").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left, ["data"]);
    }
}
