//! From stored amounts to what clients see.

use ropewalk_store::spend::{self as store, CostSpan, Period};
use ropewalk_wire::chat_spend::{
    ChatCostByChat, ChatCostByUser, ChatCostSummary, ChatCostUsersResponse, ChatModelCostSummary,
    ChatTokenTotals, ChatUsageLimitGroupOverride, ChatUsageLimitOverride, ChatUsageLimitStatus,
    ChatUsagePeriod,
};

pub(super) fn limit_override(it: store::LimitOverride) -> ChatUsageLimitOverride {
    ChatUsageLimitOverride {
        user_id: it.user_id,
        username: it.username,
        name: it.name,
        avatar_url: String::new(),
        spend_limit_micros: it.spend_limit_micros,
    }
}

pub(super) fn group_limit(it: store::GroupLimit) -> ChatUsageLimitGroupOverride {
    ChatUsageLimitGroupOverride {
        group_id: it.group_id,
        group_name: it.name,
        group_display_name: it.display_name,
        group_avatar_url: it.avatar_url,
        member_count: it.member_count,
        spend_limit_micros: it.spend_limit_micros,
    }
}

pub(super) fn status(status: store::UsageStatus) -> ChatUsageLimitStatus {
    let period = match status.period {
        Period::Day => ChatUsagePeriod::Day,
        Period::Week => ChatUsagePeriod::Week,
        Period::Month => ChatUsagePeriod::Month,
    };
    ChatUsageLimitStatus {
        is_limited: status.limit_micros.is_some(),
        period: status.limit_micros.map(|_| period),
        spend_limit_micros: status.limit_micros,
        current_spend: status.spent_micros,
        period_start: status.period_start,
        period_end: status.period_end,
    }
}

const fn tokens(tokens: store::Tokens) -> ChatTokenTotals {
    ChatTokenTotals {
        total_input_tokens: tokens.input,
        total_output_tokens: tokens.output,
        total_cache_read_tokens: tokens.cache_read,
        total_cache_creation_tokens: tokens.cache_creation,
        total_runtime_ms: tokens.runtime_ms,
    }
}

pub(super) fn summary(
    span: CostSpan,
    summary: store::CostSummary,
    limit: store::UsageStatus,
) -> ChatCostSummary {
    let model = |it: store::ModelCost| ChatModelCostSummary {
        model_config_id: it.model_config_id,
        display_name: it.display_name,
        provider: it.provider,
        model: it.model,
        total_cost_micros: it.total_cost_micros,
        message_count: it.message_count,
        tokens: tokens(it.tokens),
    };
    let chat = |it: store::ChatCost| ChatCostByChat {
        root_chat_id: it.root_chat_id,
        chat_title: it.chat_title,
        total_cost_micros: it.total_cost_micros,
        message_count: it.message_count,
        tokens: tokens(it.tokens),
    };
    ChatCostSummary {
        start_date: span.start,
        end_date: span.end,
        total_cost_micros: summary.total_cost_micros,
        priced_message_count: summary.priced_message_count,
        unpriced_message_count: summary.unpriced_message_count,
        tokens: tokens(summary.tokens),
        by_model: summary.by_model.into_iter().map(model).collect(),
        by_chat: summary.by_chat.into_iter().map(chat).collect(),
        usage_limit: limit.limit_micros.map(|_| status(limit)),
    }
}

pub(super) fn users(span: CostSpan, costs: store::UserCosts) -> ChatCostUsersResponse {
    let user = |it: store::UserCost| ChatCostByUser {
        user_id: it.user_id,
        username: it.username,
        name: it.name,
        avatar_url: String::new(),
        total_cost_micros: it.total_cost_micros,
        message_count: it.message_count,
        chat_count: it.chat_count,
        tokens: tokens(it.tokens),
    };
    ChatCostUsersResponse {
        start_date: span.start,
        end_date: span.end,
        count: costs.count,
        users: costs.users.into_iter().map(user).collect(),
    }
}
