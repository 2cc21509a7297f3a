//! Meum: who sets a link's amount, and within which bounds.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::contract::refusal::Refusal;
use crate::provider::action::ActionError;
use crate::provider::decimal::{Decimal, is_decimal};

const FIXED: &str = "fixed_amount";

/// The amounts of a link, each the text that it came as.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pricing {
    pub(super) amount_mode: String,
    pub(super) amount: Option<String>,
    pub(super) min_amount: Option<String>,
    pub(super) max_amount: Option<String>,
}

impl Pricing {
    /// Changes who sets the amount: the amounts of the other mode mean nothing any more.
    pub(super) fn switch(&mut self, amount_mode: String) {
        if self.amount_mode != amount_mode {
            *self = Self {
                amount_mode,
                amount: None,
                min_amount: None,
                max_amount: None,
            };
        }
    }

    /// What the page says about amounts and its schema does not: they are decimal, and belong to
    /// one of the modes.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let fixed = self.amount_mode == FIXED;
        let amounts = [
            ("amount", &self.amount, fixed),
            ("min_amount", &self.min_amount, !fixed),
            ("max_amount", &self.max_amount, !fixed),
        ];
        for (name, amount, belongs) in amounts {
            let Some(amount) = amount else { continue };
            if !belongs {
                let message = format!("value is not for a link of {}", self.amount_mode);
                return Err(Refusal::body(&[name], "x-forbidden-when", message));
            }
            if !is_decimal(amount) {
                return Err(Refusal::body(
                    &[name],
                    "decimal",
                    "value is not a decimal number",
                ));
            }
        }
        if fixed && self.amount.is_none() {
            return Err(Refusal::body(
                &["amount"],
                "x-required-when",
                "the value is missing",
            ));
        }
        Ok(())
    }

    /// What a payer pays: the fixed amount, or the one that they set within the bounds.
    pub(super) fn price(&self, given: Option<&str>) -> Result<Decimal, ActionError> {
        let read = |text: &str| {
            Decimal::parse(text).ok_or(ActionError::Amount(
                "is not a decimal number of at most 38 digits",
            ))
        };
        let asked = match (given, &self.amount) {
            (Some(given), _) => read(given)?,
            (None, Some(amount)) => read(amount)?,
            (None, None) => {
                return Err(ActionError::Amount("is for the customer to set: give one"));
            }
        };
        if asked.is_zero() {
            return Err(ActionError::Amount("is not above 0"));
        }
        let bounds = [
            (
                &self.amount,
                [Ordering::Equal].as_slice(),
                "is not the link's amount",
            ),
            (
                &self.min_amount,
                &[Ordering::Equal, Ordering::Greater],
                "is less than the link's least",
            ),
            (
                &self.max_amount,
                &[Ordering::Equal, Ordering::Less],
                "is more than the link's greatest",
            ),
        ];
        for (bound, allowed, otherwise) in bounds {
            let Some(bound) = bound else { continue };
            let order = asked.compare(read(bound)?);
            if !order.is_some_and(|order| allowed.contains(&order)) {
                return Err(ActionError::Amount(otherwise));
            }
        }
        Ok(asked)
    }
}
