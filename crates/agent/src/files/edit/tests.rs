//! Edits of files: passes, line ends, indentation, hints, and that an error changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{EditFilesRequest, EditFilesResponse, FileEdit, FileEdits};

use super::matching::apply;
use super::{EditRefused, edit_files};
use crate::files::{FileChanges, TokenCall};
use crate::journal::{CallKind, Entry, EntryState, Journal, JournalKey, fingerprint};

fn edit(search: &str, replace: &str) -> FileEdit {
    FileEdit { search: search.to_owned(), replace: replace.to_owned(), replace_all: false }
}

fn everywhere(search: &str, replace: &str) -> FileEdit {
    FileEdit { replace_all: true, ..edit(search, replace) }
}

#[track_caller]
fn becomes(before: &str, edit: &FileEdit, after: &str) {
    assert_eq!(apply(before, edit).as_deref(), Ok(after));
}

#[test]
fn an_exact_match_is_replaced_where_it_stands() {
    becomes("one two three", &edit("two", "2"), "one 2 three");
    becomes("a\nb\nc\n", &edit("b\n", ""), "a\nc\n");
    becomes("a", &everywhere("a", "aa"), "aa");
    becomes("x y x", &everywhere("x", "z"), "z y z");
    becomes("aaa", &everywhere("aa", "b"), "ba");
}

#[test]
fn several_matches_need_more_context() {
    let error = apply("x\ny\nx\n", &edit("x", "z")).expect_err("ambiguous");
    assert!(error.contains("2 places (lines 1, 3)") && error.contains("replace_all"), "{error}");
    assert!(apply("aaa", &edit("aa", "b")).is_err(), "overlapping matches are two");
}

#[test]
fn line_ends_match_each_other_and_the_files_own_win() {
    becomes("a\r\nb\r\nc\r\n", &edit("a\nb\n", "a\nx\ny\n"), "a\r\nx\r\ny\r\nc\r\n");
    becomes("a\nb\nc\n", &edit("a\r\nb", "a\r\nx"), "a\nx\nc\n");
    // A mix is kept outside the match; inside, the first line end of the match counts.
    becomes("a\r\nb\nc\r\nd\n", &edit("b\nc", "b\nnew\nc"), "a\r\nb\nnew\nc\r\nd\n");
    becomes("a\r\nb\nc\r\nd\n", &edit("c\nd", "c\nnew"), "a\r\nb\nc\r\nnew\n");
    // Without a line end in the match the file's majority counts.
    becomes("a\r\nb\r\nc\n", &edit("b", "b\nx"), "a\r\nb\r\nx\r\nc\n");
}

#[test]
fn trailing_blanks_do_not_matter_and_are_kept_where_nothing_changes() {
    becomes("if x: \n    y()\t\nz\n", &edit("if x:\n    y()\n", "if x:\n    w()\n"), "if x: \n    w()\nz\n");
    // The exact pass comes first.
    becomes("a \na\n", &edit("a\n", "b\n"), "a \nb\n");
}

#[test]
fn indentation_is_carried_over_from_the_file() {
    let file = "class A:\n\tdef f(self):\n\t\treturn 1\n\n\tdef g(self):\n\t\treturn 2\n";
    becomes(
        file,
        &edit("def f(self):\n    return 1\n", "def f(self):\n    if x:\n        return 0\n    return 1\n"),
        "class A:\n\tdef f(self):\n\t\tif x:\n\t\t\treturn 0\n\t\treturn 1\n\n\tdef g(self):\n\t\treturn 2\n",
    );
    becomes(
        "  {\n    a: 1,\n    b: 2,\n  }\n",
        &edit("{\na: 1,\nb: 2,\n}", "{\na: 1,\nc: 3,\n}"),
        "  {\n    a: 1,\n    c: 3,\n  }\n",
    );
    // A line that leaves the block.
    becomes(
        "        for x in y:\n            go(x)\n",
        &edit("for x in y:\n    go(x)\n", "for x in y:\n    go(x)\ndone()\n"),
        "        for x in y:\n            go(x)\n        done()\n",
    );
}

#[test]
fn blank_lines_alone_match_only_exactly() {
    assert!(apply("a\n   \nb\n", &edit("\n\n", "\n")).is_err());
    becomes("a\n\n\nb\n", &edit("\n\n\n", "\n"), "a\nb\n");
}

#[test]
fn a_miss_says_what_is_likely_wrong() {
    let error = |content: &str, search: &str, replace: &str| {
        apply(content, &edit(search, replace)).expect_err("not found")
    };
    assert!(error("abc", "x", "y").contains("copy the text exactly"));
    assert!(error("new text\n", "old text", "new text").contains("swapped"));
    let text = error("a\n// ====== b\n", "// ===== b", "c");
    assert!(text.contains("line 2 has 6 times '=' in a row where `search` has 5"), "{text}");
    assert!(error("abc", "", "y").contains("empty"));
}

