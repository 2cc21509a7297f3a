//! Create payment link: `POST /paymentlinks/`.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Operation, Received, Refusal, Rejection, json_request,
};

use super::compare::created;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;
use crate::wire::read_link;

/// Creates a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    // The slash at the end is part of the path. Without it a server may redirect, and redirects are
    // not followed.
    const ROUTE: &'static str = "/paymentlinks/";
    const EFFECT: Effect = Effect::Write(Idempotency::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        json_request(Method::POST, uri, self.0)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let object = received.object()?;
        let link = read_link(&object).ok_or(Rejection::NoLink)?;
        if object.get("error").is_some() {
            let refusal = error::refusal(received);
            return Err(Rejection::refused_with_link(refusal, "error", link));
        }
        created(self.0, link)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received).of_a_create(received.status)
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_link(&received.object().ok()?)?;
        link.payment_url.is_some().then(|| Arc::new(link) as _)
    }
}
