//! What holds for any answer, and what exactly the signature tells apart.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "test code fails by panicking"
)]

#[path = "../../../../fuzz/src/any_json.rs"]
mod any_json;
#[path = "../../../../fuzz/src/in_memory.rs"]
mod in_memory;

use any_json::{any_json, any_object, any_object_with, any_values, extra_member, with_extra};
use hmac::{Hmac, KeyInit, Mac};
use http::{Method, StatusCode};
use paylink_core::{Error, ErrorKind};
use paylink_fixtures::{Documented, all_documented};
use paywint::webhook::{EventName, parse_unverified};
use paywint::{Client, Credentials, Payment, PaymentLink, PaymentStatus, RowsPerPage, SecretKey};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::support::{PLATFORM, SECRET, USER, invoice};

const ADDRESS: &str = r#""payment_link":"https://pay.example.com/link/3c90c3cc""#;

/// All that is documented of a payment but its status.
const FIELDS: &[&str] = &[
    "payment_id",
    "payer_id",
    "payee_id",
    "amount",
    "processing_fee",
    "delivery_fee",
    "invoice_no",
    "currency",
    "description",
    "payment_method",
    "receiving_method",
    "created_at",
    "payment_date",
    "card_id",
    "bank_id",
    "payee_card_id",
    "payee_bank_id",
    "failure_reason",
];

fn client(status: u16, body: String) -> Client {
    let base_url = "https://api.example.com";
    let builder = Client::builder(Credentials::new(PLATFORM, SecretKey::new(SECRET).unwrap()))
        .base_url(base_url)
        .unwrap();
    let connection = in_memory::answering(StatusCode::from_u16(status).unwrap(), body);
    builder.connection(connection).build().unwrap()
}

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let client = client(status, body);
    in_memory::run(client.create_payment_link(USER, &invoice())).map(|answer| answer.into_value())
}

/// A payment whose documented fields have any value, but for its status.
fn payment() -> BoxedStrategy<String> {
    any_object(r#""status":"success""#, any_values(FIELDS)).boxed()
}

fn shown(result: Result<PaymentLink, Error>) -> String {
    match result {
        Ok(link) => format!("{link:?} {} {:?}", link.payment_link, link.message),
        Err(error) => format!("{:?} {:?}", error.kind(), error.message()),
    }
}

/// An envelope whose documented fields have any value, but for the link's address and `success`.
fn envelope(success: &'static str) -> BoxedStrategy<String> {
    let data = any_object(ADDRESS, any_values(&["payment_id"]));
    let identity = data.prop_map(move |data| format!(r#""success":{success},"data":{data}"#));
    any_object_with(
        identity,
        any_values(&["message", "queryGeneratedTime", "detail"]),
    )
}

/// Every flag but the one that says that nothing was done.
fn not_a_refusal() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "true", "null", "1", "0", "\"no\"", "\"\"", "[false]", "{}",
    ])
}

/// What is signed, as Paywint's page has it: method, path, query and the body's hash, with nothing
/// between them.
fn message(method: &str, target: &str, body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{method}{target}{hash}")
}

/// The parts of a message: the hash is the last 64 characters, the target begins at the first
/// slash, and the query at the first question mark. `None` if the text is not a message.
fn parts(message: &str) -> Option<(&str, &str, Option<&str>, &str)> {
    let (rest, hash) = message.split_at_checked(message.len().checked_sub(64)?)?;
    let (method, target) = rest.split_at(rest.find('/')?);
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    Some((method, path, query, hash))
}

