//! The JSON on the wire: borrowed on the way out, lenient on the way in.

use paylink_core::Json;

use paylink_core::provider::json::{ExactNumber, Object, Value};
use paylink_core::provider::json_text;
use paylink_core::{Amount, Answered, Error, Nullable, Page, Timestamp};
use serde::{Serialize, Serializer};

use crate::invoice::Invoice;
use crate::link::{PaymentLink, PaymentLinkStats};
use crate::names::{CREATE, PROVIDER, UPDATE};
use crate::request::{CreatePaymentLink, Pricing};
use crate::update::{Change, UpdatePaymentLink};

/// The body of a create, in the order of Meum's page.
#[derive(Serialize)]
pub(crate) struct CreateBody<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    image_url: Nullable<&'a str>,
    amount_mode: &'static str,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    amount: Nullable<String>,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    min_amount: Nullable<String>,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    max_amount: Nullable<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggested_amounts: Option<Vec<Option<ExactNumber>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_multiple_payments: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    public_visible: Option<bool>,
    #[serde(skip_serializing_if = "Nullable::is_absent")]
    expires_at: Nullable<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "in_order")]
    metadata: Option<&'a [(String, Json)]>,
}

impl<'a> CreateBody<'a> {
    pub(crate) fn new(request: &'a CreatePaymentLink) -> Self {
        let text = |amount: Option<Amount>, null| match amount {
            Some(amount) => Nullable::Value(amount.to_string()),
            None if null => Nullable::Null,
            None => Nullable::Absent,
        };
        let nulls = request.null_amounts;
        let (amount_mode, amount, minimum, maximum) = match request.pricing {
            Pricing::Fixed { amount } => ("fixed_amount", Some(amount), None, None),
            Pricing::CustomerDefined { minimum, maximum } => {
                ("customer_defined_amount", None, minimum, maximum)
            }
        };
        Self {
            title: &request.title,
            description: request.description.as_deref(),
            image_url: request.image_url.as_ref().map(String::as_str),
            amount_mode,
            amount: text(amount, nulls.amount),
            min_amount: text(minimum, nulls.minimum),
            max_amount: text(maximum, nulls.maximum),
            suggested_amounts: request.suggested_amounts.as_deref().map(exact),
            allow_multiple_payments: request.allow_multiple_payments,
            public_visible: request.public_visible,
            expires_at: request.expires_at.as_ref().map(|expiry| expiry.text()),
            success_url: request.success_url.as_deref(),
            metadata: request.metadata.as_deref(),
        }
    }
}

impl CreatePaymentLink {
    /// Meum's own JSON, as a create sends it: what [`from_json`](Self::from_json) reads. It is not checked; a create does that.
    /// The idempotency key is a header, and not in it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateBody::new(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}

/// The body of an update: a field that is kept is absent, one that is cleared is `null`.
#[derive(Serialize)]
pub(crate) struct UpdateBody<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image_url: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_mode: Option<&'a str>,
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
    expires_at: Option<Option<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    success_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "in_order")]
    metadata: Option<&'a [(String, Json)]>,
}

impl<'a> UpdateBody<'a> {
    pub(crate) fn new(update: &'a UpdatePaymentLink) -> Self {
        let text = |amount: Option<Amount>| amount.map(|amount| amount.to_string());
        Self {
            title: update.title.as_deref(),
            description: sent(&update.description, String::as_str),
            image_url: sent(&update.image_url, String::as_str),
            amount_mode: update.amount_mode.as_ref().map(|mode| mode.as_str()),
            amount: text(update.amount),
            min_amount: text(update.min_amount),
            max_amount: text(update.max_amount),
            suggested_amounts: update.suggested_amounts.as_deref().map(exact),
            allow_multiple_payments: update.allow_multiple_payments,
            public_visible: update.public_visible,
            expires_at: sent(&update.expires_at, Timestamp::text),
            success_url: update.success_url.as_deref(),
            metadata: update.metadata.as_deref(),
        }
    }
}

impl UpdatePaymentLink {
    /// Meum's own JSON, as an update sends it: what [`from_json`](Self::from_json) reads. It is not checked; an update does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&UpdateBody::new(self))
            .map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }
}

/// Absent, `null`, or the value's text.
fn sent<'a, T>(change: &'a Change<T>, text: fn(&'a T) -> &'a str) -> Option<Option<&'a str>> {
    match change {
        Change::Keep => None,
        Change::Clear => Some(None),
        Change::Set(value) => Some(Some(text(value))),
    }
}

