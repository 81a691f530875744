//! Templates and their versions.

mod builtin;
mod record;

pub use builtin::BuiltinTemplate;
pub use record::{BuildTimes, TemplateFilter, TemplateRecord, TemplateVersionRecord};
