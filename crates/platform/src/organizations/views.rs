//! How an organization looks on the wire.

use ropewalk_store::accounts::OrganizationRecord;
use ropewalk_wire::accounts::Organization;

pub(super) fn organization(organization: OrganizationRecord) -> Organization {
    Organization {
        id: organization.id,
        name: organization.name,
        display_name: organization.display_name,
        icon: organization.icon,
        description: organization.description,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        is_default: organization.is_default,
    }
}
