//! Canaries in place of the texts of a JSON document.

use paylink_fixtures::cases;
use serde_json::Value;

/// What `Debug` may show, by its name in requests and answers: ids and references of the merchant's
/// and the provider's, states, amounts' currencies, and how is paid. Everything else of a text is
/// the payer's, or leads to him.
pub(crate) const MAY_BE_SHOWN: &[&str] = &[
    // Ids and references.
    "id",
    "payment_id",
    "payment_link_id",
    "order_id",
    "merchant_order_id",
    "merchant_payment_link_reference",
    "completed_order_id",
    "related_payment_link_id",
    "project_id",
    "orders",
    "next_cursor",
    "invoice_no",
    "invoice_number",
    "split_merchant_id",
    "merchant_settlement_reference",
    "split_settlement_id",
    // States and modes.
    "status",
    "effective_status",
    "amount_mode",
    "usage",
    "split_type",
    "currency",
    "payment_methods",
    "allowed_payment_methods",
    "payment_method",
    "receiving_method",
];

/// What has a form of its own in a request besides: a canary would be refused.
const OF_A_FORM: &[&str] = &[
    "amount",
    "expiration_period",
    "expire_by",
    "expires_at",
    "updated_at",
    "pre_auth",
    "is_mcc_transaction",
];

/// The document with a canary in place of every text, but for members of the names to keep.
pub(crate) fn planted(value: &Value, kept: &[&str]) -> Value {
    match value {
        Value::String(text) => Value::String(canary(text)),
        Value::Array(values) => values.iter().map(|value| planted(value, kept)).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let keep = kept.contains(&name.as_str());
                let value = if keep {
                    value.clone()
                } else {
                    planted(value, kept)
                };
                (name.clone(), value)
            });
            Value::Object(members.collect())
        }
        other => other.clone(),
    }
}

/// A canary of the same form as the text that it replaces.
fn canary(text: &str) -> String {
    match text {
        _ if text.contains('@') => "canary@example.com".to_owned(),
        _ if text.starts_with("https://") => {
            "https://shop.example.com/canary?token=canary".to_owned()
        }
        _ => "canary canary".to_owned(),
    }
}

/// The request with every field that a provider's page has, and canaries in it.
pub(crate) fn full_request(provider: &str, case: &str) -> Value {
    let operation = match case.starts_with("update") {
        true => "updatePaymentLink",
        false => "createPaymentLink",
    };
    let cases = cases(provider, operation);
    let case = cases.iter().find(|known| known.name == case).unwrap();
    let body: Value = serde_json::from_str(case.body()).unwrap();
    let kept = [MAY_BE_SHOWN, OF_A_FORM].concat();
    let planted = planted(&body, &kept);
    assert!(planted.to_string().matches("canary").count() > 1);
    planted
}
