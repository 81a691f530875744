//! The document is whole: served as it is generated, ids unique, every reference leads somewhere, every operation says what it
//! is and how it fails.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::TestApp;

fn document() -> Value {
    serde_json::to_value(ropewalk_api::openapi_document()).expect("a document is JSON")
}

#[tokio::test]
async fn the_document_is_served() {
    let app = TestApp::start().await;
    let served = app.anonymous().get("/openapi.json").await;
    assert_eq!(served.header("content-type"), Some("application/json"));
    assert_eq!(served.expect(200), document());
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    found.insert(reference.to_owned());
                }
                fields.values().for_each(|it| references(it, found));
            }
            Value::Array(items) => items.iter().for_each(|it| references(it, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for reference in found {
        let pointer = reference.strip_prefix('#').expect("references stay in the document");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

#[test]
fn every_operation_is_described() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{name} has no id"));
            assert!(ids.insert(id.to_owned()), "{id} stands twice");
            assert!(operation["tags"].as_array().is_some_and(|it| !it.is_empty()), "{name} has no tag");
            assert!(operation["summary"].as_str().is_some_and(|it| !it.is_empty()), "{name} has no summary");
            assert!(operation["security"].is_array(), "{name} does not say who may call it");
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|it| it.starts_with(['1', '2'])), "{name} has no success");
            let failure = &responses["500"]["content"]["application/json"]["schema"]["$ref"];
            assert_eq!(failure, "#/components/schemas/Response", "{name}");
            for part in path.split('/').filter_map(|it| it.strip_prefix('{')?.strip_suffix('}')) {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let is_described = parameters.iter().any(|it| it["name"] == part && it["in"] == "path");
                assert!(is_described, "{name} does not describe {part}");
            }
        }
    }
}
