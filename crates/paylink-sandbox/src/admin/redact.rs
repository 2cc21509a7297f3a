//! Secrets do not leave the sandbox in what it lists.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde_json::value::{RawValue, to_raw_value};

use crate::server::api::Api;

const REDACTED: &str = "[redacted]";

/// Parts of the names of fields and headers that hold credentials, in lower case and without `-`
/// and `_`.
const SECRET_NAMES: [&str; 9] = [
    "secret",
    "password",
    "passwd",
    "token",
    "apikey",
    "authorization",
    "signature",
    "clientid",
    "credential",
];

/// The secrets of one provider.
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// Those of all accounts.
    pub(super) fn of(api: &Api) -> Self {
        let provider = &api.provider;
        let accounts = api.accounts().into_iter();
        let secrets = accounts.flat_map(|(account, _)| {
            let credentials = provider.credentials(account).into_iter();
            let values = credentials.map(|(_, value)| value);
            values.chain(provider.webhook_secret(account))
        });
        Self(secrets.collect())
    }

    /// A text without the secrets that the sandbox knows.
    pub(super) fn redacted(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, secret| {
            text.replace(secret, REDACTED)
        })
    }

    /// Path and query, without the values of the query's secrets.
    pub(super) fn redacted_target(&self, target: &str) -> String {
        let Some((path, query)) = target.split_once('?') else {
            return self.redacted(target);
        };
        let pairs: Vec<_> = query
            .split('&')
            .map(|pair| match pair.split_once('=') {
                Some((name, value)) => format!("{name}={}", self.redacted_value(name, value)),
                None => self.redacted(pair),
            })
            .collect();
        format!("{}?{}", self.redacted(path), pairs.join("&"))
    }

    /// The value of a header or of a query, unless its name says that it is a secret.
    pub(super) fn redacted_value(&self, name: &str, value: &str) -> String {
        if is_secret_name(name) {
            REDACTED.to_owned()
        } else {
            self.redacted(value)
        }
    }

    /// A body without the values of the fields whose names say that they are secret: also of a
    /// secret that the sandbox does not know, such as a mistyped one. A body that has none stays as
    /// it came.
    pub(super) fn redacted_body(&self, body: &str) -> String {
        let is_json = serde_json::from_str::<IgnoredAny>(body).is_ok();
        match without_secrets(body) {
            Some(redacted) => self.redacted(&redacted),
            // Not JSON: where a secret ends cannot be said.
            None if !is_json && is_secret_name(body) => REDACTED.to_owned(),
            None => self.redacted(body),
        }
    }
}

/// Whether a name, or any text, has the name of a secret in it.
fn is_secret_name(name: &str) -> bool {
    let plain: String = name
        .chars()
        .filter(|character| !matches!(character, '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect();
    SECRET_NAMES.iter().any(|secret| plain.contains(secret))
}

/// A JSON text without the values of secret fields; `None` where it has none. Other values, numbers
/// above all, stay the text that they came as.
fn without_secrets(text: &str) -> Option<String> {
    if let Ok(mut fields) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text) {
        let mut any = false;
        for (name, value) in &mut fields {
            let redacted = if is_secret_name(name) {
                to_raw_value(REDACTED).ok()
            } else {
                without_secrets(value.get()).and_then(|text| RawValue::from_string(text).ok())
            };
            if let Some(redacted) = redacted {
                *value = redacted;
                any = true;
            }
        }
        return any.then(|| serde_json::to_string(&fields).ok()).flatten();
    }
    let mut items: Vec<Box<RawValue>> = serde_json::from_str(text).ok()?;
    let mut any = false;
    for item in &mut items {
        let redacted = without_secrets(item.get());
        if let Some(redacted) = redacted.and_then(|text| RawValue::from_string(text).ok()) {
            *item = redacted;
            any = true;
        }
    }
    any.then(|| serde_json::to_string(&items).ok()).flatten()
}
