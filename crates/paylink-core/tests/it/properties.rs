//! What holds for any input: exact arithmetic against a second way to do it, addresses that decode
//! to what was put in, answers that no odd value can hide a link in.
#![allow(
    clippy::string_slice,
    clippy::cast_possible_wrap,
    reason = "test code fails by panicking"
)]

use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use paylink_core::Json;
use paylink_core::provider::PathSegment;
use paylink_core::provider::json::{ExactNumber, Object, ordered_map, read_request};
use paylink_core::webhook::{Delivery, check_age};
use paylink_core::{Amount, AmountError, BaseUrl, MinorUnits};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use time::OffsetDateTime;

/// A decimal of up to 36 digits with `scale` of them behind the point, zeros in front kept.
fn written(negative: bool, digits: &str, scale: usize) -> String {
    let sign = if negative { "-" } else { "" };
    match digits.split_at(digits.len() - scale) {
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    }
}

/// A JSON number without its exponent: the point moved in the text, digit by digit.
fn written_out(digits: &str, scale: i32, exponent: i32) -> String {
    let scale = scale - exponent;
    let digits = digits.trim_start_matches('0');
    let Ok(scale) = usize::try_from(scale) else {
        let zeros = if digits.is_empty() {
            0
        } else {
            scale.unsigned_abs()
        };
        return format!("{digits:0>1}{}", "0".repeat(zeros as usize));
    };
    let least = scale + 1;
    let padded = format!("{digits:0>least$}");
    written(false, &padded, scale)
}

fn decimal() -> impl Strategy<Value = (bool, String, usize)> {
    let digits = (any::<bool>(), "[0-9]{1,36}");
    digits.prop_flat_map(|(negative, digits)| {
        let most = digits.len() - 1;
        (Just(negative), Just(digits), 0..=most)
    })
}

/// An object with any names.
#[derive(Debug, serde::Deserialize)]
#[serde(transparent)]
struct FreeForm {
    #[serde(with = "ordered_map")]
    _members: Option<Vec<(String, Json)>>,
}

