//! Rules that several fields share. They are checked before anything is sent.

use paylink_core::{FieldError, MinorUnits, Timestamp};

/// Checks that the amount is greater than zero.
pub(crate) fn check_positive_units(
    field: &'static str,
    units: MinorUnits,
) -> Result<(), FieldError> {
    if units > MinorUnits::new(0) {
        return Ok(());
    }
    Err(FieldError::new(field, "must be greater than zero"))
}

/// Checks that the text is a point in time in UTC.
pub(crate) fn check_utc(field: &'static str, time: &Timestamp) -> Result<(), FieldError> {
    if time.instant().is_some() && time.text().ends_with('Z') {
        return Ok(());
    }
    Err(FieldError::new(field, "must be an ISO 8601 time in UTC"))
}
