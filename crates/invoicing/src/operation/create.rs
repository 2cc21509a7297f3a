//! Create payment link: `POST /payment-provider-payment-link`.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, Received, Refusal, Rejection, Repeats, json_request,
};

use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::{AMOUNT, CreatePaymentLink};
use crate::wire::{CreateBody, read_link};

/// Makes a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/payment-provider-payment-link";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, &CreateBody::new(self.0))
    }

    /// 200 and 201 are read alike: what the difference means is not documented.
    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let object = received.object()?;
        let link = read_link(&object).ok_or(Rejection::NoLink)?;
        let asked = &self.0.amount_in_major_currency;
        match &link.amount_in_major_currency {
            Some(answered) if answered.value() != Some(asked) => Err(Rejection::differs(
                Invalid::new(AMOUNT, "differs from the amount that was asked for"),
                link,
            )),
            _ => Ok(link),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
