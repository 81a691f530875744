//! Workspaces as they are read and listed.

use ropewalk_model::{
    BuildId, OrganizationId, TemplateId, TemplateVersionId, Timestamp, UserId, WorkspaceId,
};

use crate::{Step, Store, StoreError};

/// Most workspaces in one list.
const LIST_LIMIT: i64 = 1000;

/// A workspace with what its wire form needs of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceRecord {
    /// The workspace.
    pub id: WorkspaceId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Its owner.
    pub owner_id: UserId,
    /// The owner's user name.
    pub owner_name: String,
    /// The owner's picture.
    pub owner_avatar_url: String,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// Its template.
    pub template_id: TemplateId,
    /// The template's name.
    pub template_name: String,
    /// The template's name for people.
    pub template_display_name: String,
    /// The template's picture.
    pub template_icon: String,
    /// The version that new workspaces of the template get.
    pub template_active_version_id: TemplateVersionId,
    /// Whether people may cancel running builds.
    pub template_allow_user_cancel_workspace_jobs: bool,
    /// Its name.
    pub name: String,
    /// After how many ms it stops; `None` = never.
    pub ttl_ms: Option<i64>,
    /// When somebody last worked in it.
    pub last_used_at: Timestamp,
    /// Whether it is gone.
    pub deleted: bool,
    /// The build with the highest number. Every workspace has one.
    pub latest_build_id: BuildId,
}

/// Which workspaces to list, the one used last first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkspaceFilter {
    /// Only what this person may see: their own in these organizations. `None` = everything.
    pub visible_to: Option<(UserId, Vec<OrganizationId>)>,
    /// Only these.
    pub ids: Option<Vec<WorkspaceId>>,
    /// Only of the person with this user name, without regard to case.
    pub owner_name: Option<String>,
    /// A part of the name, without regard to case; empty = all.
    pub name: String,
    /// Only of the template with this name, without regard to case.
    pub template_name: Option<String>,
    /// Only of the organization with this name, without regard to case.
    pub organization_name: Option<String>,
    /// Only with one of these statuses (platform.md 3.2); empty = all.
    pub statuses: Vec<String>,
    /// Most entries; `None` = as many as one list may have.
    pub limit: Option<i64>,
    /// Entries to skip.
    pub offset: i64,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspacePage {
    /// The entries.
    pub workspaces: Vec<WorkspaceRecord>,
    /// How many there are in all.
    pub count: i64,
}

/// A workspace whose last build brought it up.
#[derive(Clone, Debug, PartialEq)]
pub struct RunningWorkspace {
    /// The workspace.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// The owner's user name.
    pub owner_name: String,
    /// What built it, such as `local`.
    pub provisioner: String,
    /// What the driver left.
    pub state: Option<serde_json::Value>,
}

/// A checked query for whole workspaces; `$extra` are further columns, `$tail` is what stands after the joins. Names in
/// it: `w` workspace, `o` owner, `g` organization, `t` template, `b` latest build, `j` its job.
macro_rules! workspace_query {
    ($row:ident, $extra:tt, $tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            $row,
            r#"select w.id, w.created_at, w.updated_at, w.owner_id, o.username as owner_name,
                      o.avatar_url as owner_avatar_url, w.organization_id, g.name as organization_name, w.template_id,
                      t.name as template_name, t.display_name as template_display_name, t.icon as template_icon,
                      t.active_version_id as template_active_version_id,
                      t.allow_user_cancel_workspace_jobs as template_allow_user_cancel_workspace_jobs, w.name,
                      w.ttl_ms, w.last_used_at, w.deleted, b.id as latest_build_id"# + $extra + r#"
                 from workspaces w
                 join users o on o.id = w.owner_id
                 join organizations g on g.id = w.organization_id
                 join templates t on t.id = w.template_id
                 join lateral (select id, job_id, transition from workspace_builds
                                where workspace_id = w.id order by build_number desc limit 1) b on true
                 join provisioner_jobs j on j.id = b.job_id
                "# + $tail
            $(, $argument)*
        )
    };
}

struct ListedRow {
    id: WorkspaceId,
    created_at: Timestamp,
    updated_at: Timestamp,
    owner_id: UserId,
    owner_name: String,
    owner_avatar_url: String,
    organization_id: OrganizationId,
    organization_name: String,
    template_id: TemplateId,
    template_name: String,
    template_display_name: String,
    template_icon: String,
    template_active_version_id: TemplateVersionId,
    template_allow_user_cancel_workspace_jobs: bool,
    name: String,
    ttl_ms: Option<i64>,
    last_used_at: Timestamp,
    deleted: bool,
    latest_build_id: BuildId,
    count: i64,
}

impl From<ListedRow> for WorkspaceRecord {
    fn from(row: ListedRow) -> Self {
        Self {
            id: row.id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            owner_id: row.owner_id,
            owner_name: row.owner_name,
            owner_avatar_url: row.owner_avatar_url,
            organization_id: row.organization_id,
            organization_name: row.organization_name,
            template_id: row.template_id,
            template_name: row.template_name,
            template_display_name: row.template_display_name,
            template_icon: row.template_icon,
            template_active_version_id: row.template_active_version_id,
            template_allow_user_cancel_workspace_jobs: row.template_allow_user_cancel_workspace_jobs,
            name: row.name,
            ttl_ms: row.ttl_ms,
            last_used_at: row.last_used_at,
            deleted: row.deleted,
            latest_build_id: row.latest_build_id,
        }
    }
}

