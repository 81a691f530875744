//! Skills: directories with a file that says what they are for. Only that is read here; the rest is read when a chat asks for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ropewalk_model::skill::{SkillHead, skill_head};
use ropewalk_wire::agent::AgentContextPart;

use super::clean::clean;
use super::{SKILL_META_BYTES_MAX, SKILLS_MAX, read_beginning};

/// The skills below `dirs`, by name within each; the first of a name wins.
pub(super) fn read(dirs: &[PathBuf], meta_file: &str) -> Vec<AgentContextPart> {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for dir in dirs.iter().flat_map(|dir| subdirectories(dir)) {
        let Some(SkillHead { name, description }) = describe(&dir, meta_file) else { continue };
        if parts.len() < SKILLS_MAX && seen.insert(name.clone()) {
            parts.push(AgentContextPart::Skill {
                skill_name: name,
                skill_description: description,
                skill_dir: dir.to_string_lossy().into_owned(),
                context_file_skill_meta_file: meta_file.to_owned(),
            });
        }
    }
    parts
}

fn subdirectories(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|it| it.path()).filter(|it| it.is_dir()).collect();
    found.sort();
    found
}

/// The head of the skill in `dir`. Its name must be that of the directory.
fn describe(dir: &Path, meta_file: &str) -> Option<SkillHead> {
    let (text, _) = read_beginning(&dir.join(meta_file), SKILL_META_BYTES_MAX)?;
    let head = skill_head(&text).ok()?;
    let head = SkillHead { description: clean(&head.description), ..head };
    (dir.file_name()?.to_str()? == head.name).then_some(head)
}
