//! The accounts in the settings of a sandbox.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use uuid::Uuid;

use crate::provider::account::{Account, AccountId};
use crate::provider::action::ActionError;
use crate::provider::{MEUM, NAMES, PINELABS};
use crate::sandbox::start_error::StartError;
use crate::sandbox::state::Saved;
use crate::server::Server;
use crate::server::api::Api;

/// The providers whose webhooks are signed.
const SIGNING: [&str; 2] = [PINELABS, MEUM];

fn refused(account: &Account, reason: impl Into<String>) -> StartError {
    StartError::Account {
        provider: account.provider.clone(),
        account: account.name.clone(),
        reason: reason.into(),
    }
}

/// Refuses accounts that are not possible, before anything is opened.
pub(super) fn check(accounts: &[Account]) -> Result<(), StartError> {
    for (place, account) in accounts.iter().enumerate() {
        let refused = |reason: &str| Err(refused(account, reason));
        if !NAMES.contains(&account.provider.as_str()) {
            return refused(&format!("there is no such provider: {}", NAMES.join(", ")));
        }
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if account.name.is_empty() || !account.name.bytes().all(is_name) {
            return refused("a name has letters, digits, `-`, `_` and `.`");
        }
        let others = accounts.iter().take(place);
        let mut others = others.filter(|other| other.provider == account.provider);
        if others.any(|other| other.name == account.name) {
            return refused("the name is another account's, too");
        }
        if account.currency.is_some() && account.provider != MEUM {
            return refused("a currency is for Meum: the creates of this provider carry their own");
        }
        if let Some(secret) = &account.webhook_secret {
            if !SIGNING.contains(&account.provider.as_str()) {
                return refused(
                    "the provider documents no signature of webhooks: it has no secret",
                );
            }
            if account.provider == PINELABS && STANDARD.decode(secret).is_err() {
                return refused("the webhook secret is not base64, as Pine Labs gives it");
            }
        }
        let platform_id = account.credentials.get("PAYWINT_PLATFORM_ID");
        if platform_id.is_some_and(|id| Uuid::try_parse(id).is_err()) {
            return refused("PAYWINT_PLATFORM_ID is not a UUID, as Paywint gives it");
        }
        let values = account
            .credentials
            .iter()
            .map(|(name, value)| (name.as_str(), value));
        let secret = account.webhook_secret.iter();
        for (name, value) in values.chain(secret.map(|secret| ("the webhook secret", secret))) {
            if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_graphic()) {
                return refused(&format!(
                    "{name} is empty, or has characters that no header has"
                ));
            }
        }
    }
    Ok(())
}

/// The configured accounts, completed from a saved state, and then the other accounts of the state.
pub(super) fn with_saved(wanted: &[Account], saved: Option<&Saved>) -> Vec<Account> {
    let saved = saved.map(|saved| saved.accounts()).unwrap_or_default();
    let is_same = |left: &Account, right: &Account| {
        left.provider == right.provider && left.name == right.name
    };
    let mut accounts: Vec<Account> = wanted.to_vec();
    for account in &mut accounts {
        let before = saved.iter().find(|saved| is_same(saved, account));
        let Some(before) = before else { continue };
        for (name, value) in &before.credentials {
            let known = account.credentials.entry(name.clone());
            known.or_insert_with(|| value.clone());
        }
        let secret = &before.webhook_secret;
        account.webhook_secret = account.webhook_secret.take().or_else(|| secret.clone());
        // The amounts of its links are in this currency.
        let currency = &before.currency;
        account.currency = account.currency.take().or_else(|| currency.clone());
    }
    let others = saved.into_iter();
    let others: Vec<_> = others
        .filter(|saved| !wanted.iter().any(|account| is_same(account, saved)))
        .collect();
    accounts.extend(others);
    accounts
}

/// Refuses unknown names of credentials, and credentials that two accounts share.
pub(super) fn check_used(server: &Server, wanted: &[Account]) -> Result<(), StartError> {
    for account in wanted {
        let (api, own) = found(server, account)?;
        let credentials = api.provider.credentials(own);
        let names: Vec<_> = credentials.iter().map(|(name, _)| *name).collect();
        let unknown = account
            .credentials
            .keys()
            .find(|name| !names.contains(&name.as_str()));
        if let Some(unknown) = unknown {
            let names = names.join(", ");
            return Err(refused(account, format!("{unknown} is not one of {names}")));
        }
        let all = api.accounts().into_iter();
        let mut others = all.filter(|(other, _)| *other != own);
        if others.any(|(other, _)| api.provider.credentials(other) == credentials) {
            return Err(refused(
                account,
                "the credentials are another account's, too",
            ));
        }
    }
    Ok(())
}

/// The account of these settings.
fn found<'a>(server: &'a Server, account: &Account) -> Result<(&'a Api, AccountId), StartError> {
    let failed = |error: ActionError| refused(account, error.to_string());
    let api = server.known(&account.provider).map_err(failed)?;
    Ok((api, api.account(&account.name).map_err(failed)?))
}

/// Makes the links in the settings.
pub(super) fn make_links(server: &Server, wanted: &[Account]) -> Result<(), StartError> {
    for account in wanted {
        let failed = |error: String| refused(account, error);
        let (api, id) = found(server, account)?;
        for (place, body) in account.links.iter().enumerate() {
            let number = place.saturating_add(1);
            let made = api.make_link(id, body);
            made.map_err(|reason| failed(format!("link {number}: {reason}")))?;
        }
    }
    Ok(())
}

/// Registers the receivers, unless a saved state has them.
pub(super) fn add_webhooks(server: &Server, wanted: &[Account]) -> Result<(), StartError> {
    let known = server.webhooks.endpoints();
    for account in wanted {
        let failed = |error: String| refused(account, error);
        let (api, id) = found(server, account)?;
        let name = api.provider.name();
        for url in &account.webhooks {
            let is_same = known.iter().any(|known| {
                known.provider == name && known.account == Some(id) && known.url == *url
            });
            if !is_same {
                let added = server.webhooks.add(name, Some(id), url);
                added.map_err(|error| failed(format!("{url}: {error}")))?;
            }
        }
    }
    Ok(())
}
