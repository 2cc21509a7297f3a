//! __Name__'s error bodies, read into a refusal.

use paylink_core::provider::{Received, Refusal};

/// Reads `{code, message}` or anything else. None of it is required.
pub(crate) fn refusal(received: &Received) -> Refusal {
    let mut refusal = Refusal::default();
    if let Ok(body) = received.object() {
        refusal.code = body.text("code");
        refusal.message = body.text("message");
    }
    refusal
}
