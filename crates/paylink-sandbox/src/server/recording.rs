//! The requests that arrived for a provider.

use std::collections::VecDeque;

use crate::wire::Recorded;
use crate::world::shared::Shared;

/// Counts every request, and keeps the latest.
pub(crate) struct Recording {
    most: usize,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    arrived: usize,
    kept: VecDeque<Recorded>,
}

impl Recording {
    /// Keeps at most this many requests.
    pub(crate) fn of(most: usize) -> Self {
        Self {
            most,
            state: Shared::default(),
        }
    }

    pub(crate) fn add(&self, request: Recorded) {
        self.state.with(|state| {
            state.arrived = state.arrived.saturating_add(1);
            if self.most == 0 {
                return;
            }
            if state.kept.len() == self.most {
                state.kept.pop_front();
            }
            state.kept.push_back(request);
        });
    }

    pub(crate) fn arrived(&self) -> usize {
        self.state.with(|state| state.arrived)
    }

    pub(crate) fn kept(&self) -> Vec<Recorded> {
        self.state
            .with(|state| state.kept.iter().cloned().collect())
    }
}
