//! Lists of workspaces (platform.md 1.5, 2.6).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::WorkspaceId;
use ropewalk_store::workspaces::WorkspaceFilter;
use ropewalk_wire::builds::WorkspaceStatus;
use ropewalk_wire::workspaces::{ListWorkspacesQuery, WorkspacesResponse};

use crate::search_query::SearchQuery;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The workspaces that the subject may see, the one used last first.
    ///
    /// # Errors
    /// A bad `q`: it names the key.
    pub async fn list_workspaces(
        &self,
        subject: &Subject,
        query: &ListWorkspacesQuery,
    ) -> Result<WorkspacesResponse, UseCaseError> {
        let mut filter = filter_of(&query.q)?;
        if filter.owner_name.as_deref() == Some("me") {
            let own = self.store().user_by_id(subject.user_id).await?;
            filter.owner_name = own.map(|user| user.username);
        }
        if !subject.is_site_owner() {
            // The rule of `authz` for these roles as a filter; what it lets through too much is dropped below.
            filter.visible_to = Some((subject.user_id, subject.organizations.clone()));
        }
        filter.limit = (query.limit > 0).then_some(query.limit);
        filter.offset = query.offset.max(0);
        let page = self.store().workspaces(&filter).await?;
        let visible = page.workspaces.into_iter().filter(|workspace| {
            let object =
                Object::of_member(ResourceType::Workspace, workspace.organization_id, workspace.owner_id);
            subject.can(Action::Read, &object)
        });
        let workspaces = self.workspace_views(visible.collect()).await?;
        Ok(WorkspacesResponse { workspaces, count: page.count })
    }
}

/// Reads `q`: keys, and a bare word as `name` or `owner/name`.
fn filter_of(q: &str) -> Result<WorkspaceFilter, UseCaseError> {
    let mut query = SearchQuery::parse(q)?;
    let mut filter = WorkspaceFilter {
        owner_name: query.take("owner"),
        template_name: query.take("template"),
        organization_name: query.take("organization"),
        name: query.take("name").unwrap_or_default(),
        ..WorkspaceFilter::default()
    };
    if let Some(ids) = query.take("id") {
        let ids: Result<Vec<WorkspaceId>, _> = ids.split(',').map(str::parse).collect();
        filter.ids = Some(ids.map_err(|_error| UseCaseError::invalid_field("id", "must be a UUID"))?);
    }
    if let Some(words) = query.take("status") {
        for word in words.split(',') {
            let status = WorkspaceStatus::parse(word);
            let status = status.ok_or_else(|| {
                UseCaseError::invalid_field("status", format!("does not know the value {word:?}"))
            })?;
            filter.statuses.push(status.as_str().to_owned());
        }
    }
    let text = query.free_text();
    query.finish()?;
    match text.split_once('/') {
        Some((owner, name)) => {
            filter.owner_name = Some(owner.to_owned());
            name.clone_into(&mut filter.name);
        }
        None if !text.is_empty() => filter.name = text,
        None => {}
    }
    Ok(filter)
}

#[cfg(test)]
mod tests {
    use super::filter_of;
    use crate::UseCaseError;

    #[test]
    fn keys_and_bare_words_are_read() {
        let filter = filter_of("owner:me template:local status:running,stopped name:box").unwrap();
        assert_eq!(filter.owner_name.as_deref(), Some("me"));
        assert_eq!(filter.template_name.as_deref(), Some("local"));
        assert_eq!(filter.statuses, ["running", "stopped"]);
        assert_eq!(filter.name, "box");
        let filter = filter_of("ada/box").unwrap();
        assert_eq!((filter.owner_name.as_deref(), filter.name.as_str()), (Some("ada"), "box"));
        assert_eq!(filter_of("box").unwrap().name, "box");
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (q, field) in [("colour:red", "colour"), ("status:bored", "status"), ("id:7", "id")] {
            let Err(UseCaseError::Invalid { validations, .. }) = filter_of(q) else { panic!("{q}") };
            assert_eq!(validations[0].field, field);
        }
    }
}
