//! A verb that a provider does not document is refused with the reason, offline, before credentials
//! are asked for.

use paylink::Capabilities;
use paylink::config::Config;
use serde_json::json;

use crate::support::{CANARIES, paylink};

/// A line for each verb, without the provider.
const VERBS: [(&str, &str); 8] = [
    ("get", "x"),
    ("find", "x"),
    ("list", ""),
    ("cancel", "x"),
    ("notify", "x"),
    ("update", "x --request -"),
    ("activate", "x"),
    ("deactivate", "x"),
];

/// What the providers document.
const DOCUMENTED: [(&str, &[&str]); 5] = [
    ("paywint", &[]),
    ("pinelabs", &["get", "find", "cancel", "notify"]),
    ("meum", &["get", "list", "update", "activate", "deactivate"]),
    ("invoicing", &[]),
    ("costplus", &["get"]),
];

#[test]
fn each_is_refused_with_its_reason_and_the_others_are_not() {
    for (provider, documented) in DOCUMENTED {
        for (verb, rest) in VERBS {
            let line = format!("{verb} {provider} {rest}");
            let ran = paylink(&line).arg("--json").input("{}").run();
            let error = ran.error();
            assert_eq!(ran.code, 2, "{line}");
            assert_eq!(
                (&error["kind"], &error["outcome"], &error["attempts"]),
                (&"configuration".into(), &"not_sent".into(), &0.into()),
                "{line}"
            );
            let message = error["message"].as_str().unwrap();
            let refused = format!("`paylink {verb} {provider}` is not available: ");
            if documented.contains(&verb) {
                // The verb is available; the credentials are missing.
                assert!(message.contains(" not set, or "), "{message}");
            } else {
                let reason = message.strip_prefix(&refused).unwrap_or_default();
                assert!(reason.contains("no page"), "{message}");
                // The page itself, and no claim id of this project's own documents.
                assert!(reason.contains(" (documentation: https://"), "{message}");
                assert!(!reason.contains(&format!("{provider}-")), "{message}");
            }
        }
    }
}

/// What the shared trait of each provider says of itself.
fn capabilities() -> Vec<(&'static str, Capabilities)> {
    let address = "https://api.example.com";
    let configs = [
        json!({"provider": "paywint", "base_url": address, "currency": "USD",
            "user_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479",
            "platform_id_env": "PAYWINT_PLATFORM_ID", "secret_key_env": "PAYWINT_SECRET_KEY"}),
        json!({"provider": "pinelabs", "client_id_env": "PINELABS_CLIENT_ID",
            "client_secret_env": "PINELABS_CLIENT_SECRET"}),
        json!({"provider": "meum", "currency": "USD", "api_key_env": "MEUM_API_KEY"}),
        json!({"provider": "invoicing", "base_url": address, "currency": "USD",
            "payment_provider_id": 1, "token_env": "INVOICING_TOKEN"}),
        json!({"provider": "costplus", "api_key_env": "COSTPLUS_API_KEY"}),
    ];
    let canary = |name: &str| {
        let found = CANARIES.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let faces = configs.into_iter().map(|config| {
        let config: Config = serde_json::from_value(config).unwrap();
        let connection = paylink_reqwest::connection().unwrap();
        config.build(canary, connection).unwrap()
    });
    faces
        .map(|links| (links.provider(), links.capabilities()))
        .collect()
}

#[test]
fn the_command_does_what_the_shared_face_says() {
    for (provider, says) in capabilities() {
        let mut lines = DOCUMENTED.iter();
        let (_, documented) = lines.find(|(name, _)| *name == provider).unwrap();
        for (verb, support) in [
            ("get", says.get),
            ("find", says.find),
            ("list", says.list),
            ("cancel", says.cancel),
            ("notify", says.notify),
        ] {
            assert_eq!(
                documented.contains(&verb),
                support.is_usable(),
                "{verb} {provider}"
            );
        }
    }
}
