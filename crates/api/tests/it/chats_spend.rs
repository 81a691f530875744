//! Usage limits and costs over HTTP (chats-api.md 1.17, 2.20).

use ropewalk_testkit::fake_llm::{Turn, TurnUsage};
use ropewalk_testkit::{wait_for, wait_until};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::{ChatApp, PATIENCE};

const LIMITS: &str = "/api/v2/chats/usage-limits";

/// A dollar a million tokens in, ten out: an answer costs 25 + 100 micro-dollars with the fake model's usual usage.
async fn priced() -> ChatApp {
    let t = ChatApp::start().await;
    let listed = t.owner.client.get("/api/v2/chats/model-configs").await.expect(200);
    let id = listed[0]["id"].as_str().expect("the model").to_owned();
    let prices = json!({"model_config": {"cost": {
        "input_price_per_million_tokens": "1", "output_price_per_million_tokens": "10"
    }}});
    t.owner.client.patch(&format!("/api/v2/chats/model-configs/{id}"), &prices).await.expect(200);
    t
}

fn message(text: &str) -> Value {
    json!({"content": [{"type": "text", "text": text}]})
}

#[tokio::test]
async fn the_limit_is_set_by_administrators_and_everybody_sees_where_they_stand() {
    let t = ChatApp::start().await;
    let limits = t.owner.client.get(LIMITS).await.expect(200);
    assert_eq!(
        limits,
        json!({
            "spend_limit_micros": null, "period": "", "updated_at": "1970-01-01T00:00:00Z", "chat_cap_micros": 50_000_000,
            "unpriced_model_count": 1, "overrides": [], "group_overrides": [],
        })
    );
    let status = t.ada.client.get(&format!("{LIMITS}/status")).await.expect(200);
    assert_eq!(
        (&status["is_limited"], status.get("period"), status.get("spend_limit_micros")),
        (&json!(false), None, None)
    );

    for (body, field) in [
        (json!({"spend_limit_micros": 0, "period": "day"}), "spend_limit_micros"),
        (json!({"spend_limit_micros": -5, "period": "day"}), "spend_limit_micros"),
        (json!({"spend_limit_micros": 5, "period": "year"}), "period"),
        (json!({"spend_limit_micros": 5}), "period"),
        (json!({"spend_limit_micros": null, "period": "x"}), "period"),
        (json!({"spend_limit_micros": null, "chat_cap_micros": 0}), "chat_cap_micros"),
    ] {
        assert_eq!(t.owner.client.put(LIMITS, &body).await.bad_fields(400), [field], "{body}");
    }
    let set = t
        .owner
        .client
        .put(LIMITS, &json!({"spend_limit_micros": 2_000_000, "period": "week"}))
        .await
        .expect(200);
    assert_eq!(
        (&set["spend_limit_micros"], &set["period"], &set["chat_cap_micros"]),
        (&json!(2_000_000), &json!("week"), &json!(50_000_000))
    );
    let off = json!({"spend_limit_micros": 2_000_000, "period": "week", "chat_cap_micros": null});
    assert_eq!(t.owner.client.put(LIMITS, &off).await.expect(200)["chat_cap_micros"], Value::Null);

    let status = t.ada.client.get(&format!("{LIMITS}/status")).await.expect(200);
    assert_eq!(
        (&status["is_limited"], &status["period"], &status["current_spend"]),
        (&json!(true), &json!("week"), &json!(0))
    );
    let moment = |field: &str| {
        let text = status[field].as_str().expect("a time");
        chrono::DateTime::parse_from_rfc3339(text).expect("a time").to_utc()
    };
    let (start, end) = (moment("period_start"), moment("period_end"));
    assert_eq!(end - start, chrono::Duration::days(7));
    assert_eq!(start.format("%u %H:%M:%S").to_string(), "1 00:00:00", "a week begins on Monday");

    let overrides = format!("{LIMITS}/overrides");
    let ada = format!("{overrides}/{}", t.ada.id);
    assert_eq!(
        t.owner.client.put(&ada, &json!({"spend_limit_micros": 0})).await.bad_fields(400),
        ["spend_limit_micros"]
    );
    let own = t.owner.client.put(&ada, &json!({"spend_limit_micros": 7})).await.expect(200);
    assert_eq!(
        own,
        json!({"user_id": t.ada.id, "username": "ada", "name": "", "avatar_url": "", "spend_limit_micros": 7})
    );
    assert_eq!(t.owner.client.get(LIMITS).await.expect(200)["overrides"], json!([own]));
    let status = t.ada.client.get(&format!("{LIMITS}/status")).await.expect(200);
    assert_eq!(status["spend_limit_micros"], 7);
    let nobody = format!("{overrides}/{}", Uuid::from_u128(1));
    t.owner.client.put(&nobody, &json!({"spend_limit_micros": 7})).await.expect(404);
    t.owner.client.delete(&ada).await.expect(204);
    for gone in [&ada, &nobody] {
        assert_eq!(t.owner.client.delete(gone).await.bad_fields(400), ["user"], "400, not 404");
    }
}

