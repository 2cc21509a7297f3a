//! The sandbox as a test sees it.

mod accounts;
pub(crate) mod builder;
mod cors;
mod cross_site;
mod routing;
pub(crate) mod start_error;
mod state;
pub(crate) mod state_error;

use std::fmt;
use std::sync::Arc;

use crate::admin::PREFIX;
use crate::faults::Faults;
use crate::provider::NAMES;
use crate::provider::account::AccountId;
use crate::provider::action::ActionError;
use crate::provider::link::HeldLink;
use crate::provider::repeated_reference::RepeatedReference;
use crate::sandbox::builder::SandboxBuilder;
use crate::sandbox::start_error::StartError;
use crate::sandbox::state::Saving;
use crate::sandbox::state_error::StateError;
use crate::server::Server;
use crate::server::api::Api;
use crate::server::deliver::deliver;
use crate::server::webhooks::StopWhenDropped;
use crate::webhook::{Delivery, Webhook};
use crate::wire::{Listening, Recorded};
use crate::world::clock::Clock;

/// Five emulated providers on one loopback port. It stops when it is dropped.
///
/// Providers are named as their crates are: see [`Sandbox::PROVIDERS`].
pub struct Sandbox {
    clock: Clock,
    server: Arc<Server>,
    listening: Listening,
    saving: Option<Saving>,
    _webhooks: StopWhenDropped,
}

impl Sandbox {
    /// The names of the providers.
    pub const PROVIDERS: [&'static str; 5] = NAMES;

    /// A user for Paywint's path. Any other UUID does as well.
    pub const PAYWINT_USER_ID: &'static str = "f47ac10b-58cc-4372-a567-0e02b2c3d479";

    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port can be opened, or the system gives no random bytes.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Starts with other settings.
    #[must_use]
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::new()
    }

    /// The base URL of a provider, as its client takes it; `None` for an unknown provider.
    #[must_use]
    pub fn base_url(&self, provider: &str) -> Option<String> {
        Some(self.server.base_url(self.server.api(provider)?))
    }

    /// Where a test in any language pays a provider's links, moves the clock, and asks what
    /// arrived; `None` for an unknown provider. It ends with a slash. The crate's documentation
    /// lists what is there.
    #[must_use]
    pub fn admin_url(&self, provider: &str) -> Option<String> {
        let name = self.server.api(provider)?.provider.name();
        Some(format!("{}{PREFIX}{name}/", self.server.origin()))
    }

    /// The names of a provider's accounts; none for an unknown provider. Without configured ones
    /// there is one, `default`.
    #[must_use]
    pub fn accounts(&self, provider: &str) -> Vec<String> {
        let api = self.server.api(provider);
        let names = api.map(|api| api.provider.accounts()).unwrap_or_default();
        names.into_iter().map(str::to_owned).collect()
    }

    /// The credentials of a provider's first account, as names and values of environment variables;
    /// none for an unknown provider.
    ///
    /// They are random unless an [`Account`](crate::Account), a seed or a state fixes them, and are
    /// worth nothing anywhere else.
    #[must_use]
    pub fn credentials(&self, provider: &str) -> Vec<(&'static str, String)> {
        self.server
            .api(provider)
            .map(|api| api.provider.credentials(AccountId::FIRST))
            .unwrap_or_default()
    }

    /// The credentials of one account; none for an unknown one.
    #[must_use]
    pub fn account_credentials(
        &self,
        provider: &str,
        account: &str,
    ) -> Vec<(&'static str, String)> {
        let found = self.account(provider, account);
        found
            .map(|(api, account)| api.provider.credentials(account))
            .unwrap_or_default()
    }

    /// How many requests have arrived for a provider, the refused ones and those for a token
    /// included; 0 for an unknown provider.
    #[must_use]
    pub fn arrived(&self, provider: &str) -> usize {
        self.server
            .api(provider)
            .map(|api| api.recording.arrived())
            .unwrap_or_default()
    }

    /// The requests that have arrived for a provider, in the order of arrival, each with the status
    /// of its answer: the latest 10,000, unless [`SandboxBuilder::keep_requests`] says otherwise.
    #[must_use]
    pub fn requests(&self, provider: &str) -> Vec<Recorded> {
        self.server
            .api(provider)
            .map(|api| api.recording.kept())
            .unwrap_or_default()
    }

    /// The links that the sandbox holds for a provider, in the order in which they were made.
    #[must_use]
    pub fn links(&self, provider: &str) -> Vec<HeldLink> {
        self.server
            .api(provider)
            .map(|api| api.provider.links(None, usize::MAX))
            .unwrap_or_default()
    }

    /// How many links the sandbox holds for a provider; 0 for an unknown provider.
    /// [`Sandbox::links`] copies them all.
    #[must_use]
    pub fn held(&self, provider: &str) -> usize {
        self.server
            .api(provider)
            .map(|api| api.provider.count())
            .unwrap_or_default()
    }

    /// Opens a link, as a payer does who calls its address, and gives it as it is then.
    ///
    /// Only Paywint tells that somebody opened a link: its payment is `opened` from then on.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownLink`].
    pub fn open(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.open(id)
    }

    /// Chooses what a provider answers to a create whose reference is used already, from now on.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`]; [`ActionError::NoSuchChoice`] for every provider but Pine
    /// Labs.
    pub fn repeated_reference(
        &self,
        provider: &str,
        answer: RepeatedReference,
    ) -> Result<(), ActionError> {
        let api = self.server.known(provider)?;
        api.provider.repeated_reference(answer)?;
        self.server.changes.note();
        Ok(())
    }

