//! Get payment link: `GET /api/pay/v1/paymentlink/{payment_link_id}` (pinelabs-v16).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Operation, PathSegment, Received, Refusal, Rejection, empty_request,
};

use super::accept::accept_known_link;
use super::compare::about;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{GET, PROVIDER};

/// Reads a payment link.
pub(crate) struct Get<'a>(pub(crate) &'a str);

impl Operation for Get<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = GET;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink/{payment_link_id}";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("payment_link_id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        about(self.0, accept_known_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
