//! Pine Labs Online: a link, what was asked and what has happened to it since.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::super::emulated::Echo;
use crate::provider::action::ActionError;
use crate::provider::checkout::{Checkout, Price, Standing, Units, address, words};
use crate::provider::link::HeldLink;
use crate::world::clock::{self, with_milliseconds};

#[derive(Deserialize)]
pub(super) struct Create {
    pub(super) amount: Box<RawValue>,
    pub(super) merchant_payment_link_reference: String,
    pub(super) description: Echo,
    pub(super) expire_by: Option<String>,
    pub(super) allowed_payment_methods: Echo,
    pub(super) pre_auth: Option<String>,
    pub(super) is_mcc_transaction: Option<String>,
    pub(super) failure_callback_url: Echo,
    pub(super) callback_url: Echo,
    pub(super) part_payment: Option<bool>,
    pub(super) customer: Echo,
    pub(super) product_details: Echo,
    pub(super) split_info: Echo,
    pub(super) account_details: Echo,
    pub(super) cart_coupon_discount_amount: Echo,
    pub(super) merchant_metadata: Echo,
}

/// What makes a new link, besides the request.
pub(super) struct Birth {
    pub(super) payment_link_id: String,
    pub(super) payment_link: String,
    pub(super) order_id: String,
    pub(super) now: OffsetDateTime,
}

/// A link as it is held and as it is answered: every documented field of the answer.
#[derive(Clone, Serialize)]
pub(super) struct Link {
    pub(super) payment_link: String,
    pub(super) payment_link_id: String,
    pub(super) status: &'static str,
    amount: Box<RawValue>,
    amount_due: Box<RawValue>,
    pub(super) order_id: String,
    pub(super) merchant_payment_link_reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    expire_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_payment_methods: Echo,
    /// A boolean in answers, a text in requests.
    pre_auth: bool,
    failure_callback_url: Echo,
    is_mcc_transaction: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_details: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    split_info: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_details: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    cart_coupon_discount_amount: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant_metadata: Echo,
    created_at: String,
    updated_at: String,
    #[serde(skip)]
    expires_at: Option<OffsetDateTime>,
    #[serde(skip)]
    part_payment: bool,
    /// No answer tells it.
    #[serde(skip)]
    callback_url: Echo,
}

/// An amount, its number as the text that it came as.
#[derive(Deserialize)]
struct Money {
    value: Box<RawValue>,
    currency: String,
}

/// The same, to be written.
#[derive(Serialize)]
struct Due<'a> {
    value: i64,
    currency: &'a str,
}

impl Link {
    pub(super) fn new(request: Create, birth: Birth) -> Self {
        Self {
            payment_link: birth.payment_link,
            payment_link_id: birth.payment_link_id,
            status: "CREATED",
            amount_due: request.amount.clone(),
            amount: request.amount,
            order_id: birth.order_id,
            merchant_payment_link_reference: request.merchant_payment_link_reference,
            description: request.description,
            expires_at: (request.expire_by.as_deref()).and_then(clock::read_without_seconds),
            expire_by: request.expire_by,
            allowed_payment_methods: request.allowed_payment_methods,
            pre_auth: request.pre_auth.as_deref() == Some("true"),
            failure_callback_url: request.failure_callback_url,
            is_mcc_transaction: request.is_mcc_transaction.as_deref() == Some("true"),
            customer: request.customer,
            product_details: request.product_details,
            split_info: request.split_info,
            account_details: request.account_details,
            cart_coupon_discount_amount: request.cart_coupon_discount_amount,
            merchant_metadata: request.merchant_metadata,
            created_at: with_milliseconds(birth.now),
            updated_at: with_milliseconds(birth.now),
            part_payment: request.part_payment.unwrap_or(false),
            callback_url: request.callback_url,
        }
    }

    /// The link as it is at a time: one that waits for a payer ends with its `expire_by`.
    pub(super) fn at(&self, now: OffsetDateTime) -> Self {
        let ended = self.expires_at.is_some_and(|end| end <= now);
        Self {
            status: if ended && self.waits() {
                "EXPIRED"
            } else {
                self.status
            },
            ..self.clone()
        }
    }

