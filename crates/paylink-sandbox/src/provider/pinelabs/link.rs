//! Pine Labs Online: a link, what was asked and what has happened to it since.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::provider::action::ActionError;
use crate::provider::checkout::{Checkout, Price, Standing, Units};
use crate::provider::link::HeldLink;
use crate::provider::packed::{Echo, Raw};
use crate::world::clock::{self, with_milliseconds};

#[derive(Deserialize)]
pub(super) struct Create {
    amount: Raw,
    pub(super) merchant_payment_link_reference: String,
    description: Echo,
    expire_by: Option<String>,
    allowed_payment_methods: Echo,
    pre_auth: Option<String>,
    is_mcc_transaction: Option<String>,
    failure_callback_url: Echo,
    callback_url: Echo,
    part_payment: Option<bool>,
    customer: Echo,
    product_details: Echo,
    split_info: Echo,
    account_details: Echo,
    cart_coupon_discount_amount: Echo,
    merchant_metadata: Echo,
}

/// A link as it is held.
#[derive(Serialize, Deserialize)]
pub(super) struct Link {
    amount: Raw,
    merchant_payment_link_reference: String,
    description: Echo,
    expire_by: Option<String>,
    allowed_payment_methods: Echo,
    pre_auth: bool,
    is_mcc_transaction: bool,
    failure_callback_url: Echo,
    /// No answer tells it.
    callback_url: Echo,
    part_payment: bool,
    customer: Echo,
    product_details: Echo,
    split_info: Echo,
    account_details: Echo,
    cart_coupon_discount_amount: Echo,
    merchant_metadata: Echo,
    pub(super) created_at: OffsetDateTime,
    updated_at: Option<OffsetDateTime>,
    /// A test has ended it.
    is_ended: bool,
    state: State,
}

/// What has happened to a link.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    Created,
    /// Some is paid, and this many minor units are due.
    Partial {
        due: i64,
    },
    Processed,
    Cancelled,
}

/// What is made of a link's number.
pub(super) struct Names {
    pub(super) payment_link_id: String,
    pub(super) payment_link: String,
    pub(super) order_id: String,
}

/// A link as it is answered: every documented field of the answer.
#[derive(Serialize)]
pub(super) struct View<'a> {
    payment_link: &'a str,
    payment_link_id: &'a str,
    status: &'static str,
    amount: &'a Raw,
    amount_due: Due<'a>,
    order_id: &'a str,
    merchant_payment_link_reference: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expire_by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_payment_methods: Option<&'a Raw>,
    /// A boolean in answers, a text in requests.
    pre_auth: bool,
    failure_callback_url: &'a Echo,
    is_mcc_transaction: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_details: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    split_info: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_details: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cart_coupon_discount_amount: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant_metadata: Option<&'a Raw>,
    created_at: String,
    updated_at: String,
}

/// What is due: before a payment the amount as it came.
#[derive(Serialize)]
#[serde(untagged)]
enum Due<'a> {
    All(&'a Raw),
    Left { value: i64, currency: String },
}

/// An amount, its number as the text that it came as.
#[derive(Deserialize)]
struct Money {
    value: Raw,
    currency: String,
}

impl Link {
    pub(super) fn new(request: Create, now: OffsetDateTime) -> Self {
        Self {
            amount: request.amount,
            merchant_payment_link_reference: request.merchant_payment_link_reference,
            description: request.description,
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
            created_at: now,
            updated_at: None,
            part_payment: request.part_payment.unwrap_or(false),
            callback_url: request.callback_url,
            is_ended: false,
            state: State::Created,
        }
    }

