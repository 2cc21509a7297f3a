//! The JSON of the API: responses are read field by field. The JSON of a request is beside it, and
//! is written and read as a whole.

mod answer;

use paylink_core::provider::json::ExactNumber;
use paylink_core::{Amount, FieldError, Timestamp};

pub(crate) use answer::{read_any_link, read_invoice, read_link, read_page, says_no};

pub(crate) fn in_utc(field: &'static str, time: &Timestamp) -> Result<Timestamp, FieldError> {
    Timestamp::parse(time.text())
        .ok_or_else(|| FieldError::new(field, "must be an RFC 3339 time in UTC"))
}

pub(crate) fn exact(amounts: &[Option<Amount>]) -> Vec<Option<ExactNumber>> {
    amounts
        .iter()
        .map(|amount| amount.map(ExactNumber))
        .collect()
}

pub(crate) fn amounts(exact: Vec<Option<ExactNumber>>) -> Vec<Option<Amount>> {
    exact
        .into_iter()
        .map(|amount| amount.map(|ExactNumber(amount)| amount))
        .collect()
}
