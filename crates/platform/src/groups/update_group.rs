//! Changing a group and who is in it.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::{GroupId, OrganizationId, UserId};
use ropewalk_store::accounts::{GroupChange, GroupRecord};
use ropewalk_wire::accounts::{GetGroupQuery, Group, PatchGroupRequest};

use super::require;
use super::rules::GroupFields;
use crate::{FieldProblem, Platform, UseCaseError};

/// Most people that one request adds, and most that it removes.
const USERS_MAX: usize = 1000;

impl Platform {
    /// Changes a group and its members, or nothing of it.
    ///
    /// # Errors
    /// Not found; forbidden; invalid with the bad fields, among them people who are no members of the organization, and the name and
    /// the members of Everyone; conflict when the name is taken.
    pub async fn update_group(
        &self,
        subject: &Subject,
        id: GroupId,
        request: &PatchGroupRequest,
    ) -> Result<Group, UseCaseError> {
        let group = self.find_group(subject, id).await?;
        require(subject, Action::Update, group.organization_id)?;
        let name = Some(request.name.as_str()).filter(|it| !it.is_empty() && *it != group.name);
        if group.is_everyone() {
            check_everyone(name.is_some(), request)?;
        }
        let fields = GroupFields {
            name,
            display_name: request.display_name.as_deref(),
            avatar_url: request.avatar_url.as_deref(),
            quota_allowance: request.quota_allowance,
        };
        fields.check()?;
        let change = GroupChange {
            name: name.map(str::to_owned),
            display_name: request.display_name.clone(),
            avatar_url: request.avatar_url.clone(),
            quota_allowance: request.quota_allowance,
            add: self.people_to_add(&group, &request.add_users).await?,
            remove: read_people("remove_users", &request.remove_users)?,
        };
        if let Some(index) = change.remove.iter().position(|it| change.add.contains(it)) {
            return Err(UseCaseError::invalid_field(format!("remove_users[{index}]"), "is to be added too"));
        }
        self.store().update_group(group.id, &change, self.now()).await.map_err(|error| {
            if error.violates("groups_name") {
                UseCaseError::taken("name", &request.name)
            } else if error.violates("group_members_organization_member") {
                // Somebody left the organization since they were looked up.
                UseCaseError::invalid_field("add_users", "must name members of the organization")
            } else {
                error.into()
            }
        })?;
        self.get_group(subject, group.id, GetGroupQuery::default()).await
    }

    async fn people_to_add(
        &self,
        group: &GroupRecord,
        people: &[String],
    ) -> Result<Vec<UserId>, UseCaseError> {
        let people = read_people("add_users", people)?;
        let organization: OrganizationId = group.organization_id;
        let members = self.store().organization_members_among(organization, &people).await?;
        let strangers: Vec<FieldProblem> = people
            .iter()
            .enumerate()
            .filter(|(_, id)| !members.contains(id))
            .map(|(index, id)| {
                FieldProblem::new(
                    format!("add_users[{index}]"),
                    format!("must be a member of the organization: {id} is none"),
                )
            })
            .collect();
        if strangers.is_empty() { Ok(people) } else { Err(UseCaseError::invalid_fields(strangers)) }
    }
}

/// Everyone has its name, and all members of the organization in it.
fn check_everyone(renames: bool, request: &PatchGroupRequest) -> Result<(), UseCaseError> {
    let problems: Vec<FieldProblem> = [
        ("name", renames),
        ("add_users", !request.add_users.is_empty()),
        ("remove_users", !request.remove_users.is_empty()),
    ]
    .into_iter()
    .filter(|(_, is_bad)| *is_bad)
    .map(|(field, _)| FieldProblem::new(field, "cannot be changed for the group of all members"))
    .collect();
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}

fn read_people(field: &str, people: &[String]) -> Result<Vec<UserId>, UseCaseError> {
    if people.len() > USERS_MAX {
        return Err(UseCaseError::invalid_field(field, format!("must name at most {USERS_MAX} people")));
    }
    let read = |(index, text): (usize, &String)| {
        text.parse().map_err(|_bad| {
            let detail = format!("must be the id of a person: {text:?} is none");
            UseCaseError::invalid_field(format!("{field}[{index}]"), detail)
        })
    };
    people.iter().enumerate().map(read).collect()
}
