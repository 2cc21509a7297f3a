//! Activate and deactivate: `POST /v1/payment-links/{id}/activate` and `/deactivate`, without a
//! body (meum-v11).
//!
//! Idempotency is not documented (meum-o5), so neither is retried.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Operation, PathSegment, Received, Refusal, Rejection,
    empty_request,
};

use super::accept::accept_link;
use super::compare::switched;
use crate::error;
use crate::link::{LinkStatus, PaymentLink};
use crate::names::{ACTIVATE, DEACTIVATE, PROVIDER};

/// Activates a link.
pub(crate) struct Activate<'a>(pub(crate) &'a str);

/// Deactivates a link.
pub(crate) struct Deactivate<'a>(pub(crate) &'a str);

fn request(route: &str, id: &str, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
    let id = PathSegment::id("id", id)?;
    let uri = context.base_url.join(route, &[&id])?;
    Ok(empty_request(Method::POST, uri))
}

impl Operation for Activate<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = ACTIVATE;
    const ROUTE: &'static str = "/v1/payment-links/{id}/activate";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        request(Self::ROUTE, self.0, context)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        switched(self.0, &LinkStatus::Active, accept_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

impl Operation for Deactivate<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = DEACTIVATE;
    const ROUTE: &'static str = "/v1/payment-links/{id}/deactivate";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        request(Self::ROUTE, self.0, context)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        switched(self.0, &LinkStatus::Inactive, accept_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
