//! Meum: a link, what was asked and what has happened to it since.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::super::emulated::Echo;
use super::invoice::{Invoice, Origin};
use super::pricing::Pricing;
use crate::provider::action::ActionError;
use crate::provider::checkout::{Checkout, Price, Standing, Units, address, words};
use crate::provider::decimal::{Decimal, is_decimal};
use crate::provider::link::HeldLink;
use crate::provider::store::Store;
use crate::world::clock::{self, with_milliseconds};

#[derive(Deserialize)]
pub(super) struct Create {
    title: Box<RawValue>,
    description: Echo,
    image_url: Echo,
    amount_mode: String,
    amount: Option<String>,
    min_amount: Option<String>,
    max_amount: Option<String>,
    suggested_amounts: Echo,
    allow_multiple_payments: Option<bool>,
    public_visible: Option<bool>,
    expires_at: Option<String>,
    success_url: Echo,
}

/// What makes a new link, besides the request.
pub(super) struct Birth {
    pub(super) id: String,
    pub(super) public_id: String,
    pub(super) public_url: String,
    pub(super) cursor: String,
    pub(super) now: OffsetDateTime,
}

/// A link as it is held. `metadata` is not: nothing shows it.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) id: String,
    pub(super) public_id: String,
    pub(super) public_url: String,
    /// What a page that ends with this link gives as the cursor of the next one.
    pub(super) cursor: String,
    pub(super) title: Box<RawValue>,
    pub(super) description: Echo,
    pub(super) image_url: Echo,
    pub(super) pricing: Pricing,
    pub(super) suggested_amounts: Box<RawValue>,
    pub(super) allow_multiple_payments: bool,
    pub(super) public_visible: bool,
    /// As set by activate and deactivate.
    pub(super) active: bool,
    pub(super) expires_at: Option<String>,
    /// No answer tells it.
    pub(super) success_url: Echo,
    pub(super) created_at: String,
    pub(super) updated_at: String,
    /// By the cursor of each.
    pub(super) invoices: Store<Invoice>,
    pub(super) total_volume: Decimal,
}

/// A link as it is answered.
#[derive(Serialize)]
pub(super) struct View<'a> {
    id: &'a str,
    public_id: &'a str,
    public_url: &'a str,
    title: &'a RawValue,
    description: &'a Echo,
    image_url: &'a Echo,
    amount_mode: &'a str,
    amount: &'a Option<String>,
    currency: &'a str,
    min_amount: &'a Option<String>,
    max_amount: &'a Option<String>,
    suggested_amounts: &'a RawValue,
    allow_multiple_payments: bool,
    public_visible: bool,
    status: &'static str,
    effective_status: &'static str,
    expires_at: &'a Option<String>,
    created_at: &'a str,
    updated_at: &'a str,
    stats: Stats,
}

/// Counts and sums, all as text.
#[derive(Serialize)]
struct Stats {
    total_payments: String,
    paid_payments: String,
    total_volume: String,
}

impl Create {
    pub(super) fn pricing(&self) -> Pricing {
        Pricing {
            amount_mode: self.amount_mode.clone(),
            amount: self.amount.clone(),
            min_amount: self.min_amount.clone(),
            max_amount: self.max_amount.clone(),
        }
    }
}

impl Link {
    pub(super) fn new(request: Create, birth: Birth) -> Self {
        Self {
            id: birth.id,
            public_id: birth.public_id,
            public_url: birth.public_url,
            cursor: birth.cursor,
            pricing: request.pricing(),
            title: request.title,
            description: request.description,
            image_url: request.image_url,
            suggested_amounts: answered_suggestions(request.suggested_amounts.as_deref()),
            allow_multiple_payments: request.allow_multiple_payments.unwrap_or(true),
            public_visible: request.public_visible.unwrap_or(true),
            active: true,
            expires_at: request.expires_at,
            success_url: request.success_url,
            created_at: with_milliseconds(birth.now),
            updated_at: with_milliseconds(birth.now),
            invoices: Store::default(),
            total_volume: Decimal::ZERO,
        }
    }

    /// `status` and `effective_status`: only the second one knows about use and time.
    fn statuses(&self, now: OffsetDateTime) -> (&'static str, &'static str) {
        let status = if self.active { "active" } else { "inactive" };
        let end = self.expires_at.as_deref().and_then(clock::read);
        if self.payments() > 0 && !self.allow_multiple_payments {
            (status, "completed")
        } else if end.is_some_and(|end| end <= now) {
            (status, "expired")
        } else {
            (status, status)
        }
    }

