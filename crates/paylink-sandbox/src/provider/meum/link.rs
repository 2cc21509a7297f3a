//! Meum: a link, what was asked and what has happened to it since.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::pricing::Pricing;
use crate::provider::action::ActionError;
use crate::provider::checkout::{Checkout, Price, Standing, Units};
use crate::provider::decimal::{Decimal, is_decimal};
use crate::provider::link::HeldLink;
use crate::provider::packed::{Echo, Raw};
use crate::world::clock::{self, with_milliseconds};

#[derive(Deserialize)]
pub(super) struct Create {
    title: Raw,
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

/// A link as it is held. `metadata` is not: nothing shows it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Link {
    pub(super) title: Raw,
    pub(super) description: Echo,
    pub(super) image_url: Echo,
    pub(super) pricing: Pricing,
    /// `None` for none.
    pub(super) suggested_amounts: Echo,
    pub(super) allow_multiple_payments: bool,
    pub(super) public_visible: bool,
    /// As set by activate and deactivate.
    pub(super) active: bool,
    pub(super) expires_at: Option<String>,
    /// No answer tells it.
    pub(super) success_url: Echo,
    pub(super) created_at: OffsetDateTime,
    pub(super) updated_at: Option<OffsetDateTime>,
    /// The numbers of its invoices, in the order in which they were made.
    pub(super) invoices: Vec<u32>,
    /// How many of them were paid.
    pub(super) payments: u32,
    pub(super) total_volume: Option<Decimal>,
    /// A create with an idempotency key has made it.
    pub(super) has_key: bool,
    /// A test has ended it.
    pub(super) is_ended: bool,
}

/// What is made of a link's number.
pub(super) struct Names {
    pub(super) id: String,
    pub(super) public_id: String,
    pub(super) public_url: String,
}

/// A link as it is answered.
#[derive(Serialize)]
pub(super) struct View<'a> {
    id: &'a str,
    public_id: &'a str,
    public_url: &'a str,
    title: &'a Raw,
    description: &'a Echo,
    image_url: &'a Echo,
    amount_mode: &'a str,
    amount: &'a Option<String>,
    currency: &'a str,
    min_amount: &'a Option<String>,
    max_amount: &'a Option<String>,
    suggested_amounts: Suggested<'a>,
    allow_multiple_payments: bool,
    public_visible: bool,
    status: &'static str,
    effective_status: &'static str,
    expires_at: &'a Option<String>,
    created_at: String,
    updated_at: String,
    stats: Stats,
}

/// An array, empty for none.
#[derive(Serialize)]
#[serde(untagged)]
enum Suggested<'a> {
    Some(&'a Raw),
    None([Raw; 0]),
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
    pub(super) fn new(request: Create, has_key: bool, now: OffsetDateTime) -> Self {
        Self {
            pricing: request.pricing(),
            title: request.title,
            description: request.description,
            image_url: request.image_url,
            suggested_amounts: request
                .suggested_amounts
                .as_ref()
                .and_then(answered_suggestions),
            allow_multiple_payments: request.allow_multiple_payments.unwrap_or(true),
            public_visible: request.public_visible.unwrap_or(true),
            active: true,
            expires_at: request.expires_at,
            success_url: request.success_url,
            created_at: now,
            updated_at: None,
            invoices: Vec::new(),
            payments: 0,
            total_volume: None,
            has_key,
            is_ended: false,
        }
    }

    /// `status` and `effective_status`: only the second one knows about use and time.
    fn statuses(&self, now: OffsetDateTime) -> (&'static str, &'static str) {
        let status = if self.active { "active" } else { "inactive" };
        let end = self.expires_at.as_deref().and_then(clock::read);
        if self.payments > 0 && !self.allow_multiple_payments {
            (status, "completed")
        } else if self.is_ended || end.is_some_and(|end| end <= now) {
            (status, "expired")
        } else {
            (status, status)
        }
    }

    pub(super) fn effective_status(&self, now: OffsetDateTime) -> &'static str {
        self.statuses(now).1
    }

    /// What has been paid, in all.
    pub(super) fn volume(&self) -> Decimal {
        self.total_volume.unwrap_or(Decimal::ZERO)
    }

    pub(super) fn view<'a>(
        &'a self,
        names: &'a Names,
        now: OffsetDateTime,
        currency: &'a str,
    ) -> View<'a> {
        let (status, effective_status) = self.statuses(now);
        View {
            id: &names.id,
            public_id: &names.public_id,
            public_url: &names.public_url,
            title: &self.title,
            description: &self.description,
            image_url: &self.image_url,
            amount_mode: &self.pricing.amount_mode,
            amount: &self.pricing.amount,
            currency,
            min_amount: &self.pricing.min_amount,
            max_amount: &self.pricing.max_amount,
            suggested_amounts: (self.suggested_amounts.as_ref())
                .map_or(Suggested::None([]), Suggested::Some),
            allow_multiple_payments: self.allow_multiple_payments,
            public_visible: self.public_visible,
            status,
            effective_status,
            expires_at: &self.expires_at,
            created_at: with_milliseconds(self.created_at),
            updated_at: with_milliseconds(self.updated_at.unwrap_or(self.created_at)),
            stats: Stats {
                total_payments: self.invoices.len().to_string(),
                paid_payments: self.payments.to_string(),
                total_volume: self.volume().to_string(),
            },
        }
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
    pub(super) fn checkout(&self, names: Names, now: OffsetDateTime, currency: &str) -> Checkout {
        let status = self.effective_status(now);
        let price = match &self.pricing.amount {
            Some(amount) => Price::Fixed(amount.clone()),
            None => Price::Open {
                least: self.pricing.min_amount.clone(),
                most: self.pricing.max_amount.clone(),
                suggested: self
                    .suggested_amounts
                    .as_ref()
                    .map(suggestions)
                    .unwrap_or_default(),
            },
        };
        Checkout {
            id: names.id,
            title: self.title.words(),
            description: self.description.as_ref().and_then(Raw::words),
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
            success_url: self.success_url.as_ref().and_then(Raw::address),
            failure_url: None,
        }
    }

    pub(super) fn held(&self, account: &str, names: Names, now: OffsetDateTime) -> HeldLink {
        HeldLink {
            account: account.to_owned(),
            id: names.id,
            url: names.public_url,
            reference: None,
            status: self.effective_status(now).to_owned(),
        }
    }
}

/// The suggested amounts that an answer has: those of the request without the nulls among them
/// (meum-p26), each number the text that it came as. `None` for none.
pub(super) fn answered_suggestions(asked: &Raw) -> Echo {
    let mut amounts: Vec<Raw> = serde_json::from_str(asked.get()).ok()?;
    amounts.retain(|amount| amount.get() != "null");
    if amounts.is_empty() {
        return None;
    }
    Raw::of(serde_json::to_string(&amounts).ok()?)
}

/// The suggested amounts, each a number or a text that is one.
fn suggestions(amounts: &Raw) -> Vec<String> {
    let amounts: Vec<Raw> = serde_json::from_str(amounts.get()).unwrap_or_default();
    let texts =
        (amounts.iter()).map(|amount| amount.words().unwrap_or_else(|| amount.get().to_owned()));
    texts.filter(|amount| is_decimal(amount)).collect()
}