    /// Whether a payer can still pay something.
    pub(super) fn waits(&self) -> bool {
        matches!(self.status, "CREATED" | "PARTIAL_PROCESSED")
    }

    pub(super) fn cancel(&mut self, now: OffsetDateTime) {
        self.status = "CANCELLED";
        self.updated_at = with_milliseconds(now);
    }

    /// Pays minor units, or all that is due.
    pub(super) fn pay(
        &mut self,
        amount: Option<&str>,
        now: OffsetDateTime,
    ) -> Result<(), ActionError> {
        let left = match amount {
            Some(amount) => self.left_after(amount)?,
            None => 0,
        };
        self.amount_due = self.due(left)?;
        self.status = if left == 0 {
            "PROCESSED"
        } else {
            "PARTIAL_PROCESSED"
        };
        self.updated_at = with_milliseconds(now);
        Ok(())
    }

    /// What is due after a payment, in minor units.
    fn left_after(&self, amount: &str) -> Result<i64, ActionError> {
        let paid =
            amount
                .parse::<i64>()
                .ok()
                .filter(|paid| *paid > 0)
                .ok_or(ActionError::Amount(
                    "is not a number of minor units above 0",
                ))?;
        let due = read_money(&self.amount_due)?;
        let due = due
            .value
            .get()
            .parse::<i64>()
            .map_err(|_| ActionError::Amount("that is due is not written in plain digits"))?;
        let left = due
            .checked_sub(paid)
            .filter(|left| *left >= 0)
            .ok_or(ActionError::Amount("is more than is due"))?;
        if left > 0 && !self.part_payment {
            return Err(ActionError::Amount(
                "is only a part, and the link was not made for part payments",
            ));
        }
        Ok(left)
    }

    fn due(&self, left: i64) -> Result<Box<RawValue>, ActionError> {
        let money = read_money(&self.amount)?;
        let due = Due {
            value: left,
            currency: &money.currency,
        };
        serde_json::value::to_raw_value(&due).map_err(|_| ActionError::Amount("cannot be written"))
    }

    /// What its payer sees; `None` for an amount that cannot be read.
    pub(super) fn checkout(&self) -> Option<Checkout> {
        let (amount, due) = (
            read_money(&self.amount).ok()?,
            read_money(&self.amount_due).ok()?,
        );
        let units = Units::minor_of(&amount.currency);
        let success_url = address(self.callback_url.as_deref());
        let failure_url = address(self.failure_callback_url.as_deref());
        Some(Checkout {
            id: self.payment_link_id.clone(),
            title: words(self.description.as_deref()),
            description: None,
            price: Price::Fixed(units.in_major(amount.value.get())),
            due: (self.status == "PARTIAL_PROCESSED").then(|| units.in_major(due.value.get())),
            currency: Some(amount.currency),
            units,
            takes_parts: self.part_payment,
            reference: Some(self.merchant_payment_link_reference.clone()),
            expires_at: self.expire_by.clone(),
            status: self.status.to_owned(),
            standing: match self.status {
                "PROCESSED" => Standing::Paid,
                "EXPIRED" => Standing::Expired,
                "CANCELLED" => Standing::Cancelled,
                _ => Standing::Payable,
            },
            // Without the second address a failure too goes to the first (pinelabs-p10).
            failure_url: failure_url.or_else(|| success_url.clone()),
            success_url,
        })
    }

    pub(super) fn held(&self) -> HeldLink {
        HeldLink {
            id: self.payment_link_id.clone(),
            url: self.payment_link.clone(),
            reference: Some(self.merchant_payment_link_reference.clone()),
            status: self.status.to_owned(),
        }
    }
}

fn read_money(text: &RawValue) -> Result<Money, ActionError> {
    serde_json::from_str(text.get()).map_err(|_| ActionError::Amount("of the link cannot be read"))
}
