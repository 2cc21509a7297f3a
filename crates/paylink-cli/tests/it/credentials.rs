//! Credentials come from the environment; a missing one is named.

use crate::support::{CANARIES, paylink};

/// For each provider its variables, and a line that needs nothing else.
const PROVIDERS: [(&str, &[&str], &str); 5] = [
    (
        "paywint",
        &["PAYWINT_PLATFORM_ID", "PAYWINT_SECRET_KEY"],
        "--user-id f47ac10b-58cc-4372-a567-0e02b2c3d479",
    ),
    (
        "pinelabs",
        &["PINELABS_CLIENT_ID", "PINELABS_CLIENT_SECRET"],
        "--reference R",
    ),
    ("meum", &["MEUM_API_KEY"], "--description D"),
    (
        "invoicing",
        &["INVOICING_TOKEN"],
        "--description D --payment-provider-id 1",
    ),
    ("costplus", &["COSTPLUS_API_KEY"], "--reference R"),
];

#[test]
fn each_missing_one_is_named() {
    for (provider, names, needed) in PROVIDERS {
        for missing in names {
            for empty in [None, Some(""), Some(" ")] {
                let line = format!(
                    "create {provider} --amount 1.00 --currency USD {needed} --base-url http://127.0.0.1:9"
                );
                let others = CANARIES.into_iter().filter(|(name, _)| name != missing);
                let blank = empty.map(|value| (*missing, value));
                for json in ["", "--json"] {
                    let run = paylink(&line).args(json).env(others.clone()).env(blank);
                    let ran = run.run();
                    assert_eq!(ran.code, 2, "{missing}");
                    assert!(ran.stderr.contains(missing), "{}", ran.stderr);
                    ran.shows_no_canary();
                    if json == "--json" {
                        let error = ran.error();
                        assert_eq!(error["kind"], "configuration");
                        assert_eq!(
                            (&error["outcome"], &error["attempts"]),
                            (&"not_sent".into(), &0.into())
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn one_that_cannot_be_used_is_refused_and_not_shown() {
    for (provider, name, value, needed) in [
        (
            "paywint",
            "PAYWINT_PLATFORM_ID",
            "canary-no-uuid",
            PROVIDERS[0].2,
        ),
        (
            "meum",
            "MEUM_API_KEY",
            "canary\r\nx-evil: 1",
            PROVIDERS[2].2,
        ),
        ("invoicing", "INVOICING_TOKEN", " canary", PROVIDERS[3].2),
        (
            "costplus",
            "COSTPLUS_API_KEY",
            "canary\u{fc}",
            PROVIDERS[4].2,
        ),
    ] {
        let line = format!(
            "create {provider} --amount 1.00 --currency USD {needed} --base-url http://127.0.0.1:9 --json"
        );
        let ran = paylink(&line).canaries().env([(name, value)]).run();
        assert_eq!(
            (ran.code, &ran.error()["kind"]),
            (2, &"configuration".into()),
            "{name}"
        );
        assert!(!ran.stderr.contains("canary"), "{}", ran.stderr);
    }
}
