//! [`Asked`]: what was asked for, beside what was answered.

use std::any::Any;

use paylink::{Amount, Answer, Currency, Error, Link, LinkRequest, MinorUnits};

use crate::failure::Failure;
use crate::progress;

/// What a request asked for, in the shared trait's terms. It is shown beside the answer, never as
/// part of it.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    pub(crate) amount: Option<Amount>,
    pub(crate) currency: Option<Currency>,
    pub(crate) reference: Option<String>,
}

/// A link as the provider answered it, and what was asked for.
pub(crate) struct Created {
    pub(crate) link: Answer<Link>,
    pub(crate) asked: Asked,
}

impl Asked {
    /// What a request in the shared words asks for.
    pub(crate) fn of(request: &LinkRequest) -> Self {
        Self {
            amount: Some(request.money.amount),
            currency: Some(request.money.currency),
            reference: request.reference.clone(),
        }
    }

    /// Notes the reference, in case that the command is ended before the answer.
    pub(crate) fn begin(self) -> Self {
        progress::note_reference(self.reference.as_deref());
        self
    }

    /// What a create ended in.
    pub(crate) fn created<T: Any>(
        self,
        result: Result<Answer<T>, Error>,
    ) -> Result<Created, Failure>
    where
        Link: for<'a> From<&'a T>,
    {
        match result {
            Ok(answer) => Ok(Created {
                link: answer.map(|made| Link::from(&made)),
                asked: self,
            }),
            Err(error) => Err(failed::<T>(error, self.reference)),
        }
    }
}

/// The failure of a call, with its link in the shared words.
pub(super) fn failed<T: Any>(error: Error, reference: Option<String>) -> Failure
where
    Link: for<'a> From<&'a T>,
{
    Failure::call(error.map_link(|made: &T| Link::from(made)), reference)
}

/// Minor units of a currency as the shared words have them; `None` where ISO 4217 does not say how
/// many make a major one.
pub(super) fn major_units(units: MinorUnits, currency: Currency) -> Option<Amount> {
    units.to_amount(currency.exponent()?).ok()
}
