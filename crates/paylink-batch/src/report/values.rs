//! The report's own columns.

use paylink_core::Timestamp;

use crate::report_row::ReportRow;

/// Their names, in their order.
pub(super) const NAMES: [&str; 9] = [
    "paylink_state",
    "paylink_link_id",
    "paylink_url",
    "paylink_error",
    "paylink_field",
    "paylink_idempotency_key",
    "paylink_request_id",
    "paylink_attempts",
    "paylink_finished_at",
];

/// Their values for a row.
pub(super) fn values(row: &ReportRow) -> [Option<String>; 9] {
    let link = row.link.as_ref();
    [
        Some(row.state.as_str().to_owned()),
        link.and_then(|link| link.id.clone()),
        link.and_then(|link| link.url.clone()),
        row.error.clone(),
        row.field.clone(),
        row.key.as_ref().map(|key| key.as_str().to_owned()),
        row.request_id.clone(),
        Some(row.attempts.to_string()),
        row.finished_at
            .and_then(Timestamp::from_instant)
            .map(|time| time.text().to_owned()),
    ]
}
