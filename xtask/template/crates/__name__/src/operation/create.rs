//! Create payment link: `POST /payment-links`.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{Comparison, Context, Effect, Operation, Received, Refusal, Rejection, json_request};

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
    const ROUTE: &'static str = "/payment-links";
    const EFFECT: Effect = compile_error!(
        "effect: what does the page say about a create that arrives twice? \
        Nothing: `Effect::Write(Idempotency::Undocumented)`, and it is sent once. \
        The same key gives the first link again: `Effect::Write(Idempotency::SameKey)`, \
        with `fn key` beside it, which says where the key is sent"
    );

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, &CreateBody::new(self.0)?)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let answer = received.object()?;
        let link = read_link(&answer, self.0.money).ok_or(Rejection::NoLink)?;
        if answer.get("code").is_some() {
            // It says no and holds a link: the link is kept.
            return Err(Rejection::refused_with_link(error::refusal(received), "code", link));
        }
        // Everything that the answer repeats: add what else the page has, and whether the link can
        // be paid.
        let asked = self.0;
        Comparison::new()
            .value("amount", Some(&asked.money.amount), &link.amount)
            .value("currency", Some(&asked.money.currency), &link.currency)
            .word("reference", asked.reference.as_ref(), link.reference.as_ref())
            .of(link)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
