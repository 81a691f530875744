//! Each way in which a call or the tunnel can fail has its own error, and is noticed.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use futures::SinkExt;
use ropewalk_tunnel::{AgentEndError, AgentError, CallContext, TunnelSettings};
use ropewalk_wire::agent::{HELLO_PATH, TUNNEL_PATH};
use tokio::sync::oneshot;
use tokio_tungstenite::tungstenite::Message;

use crate::harness::{Relay, dial, impatient, serve, soon, tunnel};

/// A router whose hello never answers, tells when it was asked, and tells when the asker has gone.
fn hanging() -> (Router, oneshot::Receiver<()>, oneshot::Receiver<()>) {
    let (asked_in, asked) = oneshot::channel();
    let (gone_in, gone) = oneshot::channel::<()>();
    let hooks = Arc::new(Mutex::new(Some((asked_in, gone_in))));
    let handler = move || {
        let hooks = hooks.lock().expect("lock").take();
        async move {
            if let Some((asked, _dropped_with_the_handler)) = hooks {
                let _heard = asked.send(());
                std::future::pending::<()>().await;
            }
            "unreachable"
        }
    };
    (Router::new().route(HELLO_PATH, get(handler)), asked, gone)
}

#[tokio::test]
async fn a_deadline_ends_the_call_on_both_sides() {
    let settings = TunnelSettings { call_limit: Duration::from_millis(200), ..TunnelSettings::default() };
    let (router, _asked, gone) = hanging();
    let t = tunnel(router, settings.clone()).await;
    let error = t.conn.hello(&CallContext::default()).await.expect_err("no answer");
    let AgentError::Deadline { limit, .. } = error else { panic!("{error:?}") };
    assert_eq!(limit, settings.call_limit);
    assert!(soon("the handler's end", gone).await.is_err(), "the handler was dropped");
    assert!(!t.conn.is_closed(), "only the call ended");
}

#[tokio::test]
async fn a_dropped_call_is_seen_by_the_agent() {
    let (router, asked, gone) = hanging();
    let t = tunnel(router, TunnelSettings::default()).await;
    let context = CallContext::default();
    {
        let mut call = std::pin::pin!(t.conn.hello(&context));
        tokio::select! {
            _answer = call.as_mut() => panic!("it never answers"),
            heard = asked => heard.expect("asked"),
        }
    }
    assert!(soon("the handler's end", gone).await.is_err(), "the handler was dropped");
}

#[tokio::test]
async fn a_broken_handler_resets_one_call_only() {
    let broken = || async {
        std::panic::resume_unwind(Box::new("broken handler"));
        #[expect(unreachable_code, reason = "gives the handler its type")]
        ""
    };
    let t = tunnel(Router::new().route(HELLO_PATH, get(broken)), TunnelSettings::default()).await;
    let error = t.conn.hello(&CallContext::default()).await.expect_err("reset");
    assert!(matches!(error, AgentError::StreamReset { .. }), "{error:?}");
    let error = t.conn.resolve_path(&CallContext::default(), "/").await.expect_err("no route");
    assert!(matches!(error, AgentError::Refused { status: 404, .. }), "the tunnel lives: {error:?}");
}

#[tokio::test]
async fn closing_ends_calls_and_the_agents_end() {
    let (router, asked, _gone) = hanging();
    let t = tunnel(router, TunnelSettings::default()).await;
    let conn = t.conn.clone();
    let call = t.tasks.spawn(async move { conn.hello(&CallContext::default()).await });
    soon("the call", asked).await.expect("asked");
    t.conn.close();
    let error = soon("the call's end", call).await.expect("joined").expect_err("closed");
    assert!(matches!(error, AgentError::Closed { .. }), "{error:?}");
    soon("closed", t.conn.closed()).await;
    // Whether the agent sees an orderly end or a broken line depends on what is in flight; it must see one.
    let _either_way = soon("the agent's end", t.agent.ended).await.expect("told");
    let error = t.conn.hello(&CallContext::default()).await.expect_err("no tunnel");
    assert!(matches!(error, AgentError::NotConnected), "{error:?}");
}

#[tokio::test]
async fn a_shutdown_of_the_agent_closes_the_tunnel() {
    let t = tunnel(Router::new(), TunnelSettings::default()).await;
    t.agent.shutdown.cancel();
    soon("the agent's end", t.agent.ended).await.expect("told").expect("orderly");
    soon("closed", t.conn.closed()).await;
}

#[tokio::test]
async fn a_frozen_line_is_found_by_both_ends() {
    let mut server = serve(impatient()).await;
    let relay = Relay::to(server.address, &server.tasks).await;
    let (router, asked, _gone) = hanging();
    let agent = dial(relay.address, router, impatient(), &server.tasks).await;
    let conn = soon("the tunnel", server.conns.recv()).await.expect("a connection");
    let caller = conn.clone();
    let call = server.tasks.spawn(async move { caller.hello(&CallContext::default()).await });
    soon("the call", asked).await.expect("asked");
    relay.freeze();
    let error = soon("the call's end", call).await.expect("joined").expect_err("frozen");
    assert!(matches!(error, AgentError::Closed { .. }), "{error:?}");
    soon("the server to notice", conn.closed()).await;
    let ended = soon("the agent to notice", agent.ended).await.expect("told");
    assert!(matches!(ended, Err(AgentEndError::Broken(_))), "{ended:?}");
}

#[tokio::test]
async fn an_idle_tunnel_is_heard_all_the_time() {
    let settings =
        TunnelSettings { keep_alive_interval: Duration::from_millis(20), ..TunnelSettings::default() };
    let t = tunnel(Router::new(), settings).await;
    let answers = async {
        for _ in 0..5 {
            // The silence grows until the answer to the next PING ends it.
            let mut before = t.conn.silent_for();
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                let now = t.conn.silent_for();
                if now < before {
                    break;
                }
                before = now;
            }
        }
    };
    soon("five answers", answers).await;
    assert!(!t.conn.is_closed());
}

#[tokio::test]
async fn a_peer_that_opens_and_stays_silent_is_given_up() {
    let (near, _far) = tokio::io::duplex(1024);
    let settings = TunnelSettings { dial_limit: Duration::from_millis(50), ..TunnelSettings::default() };
    let tasks = tokio_util::task::TaskTracker::new();
    let stop = tokio_util::sync::CancellationToken::new();
    let end = ropewalk_tunnel::serve_agent_end(near, Router::new(), &settings, &tasks, stop);
    let error = soon("giving up", end).await.expect_err("silent");
    assert!(matches!(error, AgentEndError::Silent { .. }), "{error:?}");
}

#[tokio::test]
async fn a_text_message_ends_the_tunnel() {
    let mut server = serve(TunnelSettings::default()).await;
    let url = format!("ws://{}{TUNNEL_PATH}", server.address);
    let (mut socket, _response) = tokio_tungstenite::connect_async(url).await.expect("dial");
    let conn = soon("the tunnel", server.conns.recv()).await.expect("a connection");
    socket.send(Message::text("hello")).await.expect("send");
    soon("closed", conn.closed()).await;
}
