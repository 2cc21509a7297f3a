//! What is stored or queued is read again as what it was, and an older or foreign form is refused,
//! not bent.

use std::fmt::Debug;

use paylink_core::{
    Amount, Currency, ErrorKind, IdempotencyKey, Link, LinkCustomer, LinkRequest, LinkState,
    MinorUnits, Money, Outcome, PaymentState, Timestamp,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// Written as this JSON, and read from it.
fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(&serde_json::from_str::<T>(json).unwrap(), value);
}

fn refused<T: DeserializeOwned + Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).unwrap_err().to_string()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn money() -> Money {
    Money::new(amount("25.00"), "EUR".parse().unwrap())
}

#[test]
fn values_are_their_text_and_no_digit_is_lost() {
    both_ways(&amount("25.00"), r#""25.00""#);
    let scale: Amount = serde_json::from_str(r#""25.000""#).unwrap();
    assert_eq!(scale.to_string(), "25.000");
    both_ways(&amount("-0.01"), r#""-0.01""#);
    both_ways(&"EUR".parse::<Currency>().unwrap(), r#""EUR""#);
    both_ways(&money(), r#"{"amount":"25.00","currency":"EUR"}"#);
    both_ways(&MinorUnits::new(1050), "1050");
    let key = IdempotencyKey::new("my key 1").unwrap();
    both_ways(&key, r#""my key 1""#);
    both_ways(
        &Timestamp::read("2027-01-15T08:00Z"),
        r#""2027-01-15T08:00Z""#,
    );
    both_ways(&LinkState::Active, r#""active""#);
    both_ways(&LinkState::from("asleep"), r#""asleep""#);
    both_ways(&PaymentState::PartiallyPaid, r#""partially_paid""#);
}

#[test]
fn what_breaks_a_rule_is_refused_when_it_is_read() {
    // A number is refused: it may have been a float.
    refused::<Amount>("25.00");
    refused::<Amount>(r#""2e3""#);
    refused::<Amount>(r#""25,00""#);
    refused::<Currency>(r#""eur""#);
    refused::<MinorUnits>("10.5");
    refused::<IdempotencyKey>(r#"" key""#);
    refused::<Money>(r#"{"amount":"1","currency":"EUR","cents":5}"#);
    refused::<Money>(r#"{"amount":"1"}"#);
    refused::<Outcome>(r#""lost""#);
}

#[test]
fn outcomes_and_kinds_are_the_words_that_they_print() {
    for outcome in [
        Outcome::NotSent,
        Outcome::Refused,
        Outcome::Unknown,
        Outcome::Accepted,
    ] {
        both_ways(&outcome, &format!("\"{}\"", outcome.as_str()));
    }
    for word in [
        "configuration",
        "invalid_input",
        "unsupported_field",
        "connect",
        "authentication",
        "refused",
        "not_found",
        "conflict",
        "duplicate",
        "rate_limited",
        "timeout",
        "interrupted",
        "too_large",
        "server",
        "redirect",
        "unreadable",
        "no_link",
        "differs",
    ] {
        let kind: ErrorKind = serde_json::from_str(&format!("\"{word}\"")).unwrap();
        assert_eq!(kind.as_str(), word);
        both_ways(&kind, &format!("\"{word}\""));
    }
}

#[test]
fn a_request_is_stored_whole() {
    both_ways(
        &LinkRequest::new(money()),
        r#"{"money":{"amount":"25.00","currency":"EUR"}}"#,
    );
    let request = LinkRequest::new(money())
        .with_reference("order-1001")
        .with_description("Two tickets")
        .with_customer(
            LinkCustomer::default()
                .with_name("Ada Lovelace")
                .with_email("ada@example.com")
                .with_phone("+441234567"),
        )
        .with_expires_at(OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap())
        .with_success_url("https://shop.example.com/thanks")
        .with_failure_url("https://shop.example.com/sorry")
        .with_metadata("b", "1")
        .with_metadata("a", "2")
        .with_idempotency_key(IdempotencyKey::new("k").unwrap());
    // The time was written by Python's datetime.
    both_ways(
        &request,
        r#"{"money":{"amount":"25.00","currency":"EUR"},"reference":"order-1001","description":"Two tickets","customer":{"name":"Ada Lovelace","email":"ada@example.com","phone":"+441234567"},"expires_at":"2027-01-15T08:00:00Z","success_url":"https://shop.example.com/thanks","failure_url":"https://shop.example.com/sorry","metadata":{"b":"1","a":"2"},"idempotency_key":"k"}"#,
    );
}

#[test]
fn a_field_that_nobody_knows_and_a_name_that_is_there_twice_are_not_dropped() {
    let money = r#""money":{"amount":"25.00","currency":"EUR"}"#;
    let unknown = format!(r#"{{{money},"order_reference":"order-1001"}}"#);
    assert!(refused::<LinkRequest>(&unknown).contains("order_reference"));
    let payer = format!(r#"{{{money},"customer":{{"fax":"1"}}}}"#);
    assert!(refused::<LinkRequest>(&payer).contains("fax"));
    refused::<LinkRequest>(&format!(r#"{{{money},"expires_at":"tomorrow"}}"#));
    // Read with both, and then refused by every provider; it cannot be written with one of them.
    let twice = format!(r#"{{{money},"metadata":{{"order":"1","order":"2"}}}}"#);
    let request: LinkRequest = serde_json::from_str(&twice).unwrap();
    assert_eq!(request.metadata.len(), 2);
    let error = serde_json::to_string(&request).unwrap_err();
    assert!(error.to_string().contains("a name twice"), "{error}");
}

#[test]
fn a_link_is_stored_with_what_is_known() {
    let mut link = Link::new("meum");
    both_ways(&link, r#"{"provider":"meum"}"#);
    link.id = Some("plink_1".to_owned());
    link.url = Some("https://pay.example.com/1".to_owned());
    link.amount = Some(amount("25.00"));
    link.currency = Some("USD".parse().unwrap());
    link.status = Some("active".to_owned());
    link.state = Some(LinkState::Active);
    link.payment = Some(PaymentState::Unpaid);
    both_ways(
        &link,
        r#"{"provider":"meum","id":"plink_1","url":"https://pay.example.com/1","amount":"25.00","currency":"USD","status":"active","state":"active","payment":"unpaid"}"#,
    );
    // A later version may know more of a link.
    let newer = r#"{"provider":"meum","colour":"blue"}"#;
    assert_eq!(
        serde_json::from_str::<Link>(newer).unwrap(),
        Link::new("meum")
    );
}
