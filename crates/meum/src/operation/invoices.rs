//! List the invoices of a payment link: `GET /v1/payment-links/{id}/invoices` (meum-v12).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::provider::{
    Comparison, Context, Effect, Operation, PathSegment, Received, Refusal, Rejection,
    empty_request,
};
use paylink_core::{FieldError, Page};

use super::list::{limit_text, most, page_query};
use crate::error;
use crate::invoice::Invoice;
use crate::names::{INVOICES, PROVIDER};
use crate::wire::{read_invoice, read_page};

/// Reads one page of a link's invoices.
pub(crate) struct Invoices<'a> {
    pub(crate) id: &'a str,
    pub(crate) limit: Option<u8>,
    pub(crate) starting_after: Option<&'a str>,
}

impl Operation for Invoices<'_> {
    type Answer = Page<Invoice>;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = INVOICES;
    const ROUTE: &'static str = "/v1/payment-links/{id}/invoices";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let id = PathSegment::id("id", self.id)?;
        let limit = limit_text(self.limit)?;
        let query = page_query(limit.as_deref(), self.starting_after);
        let uri = context.base_url.join_query(Self::ROUTE, &[&id], &query)?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Page<Invoice>, Rejection> {
        let object = received.object()?;
        let most = most(self.limit);
        let page = read_page(&object, most, read_invoice, |invoice| invoice.id.clone())
            .ok_or(Rejection::Unreadable)?;
        let mut links =
            (page.items.iter()).filter_map(|invoice| invoice.payment_link_id.as_deref());
        // meum-v27: if an invoice names a link, it is the one in the request.
        let same = links.all(|id| id == self.id);
        Comparison::new()
            .shows("payment_link.id", "is not the link in the request", same)
            .of(page)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}
