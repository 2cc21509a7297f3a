//! Create payment link: `POST /v1/payment-links`.

use std::any::Any;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Idempotency, Key, Operation, Received, Refusal, Rejection, json_request,
};

use super::accept::accept_link;
use super::compare::created;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::{CreatePaymentLink, CreateWire};
use crate::wire::read_any_link;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Creates a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/v1/payment-links";
    const EFFECT: Effect = Effect::Write(Idempotency::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Header(self.0.idempotency_key.as_ref())
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = json_request(Method::POST, uri, &CreateWire::body(self.0))?;
        if let Some(key) = context.idempotency_key {
            let value = HeaderValue::from_str(key.as_str())
                .map_err(|_| FieldError::new("idempotency_key", "must be visible ASCII"))?;
            request.headers_mut().insert(IDEMPOTENCY_KEY, value);
        }
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        created(self.0, accept_link(received)?)
    }

    /// A conflict of a create is about its key: a link with the key exists, or is being created
    /// (meum-o2).
    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received).of_a_create(received.status)
    }

    fn link_in_refusal(&self, received: &Received) -> Option<Arc<dyn Any + Send + Sync>> {
        let link = read_any_link(&received.object().ok()?);
        link.public_url.is_some().then(|| Arc::new(link) as _)
    }
}
