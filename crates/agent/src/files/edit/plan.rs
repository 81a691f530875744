//! The first phase of an edit: everything in memory, all problems collected.

use std::path::{Path, PathBuf};

use ropewalk_wire::agent::{FileEdit, FileEdits};

use super::EditProblem;
use super::matching::apply;
use crate::files::error::FileError;
use crate::files::lines::read_regular;
use crate::files::path::{absolute, resolve};
use crate::files::staged::Version;

/// The largest file that can be edited, in bytes: it is held in memory several times.
const FILE_BYTES_MAX: u64 = 10 << 20;

/// One file with its old and new content.
#[derive(Debug)]
pub(super) struct PlannedFile {
    /// The path as it was given.
    pub(super) given: String,
    /// The file itself, without symbolic links.
    pub(super) target: PathBuf,
    pub(super) before: String,
    pub(super) after: String,
    /// What the file was when `before` was read.
    pub(super) version: Version,
}

/// The edits of one path, with their places in the request.
struct Merged<'a> {
    given: &'a str,
    /// Place of the first mention.
    index: usize,
    edits: Vec<(usize, usize, &'a FileEdit)>,
}

/// Works out all new contents.
pub(super) fn plan(files: &[FileEdits]) -> Result<Vec<PlannedFile>, Vec<EditProblem>> {
    let mut problems = Vec::new();
    if files.is_empty() {
        problems.push(problem("files".to_owned(), "`files` is empty. Give at least one file with edits."));
    }
    let merged = merge(files, &mut problems);
    let mut planned: Vec<PlannedFile> = Vec::new();
    let mut opened: Vec<(Version, &str)> = Vec::new();
    for file in &merged {
        match open(file.given) {
            Err(error) => problems.push(EditProblem {
                field: format!("files[{}].path", file.index),
                message: error.to_string(),
                file: Some(error),
            }),
            Ok(now) => {
                let is_same = |(version, _): &&(Version, &str)| version.is_same_file(&now.version);
                if let Some((_, other)) = opened.iter().find(is_same) {
                    let message = format!(
                        "{} and {other} are the same file. Give all edits of a file under one path.",
                        file.given
                    );
                    problems.push(problem(format!("files[{}].path", file.index), &message));
                    continue;
                }
                opened.push((now.version, file.given));
                planned.extend(edit(now, file, &mut problems));
            }
        }
    }
    if problems.is_empty() { Ok(planned) } else { Err(problems) }
}

fn problem(field: String, message: &str) -> EditProblem {
    EditProblem { field, message: message.to_owned(), file: None }
}

/// Puts the edits of a path that is given twice together, in order.
fn merge<'a>(files: &'a [FileEdits], problems: &mut Vec<EditProblem>) -> Vec<Merged<'a>> {
    let mut merged: Vec<Merged<'a>> = Vec::new();
    for (index, file) in files.iter().enumerate() {
        if file.edits.is_empty() {
            let message = format!("There are no edits for {}. Give at least one.", file.path);
            problems.push(problem(format!("files[{index}].edits"), &message));
        }
        let edits = file.edits.iter().enumerate().map(|(at, edit)| (index, at, edit));
        match merged.iter_mut().find(|other| other.given == file.path) {
            Some(other) => other.edits.extend(edits),
            None => merged.push(Merged { given: &file.path, index, edits: edits.collect() }),
        }
    }
    merged
}

fn open(given: &str) -> Result<PlannedFile, FileError> {
    let path = absolute(given)?;
    let target = resolve(&path)?;
    // Looked at before it is read: a change in between shows as another version.
    let version = Version::now(&target).ok_or_else(|| FileError::Missing(path.clone()))?;
    let content = read_regular(&path, FILE_BYTES_MAX)?;
    let before = String::from_utf8(content).map_err(|_not_utf8| FileError::NotText(path))?;
    Ok(PlannedFile { given: given.to_owned(), target, after: before.clone(), before, version })
}

fn edit(mut opened: PlannedFile, file: &Merged<'_>, problems: &mut Vec<EditProblem>) -> Option<PlannedFile> {
    for (index, at, edit) in &file.edits {
        match apply(&opened.after, edit) {
            Ok(after) => opened.after = after,
            Err(message) => {
                let name = Path::new(file.given).display();
                problems.push(problem(format!("files[{index}].edits[{at}]"), &format!("{name}: {message}")));
                // The edits after it build on it: their problems would only confuse.
                return None;
            }
        }
    }
    Some(opened)
}
