//! Values that must appear on the wire and must not appear in outputs.

use paylink_core::{Field, IdempotencyKey, LinkCustomer, LinkRequest};
use time::{Duration, OffsetDateTime};

const DESCRIPTION: &str = "Canary tickets 7f3a";
const NAME: &str = "Canaria7f3a Payer7f3a";
const EMAIL: &str = "canary-7f3a@example.com";
const PHONE: &str = "9870000731";
const SUCCESS_URL: &str = "https://shop.example.com/canary-7f3a/paid";
const FAILURE_URL: &str = "https://shop.example.com/canary-7f3a/failed";
const METADATA: (&str, &str) = ("canary_name", "canary-value-7f3a");

/// Values that no `Debug` output and no error may show: payer data, text and URLs.
pub(super) const HIDDEN: [&str; 8] = [
    DESCRIPTION,
    "Canaria7f3a",
    "Payer7f3a",
    EMAIL,
    PHONE,
    SUCCESS_URL,
    FAILURE_URL,
    METADATA.1,
];

/// The request with a value in the field, and the texts of that value. `number` makes references
/// and keys unique.
pub(super) fn with(
    request: LinkRequest,
    field: Field,
    number: u32,
    now: OffsetDateTime,
) -> (LinkRequest, Vec<String>) {
    let mut customer: LinkCustomer = request.customer.clone();
    match field {
        Field::Reference => {
            let reference = reference(number);
            (request.with_reference(&reference), vec![reference])
        }
        Field::Description => (request.with_description(DESCRIPTION), given(DESCRIPTION)),
        Field::CustomerName => {
            customer.name = Some(NAME.to_owned());
            (request.with_customer(customer), given(NAME))
        }
        Field::CustomerEmail => {
            customer.email = Some(EMAIL.to_owned());
            (request.with_customer(customer), given(EMAIL))
        }
        Field::CustomerPhone => {
            customer.phone = Some(PHONE.to_owned());
            (request.with_customer(customer), given(PHONE))
        }
        Field::ExpiresAt => {
            let request = request.with_expires_at(now.saturating_add(Duration::days(3)));
            let text = request.expiry().ok().flatten();
            let text = text.map(|at| at.text().to_owned());
            (request, text.into_iter().collect())
        }
        Field::SuccessUrl => (request.with_success_url(SUCCESS_URL), given(SUCCESS_URL)),
        Field::FailureUrl => (request.with_failure_url(FAILURE_URL), given(FAILURE_URL)),
        Field::Metadata => {
            let (name, value) = METADATA;
            let given = vec![name.to_owned(), value.to_owned()];
            (request.with_metadata(name, value), given)
        }
        Field::IdempotencyKey => {
            let key = format!("canary-key-{number}");
            let request = match IdempotencyKey::new(&key) {
                Ok(key) => request.with_idempotency_key(key),
                Err(_) => request,
            };
            (request, vec![key])
        }
        // Other fields of core are not tested.
        _ => (request, Vec::new()),
    }
}

/// A reference: at most 20 characters, never the same twice.
pub(super) fn reference(number: u32) -> String {
    format!("conformance-{number}")
}

fn given(text: &str) -> Vec<String> {
    vec![text.to_owned()]
}
