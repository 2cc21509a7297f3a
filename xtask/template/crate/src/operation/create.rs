//! Create payment link: `POST /payment-links`.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::json::Object;
use paylink_core::{
    Context, Effect, Invalid, Operation, Received, Refusal, Rejection, json_request,
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
    const ROUTE: &'static str = "/payment-links";
    const EFFECT: Effect = compile_error!(
        "effect: what does the page say about a create that arrives twice? \
        Nothing: `Effect::Write(Repeats::Undocumented)`, and it is sent once. \
        The same key gives the first link again: `Effect::Write(Repeats::SameKey)`, \
        with `fn key` beside it, which says where the key stands"
    );

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, &CreateBody::new(self.0)?)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let answer = received.object()?;
        let link = read_link(&answer, self.0.money).ok_or(Rejection::NoLink)?;
        match self.differs(&link) {
            Some(field) => Err(Rejection::differs(Invalid::new(field, "differs from what was asked for"), link)),
            None => Ok(link),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

impl Create<'_> {
    /// The field of an answer that is not what was asked for. What cannot be read is not.
    fn differs(&self, link: &PaymentLink) -> Option<&'static str> {
        let asked = self.0.money;
        let amount = link.amount.as_ref();
        let currency = link.currency.as_ref();
        if amount.is_some_and(|amount| amount.value() != Some(&asked.amount)) {
            return Some("amount");
        }
        if currency.is_some_and(|currency| currency.value() != Some(&asked.currency)) {
            return Some("currency");
        }
        (link.reference.is_some() && link.reference != self.0.reference).then_some("reference")
    }
}