#[tokio::test]
async fn of_a_persons_groups_the_lowest_limit_counts() {
    let t = ChatApp::start().await;
    let organization = &t.ada.organization_id;
    let mut groups = Vec::new();
    for name in ["devs", "ops", "others"] {
        let path = format!("/api/v2/organizations/{organization}/groups");
        let made = t.owner.client.post(&path, &json!({"name": name})).await.expect(201);
        groups.push(made["id"].as_str().expect("an id").to_owned());
    }
    for group in &groups[..2] {
        let path = format!("/api/v2/groups/{group}");
        t.owner.client.patch(&path, &json!({"add_users": [t.ada.id]})).await.expect(200);
    }
    let of = |group: &str| format!("{LIMITS}/group-overrides/{group}");
    let amount = |micros: i64| json!({"spend_limit_micros": micros});
    let status = || async { t.ada.client.get(&format!("{LIMITS}/status")).await.expect(200) };
    assert_eq!(t.owner.client.put(&of(&groups[0]), &amount(0)).await.bad_fields(400), ["spend_limit_micros"]);

    let set = t.owner.client.put(&of(&groups[0]), &amount(300)).await.expect(200);
    let expected = json!({
        "group_id": groups[0], "group_name": "devs", "group_display_name": "", "group_avatar_url": "",
        "member_count": 1, "spend_limit_micros": 300,
    });
    assert_eq!(set, expected);
    assert_eq!(status().await["is_limited"], false, "without a limit of the deployment there is none");
    t.owner.client.put(LIMITS, &json!({"spend_limit_micros": 200, "period": "day"})).await.expect(200);
    assert_eq!(status().await["spend_limit_micros"], 300, "a group's beats the deployment's");
    t.owner.client.put(&of(&groups[1]), &amount(250)).await.expect(200);
    t.owner.client.put(&of(&groups[2]), &amount(1)).await.expect(200);
    assert_eq!(status().await["spend_limit_micros"], 250, "the lowest of her groups");
    t.owner.client.put(&of(organization), &amount(220)).await.expect(200);
    assert_eq!(status().await["spend_limit_micros"], 220, "everybody is in Everyone");
    let listed = t.owner.client.get(LIMITS).await.expect(200);
    let amounts: Vec<_> = listed["group_overrides"]
        .as_array()
        .expect("groups")
        .iter()
        .map(|it| (it["group_name"].as_str(), it["spend_limit_micros"].as_i64()))
        .collect();
    let expected = [("devs", 300), ("Everyone", 220), ("ops", 250), ("others", 1)];
    assert_eq!(amounts, expected.map(|(name, micros)| (Some(name), Some(micros))));

    let own = format!("{LIMITS}/overrides/{}", t.ada.id);
    t.owner.client.put(&own, &amount(999)).await.expect(200);
    assert_eq!(status().await["spend_limit_micros"], 999, "her own beats her groups'");
    t.owner.client.delete(&own).await.expect(204);

    t.owner.client.delete(&of(organization)).await.expect(204);
    t.owner.client.delete(&format!("/api/v2/groups/{}", groups[1])).await.expect(200);
    assert_eq!(status().await["spend_limit_micros"], 300, "a limit goes with its group");
    let nobody = Uuid::from_u128(1).to_string();
    t.owner.client.put(&of(&nobody), &amount(7)).await.expect(404);
    for gone in [organization, &groups[1], &nobody] {
        assert_eq!(t.owner.client.delete(&of(gone)).await.bad_fields(400), ["group"], "400, not 404");
    }
}

#[tokio::test]
async fn a_member_of_a_limited_group_is_stopped_by_it() {
    let t = priced().await;
    t.llm.push(Turn::text("ok"));
    t.llm.push(Turn::text("of the owner"));
    let group = format!("{LIMITS}/group-overrides/{}", t.ada.organization_id);
    t.owner.client.put(LIMITS, &json!({"spend_limit_micros": 1_000_000, "period": "day"})).await.expect(200);
    t.owner.client.put(&group, &json!({"spend_limit_micros": 125})).await.expect(200);
    let owners = format!("{LIMITS}/overrides/{}", t.owner.id);
    t.owner.client.put(&owners, &json!({"spend_limit_micros": 1_000_000})).await.expect(200);
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let refused = t.ada.client.post(&format!("{chat}/messages"), &message("more")).await.expect(409);
    assert_eq!((&refused["spent_micros"], &refused["limit_micros"]), (&json!(125), &json!(125)));
    let made = t.owner.client.post("/api/v2/chats", &t.new_chat("Mine")).await.expect(201);
    let path = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    wait_until("the owner's own limit lets theirs go on", PATIENCE, || async {
        t.owner.client.get(&path).await.expect(200)["status"] == "waiting"
    })
    .await;
    t.llm.finish();
}

