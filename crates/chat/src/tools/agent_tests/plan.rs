//! The plan's file: who writes it, what is refused, and how it is shown.

use ropewalk_model::chat::Chat;
use ropewalk_model::{Clock, SystemClock};
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::TestDatabase;
use serde_json::{Value, json};

use super::super::chat_file::Place;
use super::super::edit_files::edit;
use super::super::propose_plan::propose;
use super::super::write_file::write;
use super::attach::owned_chat;
use super::workspace::TestWorkspace;
use super::{bad, good};
use crate::chat_fixture::chat;

fn planning(chat: Chat) -> Chat {
    Chat { turn_plan_mode: true, ..chat }
}

/// The home directory without symbolic links.
fn home(t: &TestWorkspace) -> String {
    let home = std::fs::canonicalize(t.path("")).expect("a home");
    home.to_str().expect("a path").to_owned()
}

fn plan_of(t: &TestWorkspace, chat: &Chat) -> String {
    format!("{}/.coder/plans/PLAN-{}.md", home(t), chat.id)
}

fn text(path: &str) -> Value {
    json!({"path": path, "content": "# Plan\n"})
}

#[tokio::test]
async fn who_plans_writes_the_plan_and_nothing_else() {
    let t = TestWorkspace::start().await;
    let chat = planning(chat());
    let plan = plan_of(&t, &chat);
    assert_eq!(good(write(&t.session(1), &chat, &text(&plan)).await), json!({"ok": true}));
    let edits = json!({"edits": [{"path": plan, "old_text": "# Plan", "new_text": "# The plan"}]});
    good(edit(&t.session(2), &chat, &edits).await);
    assert_eq!(std::fs::read_to_string(&plan).expect("the plan"), "# The plan\n");

    for other in [t.path("main.rs"), format!("{}/PLAN.md", home(&t)), "plan.md".to_owned()] {
        let problem = bad(write(&t.session(3), &chat, &text(&other)).await);
        assert!(problem.contains(&plan) && problem.contains(&other), "{problem}");
    }
    let edits = json!({"edits": [
        {"path": plan, "old_text": "# The plan", "new_text": "#"},
        {"path": t.path("main.rs"), "old_text": "a", "new_text": "b"},
    ]});
    let problem = bad(edit(&t.session(4), &chat, &edits).await);
    assert!(problem.ends_with("Nothing was changed."), "{problem}");
    assert_eq!(std::fs::read_to_string(&plan).expect("the plan"), "# The plan\n");
}

#[tokio::test]
async fn a_plan_behind_a_symbolic_link_is_refused() {
    let t = TestWorkspace::start().await;
    let chat = planning(chat());
    let plan = plan_of(&t, &chat);
    std::fs::create_dir_all(format!("{}/.coder/plans", home(&t))).expect("a folder");
    std::fs::write(t.path("secret"), "mine\n").expect("written");
    std::os::unix::fs::symlink(t.path("secret"), &plan).expect("a link");
    let problem = bad(write(&t.session(1), &chat, &text(&plan)).await);
    assert!(problem.contains("symbolic link"), "{problem}");
    assert_eq!(t.read("secret"), "mine\n");
    // A folder on the way is as bad.
    std::fs::remove_dir_all(format!("{}/.coder", home(&t))).expect("removed");
    std::fs::create_dir_all(t.path("elsewhere/plans")).expect("a folder");
    std::os::unix::fs::symlink(t.path("elsewhere"), format!("{}/.coder", home(&t))).expect("a link");
    let problem = bad(write(&t.session(2), &chat, &text(&plan)).await);
    assert!(problem.contains("symbolic link"), "{problem}");
}

#[tokio::test]
async fn who_acts_writes_what_they_like_but_no_plan_in_the_home_directory() {
    let t = TestWorkspace::start().await;
    let chat = chat();
    let wrong = format!("{}/Plan.md", home(&t));
    let problem = bad(write(&t.session(1), &chat, &text(&wrong)).await);
    assert!(problem.contains(&plan_of(&t, &chat)), "{problem}");
    for (key, fine) in [(2, format!("{}/docs/plan.md", home(&t))), (3, plan_of(&t, &chat))] {
        good(write(&t.session(key), &chat, &text(&fine)).await);
    }
}

#[tokio::test]
async fn a_plan_is_shown_as_it_was_proposed() {
    let t = TestWorkspace::start().await;
    let database = TestDatabase::create().await;
    let store = Store::connect(database.url(), StoreOptions::default()).await.expect("the database answers");
    let chat = planning(owned_chat(&store).await);
    let place = |id: u128| Place {
        store: &store,
        chat: &chat,
        id: uuid::Uuid::from_u128(id).into(),
        now: SystemClock.now(),
    };
    let plan = plan_of(&t, &chat);
    let missing = bad(propose(&t.session(1), &place(1), &json!({})).await);
    assert!(missing.contains(&plan), "{missing}");
    good(write(&t.session(2), &chat, &text(&plan)).await);
    let other = bad(propose(&t.session(3), &place(3), &json!({"path": t.path("main.md")})).await);
    assert!(other.contains(&plan), "{other}");

    let proposed = propose(&t.session(4), &place(4), &json!({"path": " "})).await;
    assert_eq!(proposed.attachments.len(), 1);
    let file = uuid::Uuid::from_u128(4);
    let told = json!({
        "ok": true, "path": plan, "kind": "plan", "file_id": file, "media_type": "text/markdown",
    });
    assert_eq!(good(proposed), told);
    std::fs::write(&plan, "changed").expect("written");
    assert_eq!(good(propose(&t.session(4), &place(4), &json!({"path": plan})).await), told, "run again");

    for (content, word) in [(" \n".to_owned(), "empty"), ("x".repeat(32 * 1024 + 1), "32 KiB")] {
        std::fs::write(&plan, content).expect("written");
        let problem = bad(propose(&t.session(5), &place(5), &json!({})).await);
        assert!(problem.contains(word), "{problem}");
    }
    std::fs::write(&plan, [0xff, 0xfe, 0x00]).expect("written");
    let problem = bad(propose(&t.session(6), &place(6), &json!({})).await);
    assert!(problem.contains("not text"), "{problem}");
}
