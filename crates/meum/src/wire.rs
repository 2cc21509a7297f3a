//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::Amount;
use paylink_core::json::{ExactNumber, Json, Object, Value};
use serde::{Serialize, Serializer};

use crate::link::{PaymentLink, PaymentLinkStats};
use crate::request::{CreatePaymentLink, Pricing};

/// The body of a create, in the order of Meum's page.
#[derive(Serialize)]
pub(crate) struct CreateBody<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<&'a str>,
    amount_mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_amount: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested_amounts: Option<Vec<Option<ExactNumber>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_multiple_payments: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_visible: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "in_order")]
    metadata: Option<&'a [(String, Json)]>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Self {
        let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
        let (amount_mode, amount, minimum, maximum) = match request.pricing {
            Pricing::Fixed { amount } => ("fixed_amount", Some(amount), None, None),
            Pricing::CustomerDefined { minimum, maximum } => {
                ("customer_defined_amount", None, minimum, maximum)
            }
        };
        let suggested = request.suggested_amounts.as_ref();
        Self {
            title: &request.title,
            description: request.description.as_deref(),
            image_url: request.image_url.as_deref(),
            amount_mode,
            amount: text(amount),
            min_amount: text(minimum),
            max_amount: text(maximum),
            suggested_amounts: suggested.map(|amounts| {
                amounts
                    .iter()
                    .map(|amount| amount.map(ExactNumber))
                    .collect()
            }),
            allow_multiple_payments: request.allow_multiple_payments,
            public_visible: request.public_visible,
            expires_at: request.expires_at.as_ref().map(|expiry| expiry.text()),
            success_url: request.success_url.as_deref(),
            metadata: request.metadata.as_deref(),
        }
    }
}

/// Writes names and values as one object, in their order.
fn in_order<S: Serializer>(
    metadata: &Option<&[(String, Json)]>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let pairs = metadata.unwrap_or_default().iter();
    serializer.collect_map(pairs.map(|(name, value)| (name, value)))
}

/// Reads a link. `None` when neither its id nor its address is there.
pub(crate) fn read_link(object: &Object<'_>) -> Option<PaymentLink> {
    let id = object.identifier("id");
    let public_url = object.identifier("public_url");
    if id.is_none() && public_url.is_none() {
        return None;
    }
    let suggested = object.array("suggested_amounts").unwrap_or_default();
    Some(PaymentLink {
        id,
        public_id: object.text("public_id"),
        public_url,
        title: object.text("title"),
        description: object.text("description"),
        image_url: object.text("image_url"),
        amount_mode: object.text("amount_mode").map(Into::into),
        amount: object.amount("amount"),
        currency: object.currency("currency"),
        min_amount: object.amount("min_amount"),
        max_amount: object.amount("max_amount"),
        suggested_amounts: suggested.into_iter().map(Value::amount).collect(),
        allow_multiple_payments: object.boolean("allow_multiple_payments"),
        public_visible: object.boolean("public_visible"),
        status: object.text("status").map(Into::into),
        effective_status: object.text("effective_status").map(Into::into),
        expires_at: object.timestamp("expires_at"),
        created_at: object.timestamp("created_at"),
        updated_at: object.timestamp("updated_at"),
        stats: object.object("stats").as_ref().map(read_stats),
        usage: object.text("usage"),
    })
}

fn read_stats(stats: &Object<'_>) -> PaymentLinkStats {
    PaymentLinkStats {
        total_payments: stats.integer("total_payments"),
        paid_payments: stats.integer("paid_payments"),
        total_volume: stats.amount("total_volume"),
    }
}
