//! The accounts of a sandbox: those of its file, with what the environment fixes.

use std::path::Path;

use paylink_sandbox::{Account, Sandbox};
use time::OffsetDateTime;
use toml::{Table, Value};

use crate::failure::Failure;
use crate::instant::instant;
use crate::profile::read_toml;

/// What comes before a credential's name in the environment. The names of the credentials
/// themselves are for clients: there may be real ones in them.
const PREFIX: &str = "PAYLINK_SANDBOX_";
/// The name of an account that has none.
const DEFAULT: &str = "default";

/// What a file says.
#[derive(Default)]
pub(super) struct Settings {
    pub(super) seed: Option<u64>,
    pub(super) clock: Option<OffsetDateTime>,
    pub(super) currency: Option<String>,
    pub(super) accounts: Vec<Account>,
}

impl Settings {
    /// What a file says. Its errors repeat no value: it may be a secret.
    pub(super) fn read(file: &Path) -> Result<Self, Failure> {
        let refuse = |what: String| Failure::command(format!("{}: {what}", file.display()));
        let mut settings = Self::default();
        for (name, value) in read_toml::<Table>(file)? {
            match (name.as_str(), value) {
                ("seed", Value::Integer(seed)) => {
                    let seed = u64::try_from(seed);
                    let seed = seed.map_err(|_| refuse("seed is less than 0".to_owned()))?;
                    settings.seed = Some(seed);
                }
                ("clock", Value::String(at)) => {
                    let at = instant(&at).map_err(|rule| refuse(format!("clock {rule}")))?;
                    settings.clock = Some(at);
                }
                ("currency", Value::String(code)) => settings.currency = Some(code),
                ("seed", _) => return Err(refuse("seed is not a whole number".to_owned())),
                ("clock" | "currency", _) => return Err(refuse(format!("{name} is not a text"))),
                (provider, Value::Array(tables)) if Sandbox::PROVIDERS.contains(&provider) => {
                    for table in tables {
                        let Value::Table(table) = table else {
                            return Err(refuse(format!(
                                "{provider} is not written as [[{provider}]]"
                            )));
                        };
                        let account = account_of(provider, table).map_err(refuse)?;
                        settings.accounts.push(account);
                    }
                }
                (provider, _) if Sandbox::PROVIDERS.contains(&provider) => {
                    return Err(refuse(format!(
                        "{provider} is not written as [[{provider}]]"
                    )));
                }
                (other, _) => {
                    let providers = Sandbox::PROVIDERS.join(", ");
                    return Err(refuse(format!(
                        "there is no setting `{other}`: use seed, clock, currency, or an account as [[PROVIDER]] with one of {providers}"
                    )));
                }
            }
        }
        Ok(settings)
    }

    /// Takes the credentials that the environment fixes for the first account of a provider.
    pub(super) fn add_environment(&mut self, variables: impl Iterator<Item = (String, String)>) {
        for (name, value) in variables {
            let Some(credential) = name.strip_prefix(PREFIX) else {
                continue;
            };
            let is_its = |provider: &&str| {
                let start = provider.to_ascii_uppercase();
                credential
                    .strip_prefix(&start)
                    .is_some_and(|rest| rest.starts_with('_'))
            };
            let Some(provider) = Sandbox::PROVIDERS.into_iter().find(is_its) else {
                continue;
            };
            let place = self
                .accounts
                .iter()
                .position(|account| account.provider() == provider);
            let account = match place {
                Some(place) => self.accounts.remove(place),
                None => Account::new(provider, DEFAULT),
            };
            let account = if credential.ends_with("_WEBHOOK_SECRET") {
                account.webhook_secret(value)
            } else {
                account.credential(credential, value)
            };
            self.accounts
                .insert(place.unwrap_or(self.accounts.len()), account);
        }
    }
}

/// An account of the file. What is not one of the settings is a credential.
fn account_of(provider: &str, table: Table) -> Result<Account, String> {
    let text = |name: &str, value: Value| match value {
        Value::String(text) => Ok(text),
        _ => Err(format!("[[{provider}]]: {name} is not a text")),
    };
    let texts = |name: &str, value: Value| match value {
        Value::Array(values) => values.into_iter().map(|value| text(name, value)).collect(),
        _ => Err(format!("[[{provider}]]: {name} is not a list of texts")),
    };
    let mut table = table;
    let name = table.remove("account").map(|value| text("account", value));
    let mut account = Account::new(provider, name.transpose()?.unwrap_or(DEFAULT.to_owned()));
    for (field, value) in table {
        account = match field.as_str() {
            "webhook_secret" => account.webhook_secret(text(&field, value)?),
            "currency" => account.currency(text(&field, value)?),
            "webhooks" => {
                let urls: Vec<String> = texts(&field, value)?;
                urls.into_iter().fold(account, Account::webhook)
            }
            "links" => {
                let bodies: Vec<String> = texts(&field, value)?;
                bodies.into_iter().fold(account, Account::link)
            }
            // `api_key` of Meum is MEUM_API_KEY in the environment of a client.
            _ => {
                let name = format!("{provider}_{field}").to_ascii_uppercase();
                account.credential(name, text(&field, value)?)
            }
        };
    }
    Ok(account)
}
