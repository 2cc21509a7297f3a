//! Credentials and identifiers that nobody can guess and that do not repeat.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::hex::hex;

/// Random values from a seed that the system gave once: the system's randomness can fail, and only a start may fail with it.
///
/// Clones share one sequence.
#[derive(Clone)]
pub(crate) struct Random {
    seed: [u8; 32],
    drawn: Arc<AtomicU64>,
}

impl Random {
    pub(crate) fn from_system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self {
            seed,
            drawn: Arc::new(AtomicU64::new(0)),
        })
    }

    fn bytes(&self) -> [u8; 32] {
        let number = self.drawn.fetch_add(1, Ordering::Relaxed);
        Sha256::new()
            .chain_update(self.seed)
            .chain_update(number.to_be_bytes())
            .finalize()
            .into()
    }

    /// Hexadecimal digits that are the same whenever the same thing is named: at most 64.
    ///
    /// An event has one identifier, however often it is delivered.
    pub(crate) fn hex_of(&self, thing: &[&str], digits: usize) -> String {
        let mut hash = Sha256::new().chain_update(self.seed).chain_update("of");
        for part in thing {
            hash.update(Sha256::digest(part));
        }
        hex(&hash.finalize()).chars().take(digits).collect()
    }

    pub(crate) fn uuid(&self) -> Uuid {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, ..] = self.bytes();
        uuid::Builder::from_random_bytes([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
            .into_uuid()
    }

    /// Hexadecimal digits: at most 64.
    pub(crate) fn hex(&self, digits: usize) -> String {
        hex(&self.bytes()).chars().take(digits).collect()
    }

    /// Letters and digits of both cases: at most 32.
    pub(crate) fn alphanumeric(&self, length: usize) -> String {
        const ALPHABET: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789xy";
        let letters = self
            .bytes()
            .into_iter()
            .filter_map(|byte| ALPHABET.get(usize::from(byte % 64)));
        letters
            .take(length)
            .map(|letter| char::from(*letter))
            .collect()
    }
}
