//! The file API over the tunnel.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use bytes::Bytes;
use futures::StreamExt;
use futures::stream;
use ropewalk_tunnel::AgentError;
use ropewalk_wire::agent::{
    DirectoryBase, EditFilesRequest, FileEdit, FileEdits, ListDirectoryRequest, ReadFileLinesQuery,
    ReadFileQuery, WriteFileQuery,
};

use crate::workspace::{Connected, connected, nobody};

impl Connected {
    async fn read(&self, name: &str, offset: u64, limit: u64) -> Result<Vec<u8>, AgentError> {
        let query = ReadFileQuery { path: self.workspace.text_path(name), offset, limit };
        let mut file = self.conn.read_file(&nobody(), &query).await?;
        let mut content = Vec::new();
        while let Some(chunk) = file.body.next().await {
            content.extend_from_slice(&chunk?);
        }
        assert_eq!(file.length_bytes, Some(content.len() as u64));
        Ok(content)
    }

    async fn write(&self, name: &str, content: &[u8], token: Option<&str>) -> Result<String, AgentError> {
        let query =
            WriteFileQuery { path: self.workspace.text_path(name), client_token: token.map(str::to_owned) };
        let chunks: Vec<_> = content
            .chunks(1000)
            .map(|chunk| Ok::<_, std::io::Error>(Bytes::copy_from_slice(chunk)))
            .collect();
        Ok(self.conn.write_file(&nobody(), &query, stream::iter(chunks)).await?.message)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.workspace.path(name)).expect("read")
    }
}

#[track_caller]
fn status(error: &AgentError) -> u16 {
    let AgentError::Refused { status, .. } = error else { panic!("not refused: {error:?}") };
    *status
}

#[tokio::test]
async fn bytes_go_there_and_back() {
    let t = connected().await;
    let content: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let message = t.write("new/deep/file.bin", &content, None).await.expect("write");
    assert!(message.starts_with("Wrote 3000000 bytes to "), "{message}");
    assert_eq!(t.read("new/deep/file.bin", 0, 0).await.expect("read"), content);
    assert_eq!(t.read("new/deep/file.bin", 1000, 500).await.expect("read"), content[1000..1500]);
    assert_eq!(t.read("new/deep/file.bin", 2_999_999, 500).await.expect("read"), content[2_999_999..]);
    assert_eq!(t.read("new/deep/file.bin", 9_000_000, 0).await.expect("read"), b"");
    t.write("empty", b"", None).await.expect("write");
    assert_eq!(t.read("empty", 0, 0).await.expect("read"), b"");
    let query = ReadFileQuery { path: t.workspace.text_path("empty") + ".html", ..ReadFileQuery::default() };
    t.write("empty.html", b"", None).await.expect("write");
    assert_eq!(t.conn.read_file(&nobody(), &query).await.expect("read").content_type, "text/html");
    t.agent.stop().await;
}

#[tokio::test]
async fn a_write_keeps_the_mode_and_follows_links() {
    let t = connected().await;
    t.write("real", b"old", None).await.expect("write");
    fs::set_permissions(t.workspace.path("real"), fs::Permissions::from_mode(0o750)).expect("chmod");
    symlink("real", t.workspace.path("link")).expect("link");
    t.write("link", b"new", None).await.expect("write");
    assert_eq!(t.text("real"), "new");
    assert!(fs::symlink_metadata(t.workspace.path("link")).expect("metadata").is_symlink());
    let mode = fs::metadata(t.workspace.path("real")).expect("metadata").permissions().mode();
    assert_eq!(mode & 0o777, 0o750);
    t.agent.stop().await;
}

#[tokio::test]
async fn content_that_breaks_off_changes_nothing() {
    let t = connected().await;
    t.write("file", b"old", None).await.expect("write");
    let chunks = [Ok(Bytes::from_static(b"half")), Err(std::io::Error::other("the source broke"))];
    let query = WriteFileQuery { path: t.workspace.text_path("file"), client_token: None };
    t.conn.write_file(&nobody(), &query, stream::iter(chunks)).await.expect_err("broke off");
    assert_eq!(t.text("file"), "old");
    crate::workspace::eventually("the temporary file's end", || {
        fs::read_dir(t.workspace.path("")).expect("list").count() == 1
    })
    .await;
    t.agent.stop().await;
}