    pub(super) fn effective_status(&self, now: OffsetDateTime) -> &'static str {
        self.statuses(now).1
    }

    pub(super) fn view<'a>(&'a self, now: OffsetDateTime, currency: &'a str) -> View<'a> {
        let (status, effective_status) = self.statuses(now);
        let payments = self.payments().to_string();
        View {
            id: &self.id,
            public_id: &self.public_id,
            public_url: &self.public_url,
            title: &self.title,
            description: &self.description,
            image_url: &self.image_url,
            amount_mode: &self.pricing.amount_mode,
            amount: &self.pricing.amount,
            currency,
            min_amount: &self.pricing.min_amount,
            max_amount: &self.pricing.max_amount,
            suggested_amounts: &self.suggested_amounts,
            allow_multiple_payments: self.allow_multiple_payments,
            public_visible: self.public_visible,
            status,
            effective_status,
            expires_at: &self.expires_at,
            created_at: &self.created_at,
            updated_at: &self.updated_at,
            stats: Stats {
                total_payments: self.invoices.len().to_string(),
                paid_payments: payments,
                total_volume: self.total_volume.to_string(),
            },
        }
    }

    /// Payments that were made: an invoice may also be of one that failed.
    fn payments(&self) -> usize {
        let paid = |invoice: &&Invoice| invoice.status == "paid";
        self.invoices.iter().filter(paid).count()
    }

    /// Whether a payer can pay now.
    pub(super) fn check_payable(&self, now: OffsetDateTime) -> Result<(), ActionError> {
        match self.effective_status(now) {
            "active" if self.public_visible => Ok(()),
            "active" => Err(ActionError::WrongState("not publicly visible".to_owned())),
            status => Err(ActionError::WrongState(status.to_owned())),
        }
    }

    /// What its payer sees.
    pub(super) fn checkout(&self, now: OffsetDateTime, currency: &str) -> Checkout {
        let status = self.effective_status(now);
        let price = match &self.pricing.amount {
            Some(amount) => Price::Fixed(amount.clone()),
            None => Price::Open {
                least: self.pricing.min_amount.clone(),
                most: self.pricing.max_amount.clone(),
                suggested: suggestions(&self.suggested_amounts),
            },
        };
        let success_url = address(self.success_url.as_deref());
        Checkout {
            id: self.id.clone(),
            title: words(Some(&self.title)),
            description: words(self.description.as_deref()),
            price,
            currency: Some(currency.to_owned()),
            units: Units::Major,
            due: None,
            takes_parts: false,
            reference: None,
            expires_at: self.expires_at.clone(),
            status: status.to_owned(),
            standing: match status {
                _ if !self.public_visible => Standing::Hidden,
                "active" => Standing::Payable,
                "completed" => Standing::Paid,
                "expired" => Standing::Expired,
                _ => Standing::Inactive,
            },
            success_url,
            failure_url: None,
        }
    }

    pub(super) fn origin(&self) -> Origin {
        Origin {
            id: self.id.clone(),
            title: self.title.clone(),
            public_id: self.public_id.clone(),
        }
    }

    pub(super) fn held(&self, now: OffsetDateTime) -> HeldLink {
        HeldLink {
            id: self.id.clone(),
            url: self.public_url.clone(),
            reference: None,
            status: self.effective_status(now).to_owned(),
        }
    }
}

/// The suggested amounts that an answer has: those of the request without the nulls among them
/// (meum-p26), each number the text that it came as.
pub(super) fn answered_suggestions(asked: Option<&RawValue>) -> Box<RawValue> {
    let amounts = asked.and_then(|asked| serde_json::from_str(asked.get()).ok());
    let mut amounts: Vec<Box<RawValue>> = amounts.unwrap_or_default();
    amounts.retain(|amount| amount.get() != "null");
    serde_json::value::to_raw_value(&amounts).unwrap_or_else(|_| empty_array())
}

/// The suggested amounts, each a number or a text that is one.
fn suggestions(amounts: &RawValue) -> Vec<String> {
    let amounts: Vec<Box<RawValue>> = serde_json::from_str(amounts.get()).unwrap_or_default();
    let texts = (amounts.iter())
        .map(|amount| words(Some(amount)).unwrap_or_else(|| amount.get().to_owned()));
    texts.filter(|amount| is_decimal(amount)).collect()
}

fn empty_array() -> Box<RawValue> {
    RawValue::from_string("[]".to_owned()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
