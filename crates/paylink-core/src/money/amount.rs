//! [`Amount`]: an exact decimal that keeps its scale.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

/// The maximum number of digits of an amount, before and after the point together.
///
/// Enough for any sum of money; small enough that every shift stays inside an `i128`.
const MAX_DIGITS: usize = 36;

/// An exact decimal amount. It keeps its scale: `25.00` stays `25.00`.
///
/// Amounts are compared by value, so `25.0 == 25.00`. There is no arithmetic and no rounding.
/// Whether it counts major or minor units depends on the field; each field says which.
///
/// ```
/// use paylink_core::Amount;
/// let amount: Amount = "25.00".parse()?;
/// assert_eq!(amount.to_string(), "25.00");
/// assert_eq!(amount, "25".parse()?);
/// assert!("1e3".parse::<Amount>().is_err());
/// # Ok::<(), paylink_core::AmountError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Amount {
    /// The digits without the point.
    units: i128,
    /// The number of digits after the point.
    scale: u8,
}

/// Why text is not an amount, or an amount has no exact number of minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("an amount {}", self.rule())]
#[non_exhaustive]
pub enum AmountError {
    /// The text is not digits with an optional minus and an optional point between digits.
    NotADecimal,
    /// The amount has more than 36 digits.
    TooManyDigits,
    /// The amount has more decimal places than the currency. It is never rounded.
    TooPrecise,
    /// The minor units do not fit into 64 bits.
    OutOfRange,
    /// ISO 4217 defines no minor unit for the currency, and none is guessed.
    UnknownExponent,
}

impl AmountError {
    /// The rule, as the end of a sentence whose subject is the field.
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::NotADecimal => "must be a plain decimal such as 25.00",
            Self::TooManyDigits => "must have at most 36 digits",
            Self::TooPrecise => "has more decimal places than the currency",
            Self::OutOfRange => "must fit into 64 bits of minor units",
            Self::UnknownExponent => "is in a currency without a known minor unit",
        }
    }
}