    /// The state at a time: a link that waits for a payer ends with its `expire_by`.
    pub(super) fn status(&self, now: OffsetDateTime) -> &'static str {
        let end = self.expire_by.as_deref();
        let end = || end.and_then(clock::read_without_seconds);
        let has_ended = || self.is_ended || end().is_some_and(|end| end <= now);
        match self.state {
            State::Processed => "PROCESSED",
            State::Cancelled => "CANCELLED",
            _ if has_ended() => "EXPIRED",
            State::Created => "CREATED",
            State::Partial { .. } => "PARTIAL_PROCESSED",
        }
    }

    /// Whether a payer can still pay something.
    pub(super) fn waits(&self, now: OffsetDateTime) -> bool {
        matches!(self.status(now), "CREATED" | "PARTIAL_PROCESSED")
    }

    pub(super) fn cancel(&mut self, now: OffsetDateTime) {
        self.state = State::Cancelled;
        self.updated_at = Some(now);
    }

    /// Ends it.
    pub(super) fn end(&mut self) {
        self.is_ended = true;
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
        self.state = match left {
            0 => State::Processed,
            due => State::Partial { due },
        };
        self.updated_at = Some(now);
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
        let due = match self.state {
            State::Partial { due } => due,
            _ => read_money(&self.amount)?
                .value
                .get()
                .parse::<i64>()
                .map_err(|_| ActionError::Amount("that is due is not written in plain digits"))?,
        };
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

    fn due(&self) -> Due<'_> {
        let value = match self.state {
            State::Partial { due } => due,
            State::Processed => 0,
            State::Created | State::Cancelled => return Due::All(&self.amount),
        };
        match read_money(&self.amount) {
            Ok(Money { currency, .. }) => Due::Left { value, currency },
            Err(_) => Due::All(&self.amount),
        }
    }

    pub(super) fn view<'a>(&'a self, names: &'a Names, now: OffsetDateTime) -> View<'a> {
        View {
            payment_link: &names.payment_link,
            payment_link_id: &names.payment_link_id,
            status: self.status(now),
            amount: &self.amount,
            amount_due: self.due(),
            order_id: &names.order_id,
            merchant_payment_link_reference: &self.merchant_payment_link_reference,
            description: self.description.as_ref(),
            expire_by: self.expire_by.as_deref(),
            allowed_payment_methods: self.allowed_payment_methods.as_ref(),
            pre_auth: self.pre_auth,
            failure_callback_url: &self.failure_callback_url,
            is_mcc_transaction: self.is_mcc_transaction,
            customer: self.customer.as_ref(),
            product_details: self.product_details.as_ref(),
            split_info: self.split_info.as_ref(),
            account_details: self.account_details.as_ref(),
            cart_coupon_discount_amount: self.cart_coupon_discount_amount.as_ref(),
            merchant_metadata: self.merchant_metadata.as_ref(),
            created_at: with_milliseconds(self.created_at),
            updated_at: with_milliseconds(self.updated_at.unwrap_or(self.created_at)),
        }
    }

    /// What its payer sees; `None` for an amount that cannot be read.
    pub(super) fn checkout(&self, names: Names, now: OffsetDateTime) -> Option<Checkout> {
        let amount = read_money(&self.amount).ok()?;
        let units = Units::minor_of(&amount.currency);
        let status = self.status(now);
        let due = match self.state {
            State::Partial { due } if status == "PARTIAL_PROCESSED" => Some(due),
            _ => None,
        };
        let success_url = self.callback_url.as_ref().and_then(Raw::address);
        let failure_url = self.failure_callback_url.as_ref().and_then(Raw::address);
        Some(Checkout {
            id: names.payment_link_id,
            title: self.description.as_ref().and_then(Raw::words),
            description: None,
            price: Price::Fixed(units.in_major(amount.value.get())),
            due: due.map(|due| units.in_major(&due.to_string())),
            currency: Some(amount.currency),
            units,
            takes_parts: self.part_payment,
            reference: Some(self.merchant_payment_link_reference.clone()),
            expires_at: self.expire_by.clone(),
            status: status.to_owned(),
            standing: match status {
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

    pub(super) fn held(&self, account: &str, names: Names, now: OffsetDateTime) -> HeldLink {
        HeldLink {
            account: account.to_owned(),
            id: names.payment_link_id,
            url: names.payment_link,
            reference: Some(self.merchant_payment_link_reference.clone()),
            status: self.status(now).to_owned(),
        }
    }
}

fn read_money(text: &Raw) -> Result<Money, ActionError> {
    serde_json::from_str(text.get()).map_err(|_| ActionError::Amount("of the link cannot be read"))
}
