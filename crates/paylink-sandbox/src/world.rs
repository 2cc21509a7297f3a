//! What the five emulated providers share: the time, randomness, and their own address.

pub(crate) mod clock;
pub(crate) mod hosts;
pub(crate) mod identifiers;
pub(crate) mod loopback;
pub(crate) mod random;
pub(crate) mod shared;

use std::sync::Arc;

use crate::world::clock::Clock;
use crate::world::hosts::Hosts;
use crate::world::identifiers::Identifiers;
use crate::world::random::Random;

/// The surroundings of an emulated provider.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) identifiers: Identifiers,
    pub(crate) hosts: Hosts,
    /// Whether pages of these hosts may call from a browser.
    pub(crate) allows_cors: bool,
    /// The address in links and addresses, without a slash at the end.
    pub(crate) origin: Arc<str>,
    /// The currency of accounts whose creates carry none.
    pub(crate) currency: Arc<str>,
}

impl World {
    /// The sandbox's own address: `http://127.0.0.1:PORT`, or the one that it is given.
    pub(crate) fn origin(&self) -> String {
        self.origin.to_string()
    }

    /// The address where a payer would pay. It points at the sandbox: nobody is sent anywhere else
    /// by mistake.
    pub(crate) fn payment_url(&self, provider: &str, id: &str) -> String {
        format!("{}/pay/{provider}/{id}", self.origin())
    }
}
