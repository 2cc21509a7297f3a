//! CostPlus: a link, what was asked and what has happened to it since.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::period;
use crate::provider::checkout::{Checkout, Price, Standing, Units};
use crate::provider::link::HeldLink;
use crate::provider::packed::{Echo, Raw};
use crate::world::clock::with_microseconds;

/// The expiry of a link whose request gives none.
const DEFAULT_EXPIRATION: &str = "P30D";

#[derive(Deserialize)]
pub(super) struct Create {
    merchant_order_id: String,
    amount: Raw,
    currency: Raw,
    description: Echo,
    expiration_period: Option<String>,
    payment_methods: Echo,
    customer: Echo,
    return_url: Echo,
    failure_url: Echo,
    webhook_url: Echo,
}

/// A link as it is held.
#[derive(Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) merchant_order_id: String,
    pub(super) amount: Raw,
    pub(super) currency: Raw,
    pub(super) description: Echo,
    /// `None` where the request gave none.
    expiration_period: Option<String>,
    payment_methods: Echo,
    customer: Echo,
    pub(super) return_url: Echo,
    failure_url: Echo,
    pub(super) webhook_url: Echo,
    created: OffsetDateTime,
    modified: Option<OffsetDateTime>,
    /// A test has ended it.
    is_ended: bool,
    state: State,
}

/// What has happened to a link.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    New,
    /// All attempts have failed so far.
    Unsuccessful,
    Completed {
        /// The number of the order that paid it.
        order: u32,
        at: OffsetDateTime,
    },
}

/// What is made of a link's number, and of the number of the order that paid it.
pub(super) struct Names {
    pub(super) id: String,
    pub(super) payment_url: String,
    pub(super) order_id: Option<String>,
}

/// A link as it is answered. The addresses of a request are not echoed.
#[derive(Serialize)]
pub(super) struct View<'a> {
    id: &'a str,
    merchant_order_id: &'a str,
    amount: &'a Raw,
    currency: &'a Raw,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a Raw>,
    expiration_period: &'a str,
    payment_url: &'a str,
    status: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_order_id: Option<&'a str>,
    /// Order identifiers by the state of the order: none before a payer has tried.
    orders: BTreeMap<&'static str, [&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_methods: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Raw>,
    created: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

impl Link {
    pub(super) fn new(request: Create, now: OffsetDateTime) -> Self {
        Self {
            merchant_order_id: request.merchant_order_id,
            amount: request.amount,
            currency: request.currency,
            description: request.description,
            expiration_period: request.expiration_period,
            payment_methods: request.payment_methods,
            customer: request.customer,
            return_url: request.return_url,
            failure_url: request.failure_url,
            webhook_url: request.webhook_url,
            created: now,
            modified: None,
            is_ended: false,
            state: State::New,
        }
    }

    pub(super) fn expiration_period(&self) -> &str {
        let asked = self.expiration_period.as_deref();
        asked.unwrap_or(DEFAULT_EXPIRATION)
    }

    fn expires_at(&self) -> Option<OffsetDateTime> {
        period::end(self.created, self.expiration_period())
    }

    /// State and reason at a time. No page names the state of a link that has ended: an order's is
    /// used.
    fn words(&self, now: OffsetDateTime) -> (&'static str, &'static str) {
        let has_ended = || self.is_ended || self.expires_at().is_some_and(|end| end <= now);
        match self.state {
            State::Completed { .. } => ("completed", "Completed"),
            _ if has_ended() => ("expired", "Payment Link has expired"),
            State::New => ("new", "Payment Link was created, not yet visited"),
            State::Unsuccessful => ("all_unsuccessful", "All attempts to pay have failed"),
        }
    }

    pub(super) fn status(&self, now: OffsetDateTime) -> &'static str {
        self.words(now).0
    }

    /// Whether a payer can still pay: another attempt is possible after those that failed
    /// (costplus-v7).
    pub(super) fn waits(&self, now: OffsetDateTime) -> bool {
        matches!(self.status(now), "new" | "all_unsuccessful")
    }

    /// The number of the order that paid it.
    pub(super) const fn order(&self) -> Option<u32> {
        match self.state {
            State::Completed { order, .. } => Some(order),
            _ => None,
        }
    }

    /// An attempt to pay fails. The state is documented; what an order of such an attempt holds is
    /// not, so there is none.
    pub(super) fn fail(&mut self, now: OffsetDateTime) {
        self.state = State::Unsuccessful;
        self.modified = Some(now);
    }

    /// Marks the link as paid by an order.
    pub(super) fn pay(&mut self, order: u32, now: OffsetDateTime) {
        self.state = State::Completed { order, at: now };
        self.modified = Some(now);
    }

    /// Ends it.
    pub(super) fn end(&mut self) {
        self.is_ended = true;
    }

    pub(super) fn view<'a>(&'a self, names: &'a Names, now: OffsetDateTime) -> View<'a> {
        let (status, reason) = self.words(now);
        let completed = match self.state {
            State::Completed { at, .. } => Some(with_offset(at)),
            _ => None,
        };
        let order_id = names.order_id.as_deref();
        View {
            id: &names.id,
            merchant_order_id: &self.merchant_order_id,
            amount: &self.amount,
            currency: &self.currency,
            description: self.description.as_ref(),
            expiration_period: self.expiration_period(),
            payment_url: &names.payment_url,
            status,
            reason,
            completed,
            completed_order_id: order_id,
            orders: order_id.map(|id| ("completed", [id])).into_iter().collect(),
            payment_methods: self.payment_methods.as_ref(),
            customer: self.customer.as_ref(),
            created: with_microseconds(self.created),
            modified: self.modified.map(with_microseconds),
        }
    }

    /// What its payer sees.
    pub(super) fn checkout(&self, names: Names, now: OffsetDateTime) -> Checkout {
        let currency = self.currency.words();
        let units = Units::minor_of(currency.as_deref().unwrap_or_default());
        let status = self.status(now);
        Checkout {
            id: names.id,
            title: self.description.as_ref().and_then(Raw::words),
            description: None,
            price: Price::Fixed(units.in_major(self.amount.get())),
            currency,
            units,
            due: None,
            takes_parts: false,
            reference: Some(self.merchant_order_id.clone()),
            expires_at: self.expires_at().map(with_microseconds),
            status: status.to_owned(),
            standing: match status {
                "completed" => Standing::Paid,
                "expired" => Standing::Expired,
                _ => Standing::Payable,
            },
            success_url: self.return_url.as_ref().and_then(Raw::address),
            failure_url: self.failure_url.as_ref().and_then(Raw::address),
        }
    }

    pub(super) fn held(&self, account: &str, names: Names, now: OffsetDateTime) -> HeldLink {
        HeldLink {
            account: account.to_owned(),
            id: names.id,
            url: names.payment_url,
            reference: Some(self.merchant_order_id.clone()),
            status: self.status(now).to_owned(),
        }
    }
}

/// The vendor writes some times with `Z` and others with `+00:00`.
pub(super) fn with_offset(at: OffsetDateTime) -> String {
    format!("{}+00:00", with_microseconds(at).trim_end_matches('Z'))
}
