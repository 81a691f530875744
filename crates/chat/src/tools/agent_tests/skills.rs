//! Skills of a workspace, from the agent's list to their files.

use ropewalk_wire::agent::AgentContextPart;
use serde_json::json;

use super::super::session::AgentLink;
use super::super::skills::{FILE_BYTES_MAX, Skill};
use super::super::{read_skill, read_skill_file};
use super::workspace::TestWorkspace;
use super::{bad, good};

fn write(t: &TestWorkspace, name: &str, text: &str) {
    let path = std::path::PathBuf::from(t.path(name));
    std::fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    std::fs::write(path, text).expect("a file");
}

#[tokio::test]
async fn skills_are_listed_and_read_with_their_files() {
    let t = TestWorkspace::start().await;
    write(&t, ".coder/AGENTS.md", "Be kind.");
    write(
        &t,
        ".coder/skills/deploy/SKILL.md",
        "---\nname: deploy\ndescription: Ships it.\n---\n\nRun scripts/ship.sh.\n",
    );
    write(&t, ".coder/skills/deploy/scripts/ship.sh", "echo ship");
    write(&t, ".coder/skills/deploy/notes.md", "notes");
    write(&t, ".coder/skills/deploy/.secret", "hidden");
    write(&t, ".coder/skills/deploy/huge.txt", &"x".repeat(FILE_BYTES_MAX + 1));
    let session = t.session(1);
    let conn = t.connect().await.expect("a connection");
    let told = conn.context_config(&session.context).await.expect("an answer").parts;
    let [
        AgentContextPart::ContextFile { context_file_content, .. },
        AgentContextPart::Skill { skill_name, skill_dir, context_file_skill_meta_file, .. },
    ] = &told[..]
    else {
        panic!("{told:?}");
    };
    assert_eq!((context_file_content.as_str(), skill_name.as_str()), ("Be kind.", "deploy"));
    let skill = Skill {
        name: skill_name.clone(),
        dir: skill_dir.clone(),
        meta_file: context_file_skill_meta_file.clone(),
    };
    assert_eq!(
        good(read_skill::read(&session, &skill).await),
        json!({
            "name": "deploy",
            "dir": t.path(".coder/skills/deploy"),
            "body": "Run scripts/ship.sh.",
            "files": ["huge.txt", "notes.md", "scripts/ship.sh"],
        })
    );
    let file = good(read_skill_file::read(&session, &skill, "scripts/ship.sh").await);
    assert_eq!(file, json!({"content": "echo ship"}));
    let huge = good(read_skill_file::read(&session, &skill, "huge.txt").await);
    assert_eq!(
        (huge["truncated"].as_bool(), huge["content"].as_str().map(str::len)),
        (Some(true), Some(FILE_BYTES_MAX))
    );
    assert!(bad(read_skill_file::read(&session, &skill, "absent").await).contains("absent"));
}
