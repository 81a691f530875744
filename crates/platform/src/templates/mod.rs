//! Templates and their versions. Read only, so far, but for those that come with the server.

mod builtin;
mod get_template;
mod list_templates;
mod template_versions;
mod views;

pub(crate) use list_templates::object_of;
