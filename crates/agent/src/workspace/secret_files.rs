//! Writes the user's secrets that are files (agent-and-provisioning.md 2.2). A secret that cannot be written is
//! a warning, never a reason not to start.

use std::collections::BTreeMap;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::AgentSecret;

/// Writes all of them: directories 0700, new files 0600, an existing file keeps its mode; `~/` is `home`. When
/// two secrets name one file, the later one wins.
pub(crate) fn write_secret_files(secrets: &[AgentSecret], home: &Path) {
    let mut files: BTreeMap<PathBuf, &AgentSecret> = BTreeMap::new();
    for secret in secrets.iter().filter(|secret| !secret.file_path.is_empty()) {
        let path = match secret.file_path.strip_prefix("~/") {
            Some(rest) => home.join(rest),
            None => home.join(&secret.file_path),
        };
        if files.insert(path.clone(), secret).is_some() {
            tracing::warn!("Two secrets name the file {}; the later one is taken", path.display());
        }
    }
    for (path, secret) in files {
        if let Err(error) = write(&path, secret.value.as_bytes()) {
            tracing::warn!("A secret could not be written to {}: {}", path.display(), ErrorChain(&error));
        }
    }
}

fn write(path: &Path, value: &[u8]) -> io::Result<()> {
    if let Some(parent) = path.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(parent)?;
    }
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?.write_all(value)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{AgentSecret, write_secret_files};

    #[test]
    fn secrets_become_private_files_and_the_later_one_wins() {
        let home = tempfile::tempdir().expect("tempdir");
        let secret = |path: &str, value: &str| AgentSecret {
            env_name: String::new(),
            file_path: path.to_owned(),
            value: value.to_owned(),
        };
        let blocked = home.path().join("file");
        std::fs::write(&blocked, "").expect("write");
        write_secret_files(
            &[
                secret("~/.config/key", "old"),
                secret("~/file/below", "cannot be"),
                secret("~/.config/key", "new"),
            ],
            home.path(),
        );
        let path = home.path().join(".config/key");
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "new");
        let mode = |path: &std::path::Path| path.metadata().expect("metadata").permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&home.path().join(".config"))), (0o600, 0o700));
    }
}
