//! Notify payment link: `PATCH /api/pay/v1/paymentlink/{payment_link_id}/notify`, without a body (pinelabs-v19).
//!
//! A second one may be a second message to the customer: it is not repeated by itself.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, PathSegment, Received, Refusal, Rejection, Repeats,
    empty_request,
};

use super::accept::accept_known_link;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{NOTIFY, PROVIDER};

/// Tells the customer of a payment link again.
pub(crate) struct Notify<'a>(pub(crate) &'a str);

impl Operation for Notify<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = NOTIFY;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink/{payment_link_id}/notify";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("payment_link_id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::PATCH, uri))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        accept_known_link(received)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
