//! The rules that several fields of the page share, checked before anything is sent.

use paylink_core::{FieldError, MinorUnits, Timestamp};

/// Refuses an amount of zero or less.
pub(crate) fn check_positive_units(
    field: &'static str,
    units: MinorUnits,
) -> Result<(), FieldError> {
    if units > MinorUnits::new(0) {
        return Ok(());
    }
    Err(FieldError::new(field, "must be greater than zero"))
}

/// Refuses what is no point in time, or one that is not written in UTC.
pub(crate) fn check_utc(field: &'static str, time: &Timestamp) -> Result<(), FieldError> {
    if time.instant().is_some() && time.text().ends_with('Z') {
        return Ok(());
    }
    Err(FieldError::new(field, "must be an ISO 8601 time in UTC"))
}