fn exact(amounts: &[Option<Amount>]) -> Vec<Option<ExactNumber>> {
    amounts
        .iter()
        .map(|amount| amount.map(ExactNumber))
        .collect()
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
    let link = read_any_link(object);
    if link.id.is_none() && link.public_url.is_none() {
        return None;
    }
    Some(link)
}

/// Reads a link of a list, where an unidentified one is still one of the list.
pub(crate) fn read_any_link(object: &Object<'_>) -> PaymentLink {
    PaymentLink {
        id: object.identifier("id"),
        public_id: object.text("public_id"),
        public_url: object.identifier("public_url"),
        title: object.text("title"),
        description: object.text("description"),
        image_url: object.text("image_url"),
        amount_mode: object.word("amount_mode"),
        amount: object.amount("amount"),
        currency: object.currency("currency"),
        min_amount: object.amount("min_amount"),
        max_amount: object.amount("max_amount"),
        suggested_amounts: read_suggested(object),
        allow_multiple_payments: object.boolean("allow_multiple_payments"),
        public_visible: object.boolean("public_visible"),
        status: object.word("status"),
        effective_status: object.word("effective_status"),
        expires_at: object.timestamp("expires_at"),
        created_at: object.timestamp("created_at"),
        updated_at: object.timestamp("updated_at"),
        stats: object.object("stats").as_ref().map(read_stats),
        usage: object.text("usage"),
    }
}

/// The buttons. What is neither a list nor null is kept as one that cannot be read, so that it is
/// not taken for "none was answered".
fn read_suggested(object: &Object<'_>) -> Option<Vec<Answered<Amount>>> {
    match object.array("suggested_amounts") {
        Some(amounts) => Some(amounts.into_iter().map(Value::amount).collect()),
        None => (object.get("suggested_amounts")).map(|other| vec![other.amount()]),
    }
}

/// Whether an answer holds an error: then it is no success, whatever its status.
pub(crate) fn says_no(object: &Object<'_>) -> bool {
    let error = object.get("error");
    error.is_some_and(|error| !matches!(error.json(), "false" | "\"\""))
}

fn read_stats(stats: &Object<'_>) -> PaymentLinkStats {
    PaymentLinkStats {
        total_payments: stats.integer("total_payments"),
        paid_payments: stats.integer("paid_payments"),
        total_volume: stats.amount("total_volume"),
    }
}

pub(crate) fn read_invoice(object: &Object<'_>) -> Invoice {
    let link = object.object("payment_link");
    Invoice {
        id: object.identifier("id"),
        amount: object.amount("amount"),
        currency: object.currency("currency"),
        status: object.word("status"),
        created_at: object.timestamp("created_at"),
        paid_at: object.timestamp("paid_at"),
        payment_link_id: link.and_then(|link| link.identifier("id")),
    }
}

/// Reads `{data[], has_more, next_cursor}`. An element that is no object is counted, and does not
/// hide the others.
///
/// Where more is said to follow but no cursor is given, the last item's id is one: so one page of
/// Meum's describes `starting_after` (meum-o4). `None` when the answer holds an error, when `data`
/// is no list or has more elements than were asked for, and when more is said to follow and nothing
/// says from where: to end there would hide links.
pub(crate) fn read_page<T>(
    object: &Object<'_>,
    most: u8,
    read: fn(&Object<'_>) -> T,
    id: fn(&T) -> Option<String>,
) -> Option<Page<T>> {
    if says_no(object) {
        return None;
    }
    let data = object.array("data")?;
    if data.len() > usize::from(most) {
        return None;
    }
    let last = data.last().and_then(|item| item.object());
    let last = last.and_then(|item| id(&read(&item)));
    let all = data.len();
    let items: Vec<T> = (data.into_iter())
        .filter_map(|item| item.object().map(|item| read(&item)))
        .collect();
    let unreadable = all.saturating_sub(items.len());
    let more = object.boolean("has_more");
    let cursor = object.identifier("next_cursor");
    let next = match more {
        Answered::Value(false) => None,
        Answered::Value(true) => Some(cursor.or(last)?),
        // It says something of what follows, and nobody knows what.
        Answered::Unreadable(_) => Some(cursor?),
        Answered::Missing if cursor.is_none() && object.get("next_cursor").is_some() => {
            return None;
        }
        Answered::Missing => cursor,
    };
    Some(Page::new(items, next).with_unreadable(unreadable))
}
