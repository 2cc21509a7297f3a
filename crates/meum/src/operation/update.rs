//! Update payment link: `PATCH /v1/payment-links/{id}` (meum-v10). Idempotency is not documented.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Operation, PathSegment, Received, Refusal, Rejection,
    json_request,
};

use super::accept::accept_link;
use super::compare::updated;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{PROVIDER, UPDATE};
use crate::update::{UpdatePaymentLink, UpdateWire};

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
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("id", self.id)?;
        self.change.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        json_request(Method::PATCH, uri, &UpdateWire::from(self.change))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        updated(self.id, self.change, accept_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
