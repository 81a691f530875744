//! Versions of templates as they are read.

use ropewalk_model::{OrganizationId, TemplateId, TemplateVersionId, Timestamp, UserId};
use uuid::Uuid;

use crate::jobs::{JobColumns, JobRecord};
use crate::{Step, Store, StoreError};

/// Most versions of one template in one list.
const LIST_LIMIT: i64 = 1000;

/// One version of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateVersionRecord {
    /// The version.
    pub id: TemplateVersionId,
    /// Its template.
    pub template_id: Option<TemplateId>,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Unique in the template.
    pub name: String,
    /// What changed.
    pub message: String,
    /// Markdown.
    pub readme: String,
    /// Of a native template: agents and scripts.
    pub definition: serde_json::Value,
    /// Who made it; `None` = built in.
    pub created_by: Option<UserId>,
    /// Their user name.
    pub created_by_name: Option<String>,
    /// Their picture.
    pub created_by_avatar_url: Option<String>,
    /// Whether new builds may not use it.
    pub archived: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its import.
    pub job: JobRecord,
    /// The template's name, for the job.
    pub template_name: String,
    /// The template's name for people.
    pub template_display_name: String,
    /// The template's picture.
    pub template_icon: String,
}

struct VersionRow {
    id: Uuid,
    template_id: Option<Uuid>,
    organization_id: Uuid,
    name: String,
    message: String,
    readme: String,
    definition: serde_json::Value,
    created_by: Option<Uuid>,
    created_by_name: Option<String>,
    created_by_avatar_url: Option<String>,
    archived: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    template_name: Option<String>,
    template_display_name: Option<String>,
    template_icon: Option<String>,
    job_id: Uuid,
    job_initiator_id: Option<Uuid>,
    job_kind: String,
    job_tags: serde_json::Value,
    job_worker_id: Option<Uuid>,
    job_error: Option<String>,
    job_error_code: Option<String>,
    job_logs_overflowed: bool,
    job_created_at: Timestamp,
    job_started_at: Option<Timestamp>,
    job_canceled_at: Option<Timestamp>,
    job_completed_at: Option<Timestamp>,
}

impl VersionRow {
    fn read(self) -> Result<TemplateVersionRecord, StoreError> {
        let job = JobColumns {
            id: self.job_id,
            organization_id: self.organization_id,
            initiator_id: self.job_initiator_id,
            kind: self.job_kind,
            tags: self.job_tags,
            worker_id: self.job_worker_id,
            error: self.job_error,
            error_code: self.job_error_code,
            logs_overflowed: self.job_logs_overflowed,
            created_at: self.job_created_at,
            started_at: self.job_started_at,
            canceled_at: self.job_canceled_at,
            completed_at: self.job_completed_at,
            // Imports of native templates never wait.
            queue_position: 0,
            queue_size: 0,
        };
        Ok(TemplateVersionRecord {
            id: self.id.into(),
            template_id: self.template_id.map(TemplateId::from),
            organization_id: self.organization_id.into(),
            name: self.name,
            message: self.message,
            readme: self.readme,
            definition: self.definition,
            created_by: self.created_by.map(UserId::from),
            created_by_name: self.created_by_name,
            created_by_avatar_url: self.created_by_avatar_url,
            archived: self.archived,
            created_at: self.created_at,
            updated_at: self.updated_at,
            job: job.read()?,
            template_name: self.template_name.unwrap_or_default(),
            template_display_name: self.template_display_name.unwrap_or_default(),
            template_icon: self.template_icon.unwrap_or_default(),
        })
    }
}

/// A checked query for whole versions; `$tail` is what stands after the joins. Names in it: `v` version.
macro_rules! version_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            VersionRow,
            r#"select v.id, v.template_id, v.organization_id, v.name, v.message, v.readme, v.definition, v.created_by,
                      u.username as "created_by_name?", u.avatar_url as "created_by_avatar_url?", v.archived,
                      v.created_at, v.updated_at, t.name as "template_name?",
                      t.display_name as "template_display_name?", t.icon as "template_icon?",
                      j.id as job_id, j.initiator_id as job_initiator_id, j.kind as job_kind, j.tags as job_tags,
                      j.worker_id as job_worker_id, j.error as job_error, j.error_code as job_error_code,
                      j.logs_overflowed as job_logs_overflowed, j.created_at as job_created_at,
                      j.started_at as job_started_at, j.canceled_at as job_canceled_at,
                      j.completed_at as job_completed_at
                 from template_versions v
                 join provisioner_jobs j on j.id = v.job_id
                 left join templates t on t.id = v.template_id
                 left join users u on u.id = v.created_by
                "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A version by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.version", skip_all, err(level = "debug"))]
    pub async fn template_version(
        &self,
        id: TemplateVersionId,
    ) -> Result<Option<TemplateVersionRecord>, StoreError> {
        let row = version_query!("where v.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read a template version")?.map(VersionRow::read).transpose()
    }

    /// The versions of a template, the newest last, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.versions", skip_all, err(level = "debug"))]
    pub async fn template_versions(
        &self,
        template: TemplateId,
        include_archived: bool,
        limit: Option<i64>,
        offset: i64,
    ) -> Result<Vec<TemplateVersionRecord>, StoreError> {
        let rows = version_query!(
            "where v.template_id = $1 and ($2 or not v.archived) order by v.created_at, v.id limit $3 offset $4",
            template.uuid(),
            include_archived,
            limit.unwrap_or(LIST_LIMIT).min(LIST_LIMIT),
            offset,
        )
        .fetch_all(self.pool())
        .await
        .step("list the versions of a template")?;
        rows.into_iter().map(VersionRow::read).collect()
    }
}
