//! Get order: `GET /orders/{id}/` (costplus-v15). It leads from a webhook to a link.

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Operation, PathSegment, Received, Refusal, Rejection, empty_request,
};

use super::compare::about_order;
use crate::error;
use crate::names::{GET_ORDER, PROVIDER};
use crate::order::Order;
use crate::wire::read_order;

/// Reads an order.
pub(crate) struct GetOrder<'a>(pub(crate) &'a str);

impl Operation for GetOrder<'_> {
    type Answer = Order;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = GET_ORDER;
    const ROUTE: &'static str = "/orders/{id}/";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("order_id", self.0)?;
        let uri = context.base_url.join(Self::ROUTE, &[&id])?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Order, Rejection> {
        let object = received.object()?;
        // Without an id, the object may be anything, such as an error with a 2xx status.
        let order = read_order(&object);
        if order.id.is_none() {
            return Err(Rejection::Unreadable);
        }
        about_order(self.0, order)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