proptest! {
    #[test]
    fn an_amount_of_any_length_survives_its_text((negative, digits, scale) in decimal()) {
        let read: Amount = written(negative, &digits, scale).parse().unwrap();
        let whole = digits[..digits.len() - scale].trim_start_matches('0');
        let plain = format!("{whole:0>1}{}", &digits[digits.len() - scale..]);
        let minus = negative && digits.bytes().any(|digit| digit != b'0');
        prop_assert_eq!(read.to_string(), written(minus, &plain, scale));
        prop_assert_eq!(usize::from(read.scale()), scale);
        prop_assert_eq!(read.is_positive(), !negative && plain.bytes().any(|digit| digit != b'0'));
    }

    #[test]
    fn an_amount_survives_json((negative, digits, scale) in decimal()) {
        let amount: Amount = written(negative, &digits, scale).parse().unwrap();
        let json = serde_json::to_string(&ExactNumber(amount)).unwrap();
        prop_assert_eq!(serde_json::from_str::<ExactNumber>(&json).unwrap().0.to_string(), amount.to_string());
        let body = format!(r#"{{"a":{json},"b":"{json}"}}"#);
        let object = Object::parse(body.as_bytes()).unwrap();
        for name in ["a", "b"] {
            let read = object.amount(name);
            prop_assert_eq!(read.value().unwrap().to_string(), amount.to_string());
        }
    }

    #[test]
    fn an_exponent_is_worth_the_same_as_its_zeros(
        digits in "(0|[1-9][0-9]{0,19})",
        fraction in "[0-9]{0,15}",
        exponent in -45_i32..45,
        form in prop::sample::select(vec!["e", "E", "e+", "E+"]),
    ) {
        let form = if exponent < 0 { &form[..1] } else { form };
        let mantissa = written(false, &format!("{digits}{fraction}"), fraction.len());
        let read = Amount::from_json_number(&format!("{mantissa}{form}{exponent}"));
        let plain = written_out(&format!("{digits}{fraction}"), fraction.len() as i32, exponent);
        match plain.parse::<Amount>() {
            Ok(expected) => prop_assert_eq!(read.unwrap().to_string(), expected.to_string()),
            Err(_) => prop_assert_eq!(read, Err(AmountError::TooManyDigits)),
        }
    }

    #[test]
    fn a_change_of_exponent_is_exact_or_refused(units: i64, scale in 0_u8..=6, exponent in 0_u8..=6) {
        let answered = MinorUnits::new(units).to_amount(scale).unwrap().to_minor_units(exponent);
        let (wide, up, down) = (
            i128::from(units),
            10_i128.pow(exponent.saturating_sub(scale).into()),
            10_i128.pow(scale.saturating_sub(exponent).into()),
        );
        let expected = match i64::try_from(wide * up / down) {
            _ if wide % down != 0 => Err(AmountError::TooPrecise),
            Ok(units) => Ok(MinorUnits::new(units)),
            Err(_) => Err(AmountError::OutOfRange),
        };
        prop_assert_eq!(answered, expected);
    }

    #[test]
    fn order_is_that_of_the_numbers_at_any_scale(a: i64, b: i64, scale_a in 0_u8..=9, scale_b in 0_u8..=9) {
        let [x, y] = [(a, scale_a), (b, scale_b)]
            .map(|(units, scale)| MinorUnits::new(units).to_amount(scale).unwrap());
        let [wide_a, wide_b] = [(a, scale_a), (b, scale_b)]
            .map(|(units, scale)| i128::from(units) * 10_i128.pow((9 - scale).into()));
        prop_assert_eq!(x.cmp(&y), wide_a.cmp(&wide_b));
        prop_assert_eq!(x == y, wide_a == wide_b);
    }

    #[test]
    fn any_accepted_segment_is_one_segment_that_decodes_to_itself(text in any::<String>(), more in "[./\\\\%?#a]{0,8}") {
        let base: BaseUrl = "https://api.example.com/v1".parse().unwrap();
        for text in [text.clone(), more.clone(), format!("{more}{text}")] {
            let segments = [PathSegment::id("id", &text), PathSegment::text("id", &text)];
            for segment in segments.into_iter().flatten() {
                let uri = base.join("/ref/{id}/end", &[&segment]).unwrap();
                prop_assert_eq!(uri.host(), Some("api.example.com"));
                prop_assert!(uri.query().is_none());
                let parts: Vec<_> = uri.path().split('/').collect();
                prop_assert_eq!(parts.len(), 5);
                prop_assert_eq!(percent_decode_str(parts[3]).decode_utf8().unwrap(), text.as_str());
                // A server that decodes before it routes still finds no way up.
                prop_assert!(text.split(['/', '\\']).all(|part| part != "." && part != ".."));
            }
        }
    }

    #[test]
    fn an_accepted_id_needs_no_escape_to_stay_in_its_place(id in "[a-zA-Z0-9._~/\\\\?#%-]{0,12}") {
        if let Ok(segment) = PathSegment::id("id", &id) {
            let base: BaseUrl = "https://api.example.com".parse().unwrap();
            let uri = base.join("/{id}", &[&segment]).unwrap();
            prop_assert_eq!(&uri.path()[1..], id);
        }
    }

    #[test]
    fn a_query_decodes_to_what_was_put_in(name in any::<String>(), value in any::<String>()) {
        let base: BaseUrl = "https://api.example.com".parse().unwrap();
        let uri = base.join_query("/a", &[], &[(&name, &value), ("last", "1")]).unwrap();
        let decoded = |text: &str| percent_decode_str(text).decode_utf8().unwrap().into_owned();
        let pairs: Vec<_> = (uri.query().unwrap().split('&'))
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        prop_assert_eq!(uri.path(), "/a");
        prop_assert_eq!(pairs, [(name, value), ("last".to_owned(), "1".to_owned())]);
    }

    #[test]
    fn a_base_url_is_kept_to_the_letter(text in "https?://[a-z@:.\\[\\]0-9]{0,12}[/a-z.%?#\\\\ -]{0,12}") {
        if let Ok(base) = text.parse::<BaseUrl>() {
            prop_assert_eq!(base.as_str(), text.trim_end_matches('/'));
            let again: BaseUrl = base.as_str().parse().unwrap();
            prop_assert_eq!(again.as_str(), base.as_str());
            prop_assert_eq!(base.join("/x", &[]).unwrap().to_string(), format!("{base}/x"));
        }
    }

    #[test]
    fn a_name_that_is_no_unicode_hides_nothing(before in 1_usize..3, code in 0xd800_u32..=0xdfff) {
        let odd = format!(r#""\u{code:04x}":"\u{code:04x}","#);
        let body = format!(r#"{{{}"id":"1","x":{{{odd}"y":2}}}}"#, odd.repeat(before));
        let object = Object::parse(body.as_bytes()).unwrap();
        let inner = object.object("x").unwrap();
        prop_assert_eq!(object.text("id"), Some("1".to_owned()));
        prop_assert_eq!(inner.text("y"), Some("2".to_owned()));
        // A request is read strictly: a name that could not be sent unchanged is refused.
        let refused = read_request::<FreeForm>(&body).unwrap_err();
        prop_assert_eq!(refused.rule(), "must be valid Unicode text");
    }

    #[test]
    fn a_delivery_is_fresh_within_the_tolerance_only(signed_at: i64, now in -1_000_000_i64..1_000_000_000_000, tolerance: u64, near in -400_i64..400) {
        let instant = OffsetDateTime::from_unix_timestamp(now / 10).unwrap();
        for signed_at in [signed_at, now / 10 + near] {
            for tolerance in [tolerance, 300] {
                let distance = (i128::from(signed_at) - i128::from(now / 10)).unsigned_abs();
                let fresh = check_age(signed_at, instant, Duration::from_secs(tolerance)).is_ok();
                prop_assert_eq!(fresh, distance <= u128::from(tolerance));
            }
        }
    }

    #[test]
    fn a_header_s_time_is_digits_that_fit(text in "[-+ ]?[0-9]{0,20}[.eE]?[0-9]{0,2}") {
        let mut headers = HeaderMap::new();
        headers.append("t", HeaderValue::from_str(&text).unwrap());
        let read = Delivery::new(&headers, b"").unix_seconds("t").ok();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = text.parse::<i64>().ok().filter(|_| digits);
        prop_assert_eq!(read, fits.map(|seconds| (text.as_str(), seconds)));
    }
}
