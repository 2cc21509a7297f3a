//! [`Checkout`]: a link as its payer sees it.

use iso_currency::Currency;

use crate::provider::decimal::is_decimal;

/// A link as its payer sees it. Amounts are in major units, whatever the provider writes.
pub(crate) struct Checkout {
    /// The identifier, in the provider's own form.
    pub(crate) id: String,
    /// The title, or the description where the provider has no title.
    pub(crate) title: Option<String>,
    /// More words than the title.
    pub(crate) description: Option<String>,
    pub(crate) price: Price,
    /// The currency's code, where the provider's answers name one.
    pub(crate) currency: Option<String>,
    pub(crate) units: Units,
    /// What is left to be paid, where a part was paid.
    pub(crate) due: Option<String>,
    /// Whether the provider takes a part of the amount for this link.
    pub(crate) takes_parts: bool,
    pub(crate) reference: Option<String>,
    /// The end of the link, as it was asked for.
    pub(crate) expires_at: Option<String>,
    /// The state, in the provider's word.
    pub(crate) status: String,
    pub(crate) standing: Standing,
    /// Where the payer goes after a payment, and after one that failed.
    pub(crate) success_url: Option<String>,
    pub(crate) failure_url: Option<String>,
}

/// What a payer is asked for.
pub(crate) enum Price {
    Fixed(String),
    Open {
        least: Option<String>,
        most: Option<String>,
        suggested: Vec<String>,
    },
}

/// What a payer can do with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Payable,
    Paid,
    Expired,
    Cancelled,
    /// Switched off; it may be switched on again.
    Inactive,
    /// It is there, and its address shows nothing of it.
    Hidden,
    /// The last payment failed, and no other one is possible.
    Failed,
}

/// How the provider writes amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    /// As decimals.
    Major,
    /// As integers of a currency with this many decimals.
    Minor(usize),
}

impl Units {
    /// The minor units of a currency; of one that ISO 4217 does not know, two decimals.
    pub(crate) fn minor_of(currency: &str) -> Self {
        let known = Currency::from_code(currency).and_then(Currency::exponent);
        Self::Minor(known.map_or(2, usize::from))
    }

    /// An amount as the provider writes it, in major units.
    pub(crate) fn in_major(self, written: &str) -> String {
        let Self::Minor(exponent @ 1..) = self else {
            return written.to_owned();
        };
        let width = exponent.saturating_add(1);
        let digits = format!("{written:0>width$}");
        match digits.split_at_checked(digits.len().saturating_sub(exponent)) {
            Some((whole, fraction)) => format!("{whole}.{fraction}"),
            None => digits,
        }
    }

    /// An amount in major units as the provider writes it. `None` for a text that is no amount, or
    /// has more decimals than the currency.
    pub(crate) fn of_major(self, major: &str) -> Option<String> {
        let major = major.trim();
        if !is_decimal(major) {
            return None;
        }
        let Self::Minor(exponent) = self else {
            return Some(major.to_owned());
        };
        let (whole, fraction) = major.split_once('.').unwrap_or((major, ""));
        if fraction.len() > exponent {
            return None;
        }
        let digits = format!("{whole}{fraction:0<exponent$}");
        let digits = digits.trim_start_matches('0');
        Some(if digits.is_empty() { "0" } else { digits }.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Units;

    #[test]
    fn amounts_are_exact_both_ways() {
        for (exponent, minor, major) in [
            (2, "1050", "10.50"),
            (2, "5", "0.05"),
            (0, "500", "500"),
            (3, "1234", "1.234"),
            (2, "1234567890123456789", "12345678901234567.89"),
        ] {
            let units = Units::Minor(exponent);
            assert_eq!(units.in_major(minor), major);
            assert_eq!(units.of_major(major).as_deref(), Some(minor));
        }
        assert_eq!(Units::Minor(2).of_major("10.5").as_deref(), Some("1050"));
        for wrong in ["10.505", "1e3", "", "-1", "1,5", "0x1"] {
            assert_eq!(Units::Minor(2).of_major(wrong), None, "{wrong}");
        }
        assert_eq!(Units::Major.of_major("10.505").as_deref(), Some("10.505"));
        assert_eq!(Units::minor_of("JPY"), Units::Minor(0));
        assert_eq!(Units::minor_of("BHD"), Units::Minor(3));
    }
}
