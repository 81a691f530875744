//! Files of chats over HTTP: what is taken, what comes back, and what a message makes of them.

use reqwest::Method;
use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::{ChatApp, upload};
use crate::harness::{TestUser, answer};

const PNG: &[u8] = b"\x89PNG\r\n\x1A\nnot much of an image";

async fn stored(user: &TestUser, name: &str, content: impl Into<Vec<u8>>) -> String {
    let made = upload(user, name, "", content).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

fn message(text: &str, files: &[String]) -> Value {
    let mut content = vec![json!({"type": "text", "text": text})];
    content.extend(files.iter().map(|id| json!({"type": "file", "file_id": id})));
    json!({ "content": content })
}

#[tokio::test]
async fn a_file_is_what_its_bytes_are_and_comes_back_as_that() {
    let t = ChatApp::start().await;
    for (name, declared, content, media_type, kind) in [
        ("shot.png", "image/png", PNG, "image/png", "inline"),
        ("notes.md", "text/plain; charset=utf-8", b"# hi".as_slice(), "text/markdown", "inline"),
        ("data.json", "application/octet-stream", b"{\"a\": 1}", "application/json", "inline"),
        ("broken.json", "", b"{\"a\": ", "text/plain", "inline"),
        ("page.html", "text/plain", b"<html></html>", "text/plain", "inline"),
        ("paper.pdf", "APPLICATION/PDF", b"%PDF-1.7 ...", "application/pdf", "attachment"),
    ] {
        let made = upload(&t.ada, name, declared, content).await.expect(201);
        let path = format!("/api/experimental/chats/files/{}", made["id"].as_str().expect("an id"));
        let got = t.ada.client.request(Method::GET, &path).send().await.expect("an answer");
        assert_eq!(got.status(), 200, "{name}");
        let header = |name: &str| got.headers()[name].to_str().expect("text").to_owned();
        assert_eq!(header("content-type"), media_type, "{name}");
        assert!(header("content-disposition").starts_with(&format!("{kind}; filename=\"{name}\"")), "{name}");
        assert_eq!(header("cache-control"), "private, max-age=31536000, immutable");
        assert_eq!(header("content-length"), content.len().to_string());
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(got.bytes().await.expect("a body"), content, "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused_by_its_field_and_leaves_nothing() {
    let t = ChatApp::start().await;
    for (name, declared, content, field) in [
        ("", "", b"hi".as_slice(), "Content-Disposition"),
        (" \t", "", b"hi", "Content-Disposition"),
        ("a.zip", "application/zip", b"PK\x03\x04", "Content-Type"),
        ("a.svg", "image/svg+xml", b"<svg/>", "Content-Type"),
        ("a.png", "image/jpeg", PNG, "Content-Type"),
        ("a.txt", "text/markdown", b"hi", "Content-Type"),
    ] {
        assert_eq!(upload(&t.ada, name, declared, content).await.bad_fields(400), [field], "{name:?}");
    }
    for (content, told) in
        [(b"".as_slice(), "is empty"), (b"PK\x03\x04", "neither text"), (b"<?xml?><svg/>", "SVG")]
    {
        let refused = upload(&t.ada, "a.txt", "", content).await.expect(400);
        assert!(refused["message"].as_str().is_some_and(|it| it.contains(told)), "{refused}");
    }
    for organization in ["", "?organization=x"] {
        let path = format!("/api/v2/chats/files{organization}");
        let request = t.ada.client.request(Method::POST, &path).body("hi");
        assert_eq!(answer(request).await.bad_fields(400), ["organization"], "{path}");
    }
    let elsewhere = format!("/api/v2/chats/files?organization={}", Uuid::from_u128(1));
    let request = t.ada.client.request(Method::POST, &elsewhere).body("hi");
    answer(request.header("Content-Disposition", "attachment; filename=a.txt")).await.expect(403);

    let limit = 10 * 1024 * 1024;
    let refused = upload(&t.ada, "big.txt", "", vec![b'x'; limit + 1]).await.expect(413);
    assert!(refused["message"].as_str().is_some_and(|it| it.contains("10 MiB")), "{refused}");
    assert_eq!(t.app.database.scalar::<i64>("select count(*) from chat_files").await, 0);
    upload(&t.ada, "big.txt", "", vec![b'x'; limit]).await.expect(201);

    t.ada.client.get("/api/v2/chats/files/nonsense").await.expect(400);
    t.ada.client.get(&format!("/api/v2/chats/files/{}", Uuid::from_u128(1))).await.expect(404);
}

#[tokio::test]
async fn a_message_names_files_and_the_model_is_shown_them() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("I see."));
    let (png, notes) = (stored(&t.ada, "shot.png", PNG).await, stored(&t.ada, "notes.md", "# Plan").await);
    let mut body = message("look", &[png.clone(), notes.clone()]);
    body["organization_id"] = json!(t.ada.organization_id);
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    assert_eq!(made.get("warnings"), None);
    let named: Vec<&Value> = made["files"].as_array().expect("files").iter().map(|it| &it["name"]).collect();
    assert!(named.contains(&&json!("shot.png")) && named.contains(&&json!("notes.md")), "{made}");
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    let idle = t.until(&chat, "waiting").await;
    assert_eq!(idle["files"], made["files"]);
    assert_eq!(
        idle["files"].as_array().expect("files").iter().find(|it| it["id"] == json!(png)),
        Some(&json!({
            "id": png, "owner_id": t.ada.id, "organization_id": t.ada.organization_id, "name": "shot.png",
            "mime_type": "image/png", "size_bytes": PNG.len(),
            "created_at": idle["files"][0]["created_at"],
        }))
    );
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let said = &page["messages"][1]["content"];
    assert_eq!(
        (&said[1]["type"], &said[1]["media_type"], &said[1]["name"]),
        (&json!("file"), &json!("image/png"), &json!("shot.png"))
    );
    assert_eq!(said[1]["file_id"], json!(png));

    let asked = t.llm.requests()[0].body.to_string();
    assert!(
        asked.contains("data:image/png;base64,iVBORw0KGgpub3QgbXVjaA")
            || asked.contains("data:image/png;base64,"),
        "{asked}"
    );
    assert!(asked.contains("[attached file] notes.md (text/markdown)\\n# Plan"), "{asked}");

    // A stranger's file is none, and neither is one that does not exist.
    let strangers = stored(&t.owner, "secret.txt", "secret").await;
    for id in [strangers, Uuid::from_u128(1).to_string(), Uuid::nil().to_string()] {
        let refused = t.ada.client.post(&format!("{chat}/messages"), &message("x", &[id])).await;
        assert_eq!(refused.bad_fields(400), ["content[1].file_id"]);
    }
    t.llm.finish();
}

#[tokio::test]
async fn an_edit_links_the_files_of_the_new_message_in_the_place_of_the_old_ones() {
    let t = ChatApp::start().await;
    for _ in 0..3 {
        t.llm.push(Turn::text("ok"));
    }
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let (kept, dropped, new) = (
        stored(&t.ada, "kept.txt", "k").await,
        stored(&t.ada, "dropped.txt", "d").await,
        stored(&t.ada, "new.txt", "n").await,
    );
    let files = async || {
        let chat = t.until(&chat, "waiting").await;
        let files = chat["files"].as_array().cloned().unwrap_or_default();
        let mut names: Vec<String> =
            files.iter().map(|it| it["name"].as_str().expect("a name").to_owned()).collect();
        names.sort_unstable();
        names
    };
    let sent =
        t.ada.client.post(&format!("{chat}/messages"), &message("two", &[kept.clone(), dropped])).await;
    let two = sent.expect(200)["message"]["id"].clone();
    assert_eq!(files().await, ["dropped.txt", "kept.txt"]);

    let edit = message("better", &[kept, new]);
    let edited = t.ada.client.patch(&format!("{chat}/messages/{two}"), &edit).await.expect(200);
    assert_eq!(edited.get("warnings"), None, "{edited}");
    assert_eq!(files().await, ["kept.txt", "new.txt"]);
    t.llm.finish();
}

#[tokio::test]
async fn above_fifty_files_a_message_is_sent_and_none_of_its_files_is_linked() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    t.llm.push(Turn::text("ok"));
    let mut ids = Vec::new();
    for n in 0..51 {
        ids.push(stored(&t.ada, &format!("{n}.txt"), format!("{n}")).await);
    }
    let mut body = message("many", &ids[..49]);
    body["organization_id"] = json!(t.ada.organization_id);
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&chat, "waiting").await;

    let sent =
        t.ada.client.post(&format!("{chat}/messages"), &message("two more", &ids[49..])).await.expect(200);
    let warnings = sent["warnings"].as_array().expect("a warning");
    assert!(warnings.len() == 1 && warnings[0].as_str().is_some_and(|it| it.contains("50")), "{sent}");
    assert_eq!(sent["message"]["content"].as_array().map(Vec::len), Some(3), "the message has its files");
    let idle = t.until(&chat, "waiting").await;
    assert_eq!(idle["files"].as_array().map(Vec::len), Some(49), "all of them or none");
    t.llm.finish();
}
