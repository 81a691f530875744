//! Templates and their versions.

mod builtin;
mod record;
mod version;

pub use builtin::BuiltinTemplate;
pub use record::{BuildTimes, TemplateFilter, TemplateRecord};
pub use version::TemplateVersionRecord;