#[tokio::test]
async fn changes_with_a_token_happen_once_even_after_a_restart() {
    let t = connected().await;
    let first = t.write("file", b"one", Some("w")).await.expect("write");
    let edit = |text: &str| EditFilesRequest {
        files: vec![FileEdits {
            path: t.workspace.text_path("file"),
            edits: vec![FileEdit { search: "o".to_owned(), replace: text.to_owned(), replace_all: false }],
        }],
        include_diff: true,
        client_token: Some("e".to_owned()),
    };
    let edited = t.conn.edit_files(&nobody(), &edit("oo")).await.expect("edit");
    assert_eq!(t.text("file"), "oone");
    let requests = (edit("oo"), edit("x"));
    let t = t.restart().await;
    assert_eq!(t.write("file", b"one", Some("w")).await.expect("recorded"), first);
    assert_eq!(t.conn.edit_files(&nobody(), &requests.0).await.expect("recorded"), edited);
    assert_eq!(t.text("file"), "oone", "neither was done again");
    assert_eq!(status(&t.write("file", b"two", Some("w")).await.expect_err("reused")), 409);
    assert_eq!(status(&t.conn.edit_files(&nobody(), &requests.1).await.expect_err("reused")), 409);
    t.agent.stop().await;
}

#[tokio::test]
async fn refusals_have_their_status_and_say_what_to_do() {
    let t = connected().await;
    fs::create_dir(t.workspace.path("dir")).expect("mkdir");
    assert_eq!(status(&t.read("missing", 0, 0).await.expect_err("missing")), 404);
    assert_eq!(status(&t.read("dir", 0, 0).await.expect_err("directory")), 400);
    assert_eq!(status(&t.write("dir", b"x", None).await.expect_err("directory")), 400);
    let query = ReadFileQuery { path: "relative".to_owned(), ..ReadFileQuery::default() };
    let error = t.conn.read_file(&nobody(), &query).await.expect_err("relative");
    assert!(error.to_string().contains("not absolute"), "{error}");
    let edit = FileEdits { path: t.workspace.text_path("missing"), edits: vec![FileEdit::default()] };
    let request = EditFilesRequest { files: vec![edit], ..EditFilesRequest::default() };
    let error = t.conn.edit_files(&nobody(), &request).await.expect_err("missing");
    assert_eq!(status(&error), 404);
    assert!(error.to_string().starts_with("No file was changed. "), "{error}");
    let error = t.conn.edit_files(&nobody(), &EditFilesRequest::default()).await.expect_err("empty");
    let AgentError::Refused { validations, .. } = error else { panic!("{error:?}") };
    assert_eq!(validations[0].field, "files");
    let query =
        ReadFileLinesQuery { path: t.workspace.text_path("missing"), ..ReadFileLinesQuery::default() };
    let lines = t.conn.read_file_lines(&nobody(), &query).await.expect("always an answer");
    assert!(!lines.success && lines.error.contains("does not exist"), "{lines:?}");
    t.agent.stop().await;
}

#[tokio::test]
async fn directories_are_listed_and_paths_resolved() {
    let t = connected().await;
    t.write("b", b"", None).await.expect("write");
    symlink("b", t.workspace.path("a")).expect("link");
    let request = ListDirectoryRequest { path: vec!["project".to_owned()], relativity: DirectoryBase::Home };
    let listed = t.conn.list_directory(&nobody(), &request).await.expect("list");
    let names: Vec<_> = listed.contents.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let home = ListDirectoryRequest { path: Vec::new(), relativity: DirectoryBase::Home };
    let home = t.conn.list_directory(&nobody(), &home).await.expect("list");
    assert_eq!(home.absolute_path_string, t.workspace.settings.home.to_str().expect("path"));
    let resolved = t.conn.resolve_path(&nobody(), &t.workspace.text_path("a")).await.expect("resolve");
    let real = t.workspace.path("b").canonicalize().expect("real");
    assert_eq!(resolved.resolved_path, real.to_str().expect("path"));
    t.agent.stop().await;
}
