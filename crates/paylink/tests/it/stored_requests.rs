//! A provider's request in a store or a queue: serde writes and reads the provider's own JSON, and
//! loses neither a field nor the key.

use std::fmt::Debug;

use paylink_fixtures::cases;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Every documented request, read, stored, and read again.
fn stored<T, E: Debug>(
    provider: &str,
    operation: &str,
    from_json: fn(&str) -> Result<T, E>,
    to_json: fn(&T) -> Result<String, E>,
) where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let mut read = 0;
    for case in cases(provider, operation) {
        let (Ok(request), true) = (from_json(case.body()), case.valid) else {
            continue;
        };
        let stored = serde_json::to_string(&request).unwrap();
        assert_eq!(stored, to_json(&request).unwrap(), "{}", case.name);
        let again: T = serde_json::from_str(&stored).unwrap();
        assert_eq!(again, request, "{}", case.name);
        assert_eq!(from_json(&stored).unwrap(), request, "{}", case.name);
        read += 1;
    }
    assert!(read > 1, "{provider} {operation}: {read} requests");
}

#[test]
fn a_request_is_stored_as_the_providers_own_json() {
    let create = "createPaymentLink";
    let paywint = paywint::CreatePaymentLink::to_json;
    stored(
        "paywint",
        create,
        paywint::CreatePaymentLink::from_json,
        paywint,
    );
    let pinelabs = pinelabs::CreatePaymentLink::to_json;
    stored(
        "pinelabs",
        create,
        pinelabs::CreatePaymentLink::from_json,
        pinelabs,
    );
    let meum = meum::CreatePaymentLink::to_json;
    stored("meum", create, meum::CreatePaymentLink::from_json, meum);
    let update = meum::UpdatePaymentLink::to_json;
    stored(
        "meum",
        "updatePaymentLink",
        meum::UpdatePaymentLink::from_json,
        update,
    );
    let invoicing = invoicing::CreatePaymentLink::to_json;
    stored(
        "invoicing",
        create,
        invoicing::CreatePaymentLink::from_json,
        invoicing,
    );
    let costplus = costplus::CreatePaymentLink::to_json;
    stored(
        "costplus",
        create,
        costplus::CreatePaymentLink::from_json,
        costplus,
    );
}

/// The key is a header. A stored request without it would be sent under another one.
#[test]
fn the_key_is_stored_beside_the_json_and_is_not_sent_in_it() {
    let price = meum::Pricing::fixed("25.00".parse().unwrap());
    let mut request = meum::CreatePaymentLink::new("Tickets", price);
    request = request.with_idempotency_key("order-1001".parse().unwrap());
    let stored = serde_json::to_string(&request).unwrap();
    assert_eq!(
        stored,
        r#"{"title":"Tickets","amount_mode":"fixed_amount","amount":"25.00","idempotency_key":"order-1001"}"#
    );
    assert_eq!(
        serde_json::from_str::<meum::CreatePaymentLink>(&stored).unwrap(),
        request
    );
    assert_eq!(
        request.to_json().unwrap(),
        r#"{"title":"Tickets","amount_mode":"fixed_amount","amount":"25.00"}"#
    );
    let json = r#"{"amount":{"value":50000,"currency":"INR"},"merchant_payment_link_reference":"order-1001","idempotency_key":"key-1"}"#;
    let request: pinelabs::CreatePaymentLink = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&request).unwrap(), json);
    assert!(!request.to_json().unwrap().contains("key-1"));
}

/// What serde derives alone would take the fields of an object from an array, in their order.
#[test]
fn an_array_is_no_request() {
    for json in [
        r#"["Tickets",null]"#,
        r#"[10.50,null,null]"#,
        r#"{"amount":[50000,"INR"],"merchant_payment_link_reference":"order-1001"}"#,
    ] {
        assert!(serde_json::from_str::<meum::CreatePaymentLink>(json).is_err());
        assert!(serde_json::from_str::<paywint::CreatePaymentLink>(json).is_err());
        assert!(serde_json::from_str::<pinelabs::CreatePaymentLink>(json).is_err());
        assert!(pinelabs::CreatePaymentLink::from_json(json).is_err());
    }
}
