//! The sandbox as a test sees it.

mod cors;
mod cross_site;
mod routing;
pub(crate) mod start_error;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::admin::PREFIX;
use crate::faults::Faults;
use crate::provider::NAMES;
use crate::provider::action::ActionError;
use crate::provider::link::HeldLink;
use crate::provider::repeated_reference::RepeatedReference;
use crate::sandbox::start_error::StartError;
use crate::server::Server;
use crate::server::deliver::deliver;
use crate::server::webhooks::StopWhenDropped;
use crate::webhook::{Delivery, Webhook};
use crate::wire::{Listening, Recorded};
use crate::world::World;
use crate::world::clock::Clock;
use crate::world::hosts::Hosts;
use crate::world::random::Random;

/// Five emulated providers on one loopback port. It stops when it is dropped.
///
/// Providers are named as their crates are: see [`Sandbox::PROVIDERS`].
pub struct Sandbox {
    clock: Clock,
    server: Arc<Server>,
    listening: Listening,
    _webhooks: StopWhenDropped,
}

/// Settings of a [`Sandbox`].
#[derive(Clone, Debug)]
pub struct SandboxBuilder {
    address: SocketAddr,
    keep_requests: usize,
    faults: Faults,
    read_timeout: Duration,
    seed: Option<u64>,
    currency: String,
    allows_cors: bool,
    is_public: bool,
    public_url: Option<String>,
    hosts: Vec<String>,
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
        SandboxBuilder {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            keep_requests: usize::MAX,
            faults: Faults::new(),
            read_timeout: Duration::from_secs(30),
            seed: None,
            currency: "USD".to_owned(),
            allows_cors: false,
            is_public: false,
            public_url: None,
            hosts: Vec::new(),
        }
    }

    /// The base URL of a provider, as its client takes it; `None` for an unknown provider.
    #[must_use]
    pub fn base_url(&self, provider: &str) -> Option<String> {
        Some(self.server.base_url(self.server.api(provider)?))
    }

    /// Where a test in any language pays a provider's links, moves the clock, and asks what arrived; `None` for an unknown
    /// provider. It ends with a slash. What is there stands in the crate's documentation.
    #[must_use]
    pub fn admin_url(&self, provider: &str) -> Option<String> {
        let name = self.server.api(provider)?.provider.name();
        Some(format!("{}{PREFIX}{name}/", self.server.origin()))
    }

    /// The credentials of a provider, as names and values of environment variables; none for an unknown provider.
    ///
    /// They are new at every start, and worth nothing anywhere else.
    #[must_use]
    pub fn credentials(&self, provider: &str) -> Vec<(&'static str, String)> {
        self.server
            .api(provider)
            .map(|api| api.provider.credentials())
            .unwrap_or_default()
    }

    /// How many requests have arrived for a provider, the refused ones and those for a token included; 0 for an unknown provider.
    #[must_use]
    pub fn arrived(&self, provider: &str) -> usize {
        self.server
            .api(provider)
            .map(|api| api.recording.arrived())
            .unwrap_or_default()
    }

    /// The requests that have arrived for a provider, in the order of arrival, each with the status that it was answered:
    /// all of them, unless [`SandboxBuilder::keep_requests`] says otherwise.
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
            .map(|api| api.provider.links())
            .unwrap_or_default()
    }

    /// How many links the sandbox holds for a provider; 0 for an unknown provider. [`Sandbox::links`] copies them all.
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
    /// [`ActionError::UnknownProvider`]; [`ActionError::NoSuchChoice`] for every provider but Pine Labs.
    pub fn repeated_reference(
        &self,
        provider: &str,
        answer: RepeatedReference,
    ) -> Result<(), ActionError> {
        self.server
            .known(provider)?
            .provider
            .repeated_reference(answer)
    }

    /// Pays a link in full, as a payer would at its address, and gives it as it is then.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownLink`]; [`ActionError::WrongState`] for a link that cannot be
    /// paid (any more); [`ActionError::Amount`] where the payer sets the amount.
    pub fn pay(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.pay(id, None)
    }

    /// Lets a payment of a link fail, as a payer would with "Decline" at its address. Paywint's payment is `failed` then,
    /// CostPlus' link `all_unsuccessful` (another attempt may succeed), and Meum has an invoice that failed. Pine Labs and
    /// Invoicing document no state for it: the link stays as it was.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::pay`].
    pub fn decline(&self, provider: &str, id: &str) -> Result<HeldLink, ActionError> {
        self.server.known(provider)?.decline(id)
    }

    /// Pays an amount in the provider's own notation: `995` minor units for Pine Labs and CostPlus, `9.95` for the others.
    ///
    /// A part of what is due can be paid only where the provider documents it: a Pine Labs link that was made with
    /// `part_payment`. Meum's payer sets the amount of a `customer_defined_amount` link, within its bounds.
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

    /// Sends this address the webhooks of a provider from now on, by itself: for every payment, every one that fails,
    /// every link that is cancelled or opened, as far as the provider documents an event for it. An attempt that is not
    /// answered with 2xx is repeated as the provider documents, by the sandbox's [`Clock`]. Signatures have the real time.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`]; [`ActionError::NotLoopback`] for another address than `http` on this machine.
    pub fn add_webhook(&self, provider: &str, url: &str) -> Result<(), ActionError> {
        let name = self.server.known(provider)?.provider.name();
        self.server.webhooks.add(name, url).map(drop)
    }

    /// The secret that a provider's webhooks are signed with, as its dashboard would show it. `None` where nothing is signed.
    ///
    /// Of Pine Labs it is the base64 form.
    #[must_use]
    pub fn webhook_secret(&self, provider: &str) -> Option<String> {
        self.server.api(provider)?.provider.webhook_secret()
    }

    /// The webhook that tells what happened to a link, signed at the time of the sandbox's clock, and not sent.
    ///
    /// The event's identifier stays the same however often it is made: a receiver can tell repeats apart.
    ///
    /// # Errors
    ///
    /// [`ActionError::UnknownProvider`], [`ActionError::UnknownLink`], and [`ActionError::NoWebhook`] where no event is
    /// documented for the link's state.
    pub fn webhook(&self, provider: &str, id: &str) -> Result<Webhook, ActionError> {
        self.server.known(provider)?.provider.webhook(id)
    }

    /// Makes a link's webhook and posts it once to an `http` address on this machine, signed at the real time: the receiver has a
    /// clock of its own. It waits ten seconds for the answer.
    ///
    /// # Errors
    ///
    /// As [`Sandbox::webhook`]; [`ActionError::NotLoopback`] for any other address, and [`ActionError::NotAnswered`].
    pub async fn deliver_webhook(
        &self,
        provider: &str,
        id: &str,
        url: &str,
    ) -> Result<Delivery, ActionError> {
        let provider = &self.server.known(provider)?.provider;
        let webhook = provider.signed_now(provider.webhook(id)?);
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

    /// Forgets links, requests and faults, and lets the clock run as the machine's again. Credentials, and tokens that were
    /// given out, stay valid.
    pub fn reset(&self) {
        self.server.reset();
    }

    /// Stops. The port is free when this returns; links and requests are gone.
    pub async fn shutdown(self) {
        self.listening.shutdown().await;
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

impl SandboxBuilder {
    /// Lets pages of this machine, such as `http://localhost:3000`, call the providers' APIs and the admin API from a browser.
    #[must_use]
    pub fn cors(mut self) -> Self {
        self.allows_cors = true;
        self
    }

    /// Listens also beyond loopback, for tests on other machines or in other containers. Anybody who reaches the port can use
    /// the admin API: only for networks of tests.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.is_public = true;
        self
    }

    /// The address in links and base URLs, as others reach the sandbox: `http://sandbox:8080`. Its host is allowed.
    #[must_use]
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// A name under which a public sandbox may be called, and to which its webhooks may go. A request that names another one
    /// is refused by the admin API and the dashboard: a page of another site may have a name that leads here.
    #[must_use]
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// The address to listen on: loopback only, unless it is [`public`](Self::public). Port 0 takes a free one.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Keeps only the latest requests of each provider, at most this many; with 0 none. The counts stay exact.
    #[must_use]
    pub fn keep_requests(mut self, latest: usize) -> Self {
        self.keep_requests = latest;
        self
    }

    /// Uses these faults. They are shared: several sandboxes can have the same ones.
    #[must_use]
    pub fn faults(mut self, faults: &Faults) -> Self {
        self.faults = faults.clone();
        self
    }

    /// Makes credentials and identifiers from a seed: the same seed gives the same ones in the same order. They are
    /// new at every start otherwise.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The currency of accounts whose creates carry none, and whose answers name it: Meum's. `USD`
    /// unless it is set.
    #[must_use]
    pub fn currency(mut self, code: impl Into<String>) -> Self {
        self.currency = code.into();
        self
    }

    /// How long a client may take to send a request whole, and how long it may keep a connection without one; 30 seconds
    /// unless it is set. Then the connection is closed, after a 408 where the head had come.
    #[must_use]
    pub fn read_timeout(mut self, within: Duration) -> Self {
        self.read_timeout = within;
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// When the address is not a loopback address or cannot be opened, or the system gives no random bytes.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        if !self.is_public && !self.address.ip().is_loopback() {
            return Err(StartError::NotLoopback(self.address));
        }
        let failed = |source| StartError::Listen {
            address: self.address,
            source,
        };
        let listener = TcpListener::bind(self.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let origin = self
            .public_url
            .as_deref()
            .map(|url| url.trim_end_matches('/'));
        let origin: Arc<str> = match origin {
            Some(url) => url.into(),
            // Every address of this machine: people here use this one.
            None if address.ip().is_unspecified() => {
                format!("http://127.0.0.1:{}", address.port()).into()
            }
            None => format!("http://{address}").into(),
        };
        let named = origin.split_once("://").map_or("", |(_, host)| host);
        let named = named.split([':', '/']).next().unwrap_or_default();
        let names = self.hosts.into_iter().chain([named.to_owned()]);
        let hosts = match self.is_public {
            true => Hosts::public(names.filter(|name| !name.is_empty()).collect()),
            false => Hosts::default(),
        };
        let clock = Clock::new();
        let random = Random::from_system().map_err(|error| StartError::Random(error.into()))?;
        let world = World {
            clock: clock.clone(),
            random: self.seed.map_or(random, Random::of_number),
            origin,
            hosts,
            allows_cors: self.allows_cors,
            currency: self.currency.into(),
        };
        let server = Server::new(world, self.faults, self.keep_requests)
            .map_err(|(provider, reason)| StartError::Contract { provider, reason })?;
        let server = Arc::new(server);
        Ok(Sandbox {
            _webhooks: StopWhenDropped(server.webhooks.clone()),
            clock,
            listening: Listening::start(listener, Arc::clone(&server), self.read_timeout),
            server,
        })
    }
}