struct Files {
    dir: tempfile::TempDir,
    changes: FileChanges,
}

impl Files {
    fn new(contents: &[(&str, &str)]) -> Self {
        let dir = tempfile::tempdir().expect("tempdir");
        fs::create_dir(dir.path().join("w")).expect("mkdir");
        for (name, content) in contents {
            fs::write(dir.path().join("w").join(name), content).expect("write");
        }
        let changes = FileChanges::new(Arc::new(Journal::open(dir.path().join("journal"))));
        Self { dir, changes }
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join("w").join(name).to_str().expect("path").to_owned()
    }

    fn request(&self, files: &[(&str, &[FileEdit])]) -> EditFilesRequest {
        let files = files
            .iter()
            .map(|(name, edits)| FileEdits { path: self.path(name), edits: edits.to_vec() })
            .collect();
        EditFilesRequest { files, include_diff: true, client_token: None }
    }

    fn edit(&self, files: &[(&str, &[FileEdit])]) -> Result<EditFilesResponse, EditRefused> {
        edit_files(&self.changes, None, &self.request(files))
    }

    /// Everything in the directory, by name.
    fn contents(&self) -> BTreeMap<String, Vec<u8>> {
        let read = |path: &Path| fs::read(path).unwrap_or_default();
        fs::read_dir(self.dir.path().join("w"))
            .expect("list")
            .map(|entry| entry.expect("entry"))
            .map(|entry| (entry.file_name().to_string_lossy().into_owned(), read(&entry.path())))
            .collect()
    }

    fn call(&self, token: &str, request: &EditFilesRequest) -> TokenCall {
        TokenCall {
            key: JournalKey::new(&CallContext::default(), token),
            kind: CallKind::EditFiles,
            fingerprint: fingerprint(&(&self.path(token), request)),
            chat_id: None,
        }
    }
}

#[test]
fn edits_answer_with_diffs_and_keep_modes_and_links() {
    let files = Files::new(&[("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"), ("b", "x\n")]);
    fs::set_permissions(files.path("a"), fs::Permissions::from_mode(0o751)).expect("chmod");
    symlink("b", files.path("link")).expect("link");
    let answer = files
        .edit(&[("a", &[edit("5", "five")]), ("link", &[edit("x", "y"), edit("y", "z")])])
        .expect("edited");
    let diffs = answer.files.expect("diffs");
    assert_eq!(
        diffs[0].diff,
        format!(
            "--- {path}\n+++ {path}\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
            path = files.path("a")
        )
    );
    assert_eq!(fs::read_to_string(files.path("b")).expect("read"), "z\n");
    assert!(fs::symlink_metadata(files.path("link")).expect("metadata").is_symlink());
    let mode = fs::metadata(files.path("a")).expect("metadata").permissions().mode();
    assert_eq!(mode & 0o777, 0o751);
    assert_eq!(files.contents().len(), 3, "no temporary file is left");
}

#[test]
fn all_problems_are_told_at_once_and_nothing_changes() {
    let files = Files::new(&[("a", "one\n"), ("b", "two\n")]);
    let before = files.contents();
    symlink("a", files.path("same")).expect("link");
    let error = files
        .edit(&[
            ("a", &[edit("one", "1"), edit("missing", "x")]),
            ("b", &[edit("two", "2")]),
            ("gone", &[edit("x", "y")]),
            ("same", &[edit("one", "1")]),
            ("b", &[]),
        ])
        .expect_err("refused");
    let EditRefused::Problems(problems) = error else { panic!("{error:?}") };
    let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["files[4].edits", "files[0].edits[1]", "files[2].path", "files[3].path"]);
    fs::remove_file(files.path("same")).expect("remove");
    assert_eq!(files.contents(), before);
}

#[test]
fn one_path_given_twice_is_one_file() {
    let files = Files::new(&[("a", "one\n")]);
    files.edit(&[("a", &[edit("one", "two")]), ("a", &[edit("two", "three")])]).expect("edited");
    assert_eq!(fs::read_to_string(files.path("a")).expect("read"), "three\n");
}

#[test]
fn a_repeated_call_gets_the_first_answer() {
    let files = Files::new(&[("a", "x")]);
    let request = files.request(&[("a", &[edit("x", "xx")])]);
    let first = edit_files(&files.changes, Some(&files.call("t", &request)), &request).expect("edited");
    let again = edit_files(&files.changes, Some(&files.call("t", &request)), &request).expect("recorded");
    assert_eq!((first, fs::read_to_string(files.path("a")).expect("read").as_str()), (again, "xx"));
    let other = files.request(&[("a", &[edit("xx", "y")])]);
    let refused = edit_files(&files.changes, Some(&files.call("t", &other)), &other);
    assert!(matches!(refused, Err(EditRefused::Replay(_))), "{refused:?}");
}

