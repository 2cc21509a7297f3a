//! Secrets: refused when they cannot be one, printed nowhere.

use paylink_core::{IdempotencyKey, Secret, sensitive_header};

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
            let rule = "must not hold an invisible character";
            assert_eq!(invalid.rule(), rule, "{character:?}");
            assert!(IdempotencyKey::new(format!("ke{character}y")).is_err());
        }
    }
    assert_eq!(
        Secret::new("secret_key", "a b-ü").unwrap().expose(),
        "a b-ü"
    );
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
