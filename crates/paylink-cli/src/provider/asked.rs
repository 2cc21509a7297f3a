//! [`Asked`]: what a provider's own answer is read beside.

use std::any::Any;

use paylink::core::{Amount, Answer, Currency, Error, Link, MinorUnits};

use crate::failure::Failure;

/// What a request in the provider's own form asked for, in the shared words.
#[derive(Default)]
pub(crate) struct Asked {
    pub(crate) amount: Option<Amount>,
    pub(crate) currency: Option<Currency>,
    pub(crate) reference: Option<String>,
}

impl Asked {
    /// The provider's answer in the shared words, what it does not repeat filled in with what was asked.
    pub(crate) fn answered<T: Any>(
        self,
        result: Result<Answer<T>, Error>,
    ) -> Result<Answer<Link>, Failure>
    where
        Link: for<'a> From<&'a T>,
    {
        match result {
            Ok(answer) => Ok(answer.map(|made| self.fill(Link::from(&made)))),
            Err(error) => {
                let error = error.map_kept(|made: &T| Link::from(made));
                Err(Failure::call(error, self.reference))
            }
        }
    }

    fn fill(self, mut link: Link) -> Link {
        link.amount = link.amount.or(self.amount);
        link.currency = link.currency.or(self.currency);
        link.reference = link.reference.or(self.reference);
        link
    }
}

/// Minor units of a currency as the shared words have them; `None` where ISO 4217 does not say how many make a major one.
pub(super) fn major_units(units: MinorUnits, currency: Currency) -> Option<Amount> {
    units.to_amount(currency.exponent()?).ok()
}
