//! Exact decimals, for the sums and bounds of amounts that are text. Nothing is rounded.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A decimal that is not negative, with its scale: `25.00` stays `25.00`.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Decimal {
    digits: u128,
    scale: u32,
}

impl Decimal {
    /// `0.00`
    pub(crate) const ZERO: Self = Self {
        digits: 0,
        scale: 2,
    };

    /// Reads digits with an optional point between them. `None` for any other text, and for more
    /// than 38 digits.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if !is_decimal(text) {
            return None;
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    /// `None` when the sum has too many digits.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let digits = self
            .digits_at(scale)?
            .checked_add(other.digits_at(scale)?)?;
        Some(Self { digits, scale })
    }

    /// Compares by value: `1.0` and `1.00` are equal. `None` when the digits are too many to
    /// compare.
    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.digits_at(scale)?.cmp(&other.digits_at(scale)?))
    }

    pub(crate) fn is_zero(self) -> bool {
        self.digits == 0
    }

    fn digits_at(self, scale: u32) -> Option<u128> {
        let shift = 10_u128.checked_pow(scale.checked_sub(self.scale)?)?;
        self.digits.checked_mul(shift)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::try_from(self.scale).unwrap_or(usize::MAX);
        let width = scale.saturating_add(1);
        let digits = format!("{:0width$}", self.digits);
        match digits.split_at_checked(digits.len().saturating_sub(scale)) {
            Some((whole, fraction)) if !fraction.is_empty() => write!(f, "{whole}.{fraction}"),
            _ => f.write_str(&digits),
        }
    }
}

/// Whether a text is a decimal number, of any length.
pub(crate) fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}
