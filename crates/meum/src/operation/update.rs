//! Update payment link: `PATCH /v1/payment-links/{id}` (meum-v10). Repeats are not documented.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, PathSegment, Received, Refusal, Rejection, Repeats,
    json_request,
};

use super::accept::accept_link;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{PROVIDER, UPDATE};
use crate::update::UpdatePaymentLink;
use crate::wire::UpdateBody;

/// Changes a payment link.
pub(crate) struct Update<'a> {
    pub(crate) id: &'a str,
    pub(crate) change: &'a UpdatePaymentLink,
}

impl Operation for Update<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = UPDATE;
    const ROUTE: &'static str = "/v1/payment-links/{id}";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("id", self.id)?;
        self.change.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        json_request(Method::PATCH, uri, &UpdateBody::new(self.change))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let link = accept_link(received)?;
        let asked = self.change.amount;
        let answered = link.amount.as_ref();
        match (asked, answered) {
            (Some(asked), Some(answered)) if answered.value() != Some(&asked) => {
                Err(Rejection::differs(
                    Invalid::new("amount", "differs from the amount that was asked for"),
                    link,
                ))
            }
            _ => Ok(link),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
