//! Value types are written with a width, read back from what they write, and named in their errors.

use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::str::FromStr;

use paylink_core::transport::{TransportError, TransportErrorKind};
use paylink_core::{
    Amount, BaseUrl, Currency, ErrorKind, Field, FieldError, IdempotencyKey, LinkState, MinorUnits,
    Money, Outcome, Timestamp,
};

fn read<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

#[test]
fn a_width_is_honoured() {
    let amount: Amount = read("-10.50");
    assert_eq!(format!("[{amount:9}]"), "[   -10.50]");
    assert_eq!(format!("[{amount:09}]"), "[-00010.50]");
    assert_eq!(format!("[{amount:<9}]"), "[-10.50   ]");
    let money: Money = read("10.50 EUR");
    assert_eq!(format!("[{money:12}]"), "[   10.50 EUR]");
    assert_eq!(format!("[{:5}]", MinorUnits::new(1050)), "[ 1050]");
    assert_eq!(format!("[{:>5}]", Currency::EUR), "[  EUR]");
    let key: IdempotencyKey = read("key-1");
    assert_eq!(format!("[{key:7}]"), "[key-1  ]");
    let time: Timestamp = read("2025-03-21T08:29:00Z");
    assert_eq!(format!("[{time:22}]"), "[2025-03-21T08:29:00Z  ]");
    let url: BaseUrl = read("https://a.example");
    assert_eq!(format!("[{url:19}]"), "[https://a.example  ]");
    assert_eq!(format!("[{:10}]", Outcome::Unknown), "[unknown   ]");
    assert_eq!(format!("[{:10}]", ErrorKind::Timeout), "[timeout   ]");
    assert_eq!(format!("[{:10}]", Field::Reference), "[reference ]");
    assert_eq!(format!("[{:8}]", LinkState::Active), "[active  ]");
}

#[test]
fn a_precision_never_cuts_an_amount() {
    let amount: Amount = read("1234.567");
    let money: Money = read("1234.567 KWD");
    assert_eq!(format!("{amount:.2}"), "1234.567");
    assert_eq!(format!("{money:.2}"), "1234.567 KWD");
}

fn comes_back<T: Display + Debug + FromStr<Err: Debug> + PartialEq>(value: &T) {
    assert_eq!(read::<T>(&value.to_string()), *value);
}

#[test]
fn what_is_written_is_read_back() {
    comes_back(&read::<Amount>("-0.050"));
    comes_back(&read::<Money>("-10.50 EUR"));
    comes_back(&MinorUnits::new(i64::MIN));
    comes_back(&Currency::JPY);
    comes_back(&IdempotencyKey::random());
    comes_back(&read::<Timestamp>("2025-09-01T14:31:44.171Z"));
    comes_back(&read::<BaseUrl>("https://a.example/v1"));
    for outcome in [
        Outcome::NotSent,
        Outcome::Refused,
        Outcome::Unknown,
        Outcome::Accepted,
    ] {
        comes_back(&outcome);
    }
    for kind in [
        ErrorKind::InvalidInput,
        ErrorKind::NoLink,
        ErrorKind::Differs,
    ] {
        comes_back(&kind);
    }
    for field in Field::ALL {
        comes_back(field);
    }
}

fn refusal<T: FromStr<Err: Display> + Debug>(text: &str) -> String {
    match text.parse::<T>() {
        Ok(value) => panic!("{text:?} is {value:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn an_error_names_its_subject_and_no_value() {
    let rfc_3339 = "timestamp must be RFC 3339, such as 2025-03-21T08:29:00Z";
    let money = "money must be an amount, a space and a currency, such as 10.50 EUR";
    assert_eq!(
        refusal::<Amount>("1,5"),
        "an amount must be a plain decimal such as 25.00"
    );
    assert_eq!(
        refusal::<Currency>("EU"),
        "a currency code must be three upper-case letters"
    );
    assert_eq!(refusal::<Money>("10.50"), money);
    assert_eq!(
        refusal::<Money>("1,5 EUR"),
        "amount must be a plain decimal such as 25.00"
    );
    assert_eq!(
        refusal::<Money>("1.5  EUR"),
        "currency must be three upper-case letters"
    );
    for text in ["", "+5", "1.5", "9223372036854775808"] {
        let rule = "minor_units must be a whole number of 64 bits";
        assert_eq!(refusal::<MinorUnits>(text), rule);
    }
    assert_eq!(refusal::<Timestamp>("2025-03-21T08:29Z"), rfc_3339);
    assert_eq!(
        refusal::<IdempotencyKey>(""),
        "idempotency_key must not be empty"
    );
    assert_eq!(refusal::<BaseUrl>("a.example"), "base_url must use https");
    assert_eq!(
        refusal::<Outcome>("lost"),
        "outcome must be not_sent, refused, unknown or accepted"
    );
    assert_eq!(
        refusal::<ErrorKind>("broken"),
        "error_kind must be a kind of error, such as invalid_input"
    );
    assert_eq!(
        refusal::<Field>("colour"),
        "field must be an optional field of a shared request"
    );
}

#[test]
fn a_text_that_is_not_a_time_is_not_printed() {
    let odd = Timestamp::read("payer@example.com");
    assert_eq!(odd.to_string(), "[unread]");
    assert_eq!(format!("{odd:?}"), "[unread]");
    assert_eq!(odd.text(), "payer@example.com");
}

#[test]
fn keys_and_errors_go_into_sets() {
    let keys: BTreeSet<IdempotencyKey> = ["b", "a", "b"].map(read).into();
    assert_eq!(
        keys.iter().map(IdempotencyKey::as_str).collect::<String>(),
        "ab"
    );
    let errors: HashSet<FieldError> = ["a", "a", "b"]
        .map(|field| FieldError::new(field, "is"))
        .into();
    assert_eq!(errors.len(), 2);
}

#[test]
fn a_transport_error_is_an_error_with_its_cause() {
    let mut error = TransportError::new(TransportErrorKind::Connect);
    error.source = Some("connection refused".into());
    let error: Box<dyn std::error::Error + Send + Sync> = error.into();
    assert_eq!(error.to_string(), "could not connect; nothing was sent");
    let cause = error.source().map(ToString::to_string);
    assert_eq!(cause.as_deref(), Some("connection refused"));
}
