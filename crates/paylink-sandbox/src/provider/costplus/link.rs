//! CostPlus: a link, what was asked and what has happened to it since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::super::emulated::Echo;
use super::order::{Order, Transaction};
use super::period;
use crate::provider::checkout::{Checkout, Price, Standing, Units, address, words};
use crate::provider::link::HeldLink;
use crate::world::clock::with_microseconds;

/// The expiry of a link whose request gives none.
const DEFAULT_EXPIRATION: &str = "P30D";

#[derive(Deserialize)]
pub(super) struct Create {
    merchant_order_id: String,
    amount: Box<RawValue>,
    currency: Box<RawValue>,
    description: Echo,
    expiration_period: Option<String>,
    payment_methods: Echo,
    customer: Echo,
    return_url: Echo,
    failure_url: Echo,
    webhook_url: Echo,
}

/// What makes a new link, besides the request.
pub(super) struct Birth {
    pub(super) id: String,
    pub(super) payment_url: String,
    pub(super) now: OffsetDateTime,
}

/// What makes the order that pays a link.
pub(super) struct Payment {
    pub(super) order_id: String,
    pub(super) transaction_id: String,
    pub(super) project_id: String,
    pub(super) now: OffsetDateTime,
}

/// A link as it is held and as it is answered. The addresses of a request are not echoed.
#[derive(Clone, Serialize)]
pub(super) struct Link {
    pub(super) id: String,
    merchant_order_id: String,
    pub(super) amount: Box<RawValue>,
    currency: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Echo,
    expiration_period: String,
    payment_url: String,
    pub(super) status: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) completed_order_id: Option<String>,
    /// Order identifiers by the state of the order: none before a payer has tried.
    orders: BTreeMap<&'static str, Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_methods: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Echo,
    created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip)]
    expires_at: Option<OffsetDateTime>,
    #[serde(skip)]
    return_url: Echo,
    #[serde(skip)]
    failure_url: Echo,
    #[serde(skip)]
    webhook_url: Echo,
}

/// The state of a link whose attempts have all failed so far.
const UNSUCCESSFUL: &str = "all_unsuccessful";

impl Link {
    pub(super) fn new(request: Create, birth: Birth) -> Self {
        let expiration_period = request
            .expiration_period
            .unwrap_or_else(|| DEFAULT_EXPIRATION.to_owned());
        Self {
            id: birth.id,
            merchant_order_id: request.merchant_order_id,
            amount: request.amount,
            currency: request.currency,
            description: request.description,
            expires_at: period::end(birth.now, &expiration_period),
            expiration_period,
            payment_url: birth.payment_url,
            status: "new",
            reason: "Payment Link was created, not yet visited",
            completed: None,
            completed_order_id: None,
            orders: BTreeMap::new(),
            payment_methods: request.payment_methods,
            customer: request.customer,
            created: with_microseconds(birth.now),
            modified: None,
            return_url: request.return_url,
            failure_url: request.failure_url,
            webhook_url: request.webhook_url,
        }
    }

    /// The link as it is at a time. No page names the state of a link that has ended: an order's is used.
    pub(super) fn at(&self, now: OffsetDateTime) -> Self {
        let ended = self.expires_at.is_some_and(|end| end <= now);
        let (status, reason) = if ended && self.waits() {
            ("expired", "Payment Link has expired")
        } else {
            (self.status, self.reason)
        };
        Self {
            status,
            reason,
            ..self.clone()
        }
    }

    /// Whether a payer can still pay: another attempt is possible after those that failed
    /// (costplus-v7).
    pub(super) fn waits(&self) -> bool {
        matches!(self.status, "new" | UNSUCCESSFUL)
    }

    /// An attempt to pay fails. The state is documented; what an order of such an attempt holds is
    /// not, so there is none.
    pub(super) fn fail(&mut self, now: OffsetDateTime) {
        self.status = UNSUCCESSFUL;
        self.reason = "All attempts to pay have failed";
        self.modified = Some(with_microseconds(now));
    }

    /// What its payer sees.
    pub(super) fn checkout(&self) -> Checkout {
        let currency = words(Some(&self.currency));
        let units = Units::minor_of(currency.as_deref().unwrap_or_default());
        Checkout {
            id: self.id.clone(),
            title: words(self.description.as_deref()),
            description: None,
            price: Price::Fixed(units.in_major(self.amount.get())),
            currency,
            units,
            due: None,
            takes_parts: false,
            reference: Some(self.merchant_order_id.clone()),
            expires_at: self.expires_at.map(with_microseconds),
            status: self.status.to_owned(),
            standing: match self.status {
                "completed" => Standing::Paid,
                "expired" => Standing::Expired,
                _ => Standing::Payable,
            },
            success_url: address(self.return_url.as_deref()),
            failure_url: address(self.failure_url.as_deref()),
        }
    }

    /// Marks the link as paid, and gives the order that paid it.
    pub(super) fn pay(&mut self, payment: Payment) -> Order {
        let now = with_microseconds(payment.now);
        self.status = "completed";
        self.reason = "Completed";
        self.completed = Some(with_offset(&now));
        self.completed_order_id = Some(payment.order_id.clone());
        self.modified = Some(now.clone());
        self.orders
            .insert("completed", vec![payment.order_id.clone()]);
        Order {
            id: payment.order_id,
            project_id: payment.project_id,
            related_payment_link_id: self.id.clone(),
            merchant_order_id: self.merchant_order_id.clone(),
            status: "completed",
            currency: self.currency.clone(),
            amount: self.amount.clone(),
            description: self.description.clone(),
            created: with_offset(&now),
            modified: with_offset(&now),
            completed: with_offset(&now),
            expiration_period: self.expiration_period.clone(),
            return_url: self.return_url.clone(),
            webhook_url: self.webhook_url.clone(),
            transactions: vec![Transaction {
                id: payment.transaction_id,
                payment_method: "credit-card",
                status: "completed",
                amount: self.amount.clone(),
                currency: self.currency.clone(),
            }],
        }
    }

    /// Where its webhooks go.
    pub(super) fn webhook_url(&self) -> Option<String> {
        address(self.webhook_url.as_deref())
    }

    pub(super) fn held(&self) -> HeldLink {
        HeldLink {
            id: self.id.clone(),
            url: self.payment_url.clone(),
            reference: Some(self.merchant_order_id.clone()),
            status: self.status.to_owned(),
        }
    }
}

/// The vendor writes some times with `Z` and others with `+00:00`.
fn with_offset(time: &str) -> String {
    format!("{}+00:00", time.trim_end_matches('Z'))
}
