//! [`CreatePaymentLink`]: every field of the create page, with its unit, limit and source.

use paylink_core::provider::{redacted_debug, setters};
use paylink_core::{FieldError, Money };

use paylink_core::provider::check_positive;

/// A payment link to be made.
#[derive(Clone)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// What is to be paid, in **major** units of its currency: greater than zero.
    pub money: Money,
    /// The merchant's own reference.
    pub reference: Option<String>,
    /// What the payer reads.
    pub description: Option<String>,
}

impl CreatePaymentLink {
    /// Asks for `money`, and nothing else yet.
    #[must_use]
    pub const fn new(money: Money) -> Self {
        Self {
            money,
            reference: None,
            description: None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        check_positive("amount", self.money.amount)
    }
}

setters!(CreatePaymentLink {
    with_reference => reference: String,
    with_description => description: String,
});

redacted_debug!(CreatePaymentLink {
    shown: [money, reference],
    hidden: [description],
});
