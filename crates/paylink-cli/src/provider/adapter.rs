//! [`Adapter`]: one provider as the command uses it.

use std::any::Any;

use paylink::core::{
    Amount, Answer, BoxFuture, Currency, Error, IdempotencyKey, Link, MinorUnits, PaymentLinks,
};

use super::setup::Setup;
use crate::failure::Failure;

/// One provider as the command uses it: its face for flags, its own client for its own JSON.
pub(crate) trait Adapter: Sync {
    /// The provider's crate name.
    fn name(&self) -> &'static str;

    /// The account flags that the provider takes, by the names in [`AccountFlags`](super::setup::AccountFlags).
    fn account_flags(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether an idempotency key can stand beside the provider's own JSON.
    fn takes_key(&self) -> bool {
        false
    }

    /// What a dry run answers itself: the path of a token exchange, and a body with a made-up token.
    fn token_exchange(&self) -> Option<(&'static str, &'static str)> {
        None
    }

    /// The shared face of an account in `currency`.
    fn links(&self, setup: &Setup, currency: Currency) -> Result<Box<dyn PaymentLinks>, Failure>;

    /// Makes a link from the provider's own JSON.
    fn create_own<'a>(
        &'a self,
        setup: &'a Setup,
        own: &'a OwnRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Failure>>;
}

/// A request in the provider's own JSON.
pub(crate) struct OwnRequest {
    /// The JSON, to be read strictly.
    pub(crate) json: String,
    /// The key for the provider's header, where [`Adapter::takes_key`].
    pub(crate) idempotency_key: Option<IdempotencyKey>,
}

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
                let error = error.map_kept(|made: T| Link::from(&made));
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