#[test]
fn a_call_that_was_cut_between_renames_is_told_apart() {
    // The journal of an agent that was killed: two files were about to be placed.
    let files = Files::new(&[("a", "x"), ("b", "x")]);
    let request = files.request(&[("a", &[edit("x", "y")]), ("b", &[edit("x", "y")])]);
    let call = files.call("t", &request);
    let answer = edit_files(&files.changes, Some(&call), &request).expect("edited");
    let placed = |name: &str| {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(files.path(name)).expect("metadata");
        crate::journal::PlacedFile {
            temporary: format!("{}-temporary", files.path(name)).into(),
            path: files.path(name).into(),
            device: metadata.dev(),
            inode: metadata.ino(),
        }
    };
    let record = |list: Vec<crate::journal::PlacedFile>| {
        let result = serde_json::to_value(&answer).expect("json");
        let entry = Entry {
            kind: CallKind::EditFiles,
            fingerprint: call.fingerprint.clone(),
            chat_id: None,
            process: None,
            state: EntryState::Placing { files: list, result },
        };
        files.changes.journal.record(&call.key, entry);
    };
    // All renames had happened: the call is done.
    record(vec![placed("a"), placed("b")]);
    assert_eq!(edit_files(&files.changes, Some(&call), &request).expect("recorded"), answer);
    // Only one of them had: nobody may do the edit again.
    let waiting = placed("b");
    fs::rename(files.path("b"), &waiting.temporary).expect("rename");
    fs::write(files.path("b"), "x").expect("write");
    record(vec![placed("a"), waiting.clone()]);
    let refused = edit_files(&files.changes, Some(&call), &request).expect_err("interrupted");
    assert!(matches!(refused, EditRefused::Replay(_)), "{refused:?}");
    assert_eq!(fs::read_to_string(files.path("b")).expect("read"), "x");
    assert!(!waiting.temporary.exists(), "what waited is cleaned up");
    // None had: the edit is made.
    fs::write(files.path("a"), "x").expect("write");
    fs::write(&waiting.temporary, "y").expect("write");
    let metadata = {
        use std::os::unix::fs::MetadataExt;
        fs::metadata(&waiting.temporary).expect("metadata").ino()
    };
    record(vec![crate::journal::PlacedFile { inode: metadata, ..waiting }]);
    edit_files(&files.changes, Some(&call), &request).expect("edited");
    assert_eq!(fs::read_to_string(files.path("b")).expect("read"), "y");
}

/// Small texts over few words, so that searches hit once, often, and never.
fn content() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("a"),
        Just("b"),
        Just(" "),
        Just("\t"),
        Just("\n"),
        Just("\r\n"),
        Just("ü"),
        Just("====")
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn some_edit() -> impl Strategy<Value = FileEdit> {
    (content(), content(), any::<bool>()).prop_map(|(search, replace, replace_all)| FileEdit {
        search,
        replace,
        replace_all,
    })
}

proptest! {
    #[test]
    fn any_error_leaves_every_file_as_it_was(
        contents in proptest::collection::vec(content(), 3),
        edits in proptest::collection::vec((0..4_usize, proptest::collection::vec(some_edit(), 0..3)), 1..4),
    ) {
        let names = ["f0", "f1", "f2", "missing"];
        let list: Vec<_> = names.into_iter().zip(contents.iter().map(String::as_str)).collect();
        let files = Files::new(&list);
        let before = files.contents();
        let request: Vec<_> = edits.iter().map(|(at, edits)| (names[*at], edits.as_slice())).collect();
        let result = files.edit(&request);
        let after = files.contents();
        if result.is_err() {
            prop_assert_eq!(after, before);
        } else {
            prop_assert_eq!(after.len(), before.len());
        }
    }

    #[test]
    fn an_exact_edit_changes_the_match_alone(
        before in content(), search in "[abü]{1,6}", after in content(), replace in "[xyz\n]{0,6}",
    ) {
        // The search text occurs nowhere else: a marker that the rest cannot hold.
        let search = format!("<{search}>");
        let file = format!("{before}{search}{after}");
        let edited = apply(&file, &edit(&search, &replace)).expect("found");
        prop_assert!(edited.starts_with(&before), "{edited:?}");
        prop_assert!(edited.ends_with(&after), "{edited:?}");
        let middle = &edited[before.len()..edited.len() - after.len()];
        prop_assert_eq!(middle.replace("\r\n", "\n"), replace);
    }
}
