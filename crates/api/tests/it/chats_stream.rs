//! The streams of chats: the same over WebSockets and event streams, taken up again where they broke off, and closed with
//! the right codes.

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};

use crate::chats_support::{ChatApp, is_answer, is_status};

/// What a client shows at the end: the ids of the stored messages in their order, all streamed text, the last status.
fn shown(events: &[Value]) -> (Vec<i64>, String, String) {
    let mut ids: Vec<i64> = Vec::new();
    let (mut text, mut status) = (String::new(), String::new());
    for event in events {
        match event["type"].as_str().expect("a type") {
            "message" => ids.push(event["message"]["id"].as_i64().expect("an id")),
            "message_part" => text += event["message_part"]["part"]["text"].as_str().expect("a text"),
            "status" => event["status"]["status"].as_str().expect("a status").clone_into(&mut status),
            _ => {}
        }
    }
    (ids, text, status)
}

#[tokio::test]
async fn sockets_and_event_streams_carry_the_same() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().gate("begin").chunks(["Hel", "lo", " there"]).gate("end"));
    let chat = t.chat("hi").await;
    t.llm.wait_for_requests(1).await;
    let stream = format!("{chat}/stream");
    let mut socket = t.socket(&stream).await;
    let mut events = t.events(&stream, None).await;
    let experimental = stream.replacen("/v2/", "/experimental/", 1);
    let mut other_prefix = t.socket(&experimental).await;
    let is_user = |event: &Value| event["type"] == "message" && event["message"]["role"] == "user";
    let mut by_socket = socket.until(is_user).await;
    let mut by_events = events.until(is_user).await;
    let mut by_other = other_prefix.until(is_user).await;
    t.llm.open_gate("begin");
    let is_whole = |event: &Value| event["type"] == "message_part" && event["message_part"]["seq"] == 3;
    by_socket.extend(socket.until(is_whole).await);
    by_events.extend(events.until(is_whole).await);
    by_other.extend(other_prefix.until(is_whole).await);
    t.llm.open_gate("end");
    by_socket.extend(socket.until(is_status("waiting")).await);
    by_events.extend(events.until(is_status("waiting")).await);
    by_other.extend(other_prefix.until(is_status("waiting")).await);

    let (ids, text, status) = shown(&by_socket);
    assert_eq!((ids.len(), text.as_str(), status.as_str()), (2, "Hello there", "waiting"));
    assert_eq!(shown(&by_events), shown(&by_socket));
    assert_eq!(shown(&by_other), shown(&by_socket));
    assert_eq!(events.last_id, Some(ids[1].to_string()));
    let parts: Vec<&Value> = by_socket.iter().filter(|it| it["type"] == "message_part").collect();
    let seqs: Vec<i64> = parts.iter().map(|it| it["message_part"]["seq"].as_i64().expect("seq")).collect();
    assert_eq!(seqs, (1..=3).collect::<Vec<_>>());
    assert!(parts.iter().all(|it| it["message_part"]["generation_attempt"] == 1));
    assert!(by_socket.iter().all(|it| chat.ends_with(it["chat_id"].as_str().expect("a chat"))));
}

#[tokio::test]
async fn a_late_client_sees_what_was_said_and_one_that_comes_back_only_what_is_new() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("first"));
    t.llm.push(Turn::text("second"));
    let chat = t.chat("1").await;
    let stream = format!("{chat}/stream");
    t.until(&chat, "waiting").await;
    let late = t.socket(&stream).await.until(is_answer).await;
    let (known, _, _) = shown(&late);
    assert_eq!(known.len(), 2);
    // both are gone while the second turn runs
    let more = json!({"content": [{"type": "text", "text": "2"}]});
    t.ada.client.post(&format!("{chat}/messages"), &more).await.expect(200);
    t.llm.wait_for_finished(2).await;
    t.until(&chat, "waiting").await;

    let newest = known[1];
    let by_socket = t.socket(&format!("{stream}?after_id={newest}")).await.until(is_answer).await;
    let (ids, _, _) = shown(&by_socket);
    assert!(ids.len() == 2 && ids.iter().all(|id| *id > newest), "{ids:?}");
    let by_header = t.events(&stream, Some(&newest.to_string())).await.until(is_answer).await;
    assert_eq!(shown(&by_header).0, ids);
    // an event stream that comes back sends its first query too; the header is newer
    let by_both =
        t.events(&format!("{stream}?after_id=0"), Some(&newest.to_string())).await.until(is_answer).await;
    assert_eq!(shown(&by_both).0, ids);
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["has_unread"], false, "who follows has read");
}

