//! Against real repositories, with the machine's Git.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use ropewalk_wire::agent::{GitChangesRequest, GitChangesResponse, GitRepository};

use super::scan;
use crate::workspace::CommandEnvironment;

struct World {
    dir: tempfile::TempDir,
    environment: CommandEnvironment,
}

impl World {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let home = dir.path().to_owned();
        let path = std::env::var_os("PATH").expect("a path");
        let variables = BTreeMap::from([("PATH".into(), path), ("HOME".into(), home.clone().into())]);
        let environment = CommandEnvironment { variables, directory: home.clone(), home };
        Self { dir, environment }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().canonicalize().expect("a path").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }

    fn git(&self, repository: &str, args: &[&str]) -> String {
        let done = Command::new("git")
            .env("HOME", self.dir.path())
            .args([
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@example.com",
                "-c",
                "init.defaultBranch=main",
                "-C",
            ])
            .arg(self.path(repository))
            .args(args)
            .output()
            .expect("git runs");
        assert!(done.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("text")
    }

    /// A repository with one commit.
    fn repository(&self, name: &str) {
        self.write(&format!("{name}/kept.txt"), "one\n");
        self.git(name, &["init", "-q"]);
        self.git(name, &["add", "."]);
        self.git(name, &["commit", "-q", "-m", "first"]);
    }

    async fn scan(&self, directories: &[&str], known: &BTreeMap<String, String>) -> GitChangesResponse {
        let directories: Vec<PathBuf> = directories.iter().map(|it| self.path(it)).collect();
        let request = GitChangesRequest { known: known.clone() };
        scan(&self.environment, &directories, &request).await.expect("git is there")
    }

    async fn only(&self, directory: &str) -> GitRepository {
        let mut found = self.scan(&[directory], &BTreeMap::new()).await.repositories;
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

#[tokio::test]
async fn all_changes_since_the_last_commit_are_one_difference_and_the_index_stays() {
    let w = World::new();
    w.repository("a");
    let clean = w.only("a").await;
    assert_eq!((clean.branch.as_deref(), clean.unified_diff.as_str()), (Some("main"), ""));
    assert_eq!(clean.repo_root, w.path("a").to_string_lossy());
    w.git("a", &["remote", "add", "origin", "https://ada:secret@example.com/a.git"]);
    w.write("a/kept.txt", "one\ntwo\n");
    w.write("a/staged.txt", "staged\n");
    w.git("a", &["add", "staged.txt"]);
    w.write("a/deep/new file.txt", "new\n");
    w.write("a/.gitignore", "ignored.txt\n");
    w.write("a/ignored.txt", "not told\n");
    let before =
        (w.git("a", &["status", "--porcelain"]), std::fs::read(w.path("a/.git/index")).expect("an index"));
    let changed = w.only("a/deep").await;
    let after =
        (w.git("a", &["status", "--porcelain"]), std::fs::read(w.path("a/.git/index")).expect("an index"));
    assert_eq!(before.0, after.0);
    assert!(before.1 == after.1, "the index is as it was");
    assert_eq!(changed.remote_origin.as_deref(), Some("https://example.com/a.git"));
    let diff = &changed.unified_diff;
    for part in ["+two", "+++ b/staged.txt", "+staged", "b/deep/new file.txt", "+new", "+ignored.txt"] {
        assert!(diff.contains(part), "{part}: {diff}");
    }
    assert!(!diff.contains("not told"), "{diff}");
    assert_ne!(changed.digest, clean.digest);
}

#[tokio::test]
async fn only_what_the_asker_does_not_know_is_given() {
    let w = World::new();
    w.repository("a");
    w.repository("b");
    w.write("plain/x.txt", "no repository");
    let all = w.scan(&["a", "b", "plain", "a/gone/deeper"], &BTreeMap::new()).await;
    assert_eq!((all.repositories.len(), all.roots.len()), (2, 2));
    let known: BTreeMap<String, String> =
        all.repositories.iter().map(|it| (it.repo_root.clone(), it.digest.clone())).collect();
    let same = w.scan(&["a", "b"], &known).await;
    assert_eq!((same.repositories.len(), same.roots.len()), (0, 2));
    w.write("b/kept.txt", "other\n");
    let one = w.scan(&["a", "b"], &known).await;
    assert_eq!(
        one.repositories.iter().map(|it| it.repo_root.as_str()).collect::<Vec<_>>(),
        [w.path("b").to_string_lossy()]
    );
    std::fs::remove_dir_all(w.path("b")).expect("removed");
    assert_eq!(w.scan(&["a", "b"], &known).await.roots, [w.path("a").to_string_lossy()]);
}

#[tokio::test]
async fn a_repository_without_a_commit_and_one_off_its_branches_are_told() {
    let w = World::new();
    w.write("new/x.txt", "x\n");
    w.git("new", &["init", "-q"]);
    let new = w.only("new").await;
    assert_eq!(new.branch.as_deref(), Some("main"));
    assert!(new.unified_diff.contains("+x"), "{}", new.unified_diff);
    w.repository("off");
    w.git("off", &["checkout", "-q", "--detach"]);
    let off = w.only("off").await;
    assert_eq!(off.branch.as_deref(), Some(w.git("off", &["rev-parse", "--short", "HEAD"]).trim()));
}

#[tokio::test]
async fn what_is_too_large_is_told_and_no_program_of_the_repository_is_run() {
    let w = World::new();
    w.repository("a");
    let marker = w.path("ran");
    let program = format!("touch {}", marker.display());
    w.git("a", &["config", "diff.external", &program]);
    w.git("a", &["config", "core.fsmonitor", &program]);
    w.git("a", &["config", "diff.x.textconv", &program]);
    w.write("a/.gitattributes", "*.txt diff=x\n");
    w.write("a/kept.txt", "two\n");
    assert!(w.only("a").await.unified_diff.contains("+two"));
    assert!(!Path::new(&marker).exists(), "nothing was run");
    for number in 0..5 {
        w.write(&format!("a/{number}.txt"), &"long line of text\n".repeat(50_000));
    }
    assert!(w.only("a").await.unified_diff.starts_with("The changes are too large"));
}
