//! The JSON of the API: requests are written and read as a whole, responses are read field by
//! field.

mod answer;
mod create;
mod update;

use paylink_core::provider::json::ExactNumber;
use paylink_core::{Amount, FieldError, Timestamp};

pub(crate) use answer::{read_any_link, read_invoice, read_link, read_page, says_no};
pub(crate) use create::CreateWire;
pub(crate) use update::UpdateWire;

fn in_utc(field: &'static str, time: &Timestamp) -> Result<Timestamp, FieldError> {
    Timestamp::parse(time.text())
        .ok_or_else(|| FieldError::new(field, "must be an RFC 3339 time in UTC"))
}

fn exact(amounts: &[Option<Amount>]) -> Vec<Option<ExactNumber>> {
    amounts
        .iter()
        .map(|amount| amount.map(ExactNumber))
        .collect()
}

fn amounts(exact: Vec<Option<ExactNumber>>) -> Vec<Option<Amount>> {
    exact
        .into_iter()
        .map(|amount| amount.map(|ExactNumber(amount)| amount))
        .collect()
}
