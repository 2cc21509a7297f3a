//! Webhooks: the vendor's vector is verified, and nothing else is.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use paylink_core::ErrorKind;
use paylink_core::webhook::{Delivery, WebhookError};
use pinelabs::webhook::{WebhookSecret, parse, verify, verify_within};
use time::OffsetDateTime;

use crate::support::shown;

/// The vendor's vector (pinelabs-v27).
pub(crate) const ID: &str = "msg_2nEfCaUDn9fynC9Kz2upo1QSydl";
pub(crate) const SIGNATURE: &str = "v1,Ns46HrH+Nfu9dZtBUVvSLyrOD5JH0SAGlNo3M5yobfQ=";
pub(crate) const BODY: &[u8] = br#"{"payload":"payload"}"#;
pub(crate) const TIMESTAMP: &str = "1728543028";
pub(crate) const SIGNED_AT: i64 = 1_728_543_028;
const SECRET: &str = "YWJjMTIzNA==";

const I: &str = "webhook-id";
const T: &str = "webhook-timestamp";
const S: &str = "webhook-signature";

pub(crate) fn secret() -> WebhookSecret {
    WebhookSecret::from_base64(SECRET).unwrap()
}

pub(crate) fn at(seconds: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap()
}

fn headers(pairs: &[(&'static str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let value = HeaderValue::from_bytes(value).unwrap();
        headers.append(HeaderName::from_static(name), value);
    }
    headers
}

fn signed() -> HeaderMap {
    signed_as(ID, TIMESTAMP, SIGNATURE)
}

pub(crate) fn signed_as(id: &str, timestamp: &str, signature: &str) -> HeaderMap {
    headers(&[
        (I, id.as_bytes()),
        (T, timestamp.as_bytes()),
        (S, signature.as_bytes()),
    ])
}

fn check(headers: &HeaderMap, body: &[u8], secrets: &[WebhookSecret]) -> Result<(), WebhookError> {
    check_at(headers, body, secrets, SIGNED_AT)
}

fn check_at(
    headers: &HeaderMap,
    body: &[u8],
    secrets: &[WebhookSecret],
    now: i64,
) -> Result<(), WebhookError> {
    verify(Delivery::new(headers, body), secrets, at(now)).map(|_| ())
}

#[test]
fn the_vendors_vector_is_verified() {
    let headers = signed();
    let delivery = Delivery::new(&headers, BODY);
    for secret in [secret(), WebhookSecret::from_raw("abc1234").unwrap()] {
        let verified = verify(delivery, &[secret], at(SIGNED_AT)).unwrap();
        assert_eq!((verified.id(), verified.body()), (ID, BODY));
        // The vector's body is verified, but is not an event of the documented shape.
        assert_eq!(parse(&verified).unwrap_err(), WebhookError::Unreadable);
    }
}

#[test]
fn what_the_vendors_own_tests_refuse_is_refused() {
    let no_match = Err(WebhookError::NoMatch);
    let secrets = [secret()];
    let tampered = br#"{"payload":"tampered"}"#;
    assert_eq!(check(&signed(), tampered, &secrets), no_match);
    let wrong = WebhookSecret::from_base64("d3Jvbmc=").unwrap();
    assert_eq!(check(&signed(), BODY, &[wrong]), no_match);
    assert!(WebhookSecret::from_base64("not-base64").is_err());
    assert_eq!(
        check_at(&signed(), BODY, &secrets, SIGNED_AT + 301),
        Err(WebhookError::Stale)
    );
    let fraction = signed_as(ID, "1728543028.5", SIGNATURE);
    assert_eq!(
        check(&fraction, BODY, &secrets),
        Err(WebhookError::MalformedHeader(T))
    );
    let bare = SIGNATURE.strip_prefix("v1,").unwrap();
    for signature in [
        format!("v2,{bare}"),
        "v1,not-base64".to_owned(),
        format!("v1={bare},v1={bare}"),
    ] {
        assert_eq!(
            check(&signed_as(ID, TIMESTAMP, &signature), BODY, &secrets),
            Err(WebhookError::MalformedHeader(S)),
            "{signature}"
        );
    }
}

#[test]
fn the_signature_has_one_form() {
    let bare = SIGNATURE.strip_prefix("v1,").unwrap();
    for signature in [
        String::new(),
        bare.to_owned(),
        "v1,".to_owned(),
        format!("v1={bare}"),
        format!("V1,{bare}"),
        format!("v1, {bare}"),
        format!("v1 {bare}"),
        format!("v1a,{bare}"),
        format!(" v1,{bare}"),
        format!("v2,{bare} {SIGNATURE}"),
        // Two entries, however they are joined, the right one first or last.
        format!("{SIGNATURE} {SIGNATURE}"),
        format!("{SIGNATURE},{SIGNATURE}"),
        format!("{SIGNATURE} v1,AAAA"),
        format!("v1,AAAA {SIGNATURE}"),
        format!("{SIGNATURE},"),
        // The same bytes, written otherwise: without padding, with other last bits, in the alphabet
        // for URLs, in hex.
        format!("v1,{}", bare.trim_end_matches('=')),
        format!("v1,{}", bare.replace("fQ=", "fR=")),
        format!("v1,{}", bare.replace('+', "-")),
        "v1,36ce3a1eb1fe35fbbd759b41515bd22f2ace0f9247d1200694da37339ca86df4".to_owned(),
        // Too short and too long.
        "v1,Ns46HrH+Nfu9dZtBUVvSLyrOD5JH0SAGlNo3M5yobQ==".to_owned(),
        "v1,Ns46HrH+Nfu9dZtBUVvSLyrOD5JH0SAGlNo3M5yobfQA".to_owned(),
    ] {
        assert_eq!(
            check(&signed_as(ID, TIMESTAMP, &signature), BODY, &[secret()]),
            Err(WebhookError::MalformedHeader(S)),
            "{signature}"
        );
    }
    let zeros = format!("v1,{}=", "A".repeat(43));
    assert_eq!(
        check(&signed_as(ID, TIMESTAMP, &zeros), BODY, &[secret()]),
        Err(WebhookError::NoMatch)
    );
}

#[test]
fn any_flipped_bit_fails() {
    let parts = [
        BODY,
        ID.as_bytes(),
        TIMESTAMP.as_bytes(),
        SIGNATURE.as_bytes(),
    ];
    let mut tried = 0;
    for (flipped, part) in parts.iter().enumerate() {
        for index in 0..part.len() {
            for bit in 0..8 {
                let mut parts = parts.map(<[u8]>::to_vec);
                parts[flipped][index] ^= 1 << bit;
                let [body, id, timestamp, signature] = parts;
                // What no HTTP library hands over cannot be delivered.
                let sendable = [&id, &timestamp, &signature]
                    .iter()
                    .all(|value| HeaderValue::from_bytes(value).is_ok());
                if sendable {
                    let headers = headers(&[(I, &id), (T, &timestamp), (S, &signature)]);
                    check(&headers, &body, &[secret()]).unwrap_err();
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > BODY.len() * 8 + 500, "{tried}");
}

#[test]
fn a_body_written_again_fails() {
    let value: serde_json::Value = serde_json::from_slice(BODY).unwrap();
    let spaced = serde_json::to_vec_pretty(&value).unwrap();
    for again in [
        &spaced[..],
        br#"{"payload": "payload"}"#,
        b"{\"payload\":\"payload\"}\n",
        b"\xef\xbb\xbf{\"payload\":\"payload\"}",
        br#"{"p\u0061yload":"payload"}"#,
        b"",
    ] {
        assert_eq!(
            check(&signed(), again, &[secret()]),
            Err(WebhookError::NoMatch)
        );
    }
}

#[test]
fn one_of_several_secrets_is_enough_and_none_is_not() {
    let other = WebhookSecret::from_raw("another").unwrap();
    assert!(check(&signed(), BODY, &[other.clone(), secret()]).is_ok());
    assert!(check(&signed(), BODY, &[secret(), other.clone()]).is_ok());
    assert_eq!(
        check(&signed(), BODY, &[other.clone(), other]),
        Err(WebhookError::NoMatch)
    );
    assert_eq!(check(&signed(), BODY, &[]), Err(WebhookError::NoSecret));
}

#[test]
fn raw_and_base64_are_two_secrets() {
    let raw = WebhookSecret::from_raw(SECRET).unwrap();
    assert_eq!(check(&signed(), BODY, &[raw]), Err(WebhookError::NoMatch));
    for broken in [
        "",
        " ",
        "=",
        "====",
        "abc1234",
        "YWJjMTIzNA",
        "YWJjMTIzNA=",
        "YWJjMTIzNB==",
        " YWJjMTIzNA==",
        "YWJjMTIzNA==\n",
        "whsec_YWJjMTIzNA==",
        "YWJj-TIzNA==",
    ] {
        let error = WebhookSecret::from_base64(broken).unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("webhook_secret")),
            "{broken:?}"
        );
        assert!(broken.trim().len() < 7 || !shown(&error).contains(broken.trim()));
    }
    for broken in ["", " ", "\n", " abc1234", "abc1234\n", "abc\u{0}1234"] {
        let error = WebhookSecret::from_raw(broken).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{broken:?}");
    }
}

#[test]
fn three_hundred_seconds_are_the_tolerance_unless_another_is_given() {
    for now in [SIGNED_AT - 300, SIGNED_AT, SIGNED_AT + 300] {
        assert!(check_at(&signed(), BODY, &[secret()], now).is_ok());
    }
    for now in [SIGNED_AT - 301, SIGNED_AT + 301, 0] {
        assert_eq!(
            check_at(&signed(), BODY, &[secret()], now),
            Err(WebhookError::Stale)
        );
    }
    let headers = signed();
    let within = |tolerance, now| {
        let delivery = Delivery::new(&headers, BODY);
        let tolerance = Duration::from_secs(tolerance);
        verify_within(delivery, &[secret()], at(now), tolerance).is_ok()
    };
    assert!(within(3600, SIGNED_AT + 3600) && !within(3600, SIGNED_AT + 3601));
    assert!(within(0, SIGNED_AT) && !within(0, SIGNED_AT + 1));
    assert!(within(u64::MAX, 0));
}

#[test]
fn a_header_that_is_missing_doubled_or_malformed_is_refused() {
    let id = (I, ID.as_bytes());
    let time = (T, TIMESTAMP.as_bytes());
    let signature = (S, SIGNATURE.as_bytes());
    for (pairs, error) in [
        (vec![time, signature], WebhookError::MissingHeader(I)),
        (vec![id, signature], WebhookError::MissingHeader(T)),
        (vec![id, time], WebhookError::MissingHeader(S)),
        (
            vec![id, id, time, signature],
            WebhookError::RepeatedHeader(I),
        ),
        (
            vec![id, time, time, signature],
            WebhookError::RepeatedHeader(T),
        ),
        (
            vec![id, time, signature, signature],
            WebhookError::RepeatedHeader(S),
        ),
        (
            vec![id, time, signature, (S, b"v1,AAAA")],
            WebhookError::RepeatedHeader(S),
        ),
        (
            vec![(I, b""), time, signature],
            WebhookError::MalformedHeader(I),
        ),
        (
            vec![(I, b"msg.1728543028"), time, signature],
            WebhookError::MalformedHeader(I),
        ),
        (
            vec![(I, b"\xff"), time, signature],
            WebhookError::MalformedHeader(I),
        ),
        (
            vec![(I, b"msg_other"), time, signature],
            WebhookError::NoMatch,
        ),
    ] {
        assert_eq!(
            check(&headers(&pairs), BODY, &[secret()]),
            Err(error),
            "{pairs:?}"
        );
    }
    for (time, error) in [
        ("", WebhookError::MalformedHeader(T)),
        ("-1728543028", WebhookError::MalformedHeader(T)),
        ("+1728543028", WebhookError::MalformedHeader(T)),
        ("1728543028.0", WebhookError::MalformedHeader(T)),
        ("1.728543028e9", WebhookError::MalformedHeader(T)),
        ("0x67077a34", WebhookError::MalformedHeader(T)),
        ("now", WebhookError::MalformedHeader(T)),
        ("99999999999999999999", WebhookError::MalformedHeader(T)),
        // The same second, and the next: neither is what was signed.
        ("01728543028", WebhookError::NoMatch),
        ("1728543029", WebhookError::NoMatch),
        ("1728543028000", WebhookError::NoMatch),
    ] {
        assert_eq!(
            check(&signed_as(ID, time, SIGNATURE), BODY, &[secret()]),
            Err(error),
            "{time}"
        );
    }
}

#[test]
fn the_signed_text_cannot_be_cut_elsewhere() {
    // The same bytes in the same order, and other parts.
    let rest = br#"1728543028.{"payload":"payload"}"#;
    assert_eq!(
        check(
            &signed_as(
                "msg_2nEfCaUDn9fynC9Kz2upo1QSydl.1728543028",
                TIMESTAMP,
                SIGNATURE
            ),
            BODY,
            &[secret()]
        ),
        Err(WebhookError::MalformedHeader(I))
    );
    assert_eq!(
        check(&signed_as("", ID, SIGNATURE), rest, &[secret()]),
        Err(WebhookError::MalformedHeader(I))
    );
    assert_eq!(
        check(&signed_as(ID, "", SIGNATURE), rest, &[secret()]),
        Err(WebhookError::MalformedHeader(T))
    );
}

pub(crate) fn sign(id: &str, timestamp: &str, body: &str) -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use hmac::{Hmac, KeyInit, Mac};

    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(b"abc1234").unwrap();
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

#[test]
fn nothing_of_a_delivery_or_secret_is_printed() {
    let body = r#"{"event_type":"ORDER_PROCESSED","data":{"order_id":"o","customer":"canary"}}"#;
    let signature = sign(ID, TIMESTAMP, body);
    let headers = signed_as(ID, TIMESTAMP, &signature);
    let delivery = Delivery::new(&headers, body.as_bytes());
    let verified = verify(delivery, &[secret()], at(SIGNED_AT)).unwrap();
    let event = parse(&verified).unwrap();
    let shown = format!("{delivery:?} {verified:?} {:?} {event:?}", secret());
    for hidden in ["canary", "abc1234", SECRET, ID, &signature] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert!(shown.contains("OrderProcessed"));
}
