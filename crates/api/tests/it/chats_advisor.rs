//! What administrators set of the advisor (chats-api.md 1.13).

use serde_json::json;
use uuid::Uuid;

use crate::chats_support::ChatApp;

const ADVISOR: &str = "/api/v2/chats/config/advisor";

#[tokio::test]
async fn the_advisor_is_set_by_administrators_and_seen_by_all() {
    let t = ChatApp::start().await;
    let unset = json!({
        "enabled": false, "max_uses_per_run": 0, "max_output_tokens": 0, "model_config_id": Uuid::nil(),
    });
    assert_eq!(t.ada.client.get(ADVISOR).await.expect(200), unset);
    let model = t.owner.client.get("/api/v2/chats/model-configs").await.expect(200)[0]["id"].clone();
    let set = json!({
        "enabled": true, "max_uses_per_run": 3, "max_output_tokens": 4000, "model_config_id": model,
        "reasoning_effort": "high",
    });
    t.ada.client.put(ADVISOR, &set).await.expect(403);
    t.owner.client.put(ADVISOR, &set).await.expect(204);
    assert_eq!(t.ada.client.get(ADVISOR).await.expect(200), set);
    for (body, field) in [
        (json!({"max_uses_per_run": -1}), "max_uses_per_run"),
        (json!({"max_output_tokens": -1}), "max_output_tokens"),
        (json!({"model_config_id": Uuid::from_u128(1)}), "model_config_id"),
        (json!({"reasoning_effort": "huge"}), "reasoning_effort"),
    ] {
        assert_eq!(t.owner.client.put(ADVISOR, &body).await.bad_fields(400), [field], "{body}");
    }
    assert_eq!(t.ada.client.get(ADVISOR).await.expect(200), set, "a refused change changes nothing");
    t.owner.client.put(ADVISOR, &json!({"enabled": false})).await.expect(204);
    assert_eq!(t.ada.client.get(ADVISOR).await.expect(200), unset);
}
