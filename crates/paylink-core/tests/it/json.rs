//! JSON: lenient for answers, strict for requests, exact for numbers.

use paylink_core::Json;

use paylink_core::provider::json::{
    ExactNumber, Object, exact_number, optional, ordered_map, read_request,
};
use paylink_core::{Amount, Currency, MinorUnits, Nullable};
use proptest::prelude::*;
use serde::Deserialize;

#[test]
fn null_and_absent_are_alike_and_extra_fields_are_ignored() {
    let object = Object::parse(br#"{"a":null,"b":"x","more":{"deep":[1,{}]}}"#).unwrap();
    assert_eq!((object.text("a"), object.text("c")), (None, None));
    assert_eq!(object.text("b").as_deref(), Some("x"));
}

#[test]
fn a_wrong_type_is_kept_as_text() {
    let object =
        Object::parse(br#"{"flag":"yes","date":12,"status":{"a":1},"n":"12","amount":"ten"}"#)
            .unwrap();
    assert_eq!(object.boolean("flag").value(), None);
    assert_eq!(object.boolean("flag").unreadable(), Some("yes"));
    assert!(object.boolean("none").is_missing());
    assert_eq!(object.timestamp("date").unwrap().text(), "12");
    assert_eq!(object.text("status").as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(object.integer("n").value(), Some(&12));
    assert_eq!(object.amount("amount").value(), None);
    assert!(object.object("flag").is_none() && object.array("flag").is_none());
}

#[test]
fn numbers_are_read_by_their_text() {
    let object = Object::parse(
        br#"{"a":12345678901234567.890,"b":"0.10","c":1e-2,"m":995.0,"n":995.5,"k":"usd"}"#,
    )
    .unwrap();
    let amount = |name: &str| object.amount(name).value().unwrap().to_string();
    assert_eq!(
        ["a", "b", "c"].map(amount),
        ["12345678901234567.890", "0.10", "0.01"]
    );
    assert_eq!(object.minor_units("m").value(), Some(&MinorUnits::new(995)));
    assert_eq!(object.minor_units("n").value(), None);
    assert_eq!(object.currency("k").value().unwrap().as_str(), "USD");
}

#[test]
fn an_identifier_is_a_text_or_a_whole_number() {
    let object =
        Object::parse(br#"{"a":"x","b":7,"c":"","d":" ","e":{},"f":true,"g":1.5,"h":1e2,"i":18446744073709551616,"j":-7}"#).unwrap();
    let found: Vec<_> = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
        .into_iter()
        .filter_map(|name| object.identifier(name))
        .collect();
    assert_eq!(found, ["x", "7", "18446744073709551616", "-7"]);
}

#[test]
fn of_two_that_stand_for_a_link_the_last_that_can_counts() {
    let body =
        br#"{"id":"1","id":"2","id":null,"a":{"x":1},"a":[],"a":null,"b":[1],"b":{},"b":null}"#;
    let object = Object::parse(body).unwrap();
    assert_eq!(object.identifier("id").as_deref(), Some("2"));
    assert_eq!(object.object("a").unwrap().text("x").as_deref(), Some("1"));
    assert_eq!(object.array("a").unwrap().len(), 0);
    assert_eq!(object.array("b").unwrap().len(), 1);
    assert!(object.text("id").is_none() && object.get("a").is_none());
}

#[test]
fn only_an_object_in_utf8_is_one() {
    for body in [
        &b""[..],
        b"null",
        b"[]",
        b"7",
        b"\"x\"",
        b"{",
        b"{}x",
        b"{\"a\":\"\xff\"}",
        b"<html>",
    ] {
        assert!(Object::parse(body).is_err(), "{body:?}");
    }
    assert!(Object::parse(b"\xef\xbb\xbf{}").is_ok());
    let deep = format!(
        "{{\"id\":\"1\",\"deep\":{}1{}}}",
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    assert_eq!(
        Object::parse(deep.as_bytes())
            .unwrap()
            .text("id")
            .as_deref(),
        Some("1")
    );
}

#[test]
fn escapes_are_resolved_and_the_last_of_two_counts() {
    let body = br#"{"i\u0064":"a\n\u00fc","n":"a\n\u00fc\"\\","id":null,"x":1,"x":"2"}"#;
    let object = Object::parse(body).unwrap();
    assert_eq!(object.text("id"), None);
    assert_eq!(object.text("n").as_deref(), Some("a\n\u{fc}\"\\"));
    assert_eq!(object.text("x").as_deref(), Some("2"));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    #[serde(with = "exact_number")]
    total: Amount,
    #[serde(default, with = "optional")]
    lines: Option<Vec<Line>>,
    #[serde(default)]
    paid: Nullable<bool>,
    #[serde(default, with = "ordered_map")]
    notes: Option<Vec<(String, Json)>>,
    #[serde(default, with = "optional")]
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    units: MinorUnits,
    currency: Currency,
    #[serde(default, with = "optional")]
    count: Option<i32>,
}

#[test]
fn a_request_is_read_whole() {
    let order: Order = read_request(
        r#"{"total":1e1,"paid":null,"lines":[{"units":5,"currency":"EUR","count":2}],"notes":{"z":1.0,"a":null}}"#,
    )
    .unwrap();
    assert_eq!(order.total.to_string(), "10");
    assert_eq!((order.paid, order.name), (Nullable::Null, None));
    let line = &order.lines.unwrap()[0];
    assert_eq!(
        (line.units.get(), line.currency.as_str(), line.count),
        (5, "EUR", Some(2))
    );
    let notes = order.notes.unwrap();
    let notes: Vec<_> = notes
        .iter()
        .map(|(name, json)| (name.as_str(), json.as_str()))
        .collect();
    assert_eq!(notes, [("z", "1.0"), ("a", "null")]);
}

#[test]
fn what_breaks_a_rule_is_named_by_its_path() {
    for (json, message) in [
        ("{}", "total is required"),
        (r#"{"total":"1"}"#, "total must be a number"),
        (r#"{"total":1,"lines":{}}"#, "lines must be an array"),
        (r#"{"total":1,"lines":null}"#, "lines must be an array"),
        (
            r#"{"total":1,"lines":[{"units":1,"currency":"EUR"},{"units":1.5,"currency":"EUR"}]}"#,
            "lines[1].units must be a whole number of minor units",
        ),
        (
            r#"{"total":1,"lines":[{"units":1,"currency":"eur"}]}"#,
            "lines[0].currency must be three upper-case letters",
        ),
        (
            r#"{"total":1,"lines":[{"units":1,"currency":"EUR","count":2147483648}]}"#,
            "lines[0].count must be a whole number of 32 bits",
        ),
        (
            r#"{"total":1,"lines":[{"units":18446744073709551615,"currency":"EUR"}]}"#,
            "lines[0].units must fit into 64 bits of minor units",
        ),
        (
            r#"{"total":1,"lines":[{"units":1}]}"#,
            "lines[0].currency is required",
        ),
        (
            r#"{"total":1,"lines":[{"units":1,"units":1}]}"#,
            "lines[0].units is given twice",
        ),
        (r#"{"total":1,"lines":[1]}"#, "lines[0] must be an object"),
        (
            r#"{"total":1,"notes":{"a":1,"a":2}}"#,
            "notes.a is given twice",
        ),
        (
            r#"{"total":1,"notes":{"a":1,"\u0062":2,"c":3,"b":4}}"#,
            "notes.b is given twice",
        ),
        (r#"{"total":1,"notes":[]}"#, "notes must be an object"),
        (r#"{"total":1,"name":null}"#, "name must be a string"),
        (
            r#"{"total":1,"name":{"a, expected b":1}}"#,
            "name must be a string",
        ),
        (
            r#"{"total":1,"name":"\ud800"}"#,
            "name must be valid Unicode text",
        ),
        (
            r#"{"total":1,"lines":[{"units":1,"currency":"EUR","colour":1}]}"#,
            "lines[0].colour is not a field of this request",
        ),
        (r#"{"total":1,"paid":1}"#, "paid must be true or false"),
        (r#"{"total":1,"total":2}"#, "total is given twice"),
        (
            r#"{"total":1,"new":2}"#,
            "new is not a field of this request",
        ),
        ("[1]", "request must be an object"),
        ("", "request must be JSON; the error is at line 1 column 0"),
    ] {
        assert_eq!(
            read_request::<Order>(json).err().unwrap().to_string(),
            message,
            "{json}"
        );
    }
}

/// What a message of serde's repeats of the request is not in the rule: it may be a payer's.
#[test]
fn no_value_of_a_request_is_in_its_error() {
    for json in [
        r#"{"total":"canary"}"#,
        r#"{"total":1,"paid":"canary"}"#,
        r#"{"total":1,"lines":"canary, expected canary"}"#,
        r#"{"total":1,"lines":[{"units":"canary","currency":"EUR"}]}"#,
        r#"{"total":1,"lines":[{"units":1,"currency":"canary"}]}"#,
        r#"{"total":1,"notes":"canary"}"#,
        r#"{"total":1,"name":["canary"]}"#,
    ] {
        let error = read_request::<Order>(json).err().unwrap();
        assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
    }
}

/// Were each name compared with all before it, nobody would wait for the end.
#[test]
fn a_request_may_have_very_many_names() {
    let names = (0..300_000).map(|number| format!("\"name-{number}\":{number}"));
    let json = format!(
        r#"{{"total":1,"notes":{{{}}}}}"#,
        names.collect::<Vec<_>>().join(",")
    );
    let order: Order = read_request(&json).unwrap();
    let notes = order.notes.unwrap();
    assert_eq!(
        (notes.len(), notes[299_999].1.as_str()),
        (300_000, "299999")
    );
}

#[test]
fn amounts_are_written_digit_for_digit() {
    for text in ["150.75", "0.10", "10.00", "12345678901234567.89"] {
        let number = ExactNumber(text.parse().unwrap());
        assert_eq!(
            serde_json::to_string(&[number]).unwrap(),
            format!("[{text}]")
        );
    }
}

proptest! {
    #[test]
    fn any_extra_field_still_parses(name in "[a-z]{1,8}", text in "\\PC{0,20}") {
        let extra = serde_json::Value::from(text);
        let body = format!(r#"{{"x{name}":{extra},"id":"1","y{name}":[{extra}]}}"#);
        let object = Object::parse(body.as_bytes()).unwrap();
        prop_assert_eq!(object.text("id"), Some("1".to_owned()));
    }

    #[test]
    fn any_text_survives_as_json(text in any::<String>()) {
        let json = Json::string(&text);
        let back: String = serde_json::from_str(json.as_str()).unwrap();
        prop_assert_eq!(back, text);
    }

    #[test]
    fn no_body_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(object) = Object::parse(&body) {
            for (name, value) in object.iter() {
                let _ = (name.len(), value.text(), value.amount(), value.object(), value.array());
            }
        }
    }
}
