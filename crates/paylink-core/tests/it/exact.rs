//! Words and tables to the letter, where `cargo xtask mutants` found that no test looked.

use std::hash::{DefaultHasher, Hash, Hasher};

use http::StatusCode;
use paylink_core::provider::json::{Object, read_request};
use paylink_core::provider::kind_of_status;
use paylink_core::webhook::WebhookError;
use paylink_core::{Amount, AmountError, ErrorKind, MinorUnits, Money};

fn money(amount: &str, currency: &str) -> Money {
    Money::new(amount.parse().unwrap(), currency.parse().unwrap())
}

#[test]
fn money_is_written_with_its_currency() {
    assert_eq!(money("10.50", "INR").to_string(), "10.50 INR");
}

#[test]
fn minor_units_are_written_as_a_number() {
    assert_eq!(MinorUnits::new(-1050).to_string(), "-1050");
}

#[test]
fn what_is_no_object_says_so() {
    let error = Object::parse(b"[]").unwrap_err();
    assert_eq!(error.to_string(), "not a JSON object");
}

#[test]
fn members_and_elements_come_in_their_order() {
    let object = Object::parse(br#"{"b":[1,"x"],"a":null,"b":[2]}"#).unwrap();
    let members: Vec<_> = (object.iter())
        .map(|(name, value)| (name, value.json()))
        .collect();
    assert_eq!(members, [("b", r#"[1,"x"]"#), ("a", "null"), ("b", "[2]")]);
    let elements: Vec<_> = (object.array("b").unwrap().into_iter())
        .map(|value| value.text())
        .collect();
    assert_eq!(elements, ["2"]);
    assert!(object.array("a").is_none());
}

#[test]
fn a_whole_number_is_read_whole_or_refused() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Counts {
        long: i64,
        short: i32,
    }
    let read = |long: &str, short: &str| {
        read_request::<Counts>(&format!(r#"{{"long":{long},"short":{short}}}"#))
    };
    assert_eq!(read("-7", "7"), Ok(Counts { long: -7, short: 7 }));
    let refused = read("9223372036854775808", "1").unwrap_err();
    assert_eq!(refused.rule(), "must be a whole number of 64 bits");
    let refused = read("1", "2147483648").unwrap_err();
    assert_eq!(refused.rule(), "must be a whole number of 32 bits");
    let refused = read("1.0", "1").unwrap_err();
    assert_eq!(refused.rule(), "must be a whole number of 64 bits");
}

#[test]
fn another_currency_than_the_account_s_is_refused_by_name() {
    let money = money("10.50", "INR");
    assert!(money.check_currency("INR".parse().unwrap()).is_ok());
    let refused = money.check_currency("USD".parse().unwrap()).unwrap_err();
    let rule = "must be USD, the currency that this client is set up for";
    assert_eq!((refused.field(), refused.rule()), ("currency", rule));
}

#[test]
fn nothing_is_not_a_positive_amount() {
    for (text, positive) in [
        ("0", false),
        ("0.00", false),
        ("-0.01", false),
        ("0.01", true),
    ] {
        let amount: Amount = text.parse().unwrap();
        assert_eq!(amount.is_positive(), positive, "{text}");
    }
}

#[test]
fn an_amount_is_hashed_by_its_value() {
    let hash = |text: &str| {
        let mut state = DefaultHasher::new();
        text.parse::<Amount>().unwrap().hash(&mut state);
        state.finish()
    };
    assert_eq!(hash("1.50"), hash("1.5"));
    assert_ne!(hash("1.50"), hash("1.51"));
}

#[test]
fn an_amount_error_says_the_rule() {
    for (error, rule) in [
        (
            AmountError::NotADecimal,
            "must be a plain decimal such as 25.00",
        ),
        (AmountError::TooManyDigits, "must have at most 36 digits"),
        (
            AmountError::TooPrecise,
            "has more decimal places than the currency",
        ),
        (
            AmountError::OutOfRange,
            "must fit into 64 bits of minor units",
        ),
        (
            AmountError::UnknownExponent,
            "is in a currency without a known minor unit",
        ),
    ] {
        assert_eq!(error.rule(), rule);
        assert_eq!(error.to_string(), format!("an amount {rule}"));
    }
}

#[test]
fn a_webhook_error_says_what_is_wrong() {
    for (error, text) in [
        (WebhookError::MissingHeader("t"), "the header t is missing"),
        (
            WebhookError::RepeatedHeader("t"),
            "the header t is given more than once",
        ),
        (
            WebhookError::MalformedHeader("t"),
            "the header t is malformed",
        ),
        (
            WebhookError::Stale,
            "the delivery was signed too long ago, or in the future",
        ),
        (
            WebhookError::NoMatch,
            "no secret gives the signature of the delivery",
        ),
        (
            WebhookError::NoSecret,
            "there is no secret to check the delivery with",
        ),
        (
            WebhookError::Unreadable,
            "the body of the delivery is not the documented JSON",
        ),
    ] {
        assert_eq!(error.to_string(), text);
    }
}

#[test]
fn every_status_has_its_kind() {
    for status in 300..=599 {
        let expected = match status {
            300..=399 => ErrorKind::Redirect,
            401 | 403 => ErrorKind::Authentication,
            404 => ErrorKind::NotFound,
            408 => ErrorKind::Timeout,
            409 => ErrorKind::Conflict,
            429 => ErrorKind::RateLimited,
            400..=499 => ErrorKind::Refused,
            _ => ErrorKind::Server,
        };
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(kind_of_status(status), expected, "{status}");
    }
    for status in [199, 600, 999] {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(kind_of_status(status), ErrorKind::Unreadable, "{status}");
    }
}

#[test]
fn a_word_of_an_open_set_is_kept_whatever_it_is() {
    struct Word(String);
    impl From<&str> for Word {
        fn from(text: &str) -> Self {
            Self(text.to_owned())
        }
    }
    let object = Object::parse(br#"{"a":"act\u0069ve","b":7,"c":null}"#).unwrap();
    let word = |name| object.word(name).map(|Word(text)| text);
    assert_eq!(word("a").as_deref(), Some("active"));
    assert_eq!(word("b").as_deref(), Some("7"));
    assert_eq!([word("c"), word("d")], [None, None]);
}
