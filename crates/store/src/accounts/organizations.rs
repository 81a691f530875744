//! Organizations.

use ropewalk_model::{OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// Most organizations in one list. Deployments have a handful.
const LIST_LIMIT: i64 = 1000;

/// An organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganizationRecord {
    /// The organization.
    pub id: OrganizationId,
    /// Unique without regard to case.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// What it is for.
    pub description: String,
    /// A picture.
    pub icon: String,
    /// Whether new people join it.
    pub is_default: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

struct OrganizationRow {
    id: Uuid,
    name: String,
    display_name: String,
    description: String,
    icon: String,
    is_default: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl From<OrganizationRow> for OrganizationRecord {
    fn from(row: OrganizationRow) -> Self {
        Self {
            id: row.id.into(),
            name: row.name,
            display_name: row.display_name,
            description: row.description,
            icon: row.icon,
            is_default: row.is_default,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A checked query for whole organizations; `$tail` is what stands after the table's name `o`.
macro_rules! organization_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            OrganizationRow,
            "select o.id, o.name, o.display_name, o.description, o.icon, o.is_default, o.created_at, o.updated_at
               from organizations o " + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// Makes the default organization unless there is one.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.organizations.ensure_default", skip_all, err(level = "debug"))]
    pub async fn ensure_default_organization(
        &self,
        id: OrganizationId,
        name: &str,
        display_name: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into organizations (id, name, display_name, is_default, created_at, updated_at)
             values ($1, $2, $3, true, $4, $4) on conflict do nothing",
            id.uuid(),
            name,
            display_name,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("make the default organization")
    }

    /// The organization that new people join.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.organizations.default", skip_all, err(level = "debug"))]
    pub async fn default_organization(&self) -> Result<Option<OrganizationRecord>, StoreError> {
        let row = organization_query!("where o.is_default").fetch_optional(self.pool()).await;
        Ok(row.step("read the default organization")?.map(OrganizationRecord::from))
    }

    /// An organization by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.organizations.by_id", skip_all, err(level = "debug"))]
    pub async fn organization_by_id(
        &self,
        id: OrganizationId,
    ) -> Result<Option<OrganizationRecord>, StoreError> {
        let row = organization_query!("where o.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        Ok(row.step("read an organization")?.map(OrganizationRecord::from))
    }

    /// An organization by name, without regard to case.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.organizations.by_name", skip_all, err(level = "debug"))]
    pub async fn organization_by_name(&self, name: &str) -> Result<Option<OrganizationRecord>, StoreError> {
        let row =
            organization_query!("where lower(o.name) = lower($1)", name).fetch_optional(self.pool()).await;
        Ok(row.step("read an organization by name")?.map(OrganizationRecord::from))
    }

    /// Organizations by name, at most 1,000; with a person given, only those that they are a member of.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.organizations.list", skip_all, err(level = "debug"))]
    pub async fn list_organizations(
        &self,
        member: Option<UserId>,
    ) -> Result<Vec<OrganizationRecord>, StoreError> {
        let rows = organization_query!(
            "where $1::uuid is null
                or exists(select 1 from organization_members m where m.user_id = $1 and m.organization_id = o.id)
             order by lower(o.name), o.id limit $2",
            member.map(UserId::uuid),
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list organizations")?;
        Ok(rows.into_iter().map(OrganizationRecord::from).collect())
    }
}
