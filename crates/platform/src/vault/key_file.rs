//! The file that holds the key: 64 hex digits, readable by its owner alone.
//!
//! It is written whole under another name and then linked into place, so that neither a crash nor a second server that
//! starts at the same time leaves half a key or two keys.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use ropewalk_model::Entropy;

use super::{KEY_BYTES, Vault, VaultError};

/// The key file's name in the data directory.
pub const KEY_FILE_NAME: &str = "secrets.key";

impl Vault {
    /// The vault with the key in `path`. A missing file is made, with mode 0600. Call it at the start of the server:
    /// it reads and writes files.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`] and [`VaultError::BadKeyFile`].
    pub fn open_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, VaultError> {
        match read_key(path)? {
            Some(key) => Ok(Self::with_key(&key)),
            None => {
                let mut key = [0; KEY_BYTES];
                entropy.fill(&mut key);
                let key = write_key(path, &key, entropy)?;
                tracing::info!("Made the key that seals secrets: {}", path.display());
                Ok(Self::with_key(&key))
            }
        }
    }

    /// The vault with the key in an existing file, such as one that an operator provides for several replicas.
    ///
    /// # Errors
    /// [`VaultError::KeyFile`], also when the file is missing, and [`VaultError::BadKeyFile`].
    pub fn open_existing(path: &Path) -> Result<Self, VaultError> {
        match read_key(path)? {
            Some(key) => Ok(Self::with_key(&key)),
            None => Err(failed("find", path)(ErrorKind::NotFound.into())),
        }
    }
}

fn failed(step: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> VaultError {
    let path = path.to_owned();
    move |source| VaultError::KeyFile { step, path, source }
}

/// The key in the file; `None` when there is no file.
pub(super) fn read_key(path: &Path) -> Result<Option<[u8; KEY_BYTES]>, VaultError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", path)(error)),
    };
    let mode = fs::metadata(path).map_err(failed("look at", path))?.permissions().mode();
    if mode & 0o077 != 0 {
        // Not refused: secrets that a container platform mounts often have such modes.
        tracing::warn!("The key file {} can be read by others: run chmod 600 on it", path.display());
    }
    let mut key = [0; KEY_BYTES];
    hex::decode_to_slice(text.trim(), &mut key)
        .map_err(|_bad_digits| VaultError::BadKeyFile { path: path.to_owned() })?;
    Ok(Some(key))
}

/// Makes the file with this key, unless somebody else made it in the meantime; gives the key that it holds then.
pub(super) fn write_key(
    path: &Path,
    key: &[u8; KEY_BYTES],
    entropy: &dyn Entropy,
) -> Result<[u8; KEY_BYTES], VaultError> {
    let draft = draft_path(path, entropy);
    let result = write_private(&draft, &format!("{}\n", hex::encode(key)))
        .map_err(failed("write", &draft))
        .and_then(|()| match fs::hard_link(&draft, path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(failed("make", path)(error)),
        });
    if let Err(error) = fs::remove_file(&draft)
        && error.kind() != ErrorKind::NotFound
    {
        tracing::warn!("Could not remove {}: {error}", draft.display());
    }
    result?;
    sync_directory(path).map_err(failed("make durable", path))?;
    read_key(path)?.ok_or_else(|| failed("read", path)(ErrorKind::NotFound.into()))
}

fn draft_path(path: &Path, entropy: &dyn Entropy) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", entropy.alphanumeric(8)));
    path.with_file_name(name)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// Makes the new name in the directory survive a power cut.
fn sync_directory(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => File::open(directory)?.sync_all(),
        _ => Ok(()),
    }
}