#[tokio::test]
async fn a_client_that_talks_is_closed_with_1008() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    t.until(&chat, "waiting").await;
    for path in [format!("{chat}/stream"), "/api/v2/chats/watch".to_owned()] {
        let mut socket = t.socket(&path).await;
        socket.send(Message::text("hello?")).await;
        let code = loop {
            if let Err(code) = socket.frame().await {
                break code;
            }
        };
        assert_eq!(code, 1008, "{path}");
    }
}

#[tokio::test]
async fn large_and_binary_frames_close_the_socket_and_change_nothing() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().chunks(["half"]).gate("end"));
    let chat = t.chat("hi").await;
    t.llm.wait_at_gate("end").await;
    let stream = format!("{chat}/stream");
    let mut silent = t.socket(&stream).await;
    let is_half = |event: &Value| event["type"] == "message_part";
    let mut seen = silent.until(is_half).await;
    let before = t.ada.client.get(&chat).await.expect(200);
    let frames = [
        (Message::text(json!({"type": "interrupt", "content": "stop"}).to_string()), 1008),
        (Message::text(""), 1008),
        (Message::binary(vec![0; 60_000]), 1008),
        (Message::text("x".repeat(2 << 20)), 1009),
        (Message::binary(vec![0; 20 << 20]), 1009),
    ];
    for (frame, expected) in frames {
        let length = frame.len();
        let code = t.socket(&stream).await.close_code_after(frame).await;
        assert_eq!(code, expected, "{length} bytes");
    }
    assert_eq!(t.ada.client.get(&chat).await.expect(200), before, "the chat is as it was");
    t.llm.open_gate("end");
    seen.extend(silent.until(is_status("waiting")).await);
    let (ids, text, _) = shown(&seen);
    assert_eq!((ids.len(), text.as_str()), (2, "half"), "who only listens goes on listening");
}

#[tokio::test]
async fn a_frame_over_the_limit_is_closed_with_1009_and_bad_text_with_1007() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().chunks(["half"]).gate("end"));
    let chat = t.chat("hi").await;
    t.llm.wait_at_gate("end").await;
    let before = t.ada.client.get(&chat).await.expect(200);
    let stream = format!("{chat}/stream");
    let not_utf8 = Frame::message(vec![0xff, 0xfe], OpCode::Data(Data::Text), true);
    let in_pieces = Frame::message(vec![b'x'; (1 << 20) + 1], OpCode::Data(Data::Text), false);
    for path in [stream.as_str(), "/api/v2/chats/watch"] {
        for (message, code) in [
            (Message::text("x".repeat((1 << 20) + 1)), 1009),
            (Message::binary(vec![0; 17 << 20]), 1009),
            (Message::Frame(in_pieces.clone()), 1009),
            (Message::Frame(not_utf8.clone()), 1007),
        ] {
            let bytes = message.len();
            assert_eq!(t.socket(path).await.close_code_after(message).await, code, "{bytes} bytes on {path}");
        }
    }
    assert_eq!(t.ada.client.get(&chat).await.expect(200), before, "the chat is as it was");
    t.llm.open_gate("end");
    t.until(&chat, "waiting").await;
}

#[tokio::test]
async fn a_server_that_stops_closes_its_streams_with_1001() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().chunks(["half"]).gate("never"));
    let chat = t.chat("hi").await;
    t.llm.wait_at_gate("never").await;
    let mut sockets = [t.socket(&format!("{chat}/stream")).await, t.socket("/api/v2/chats/watch").await];
    t.app.shutdown.cancel();
    for socket in &mut sockets {
        let code = loop {
            if let Err(code) = socket.frame().await {
                break code;
            }
        };
        assert_eq!(code, 1001, "a client that sees it comes again");
    }
}

#[tokio::test]
async fn a_ping_is_answered_and_no_message() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().chunks(["one"]).gate("end").chunks([" two"]));
    let chat = t.chat("hi").await;
    t.llm.wait_at_gate("end").await;
    let mut socket = t.socket(&format!("{chat}/stream")).await;
    socket.send(Message::Ping("are you there".into())).await;
    t.llm.open_gate("end");
    let events = socket.until(is_status("waiting")).await;
    assert_eq!(shown(&events).1, "one two");
}

