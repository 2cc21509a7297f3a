//! What the operations answer: one link.

use paylink_core::provider::{Received, Rejection};

use crate::link::PaymentLink;
use crate::wire::read_link;

/// Reads an answer that must say which link it is.
pub(super) fn accept_link(received: &Received) -> Result<PaymentLink, Rejection> {
    accept(received, PaymentLink::is_identified)
}

/// Reads an answer about a link whose id was asked for: its status is enough. Without id, address and status it may be
/// anything, an error in a success included.
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
