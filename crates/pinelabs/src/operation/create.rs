//! Create payment link: `POST /api/pay/v1/paymentlink`.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Key, Operation, Received, Refusal, Rejection, json_request,
};

use super::accept::accept_link;
use super::compare::created;
use super::key::add_key;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::{CreatePaymentLink, CreateWire};
use crate::wire::read_link;

/// Creates a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink";
    const EFFECT: Effect = Effect::Write(Idempotency::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Reference(&self.0.merchant_payment_link_reference)
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.0.check(|| context.now())?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = json_request(Method::POST, uri, &CreateWire::body(self.0))?;
        add_key(&mut request, self.0.idempotency_key.as_ref())?;
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let link = accept_link(received)?;
        if link.payment_link.is_some() && says_no(received) {
            let refusal = error::refusal(received);
            return Err(Rejection::refused_with_link(refusal, "code", link));
        }
        created(self.0, link)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal_of_a_write(received).of_a_create(received.status)
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_link(&received.object().ok()?);
        link.payment_link.is_some().then(|| Arc::new(link) as _)
    }
}

/// A response with an error code is not a success, whatever its status.
fn says_no(received: &Received) -> bool {
    received
        .object()
        .is_ok_and(|body| body.get("code").is_some())
}
