//! Reads responses, field by field.

use paylink_core::Amount;
use paylink_core::provider::json::{Object, Value};
use serde::Serialize;
use time::OffsetDateTime;

use crate::link::PaymentLink;
use crate::payment::Payment;
use crate::received::{ReceivedPayments, RowsPerPage};

/// The body of a list: which page.
#[derive(Serialize)]
pub(crate) struct ListBody {
    rows_per_page: u8,
    page_no: u32,
}

impl ListBody {
    pub(crate) const fn new(rows_per_page: RowsPerPage, page_no: u32) -> Self {
        Self {
            rows_per_page: rows_per_page.get(),
            page_no,
        }
    }
}

/// Whether an envelope says that nothing was done. A missing flag means done, as the page says; an
/// unreadable flag says nothing.
pub(crate) fn is_refusal(envelope: &Object<'_>) -> bool {
    let success = envelope.boolean("success");
    success.value() == Some(&false)
}

/// Reads the link in an envelope. `None` if it has no URL.
pub(crate) fn read_link(envelope: &Object<'_>) -> Option<PaymentLink> {
    let data = envelope.object("data")?;
    Some(PaymentLink {
        payment_link: data.identifier("payment_link")?,
        payment_id: data.identifier("payment_id"),
        message: envelope.text("message"),
        query_generated_time: envelope.read("queryGeneratedTime", unix_time),
    })
}

pub(crate) fn read_payment(payment: &Object<'_>) -> Payment {
    Payment {
        payment_id: payment.identifier("payment_id"),
        payer_id: payment.identifier("payer_id"),
        payee_id: payment.identifier("payee_id"),
        amount: payment.amount("amount"),
        processing_fee: payment.amount("processing_fee"),
        delivery_fee: payment.amount("delivery_fee"),
        invoice_no: payment.text("invoice_no"),
        currency: payment.currency("currency"),
        description: payment.text("description"),
        payment_method: payment.text("payment_method"),
        receiving_method: payment.text("receiving_method"),
        created_at: payment.timestamp("created_at"),
        payment_date: payment.timestamp("payment_date"),
        status: payment.word("status"),
        card_id: payment.identifier("card_id"),
        bank_id: payment.identifier("bank_id"),
        payee_card_id: payment.identifier("payee_card_id"),
        payee_bank_id: payment.identifier("payee_bank_id"),
        failure_reason: payment.text("failure_reason"),
    }
}

/// Reads a page. A record that is not an object is counted, and does not hide the others. `None` if
/// `records` is not an array (only an empty array says that nobody paid), or has more records than
/// the page size.
pub(crate) fn read_received(envelope: &Object<'_>, most: u8) -> Option<ReceivedPayments> {
    let records = match envelope.array("records") {
        Some(records) => records,
        // The contract allows `null`, which `array` treats like a missing field.
        None if is_null(envelope, "records") => Vec::new(),
        None => return None,
    };
    if records.len() > usize::from(most) {
        return None;
    }
    let all = records.len();
    let payment = |record: Value<'_>| Some(read_payment(&record.object()?));
    let records: Vec<_> = records.into_iter().filter_map(payment).collect();
    Some(ReceivedPayments {
        unreadable: all.saturating_sub(records.len()),
        records,
        total_records: envelope.integer("totalRecords"),
    })
}

/// Whether a field is there and `null`.
fn is_null(object: &Object<'_>, name: &str) -> bool {
    let mut values = (object.iter()).filter_map(|(field, value)| (field == name).then_some(value));
    values.next().is_some_and(Value::is_null) && values.all(Value::is_null)
}

/// Seconds with a fraction are an exact decimal, and nanoseconds are its units at nine places. No
/// float is needed.
fn unix_time(seconds: &str) -> Option<OffsetDateTime> {
    let seconds = Amount::from_json_number(seconds).ok()?;
    let nanoseconds = seconds.to_minor_units(9).ok()?;
    OffsetDateTime::from_unix_timestamp_nanos(nanoseconds.get().into()).ok()
}
