//! Which fault hits the next request.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use time::OffsetDateTime;

use super::mix::Mix;
use super::rate_limit::{RateLimit, TooMany};
use super::strike::{Moment, Strike, Struck};
use crate::wire::NoAnswer;
use crate::world::shared::Shared;

/// The most requests that were hit and are kept: the latest.
const MOST_STRUCK: usize = 10_000;

/// The faults of a sandbox. Clones are the same faults: they can be changed while the sandbox runs.
#[derive(Clone, Default)]
pub struct Faults(Arc<Shared<Plan>>);

#[derive(Default)]
struct Plan {
    strikes: Vec<Strike>,
    mixes: Vec<Mix>,
    limits: Vec<RateLimit>,
    struck: VecDeque<Struck>,
}

/// A strike that waits for requests.
pub(crate) struct Armed {
    pub(crate) strike: Strike,
    /// It hits one request in so many, by chance; `None` where it hits all that it fits.
    pub(crate) one_in: Option<u64>,
}

/// What hits a request.
struct Choice {
    strike: Option<Strike>,
    /// Its place among the strikes that do not hit by chance.
    place: Option<usize>,
}

impl Faults {
    /// No faults yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a strike. Of several that fit a request, the one that was added first hits it.
    pub fn add(&self, strike: Strike) {
        self.0.with(|plan| plan.strikes.push(strike));
    }

    /// Hits one request in this many, by chance, with one of the strikes: each as often as the
    /// others, if it fits the request.
    ///
    /// The same seed makes the same choices for the same requests in the same order. `times` and
    /// `skip` of the strikes do not count here. With 0 nothing is hit.
    pub fn add_mix(&self, seed: u64, one_in: u32, strikes: Vec<Strike>) {
        self.0.with(|plan| {
            plan.mixes.push(Mix::new(seed, one_in, strikes));
        });
    }

    /// Limits the rate of requests. A limit comes before all strikes, and only requests that have
    /// come whole count.
    pub fn limit(&self, limit: RateLimit) {
        self.0.with(|plan| plan.limits.push(limit));
    }

    /// Ends all faults. What was hit stays known.
    pub fn clear(&self) {
        self.0.with(|plan| {
            plan.strikes.clear();
            plan.mixes.clear();
            plan.limits.clear();
        });
    }

    /// The strikes that still wait, in the order in which they were added.
    pub(crate) fn armed(&self) -> Vec<Armed> {
        self.0.with(|plan| {
            let strikes = plan.strikes.iter().filter(|strike| strike.times > 0);
            let strikes = strikes.map(|strike| (strike, None));
            let mixes = plan.mixes.iter().flat_map(Mix::strikes);
            strikes
                .chain(mixes)
                .map(|(strike, one_in)| Armed {
                    strike: strike.clone(),
                    one_in,
                })
                .collect()
        })
    }

    /// The rate limits, in the order in which they were added.
    pub(crate) fn limits(&self) -> Vec<RateLimit> {
        self.0.with(|plan| plan.limits.clone())
    }

    /// The latest requests that were hit, in that order: at most 10,000.
    #[must_use]
    pub fn struck(&self) -> Vec<Struck> {
        self.0.with(|plan| plan.struck.iter().cloned().collect())
    }

    /// Whether the next connection may be hit before it is read.
    pub(crate) fn wait_for_a_connection(&self) -> bool {
        self.0.with(|plan| plan.for_a_connection().is_some())
    }

    /// The strike for a connection whose request has not been read: only one that waits for any
    /// request at all.
    pub(crate) fn on_connection(&self) -> Option<Strike> {
        self.0.with(|plan| {
            let strike = plan.for_a_connection()?;
            strike.times = strike.times.saturating_sub(1);
            let strike = strike.clone();
            plan.note(&strike, None, None, false);
            Some(strike)
        })
    }

