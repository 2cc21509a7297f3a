//! Reads a response that is one link.

use paylink_core::provider::{Received, Rejection};

use crate::link::PaymentLink;
use crate::wire::read_link;

/// Reads a response that must have an id or a URL.
pub(super) fn accept_link(received: &Received) -> Result<PaymentLink, Rejection> {
    accept(received, PaymentLink::is_identified)
}

/// Reads a response to a request with the link's id: the status is enough. Without id, URL and
/// status, the body may be anything, such as an error with a 2xx status.
pub(super) fn accept_known_link(received: &Received) -> Result<PaymentLink, Rejection> {
    accept(received, |link| {
        link.is_identified() || link.status.is_some()
    })
}

fn accept(
    received: &Received,
    is_link: impl FnOnce(&PaymentLink) -> bool,
) -> Result<PaymentLink, Rejection> {
    let object = received.object()?;
    let link = read_link(&object);
    if is_link(&link) {
        Ok(link)
    } else {
        Err(Rejection::NoLink)
    }
}