impl Store {
    /// A workspace by id, deleted or not.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.by_id", skip_all, err(level = "debug"))]
    pub async fn workspace(&self, id: WorkspaceId) -> Result<Option<WorkspaceRecord>, StoreError> {
        workspace_query!(WorkspaceRecord, "", "where w.id = $1", id.uuid())
            .fetch_optional(self.pool())
            .await
            .step("read a workspace")
    }

    /// The owner's workspace with this name, without regard to case; of deleted ones, when asked for, the last.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.by_name", skip_all, err(level = "debug"))]
    pub async fn workspace_by_name(
        &self,
        owner: UserId,
        name: &str,
        include_deleted: bool,
    ) -> Result<Option<WorkspaceRecord>, StoreError> {
        workspace_query!(
            WorkspaceRecord,
            "",
            "where w.owner_id = $1 and lower(w.name) = lower($2) and ($3 or not w.deleted)
             order by w.deleted, w.created_at desc limit 1",
            owner.uuid(),
            name,
            include_deleted,
        )
        .fetch_optional(self.pool())
        .await
        .step("read a workspace by name")
    }

    /// Lists workspaces that are not deleted, at most 1,000 on one page.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.list", skip_all, err(level = "debug"))]
    pub async fn workspaces(&self, filter: &WorkspaceFilter) -> Result<WorkspacePage, StoreError> {
        let page = self.workspace_page(filter).await?;
        if page.workspaces.is_empty() && filter.offset > 0 {
            // The count comes with the rows; behind the end there are none.
            let first = WorkspaceFilter { offset: 0, limit: Some(1), ..filter.clone() };
            return Ok(WorkspacePage { count: self.workspace_page(&first).await?.count, ..page });
        }
        Ok(page)
    }

    async fn workspace_page(&self, filter: &WorkspaceFilter) -> Result<WorkspacePage, StoreError> {
        let uuids = |ids: &[WorkspaceId]| ids.iter().map(|id| id.uuid()).collect::<Vec<_>>();
        let ids = filter.ids.as_deref().map(uuids);
        let organizations: Vec<uuid::Uuid> = filter
            .visible_to
            .iter()
            .flat_map(|(_user, organizations)| organizations.iter().map(|id| id.uuid()))
            .collect();
        // The status is derived as in `ropewalk_model::build::workspace_status`; a test holds the two together.
        let rows = workspace_query!(
            ListedRow,
            r#", count(*) over () as "count!""#,
            "where not w.deleted
               and ($1::uuid is null or (w.owner_id = $1 and w.organization_id = any($2)))
               and ($3::uuid[] is null or w.id = any($3))
               and ($4::text is null or lower(o.username) = lower($4))
               and ($5 = '' or position(lower($5) in lower(w.name)) > 0)
               and ($6::text is null or lower(t.name) = lower($6))
               and ($7::text is null or lower(g.name) = lower($7))
               and (cardinality($8::text[]) = 0 or
                    case when j.completed_at is not null and j.error is not null then 'failed'
                         when j.completed_at is not null and j.canceled_at is not null then 'canceled'
                         when j.completed_at is not null then
                             case b.transition when 'start' then 'running' when 'stop' then 'stopped' else 'deleted' end
                         when j.canceled_at is not null then 'canceling'
                         when j.started_at is null then 'pending'
                         else case b.transition when 'start' then 'starting' when 'stop' then 'stopping'
                                   else 'deleting' end
                    end = any($8))
             order by w.last_used_at desc, w.id limit $9 offset $10",
            filter.visible_to.as_ref().map(|(user, _organizations)| user.uuid()),
            &organizations,
            ids.as_deref(),
            filter.owner_name,
            filter.name,
            filter.template_name,
            filter.organization_name,
            &filter.statuses,
            filter.limit.unwrap_or(LIST_LIMIT).min(LIST_LIMIT),
            filter.offset,
        )
        .fetch_all(self.pool())
        .await
        .step("list workspaces")?;
        let count = rows.first().map_or(0, |row| row.count);
        Ok(WorkspacePage { workspaces: rows.into_iter().map(WorkspaceRecord::from).collect(), count })
    }

    /// Workspaces whose last build with success was a start, by owner and name, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.running", skip_all, err(level = "debug"))]
    pub async fn running_workspaces(&self) -> Result<Vec<RunningWorkspace>, StoreError> {
        sqlx::query_as!(
            RunningWorkspace,
            "select w.id, w.name, o.username as owner_name, t.provisioner, b.state
               from workspaces w
               join templates t on t.id = w.template_id
               join users o on o.id = w.owner_id
               join lateral (select b.transition, b.state
                               from workspace_builds b join provisioner_jobs j on j.id = b.job_id
                              where b.workspace_id = w.id and j.completed_at is not null and j.error is null
                                and j.canceled_at is null
                              order by b.build_number desc limit 1) b on b.transition = 'start'
              where not w.deleted
              order by o.username, w.name, w.id limit 1000",
        )
        .fetch_all(self.pool())
        .await
        .step("list the running workspaces")
    }

    /// Notes that somebody works in a workspace. A missing one is no error: use may race with a delete.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.touch", skip_all, err(level = "debug"))]
    pub async fn touch_workspace(&self, id: WorkspaceId) -> Result<(), StoreError> {
        // At most once a minute, so that a busy workspace does not rewrite its row all the time.
        sqlx::query!(
            "update workspaces set last_used_at = now() where id = $1 and last_used_at < now() - interval '1 minute'",
            id.uuid(),
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("note the use of a workspace")
    }
}