    /// The strike for a request of which only the head has come: one that does not wait for the
    /// rest.
    pub(crate) fn on_head(
        &self,
        provider: &'static str,
        operation: Option<&str>,
    ) -> Option<Strike> {
        self.0.with(|plan| {
            let choice = plan.choose(provider, operation);
            let strike = choice.strike.clone();
            let strike = strike.filter(|strike| strike.fault.is_early())?;
            plan.count(&choice, provider, operation);
            plan.note(&strike, Some(provider), operation, false);
            Some(strike)
        })
    }

    /// Counts a request against the limits: the refusal where it is one too many.
    pub(crate) fn on_limit(
        &self,
        provider: &'static str,
        operation: Option<&str>,
        now: OffsetDateTime,
    ) -> Option<TooMany> {
        self.0.with(|plan| {
            let mut limits = plan.limits.iter_mut();
            let refused = limits.find_map(|limit| {
                let left = limit
                    .is_for(provider, operation)
                    .then(|| limit.count(now))??;
                Some(TooMany::after(left, limit.has_retry_after))
            })?;
            plan.keep(Struck {
                fault: "rate-limit".to_owned(),
                moment: Moment::Before,
                provider: Some(provider),
                operation: operation.map(str::to_owned),
                arrived: true,
            });
            Some(refused)
        })
    }

    /// The strike for a request that has come whole.
    pub(crate) fn on_request(
        &self,
        provider: &'static str,
        operation: Option<&str>,
    ) -> Option<Strike> {
        self.0.with(|plan| {
            let choice = plan.choose(provider, operation);
            plan.count(&choice, provider, operation);
            let strike = choice.strike?;
            plan.note(&strike, Some(provider), operation, true);
            Some(strike)
        })
    }
}

impl Plan {
    fn for_a_connection(&mut self) -> Option<&mut Strike> {
        let strike = self.strikes.iter_mut().find(|strike| strike.times > 0)?;
        let hits = strike.fault.silence() == Some(NoAnswer::Unread)
            && strike.is_for_all()
            && strike.skip == 0;
        hits.then_some(strike)
    }

    fn choose(&self, provider: &str, operation: Option<&str>) -> Choice {
        let hits = |strike: &Strike| strike.is_live_for(provider, operation) && strike.skip == 0;
        let place = self.strikes.iter().position(hits);
        let strike = match place {
            Some(place) => self.strikes.get(place).cloned(),
            None => self
                .mixes
                .iter()
                .find_map(|mix| mix.choose(provider, operation)),
        };
        Choice { strike, place }
    }

    /// Counts a request: against the strike that hits it, those before it that let it pass, and the
    /// mixes that were asked.
    fn count(&mut self, choice: &Choice, provider: &str, operation: Option<&str>) {
        let before = choice.place.unwrap_or(self.strikes.len());
        for strike in self.strikes.iter_mut().take(before) {
            if strike.is_live_for(provider, operation) {
                strike.skip = strike.skip.saturating_sub(1);
            }
        }
        match choice.place.and_then(|place| self.strikes.get_mut(place)) {
            Some(strike) => strike.times = strike.times.saturating_sub(1),
            None => {
                for mix in &mut self.mixes {
                    mix.count(provider, operation);
                }
            }
        }
    }

    fn keep(&mut self, struck: Struck) {
        if self.struck.len() >= MOST_STRUCK {
            self.struck.pop_front();
        }
        self.struck.push_back(struck);
    }

    fn note(
        &mut self,
        strike: &Strike,
        provider: Option<&'static str>,
        operation: Option<&str>,
        arrived: bool,
    ) {
        self.keep(Struck {
            fault: strike.fault.name().to_owned(),
            moment: strike.moment,
            provider,
            operation: operation.map(str::to_owned),
            arrived,
        });
    }
}

/// Shows how many there are.
impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.with(|plan| {
            f.debug_struct("Faults")
                .field("strikes", &plan.strikes)
                .field("mixes", &plan.mixes.len())
                .field("struck", &plan.struck.len())
                .finish()
        })
    }
}
