//! Generates `crates/llm/src/catalog/models.json` from a (gzipped) snapshot of models.dev.
//!
//! Kept: chat models of the providers below, with limits, abilities and prices; dates and prices verbatim.
//! Left out: models that give no text, embeddings, and all fields that nothing reads.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The providers whose models are kept: our name, and that of models.dev.
const PROVIDERS: [(&str, &str); 6] = [
    ("anthropic", "anthropic"),
    ("bedrock", "amazon-bedrock"),
    ("google", "google"),
    ("openai", "openai"),
    ("openrouter", "openrouter"),
    ("vercel", "vercel"),
];

/// The prices that are kept, in USD per million tokens.
const RATES: [&str; 4] = ["input", "output", "cache_read", "cache_write"];

#[derive(Deserialize)]
struct Provider {
    models: BTreeMap<String, Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    name: String,
    family: Option<String>,
    release_date: String,
    limit: Limit,
    modalities: Modalities,
    #[serde(default)]
    reasoning: bool,
    #[serde(default)]
    tool_call: bool,
    #[serde(default)]
    attachment: bool,
    #[serde(default)]
    temperature: bool,
    cost: Option<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Limit {
    context: i64,
    input: Option<i64>,
    output: i64,
}

#[derive(Deserialize)]
struct Modalities {
    input: Vec<String>,
    output: Vec<String>,
}

/// The text of `models.json` for a snapshot.
///
/// # Errors
/// If the file cannot be read, is no snapshot of models.dev, or lacks one of the providers.
pub(super) fn generate(source: &Path) -> Result<String> {
    let file = File::open(source).with_context(|| format!("could not open {}", source.display()))?;
    let mut text = String::new();
    GzDecoder::new(file)
        .read_to_string(&mut text)
        .with_context(|| format!("could not unpack {}", source.display()))?;
    let mut snapshot: BTreeMap<String, Value> =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", source.display()))?;
    let mut catalogue = BTreeMap::new();
    for (name, theirs) in PROVIDERS {
        let provider = snapshot.remove(theirs).with_context(|| format!("the snapshot lacks {theirs}"))?;
        let provider: Provider = serde_json::from_value(provider)
            .with_context(|| format!("the provider {name} has another shape than expected"))?;
        // Of Bedrock's models we speak to Claude; of the gateways' hundreds, those that call tools are of use.
        let is_ours = |it: &Model| match name {
            "bedrock" => it.id.contains("anthropic.claude"),
            "openrouter" | "vercel" => it.tool_call,
            _ => true,
        };
        let models = provider.models.into_values().filter(is_chat).filter(is_ours);
        let mut models: Vec<Model> = models.collect();
        models.sort_by(|a, b| a.id.cmp(&b.id));
        let entries: Vec<Value> = models.iter().map(entry).collect::<Result<_>>()?;
        ensure!(!entries.is_empty(), "the snapshot has no chat models of {name}");
        catalogue.insert(name, entries);
    }
    Ok(format!("{}\n", serde_json::to_string_pretty(&catalogue)?))
}

fn is_chat(model: &Model) -> bool {
    model.modalities.output == ["text"]
        && model.limit.context > 0
        && model.limit.output > 1
        && !model.id.contains("embedding")
}

fn entry(model: &Model) -> Result<Value> {
    let takes = |kind: &str| model.modalities.input.iter().any(|it| it == kind);
    let mut entry = json!({
        "id": model.id,
        "name": model.name,
        "release_date": model.release_date,
        "context_limit": model.limit.context,
        "output_limit": model.limit.output,
        "reasoning": model.reasoning,
        "tool_call": model.tool_call,
        "attachment": model.attachment,
        "images": takes("image"),
        "pdf": takes("pdf"),
        "sampling": model.temperature,
    });
    if let Some(family) = &model.family {
        entry["family"] = json!(family);
    }
    if let Some(input) = model.limit.input {
        entry["input_limit"] = json!(input);
    }
    if let Some(cost) = &model.cost {
        entry["price"] = price(cost).with_context(|| format!("the price of {}", model.id))?;
    }
    Ok(entry)
}

fn price(cost: &Map<String, Value>) -> Result<Value> {
    let mut price = rates(cost)?;
    let tiers = cost.get("tiers").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut kept = Vec::new();
    for tier in tiers {
        let bound = &tier["tier"];
        ensure!(bound["type"] == "context", "a tier of another kind than context: {bound}");
        let above = bound["size"].as_i64().context("a tier without a size")?;
        let mut rates = rates(tier.as_object().context("a tier that is no object")?)?;
        rates.insert("above_tokens".to_owned(), json!(above));
        kept.push((above, Value::Object(rates)));
    }
    kept.sort_by_key(|(above, _)| *above);
    if !kept.is_empty() {
        price.insert("tiers".to_owned(), kept.into_iter().map(|(_, tier)| tier).collect());
    }
    Ok(Value::Object(price))
}

/// The prices, with the very numbers of the snapshot.
fn rates(cost: &Map<String, Value>) -> Result<Map<String, Value>> {
    let mut rates = Map::new();
    for name in RATES {
        if let Some(rate) = cost.get(name) {
            ensure!(rate.is_number(), "the rate {name} is no number: {rate}");
            rates.insert(name.to_owned(), rate.clone());
        }
    }
    ensure!(rates.contains_key("input") && rates.contains_key("output"), "no rate of input or output");
    Ok(rates)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use serde_json::{Value, json};

    use super::{PROVIDERS, generate};

    fn snapshot(models: &Value) -> std::io::Result<std::path::PathBuf> {
        // One model that is kept whoever offers it.
        let one = json!({"m": {"id": "anthropic.claude", "name": "M", "release_date": "2026-01-01", "tool_call": true,
            "limit": {"context": 10, "output": 5}, "modalities": {"input": ["text"], "output": ["text"]}}});
        let mut all = json!({"other": {"models": {"x": 1}}});
        for (_, theirs) in PROVIDERS {
            all[theirs] = json!({"models": one});
        }
        all["anthropic"] = json!({"models": models});
        let path = std::env::temp_dir().join(format!("ropewalk-models-{}.json.gz", std::process::id()));
        let mut file = GzEncoder::new(std::fs::File::create(&path)?, Compression::fast());
        file.write_all(all.to_string().as_bytes())?;
        file.finish()?;
        Ok(path)
    }

    #[test]
    fn chat_models_are_kept_with_prices_verbatim() {
        let path = snapshot(&json!({
            "talks": {"id": "talks", "name": "Talks", "family": "t", "release_date": "2026-01-31",
                "limit": {"context": 100, "input": 80, "output": 20}, "temperature": true, "tool_call": true,
                "modalities": {"input": ["text", "image"], "output": ["text"]},
                "cost": {"input": 2.5, "output": 15, "cache_read": 0.25, "input_audio": 9, "tiers": [
                    {"input": 5, "output": 22.5, "tier": {"type": "context", "size": 50}}]}},
            "paints": {"id": "paints", "name": "P", "release_date": "2026-01-31",
                "limit": {"context": 100, "output": 20}, "modalities": {"input": ["text"], "output": ["image"]}},
        }))
        .expect("a snapshot");
        let made = generate(&path).expect("a catalogue");
        std::fs::remove_file(&path).expect("the file was there");
        let made: Value = serde_json::from_str(&made).expect("JSON");
        assert_eq!(
            made["anthropic"],
            json!([{
                "id": "talks", "name": "Talks", "family": "t", "release_date": "2026-01-31",
                "context_limit": 100, "input_limit": 80, "output_limit": 20, "reasoning": false,
                "tool_call": true, "attachment": false, "images": true, "pdf": false, "sampling": true,
                "price": {"input": 2.5, "output": 15, "cache_read": 0.25,
                    "tiers": [{"above_tokens": 50, "input": 5, "output": 22.5}]},
            }])
        );
        assert_eq!(made.as_object().expect("an object").len(), PROVIDERS.len());
    }
}
