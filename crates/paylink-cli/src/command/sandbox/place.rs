//! Where a sandbox is, and the credentials that it accepts.

use std::collections::BTreeMap;
use std::fmt::Write;

use paylink_sandbox::Sandbox;
use serde::Serialize;

/// Where a provider is emulated, the credentials it accepts there, by the names of their
/// environment variables, what its webhooks are signed with, and where a test pays its links.
#[derive(Serialize)]
pub(super) struct Place {
    admin_url: String,
    base_url: String,
    #[serde(flatten)]
    first: Keys,
    /// The accounts behind the first, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    accounts: BTreeMap<String, Keys>,
}

/// What an account has of its own.
#[derive(Serialize)]
struct Keys {
    env: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_secret: Option<String>,
}

pub(super) fn places(sandbox: &Sandbox) -> BTreeMap<&'static str, Place> {
    let place = |provider| {
        let keys = |account: &str| Keys {
            env: (sandbox.account_credentials(provider, account).into_iter()).collect(),
            webhook_secret: sandbox.account_webhook_secret(provider, account),
        };
        let accounts = sandbox.accounts(provider);
        let (first, others) = accounts.split_first()?;
        let others = others.iter().map(|name| (name.clone(), keys(name)));
        let place = Place {
            admin_url: sandbox.admin_url(provider)?,
            base_url: sandbox.base_url(provider)?,
            first: keys(first),
            accounts: others.collect(),
        };
        Some((provider, place))
    };
    Sandbox::PROVIDERS.into_iter().filter_map(place).collect()
}

/// Lines that a shell or a .env file takes. The names of addresses are those of `paylink.toml`'s
/// fields with the provider in front; those of another account than the first have its name in
/// front.
pub(super) fn as_env(places: &BTreeMap<&'static str, Place>) -> String {
    let mut lines = Vec::new();
    for (provider, place) in places {
        let name = provider.to_ascii_uppercase();
        lines.push(format!("{name}_BASE_URL={}", place.base_url));
        let first = std::iter::once((String::new(), &place.first));
        let others = place.accounts.iter();
        let others = others.map(|(account, keys)| (variable(account), keys));
        for (start, keys) in first.chain(others) {
            let credentials = keys.env.iter();
            lines.extend(credentials.map(|(name, value)| format!("{start}{name}={value}")));
            if let Some(secret) = &keys.webhook_secret {
                lines.push(format!("{start}{name}_WEBHOOK_SECRET={secret}"));
            }
        }
    }
    lines.join("\n")
}

/// An account's name as the start of a variable's: `shop-a` is `SHOP_A_`.
fn variable(account: &str) -> String {
    let letter = |letter: char| match letter.is_ascii_alphanumeric() {
        true => letter.to_ascii_uppercase(),
        false => '_',
    };
    account.chars().map(letter).chain(['_']).collect()
}

pub(super) fn in_words(places: &BTreeMap<&'static str, Place>, dashboard: &str) -> String {
    let mut text =
        "Five payment-link APIs on loopback. No money moves. Stop with Ctrl-C.\n".to_owned();
    let _ = writeln!(text, "In a browser: {dashboard}");
    for (provider, place) in places {
        let _ = write!(text, "\n{provider}: --base-url {}\n", place.base_url);
        keys_in_words(&mut text, &place.first);
        for (account, keys) in &place.accounts {
            let _ = writeln!(text, "  account {account}:");
            keys_in_words(&mut text, keys);
        }
        let admin = &place.admin_url;
        let _ = writeln!(text, "  paylink sandbox pay {provider} ID --url {admin}");
    }
    let user = Sandbox::PAYWINT_USER_ID;
    let _ = write!(text, "\nWith paywint any UUID is a user: --user-id {user}");
    text
}

fn keys_in_words(text: &mut String, keys: &Keys) {
    for (name, value) in &keys.env {
        let _ = writeln!(text, "  export {name}={value}");
    }
    if let Some(secret) = &keys.webhook_secret {
        let _ = writeln!(text, "  webhooks are signed with {secret}");
    }
}
