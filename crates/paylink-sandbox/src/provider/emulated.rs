//! What every emulated provider does.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use time::Duration;

use crate::contract::Variables;
use crate::contract::refusal::Refusal;
use crate::provider::account::AccountId;
use crate::provider::action::ActionError;
use crate::provider::checkout::Checkout;
use crate::provider::decimal::Decimal;
use crate::provider::link::HeldLink;
use crate::provider::repeated_reference::RepeatedReference;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};

/// One provider: its accounts, its links, and its words.
pub(crate) trait Emulated: Send + Sync {
    /// The provider's name, as its crate is called.
    fn name(&self) -> &'static str;

    /// The contract that requests are checked with.
    fn contract(&self) -> &'static str;

    /// The path of the documented base URL, without a slash at the end.
    fn base_path(&self) -> &'static str;

    /// The beginnings of the paths that are this provider's, so that a wrong path gets this
    /// provider's error.
    fn territory(&self) -> &'static [&'static str];

    /// The names of the accounts: at least one. An account's place is its [`AccountId`].
    fn accounts(&self) -> Vec<&str>;

    /// Names of environment variables, and the values that this sandbox accepts for an account.
    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)>;

    /// The account that the credentials of a request belong to; `None` where they are in the body.
    fn authenticate(
        &self,
        operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal>;

    /// The address of a create of an account's, which makes the links that are there from the
    /// start.
    fn create_path(&self) -> String;

    /// Carries out a request that is authenticated and as the contract says.
    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal>;

    /// Puts a refusal into the provider's words. There is no operation where the path has none.
    fn refuse(&self, operation: Option<&str>, refusal: &Refusal) -> Reply;

    /// The newest links of one account or of all, at most this many, in the order in which they
    /// were made.
    fn links(&self, account: Option<AccountId>, newest: usize) -> Vec<HeldLink>;

    /// A link.
    fn held(&self, id: &str) -> Option<HeldLink>;

    /// The account that a link belongs to.
    fn owner(&self, id: &str) -> Option<AccountId>;

    /// How many links there are.
    fn count(&self) -> usize;

    /// Removes all links of an account or of all, and what happened to them. Credentials, and
    /// tokens that were given out, stay.
    fn reset(&self, account: Option<AccountId>);

    /// Links and what happened to them, as JSON.
    fn save(&self) -> serde_json::Result<Box<RawValue>>;

    /// Restores what [`save`](Self::save) returned. The list has the present account for each place
    /// of then.
    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()>;

    /// What a payer sees at the last segment of a link's address.
    fn checkout(&self, segment: &str) -> Option<Checkout>;

    /// Opens a link, as a payer does with its address, and gives it as it is then. Most providers
    /// do not tell that somebody looked.
    fn open(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.held(id).ok_or_else(|| unknown_link(self.name(), id))
    }

    /// Chooses what a create answers whose reference is used already.
    fn repeated_reference(&self, _answer: RepeatedReference) -> Result<(), ActionError> {
        Err(ActionError::NoSuchChoice(self.name()))
    }

    /// Pays a link, in full unless an amount is given. The amount is in the provider's own
    /// notation.
    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError>;

    /// A payment of this link fails. Where the provider documents no state for that, the link is as
    /// it was.
    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.held(id).ok_or_else(|| unknown_link(self.name(), id))
    }

    /// Ends a link now, whatever its own end is.
    fn expire(&self, id: &str) -> Result<HeldLink, ActionError> {
        let unknown = || unknown_link(self.name(), id);
        self.held(id).ok_or_else(unknown)?;
        Err(ActionError::NoExpiry(self.name()))
    }

    /// The secret that an account's webhooks are signed with, as a merchant gets it; `None` where
    /// they are not signed.
    fn webhook_secret(&self, _account: AccountId) -> Option<String> {
        None
    }

    /// The currency of an account's links, where their creates carry none.
    fn currency(&self, _account: AccountId) -> Option<String> {
        None
    }

    /// The link that a request has changed by itself, where that is an event: what a payer does is
    /// told elsewhere.
    fn changed_link(&self, _call: &Call<'_>) -> Option<String> {
        None
    }

    /// Where the request for a link wants its webhooks to go.
    fn webhook_url(&self, _id: &str) -> Option<String> {
        None
    }

    /// The pauses between the attempts to deliver a webhook, as the provider documents them.
    fn webhook_pauses(&self) -> &'static [Duration] {
        &[]
    }

    /// An account's webhook with a signature of the real time, wherever the sandbox's clock is: a
    /// receiver has a clock of its own.
    fn signed_now(&self, _account: AccountId, webhook: Webhook) -> Webhook {
        webhook
    }

    /// The webhook that tells the state of a link, signed at the time of the sandbox's clock.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError>;
}

/// A request that is authenticated and as the contract says.
pub(crate) struct Call<'a> {
    /// The `operationId` of the contract.
    pub(crate) operation: &'a str,
    /// Who asks; `None` where the credentials are in the body.
    pub(crate) account: Option<AccountId>,
    pub(crate) request: &'a Recorded,
    pub(crate) variables: &'a Variables,
    pub(crate) body: &'a str,
}

impl Call<'_> {
    /// Who asks.
    pub(crate) fn account(&self) -> Result<AccountId, Refusal> {
        self.account
            .ok_or(Refusal::Unauthenticated("the credentials are missing"))
    }

    /// A variable of the path; empty for a name that the path does not have.
    pub(crate) fn variable(&self, name: &str) -> &str {
        self.variables.get(name).unwrap_or_default()
    }

    /// A value of the query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        self.request.query_value(name)
    }

    /// The body as a type. Amounts stay text in it: `10.00` must not become `10`.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        // The contract was met: a failure here is a contract that does not fit the type.
        serde_json::from_str(self.body)
            .map_err(|error| Refusal::body(&[], "json", error.to_string()))
    }
}

/// An answer with a value as JSON.
pub(crate) fn json(status: u16, value: &impl Serialize) -> Reply {
    serde_json::to_string(value).map_or_else(unwritable, |body| Reply::json(status, body))
}

/// Checks the amount of a payment where only the whole can be paid.
pub(crate) fn in_full(given: Option<&str>, amount: &str) -> Result<(), ActionError> {
    let Some(given) = given else { return Ok(()) };
    let equal = || {
        let order = Decimal::parse(given)?.compare(Decimal::parse(amount)?)?;
        Some(order.is_eq())
    };
    if given == amount || equal() == Some(true) {
        Ok(())
    } else {
        Err(ActionError::Amount(
            "is not the link's, and the provider documents no payment in parts",
        ))
    }
}

pub(crate) fn unknown_link(provider: &'static str, id: &str) -> ActionError {
    ActionError::UnknownLink {
        provider,
        id: id.to_owned(),
    }
}

/// What a webhook would tell is not among the provider's events.
pub(crate) fn no_webhook(provider: &'static str, status: &str) -> ActionError {
    ActionError::NoWebhook {
        provider,
        status: status.to_owned(),
    }
}

/// The sandbox's own mistake, said as such: it must not look like an answer of the provider.
fn unwritable(error: impl Display) -> Reply {
    Reply::text(
        500,
        "text/plain",
        format!("the sandbox could not write its answer: {error}"),
    )
}
