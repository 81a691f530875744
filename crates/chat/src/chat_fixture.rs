//! A chat for unit tests that need a row and no database.

use ropewalk_model::chat::{Chat, ClientType, Status, Versions};
use ropewalk_model::{ChatId, ModelConfigId, OrganizationId, Timestamp, UserId};

/// A running root chat of nobody.
pub(crate) fn chat() -> Chat {
    Chat {
        id: ChatId::NIL,
        organization_id: OrganizationId::NIL,
        owner_id: UserId::NIL,
        parent_chat_id: None,
        root_chat_id: ChatId::NIL,
        title: String::new(),
        workspace_id: None,
        build_id: None,
        agent_id: None,
        last_model_config_id: ModelConfigId::NIL,
        last_reasoning_effort: None,
        mode: None,
        plan_mode: false,
        turn_plan_mode: false,
        client_type: ClientType::Api,
        has_dynamic_tools: false,
        labels: std::collections::BTreeMap::new(),
        pin_order: 0,
        last_turn_summary: None,
        last_read_message_id: None,
        status: Status::Running,
        archived: false,
        worker_id: None,
        runner_id: None,
        last_error: None,
        retry_state: None,
        requires_action_deadline_at: None,
        compaction_requested_at: None,
        versions: Versions::default(),
        created_at: Timestamp::default(),
        updated_at: Timestamp::default(),
    }
}
