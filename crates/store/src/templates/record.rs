//! Templates as they are read.

use ropewalk_model::{OrganizationId, TemplateId, TemplateVersionId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// Most templates in one list.
const LIST_LIMIT: i64 = 1000;

/// How many of the latest builds the build times are taken from.
const BUILD_TIME_SAMPLES: i64 = 100;

/// A template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRecord {
    /// The template.
    pub id: TemplateId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// Its name for people.
    pub organization_display_name: String,
    /// Its picture.
    pub organization_icon: String,
    /// Unique in the organization without regard to case.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// A picture.
    pub icon: String,
    /// `local` or `terraform`.
    pub provisioner: String,
    /// The version that new workspaces get.
    pub active_version_id: TemplateVersionId,
    /// After how many ms a started workspace stops; 0 = never.
    pub default_ttl_ms: i64,
    /// Why it is deprecated; empty = it is not.
    pub deprecation_message: String,
    /// Whether people may cancel running builds.
    pub allow_user_cancel_workspace_jobs: bool,
    /// Who made it; `None` = built in.
    pub created_by: Option<UserId>,
    /// Their user name.
    pub created_by_name: Option<String>,
    /// Whether it is gone.
    pub deleted: bool,
    /// People who own a workspace of it.
    pub active_user_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Which templates to list, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateFilter {
    /// Only of these organizations; `None` = of all.
    pub organizations: Option<Vec<OrganizationId>>,
    /// A part of name or display name, without regard to case; empty = all.
    pub text: String,
    /// The whole name, without regard to case.
    pub exact_name: Option<String>,
    /// Only deprecated ones, or only others.
    pub deprecated: Option<bool>,
    /// Deleted ones instead of the others.
    pub deleted: bool,
}

/// How long builds of one transition take, in ms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildTimes {
    /// The template.
    pub template_id: TemplateId,
    /// `start`, `stop` or `delete`.
    pub transition: String,
    /// The median.
    pub p50_ms: i64,
    /// 95 of 100 builds take no longer.
    pub p95_ms: i64,
}

struct TemplateRow {
    id: Uuid,
    organization_id: Uuid,
    organization_name: String,
    organization_display_name: String,
    organization_icon: String,
    name: String,
    display_name: String,
    description: String,
    icon: String,
    provisioner: String,
    active_version_id: Uuid,
    default_ttl_ms: i64,
    deprecation_message: String,
    allow_user_cancel_workspace_jobs: bool,
    created_by: Option<Uuid>,
    created_by_name: Option<String>,
    deleted: bool,
    active_user_count: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<TemplateRow> for TemplateRecord {
    fn from(row: TemplateRow) -> Self {
        Self {
            id: row.id.into(),
            organization_id: row.organization_id.into(),
            organization_name: row.organization_name,
            organization_display_name: row.organization_display_name,
            organization_icon: row.organization_icon,
            name: row.name,
            display_name: row.display_name,
            description: row.description,
            icon: row.icon,
            provisioner: row.provisioner,
            active_version_id: row.active_version_id.into(),
            default_ttl_ms: row.default_ttl_ms,
            deprecation_message: row.deprecation_message,
            allow_user_cancel_workspace_jobs: row.allow_user_cancel_workspace_jobs,
            created_by: row.created_by.map(UserId::from),
            created_by_name: row.created_by_name,
            deleted: row.deleted,
            active_user_count: row.active_user_count,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A checked query for whole templates; `$tail` is what stands after the joins. Names in it: `t` template,
/// `g` organization.
macro_rules! template_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            TemplateRow,
            r#"select t.id, t.organization_id, g.name as organization_name,
                      g.display_name as organization_display_name, g.icon as organization_icon, t.name,
                      t.display_name, t.description, t.icon, t.provisioner, t.active_version_id, t.default_ttl_ms,
                      t.deprecation_message, t.allow_user_cancel_workspace_jobs, t.created_by,
                      u.username as "created_by_name?", t.deleted,
                      (select count(distinct w.owner_id) from workspaces w
                        where w.template_id = t.id and not w.deleted) as "active_user_count!",
                      t.created_at, t.updated_at
                 from templates t
                 join organizations g on g.id = t.organization_id
                 left join users u on u.id = t.created_by
                "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A template by id, deleted or not.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.by_id", skip_all, err(level = "debug"))]
    pub async fn template(&self, id: TemplateId) -> Result<Option<TemplateRecord>, StoreError> {
        let row = template_query!("where t.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        Ok(row.step("read a template")?.map(TemplateRecord::from))
    }

    /// The template of an organization with this name, without regard to case.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.by_name", skip_all, err(level = "debug"))]
    pub async fn template_by_name(
        &self,
        organization: OrganizationId,
        name: &str,
    ) -> Result<Option<TemplateRecord>, StoreError> {
        let row = template_query!(
            "where t.organization_id = $1 and lower(t.name) = lower($2) and not t.deleted",
            organization.uuid(),
            name,
        )
        .fetch_optional(self.pool())
        .await;
        Ok(row.step("read a template by name")?.map(TemplateRecord::from))
    }

    /// Templates by name, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.list", skip_all, err(level = "debug"))]
    pub async fn templates(&self, filter: &TemplateFilter) -> Result<Vec<TemplateRecord>, StoreError> {
        let organizations: Option<Vec<Uuid>> =
            filter.organizations.as_ref().map(|ids| ids.iter().map(|id| id.uuid()).collect());
        let rows = template_query!(
            "where t.deleted = $1 and ($2::uuid[] is null or t.organization_id = any($2))
               and ($3 = '' or position(lower($3) in lower(t.name)) > 0
                    or position(lower($3) in lower(t.display_name)) > 0)
               and ($4::text is null or lower(t.name) = lower($4))
               and ($5::boolean is null or (t.deprecation_message <> '') = $5)
             order by lower(t.name), t.id limit $6",
            filter.deleted,
            organizations.as_deref(),
            filter.text,
            filter.exact_name,
            filter.deprecated,
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list templates")?;
        Ok(rows.into_iter().map(TemplateRecord::from).collect())
    }

    /// How long the last builds of these templates took, by transition; nothing for what was never built.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.template.build_times", skip_all, err(level = "debug"))]
    pub async fn build_times(&self, templates: &[TemplateId]) -> Result<Vec<BuildTimes>, StoreError> {
        let ids: Vec<Uuid> = templates.iter().map(|id| id.uuid()).collect();
        sqlx::query_as!(
            BuildTimes,
            r#"with samples as (
                   select w.template_id, b.transition,
                          extract(epoch from j.completed_at - j.started_at) * 1000 as took_ms,
                          row_number() over (partition by w.template_id, b.transition order by b.created_at desc) as n
                     from workspace_builds b
                     join workspaces w on w.id = b.workspace_id
                     join provisioner_jobs j on j.id = b.job_id
                    where w.template_id = any($1) and j.completed_at is not null and j.started_at is not null
                      and j.error is null and j.canceled_at is null)
               select template_id, transition,
                      percentile_disc(0.5) within group (order by took_ms)::bigint as "p50_ms!",
                      percentile_disc(0.95) within group (order by took_ms)::bigint as "p95_ms!"
                 from samples where n <= $2
                group by template_id, transition order by template_id, transition limit 3000"#,
            &ids,
            BUILD_TIME_SAMPLES,
        )
        .fetch_all(self.pool())
        .await
        .step("measure the builds of templates")
    }
}
