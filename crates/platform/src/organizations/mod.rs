//! Organizations (platform.md 2.4). Read only, so far: the default one is made by the first start.

mod find_organization;
mod list_organizations;
mod views;

pub use find_organization::OrganizationRef;
