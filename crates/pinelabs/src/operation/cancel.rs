//! Cancel payment link: `PUT /api/pay/v1/paymentlink/{payment_link_id}/cancel`, without a body (pinelabs-v18).
//!
//! What a second one does is not documented, so it is not repeated by itself.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, PathSegment, Received, Refusal, Rejection, Repeats,
    empty_request,
};

use super::accept::accept_known_link;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CANCEL, PROVIDER};

/// Cancels a payment link.
pub(crate) struct Cancel<'a>(pub(crate) &'a str);

impl Operation for Cancel<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CANCEL;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink/{payment_link_id}/cancel";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let id = PathSegment::id("payment_link_id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::PUT, uri))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        accept_known_link(received)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
