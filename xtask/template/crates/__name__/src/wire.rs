//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::Json;

use paylink_core::provider::json::{Object};
use paylink_core::{FieldError, Money};
use serde::Serialize;

use crate::link::PaymentLink;
use crate::money;
use crate::request::CreatePaymentLink;

/// The body of a create, in the order of the page.
#[derive(Serialize)]
pub(crate) struct CreateBody<'a> {
    amount: Json,
    currency: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Result<Self, FieldError> {
        Ok(Self {
            amount: money::write(request.money)?,
            currency: request.money.currency.as_str(),
            reference: request.reference.as_deref(),
            description: request.description.as_deref(),
        })
    }
}

/// Reads a link; `None` without its id.
pub(crate) fn read_link(answer: &Object<'_>, asked: Money) -> Option<PaymentLink> {
    Some(PaymentLink {
        id: answer.identifier("id")?,
        url: answer.text("url"),
        amount: money::read(answer, asked),
        currency: answer.currency("currency"),
        reference: answer.text("reference"),
        status: answer.text("status"),
    })
}
