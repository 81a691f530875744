//! The PostgreSQL that a release carries inside its binary (cargo feature `bundled-postgres`).
//!
//! `scripts/build-postgres.sh` makes the tar.gz: `bin/`, `lib/`, `share/`, its copyright notice, and `template/`, a
//! data directory that is ready to be copied. Built with `ROPEWALK_POSTGRES_TARBALL` (path) and
//! `ROPEWALK_POSTGRES_VERSION` (such as 17.11) in the environment. Without the feature there is nothing here.

use std::path::{Path, PathBuf};

#[cfg(any(feature = "bundled-postgres", test))]
use super::programs::PREFIX;
use super::{PostgresError, discover::Version};

#[cfg(feature = "bundled-postgres")]
static TARBALL: &[u8] = include_bytes!(env!("ROPEWALK_POSTGRES_TARBALL"));

/// The version that this binary carries, if it carries one.
#[cfg(feature = "bundled-postgres")]
pub(super) fn version() -> Option<Version> {
    super::discover::parse_version(concat!("(PostgreSQL) ", env!("ROPEWALK_POSTGRES_VERSION")))
}

/// The version that this binary carries, if it carries one.
#[cfg(not(feature = "bundled-postgres"))]
pub(super) const fn version() -> Option<Version> {
    None
}

/// Unpacks into a folder of `parent` unless it is there, and returns the folder of the programs. `before` is called
/// when there is something to do.
#[cfg(feature = "bundled-postgres")]
pub(super) fn unpack(parent: &Path, before: impl FnOnce()) -> Result<PathBuf, PostgresError> {
    // The last eight bytes of a gzip file are checksum and size of its content: a name that changes with it.
    let identity: String = TARBALL.iter().rev().take(8).map(|byte| format!("{byte:02x}")).collect();
    unpack_tarball(TARBALL, parent, &identity, before)
}

/// Without the feature nothing is carried, and discovery never offers it.
#[cfg(not(feature = "bundled-postgres"))]
pub(super) fn unpack(parent: &Path, _before: impl FnOnce()) -> Result<PathBuf, PostgresError> {
    Err(PostgresError::NotFound {
        problems: vec![format!("this build carries no PostgreSQL to unpack into {}", parent.display())],
    })
}

/// Unpacks beside the final place and renames, so that a half-unpacked folder is never used.
#[cfg(any(feature = "bundled-postgres", test))]
fn unpack_tarball(
    tarball: &[u8],
    parent: &Path,
    identity: &str,
    before: impl FnOnce(),
) -> Result<PathBuf, PostgresError> {
    let place = parent.join(format!("{PREFIX}{identity}"));
    if place.is_dir() {
        return Ok(place.join("bin"));
    }
    before();
    let unfinished = tempfile::Builder::new()
        .prefix(&format!("{PREFIX}unfinished-"))
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .tempdir_in(parent)
        .map_err(PostgresError::file("make a folder in", parent))?;
    let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(tarball));
    archive.set_preserve_permissions(true);
    archive
        .unpack(unfinished.path())
        .map_err(PostgresError::file("unpack PostgreSQL into", unfinished.path()))?;
    std::fs::rename(unfinished.keep(), &place).map_err(PostgresError::file("move PostgreSQL to", &place))?;
    Ok(place.join("bin"))
}

#[cfg(test)]
mod tests {
    use super::unpack_tarball;

    fn tarball(mode: u32) -> Vec<u8> {
        let mut builder =
            tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
        let mut header = tar::Header::new_gnu();
        header.set_size(5);
        header.set_mode(mode);
        header.set_cksum();
        builder.append_data(&mut header, "bin/postgres", &b"hello"[..]).expect("entry");
        builder.into_inner().expect("tar").finish().expect("gzip")
    }

    #[test]
    fn programs_are_unpacked_once_and_keep_their_mode() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().expect("temporary folder");
        let told = std::cell::Cell::new(0);
        let tell = || told.set(told.get() + 1);
        let bin = unpack_tarball(&tarball(0o755), parent.path(), "one", tell).expect("unpacks");
        let program = bin.join("postgres");
        assert_eq!(std::fs::metadata(&program).expect("program").permissions().mode() & 0o777, 0o755);
        std::fs::write(&program, "kept").expect("write");
        assert_eq!(unpack_tarball(&tarball(0o755), parent.path(), "one", tell).expect("is there"), bin);
        assert_eq!(told.get(), 1);
        assert_eq!(std::fs::read(&program).expect("read"), b"kept");
    }

    #[test]
    fn a_broken_tarball_leaves_nothing() {
        let parent = tempfile::tempdir().expect("temporary folder");
        let mut broken = tarball(0o755);
        broken.truncate(broken.len() / 2);
        unpack_tarball(&broken, parent.path(), "two", || ()).expect_err("cannot be unpacked");
        assert_eq!(std::fs::read_dir(parent.path()).expect("list").count(), 0);
    }
}
