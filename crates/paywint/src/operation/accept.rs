//! Reads the envelope of every response, which may say that nothing was done.

use paylink_core::provider::json::Object;
use paylink_core::provider::{Received, Rejection};

use crate::error::read_refusal;
use crate::wire::is_refusal;

/// Reads an envelope. `success: false` in a 200 is a refusal.
pub(super) fn accept_envelope(received: &Received) -> Result<Object<'_>, Rejection> {
    let envelope = received.object()?;
    if is_refusal(&envelope) {
        return Err(Rejection::Refused(read_refusal(&envelope)));
    }
    Ok(envelope)
}
