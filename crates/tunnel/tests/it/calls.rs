//! What a call carries there and back.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use ropewalk_model::ChatId;
use ropewalk_tunnel::{AgentError, CallContext, TunnelSettings};
use ropewalk_wire::agent::{
    AgentErrorBody, AgentHello, AgentValidation, EDIT_FILES_PATH, EditFilesRequest, HELLO_PATH, ProcessId,
    ProcessOutputQuery, ProcessOutputResponse, READ_FILE_LINES_PATH, RESOLVE_PATH_PATH, ReadFileLinesQuery,
    ReadFileLinesResponse, ResolvePathQuery, ResolvePathResponse,
};

use crate::harness::{soon, tunnel};

#[tokio::test]
async fn a_call_carries_the_chat_and_its_ancestors() {
    let echo = |headers: HeaderMap| async move {
        let context = CallContext::from_headers(&headers);
        Json(AgentHello {
            message: format!("{:?} {}", context.chat_id, context.ancestors.len()),
            version: "1".to_owned(),
            api_version: "2.9".to_owned(),
        })
    };
    let t = tunnel(Router::new().route(HELLO_PATH, get(echo)), TunnelSettings::default()).await;
    let chat = ChatId::from(uuid::Uuid::from_u128(7));
    // 500 ancestors make a header of 19,500 bytes, above hyper's own limit of 16 KiB.
    let context = CallContext { chat_id: Some(chat), ancestors: vec![chat; 500] };
    let hello = soon("hello", t.conn.hello(&context)).await.expect("hello");
    assert_eq!(hello.message, format!("{:?} 500", Some(chat)));
}

#[tokio::test]
async fn queries_and_paths_survive_the_trip() {
    let lines = |Query(query): Query<ReadFileLinesQuery>| async move {
        Json(ReadFileLinesResponse { content: format!("{query:?}"), ..ReadFileLinesResponse::default() })
    };
    let resolve = |Query(query): Query<ResolvePathQuery>| async move {
        Json(ResolvePathResponse { resolved_path: query.path })
    };
    let output = |Path(id): Path<String>, Query(query): Query<ProcessOutputQuery>| async move {
        Json(ProcessOutputResponse {
            output: format!("{id} {query:?}"),
            truncated: None,
            running: false,
            exit_code: Some(0),
        })
    };
    let router = Router::new()
        .route(READ_FILE_LINES_PATH, get(lines))
        .route(RESOLVE_PATH_PATH, get(resolve))
        .route("/api/v0/processes/{id}/output", get(output));
    let t = tunnel(router, TunnelSettings::default()).await;
    let nobody = CallContext::default();

    let query = ReadFileLinesQuery {
        path: "/a b/ü&=?#%.txt".to_owned(),
        offset: Some(3),
        max_line_bytes: Some(9),
        ..ReadFileLinesQuery::default()
    };
    let answer = t.conn.read_file_lines(&nobody, &query).await.expect("lines");
    assert_eq!(answer.content, format!("{query:?}"));

    let answer = t.conn.resolve_path(&nobody, "/x+y").await.expect("resolve");
    assert_eq!(answer.resolved_path, "/x+y");

    let wait = Some(std::time::Duration::from_secs(3600));
    let answer =
        t.conn.process_output(&nobody, &ProcessId("a/../b c".to_owned()), wait).await.expect("output");
    let query = ProcessOutputQuery { wait: true, wait_ms: Some(300_000) };
    assert_eq!(answer.output, format!("a/../b c {query:?}"));
}

#[tokio::test]
async fn a_refusal_keeps_its_words() {
    let refuse = || async {
        let body = AgentErrorBody {
            message: "Nothing was changed.".to_owned(),
            detail: Some("why".to_owned()),
            validations: vec![AgentValidation { field: "files".to_owned(), detail: "empty".to_owned() }],
        };
        (StatusCode::BAD_REQUEST, Json(body))
    };
    let router = Router::new().route(EDIT_FILES_PATH, post(refuse));
    let t = tunnel(router, TunnelSettings::default()).await;
    let nobody = CallContext::default();
    let error = t.conn.edit_files(&nobody, &EditFilesRequest::default()).await.expect_err("refused");
    assert_eq!(error.refusal(), Some("Nothing was changed."));
    let AgentError::Refused { status, validations, .. } = error else { panic!("{error:?}") };
    assert_eq!((status, validations.len()), (400, 1));

    // An answer that is not ours still says what happened.
    let error = t.conn.hello(&nobody).await.expect_err("no such route");
    assert!(matches!(&error, AgentError::Refused { status: 404, .. }), "{error:?}");
}

#[tokio::test]
async fn an_unreadable_answer_is_told_apart() {
    let router = Router::new().route(HELLO_PATH, get(|| async { "hello" }));
    let t = tunnel(router, TunnelSettings::default()).await;
    let error = t.conn.hello(&CallContext::default()).await.expect_err("not JSON");
    assert!(matches!(error, AgentError::Decode { .. }), "{error:?}");
}