#[tokio::test]
async fn who_has_spent_the_limit_is_refused_with_the_shape_that_clients_know() {
    let t = priced().await;
    for _ in 0..4 {
        t.llm.push(Turn::text("ok"));
    }
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let first = page["messages"][1]["id"].clone();
    t.owner.client.put(LIMITS, &json!({"spend_limit_micros": 125, "period": "day"})).await.expect(200);

    for answer in [
        t.ada.client.post("/api/v2/chats", &t.new_chat("another")).await,
        t.ada.client.post(&format!("{chat}/messages"), &message("more")).await,
        t.ada.client.patch(&format!("{chat}/messages/{first}"), &message("better")).await,
        t.ada.client.post(&format!("{chat}/queue/1/promote"), &Value::Null).await,
    ] {
        let refused = answer.expect(409);
        let keys: Vec<&String> = refused.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["limit_micros", "message", "resets_at", "spent_micros"], "flattened, nothing else");
        assert_eq!((&refused["spent_micros"], &refused["limit_micros"]), (&json!(125), &json!(125)));
        assert!(refused["message"].as_str().is_some_and(|it| it.contains("$0.000125")), "{refused}");
    }
    let messages = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    assert_eq!(messages["messages"], page["messages"], "nothing was changed");

    // A limit of one's own beats that of the deployment, both ways.
    let own = format!("{LIMITS}/overrides/{}", t.ada.id);
    t.owner.client.put(&own, &json!({"spend_limit_micros": 200})).await.expect(200);
    t.ada.client.post(&format!("{chat}/messages"), &message("more")).await.expect(200);
    t.until(&chat, "waiting").await;
    t.ada.client.post(&format!("{chat}/messages"), &message("more")).await.expect(409);

    // An edit takes messages away, not what they cost; the next day begins anew.
    t.app.database.execute("update chat_daily_spend set day = day - 1").await;
    t.ada.client.patch(&format!("{chat}/messages/{first}"), &message("better")).await.expect(200);
    t.until(&chat, "waiting").await;
    let status = t.ada.client.get(&format!("{LIMITS}/status")).await.expect(200);
    assert_eq!(status["current_spend"], 125);
    t.app.clock.advance(chrono::Duration::seconds(1));
    let summary = t.ada.client.get("/api/v2/chats/cost/me/summary").await.expect(200);
    assert_eq!((&summary["total_cost_micros"], &summary["priced_message_count"]), (&json!(375), &json!(3)));
    // No limit, no refusal.
    t.owner.client.put(LIMITS, &json!({"spend_limit_micros": null})).await.expect(200);
    t.ada.client.post(&format!("{chat}/messages"), &message("on")).await.expect(200);
    t.until(&chat, "waiting").await;
    t.llm.finish();
}

