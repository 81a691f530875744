//! The span of time in the query of a summary.

use chrono::{DateTime, Utc};
use ropewalk_platform::spend::CostRange;

use crate::error::ApiError;

/// Reads both ends; empty counts as absent.
pub(super) fn range(start: Option<&str>, end: Option<&str>) -> Result<CostRange, ApiError> {
    Ok(CostRange { start: moment("start_date", start)?, end: moment("end_date", end)? })
}

fn moment(field: &str, text: Option<&str>) -> Result<Option<DateTime<Utc>>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let read = DateTime::parse_from_rfc3339(text)
        .map_err(|_| ApiError::invalid_field(field, "must be a time such as 2026-11-26T00:00:00Z"))?;
    Ok(Some(read.to_utc()))
}
