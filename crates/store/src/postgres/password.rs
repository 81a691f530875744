//! The password of the server's only role, so that the socket alone lets nobody in.
//!
//! A sandbox that hides files but not sockets (Landlock), or another process of the same user, may reach the socket;
//! it cannot read this file. At the first start the server runs once on a socket of a secret name, without asking,
//! gives its role a password, and ends; from then on `pg_hba.conf` asks for it. (Single-user mode would do the same,
//! but not for a user id without a name.)
//!
//! What must stay true: no server runs on the usual socket before `pg_hba.conf` asks. The file is written last: a
//! crash before that leaves none, and the next start sets a new password. A lost file is replaced the same way.

use std::{
    fs,
    fs::DirBuilder,
    io,
    io::Write,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    time::Duration,
};

use ropewalk_model::Entropy;
use ropewalk_telemetry::Secret;
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::{
    PostgresError, USER, end, identity::Identity, layout::Layout, postmaster::Postmaster, ready, takeover,
};

/// Letters and digits in the password: 190 bits.
const LENGTH: usize = 32;

/// Letters and digits in the name of the secret socket's folder.
const FOLDER_LENGTH: usize = 8;

/// What `pg_hba.conf` says while the password is set, and from then on. There is no TCP, and nobody replicates.
const TRUSTING: &str = "local all all trust\n";
const ASKING: &str = "# Written by Ropewalk. The password lies in the file `password` beside this data directory.\n\
                      local all all scram-sha-256\n";

/// Reads the password, or sets a new one. Whatever still runs on the data is an orphan, and is stopped.
pub(super) async fn ensure(
    bin_dir: &Path,
    layout: &Layout,
    identity: Identity,
    entropy: &dyn Entropy,
    ready_timeout: Duration,
) -> Result<Secret, PostgresError> {
    let path = layout.password_file();
    match fs::read_to_string(&path) {
        Ok(text) if !text.trim().is_empty() => return Ok(Secret::new(text.trim())),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(PostgresError::file("read", path)(error)),
    }
    takeover::clear(layout).await?;
    let password = Secret::new(entropy.alphanumeric(LENGTH));
    let secret_place = Layout { run: layout.run.join(entropy.alphanumeric(FOLDER_LENGTH)), ..layout.clone() };
    let made = DirBuilder::new().mode(0o700).create(&secret_place.run);
    made.map_err(PostgresError::file("make the folder", &secret_place.run))?;
    identity.own(&secret_place.run)?;
    write_hba(layout, identity, TRUSTING)?;
    let postmaster = Postmaster::spawn(bin_dir, &secret_place, identity).await?;
    let set = async {
        ready::wait(&secret_place, &password, &postmaster, ready_timeout).await?;
        alter_role(&secret_place, &password).await.map_err(|source| PostgresError::SetPassword { source })
    };
    let set = set.await;
    end(&postmaster).await;
    // What is left in it is an empty folder of an unguessable name.
    let _ = fs::remove_dir_all(&secret_place.run);
    set?;
    write_hba(layout, identity, ASKING)?;
    let made = new_file(&layout.home, &format!("{}\n", password.expose()))?;
    made.persist(&path).map_err(|error| PostgresError::file("write", path)(error.error))?;
    Ok(password)
}

/// Replaces `pg_hba.conf`. The data directory belongs to PostgreSQL's user: the new file is made outside of it and
/// moved in, so that no link in it can turn the writing elsewhere.
fn write_hba(layout: &Layout, identity: Identity, text: &str) -> Result<(), PostgresError> {
    let path = layout.data.join("pg_hba.conf");
    let made = new_file(&layout.home, text)?;
    identity.own(made.path())?;
    made.persist(&path).map_err(|error| PostgresError::file("replace", path)(error.error))?;
    Ok(())
}

async fn alter_role(layout: &Layout, password: &Secret) -> Result<(), sqlx::Error> {
    let mut connection = ready::connect(layout, password, "postgres").await?;
    // The statement takes no parameter; letters and digits need no escapes.
    let statement = format!("alter role {USER} password '{}'", password.expose());
    connection.execute(AssertSqlSafe(statement)).await?;
    connection.close().await
}

/// A file with these words that only this process's user can read.
fn new_file(folder: &Path, text: &str) -> Result<tempfile::NamedTempFile, PostgresError> {
    let mut made = tempfile::Builder::new()
        .prefix("unfinished-")
        .permissions(fs::Permissions::from_mode(0o600))
        .tempfile_in(folder)
        .map_err(PostgresError::file("make a file in", folder))?;
    let written = made.write_all(text.as_bytes()).and_then(|()| made.as_file().sync_all());
    written.map_err(PostgresError::file("write", made.path()))?;
    Ok(made)
}