#[tokio::test]
async fn costs_are_added_up_by_model_by_chat_and_by_person() {
    let t = priced().await;
    t.llm.push(Turn::text("one").usage(TurnUsage {
        input: 1000,
        output: 100,
        cache_read: 50,
        ..TurnUsage::default()
    }));
    t.llm.push(Turn::text("two"));
    t.llm.push(Turn::text("three"));
    let (first, second) = (t.chat("The first").await, t.chat("The second").await);
    t.until(&first, "waiting").await;
    t.until(&second, "waiting").await;
    t.owner.client.post("/api/v2/chats", &t.new_chat("Mine")).await.expect(201);
    let counted = "select count(*) from chat_daily_spend";
    wait_until("the owner's chat has its cost", PATIENCE, || async {
        t.app.database.scalar::<i64>(counted).await == 2
    })
    .await;

    t.app.clock.advance(chrono::Duration::seconds(1));
    let summary = t.ada.client.get("/api/experimental/chats/cost/me/summary").await.expect(200);
    assert_eq!(
        (&summary["priced_message_count"], &summary["unpriced_message_count"]),
        (&json!(2), &json!(0))
    );
    assert_eq!(
        (&summary["total_output_tokens"], &summary["total_cache_read_tokens"]),
        (&json!(110), &json!(50))
    );
    assert_eq!(summary.get("usage_limit"), None);
    let models = summary["by_model"].as_array().expect("models");
    assert_eq!(models.len(), 1);
    assert_eq!(
        (&models[0]["display_name"], &models[0]["provider"], &models[0]["message_count"]),
        (&json!("scripted"), &json!("openai-compat"), &json!(2))
    );
    assert_eq!(models[0]["total_cost_micros"], summary["total_cost_micros"]);
    let chats = summary["by_chat"].as_array().expect("chats");
    assert_eq!(chats.len(), 2);
    assert!(chats[0]["total_cost_micros"].as_i64() > chats[1]["total_cost_micros"].as_i64(), "{summary}");
    assert_eq!(chats[1]["total_cost_micros"], 125);
    let single = t.ada.client.get(&second).await.expect(200);
    assert!(single["spend"]["spent_micros"].as_i64().is_some_and(|it| it >= 125), "{single}");
    assert_eq!(single["spend"]["cap_micros"], 50_000_000);

    let owners_view = format!("/api/v2/chats/cost/{}/summary", t.ada.id);
    assert_eq!(
        t.owner.client.get(&owners_view).await.expect(200)["total_cost_micros"],
        summary["total_cost_micros"]
    );
    let earlier = "?start_date=2020-01-01T00:00:00Z&end_date=2020-02-01T00:00:00Z";
    let nothing = t.ada.client.get(&format!("/api/v2/chats/cost/me/summary{earlier}")).await.expect(200);
    assert_eq!((&nothing["total_cost_micros"], &nothing["by_chat"]), (&json!(0), &json!([])));

    let users = t.owner.client.get("/api/v2/chats/cost/users").await.expect(200);
    assert_eq!(users["count"], 2);
    assert_eq!(
        (&users["users"][0]["username"], &users["users"][0]["chat_count"]),
        (&json!("ada"), &json!(2))
    );
    for (query, count, names) in [
        ("?username=AD", 1, vec!["ada"]),
        ("?limit=1&offset=1", 2, vec!["owner"]),
        ("?limit=1&offset=7", 2, vec![]),
        ("?username=nobody", 0, vec![]),
    ] {
        let page = t.owner.client.get(&format!("/api/v2/chats/cost/users{query}")).await.expect(200);
        let listed: Vec<&str> = page["users"]
            .as_array()
            .expect("users")
            .iter()
            .filter_map(|it| it["username"].as_str())
            .collect();
        assert_eq!((page["count"].as_i64(), listed), (Some(count), names), "{query}");
    }
    for (path, field) in [
        ("users?limit=0", "limit"),
        ("users?limit=201", "limit"),
        ("users?colour=red", "colour"),
        ("users?start_date=yesterday", "start_date"),
        ("me/summary?limit=5", "limit"),
        ("me/summary?start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", "end_date"),
    ] {
        let refused = t.owner.client.get(&format!("/api/v2/chats/cost/{path}")).await;
        assert_eq!(refused.bad_fields(400), [field], "{path}");
    }
    t.llm.finish();
}

#[tokio::test]
async fn a_chat_that_has_spent_its_cap_stops_and_goes_on_when_its_owner_raises_it() {
    let t = priced().await;
    t.llm.push(Turn::text("one"));
    t.llm.push(Turn::text("two"));
    t.owner
        .client
        .put(LIMITS, &json!({"spend_limit_micros": null, "chat_cap_micros": 100}))
        .await
        .expect(200);
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let path = chat.clone();
    t.ada.client.post(&format!("{chat}/messages"), &message("more")).await.expect(200);
    let failed = wait_for("it stops", PATIENCE, || async {
        let now = t.ada.client.get(&path).await.expect(200);
        (now["status"] == "error").then_some(now)
    })
    .await;
    assert_eq!(
        (&failed["last_error"]["kind"], &failed["last_error"]["retryable"]),
        (&json!("usage_limit"), &json!(false))
    );
    let told = failed["last_error"]["message"].as_str().expect("words");
    assert!(
        told.contains("$0.000125") && told.contains("$0.0001") && told.contains("raise its cap"),
        "{told}"
    );
    assert_eq!(failed["spend"], json!({"spent_micros": 125, "cap_micros": 100}));
    assert_eq!(t.llm.requests().len(), 1, "the model was not asked");

    assert_eq!(
        t.ada.client.patch(&chat, &json!({"spend_cap_micros": 0})).await.bad_fields(400),
        ["spend_cap_micros"]
    );
    t.owner.client.patch(&chat, &json!({"spend_cap_micros": 1})).await.expect(403);
    t.ada.client.patch(&chat, &json!({"spend_cap_micros": 10_000_000})).await.expect(204);
    t.ada.client.post(&format!("{chat}/messages"), &message("go on")).await.expect(200);
    t.until(&chat, "waiting").await;
    t.llm.finish();
}
