//! Create payment link: `POST /api/platform/payment/create-payment-link/{user_id}`.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Operation, PathSegment, Received, Refusal, Rejection,
    json_request,
};
use uuid::Uuid;

use super::accept::accept_envelope;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;
use crate::wire::read_link;

/// Creates a payment link for a user.
pub(crate) struct Create<'a> {
    pub(crate) user_id: Uuid,
    pub(crate) request: &'a CreatePaymentLink,
}

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/api/platform/payment/create-payment-link/{user_id}";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.request.check()?;
        let user_id = PathSegment::id("user_id", &self.user_id.to_string())?;
        let uri = context.base_url.join(Self::ROUTE, &[&user_id])?;
        json_request(Method::POST, uri, self.request)
    }

    /// The response repeats neither amount nor invoice number (paywint-p13), so nothing is
    /// compared. The link is read first, whatever `success` says (paywint-p9).
    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let envelope = received.object()?;
        match (read_link(&envelope), accept_envelope(received)) {
            (Some(link), Ok(_)) => Ok(link),
            (Some(link), Err(Rejection::Refused(refusal))) => {
                Err(Rejection::refused_with_link(refusal, "success", link))
            }
            (_, Err(rejection)) => Err(rejection),
            (None, Ok(_)) => Err(Rejection::NoLink),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received).of_a_create(received.status)
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_link(&received.object().ok()?)?;
        Some(Arc::new(link))
    }
}
