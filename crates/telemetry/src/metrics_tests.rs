//! What a scrape reads.

use std::time::Duration;

use super::{Metrics, ToolResultFacts};

#[test]
fn events_become_lines_under_their_names() {
    let metrics = Metrics::new();
    metrics.set_chats_unexplained(0);
    metrics.set_chats_at_work("running", 3);
    metrics.chat_acquired();
    metrics.chat_taken_over(Duration::from_millis(2500));
    metrics.model_asked("anthropic", "claude", 5, 5000);
    metrics.malformed_frame("anthropic", "claude");
    metrics.compacted("anthropic", "claude", super::CompactionResult::Timeout);
    metrics.model_answered("anthropic", "claude", "overloaded");
    metrics.step_stored("anthropic", "claude");
    metrics.step_retried("anthropic", "claude", "overloaded");
    let result = ToolResultFacts { tool: "", is_error: true, is_cut: true, size_bytes: 100 };
    metrics.tool_ended("anthropic", "claude", &result);
    metrics.build_ended("start", "succeeded");
    metrics.request_answered("GET", "/api/v2/chats/{chat}", 404, Duration::from_millis(20));
    let text = metrics.text().unwrap();
    for line in [
        "ropewalk_chats_unexplained 0",
        r#"ropewalk_chats_at_work{status="running"} 3"#,
        "ropewalk_chat_acquisitions_total 1",
        r#"ropewalk_chat_takeover_seconds_bucket{le="2.0"} 0"#,
        r#"ropewalk_chat_takeover_seconds_bucket{le="3.0"} 1"#,
        r#"coderd_chatd_message_count_bucket{le="4.0",provider="anthropic",model="claude"} 0"#,
        r#"ropewalk_provider_calls_total{provider="anthropic",model="claude",outcome="overloaded"} 1"#,
        r#"coderd_chatd_steps_total{provider="anthropic",model="claude"} 1"#,
        r#"coderd_chatd_stream_retries_total{provider="anthropic",model="claude",kind="overloaded"} 1"#,
        r#"coderd_chatd_prompt_size_bytes_bucket{le="4096.0",provider="anthropic",model="claude"} 0"#,
        r#"coderd_chatd_prompt_size_bytes_bucket{le="16384.0",provider="anthropic",model="claude"} 1"#,
        r#"coderd_chatd_tool_result_size_bytes_bucket{le="256.0",provider="anthropic",model="claude",tool_name="unknown"} 1"#,
        r#"coderd_chatd_tool_errors_total{provider="anthropic",model="claude",tool_name="unknown"} 1"#,
        r#"coderd_chatd_tool_result_truncated_total{provider="anthropic",model="claude",tool_name="unknown"} 1"#,
        r#"ropewalk_malformed_frames_total{provider="anthropic",model="claude"} 1"#,
        r#"coderd_chatd_compaction_total{provider="anthropic",model="claude",result="timeout"} 1"#,
        r#"ropewalk_tool_calls_total{tool_name="unknown",outcome="error"} 1"#,
        r#"ropewalk_build_jobs_total{transition="start",outcome="succeeded"} 1"#,
        r#"ropewalk_http_requests_total{method="GET",route="/api/v2/chats/{chat}",status="4xx"} 1"#,
        "# EOF",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
    }
    assert!(text.contains("process_resident_memory_bytes "), "{text}");
}

#[test]
fn servers_of_one_process_do_not_mix() {
    let (one, other) = (Metrics::new(), Metrics::new());
    one.chat_acquired();
    assert!(other.text().unwrap().contains("ropewalk_chat_acquisitions_total 0"));
}
