//! List received payments: `POST /api/platform/payment/list-received-payment/{user_id}`
//! (paywint-v10).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::FieldError;
use paylink_core::provider::{
    Context, Effect, Operation, PathSegment, Received, Refusal, Rejection, json_request,
};
use uuid::Uuid;

use super::accept::accept_envelope;
use crate::error;
use crate::names::{PROVIDER, RECEIVED};
use crate::received::{ReceivedPayments, RowsPerPage};
use crate::wire::{ListBody, read_received};

/// Reads one page of the payments that a user received.
pub(crate) struct ListReceived {
    pub(crate) user_id: Uuid,
    pub(crate) rows_per_page: RowsPerPage,
    pub(crate) page_no: u32,
}

impl Operation for ListReceived {
    type Answer = ReceivedPayments;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = RECEIVED;
    const ROUTE: &'static str = "/api/platform/payment/list-received-payment/{user_id}";
    // A POST that reads: the body only has the page. Repeating it changes nothing.
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        if self.page_no == 0 {
            return Err(FieldError::new("page_no", "must be at least 1"));
        }
        let user_id = PathSegment::id("user_id", &self.user_id.to_string())?;
        let uri = context.base_url.join(Self::ROUTE, &[&user_id])?;
        let body = ListBody::new(self.rows_per_page, self.page_no);
        json_request(Method::POST, uri, &body)
    }

    fn accept(&self, received: &Received) -> Result<ReceivedPayments, Rejection> {
        let most = self.rows_per_page.get();
        read_received(&accept_envelope(received)?, most).ok_or(Rejection::Unreadable)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
