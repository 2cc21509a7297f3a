//! Create payment link: `POST /paymentlinks/`.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, Received, Refusal, Rejection, Repeats, json_request,
};

use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;
use crate::wire::{CreateBody, read_link};

/// Makes a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    // The slash at the end is part of the path: without it a server may redirect, and no redirect is followed.
    const ROUTE: &'static str = "/paymentlinks/";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, &CreateBody::new(self.0))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let object = received.object()?;
        let link = read_link(&object).ok_or(Rejection::NoLink)?;
        match self.difference(&link) {
            None => Ok(link),
            Some(invalid) => Err(Rejection::differs(invalid, link)),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

impl Create<'_> {
    /// What the answer repeats otherwise than it was asked. An amount or currency that cannot be read differs too.
    fn difference(&self, link: &PaymentLink) -> Option<Invalid> {
        let asked = self.0;
        let amount = link.amount.as_ref().map(|amount| amount.value());
        if amount.is_some_and(|amount| amount != Some(&asked.amount)) {
            let rule = "differs from the amount that was asked for";
            return Some(Invalid::new("amount", rule));
        }
        let currency = link.currency.as_ref().map(|currency| currency.value());
        if currency.is_some_and(|currency| currency != Some(&asked.currency)) {
            let rule = "differs from the currency that was asked for";
            return Some(Invalid::new("currency", rule));
        }
        let order = link.merchant_order_id.as_ref();
        if order.is_some_and(|order| *order != asked.merchant_order_id) {
            let rule = "differs from the order that was asked for";
            return Some(Invalid::new("merchant_order_id", rule));
        }
        None
    }
}
