//! The second phase of an edit: the new contents take their places, all of them or none.

use serde::Serialize;

use super::EditRefused;
use super::plan::PlannedFile;
use crate::files::FileChanges;
use crate::files::error::FileError;
use crate::files::replay::TokenCall;
use crate::files::staged::{Staged, Version};

/// Writes what changed.
pub(super) fn commit(
    changes: &FileChanges,
    call: Option<&TokenCall>,
    planned: Vec<PlannedFile>,
    answer: &impl Serialize,
) -> Result<(), EditRefused> {
    let changed = planned.into_iter().filter(|file| file.before != file.after);
    let staged = changed.map(stage).collect::<Result<Vec<_>, _>>()?;
    let identities = staged.iter().map(|(_, staged)| staged.identity()).collect::<Result<Vec<_>, _>>()?;
    for (file, _) in &staged {
        if Version::now(&file.target) != Some(file.version) {
            return Err(FileError::ChangedMeanwhile(file.target.clone()).into());
        }
    }
    let Some(call) = call else { return place_all(staged) };
    call.placing(&changes.journal, identities, answer);
    match place_all(staged) {
        Ok(()) => {
            call.done(&changes.journal, answer);
            Ok(())
        }
        Err(error) => {
            call.undone(&changes.journal);
            Err(error)
        }
    }
}

fn stage(file: PlannedFile) -> Result<(PlannedFile, Staged), FileError> {
    let staged = Staged::with_content(&file.target, file.after.as_bytes())?;
    Ok((file, staged))
}

/// Places one after the other; when one fails, those before it get their old content back.
fn place_all(staged: Vec<(PlannedFile, Staged)>) -> Result<(), EditRefused> {
    let mut placed: Vec<PlannedFile> = Vec::new();
    for (file, staged) in staged {
        if let Err(source) = staged.place() {
            placed.retain(|file| put_back(file).is_err());
            if placed.is_empty() {
                return Err(source.into());
            }
            let written = placed.into_iter().map(|file| file.given).collect();
            return Err(EditRefused::HalfDone { written, source });
        }
        placed.push(file);
    }
    Ok(())
}

fn put_back(file: &PlannedFile) -> Result<(), FileError> {
    Staged::with_content(&file.target, file.before.as_bytes())?.place()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{PlannedFile, Staged, Version, place_all};

    fn planned(path: &Path, after: &str) -> (PlannedFile, Staged) {
        let before = std::fs::read_to_string(path).expect("read");
        let file = PlannedFile {
            given: path.to_str().expect("path").to_owned(),
            target: path.to_owned(),
            before,
            after: after.to_owned(),
            version: Version::now(path).expect("version"),
        };
        let staged = Staged::with_content(path, after.as_bytes()).expect("stage");
        (file, staged)
    }

    #[test]
    fn a_rename_that_fails_takes_the_others_back() {
        let dir = tempfile::tempdir().expect("tempdir");
        let (first, second) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&first, "old a").expect("write");
        std::fs::write(&second, "old b").expect("write");
        let staged = vec![planned(&first, "new a"), planned(&second, "new b")];
        // The second target becomes something that no rename can replace.
        std::fs::remove_file(&second).expect("remove");
        std::fs::create_dir(&second).expect("mkdir");
        let error = place_all(staged).expect_err("cannot be placed");
        assert!(matches!(error, super::EditRefused::File(_)), "{error:?}");
        assert_eq!(std::fs::read_to_string(&first).expect("read"), "old a");
        assert_eq!(std::fs::read_dir(dir.path()).expect("list").count(), 2, "no temporary file is left");
    }
}
