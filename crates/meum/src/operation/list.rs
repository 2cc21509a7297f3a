//! List payment links: `GET /v1/payment-links` (meum-v8).

use bytes::Bytes;
use http::{Method, Request};
use paylink_core::provider::{
    Context, Effect, Operation, Received, Refusal, Rejection, empty_request,
};
use paylink_core::{FieldError, Page};

use crate::error;
use crate::link::PaymentLink;
use crate::names::{LIST, PROVIDER};
use crate::wire::{read_any_link, read_page};

/// Reads one page of links.
pub(crate) struct List<'a> {
    pub(crate) limit: Option<u8>,
    pub(crate) starting_after: Option<&'a str>,
}

impl Operation for List<'_> {
    type Answer = Page<PaymentLink>;

    const PROVIDER: &'static str = PROVIDER;
    const NAME: &'static str = LIST;
    const ROUTE: &'static str = "/v1/payment-links";
    const EFFECT: Effect = Effect::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, FieldError> {
        let limit = limit_text(self.limit)?;
        let query = page_query(limit.as_deref(), self.starting_after);
        let uri = context.base_url.join_query(Self::ROUTE, &[], &query)?;
        Ok(empty_request(Method::GET, uri))
    }

    fn accept(&self, received: &Received) -> Result<Page<PaymentLink>, Rejection> {
        let object = received.object()?;
        read_page(&object, most(self.limit), read_any_link, |link| {
            link.id.clone()
        })
        .ok_or(Rejection::Unreadable)
    }

    fn refusal(&self, received: &Received) -> Refusal {
        error::refusal(received)
    }
}

/// The maximum number of items of a page (meum-v8).
const MOST: u8 = 100;

/// The maximum number of items of this response.
pub(super) fn most(limit: Option<u8>) -> u8 {
    limit.unwrap_or(MOST)
}

/// Checks the page size: 1 to 100 are documented.
pub(super) fn limit_text(limit: Option<u8>) -> Result<Option<String>, FieldError> {
    match limit {
        Some(limit) if !(1..=MOST).contains(&limit) => {
            Err(FieldError::new("limit", "must be from 1 to 100"))
        }
        limit => Ok(limit.map(|limit| limit.to_string())),
    }
}

/// The query of a page. The cursor is sent as it arrived.
pub(super) fn page_query<'a>(
    limit: Option<&'a str>,
    starting_after: Option<&'a str>,
) -> Vec<(&'static str, &'a str)> {
    let limit = limit.map(|limit| ("limit", limit));
    let cursor = starting_after.map(|cursor| ("starting_after", cursor));
    limit.into_iter().chain(cursor).collect()
}
