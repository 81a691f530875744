//! `attach_file` against a real agent and a real database.

use ropewalk_model::chat::{Chat, FileMediaType};
use ropewalk_model::{ChatId, Clock, Entropy, OrganizationId, SystemClock, SystemEntropy};
use ropewalk_store::accounts::{LoginType, NewUser, UserStatus};
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::TestDatabase;
use serde_json::json;

use super::super::attach_file::attach;
use super::super::chat_file::Place;
use super::workspace::TestWorkspace;
use super::{bad, good};
use crate::chat_fixture::chat;

/// A chat of somebody who exists; its own row does not, and is not needed.
pub(super) async fn owned_chat(store: &Store) -> Chat {
    let (organization, now): (OrganizationId, _) = (SystemEntropy.uuid().into(), SystemClock.now());
    store
        .ensure_default_organization(organization, "default", "Default", now)
        .await
        .expect("an organization");
    let user = NewUser {
        id: SystemEntropy.uuid().into(),
        email: "owner@example.com".into(),
        username: "owner".into(),
        name: String::new(),
        hashed_password: None,
        login_type: LoginType::None,
        status: UserStatus::Active,
        site_roles: vec![],
        created_at: now,
    };
    store.create_first_user(&user).await.expect("the first user");
    Chat {
        id: ChatId::from(SystemEntropy.uuid()),
        organization_id: organization,
        owner_id: user.id,
        ..chat()
    }
}

#[tokio::test]
async fn a_file_is_copied_once_and_stays_as_it_was() {
    let t = TestWorkspace::start().await;
    let database = TestDatabase::create().await;
    let store = Store::connect(database.url(), StoreOptions::default()).await.expect("the database answers");
    let chat = owned_chat(&store).await;
    let place = |id: u128| Place {
        store: &store,
        chat: &chat,
        id: uuid::Uuid::from_u128(id).into(),
        now: SystemClock.now(),
    };
    std::fs::write(t.path("report.md"), "# First\n").expect("written");
    let args = json!({"path": t.path("report.md")});

    let first = attach(&t.session(1), &place(1), &args).await;
    assert_eq!(first.attachments.len(), 1);
    assert_eq!(
        (first.attachments[0].name.as_str(), first.attachments[0].media_type.as_str()),
        ("report.md", "text/markdown")
    );
    let result = good(first);
    assert_eq!(
        (&result["ok"], &result["size"], &result["name"]),
        (&json!(true), &json!(8), &json!("report.md"))
    );
    assert_eq!(result["file_id"], json!(uuid::Uuid::from_u128(1)));

    // The same call again, as after a crash, when the file has become another one.
    std::fs::write(t.path("report.md"), "# Second, which is longer\n").expect("written");
    let again = attach(&t.session(1), &place(1), &args).await;
    assert_eq!(good(again), result);
    let contents = store.chat_file_contents(&[place(1).id]).await.expect("read");
    assert_eq!(contents, [(place(1).id, b"# First\n".to_vec())]);

    // Another call is another copy, under the name that it asks for.
    let named = json!({"path": t.path("report.md"), "name": " the\nreport.txt "});
    let other = good(attach(&t.session(2), &place(2), &named).await);
    assert_eq!((&other["name"], &other["media_type"]), (&json!("thereport.txt"), &json!("text/plain")));
    let stored = store.chat_files(&[place(1).id, place(2).id]).await.expect("read");
    assert_eq!(stored.len(), 2);
    assert_eq!((stored[0].owner_id, stored[0].media_type), (chat.owner_id, FileMediaType::Markdown));
    store.close().await;
}

#[tokio::test]
async fn what_cannot_be_attached_is_told_by_its_path() {
    let t = TestWorkspace::start().await;
    let database = TestDatabase::create().await;
    let store = Store::connect(database.url(), StoreOptions::default()).await.expect("the database answers");
    let chat = owned_chat(&store).await;
    std::fs::write(t.path("empty"), "").expect("written");
    std::fs::write(t.path("tool"), b"\x7fELF\x02\0\0").expect("written");
    std::fs::write(t.path("big.txt"), vec![b'x'; 10 * 1024 * 1024 + 1]).expect("written");
    for (number, (path, told)) in [
        ("nowhere", "nowhere"),
        ("", "directory"),
        ("empty", "is empty"),
        ("tool", "neither text"),
        ("big.txt", "larger than 10 MiB"),
    ]
    .into_iter()
    .enumerate()
    {
        let id = uuid::Uuid::from_u128(number as u128 + 1).into();
        let place = Place { store: &store, chat: &chat, id, now: SystemClock.now() };
        let args = json!({"path": t.path(path), "name": "a.txt"});
        let problem = bad(attach(&t.session(1), &place, &args).await);
        assert!(problem.contains(told), "{path}: {problem}");
        assert_eq!(store.chat_files(&[id]).await.expect("read"), []);
    }
    store.close().await;
}
