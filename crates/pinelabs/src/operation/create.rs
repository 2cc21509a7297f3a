//! Create payment link: `POST /api/pay/v1/paymentlink`.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Key, Lenient, Operation, Received, Refusal, Rejection, Repeats,
    json_request,
};

use super::accept::accept_link;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;
use crate::wire::CreateBody;

/// Makes a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink";
    const EFFECT: Effect = Effect::Write(Repeats::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Reference(&self.0.merchant_payment_link_reference)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        self.0.check(|| context.now())?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, &CreateBody::new(self.0))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let link = accept_link(received)?;
        match difference(self.0, &link) {
            None => Ok(link),
            Some(field) => Err(Rejection::differs(
                Invalid::new(field, "differs from what was asked for"),
                link,
            )),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

/// The first field of money or reference that an answer repeats otherwise: a reference that was used before gives back the
/// link of then, whatever is asked now. What cannot be read is another one too.
fn difference(asked: &CreatePaymentLink, link: &PaymentLink) -> Option<&'static str> {
    let amount = link.amount.as_ref();
    let value = amount.and_then(|amount| amount.value.as_ref());
    let currency = amount.and_then(|amount| amount.currency.as_ref());
    let reference = link.merchant_payment_link_reference.as_ref();
    if differs(value, &asked.amount.value) {
        return Some("amount.value");
    }
    if differs(currency, &asked.amount.currency) {
        return Some("amount.currency");
    }
    let same = reference.is_none_or(|text| *text == asked.merchant_payment_link_reference);
    (!same).then_some("merchant_payment_link_reference")
}

fn differs<T: PartialEq>(answered: Option<&Lenient<T>>, asked: &T) -> bool {
    answered.is_some_and(|answered| answered.value() != Some(asked))
}
