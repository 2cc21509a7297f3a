//! [`derive_key`]: the idempotency key of a row.

use paylink_core::IdempotencyKey;
use uuid::Builder;

use crate::identity::{AccountId, hash};
use crate::planned::FrozenRequest;

/// The operation of every key that a batch derives.
pub const CREATE: &str = "create payment link";

/// The idempotency key of a row: the same for the same account, operation, reference and body.
///
/// It does not depend on the batch, so a row that is planned twice has one key. Two rows without a
/// reference and with the same body would share it; `copy` distinguishes such rows: 0 for the first
/// of a file, 1 for the second.
///
/// ```
/// use paylink_batch::{AccountId, CREATE, FrozenRequest, derive_key};
/// let account = AccountId::new("example", "https://api.example.com", "merchant-1");
/// let request = FrozenRequest::own(r#"{"amount":"25.00"}"#);
/// let key = derive_key(&account, CREATE, Some("order-1"), &request, 0);
/// assert_eq!(key, derive_key(&account, CREATE, Some("order-1"), &request, 0));
/// assert_ne!(key, derive_key(&account, CREATE, Some("order-2"), &request, 0));
/// assert_eq!(key.as_str().len(), 36);
/// ```
#[must_use]
pub fn derive_key(
    account: &AccountId,
    operation: &str,
    reference: Option<&str>,
    request: &FrozenRequest,
    copy: u64,
) -> IdempotencyKey {
    let digest = hash(&[
        account.as_str().as_bytes(),
        operation.as_bytes(),
        // A reference that is empty is not the same as none.
        &[u8::from(reference.is_some())],
        reference.unwrap_or_default().as_bytes(),
        request.form().as_str().as_bytes(),
        request.bytes(),
        &copy.to_be_bytes(),
    ]);
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest) {
        *to = from;
    }
    // Version 8, a UUID of the application's own: providers take keys in this form.
    IdempotencyKey::from(Builder::from_custom_bytes(bytes).into_uuid())
}
