//! [`Outlook`]: whether it is worth sending more.

use std::time::Duration;

use super::attempt::Sign;
use super::ended::RunEnd;

/// After this many rounds without an answer the run ends. Our own rule: about fifteen seconds.
const ROUNDS: u32 = 5;

/// After this many refusals of the credentials in a row the run ends.
const REFUSALS: u32 = 3;

const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// What the last attempts say about the next ones.
#[derive(Debug, Default)]
pub(super) struct Outlook {
    rounds: u32,
    refusals: u32,
    pause_until: Duration,
    end: Option<RunEnd>,
}

impl Outlook {
    /// Takes note of an attempt that ended now.
    pub(super) fn note(&mut self, sign: Sign, now: Duration) {
        match sign {
            Sign::Neutral => {
                self.rounds = 0;
                self.refusals = 0;
            }
            Sign::Unusable => self.end = Some(RunEnd::Unusable),
            Sign::Unauthorized => {
                self.refusals = self.refusals.saturating_add(1);
                if self.refusals >= REFUSALS {
                    self.end = Some(RunEnd::Unauthorized);
                }
            }
            // Those that were in flight when the pause began belong to the same round.
            Sign::Unreachable if now >= self.pause_until => {
                self.rounds = self.rounds.saturating_add(1);
                let factor = 1_u32.checked_shl(self.rounds.saturating_sub(1));
                let pause = FIRST_PAUSE.saturating_mul(factor.unwrap_or(u32::MAX));
                self.pause_until = now.saturating_add(pause);
                if self.rounds >= ROUNDS {
                    self.end = Some(RunEnd::Unreachable);
                }
            }
            Sign::Unreachable => {}
        }
    }

    /// Why the run ends, where it does.
    pub(super) const fn end(&self) -> Option<RunEnd> {
        self.end
    }

    /// Until when nothing is sent.
    pub(super) const fn pause_until(&self) -> Duration {
        self.pause_until
    }
}

#[cfg(test)]
mod tests {
    use super::{Outlook, RunEnd, Sign};
    use std::time::Duration;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_provider_that_is_not_reached_ends_the_run_after_five_rounds() {
        let mut outlook = Outlook::default();
        for round in 1..=5 {
            assert_eq!(outlook.end(), None);
            // Sixteen sends fail at once: one round.
            for _ in 0..16 {
                outlook.note(Sign::Unreachable, at(100 * round));
            }
            assert!(outlook.pause_until() > at(100 * round));
        }
        assert_eq!(outlook.end(), Some(RunEnd::Unreachable));
    }

    #[test]
    fn an_answer_starts_the_count_again() {
        let mut outlook = Outlook::default();
        for round in 1..=20 {
            outlook.note(Sign::Unreachable, at(100 * round));
            outlook.note(Sign::Unauthorized, at(100 * round));
            outlook.note(Sign::Neutral, at(100 * round));
        }
        assert_eq!(outlook.end(), None);
    }

    #[test]
    fn credentials_that_are_refused_three_times_end_the_run() {
        let mut outlook = Outlook::default();
        outlook.note(Sign::Unauthorized, at(1));
        outlook.note(Sign::Unauthorized, at(1));
        assert_eq!(outlook.end(), None);
        outlook.note(Sign::Unauthorized, at(1));
        assert_eq!(outlook.end(), Some(RunEnd::Unauthorized));
        let mut outlook = Outlook::default();
        outlook.note(Sign::Unusable, at(1));
        assert_eq!(outlook.end(), Some(RunEnd::Unusable));
    }
}
