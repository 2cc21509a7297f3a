//! The values of one figure over all rounds: whole numbers, and ratios in permille.

use anyhow::{Context as _, Result};

/// One value a round.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample(Vec<u64>);

impl Sample {
    pub(crate) fn add(&mut self, value: u64) {
        self.0.push(value);
        self.0.sort_unstable();
    }

    /// The middle value; of an even number, the lower of the two.
    pub(crate) fn median(&self) -> u64 {
        let middle = self.0.len().saturating_sub(1) / 2;
        self.0.get(middle).copied().unwrap_or_default()
    }

    /// How far the middle half of the values lies apart, in permille of the median.
    pub(crate) fn spread(&self) -> u64 {
        let quarter = self.0.len() / 4;
        let lower = self.0.get(quarter).copied().unwrap_or_default();
        let upper = self.0.iter().rev().nth(quarter).copied();
        let apart = upper.unwrap_or_default().saturating_sub(lower);
        permille(apart, self.median()).unwrap_or_default()
    }

    /// All values, in ascending order.
    pub(crate) fn values(&self) -> &[u64] {
        &self.0
    }
}

/// So many thousandths of the other, rounded up: a ratio is never shown better than it is.
pub(crate) fn permille(one: u64, other: u64) -> Result<u64> {
    one.saturating_mul(1000)
        .checked_add(other.saturating_sub(1))
        .and_then(|sum| sum.checked_div(other))
        .context("a figure is zero")
}

/// A ratio as one reads it: `1104` is `1.104`.
pub(crate) fn shown(permille: u64) -> String {
    let (whole, part) = (permille / 1000, permille % 1000);
    format!("{whole}.{part:03}")
}

#[cfg(test)]
mod tests {
    use super::{Sample, permille, shown};

    #[test]
    fn the_median_is_the_middle_and_the_spread_the_middle_half() {
        let mut sample = Sample::default();
        for value in [70, 10, 40, 20, 30, 60, 50] {
            sample.add(value);
        }
        assert_eq!(sample.median(), 40);
        assert_eq!(sample.spread(), 1000);
        let mut one = Sample::default();
        one.add(5);
        assert_eq!((one.median(), one.spread()), (5, 0));
    }

    #[test]
    fn a_ratio_is_rounded_up_and_needs_something_to_divide_by() {
        assert_eq!(permille(1101, 1000).unwrap(), 1101);
        assert_eq!(permille(1, 3).unwrap(), 334);
        assert!(permille(1, 0).is_err());
        assert_eq!(shown(1104), "1.104");
    }
}
