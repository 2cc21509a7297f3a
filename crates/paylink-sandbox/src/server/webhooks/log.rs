//! What was sent where, and what became of it.

use std::collections::VecDeque;

use time::OffsetDateTime;

use crate::provider::account::AccountId;
use crate::webhook::Webhook;

/// The most deliveries that are kept.
const MOST: usize = 1000;

/// A webhook on its way to one address.
#[derive(Clone)]
pub(crate) struct Sent {
    pub(crate) number: u64,
    pub(crate) provider: &'static str,
    /// Whose secret signs it.
    pub(crate) account: AccountId,
    /// The link that it is about.
    pub(crate) link: String,
    pub(crate) url: String,
    pub(crate) webhook: Webhook,
    pub(crate) attempts: Vec<Attempt>,
}

/// One attempt to deliver a webhook.
#[derive(Clone)]
pub(crate) struct Attempt {
    /// By the sandbox's clock.
    pub(crate) at: OffsetDateTime,
    /// The receiver's status, or why there is none.
    pub(crate) ending: Result<u16, String>,
}

/// The latest deliveries.
#[derive(Default)]
pub(super) struct Log {
    latest: u64,
    kept: VecDeque<Sent>,
}

impl Log {
    /// Notes a webhook that is about to be sent, and gives its number.
    pub(super) fn add(&mut self, mut sent: Sent) -> u64 {
        self.latest = self.latest.saturating_add(1);
        sent.number = self.latest;
        self.kept.push_back(sent);
        if self.kept.len() > MOST {
            self.kept.pop_front();
        }
        self.latest
    }

    pub(super) fn get(&self, number: u64) -> Option<&Sent> {
        self.kept.iter().find(|sent| sent.number == number)
    }

    pub(super) fn note(&mut self, number: u64, attempt: Attempt) {
        let sent = self.kept.iter_mut().find(|sent| sent.number == number);
        if let Some(sent) = sent {
            sent.attempts.push(attempt);
        }
    }

    pub(super) fn all(&self) -> Vec<Sent> {
        self.kept.iter().cloned().collect()
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
    }
}
