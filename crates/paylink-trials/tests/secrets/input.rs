//! What is refused before anything is sent: the error names the field, and not its value.

use std::time::Duration;

use paylink_core::{BaseUrl, Error};

use paylink_core::transport::Connection;
use paylink_sandbox::Sandbox;
use paylink_trials::client::{self, base_url};
use paylink_trials::host::connection;
use serde_json::{Value, json};

use crate::planted::full_request;
use crate::shown::{CANARY, check, shown};

/// The paths of all values that are neither an object nor an array.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                leaves(value, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                leaves(value, &format!("{path}/{index}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Values that a field may refuse.
fn odd_values() -> [Value; 6] {
    [
        json!("canary "),
        json!("canary".repeat(2000)),
        json!("canary\u{0}"),
        json!("https://canary:canary@ example.com"),
        json!(["canary"]),
        json!({"x": "canary"}),
    ]
}

/// How a request ends that is read from this JSON and sent.
async fn sent(
    sandbox: &Sandbox,
    provider: &str,
    connection: Connection,
    text: &str,
) -> Result<(), Error> {
    let address = base_url(sandbox, provider);
    macro_rules! send {
        ($provider:ident, |$client:ident, $request:ident| $call:expr) => {{
            let $client = client::$provider(sandbox, address, connection);
            let $request = &$provider::CreatePaymentLink::from_json(text)?;
            $call.await.map(|_| ())
        }};
    }
    let user = Sandbox::PAYWINT_USER_ID.parse().unwrap();
    match provider {
        "costplus" => send!(costplus, |it, request| it.create_payment_link(request)),
        "invoicing" => send!(invoicing, |it, request| it.create_payment_link(request)),
        "meum" => send!(meum, |it, request| it.create_payment_link(request)),
        "paywint" => send!(paywint, |it, request| it.create_payment_link(user, request)),
        _ => send!(pinelabs, |it, request| it.create_payment_link(request)),
    }
}

#[tokio::test]
async fn a_refused_field_is_named_without_its_value() {
    let sandbox = Sandbox::start().await.unwrap();
    // The pages' examples expire in 2024 and 2025.
    sandbox
        .clock()
        .stop_at(time::macros::datetime!(2024-10-01 12:00 UTC));
    let connection = connection(Duration::from_secs(30));
    for provider in Sandbox::PROVIDERS {
        let full = full_request(provider, "create-full");
        let mut paths = Vec::new();
        leaves(&full, "", &mut paths);
        let mut refused = 0;
        for path in &paths {
            for odd in odd_values() {
                let mut body = full.clone();
                *body.pointer_mut(path).unwrap() = odd.clone();
                // References and modes may be shown: only what is refused counts for them.
                let told =
                    match sent(&sandbox, provider, connection.clone(), &body.to_string()).await {
                        Err(error) => {
                            refused += usize::from(error.field().is_some());
                            shown(&error)
                        }
                        Ok(()) => continue,
                    };
                check(&format!("{provider} {path}"), &told, &[CANARY.to_owned()]);
            }
        }
        assert!(
            refused >= paths.len(),
            "{provider}: {refused} of {}",
            paths.len()
        );
    }
}

#[test]
fn a_refused_credential_is_not_printed() {
    for broken in [
        "canary ",
        " canary",
        "canary\n",
        "can\u{0}canary",
        "canary\u{7f}",
    ] {
        let errors = [
            costplus::ApiKey::new(broken).unwrap_err(),
            invoicing::Token::new(broken).unwrap_err(),
            meum::ApiKey::new(broken).unwrap_err(),
            meum::webhook::WebhookSecret::new(broken).unwrap_err(),
            paywint::SecretKey::new(broken).unwrap_err(),
            pinelabs::Credentials::new(broken, "secret").unwrap_err(),
            pinelabs::Credentials::new("id", broken).unwrap_err(),
            pinelabs::webhook::WebhookSecret::from_raw(broken).unwrap_err(),
            pinelabs::webhook::WebhookSecret::from_base64(broken).unwrap_err(),
        ];
        for error in &errors {
            check("a credential", &shown(error), &[CANARY.to_owned()]);
        }
    }
    for address in [
        "https://user:canary@api.example.com",
        "https://api.example.com/?key=canary",
        "https://api.example.com/#canary",
        "http://api.example.com/canary",
        "canary",
    ] {
        let invalid = address.parse::<BaseUrl>().unwrap_err();
        check(
            "an address",
            &format!("{invalid} {invalid:?}"),
            &[CANARY.to_owned()],
        );
    }
}

#[test]
fn a_credential_is_not_printed() {
    let base_url: BaseUrl = "https://api.example.com".parse().unwrap();
    let credentials = pinelabs::Credentials::new("canary", "canary").unwrap();
    let key = costplus::ApiKey::new("canary").unwrap();
    let token = invoicing::Token::new("canary").unwrap();
    let meum_key = meum::ApiKey::new("sk_live_canary").unwrap();
    let secret = paywint::SecretKey::new("canary").unwrap();
    let platform: paywint::Uuid = "ca9a7111-1111-4111-8111-111111111111".parse().unwrap();
    let printed = [
        format!("{credentials:?} {key:?} {token:?} {meum_key:?} {secret:?}"),
        format!(
            "{:?}",
            pinelabs::Client::builder(credentials)
                .base_url(base_url.clone())
                .unwrap()
        ),
        format!(
            "{:?}",
            costplus::Client::builder(key)
                .base_url(base_url.clone())
                .unwrap()
        ),
        format!(
            "{:?}",
            invoicing::Client::builder(token)
                .base_url(base_url.clone())
                .unwrap()
        ),
        format!(
            "{:?}",
            meum::Client::builder(meum_key)
                .base_url(base_url.clone())
                .unwrap()
        ),
        format!(
            "{:?}",
            paywint::Client::builder(paywint::Credentials::new(platform, secret))
                .base_url(base_url)
                .unwrap()
        ),
    ];
    let secrets = [CANARY.to_owned(), "ca9a7111".to_owned()];
    check("a configuration", &printed.join(" "), &secrets);
}