    /// Pays a link in full, as a payer would at its address, and gives it as it is then.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownLink`]; [`ActionError::WrongState`]
    /// for a link that cannot be paid (any more); [`ActionError::Amount`] where the payer sets the
    /// amount.
    pub fn pay(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.pay(id, None)
    }

    /// Lets a payment of a link fail, as a payer would with "Decline" at its address. Paywint's
    /// payment is `failed` then, CostPlus' link `all_unsuccessful` (another attempt may succeed),
    /// and Meum has an invoice that failed. Pine Labs and Invoicing document no state for it: the
    /// link stays as it was.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::pay`].
    pub fn decline(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.decline(id)
    }

    /// Ends a link now, whatever its own end is: Pine Labs', Meum's and CostPlus'.
    /// [`Sandbox::clock`] ends all that are due.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::pay`]; [`ActionError::NoExpiry`] for Paywint and Invoicing, which document no
    /// end of a link.
    pub fn expire(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.expire(id)
    }

    /// Pays an amount in the provider's own notation: `995` minor units for Pine Labs and CostPlus,
    /// `9.95` for the others.
    ///
    /// A part of what is due can be paid only where the provider documents it: a Pine Labs link
    /// that was made with `part_payment`. Meum's payer sets the amount of a
    /// `customer_defined_amount` link, within its bounds.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::pay`]; [`ActionError::Amount`] also for an amount that the link does not take.
    pub fn pay_amount(
        &self,
        provider: &str,
        id: &str,
        amount: &str,
    ) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.pay(id, Some(amount))
    }

    /// Sends this address the webhooks of a provider from now on, by itself: for every payment,
    /// every one that fails, every link that is cancelled or opened, as far as the provider
    /// documents an event for it. An attempt that is not answered with 2xx is repeated as the
    /// provider documents, by the sandbox's [`Clock`]. Signatures have the real time.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`]; [`ActionError::NotLoopback`] for another address than
    /// `http` on this machine.
    pub fn add_webhook(&self, provider: &str, url: &str) -> Result<(), ActionError> {
        let name = self.server.known(provider)?.provider.name();
        self.server.webhooks.add(name, None, url)?;
        self.server.changes.note();
        Ok(())
    }

    /// The secret that the webhooks of a provider's first account are signed with, as its dashboard
    /// would show it. `None` where nothing is signed.
    ///
    /// Of Pine Labs it is the base64 form.
    #[must_use]
    pub fn webhook_secret(&self, provider: &str) -> Option<String> {
        let api = self.server.api(provider)?;
        api.provider.webhook_secret(AccountId::FIRST)
    }

    /// The secret of one account.
    #[must_use]
    pub fn account_webhook_secret(&self, provider: &str, account: &str) -> Option<String> {
        let (api, account) = self.account(provider, account).ok()?;
        api.provider.webhook_secret(account)
    }

    /// The webhook that tells what happened to a link, signed at the time of the sandbox's clock,
    /// and not sent.
    ///
    /// The event's identifier stays the same however often it is made: a receiver can tell repeats
    /// apart.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownLink`], and
    /// [`ActionError::NoWebhook`] where no event is documented for the link's state.
    pub fn webhook(&self, provider: &str, id: &str) -> Result<Webhook, ActionError> {
        self.server.known(provider)?.provider.webhook(id)
    }

    /// Makes a link's webhook and posts it once to an `http` address on this machine, signed at the
    /// real time: the receiver has a clock of its own. It waits ten seconds for the answer.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::webhook`]; [`ActionError::NotLoopback`] for any other address, and
    /// [`ActionError::NotAnswered`].
    pub async fn deliver_webhook(
        &self,
        provider: &str,
        id: &str,
        url: &str,
    ) -> Result<Delivery, ActionError> {
        let webhook = self.server.known(provider)?.webhook_now(id)?;
        deliver(webhook, url, &self.server.world.hosts).await
    }

    /// The clock that tokens and links expire by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The faults that hit its requests: none, until a test adds some.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.server.faults
    }

    /// Forgets links, requests and faults, and lets the clock run as the machine's again.
    /// Credentials, and tokens that were given out, stay valid.
    pub fn reset(&self) {
        self.server.reset();
    }

    /// Forgets links and requests of one account.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownAccount`].
    pub fn reset_account(&self, provider: &str, account: &str) -> Result<(), ActionError> {
        let (api, account) = self.account(provider, account)?;
        api.reset(Some(account));
        Ok(())
    }

    /// Writes the state to its file now. Without a file nothing happens: see
    /// [`SandboxBuilder::state`](SandboxBuilder::state).
    ///
    /// # Errors
    ///
    /// When the file cannot be written: the one before is still there.
    pub fn save(&self) -> Result<(), StateError> {
        self.saving
            .as_ref()
            .map_or(Ok(()), |saving| saving.save(&self.server))
    }

    /// Stops. The port is free when this returns, and links and requests are gone; what is kept in
    /// a file is written before, and [`Sandbox::save`] says whether it can be.
    pub async fn shutdown(self) {
        let _ = self.save();
        self.listening.shutdown().await;
    }

    fn account(&self, provider: &str, account: &str) -> Result<(&Api, AccountId), ActionError> {
        let api = self.server.known(provider)?;
        Ok((api, api.account(account)?))
    }
}

/// Shows where it listens, and no credential.
impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("origin", &self.server.world.origin())
            .finish_non_exhaustive()
    }
}
