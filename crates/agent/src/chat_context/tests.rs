use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use ropewalk_wire::agent::AgentContextPart;

use super::{ContextPlaces, INSTRUCTIONS_BYTES_MAX};

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    std::fs::write(path, text).expect("a file");
}

fn skill(name: &str, description: &str) -> String {
    format!("---\nname: {name}\ndescription: {description}\n---\n\nDo it.\n")
}

/// Path, or name and description, of each part.
fn outline(parts: &[AgentContextPart]) -> Vec<String> {
    parts
        .iter()
        .map(|part| match part {
            AgentContextPart::ContextFile { context_file_path, context_file_truncated, .. } => {
                let name =
                    Path::new(context_file_path).file_name().expect("a name").to_string_lossy().into_owned();
                format!("{name}{}", if *context_file_truncated { " cut" } else { "" })
            }
            AgentContextPart::Skill { skill_name, skill_description, .. } => {
                format!("{skill_name}: {skill_description}")
            }
        })
        .collect()
}

#[test]
fn instructions_come_from_home_and_the_working_directory() {
    let home = tempfile::tempdir().expect("a directory");
    let work = home.path().join("project");
    write(&home.path().join(".coder/AGENTS.md"), "Be \u{200B}kind.\r\n<!-- hidden -->Always.");
    write(&work.join("agents.MD"), &"x".repeat(INSTRUCTIONS_BYTES_MAX + 1));
    let parts = ContextPlaces::default().read(home.path(), &work);
    assert_eq!(outline(&parts), ["AGENTS.md", "agents.MD cut"]);
    let AgentContextPart::ContextFile { context_file_content, .. } = &parts[0] else { panic!("a file") };
    assert_eq!(context_file_content, "Be kind.\nAlways.");
    // The same file by two ways counts once.
    let places =
        ContextPlaces { instructions_dirs: vec!["~/project".into(), ".".into()], ..ContextPlaces::default() };
    assert_eq!(outline(&places.read(home.path(), &work)), ["agents.MD cut"]);
}

#[test]
fn skills_are_named_like_their_directories_and_the_first_wins() {
    let home = tempfile::tempdir().expect("a directory");
    let work = home.path().join("project");
    write(&home.path().join(".coder/skills/deploy/SKILL.md"), &skill("deploy", "Ships it."));
    write(&work.join(".agents/skills/deploy/SKILL.md"), &skill("deploy", "Another."));
    write(
        &work.join(".agents/skills/review/SKILL.md"),
        "---\nname: review\ndescription: >\n  Two\n  lines.\n---\n",
    );
    write(&work.join(".agents/skills/wrong/SKILL.md"), &skill("other", "Not named so."));
    write(&work.join(".agents/skills/plain/SKILL.md"), "No front matter.");
    write(&work.join(".agents/skills/broken/SKILL.md"), "---\nname: [\n---\n");
    write(&work.join(".agents/skills/empty/README.md"), "Nothing.");
    let parts = ContextPlaces::default().read(home.path(), &work);
    assert_eq!(outline(&parts), ["deploy: Ships it.", "review: Two lines."]);
}

#[test]
fn a_workspace_without_any_gives_an_empty_list() {
    let home = tempfile::tempdir().expect("a directory");
    std::fs::create_dir_all(home.path().join("AGENTS.md")).expect("a directory with the name of a file");
    assert_eq!(ContextPlaces::default().read(home.path(), home.path()), []);
}

#[test]
fn the_places_can_be_given_and_commands_do_not_see_them() {
    let mut environment: BTreeMap<OsString, OsString> = BTreeMap::from([
        ("CODER_AGENT_EXP_INSTRUCTIONS_DIRS".into(), "/a, /b,".into()),
        ("CODER_AGENT_EXP_SKILL_META_FILE".into(), "ABOUT.md".into()),
        ("HOME".into(), "/h".into()),
    ]);
    let places = ContextPlaces::take(&mut environment);
    assert_eq!(places.instructions_dirs, ["/a", "/b"]);
    assert_eq!(
        (places.skill_meta_file.as_str(), places.instructions_file.as_str()),
        ("ABOUT.md", "AGENTS.md")
    );
    assert_eq!(environment.len(), 1);
}
