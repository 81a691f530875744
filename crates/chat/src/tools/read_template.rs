//! `read_template`: the choices that a template gives.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::TemplateId;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::templates::{Preset, Template, TemplateVersion, TemplateVersionParameter};
use serde_json::{Map, Value, json};

use super::args::{Args, BadArgs};
use super::schema::definition;
use super::session::until_cancelled;
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// How much of a readme is shown, in characters.
const README_CHARS_MAX: usize = 8000;
/// How much of a parameter's description is shown, in characters.
const DESCRIPTION_CHARS_MAX: usize = 300;

/// Shows a template.
pub(super) struct ReadTemplate;

#[async_trait]
impl Tool for ReadTemplate {
    fn definition(&self) -> ToolDefinition {
        definition(
            "read_template",
            "Shows a template: its readme, its parameters with their defaults and allowed values, and its presets. Read it \
             before create_workspace when a parameter has to be set.",
            json!({"template_id": {"type": "string", "description": "The id that list_templates gave."}}),
            &["template_id"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, read(&call)).await
    }
}

/// The template that a call names.
pub(super) fn template_id(args: &Args<'_>) -> Result<TemplateId, BadArgs> {
    let text = args.word("template_id")?;
    text.parse().map_err(|_| {
        BadArgs::field("template_id", "must be the id of a template, as list_templates gives it")
    })
}

/// A template of the chat's own organization, with its active version. What belongs to others is not found.
pub(super) async fn find_template(
    call: &ToolCallContext,
    id: TemplateId,
) -> Result<(Template, TemplateVersion), String> {
    let not_found = || format!("There is no template {id} here. Use an id that list_templates gives.");
    let explain = |error: UseCaseError| {
        if matches!(error, UseCaseError::NotFound { .. } | UseCaseError::Forbidden { .. }) {
            not_found()
        } else {
            format!("The template could not be read: {error}.")
        }
    };
    let platform = &call.deps.platform;
    let template = platform.get_template(&call.owner, id).await.map_err(explain)?;
    if template.organization_id != call.chat.organization_id || template.deleted {
        return Err(not_found());
    }
    let version =
        platform.get_template_version(&call.owner, template.active_version_id).await.map_err(explain)?;
    Ok((template, version))
}

async fn read(call: &ToolCallContext) -> ToolOutcome {
    let id = match Args::of(&call.args).and_then(|args| template_id(&args)) {
        Ok(id) => id,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let (template, version) = match find_template(call, id).await {
        Ok(found) => found,
        Err(problem) => return ToolOutcome::error(problem),
    };
    let platform = &call.deps.platform;
    let choices = async {
        let parameters = platform.template_version_parameters(&call.owner, version.id).await?;
        Ok::<_, UseCaseError>((parameters, platform.template_version_presets(&call.owner, version.id).await?))
    };
    match choices.await {
        Ok((parameters, presets)) => ToolOutcome::ok(answer(&template, &version, &parameters, &presets)),
        Err(error) => {
            ToolOutcome::error(format!("The parameters of the template could not be read: {error}."))
        }
    }
}

fn answer(
    template: &Template,
    version: &TemplateVersion,
    parameters: &[TemplateVersionParameter],
    presets: &[Preset],
) -> Value {
    let mut shown = Map::new();
    shown.insert("id".to_owned(), json!(template.id));
    shown.insert("name".to_owned(), json!(template.name));
    shown.insert("active_version_id".to_owned(), json!(template.active_version_id));
    put_text(&mut shown, "display_name", &template.display_name);
    put_text(&mut shown, "description", &template.description);
    put_text(&mut shown, "readme", &cut(&version.readme, README_CHARS_MAX));
    let mut result = json!({
        "template": shown,
        "parameters": parameters.iter().map(parameter).collect::<Vec<_>>(),
    });
    if parameters.is_empty() {
        result["parameters_note"] = json!("This template has no parameters: leave them out.");
    }
    if !presets.is_empty() {
        result["presets"] = presets.iter().map(preset).collect();
    }
    result
}

fn parameter(parameter: &TemplateVersionParameter) -> Value {
    let mut shown = Map::new();
    shown.insert("name".to_owned(), json!(parameter.name));
    shown.insert("type".to_owned(), json!(parameter.kind));
    shown.insert("required".to_owned(), json!(parameter.required));
    shown.insert("mutable".to_owned(), json!(parameter.mutable));
    put_text(&mut shown, "display_name", &parameter.display_name);
    put_text(&mut shown, "description", &cut(&parameter.description_plaintext, DESCRIPTION_CHARS_MAX));
    put_text(&mut shown, "default", &parameter.default_value);
    put_text(&mut shown, "form_type", &parameter.form_type);
    put_text(&mut shown, "validation_regex", &parameter.validation_regex);
    put_text(&mut shown, "validation_error", &parameter.validation_error);
    put_text(
        &mut shown,
        "validation_monotonic",
        parameter.validation_monotonic.as_deref().unwrap_or_default(),
    );
    if parameter.ephemeral {
        shown.insert("ephemeral".to_owned(), json!(true));
    }
    for (name, bound) in
        [("validation_min", parameter.validation_min), ("validation_max", parameter.validation_max)]
    {
        if let Some(bound) = bound {
            shown.insert(name.to_owned(), json!(bound));
        }
    }
    let options = parameter.options.iter().map(|option| {
        let mut shown = Map::new();
        shown.insert("name".to_owned(), json!(option.name));
        shown.insert("value".to_owned(), json!(option.value));
        put_text(&mut shown, "description", &option.description);
        put_text(&mut shown, "icon", &option.icon);
        Value::Object(shown)
    });
    if !parameter.options.is_empty() {
        shown.insert("options".to_owned(), options.collect());
    }
    Value::Object(shown)
}

fn preset(preset: &Preset) -> Value {
    let mut shown = Map::new();
    shown.insert("id".to_owned(), json!(preset.id));
    shown.insert("name".to_owned(), json!(preset.name));
    shown.insert("default".to_owned(), json!(preset.default));
    put_text(&mut shown, "description", &preset.description);
    put_text(&mut shown, "icon", &preset.icon);
    if let Some(instances) = preset.desired_prebuild_instances {
        shown.insert("desired_prebuild_instances".to_owned(), json!(instances));
    }
    let values = preset.parameters.iter().map(|it| json!({"name": it.name, "value": it.value}));
    shown.insert("parameters".to_owned(), values.collect());
    Value::Object(shown)
}

fn put_text(object: &mut Map<String, Value>, field: &str, text: &str) {
    if !text.is_empty() {
        object.insert(field.to_owned(), json!(text));
    }
}

fn cut(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
