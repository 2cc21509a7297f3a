//! [`Totals`]: what a run has done so far.

use super::ended::{Ran, RunEnd};
use super::options::RunOptions;
use crate::journal::Counts;
use crate::life::RowState;

/// What a run has done so far.
pub(super) struct Totals {
    pub(super) settled: Counts,
    begun: u64,
    first: Option<u64>,
    pub(super) unknown: u64,
    most_unknown: Option<u64>,
    most_differs: Option<u64>,
}

impl Totals {
    pub(super) fn new(options: &RunOptions) -> Self {
        Self {
            settled: Counts::default(),
            begun: 0,
            first: options.first,
            unknown: 0,
            most_unknown: options.most_unknown,
            most_differs: options.most_differs,
        }
    }

    /// Adds what was recorded. `counted` of its unknown rows were counted when their sends ended.
    pub(super) fn add(&mut self, settled: &Counts, counted: u64) {
        for state in RowState::ALL {
            let sum = self.settled.of_mut(state);
            *sum = sum.saturating_add(settled.of(state));
        }
        let others = settled.unknown.saturating_sub(counted);
        self.unknown = self.unknown.saturating_add(others);
    }

    pub(super) const fn begin(&mut self) {
        self.begun = self.begun.saturating_add(1);
    }

    pub(super) const fn take_back(&mut self) {
        self.begun = self.begun.saturating_sub(1);
    }

    /// How many rows this run may still begin.
    pub(super) fn left(&self) -> u64 {
        (self.first).map_or(u64::MAX, |first| first.saturating_sub(self.begun))
    }

    pub(super) fn is_over_unknown(&self) -> bool {
        self.most_unknown.is_some_and(|most| self.unknown > most)
    }

    pub(super) fn is_over_differs(&self) -> bool {
        let differs = self.settled.differs;
        self.most_differs.is_some_and(|most| differs > most)
    }

    pub(super) const fn ran(&self, end: RunEnd) -> Ran {
        Ran {
            end,
            settled: self.settled,
            begun: self.begun,
        }
    }
}
