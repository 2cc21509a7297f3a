//! The accounts of a provider: whose credentials a request has, and whose links it sees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An account of a provider with fixed credentials, for
/// [`SandboxBuilder::account`](crate::SandboxBuilder::account). What is not set is random.
///
/// `Debug` shows no credential.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub(crate) provider: String,
    pub(crate) name: String,
    /// By the names of their environment variables.
    pub(crate) credentials: BTreeMap<String, String>,
    pub(crate) webhook_secret: Option<String>,
    pub(crate) currency: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) webhooks: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) links: Vec<String>,
}

/// The name of the account that a provider has when none is configured.
pub(crate) const DEFAULT: &str = "default";

impl Account {
    /// An account of a provider. Its name tells it apart from the provider's other accounts.
    #[must_use]
    pub fn new(provider: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
            name: name.into(),
            ..Self::default()
        }
    }

    /// The provider that it is of.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// A credential, by the name that [`Sandbox::credentials`](crate::Sandbox::credentials) has for
    /// it, such as `MEUM_API_KEY`.
    #[must_use]
    pub fn credential(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.credentials.insert(name.into(), value.into());
        self
    }

    /// The secret that the account's webhooks are signed with; of Pine Labs the base64 form.
    #[must_use]
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.webhook_secret = Some(secret.into());
        self
    }

    /// The currency of links whose creates carry none: Meum's.
    #[must_use]
    pub fn currency(mut self, code: impl Into<String>) -> Self {
        self.currency = Some(code.into());
        self
    }

    /// A receiver of the account's webhooks, as for
    /// [`Sandbox::add_webhook`](crate::Sandbox::add_webhook).
    #[must_use]
    pub fn webhook(mut self, url: impl Into<String>) -> Self {
        self.webhooks.push(url.into());
        self
    }

    /// A link that is there from the start: the body of the provider's create, as JSON.
    #[must_use]
    pub fn link(mut self, body: impl Into<String>) -> Self {
        self.links.push(body.into());
        self
    }

    /// The value of a credential, or a random one.
    pub(crate) fn value_of(&self, name: &str, made_up: impl FnOnce() -> String) -> String {
        self.credentials.get(name).cloned().unwrap_or_else(made_up)
    }
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.credentials.keys().collect();
        f.debug_struct("Account")
            .field("provider", &self.provider)
            .field("name", &self.name)
            .field("credentials", &names)
            .finish_non_exhaustive()
    }
}

/// An account of a provider, by its place in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct AccountId(u16);

impl AccountId {
    /// The first one, which every provider has.
    pub(crate) const FIRST: Self = Self(0);

    /// The account that has the place of this one in a list.
    pub(crate) fn renamed(self, accounts: &[Self]) -> Self {
        accounts.get(usize::from(self.0)).copied().unwrap_or(self)
    }
}

/// The accounts of a provider with their keys. There is at least one.
pub(crate) struct Accounts<K> {
    first: Named<K>,
    others: Vec<Named<K>>,
}

struct Named<K> {
    name: String,
    keys: K,
}

impl<K> Accounts<K> {
    /// The accounts; one that is called `default` if none is configured.
    pub(crate) fn new(accounts: &[Account], mut keys: impl FnMut(&Account) -> K) -> Self {
        let mut named = |account: &Account| Named {
            name: account.name.clone(),
            keys: keys(account),
        };
        match accounts.split_first() {
            Some((first, others)) => Self {
                first: named(first),
                others: others.iter().map(named).collect(),
            },
            None => Self {
                first: named(&Account::new("", DEFAULT)),
                others: Vec::new(),
            },
        }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.all().map(|account| account.name.as_str()).collect()
    }

    pub(crate) fn name(&self, id: AccountId) -> &str {
        &self.named(id).name
    }

    pub(crate) fn keys(&self, id: AccountId) -> &K {
        &self.named(id).keys
    }

    /// The first account whose keys pass this test.
    pub(crate) fn find(&self, is_its: impl Fn(&K) -> bool) -> Option<AccountId> {
        // All are compared, so that the time does not tell which one it was.
        let mut found = None;
        for (place, account) in self.all().enumerate() {
            if is_its(&account.keys) && found.is_none() {
                found = u16::try_from(place).ok().map(AccountId);
            }
        }
        found
    }

    fn named(&self, id: AccountId) -> &Named<K> {
        self.all().nth(usize::from(id.0)).unwrap_or(&self.first)
    }

    fn all(&self) -> impl Iterator<Item = &Named<K>> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// The identifiers of this many accounts.
pub(crate) fn ids(count: usize) -> impl Iterator<Item = AccountId> {
    (0..u16::try_from(count).unwrap_or(u16::MAX)).map(AccountId)
}
