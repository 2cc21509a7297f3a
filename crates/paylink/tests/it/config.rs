//! An adapter from a configuration: secrets by the names of variables, nothing unknown, nothing
//! repeated that may be secret.

use std::collections::BTreeMap;
use std::sync::Mutex;

use paylink::config::Config;
use paylink::{Currency, Error, ErrorKind, LinkRequest, Money, Outcome, PaymentLinks};
use paylink_sandbox::Sandbox;

/// Every provider's configuration in full, at an address of its own.
const CONFIGS: [(&str, &str); 5] = [
    (
        "paywint",
        r#"{"provider":"paywint","base_url":"https://pay.example.com","user_id":"f47ac10b-58cc-4372-a567-0e02b2c3d479","currency":"USD","platform_id_env":"PAYWINT_PLATFORM_ID","secret_key_env":"PAYWINT_SECRET_KEY"}"#,
    ),
    (
        "pinelabs",
        r#"{"provider":"pinelabs","base_url":"https://pay.example.com","client_id_env":"PINELABS_CLIENT_ID","client_secret_env":"PINELABS_CLIENT_SECRET"}"#,
    ),
    (
        "meum",
        r#"{"provider":"meum","base_url":"https://pay.example.com","currency":"USD","api_key_env":"MEUM_API_KEY"}"#,
    ),
    (
        "invoicing",
        r#"{"provider":"invoicing","base_url":"https://pay.example.com","payment_provider_id":7,"currency":"USD","token_env":"INVOICING_TOKEN"}"#,
    ),
    (
        "costplus",
        r#"{"provider":"costplus","base_url":"https://pay.example.com","api_key_env":"COSTPLUS_API_KEY"}"#,
    ),
];

/// The parts of a configuration, to be changed one by one.
type Parts = BTreeMap<String, serde_json::Value>;

fn parts(text: &str) -> Parts {
    serde_json::from_str(text).unwrap()
}

fn read(parts: &Parts) -> Result<Config, serde_json::Error> {
    serde_json::from_str(&serde_json::to_string(parts).unwrap())
}

fn parsed(text: &str) -> Config {
    serde_json::from_str(text).unwrap()
}

fn build(
    config: &Config,
    env: impl Fn(&str) -> Option<String>,
) -> Result<Box<dyn PaymentLinks>, Error> {
    config.build(env, paylink_fixtures::connection().0)
}

fn refused(config: &Config, env: impl Fn(&str) -> Option<String>) -> Error {
    let error = build(config, env).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert_eq!(error.provider(), config.provider());
    error
}

/// A value that each named variable may hold.
fn credential(name: &str) -> Option<String> {
    let id = name == "PAYWINT_PLATFORM_ID";
    Some(String::from(if id {
        "00000000-0000-4000-8000-000000000000"
    } else {
        "canary-7f3a"
    }))
}

#[tokio::test]
async fn each_configuration_makes_a_face_that_makes_links() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, text) in CONFIGS {
        let mut parts = parts(text);
        let address = sandbox.base_url(provider).unwrap();
        parts.insert("base_url".into(), address.into());
        let credentials = sandbox.credentials(provider);
        let env = |name: &str| {
            let found = credentials.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.clone())
        };
        let links = build(&read(&parts).unwrap(), env).unwrap();
        assert_eq!(links.provider(), provider);
        let currency: Currency = "USD".parse().unwrap();
        let mut request = LinkRequest::new(Money::new("25.00".parse().unwrap(), currency))
            .with_description("Two tickets");
        if provider != "invoicing" {
            request = request.with_reference("order-1001");
        }
        links.create(&request).await.unwrap();
        assert_eq!(sandbox.held(provider), 1, "{provider}");
    }
}

#[test]
fn a_configuration_is_written_as_it_was_read() {
    for (provider, text) in CONFIGS {
        let config = parsed(text);
        assert_eq!(config.provider(), provider);
        assert_eq!(serde_json::to_string(&config).unwrap(), text);
    }
}

#[test]
fn the_order_of_the_fields_does_not_matter() {
    for (_, text) in CONFIGS {
        let config = parsed(text);
        let mut fields: Vec<_> = parts(text).into_iter().collect();
        fields.reverse();
        let turned: Vec<String> = (fields.iter())
            .map(|(name, value)| format!("{name:?}:{value}"))
            .collect();
        assert_eq!(parsed(&format!("{{{}}}", turned.join(","))), config);
    }
}

#[test]
fn a_variable_that_is_missing_or_empty_is_named() {
    for (_, text) in CONFIGS {
        let config = parsed(text);
        for (field, value) in parts(text) {
            if !field.ends_with("_env") {
                continue;
            }
            let variable = value.as_str().unwrap();
            for held in [None, Some(""), Some(" \n")] {
                let error = refused(&config, |name| match name == variable {
                    true => held.map(str::to_owned),
                    false => credential(name),
                });
                assert_eq!(error.field(), Some(field.as_str()));
                assert!(error.to_string().contains(variable), "{error}");
            }
        }
    }
}

