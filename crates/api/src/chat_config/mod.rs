//! Settings of chats: chats-api.md 1.13, as far as what they set exists. Mounted under both prefixes of the chats.

mod advisor;
mod auto_archive;
mod debug_logging;
mod debug_retention;
mod model_override;
mod personal_model_overrides;
mod plan_mode_instructions;
mod retention;
mod system_prompt;
mod user_compaction_thresholds;
mod user_debug_logging;
mod user_model_overrides;
mod user_prompt;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The largest body that holds a prompt, in bytes.
const PROMPT_BODY_LIMIT_BYTES: usize = 256 * 1024;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    let prompts = OpenApiRouter::new()
        .routes(routes!(
            plan_mode_instructions::get_chat_plan_mode_instructions,
            plan_mode_instructions::put_chat_plan_mode_instructions
        ))
        .routes(routes!(system_prompt::get_chat_system_prompt, system_prompt::put_chat_system_prompt))
        .routes(routes!(user_prompt::get_user_chat_prompt, user_prompt::put_user_chat_prompt))
        .layer(DefaultBodyLimit::max(PROMPT_BODY_LIMIT_BYTES));
    OpenApiRouter::new()
        .merge(prompts)
        .routes(routes!(advisor::get_chat_advisor, advisor::put_chat_advisor))
        .routes(routes!(debug_logging::get_chat_debug_logging, debug_logging::put_chat_debug_logging))
        .routes(routes!(
            user_debug_logging::get_user_chat_debug_logging,
            user_debug_logging::put_user_chat_debug_logging
        ))
        .routes(routes!(
            debug_retention::get_chat_debug_retention_days,
            debug_retention::put_chat_debug_retention_days
        ))
        .routes(routes!(retention::get_chat_retention_days, retention::put_chat_retention_days))
        .routes(routes!(auto_archive::get_chat_auto_archive_days, auto_archive::put_chat_auto_archive_days))
        .routes(routes!(model_override::get_chat_model_override, model_override::put_chat_model_override))
        .routes(routes!(
            personal_model_overrides::get_chat_personal_model_overrides,
            personal_model_overrides::put_chat_personal_model_overrides
        ))
        .routes(routes!(user_compaction_thresholds::get_user_chat_compaction_thresholds))
        .routes(routes!(
            user_compaction_thresholds::put_user_chat_compaction_threshold,
            user_compaction_thresholds::delete_user_chat_compaction_threshold
        ))
        .routes(routes!(user_model_overrides::get_user_chat_personal_model_overrides))
        .routes(routes!(user_model_overrides::put_user_chat_personal_model_override))
}
