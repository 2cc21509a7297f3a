//! Create payment link: `POST /v1/payment-links`.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Key, Operation, Received, Refusal, Rejection, Repeats, json_request,
};

use super::accept::accept_link;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{CREATE, PROVIDER};
use crate::request::CreatePaymentLink;
use crate::wire::CreateBody;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Makes a payment link.
pub(crate) struct Create<'a>(pub(crate) &'a CreatePaymentLink);

impl Operation for Create<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = CREATE;
    const ROUTE: &'static str = "/v1/payment-links";
    const EFFECT: Effect = Effect::Write(Repeats::SameKey);

    fn key(&self) -> Key<'_> {
        Key::Header(self.0.idempotency_key.as_ref())
    }

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        self.0.check()?;
        let uri = context.base_url.join(Self::ROUTE, &[])?;
        let mut request = json_request(Method::POST, uri, &CreateBody::new(self.0))?;
        if let Some(key) = context.idempotency_key {
            let value = HeaderValue::from_str(key.as_str())
                .map_err(|_| Invalid::new("idempotency_key", "must be visible ASCII"))?;
            request.headers_mut().insert(IDEMPOTENCY_KEY, value);
        }
        Ok(request)
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        let link = accept_link(received)?;
        match (self.0.pricing.fixed_amount(), &link.amount) {
            (Some(asked), Some(answered)) if answered.value() != Some(&asked) => {
                Err(Rejection::differs(
                    Invalid::new("amount", "differs from the amount that was asked for"),
                    link,
                ))
            }
            _ => Ok(link),
        }
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
