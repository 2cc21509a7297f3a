//! Get payment: `GET /api/platform/payment/get-payment/{payment_id}` (paywint-v8).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::{
    Context, Effect, Invalid, Operation, PathSegment, Received, Refusal, Rejection, empty_request,
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

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        let payment_id = PathSegment::id("payment_id", &self.0.to_string())?;
        let uri = context.base_url.join(Self::ROUTE, &[&payment_id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Payment, Rejection> {
        let data = accept_envelope(received)?.object("data");
        data.as_ref().map(read_payment).ok_or(Rejection::Unreadable)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
