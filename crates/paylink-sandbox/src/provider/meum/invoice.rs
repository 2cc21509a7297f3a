//! Meum: an invoice is what one payment of a link leaves behind.

use serde::Serialize;
use serde_json::value::RawValue;

#[derive(Clone, Serialize)]
pub(super) struct Invoice {
    pub(super) id: String,
    /// What a page that ends with this invoice gives as the cursor of the next one.
    #[serde(skip)]
    pub(super) cursor: String,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) status: &'static str,
    pub(super) created_at: String,
    pub(super) paid_at: Option<String>,
    pub(super) payment_link: Origin,
}

/// The link that an invoice came from.
#[derive(Clone, Serialize)]
pub(super) struct Origin {
    pub(super) id: String,
    pub(super) title: Box<RawValue>,
    pub(super) public_id: String,
}
