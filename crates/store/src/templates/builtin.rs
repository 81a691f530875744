//! The templates that come with the server.

use ropewalk_model::{JobId, OrganizationId, TemplateId, TemplateVersionId};
use sqlx::PgConnection;

use crate::jobs::{JobKind, NewJob};
use crate::{Step, Store, StoreError};

/// A built-in template as it must be.
#[derive(Clone, Debug, PartialEq)]
pub struct BuiltinTemplate {
    /// Used when the template is made.
    pub template_id: TemplateId,
    /// Used when a version is made.
    pub version_id: TemplateVersionId,
    /// Used for the import of a version that is made.
    pub job_id: JobId,
    /// Where it belongs.
    pub organization_id: OrganizationId,
    /// Its name, by which it is found again.
    pub name: &'static str,
    /// For people.
    pub display_name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// A picture.
    pub icon: &'static str,
    /// The name of the version; another name makes another version.
    pub version_name: &'static str,
    /// Markdown.
    pub readme: &'static str,
    /// Agents and scripts.
    pub definition: serde_json::Value,
}

impl Store {
    /// Makes a built-in template, or adds and activates the version that this binary brings. Does nothing when all
    /// is there, when somebody made a template of that name, or when it was deleted.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.ensure_builtin", skip_all, err(level = "debug"))]
    pub async fn ensure_builtin_template(&self, template: &BuiltinTemplate) -> Result<(), StoreError> {
        let step = "make a built-in template";
        let mut transaction = self.begin(step).await?;
        // Two servers that start at once must not both make it.
        sqlx::query!("select pg_advisory_xact_lock(hashtextextended('ropewalk:builtin-templates', 0))")
            .fetch_one(&mut *transaction)
            .await
            .step(step)?;
        let existing = sqlx::query!(
            r#"select t.id, t.created_by is null and not t.deleted as "is_ours!",
                      exists (select from template_versions v where v.template_id = t.id and v.name = $3) as "has_version!"
                 from templates t where t.organization_id = $1 and lower(t.name) = lower($2)
                order by t.deleted, t.created_at limit 1"#,
            template.organization_id.uuid(),
            template.name,
            template.version_name,
        )
        .fetch_optional(&mut *transaction)
        .await
        .step(step)?;
        match existing {
            Some(existing) if !existing.is_ours || existing.has_version => return Ok(()),
            Some(existing) => {
                insert_version(&mut transaction, template, existing.id.into()).await?;
                sqlx::query!(
                    "update templates set active_version_id = $2, updated_at = now() where id = $1",
                    existing.id,
                    template.version_id.uuid(),
                )
                .execute(&mut *transaction)
                .await
                .step(step)?;
            }
            None => {
                // The foreign key to the version is checked at the commit.
                insert_template(&mut transaction, template).await?;
                insert_version(&mut transaction, template, template.template_id).await?;
            }
        }
        transaction.commit().await.step(step)
    }
}

async fn insert_template(
    connection: &mut PgConnection,
    template: &BuiltinTemplate,
) -> Result<(), StoreError> {
    sqlx::query!(
        "insert into templates (id, organization_id, name, display_name, description, icon, provisioner,
                                active_version_id, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, 'local', $7, now(), now())",
        template.template_id.uuid(),
        template.organization_id.uuid(),
        template.name,
        template.display_name,
        template.description,
        template.icon,
        template.version_id.uuid(),
    )
    .execute(connection)
    .await
    .map(drop)
    .step("insert a built-in template")
}

/// A version of a native template needs no import; its job stands for "read and found good".
async fn insert_version(
    connection: &mut PgConnection,
    template: &BuiltinTemplate,
    template_id: TemplateId,
) -> Result<(), StoreError> {
    let step = "insert the version of a built-in template";
    let job = NewJob {
        id: template.job_id,
        organization_id: template.organization_id.uuid(),
        initiator_id: None,
        kind: JobKind::TemplateVersionImport,
        input: serde_json::json!({ "template_version_id": template.version_id }),
    };
    job.insert(connection).await?;
    sqlx::query!(
        "update provisioner_jobs set started_at = created_at, completed_at = created_at where id = $1",
        template.job_id.uuid(),
    )
    .execute(&mut *connection)
    .await
    .step(step)?;
    sqlx::query!(
        "insert into template_versions (id, template_id, organization_id, name, readme, definition, job_id, created_at,
                                        updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, now(), now())",
        template.version_id.uuid(),
        template_id.uuid(),
        template.organization_id.uuid(),
        template.version_name,
        template.readme,
        template.definition,
        template.job_id.uuid(),
    )
    .execute(connection)
    .await
    .map(drop)
    .step(step)
}
