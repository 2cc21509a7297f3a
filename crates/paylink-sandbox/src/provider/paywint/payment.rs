//! Paywint: a link asks for one payment, and that payment is what can be read.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use time::OffsetDateTime;

use super::super::emulated::Echo;
use crate::provider::checkout::{Checkout, Price, Standing, Units, words};
use crate::provider::link::HeldLink;
use crate::world::clock::with_microseconds;

/// The state of a payment whose link nobody has opened: the sandbox's own word.
pub(super) const NEW: &str = "created";
const OPENED: &str = "opened";
const FAILED: &str = "failed";

#[derive(Deserialize)]
pub(super) struct Create {
    amount: Box<RawValue>,
    description: Echo,
    invoice_number: Option<String>,
}

/// What makes a new payment, besides the request.
pub(super) struct Birth {
    pub(super) payment_id: String,
    pub(super) payment_link: String,
    pub(super) payee_id: String,
    pub(super) now: OffsetDateTime,
}

/// A payment as it is held and as it is answered. Accounts, cards and fees are documented and have no value here.
#[derive(Clone, Serialize)]
pub(super) struct Payment {
    pub(super) payment_id: String,
    #[serde(skip)]
    payment_link: String,
    payer_id: Option<String>,
    pub(super) payee_id: String,
    pub(super) amount: Box<RawValue>,
    processing_fee: (),
    delivery_fee: (),
    invoice_no: Option<String>,
    currency: &'static str,
    description: Echo,
    payment_method: Option<&'static str>,
    receiving_method: Option<&'static str>,
    created_at: String,
    payment_date: Option<String>,
    /// [`NEW`] until somebody opens the link, then `opened` (paywint-v17), and `success` when it is paid:
    /// the words of the vendor's events, as no page lists the states.
    pub(super) status: &'static str,
    card_id: (),
    bank_id: (),
    payee_card_id: (),
    payee_bank_id: (),
    failure_reason: (),
}

impl Payment {
    pub(super) fn new(request: Create, birth: Birth) -> Self {
        Self {
            payment_id: birth.payment_id,
            payment_link: birth.payment_link,
            payer_id: None,
            payee_id: birth.payee_id,
            amount: request.amount,
            processing_fee: (),
            delivery_fee: (),
            invoice_no: request.invoice_number,
            currency: "USD",
            description: request.description,
            payment_method: None,
            receiving_method: None,
            created_at: with_microseconds(birth.now),
            payment_date: None,
            status: NEW,
            card_id: (),
            bank_id: (),
            payee_card_id: (),
            payee_bank_id: (),
            failure_reason: (),
        }
    }

    /// A payer has called the link's address.
    pub(super) fn open(&mut self) {
        if self.status == NEW {
            self.status = OPENED;
        }
    }

    /// Whether a payer can still pay.
    pub(super) fn waits(&self) -> bool {
        matches!(self.status, NEW | OPENED)
    }

    pub(super) fn pay(&mut self, payer_id: String, now: OffsetDateTime) {
        self.payer_id = Some(payer_id);
        self.payment_method = Some("WALLET");
        self.receiving_method = Some("WALLET");
        self.payment_date = Some(with_microseconds(now));
        self.status = "success";
    }

    /// The payment fails: the word of the vendor's event, after which no payment is documented.
    pub(super) fn fail(&mut self) {
        self.status = FAILED;
    }

    /// What its payer sees.
    pub(super) fn checkout(&self) -> Checkout {
        Checkout {
            id: self.payment_id.clone(),
            title: words(self.description.as_deref()),
            description: None,
            price: Price::Fixed(self.amount.get().to_owned()),
            currency: Some(self.currency.to_owned()),
            units: Units::Major,
            due: None,
            takes_parts: false,
            reference: self.invoice_no.clone(),
            expires_at: None,
            status: self.status.to_owned(),
            standing: match self.status {
                NEW | OPENED => Standing::Payable,
                FAILED => Standing::Failed,
                _ => Standing::Paid,
            },
            success_url: None,
            failure_url: None,
        }
    }

    /// The two documented fields of a new link.
    pub(super) fn link(&self) -> Link<'_> {
        Link {
            payment_id: &self.payment_id,
            payment_link: &self.payment_link,
        }
    }

    pub(super) fn held(&self) -> HeldLink {
        HeldLink {
            id: self.payment_id.clone(),
            url: self.payment_link.clone(),
            reference: self.invoice_no.clone(),
            status: self.status.to_owned(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Link<'a> {
    payment_id: &'a str,
    payment_link: &'a str,
}
