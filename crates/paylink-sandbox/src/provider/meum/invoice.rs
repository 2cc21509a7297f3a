//! Meum: an invoice is what one payment of a link leaves behind.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::provider::packed::Raw;
use crate::world::clock::with_milliseconds;

/// An invoice as it is held.
#[derive(Serialize, Deserialize)]
pub(super) struct Invoice {
    amount: String,
    is_paid: bool,
    created_at: OffsetDateTime,
    /// The title of the link at that time.
    title: Raw,
}

/// An invoice as it is answered.
#[derive(Serialize)]
pub(super) struct View<'a> {
    pub(super) id: String,
    amount: &'a str,
    currency: &'a str,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    paid_at: Option<String>,
    payment_link: Origin<'a>,
}

/// The link that an invoice came from.
#[derive(Serialize)]
struct Origin<'a> {
    id: &'a str,
    title: &'a Raw,
    public_id: &'a str,
}

/// What an invoice does not hold itself.
pub(super) struct Names<'a> {
    pub(super) id: String,
    pub(super) currency: &'a str,
    pub(super) link_id: &'a str,
    pub(super) link_public_id: &'a str,
}

impl Invoice {
    pub(super) fn new(amount: String, is_paid: bool, title: Raw, now: OffsetDateTime) -> Self {
        Self {
            amount,
            is_paid,
            created_at: now,
            title,
        }
    }

    pub(super) fn view<'a>(&'a self, names: Names<'a>) -> View<'a> {
        let created_at = with_milliseconds(self.created_at);
        View {
            id: names.id,
            amount: &self.amount,
            currency: names.currency,
            status: if self.is_paid { "paid" } else { "failed" },
            paid_at: self.is_paid.then(|| created_at.clone()),
            created_at,
            payment_link: Origin {
                id: names.link_id,
                title: &self.title,
                public_id: names.link_public_id,
            },
        }
    }
}
