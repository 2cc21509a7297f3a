//! Cancel payment link: `PUT /api/pay/v1/paymentlink/{payment_link_id}/cancel`, without a body
//! (pinelabs-v18).
//!
//! Idempotency is not documented, so it is not retried.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::provider::{
    Context, Effect, Idempotency, Operation, PathSegment, Received, Refusal, Rejection,
    empty_request,
};
use paylink_core::{FieldError, IdempotencyKey};

use super::accept::accept_known_link;
use super::compare::cancelled;
use super::key::add_key;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CANCEL, PROVIDER};

/// Cancels a payment link.
pub(crate) struct Cancel<'a> {
    pub(crate) id: &'a str,
    /// Sent as a header, if the caller gave one. The request is still sent once.
    pub(crate) key: Option<&'a IdempotencyKey>,
}

impl Operation for Cancel<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CANCEL;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink/{payment_link_id}/cancel";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("payment_link_id", self.id)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        let mut request = empty_request(Method::PUT, uri);
        add_key(&mut request, self.key)?;
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        cancelled(self.id, accept_known_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal_of_a_write(received)
    }
}
