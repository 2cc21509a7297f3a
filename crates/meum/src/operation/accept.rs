//! Reads a response that is one link.

use paylink_core::provider::{Received, Rejection};

use crate::error;
use crate::link::PaymentLink;
use crate::wire::{read_link, says_no};

/// Reads a response that is one link. If it also contains an error, it is not a success, whatever
/// its status: the link is kept together with the provider's error.
pub(super) fn accept_link(received: &Received) -> Result<PaymentLink, Rejection> {
    let object = received.object()?;
    let link = read_link(&object).ok_or(Rejection::NoLink)?;
    if says_no(&object) {
        let refusal = error::refusal(received);
        return Err(Rejection::refused_with_link(refusal, "error", link));
    }
    Ok(link)
}