impl Amount {
    /// The number of digits after the point: 2 for `25.00`.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// Whether the amount is greater than zero.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.units > 0
    }

    /// Reads the text of a JSON number exactly. It may have an exponent (`1e-05`).
    ///
    /// # Errors
    /// [`AmountError::NotADecimal`] if the text is not a JSON number;
    /// [`AmountError::TooManyDigits`] if it has more than 36 digits when written without an
    /// exponent.
    pub fn from_json_number(text: &str) -> Result<Self, AmountError> {
        // Most numbers have no exponent, so the search for one is the second step.
        text.parse().or_else(|error| {
            let (mantissa, exponent) = text.split_once(['e', 'E']).ok_or(error)?;
            let mantissa: Self = mantissa.parse()?;
            mantissa.shift(parse_exponent(exponent)?)
        })
    }

    /// The amount times 10 to the power of `exponent`, if that is a whole number.
    pub(super) fn whole_units(self, exponent: u8) -> Result<i128, AmountError> {
        if let Some(zeros) = exponent.checked_sub(self.scale) {
            return power_of_ten(zeros)
                .and_then(|factor| self.units.checked_mul(factor))
                .ok_or(AmountError::OutOfRange);
        }
        let lost = self.scale.saturating_sub(exponent);
        let factor = power_of_ten(lost).ok_or(AmountError::TooPrecise)?;
        if self.units.checked_rem(factor) != Some(0) {
            return Err(AmountError::TooPrecise);
        }
        self.units
            .checked_div(factor)
            .ok_or(AmountError::OutOfRange)
    }

    /// The amount with the digits `units`, of which `scale` are after the point: 1050 and 2 are
    /// `10.50`.
    ///
    /// # Errors
    /// [`AmountError::TooManyDigits`] if `scale` is greater than 35.
    ///
    /// ```
    /// use paylink_core::Amount;
    /// assert_eq!(Amount::new(1050, 2)?.to_string(), "10.50");
    /// # Ok::<(), paylink_core::AmountError>(())
    /// ```
    pub fn new(units: i64, scale: u8) -> Result<Self, AmountError> {
        Self {
            units: i128::from(units),
            scale,
        }
        .bounded()
    }

    /// Moves the point `exponent` places to the right.
    fn shift(self, exponent: i32) -> Result<Self, AmountError> {
        let scale = i32::from(self.scale)
            .checked_sub(exponent)
            .ok_or(AmountError::TooManyDigits)?;
        if let Ok(scale) = u8::try_from(scale) {
            let units = self.units;
            return Self { units, scale }.bounded();
        }
        // The scale is too large, or zeros are missing before the point.
        let zeros = u8::try_from(scale.saturating_neg()).map_err(|_| AmountError::TooManyDigits)?;
        let units = match self.units {
            0 => 0,
            units => power_of_ten(zeros)
                .and_then(|factor| units.checked_mul(factor))
                .ok_or(AmountError::TooManyDigits)?,
        };
        Self { units, scale: 0 }.bounded()
    }

    /// Writes `text`, which is this amount without its sign, in the way numbers are written:
    /// aligned right, with filling zeros after the sign. A precision does not cut it.
    pub(super) fn pad(self, f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
        f.pad_integral(self.units >= 0, "", text)
    }

    pub(super) fn without_sign(self) -> String {
        let scale = usize::from(self.scale);
        let mut digits = self.units.unsigned_abs().to_string();
        if digits.len() <= scale {
            digits = format!("{digits:0>0$}", scale.saturating_add(1));
        }
        if scale > 0 {
            digits.insert(digits.len().saturating_sub(scale), '.');
        }
        digits
    }

    fn bounded(self) -> Result<Self, AmountError> {
        let digits = self.units.unsigned_abs().checked_ilog10().unwrap_or(0);
        let written = digits.max(u32::from(self.scale)).saturating_add(1);
        if usize::try_from(written).is_ok_and(|written| written <= MAX_DIGITS) {
            Ok(self)
        } else {
            Err(AmountError::TooManyDigits)
        }
    }

    /// The same value without trailing zeros, so that equal amounts have equal parts.
    fn normalised(self) -> (i128, u8) {
        let (mut units, mut scale) = (self.units, self.scale);
        while scale > 0 && units.checked_rem(10) == Some(0) {
            units = units.checked_div(10).unwrap_or(0);
            scale = scale.saturating_sub(1);
        }
        (units, scale)
    }

    /// The part before the point, and the part after it with [`MAX_DIGITS`] places.
    fn parts(self) -> (i128, i128) {
        // `bounded` keeps the scale under 36, so neither power overflows an `i128`.
        let factor = power_of_ten(self.scale).unwrap_or(i128::MAX);
        let fill = power_of_ten(36_u8.saturating_sub(self.scale)).unwrap_or(i128::MAX);
        let whole = self.units.checked_div(factor).unwrap_or(0);
        let rest = self.units.checked_rem(factor).unwrap_or(0);
        (whole, rest.saturating_mul(fill))
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return Err(AmountError::NotADecimal),
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return Err(AmountError::NotADecimal);
        }
        if whole.len().saturating_add(fraction.len()) > MAX_DIGITS {
            return Err(AmountError::TooManyDigits);
        }
        let digits = whole.bytes().chain(fraction.bytes());
        // 36 digits fit into an `i128`, so nothing wraps.
        let units = digits.fold(0_i128, |sum, digit| {
            let digit = i128::from(digit.wrapping_sub(b'0'));
            sum.wrapping_mul(10).wrapping_add(digit)
        });
        Ok(Self {
            units: if negative {
                units.saturating_neg()
            } else {
                units
            },
            scale: u8::try_from(fraction.len()).map_err(|_| AmountError::TooManyDigits)?,
        })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pad(f, &self.without_sign())
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Amount({self})")
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        if self.scale == other.scale {
            return self.units == other.units;
        }
        self.normalised() == other.normalised()
    }
}

impl Eq for Amount {}

impl Hash for Amount {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.normalised().hash(state);
    }
}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

fn power_of_ten(exponent: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(exponent))
}

/// The exponent of a JSON number: an optional sign, then digits.
fn parse_exponent(text: &str) -> Result<i32, AmountError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AmountError::NotADecimal);
    }
    text.parse().map_err(|_| AmountError::TooManyDigits)
}

stored_as_text!(Amount);
