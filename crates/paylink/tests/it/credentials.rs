//! Every credential of every provider: what nobody sees in it is refused by name, and never
//! repeated.

use paylink_core::{Error, ErrorKind, Outcome};

/// How a credential is made of a text, and what errors call it.
type Made = fn(String) -> Result<(), Error>;

const CREDENTIALS: [(&str, &str, Made); 9] = [
    ("costplus", "api_key", |it| {
        costplus::ApiKey::new(it).map(drop)
    }),
    ("invoicing", "token", |it| {
        invoicing::Token::new(it).map(drop)
    }),
    ("meum", "api_key", |it| meum::ApiKey::new(it).map(drop)),
    ("meum", "webhook_secret", |it| {
        meum::webhook::WebhookSecret::new(it).map(drop)
    }),
    ("paywint", "secret_key", |it| {
        paywint::SecretKey::new(it).map(drop)
    }),
    ("pinelabs", "client_id", |it| {
        pinelabs::Credentials::new(it, "c2VjcmV0").map(drop)
    }),
    ("pinelabs", "client_secret", |it| {
        pinelabs::Credentials::new("id", it).map(drop)
    }),
    ("pinelabs", "webhook_secret", |it| {
        pinelabs::webhook::WebhookSecret::from_raw(it).map(drop)
    }),
    ("pinelabs", "webhook_secret", |it| {
        pinelabs::webhook::WebhookSecret::from_base64(it).map(drop)
    }),
];

/// Base64 too, as one of them has to be.
const CANARY: &str = "Y2FuYXJ5";

#[test]
fn a_credential_as_it_was_given_out_is_taken() {
    for (provider, field, made) in CREDENTIALS {
        assert!(made(CANARY.to_owned()).is_ok(), "{provider} {field}");
    }
}

#[test]
fn a_credential_with_a_character_that_nobody_sees_is_refused_by_name() {
    let (begin, end) = CANARY.split_at(4);
    for (provider, field, made) in CREDENTIALS {
        for character in [
            '\u{a0}', '\u{ad}', '\u{200b}', '\u{200d}', '\u{200e}', '\u{2028}', '\u{202e}',
            '\u{2060}', '\u{2066}', '\u{3000}', '\u{feff}', '\u{fffd}', '\t', '\n', '\r', '\0',
            '\u{7f}', '\u{85}',
        ] {
            for text in [
                format!("{character}{CANARY}"),
                format!("{begin}{character}{end}"),
                format!("{CANARY}{character}"),
            ] {
                let error = made(text).unwrap_err();
                assert_eq!(
                    (error.kind(), error.outcome(), error.field()),
                    (ErrorKind::Configuration, Outcome::NotSent, Some(field)),
                    "{provider} {character:?}"
                );
                let shown = format!("{error} {error:?} {:?}", error.rule());
                assert!(!shown.contains(begin) && !shown.contains(end), "{shown}");
            }
        }
        for text in [
            "",
            " ",
            "\u{feff}",
            "\u{200b}\u{200b}",
            " Y2FuYXJ5",
            "Y2FuYXJ5 ",
            "Y2FuYXJ5\r\n",
        ] {
            assert_eq!(
                made(text.to_owned()).unwrap_err().field(),
                Some(field),
                "{provider} {text:?}"
            );
        }
    }
}
