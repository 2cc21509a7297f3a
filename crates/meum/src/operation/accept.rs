//! What several operations answer: one link.

use paylink_core::{Received, Rejection};

use crate::link::PaymentLink;
use crate::wire::read_link;

/// Reads an answer that is one link.
pub(super) fn accept_link(received: &Received) -> Result<PaymentLink, Rejection> {
    let object = received.object()?;
    read_link(&object).ok_or(Rejection::NoLink)
}
