//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::json::{ExactNumber, Object};
use paylink_core::{Amount, Lenient};
use serde::Serialize;
use time::OffsetDateTime;

use crate::link::PaymentLink;
use crate::request::CreatePaymentLink;

/// The body of a create, in the order of Paywint's page.
#[derive(Serialize)]
pub(crate) struct CreateBody<'a> {
    amount: ExactNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_number: Option<&'a str>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Self {
        Self {
            amount: ExactNumber(request.amount),
            description: request.description.as_deref(),
            invoice_number: request.invoice_number.as_deref(),
        }
    }
}

/// Whether an envelope says that nothing was done. Absent means done, as the page says; an unreadable flag says nothing.
pub(crate) fn is_refusal(envelope: &Object<'_>) -> bool {
    let success = envelope.boolean("success");
    success.is_some_and(|success| success.value() == Some(&false))
}

/// Reads a link out of its envelope. `None` when its address is not there.
pub(crate) fn read_link(envelope: &Object<'_>) -> Option<PaymentLink> {
    let data = envelope.object("data")?;
    Some(PaymentLink {
        payment_link: data.identifier("payment_link")?,
        payment_id: read(data.identifier("payment_id"), |id| id.parse().ok()),
        message: envelope.text("message"),
        query_generated_time: read(envelope.text("queryGeneratedTime"), unix_time),
    })
}

fn read<T>(text: Option<String>, parse: impl FnOnce(&str) -> Option<T>) -> Option<Lenient<T>> {
    text.map(|text| {
        let value = parse(&text);
        Lenient::new(text, value)
    })
}

/// Seconds with a fraction are an exact decimal, and nanoseconds their units with nine places: no float is needed.
fn unix_time(seconds: &str) -> Option<OffsetDateTime> {
    let seconds = Amount::from_json_number(seconds).ok()?;
    let nanoseconds = seconds.to_minor_units(9).ok()?;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds.get().into()).ok()
}
