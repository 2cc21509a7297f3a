//! The soak: many creates under a seeded random mix of faults, reconciled afterwards.

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use futures_util::future::join_all;
use paylink_core::{Error, LinkRequest, Outcome, PaymentLinks, PaymentLinksExt, PollInterval};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};

use crate::client::links;
use crate::host::connection;
use crate::subject::{fresh_reference, request};

/// How many creates are in flight.
const AT_ONCE: usize = 16;

/// One request in this many is hit.
const ONE_IN: u32 = 4;

/// The outcome of a soak.
#[derive(Debug, Default)]
pub struct Books {
    /// Links reported as made.
    pub made: usize,
    /// Reported as not made: refused, or not sent.
    pub not_made: usize,
    /// Reported as unknown.
    pub unknown: usize,
    /// Of the unknown, those that the sandbox holds.
    pub found: usize,
    /// Links that the sandbox holds.
    pub held: usize,
    /// Links that were made a second time for one reference, or reported as not made.
    pub wrong: usize,
    /// Requests with a fault.
    pub struck: usize,
}

impl Books {
    /// Whether every link on the server was reported: as made, or as unknown and found again; and
    /// none twice.
    #[must_use]
    pub fn balance(&self) -> bool {
        self.held == self.made + self.found && self.found <= self.unknown && self.wrong == 0
    }
}

impl fmt::Display for Books {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} held = {} made + {} unknown and found (of {} unknown); {} not made, {} wrong, {} faults",
            self.held, self.made, self.found, self.unknown, self.not_made, self.wrong, self.struck,
        )
    }
}

/// The faults of the mix, before and after the sandbox acts.
fn mix() -> Vec<Strike> {
    let faults = || {
        [
            Fault::close(),
            Fault::reset(),
            Fault::cut(),
            Fault::html(),
            Fault::stale(),
            Fault::bad_chunks(),
            Fault::status(500),
            Fault::status(502),
            Fault::status(503),
        ]
    };
    // No client can detect a false refusal after the sandbox has acted, so refusals come before.
    let early = [
        Fault::unread(),
        Fault::halfway(),
        Fault::rate_limited("429-seconds", "1"),
    ];
    let before = faults().into_iter().chain(early).map(Strike::before);
    before.chain(faults().map(Strike::after)).collect()
}

/// Makes `creates` links with a provider while the mix of this seed hits its requests.
pub async fn run(provider: &'static str, creates: usize, seed: u64) -> Books {
    let sandbox = Sandbox::builder().keep_requests(0).start().await.unwrap();
    let links = links(&sandbox, provider, connection(Duration::from_secs(30)));
    let strikes = mix().into_iter();
    let strikes = strikes.map(|strike| strike.on(provider).operation("createPaymentLink"));
    sandbox.faults().add_mix(seed, ONE_IN, strikes.collect());
    let mut books = Books::default();
    let mut unknown = Vec::new();
    let mut ids = HashSet::new();
    let mut left = creates;
    while left > 0 {
        let now = left.min(AT_ONCE);
        left -= now;
        for (reference, result) in join_all((0..now).map(|_| create(links.as_ref()))).await {
            match result {
                Ok(id) => {
                    books.made += 1;
                    books.wrong += usize::from(!ids.insert(id));
                }
                Err(error) if error.outcome() == Outcome::Unknown => unknown.push(reference),
                Err(_) => books.not_made += 1,
            }
        }
    }
    books.struck = sandbox.faults().struck().len();
    sandbox.faults().clear();
    balance(&sandbox, provider, &mut books, unknown, &ids);
    books
}

/// Compares what the sandbox holds with what was reported.
fn balance(
    sandbox: &Sandbox,
    provider: &str,
    books: &mut Books,
    unknown: Vec<String>,
    made: &HashSet<String>,
) {
    books.unknown = unknown.len();
    let held = sandbox.links(provider);
    books.held = held.len();
    let unreported: Vec<_> = held
        .iter()
        .filter(|link| !made.contains(&link.id))
        .collect();
    let references: HashSet<&str> = unknown.iter().map(String::as_str).collect();
    for link in unreported {
        // Without a reference on the link, any unknown create may be the one that made it.
        let known = (link.reference.as_deref()).is_none_or(|one| references.contains(one));
        books.found += usize::from(known);
        books.wrong += usize::from(!known);
    }
    let named: Vec<_> = held
        .iter()
        .filter_map(|link| link.reference.as_deref())
        .collect();
    let distinct: HashSet<_> = named.iter().collect();
    books.wrong += named.len() - distinct.len();
}

async fn create(links: &dyn PaymentLinks) -> (String, Result<String, Error>) {
    let reference = fresh_reference();
    let request: LinkRequest = request(links, &reference);
    let result = links.create(&request).await;
    let id = result.map(|link| link.id.clone().unwrap());
    (reference, id)
}

/// The same with `create_or_find`; the mix also strikes look-ups.
pub async fn create_or_find(provider: &'static str, creates: usize, seed: u64) -> Books {
    let sandbox = Sandbox::builder().keep_requests(0).start().await.unwrap();
    let connection = connection(Duration::from_secs(30));
    let links = links(&sandbox, provider, connection.clone());
    let strikes = mix().into_iter().map(|strike| strike.on(provider));
    sandbox.faults().add_mix(seed, ONE_IN, strikes.collect());
    let (mut books, mut ids) = (Books::default(), HashSet::new());
    let mut unknown = Vec::new();
    for _ in 0..creates {
        let reference = fresh_reference();
        let asked = request(links.as_ref(), &reference);
        match links.create_or_find(&asked, PollInterval::default()).await {
            Ok(link) => {
                books.made += 1;
                books.wrong += usize::from(!ids.insert(link.id.clone().unwrap()));
            }
            Err(error) if error.outcome() == Outcome::Unknown => unknown.push(reference),
            Err(_) => books.not_made += 1,
        }
    }
    sandbox.faults().clear();
    balance(&sandbox, provider, &mut books, unknown, &ids);
    books
}
