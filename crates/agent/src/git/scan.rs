//! Which repositories there are in some directories, and what changed in each since its last commit.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{GitChangesRequest, GitChangesResponse, GitRepository};
use sha2::{Digest, Sha256};

use super::run::{GitError, git};
use crate::workspace::CommandEnvironment;

/// How many repositories are looked at.
const REPOSITORIES_MAX: usize = 16;
/// The largest difference that is given of one repository, in bytes (2.13), and of all together.
const DIFF_BYTES_MAX: usize = 3 << 20;
const ALL_BYTES_MAX: usize = 8 << 20;
/// The most that Git says in a line.
const LINE_BYTES_MAX: usize = 64 << 10;
const TOO_LARGE: &str = "The changes are too large to be shown. Look at them in the workspace.\n";

/// What changed in the repositories of `directories`; those that are as the asker knows them are left out.
pub(crate) async fn scan(
    environment: &CommandEnvironment,
    directories: &[PathBuf],
    request: &GitChangesRequest,
) -> Result<GitChangesResponse, String> {
    let roots = roots(environment, directories).await.map_err(|error| ErrorChain(&error).to_string())?;
    let mut answer = GitChangesResponse::default();
    let mut room = ALL_BYTES_MAX;
    for root in &roots {
        let name = root.to_string_lossy().into_owned();
        match repository(environment, root, room.min(DIFF_BYTES_MAX)).await {
            Ok(found) => {
                room = room.saturating_sub(found.unified_diff.len());
                answer.roots.push(name);
                if request.known.get(&found.repo_root) != Some(&found.digest) {
                    answer.repositories.push(found);
                }
            }
            // One that cannot be read now keeps none of the others; what was known of it stays.
            Err(error) => {
                tracing::debug!(repository = name, "A repository was not looked at: {}", ErrorChain(&error));
                answer.roots.push(name);
            }
        }
    }
    Ok(answer)
}

/// The top levels of the repositories that these directories are in, each once.
async fn roots(
    environment: &CommandEnvironment,
    directories: &[PathBuf],
) -> Result<BTreeSet<PathBuf>, GitError> {
    let mut roots = BTreeSet::new();
    for directory in directories {
        let Some(present) = directory.ancestors().find(|it| it.is_dir()) else { continue };
        let args = ["rev-parse", "--show-toplevel"];
        if let Some(root) = git(environment, present, None, &args, LINE_BYTES_MAX).await?.line() {
            roots.insert(PathBuf::from(root));
        }
        if roots.len() >= REPOSITORIES_MAX {
            break;
        }
    }
    Ok(roots)
}

async fn repository(
    environment: &CommandEnvironment,
    root: &Path,
    room: usize,
) -> Result<GitRepository, GitError> {
    let ask = async |args: &[&str]| -> Result<Option<String>, GitError> {
        Ok(git(environment, root, None, args, LINE_BYTES_MAX).await?.line().map(str::to_owned))
    };
    let branch = match ask(&["symbolic-ref", "--quiet", "--short", "HEAD"]).await? {
        Some(branch) => Some(branch),
        None => ask(&["rev-parse", "--short", "HEAD"]).await?,
    };
    let remote_origin =
        ask(&["config", "--get", "remote.origin.url"]).await?.map(|url| without_credentials(&url));
    let unified_diff = diff(environment, root, room).await?;
    let mut digest = Sha256::new();
    for part in [branch.as_deref(), remote_origin.as_deref(), Some(unified_diff.as_str())] {
        digest.update(part.unwrap_or_default());
        digest.update([0]);
    }
    let (repo_root, digest) = (root.to_string_lossy().into_owned(), hex::encode(digest.finalize()));
    Ok(GitRepository { repo_root, branch, remote_origin, unified_diff, digest })
}

/// All changes since the last commit, staged or not, and new files, as one difference.
///
/// New files are made known to a copy of the index, so that the repository's own stays as it is.
async fn diff(environment: &CommandEnvironment, root: &Path, room: usize) -> Result<String, GitError> {
    let copy = tempfile::Builder::new().prefix("ropewalk-index-").tempdir().map_err(GitError::Run)?;
    let index = copy.path().join("index");
    let own = git(environment, root, None, &["rev-parse", "--git-path", "index"], LINE_BYTES_MAX).await?;
    if let Some(own) = own.line() {
        match tokio::fs::copy(root.join(own), &index).await {
            Ok(_bytes) => {}
            // A repository without a commit may have none.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(GitError::Run(error)),
        }
    }
    git(environment, root, Some(&index), &["add", "--intent-to-add", "--", "."], LINE_BYTES_MAX).await?;
    let head =
        git(environment, root, None, &["rev-parse", "--verify", "--quiet", "HEAD"], LINE_BYTES_MAX).await?;
    let base = match head.line() {
        Some(head) => head.to_owned(),
        None => {
            let empty = ["hash-object", "-t", "tree", "/dev/null"];
            git(environment, root, None, &empty, LINE_BYTES_MAX).await?.line().unwrap_or_default().to_owned()
        }
    };
    let args = [
        "diff",
        &base,
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--find-renames",
        "--src-prefix=a/",
        "--dst-prefix=b/",
    ];
    let said = git(environment, root, Some(&index), &args, room).await?;
    Ok(if said.is_cut { TOO_LARGE.to_owned() } else { said.text })
}

/// A remote's address without the name and password that it may hold.
fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    match rest[..authority_end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod url_tests {
    use super::without_credentials;

    #[test]
    fn a_password_in_a_remotes_address_is_not_told() {
        for (url, told) in [
            ("https://ada:secret@example.com/a/b.git", "https://example.com/a/b.git"),
            ("https://token@example.com", "https://example.com"),
            ("https://example.com/a@b", "https://example.com/a@b"),
            ("git@example.com:a/b.git", "git@example.com:a/b.git"),
            ("ssh://git@example.com/a", "ssh://example.com/a"),
        ] {
            assert_eq!(without_credentials(url), told);
        }
    }
}
