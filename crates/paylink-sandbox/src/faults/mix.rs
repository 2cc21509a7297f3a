//! Strikes that hit by chance, and by the same chance for the same seed.

use sha2::{Digest, Sha256};

use super::strike::Strike;

pub(super) struct Mix {
    seed: u64,
    one_in: u64,
    /// How many requests have come by that a strike would fit.
    drawn: u64,
    strikes: Vec<Strike>,
}

impl Mix {
    pub(super) fn new(seed: u64, one_in: u32, strikes: Vec<Strike>) -> Self {
        Self {
            seed,
            one_in: one_in.into(),
            drawn: 0,
            strikes,
        }
    }

    /// Its strikes, each with how many requests there are to one that is hit.
    pub(super) fn strikes(&self) -> impl Iterator<Item = (&Strike, Option<u64>)> {
        self.strikes
            .iter()
            .map(|strike| (strike, Some(self.one_in)))
    }

    /// What hits the next request; nothing, most of the time.
    pub(super) fn choose(&self, provider: &str, operation: Option<&str>) -> Option<Strike> {
        let fitting: Vec<_> = self.fitting(provider, operation).collect();
        let chance = self.number(b"whether").checked_rem(self.one_in)?;
        let many = u64::try_from(fitting.len()).ok()?;
        let place = self.number(b"which").checked_rem(many)?;
        let strike = fitting.get(usize::try_from(place).ok()?)?;
        (chance == 0).then(|| (*strike).clone())
    }

    /// A request has come by.
    pub(super) fn count(&mut self, provider: &str, operation: Option<&str>) {
        if self.fitting(provider, operation).next().is_some() {
            self.drawn = self.drawn.saturating_add(1);
        }
    }

    fn fitting(&self, provider: &str, operation: Option<&str>) -> impl Iterator<Item = &Strike> {
        self.strikes
            .iter()
            .filter(move |strike| strike.is_for(provider, operation))
    }

    fn number(&self, what: &[u8]) -> u64 {
        let hash = Sha256::new()
            .chain_update(self.seed.to_be_bytes())
            .chain_update(self.drawn.to_be_bytes())
            .chain_update(what)
            .finalize();
        hash.first_chunk()
            .map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }
}
