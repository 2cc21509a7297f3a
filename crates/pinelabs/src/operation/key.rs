//! The optional header `Idempotency-Key` (pinelabs-v7). The idempotency of a create depends on the
//! reference only.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use paylink_core::{FieldError, IdempotencyKey};

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Adds the header, if the caller gave a key.
pub(super) fn add_key(
    request: &mut Request<Bytes>,
    key: Option<&IdempotencyKey>,
) -> Result<(), FieldError> {
    if let Some(key) = key {
        let value = HeaderValue::from_str(key.as_str())
            .map_err(|_| FieldError::new("idempotency_key", "must be visible ASCII"))?;
        request.headers_mut().insert(IDEMPOTENCY_KEY, value);
    }
    Ok(())
}
