//! The suite: each capability of the table, run for every provider that has it.

use crate::table::{Capability, Cell, PROVIDERS};
use crate::{conformance, failures, limits, replay};

/// One test per capability, over all rows whose cell is covered.
macro_rules! suite {
    ($($test:ident: $capability:ident => $($exercise:ident)::+,)+) => {
        $(
            #[tokio::test]
            async fn $test() {
                for provider in PROVIDERS {
                    if provider.cell(Capability::$capability) == Cell::Covered {
                        println!("{}", provider.name);
                        $($exercise)::+(provider).await;
                    }
                }
            }
        )+

        const EXERCISED: &[Capability] = &[$(Capability::$capability),+];
    };
}

suite! {
    text_streams_in_one_block: Text => conformance::streamed_text,
    reasoning_goes_back_as_the_provider_wants_it: ReasoningRoundTrip => replay::reasoning_round_trip,
    sealed_reasoning_without_words_goes_back: ReasoningWithoutWords => replay::reasoning_without_words,
    a_tool_call_and_its_result_go_round: ToolCall => conformance::tool_call,
    parallel_calls_are_told_apart: ParallelCalls => conformance::parallel_calls,
    arguments_that_are_no_json_go_round: BrokenArguments => conformance::broken_arguments,
    images_go_to_the_model: Images => conformance::images,
    pdfs_go_to_the_model: Pdf => conformance::pdf,
    an_image_of_a_tool_goes_to_the_model: ImagesOfTools => conformance::images_of_tools,
    tokens_are_counted_once: CachedUsage => conformance::cached_usage,
    writes_to_the_cache_are_counted: CacheWrites => conformance::cache_writes,
    reasoning_is_counted: ReasoningUsage => conformance::reasoning_usage,
    reasons_to_stop_are_told: FinishReasons => conformance::finish_reasons,
    a_search_of_the_provider_is_shown_and_goes_back: WebSearch => replay::web_search,
    cache_marks_are_set: CacheMarks => conformance::cache_marks,
    the_effort_goes_to_the_model: ReasoningEffort => conformance::reasoning_effort,
    a_key_is_checked_without_asking_a_model: KeyCheck => failures::key_check,
    headers_of_the_request_and_our_name_are_sent: Headers => conformance::headers,
    http_errors_are_classified: HttpErrors => failures::http_errors,
    the_providers_wish_to_wait_is_read: RetryAfter => failures::retry_after,
    an_error_in_the_stream_is_the_providers_and_not_a_cut: DeclaredFailure => failures::declared_failure,
    an_answer_that_is_no_stream_is_an_error: NoStream => failures::no_stream,
    redirects_are_not_followed: Redirect => failures::redirect,
    dropping_the_stream_closes_the_connection: Cancellation => failures::cancellation,
    a_stream_that_is_cut_between_any_two_frames_is_a_timeout: CutBetweenFrames => failures::cut_between_frames,
    a_stream_that_is_cut_inside_a_frame_is_a_timeout: CutInsideFrame => failures::cut_inside_frame,
    an_end_without_a_reason_is_a_cut: EndWithoutReason => failures::end_without_reason,
    a_frame_that_does_not_parse_ends_the_attempt_and_is_counted: MalformedFrame => limits::malformed_frame,
    a_slow_answer_is_no_silence: SlowStream => limits::slow_stream,
    silence_ends_the_attempt: SilentStream => limits::silent_stream,
    an_event_above_the_limit_ends_the_attempt: HugeFrame => limits::huge_frame,
    an_answer_without_end_is_stopped: EndlessStream => limits::endless_stream,
}

#[test]
fn every_capability_is_exercised_once() {
    assert_eq!(EXERCISED, Capability::ALL);
}
