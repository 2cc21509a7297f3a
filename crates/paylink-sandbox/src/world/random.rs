//! Credentials and identifiers that nobody can guess and that do not repeat.

use std::sync::Arc;

use data_encoding::HEXLOWER;
use rand::distr::{Alphanumeric, SampleString};
use rand::rngs::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::world::shared::Shared;

/// Random values from one seed. The system's randomness can fail, and only a start may fail with
/// it.
///
/// Clones share one sequence. The same seed gives the same values in the same order.
#[derive(Clone)]
pub(crate) struct Random {
    seed: [u8; 32],
    generator: Arc<Shared<ChaCha20Rng>>,
}

impl Random {
    pub(crate) fn from_system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self::from_seed(seed))
    }

    pub(crate) fn from_seed(seed: [u8; 32]) -> Self {
        Self {
            seed,
            generator: Arc::new(Shared::new(ChaCha20Rng::from_seed(seed))),
        }
    }

    /// From a seed that a person chose.
    pub(crate) fn of_number(seed: u64) -> Self {
        Self::from_seed(Sha256::digest(seed.to_be_bytes()).into())
    }

    /// Other values of the same seed, for a later start: what is named stays the same.
    pub(crate) fn after(self, starts: u32) -> Self {
        let next = Sha256::new().chain_update(self.seed).chain_update("start");
        let next: [u8; 32] = next.chain_update(starts.to_be_bytes()).finalize().into();
        Self {
            seed: self.seed,
            generator: Self::from_seed(next).generator,
        }
    }

    /// What gives the same values again.
    pub(crate) const fn seed(&self) -> [u8; 32] {
        self.seed
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.generator
            .with(|generator| generator.fill_bytes(&mut bytes));
        bytes
    }

    /// Hexadecimal digits that are the same whenever the same thing is named: at most 64.
    ///
    /// An event has one identifier, however often it is delivered.
    pub(crate) fn hex_of(&self, thing: &[&str], digits: usize) -> String {
        let mut hash = Sha256::new().chain_update(self.seed).chain_update("of");
        for part in thing {
            hash.update(Sha256::digest(part));
        }
        first(HEXLOWER.encode(&hash.finalize()), digits)
    }

    /// A UUID that is the same whenever the same thing is named.
    pub(crate) fn uuid_of(&self, thing: &[&str]) -> String {
        let digits = self.hex_of(thing, 32);
        let number = u128::from_str_radix(&digits, 16).unwrap_or_default();
        let uuid = uuid::Builder::from_random_bytes(number.to_be_bytes()).into_uuid();
        uuid.to_string()
    }

    pub(crate) fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }

    /// Hexadecimal digits: at most 64.
    pub(crate) fn hex(&self, digits: usize) -> String {
        first(HEXLOWER.encode(&self.bytes::<32>()), digits)
    }

    /// Letters and digits of both cases.
    pub(crate) fn alphanumeric(&self, length: usize) -> String {
        self.generator
            .with(|generator| Alphanumeric.sample_string(generator, length))
    }
}

fn first(mut digits: String, length: usize) -> String {
    digits.truncate(length);
    digits
}
