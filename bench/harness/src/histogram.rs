//! Times in buckets of less than half a percent: its size does not grow with the number of creates,
//! so peak memory can be compared.

/// Buckets to an octave.
const FINE: u64 = 256;

/// Counts of times in nanoseconds.
pub(crate) struct Histogram {
    counts: Vec<u32>,
    total: u64,
}

impl Default for Histogram {
    fn default() -> Self {
        let buckets = bucket(u64::MAX) + 1;
        Self {
            counts: vec![0; buckets],
            total: 0,
        }
    }
}

impl Histogram {
    pub(crate) fn add(&mut self, nanoseconds: u64) {
        if let Some(count) = self.counts.get_mut(bucket(nanoseconds)) {
            *count = count.saturating_add(1);
            self.total += 1;
        }
    }

    /// The least time that this many permille of all do not exceed.
    pub(crate) fn permille(&self, permille: u64) -> u64 {
        let rank = (self.total * permille).div_ceil(1000).max(1);
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += u64::from(*count);
            if seen >= rank {
                return lower_end(bucket);
            }
        }
        0
    }
}

fn bucket(nanoseconds: u64) -> usize {
    let bits = u64::from(u64::BITS - nanoseconds.leading_zeros());
    let octave = bits.saturating_sub(u64::from(FINE.ilog2()) + 1);
    let place = (nanoseconds >> octave) + octave * FINE;
    usize::try_from(place).unwrap_or(usize::MAX)
}

fn lower_end(bucket: usize) -> u64 {
    let bucket = u64::try_from(bucket).unwrap_or(u64::MAX);
    // The first two octaves' worth of buckets hold one nanosecond each.
    let octave = (bucket / FINE).saturating_sub(1);
    (bucket - octave * FINE) << octave
}

#[cfg(test)]
mod tests {
    use super::{Histogram, bucket, lower_end};

    #[test]
    fn every_time_falls_into_a_bucket_that_begins_close_below_it() {
        for time in (0..60).flat_map(|shift| [1_u64 << shift, (1 << shift) + 1, (3 << shift) - 1]) {
            let begin = lower_end(bucket(time));
            assert!(
                begin <= time && (time - begin) * 200 <= time,
                "{time}: {begin}"
            );
        }
    }

    #[test]
    fn ranks_are_counted_from_below() {
        let mut histogram = Histogram::default();
        (1..=100).for_each(|time| histogram.add(time));
        assert_eq!(
            [500, 990, 1000].map(|rank| histogram.permille(rank)),
            [50, 99, 100]
        );
    }
}
