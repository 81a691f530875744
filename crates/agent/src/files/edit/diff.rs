//! The diff that an edit answers with.

use std::time::Duration;

use similar::TextDiff;

/// How long the search for a small diff may take; after it the diff is still right, only longer.
const DIFF_LIMIT: Duration = Duration::from_secs(2);

/// Unified diff with 3 lines of context; empty when nothing changed.
pub(super) fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let diff = TextDiff::configure().timeout(DIFF_LIMIT).diff_lines(before, after);
    diff.unified_diff().context_radius(3).header(path, path).to_string()
}
