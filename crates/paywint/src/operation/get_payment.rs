//! Get payment: `GET /api/platform/payment/get-payment/{payment_id}` (paywint-v8).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Comparison, Context, Effect, Operation, PathSegment, Received, Refusal, Rejection,
    empty_request,
};
use uuid::Uuid;

use super::accept::accept_envelope;
use crate::error;
use crate::names::{GET_PAYMENT, PROVIDER};
use crate::payment::Payment;
use crate::wire::read_payment;

/// Reads a payment.
pub(crate) struct GetPayment(pub(crate) Uuid);

impl Operation for GetPayment {
    type Answer = Payment;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = GET_PAYMENT;
    const ROUTE: &'static str = "/api/platform/payment/get-payment/{payment_id}";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let payment_id = PathSegment::id("payment_id", &self.0.to_string())?;
        let uri = context.base_url.join(Self::ROUTE, &[&payment_id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Payment, Rejection> {
        let data = accept_envelope(received)?.object("data");
        let payment = (data.as_ref().map(read_payment)).ok_or(Rejection::Unreadable)?;
        let id = payment.payment_id.as_deref();
        let is_the_one = id.is_some_and(|id| is_same(&self.0, id));
        Comparison::new()
            .shows("payment_id", "is not the one in the request", is_the_one)
            .of(payment)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

/// Whether the id in the response is the one in the path (paywint-v18). Case is ignored. If the
/// response masks the id with `*`, as the vendor's sample does, the visible part must be the same,
/// which includes the first eight digits.
fn is_same(asked: &Uuid, answered: &str) -> bool {
    const SHOWN: usize = 8;
    let asked = asked.to_string();
    let same = |(at, (asked, answered)): (usize, (u8, u8))| {
        answered.eq_ignore_ascii_case(&asked) || (answered == b'*' && at >= SHOWN)
    };
    asked.len() == answered.len() && asked.bytes().zip(answered.bytes()).enumerate().all(same)
}
