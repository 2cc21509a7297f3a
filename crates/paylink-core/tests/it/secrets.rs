//! Secrets: refused when they cannot be one, printed nowhere.

use http::Method;
use paylink_core::IdempotencyKey;
use paylink_core::provider::{Secret, credentials_header, secret_json_request, sensitive_header};

#[test]
fn an_empty_or_broken_secret_is_refused() {
    for text in ["", " ", "\t\n", " x", "x ", "x\n", "a\nb", "a\u{7f}"] {
        let invalid = Secret::new("secret_key", text).unwrap_err();
        assert_eq!(invalid.field(), "secret_key", "{text:?}");
    }
}

/// What comes with a text that is copied from a page or a file, and is not seen.
#[test]
fn an_invisible_character_is_refused_by_name() {
    for character in [
        '\u{feff}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{ad}', '\u{202e}', '\u{2066}', '\u{a0}',
        '\u{202f}', '\u{3000}', '\u{2028}', '\u{2029}',
    ] {
        for text in [
            format!("{character}key"),
            format!("ke{character}y"),
            format!("key{character}"),
        ] {
            let invalid = Secret::new("secret_key", text).unwrap_err();
            assert_eq!(invalid.field(), "secret_key");
            let rule = "must not contain an invisible character";
            assert_eq!(invalid.rule(), rule, "{character:?}");
            assert!(IdempotencyKey::new(format!("ke{character}y")).is_err());
        }
    }
    assert_eq!(
        Secret::new("secret_key", "a b-ü").unwrap().expose(),
        "a b-ü"
    );
}

/// What copying from a web page, a mail or a document leaves in a text. Names and numbers are those
/// of the Unicode standard.
const INVISIBLE: [(char, &str); 34] = [
    ('\u{a0}', "no-break space"),
    ('\u{ad}', "soft hyphen"),
    ('\u{34f}', "combining grapheme joiner"),
    ('\u{61c}', "Arabic letter mark"),
    ('\u{115f}', "Hangul choseong filler"),
    ('\u{1680}', "Ogham space mark"),
    ('\u{17b4}', "Khmer vowel inherent aq"),
    ('\u{180e}', "Mongolian vowel separator"),
    ('\u{2003}', "em space"),
    ('\u{2009}', "thin space"),
    ('\u{200b}', "zero width space"),
    ('\u{200c}', "zero width non-joiner"),
    ('\u{200d}', "zero width joiner"),
    ('\u{200e}', "left-to-right mark"),
    ('\u{200f}', "right-to-left mark"),
    ('\u{2028}', "line separator"),
    ('\u{2029}', "paragraph separator"),
    ('\u{202a}', "left-to-right embedding"),
    ('\u{202e}', "right-to-left override"),
    ('\u{202f}', "narrow no-break space"),
    ('\u{205f}', "medium mathematical space"),
    ('\u{2060}', "word joiner"),
    ('\u{2064}', "invisible plus"),
    ('\u{2066}', "left-to-right isolate"),
    ('\u{2069}', "pop directional isolate"),
    ('\u{2800}', "Braille pattern blank"),
    ('\u{3000}', "ideographic space"),
    ('\u{3164}', "Hangul filler"),
    ('\u{fe0f}', "variation selector-16"),
    ('\u{feff}', "byte order mark"),
    ('\u{fffc}', "object replacement character"),
    ('\u{fffd}', "replacement character"),
    ('\u{e0020}', "tag space"),
    ('\u{e0100}', "variation selector-17"),
];

#[test]
fn a_secret_with_a_character_that_nobody_sees_is_refused_and_not_repeated() {
    for (character, name) in INVISIBLE {
        for text in [
            format!("{character}canary"),
            format!("can{character}ary"),
            format!("canary{character}"),
        ] {
            let invalid = Secret::new("secret_key", text).unwrap_err();
            assert_eq!(invalid.field(), "secret_key", "{name}");
            let shown = format!("{invalid} {invalid:?}");
            assert!(
                !shown.contains("ary") && !shown.contains(character),
                "{name}"
            );
        }
    }
    // What is seen is a secret's own affair.
    for text in [
        "pass word",
        "pässwörd",
        "\u{440}\u{430}",
        "\u{1f511}",
        "-\u{2010}\u{2212}",
    ] {
        assert_eq!(Secret::new("secret_key", text).unwrap().expose(), text);
    }
}

#[test]
fn the_parts_of_a_header_are_joined_and_checked() {
    let header = credentials_header("key", "Bearer", "canary").unwrap();
    assert_eq!(header.as_bytes(), b"Bearer canary");
    assert!(header.is_sensitive());
    for text in ["a\nb", "ü", "\u{200b}"] {
        assert!(
            credentials_header("key", "Bearer", text).is_err(),
            "{text:?}"
        );
    }
}

/// What is not copied need not be wiped.
#[test]
fn a_clone_of_a_header_or_a_body_that_holds_a_secret_is_the_same_memory() {
    let header = sensitive_header("key", "Bearer canary").unwrap();
    assert_eq!(
        header.clone().as_bytes().as_ptr(),
        header.as_bytes().as_ptr()
    );
    let body = ["canary", "\n\"ü"].repeat(100);
    let uri = "https://api.example.com/token".parse().unwrap();
    let request = secret_json_request(Method::POST, uri, &body).unwrap();
    assert_eq!(request.body().as_ptr(), request.clone().body().as_ptr());
    let read: Vec<String> = serde_json::from_slice(request.body()).unwrap();
    assert_eq!(read, body);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept-encoding"], "identity");
}

#[test]
fn a_secret_is_exposed_on_request_only() {
    let secret = Secret::new("secret_key", "canary").unwrap();
    assert_eq!(secret.expose(), "canary");
    assert_eq!(format!("{secret:?}"), "[secret]");
    let header = sensitive_header("secret_key", "Bearer canary").unwrap();
    assert!(!format!("{header:?}").contains("canary"));
}

#[test]
fn a_header_takes_visible_ascii_only() {
    for text in ["a\nb", "a\r\nx: y", "ü", "\u{0}"] {
        assert!(sensitive_header("key", text).is_err(), "{text:?}");
    }
}

#[test]
fn an_idempotency_key_is_visible_ascii() {
    for text in ["", " ", " a", "a ", "a\nb", "a\tb", "ü"] {
        assert_eq!(
            IdempotencyKey::new(text).unwrap_err().field(),
            "idempotency_key"
        );
    }
    for text in ["order-1", "my key 1", "~!\"#"] {
        assert_eq!(IdempotencyKey::new(text).unwrap().as_str(), text);
    }
}
