//! Find payment link: `GET /api/pay/v1/paymentlink/ref/{merchant_payment_link_reference}`
//! (pinelabs-v17).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::provider::{
    Context, Effect, Operation, PathSegment, Received, Refusal, Rejection, empty_request,
};
use paylink_core::{Error, ErrorKind, FieldError};

use super::accept::accept_link;
use super::compare::found;
use crate::error;
use crate::link::PaymentLink;
use crate::names::{FIND, PROVIDER};

const REFERENCE: &str = "merchant_payment_link_reference";

/// Finds a payment link by the merchant's reference.
pub(crate) struct Find<'a>(pub(crate) &'a str);

impl Find<'_> {
    /// Whether the error says that there is no such link. An error of the token exchange does not,
    /// whatever it says.
    pub(crate) fn has_found_none(error: &Error) -> bool {
        error.operation() == FIND && error.kind() == ErrorKind::NotFound
    }
}

impl Operation for Find<'_> {
    type Answer = PaymentLink;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = FIND;
    const ROUTE: &'static str = "/api/pay/v1/paymentlink/ref/{merchant_payment_link_reference}";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let reference = PathSegment::text(REFERENCE, self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&reference])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<PaymentLink, Rejection> {
        found(self.0, accept_link(received)?)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