/// Any method that HTTP allows: a token, which cannot contain a slash.
const METHOD: &str = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,8}";
/// Any path, and any query or none, as they are in a request line.
const PATH: &str = "/[a-z0-9/%.:@-]{0,20}";
const QUERY: &str = "(\\?[a-zA-Z0-9/?=&%+.-]{0,20})?";

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_address_loses_a_link(
        body in not_a_refusal().prop_flat_map(envelope),
        status in 200_u16..300,
    ) {
        let link = answered(status, body).unwrap();
        prop_assert_eq!(link.payment_link, "https://pay.example.com/link/3c90c3cc");
    }

    #[test]
    fn a_refusal_that_holds_a_link_keeps_it_whatever_is_beside_it(body in envelope("false"), status in 200_u16..300) {
        let error = answered(status, body.clone()).unwrap_err();
        prop_assert_eq!(error.kind(), ErrorKind::Differs);
        let kept: &PaymentLink = error.link().unwrap();
        prop_assert_eq!(&kept.payment_link, "https://pay.example.com/link/3c90c3cc");
        prop_assert_eq!(error.raw_body().unwrap().as_ref(), body.as_bytes());
    }

    #[test]
    fn no_value_beside_it_hides_the_status_of_a_payment(data in payment(), total in any_json()) {
        let got = client(200, format!(r#"{{"data":{data}}}"#));
        let got = in_memory::run(got.get_payment(USER));
        let status = match &got {
            Ok(payment) => &payment.status,
            Err(error) => &error.link::<Payment>().unwrap().status,
        };
        prop_assert_eq!(status, &Some(PaymentStatus::Success));
        let listed = client(200, format!(r#"{{"records":[{data},{data}],"totalRecords":{total}}}"#));
        let listed = in_memory::run(listed.list_received_payments(USER, RowsPerPage::Ten, 1)).unwrap();
        prop_assert_eq!(listed.records.len(), 2);
    }

    #[test]
    fn any_event_is_read_without_a_panic(body in any_json(), member in extra_member()) {
        let _ = parse_unverified(body.as_bytes());
        let wrapped = format!(r#"{{"event":"payment.success","id":{body},"data":{body},"eventGeneratedTime":{body}}}"#);
        for event in [with_extra(&wrapped, &member, true), wrapped] {
            let event = parse_unverified(event.as_bytes()).unwrap();
            prop_assert_eq!(event.event, EventName::PaymentSuccess);
        }
    }

    /// The signature is the HMAC of the message, and the message has one reading only: two requests
    /// with one message have the same method, path, query and body hash.
    #[test]
    fn what_is_signed_has_one_reading(
        method in METHOD, path in PATH, query in QUERY, body: Vec<u8>, secret in "[!-~]{1,70}",
    ) {
        let target = format!("{path}{query}");
        let message = message(&method, &target, &body);
        let (read_method, read_path, read_query, hash) = parts(&message).unwrap();
        prop_assert_eq!((read_method, read_path), (method.as_str(), path.as_str()));
        prop_assert_eq!(read_query, query.strip_prefix('?'));
        prop_assert_eq!(hash, &self::message("", "", &body));

        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(message.as_bytes());
        let expected: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let key = SecretKey::new(secret).unwrap();
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        prop_assert_eq!(key.signature(&method, &target, &body), expected);
    }

    /// So no other request has the same signature, wherever its parts are cut otherwise.
    #[test]
    fn parts_cut_otherwise_are_signed_otherwise(
        method in METHOD, path in PATH, query in QUERY, body in "[0-9a-f]{0,80}", cut in 1_usize..80,
    ) {
        let key = SecretKey::new(SECRET).unwrap();
        let signed = |method: &str, target: &str, body: &str| {
            key.signature(&Method::from_bytes(method.as_bytes()).unwrap(), target, body.as_bytes())
        };
        let target = format!("{path}{query}");
        let signature = signed(&method, &target, &body);
        // The target's end moved into the body, the body's start into the target, the method's end
        // into the target.
        let cut_target = target.split_at_checked(cut.min(target.len() - 1));
        if let Some((kept, moved)) = cut_target.filter(|(_, moved)| !moved.is_empty()) {
            prop_assert_ne!(&signed(&method, kept, &format!("{moved}{body}")), &signature);
        }
        if let Some((moved, kept)) = body.split_at_checked(cut) {
            prop_assert_ne!(&signed(&method, &format!("{target}{moved}"), kept), &signature);
        }
        if let Some((kept, moved)) = method.split_at_checked(cut).filter(|(_, moved)| !moved.is_empty()) {
            prop_assert_ne!(&signed(kept, &format!("/{moved}{target}"), &body), &signature);
        }
    }
}

/// Without the slash in front the parts could be cut in two ways. HTTP allows no such target: every
/// request line has one.
#[test]
fn the_slash_before_the_path_is_what_ends_the_method() {
    let key = SecretKey::new(SECRET).unwrap();
    let longer = Method::from_bytes(b"GETX").unwrap();
    assert_eq!(
        key.signature(&longer, "/a", b""),
        key.signature(&Method::GET, "X/a", b"")
    );
}

/// What each operation makes of an answer.
fn read(answer: &Documented, body: String) -> String {
    let client = client(answer.status, body.clone());
    match answer.operation.as_str() {
        "createPaymentLink" => shown(answered(answer.status, body)),
        "getPayment" => told(in_memory::run(client.get_payment(USER))),
        other => {
            assert_eq!(other, "listReceivedPayments");
            let rows = RowsPerPage::Ten;
            told(in_memory::run(client.list_received_payments(USER, rows, 1)))
        }
    }
}

fn told<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    match result {
        Ok(answer) => format!("{answer:?}"),
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.code(),
            error.message()
        ),
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let mut answers: Vec<Documented> = Vec::new();
    for operation in ["createPaymentLink", "getPayment", "listReceivedPayments"] {
        for folder in ["responses", "errors"] {
            answers.extend(all_documented("paywint", folder, operation));
        }
    }
    proptest!(few(), |(member in extra_member(), everywhere: bool)| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, everywhere);
            let told = read(answer, answer.body().to_owned());
            prop_assert_eq!(read(answer, extra), told, "{}", answer.name);
        }
    });
}

/// `null` says that nobody paid; beside anything else it says nothing.
#[test]
fn a_list_beside_what_is_none_is_read_and_what_is_none_is_no_empty_list() {
    for (body, payments) in [
        (r#"{"records":null}"#, Some(0)),
        (r#"{"records":null,"records":null}"#, Some(0)),
        (r#"{"records":[{}],"records":null}"#, Some(1)),
        (r#"{"records":"x","records":null}"#, None),
        (r#"{"records":null,"records":"x"}"#, None),
        ("{}", None),
    ] {
        let client = client(200, body.to_owned());
        let listed = in_memory::run(client.list_received_payments(USER, RowsPerPage::Ten, 1));
        assert_eq!(
            listed.ok().map(|page| page.records.len()),
            payments,
            "{body}"
        );
    }
}
