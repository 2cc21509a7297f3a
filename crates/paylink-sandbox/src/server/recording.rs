//! The requests that arrived for a provider.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::provider::account::AccountId;
use crate::wire::Recorded;
use crate::world::shared::Shared;

/// The maximum number of bytes of target, headers and body each that are kept of an unauthenticated
/// request.
const MOST_OF_A_STRANGER: usize = 512;
/// The same for an authenticated request.
const MOST_OF_A_BODY: usize = 64 * 1024;

/// Numbers the requests of all providers in the order in which they were answered, from 1.
#[derive(Clone, Default)]
pub(crate) struct Numbers(Arc<AtomicU64>);

/// A request, where it stands among all, and what it was for.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) number: u64,
    /// The operation, as the contract names it; `None` where the request was for none.
    pub(crate) operation: Option<String>,
    /// Whose credentials it had.
    pub(crate) account: Option<AccountId>,
    pub(crate) request: Recorded,
}

/// Who sent a request.
pub(crate) enum Sender {
    Account(AccountId),
    /// Somebody with right credentials that a body had.
    Known,
    Stranger,
}

/// Counts every request, and keeps the latest.
pub(crate) struct Recording {
    most: usize,
    numbers: Numbers,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    arrived: usize,
    kept: VecDeque<Entry>,
}

impl Numbers {
    /// The number of the latest request; 0 before the first.
    pub(crate) fn latest(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Recording {
    /// Keeps at most this many requests.
    pub(crate) fn of(most: usize, numbers: &Numbers) -> Self {
        Self {
            most,
            numbers: numbers.clone(),
            state: Shared::default(),
        }
    }

    pub(crate) fn add(&self, operation: Option<&str>, sender: &Sender, mut request: Recorded) {
        match sender {
            Sender::Stranger => request.cut(MOST_OF_A_STRANGER),
            Sender::Account(_) | Sender::Known => request.cut(MOST_OF_A_BODY),
        }
        let account = match sender {
            Sender::Account(account) => Some(*account),
            Sender::Known | Sender::Stranger => None,
        };
        self.state.with(|state| {
            state.arrived = state.arrived.saturating_add(1);
            // Under the lock: the numbers of what is kept go up.
            let before = self.numbers.0.fetch_add(1, Ordering::Relaxed);
            if self.most == 0 {
                return;
            }
            if state.kept.len() == self.most {
                state.kept.pop_front();
            }
            state.kept.push_back(Entry {
                number: before.saturating_add(1),
                operation: operation.map(str::to_owned),
                account,
                request,
            });
        });
    }

    /// Forgets the requests of an account; or all, and counts from 0 again. The numbers go on.
    pub(crate) fn reset(&self, account: Option<AccountId>) {
        self.state.with(|state| match account {
            Some(_) => state.kept.retain(|entry| entry.account != account),
            None => *state = State::default(),
        });
    }

    pub(crate) fn arrived(&self) -> usize {
        self.state.with(|state| state.arrived)
    }

    pub(crate) fn kept(&self) -> Vec<Recorded> {
        let requests = |state: &mut State| {
            let kept = state.kept.iter();
            kept.map(|entry| entry.request.clone()).collect()
        };
        self.state.with(requests)
    }

    /// What is kept and fits, in the order of arrival.
    pub(crate) fn entries(&self, fits: impl Fn(&Entry) -> bool) -> Vec<Entry> {
        self.state.with(|state| {
            let kept = state.kept.iter();
            kept.filter(|entry| fits(entry)).cloned().collect()
        })
    }
}
