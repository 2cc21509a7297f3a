//! [`SandboxBuilder`]: the settings of a sandbox.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;
use tokio::net::TcpListener;

use crate::Sandbox;
use crate::faults::Faults;
use crate::provider::account::Account;
use crate::sandbox::accounts;
use crate::sandbox::start_error::StartError;
use crate::sandbox::state::{Saved, Saving};
use crate::sandbox::state_error::StateError;
use crate::server::Server;
use crate::server::webhooks::StopWhenDropped;
use crate::wire::Listening;
use crate::world::World;
use crate::world::clock::Clock;
use crate::world::hosts::Hosts;
use crate::world::identifiers::Identifiers;
use crate::world::random::Random;

/// How many requests of each provider are kept unless it is set.
const KEPT_REQUESTS: usize = 10_000;

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
    accounts: Vec<Account>,
    stops_at: Option<OffsetDateTime>,
    state: Option<PathBuf>,
}

impl SandboxBuilder {
    pub(super) fn new() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            keep_requests: KEPT_REQUESTS,
            faults: Faults::new(),
            read_timeout: Duration::from_secs(30),
            seed: None,
            currency: "USD".to_owned(),
            allows_cors: false,
            is_public: false,
            public_url: None,
            hosts: Vec::new(),
            accounts: Vec::new(),
            stops_at: None,
            state: None,
        }
    }

    /// An account with fixed credentials, receivers and links. A provider may have several. Without
    /// any it has one that is called `default`, with random credentials.
    #[must_use]
    pub fn account(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }

    /// The time at which the clock is stopped from the start, as by [`Clock::stop_at`].
    #[must_use]
    pub fn stop_clock_at(mut self, at: OffsetDateTime) -> Self {
        self.stops_at = Some(at);
        self
    }

    /// Keeps links, tokens, credentials, receivers of webhooks, seed and clock in this file: what
    /// is there when the sandbox starts is there again. Requests, deliveries and faults are not
    /// kept.
    ///
    /// The file is written once a second while something changes, and by [`Sandbox::shutdown`]. It
    /// holds the sandbox's credentials, which are worth nothing anywhere else. Links that an
    /// [`Account`] names are made only when there is no file yet.
    #[must_use]
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Lets pages of this machine, such as `http://localhost:3000`, call the providers' APIs and
    /// the admin API from a browser.
    #[must_use]
    pub fn cors(mut self) -> Self {
        self.allows_cors = true;
        self
    }

    /// Listens also beyond loopback, for tests on other machines or in other containers. Anybody
    /// who reaches the port can use the admin API: only for networks of tests.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.is_public = true;
        self
    }

    /// The address in links and base URLs, as others reach the sandbox: `http://sandbox:8080`. Its
    /// host is allowed.
    #[must_use]
    pub fn public_url(mut self, url: impl Into<String>) -> Self {
        self.public_url = Some(url.into());
        self
    }

    /// A name under which a public sandbox may be called, and to which its webhooks may go. A
    /// request that names another one is refused by the admin API and the dashboard: a page of
    /// another site may have a name that leads here.
    #[must_use]
    pub fn allow_host(mut self, name: impl Into<String>) -> Self {
        self.hosts.push(name.into());
        self
    }

    /// The address to listen on: loopback only, unless it is [`public`](Self::public). Port 0 takes
    /// a free one.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Keeps only the latest requests of each provider, at most this many; with 0 none. 10,000
    /// unless it is set. The counts stay exact.
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

    /// Makes credentials and identifiers from a seed: the same seed gives the same ones in the same
    /// order. Otherwise they are random.
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

    /// How long a client may take to send a request whole, and how long it may keep a connection
    /// without one; 30 seconds unless it is set. Then the connection is closed, after a 408 where
    /// the head had come.
    #[must_use]
    pub fn read_timeout(mut self, within: Duration) -> Self {
        self.read_timeout = within;
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// When the address is not a loopback address or cannot be opened, the system gives no random
    /// bytes, an account cannot be had as it is wanted, or the file of the state cannot be read.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        if !self.is_public && !self.address.ip().is_loopback() {
            return Err(StartError::NotLoopback(self.address));
        }
        let saved = match &self.state {
            Some(file) => Saved::read(file)?,
            None => None,
        };
        accounts::check(&self.accounts)?;
        let failed = |source| StartError::Listen {
            address: self.address,
            source,
        };
        let listener = TcpListener::bind(self.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let origin = self.origin(address);
        let random = self.random(saved.as_ref())?;
        let clock = Clock::new();
        let world = World {
            clock: clock.clone(),
            identifiers: Identifiers::of_seed(random.seed()),
            random,
            hosts: self.names(&origin),
            origin,
            allows_cors: self.allows_cors,
            currency: self.currency.into(),
        };
        let known = accounts::with_saved(&self.accounts, saved.as_ref());
        let server = Server::new(world, self.faults, self.keep_requests, &known)
            .map_err(|(provider, reason)| StartError::Contract { provider, reason })?;
        accounts::check_used(&server, &self.accounts)?;
        match &saved {
            Some(saved) => saved.restore(&server)?,
            None => accounts::make_links(&server, &self.accounts)?,
        }
        if let Some(at) = self.stops_at {
            clock.stop_at(at);
        }
        accounts::add_webhooks(&server, &self.accounts)?;
        let server = Arc::new(server);
        let starts = saved.map_or(0, |saved| saved.starts).saturating_add(1);
        Ok(Sandbox {
            _webhooks: StopWhenDropped(server.webhooks.clone()),
            saving: self.state.map(|file| Saving::start(file, starts, &server)),
            clock,
            listening: Listening::start(listener, Arc::clone(&server), self.read_timeout),
            server,
        })
    }

    /// The address in links and base URLs.
    fn origin(&self, address: SocketAddr) -> Arc<str> {
        match self.public_url.as_deref() {
            Some(url) => url.trim_end_matches('/').into(),
            // Every address of this machine: people here use this one.
            None if address.ip().is_unspecified() => {
                format!("http://127.0.0.1:{}", address.port()).into()
            }
            None => format!("http://{address}").into(),
        }
    }

    fn names(&self, origin: &str) -> Hosts {
        let named = origin.split_once("://").map_or("", |(_, host)| host);
        let named = named.split([':', '/']).next().unwrap_or_default();
        let names = self.hosts.iter().cloned().chain([named.to_owned()]);
        match self.is_public {
            true => Hosts::public(names.filter(|name| !name.is_empty()).collect()),
            false => Hosts::default(),
        }
    }

    /// Identifiers belong to a seed: what is saved keeps its own.
    fn random(&self, saved: Option<&Saved>) -> Result<Random, StartError> {
        let wanted = self.seed.map(Random::of_number);
        match (saved, wanted) {
            (Some(saved), Some(wanted)) if saved.seed() != Some(wanted.seed()) => {
                Err(StateError::OtherSeed.into())
            }
            (Some(saved), _) => {
                let seed = saved.seed().ok_or(StateError::Seed)?;
                Ok(Random::from_seed(seed).after(saved.starts))
            }
            (None, Some(wanted)) => Ok(wanted),
            (None, None) => Random::from_system().map_err(|error| StartError::Random(error.into())),
        }
    }
}
