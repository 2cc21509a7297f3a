//! Paywint: a link asks for one payment, and that payment is what can be read.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::provider::checkout::{Checkout, Price, Standing, Units};
use crate::provider::link::HeldLink;
use crate::provider::packed::{Echo, Raw};
use crate::world::clock::with_microseconds;

const CURRENCY: &str = "USD";

#[derive(Deserialize)]
pub(super) struct Create {
    amount: Raw,
    description: Echo,
    invoice_number: Option<String>,
}

/// A payment as it is held.
#[derive(Serialize, Deserialize)]
pub(super) struct Payment {
    pub(super) payee_id: String,
    pub(super) amount: Raw,
    invoice_no: Option<String>,
    description: Echo,
    created_at: OffsetDateTime,
    pub(super) state: State,
}

/// The words of the vendor's events, as no page lists the states.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum State {
    /// Nobody has opened the link: the sandbox's own word.
    Created,
    /// paywint-v17
    Opened,
    Success {
        at: OffsetDateTime,
    },
    Failed,
}

/// What is made of a payment's number.
pub(super) struct Names {
    pub(super) payment_id: String,
    pub(super) payment_link: String,
    pub(super) payer_id: String,
}

/// A payment as it is answered. Accounts, cards and fees are documented and have no value here.
#[derive(Serialize)]
pub(super) struct View<'a> {
    payment_id: &'a str,
    payer_id: Option<&'a str>,
    payee_id: &'a str,
    amount: &'a Raw,
    processing_fee: (),
    delivery_fee: (),
    invoice_no: Option<&'a str>,
    currency: &'static str,
    description: &'a Echo,
    payment_method: Option<&'static str>,
    receiving_method: Option<&'static str>,
    created_at: String,
    payment_date: Option<String>,
    status: &'static str,
    card_id: (),
    bank_id: (),
    payee_card_id: (),
    payee_bank_id: (),
    failure_reason: (),
}

/// The two documented fields of a new link.
#[derive(Serialize)]
pub(super) struct Link<'a> {
    pub(super) payment_id: &'a str,
    pub(super) payment_link: &'a str,
}

impl State {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Opened => "opened",
            Self::Success { .. } => "success",
            Self::Failed => "failed",
        }
    }

    /// Whether a payer can still pay.
    pub(super) const fn waits(self) -> bool {
        matches!(self, Self::Created | Self::Opened)
    }
}

impl Payment {
    pub(super) fn new(request: Create, payee_id: String, now: OffsetDateTime) -> Self {
        Self {
            payee_id,
            amount: request.amount,
            invoice_no: request.invoice_number,
            description: request.description,
            created_at: now,
            state: State::Created,
        }
    }

    pub(super) fn view<'a>(&'a self, names: &'a Names) -> View<'a> {
        let paid_at = match self.state {
            State::Success { at } => Some(at),
            _ => None,
        };
        let wallet = paid_at.map(|_| "WALLET");
        View {
            payment_id: &names.payment_id,
            payer_id: paid_at.map(|_| names.payer_id.as_str()),
            payee_id: &self.payee_id,
            amount: &self.amount,
            processing_fee: (),
            delivery_fee: (),
            invoice_no: self.invoice_no.as_deref(),
            currency: CURRENCY,
            description: &self.description,
            payment_method: wallet,
            receiving_method: wallet,
            created_at: with_microseconds(self.created_at),
            payment_date: paid_at.map(with_microseconds),
            status: self.state.word(),
            card_id: (),
            bank_id: (),
            payee_card_id: (),
            payee_bank_id: (),
            failure_reason: (),
        }
    }

    /// What its payer sees.
    pub(super) fn checkout(&self, names: Names) -> Checkout {
        Checkout {
            id: names.payment_id,
            title: self.description.as_ref().and_then(Raw::words),
            description: None,
            price: Price::Fixed(self.amount.get().to_owned()),
            currency: Some(CURRENCY.to_owned()),
            units: Units::Major,
            due: None,
            takes_parts: false,
            reference: self.invoice_no.clone(),
            expires_at: None,
            status: self.state.word().to_owned(),
            standing: match self.state {
                State::Created | State::Opened => Standing::Payable,
                State::Failed => Standing::Failed,
                State::Success { .. } => Standing::Paid,
            },
            success_url: None,
            failure_url: None,
        }
    }

    pub(super) fn held(&self, account: &str, names: Names) -> HeldLink {
        HeldLink {
            account: account.to_owned(),
            id: names.payment_id,
            url: names.payment_link,
            reference: self.invoice_no.clone(),
            status: self.state.word().to_owned(),
        }
    }
}