#[tokio::test]
async fn an_event_stream_goes_on_after_any_id_that_it_gave() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_request| Turn::text("ok"));
    let chat = t.chat("1").await;
    t.until(&chat, "waiting").await;
    for text in ["2", "3"] {
        let more = json!({"content": [{"type": "text", "text": text}]});
        t.ada.client.post(&format!("{chat}/messages"), &more).await.expect(200);
        t.until(&chat, "waiting").await;
    }
    let stream = format!("{chat}/stream");
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let mut all: Vec<i64> = page["messages"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["id"].as_i64().expect("an id"))
        .collect();
    all.sort_unstable();
    assert_eq!(all.len(), 6);
    for (place, known) in all.iter().enumerate().take(5) {
        let mut events = t.events(&stream, Some(&known.to_string())).await;
        let last = all.last().copied();
        let is_last = |event: &Value| event["message"]["id"].as_i64() == last;
        assert_eq!(shown(&events.until(is_last).await).0, all[place + 1..], "after {known}");
        assert_eq!(events.last_id, last.map(|id| id.to_string()));
    }
    let request = t.ada.client.request(reqwest::Method::GET, &stream);
    let bad = request.header("Accept", "text/event-stream").header("Last-Event-ID", "yesterday");
    assert_eq!(bad.send().await.expect("an answer").status(), 400);
}

#[tokio::test]
async fn a_stream_is_refused_before_it_begins() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    let eve = t.app.member(&t.owner, "eve").await;
    let stream = format!("{chat}/stream");
    let bad_cursor = format!("{stream}?after_id=x");
    for (path, token, status) in
        [(&stream, None, 401), (&stream, Some(&eve.token), 404), (&bad_cursor, Some(&t.ada.token), 400)]
    {
        let request = t.socket_request(path, token.map(String::as_str));
        let Err(SocketError::Http(answer)) = tokio_tungstenite::connect_async(request).await else {
            panic!("{path} must be refused");
        };
        assert_eq!(answer.status(), status, "{path}");
        let body: Value = serde_json::from_slice(answer.body().as_deref().unwrap_or_default()).expect("JSON");
        assert!(body["message"].is_string(), "{body}");
    }
    for path in [stream.as_str(), "/api/v2/chats/watch"] {
        let plain = t.ada.client.get(path).await.expect(400);
        assert!(plain["message"].as_str().is_some_and(|it| it.contains("text/event-stream")), "{plain}");
    }
}

#[tokio::test]
async fn a_token_may_come_in_the_query_but_a_cookie_needs_the_browsers_word() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    let stream = format!("{chat}/stream");
    let request = t.socket_request(&format!("{stream}?coder_session_token={}", t.ada.token), None);
    tokio_tungstenite::connect_async(request).await.expect("the query is enough");

    let cookie = format!("coder_session_token={}", t.ada.token);
    let with_cookie = |origin: Option<&str>| {
        let mut request = t.socket_request(&stream, None);
        request.headers_mut().insert("Cookie", cookie.parse().expect("a header"));
        if let Some(origin) = origin {
            request.headers_mut().insert("Origin", origin.parse().expect("a header"));
        }
        request
    };
    tokio_tungstenite::connect_async(with_cookie(Some(&t.app.url))).await.expect("this site's page");
    for origin in [None, Some("http://evil.example")] {
        let Err(SocketError::Http(answer)) = tokio_tungstenite::connect_async(with_cookie(origin)).await
        else {
            panic!("{origin:?} must be refused");
        };
        assert_eq!(answer.status(), 403, "{origin:?}");
    }
}

#[tokio::test]
async fn the_watch_tells_of_own_chats_only() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_request| Turn::text("ok"));
    let mut socket = t.socket("/api/v2/chats/watch").await;
    let mut events = t.events("/api/v2/chats/watch", None).await;
    let mut foreign = t.new_chat("not yours");
    foreign["organization_id"] = json!(t.owner.organization_id);
    t.owner.client.post("/api/v2/chats", &foreign).await.expect(201);
    let chat = t.chat("mine").await;
    for number in 0_u32.. {
        let event = socket.frame().await.expect("the watch goes on");
        assert_eq!(events.data().await["kind"], event["kind"]);
        assert!(chat.ends_with(event["chat"]["id"].as_str().expect("an id")), "{event}");
        assert_eq!(event["chat"]["children"], json!([]));
        if number == 0 {
            assert_eq!(event["kind"], "created");
        }
        if event["kind"] == "status_change" && event["chat"]["status"] == "waiting" {
            break;
        }
    }
}

#[tokio::test]
async fn a_failed_turn_shows_its_error_in_the_stream_and_on_the_chat() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::error(401, "bad key"));
    let chat = t.chat("hi").await;
    let events = t.socket(&format!("{chat}/stream")).await.until(is_status("error")).await;
    let error = match events.iter().find(|it| it["type"] == "error") {
        Some(event) => event["error"].clone(),
        None => t.ada.client.get(&chat).await.expect(200)["last_error"].clone(),
    };
    assert_eq!(
        (&error["kind"], &error["retryable"], &error["status_code"]),
        (&json!("auth"), &json!(false), &json!(401))
    );
    assert_eq!(t.until(&chat, "error").await["last_error"], error);
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    assert_eq!(page["messages"].as_array().map(Vec::len), Some(1), "the message stays in place");
}