#[test]
fn only_the_named_variables_are_asked_for() {
    for (_, text) in CONFIGS {
        let mut parts = parts(text);
        for (field, value) in &mut parts {
            if let Some(name) = field.strip_suffix("_env") {
                *value = format!("EU_{}", name.to_uppercase()).into();
            }
        }
        let asked = Mutex::new(Vec::new());
        let links = build(&read(&parts).unwrap(), |name| {
            asked.lock().unwrap().push(name.to_owned());
            credential(match name {
                "EU_PLATFORM_ID" => "PAYWINT_PLATFORM_ID",
                other => other,
            })
        });
        links.unwrap();
        let mut asked = asked.into_inner().unwrap();
        asked.sort();
        let named = parts
            .values()
            .filter_map(|value| value.as_str())
            .filter(|text| text.starts_with("EU_"));
        let mut named: Vec<_> = named.map(str::to_owned).collect();
        named.sort();
        assert_eq!(asked, named);
    }
}

#[test]
fn a_secret_in_place_of_a_name_is_refused_and_not_repeated() {
    for (_, text) in CONFIGS {
        for field in parts(text).keys().filter(|field| field.ends_with("_env")) {
            for secret in ["sk_live_canary7f3a", "Canary-7f3a", "7CANARY", ""] {
                let mut parts = parts(text);
                parts.insert(field.clone(), secret.into());
                let error = read(&parts).unwrap_err().to_string();
                assert!(error.contains("environment variable"), "{error}");
                assert!(secret.is_empty() || !error.contains(secret), "{error}");
            }
        }
    }
}

#[test]
fn what_a_variable_holds_is_never_repeated() {
    for (_, text) in CONFIGS {
        let config = parsed(text);
        for (field, variable) in parts(text) {
            if !field.ends_with("_env") {
                continue;
            }
            let error = refused(&config, |name| match variable == name {
                true => Some(String::from(" canary-9b1c\n")),
                false => credential(name),
            });
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("canary"), "{shown}");
        }
    }
}

#[test]
fn an_unknown_field_is_refused_by_name() {
    for (_, text) in CONFIGS {
        for field in ["api_key", "timeout", "currencies"] {
            let mut parts = parts(text);
            parts.insert(field.into(), "canary".into());
            let error = read(&parts).unwrap_err().to_string();
            assert!(error.contains(&format!("`{field}`")), "{error}");
        }
    }
}

/// A documented address may be left out. What only the shared trait needs may be left out for the
/// client alone.
#[test]
fn a_missing_field_is_named_when_it_is_read_or_built() {
    for (provider, text) in CONFIGS {
        for field in parts(text).keys() {
            let mut parts = parts(text);
            parts.remove(field);
            let config = match read(&parts) {
                Ok(config) => config,
                Err(error) => {
                    assert!(error.to_string().contains(field.as_str()), "{error}");
                    continue;
                }
            };
            assert!(!serde_json::to_string(&config).unwrap().contains(field));
            if field == "base_url" {
                assert!(["pinelabs", "meum", "costplus"].contains(&provider));
                build(&config, credential).unwrap();
                continue;
            }
            assert!(["currency", "user_id", "payment_provider_id"].contains(&field.as_str()));
            let error = refused(&config, credential);
            assert_eq!(
                (error.field(), error.rule()),
                (Some(field.as_str()), Some("is required"))
            );
            assert!(client(&config), "{provider} {field}");
        }
    }
}

/// Whether the provider's own client is made of it.
fn client(config: &Config) -> bool {
    let connection = paylink_fixtures::connection().0;
    match config {
        Config::Paywint(settings) => settings.client(credential, connection).is_ok(),
        Config::Meum(settings) => settings.client(credential, connection).is_ok(),
        Config::Invoicing(settings) => settings.client(credential, connection).is_ok(),
        other => panic!("{other:?} has no account beside its credentials"),
    }
}

#[test]
fn an_unknown_provider_is_refused_by_name() {
    let text = r#"{"provider":"sixth","api_key_env":"SIXTH_API_KEY"}"#;
    let error = serde_json::from_str::<Config>(text).unwrap_err();
    assert!(error.to_string().contains("`sixth`"), "{error}");
}

#[test]
fn a_value_that_does_not_fit_is_refused() {
    for (provider, field, value) in [
        ("meum", "base_url", r#""http://api.example.com""#),
        ("meum", "base_url", "null"),
        ("meum", "currency", r#""dollars""#),
        ("paywint", "user_id", r#""me""#),
        ("invoicing", "payment_provider_id", "2147483648"),
        ("invoicing", "payment_provider_id", "-2147483649"),
        ("invoicing", "payment_provider_id", "7.5"),
        ("invoicing", "payment_provider_id", r#""7""#),
        ("invoicing", "payment_provider_id", "{}"),
    ] {
        let (_, text) = CONFIGS[CONFIGS
            .iter()
            .position(|(name, _)| *name == provider)
            .unwrap()];
        let mut parts = parts(text);
        parts.insert(field.into(), serde_json::from_str(value).unwrap());
        assert!(read(&parts).is_err(), "{provider} {field} {value}");
    }
}
