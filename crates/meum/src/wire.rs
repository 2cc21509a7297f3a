//! The JSON on the wire: requests whole, both ways; answers read field by field.

use std::borrow::Cow;

use paylink_core::provider::json::{
    ExactNumber, Object, Value, optional, ordered_map, read_request,
};
use paylink_core::provider::{json_text, wire_serde};
use paylink_core::{
    Amount, Answered, Error, FieldError, IdempotencyKey, Json, Nullable, Page, Timestamp,
};
use serde::{Deserialize, Serialize};

use crate::invoice::Invoice;
use crate::link::{AmountMode, PaymentLink, PaymentLinkStats};
use crate::names::{CREATE, PROVIDER, UPDATE};
use crate::request::{CreatePaymentLink, NullAmounts, Pricing, check_mode};
use crate::update::{Change, UpdatePaymentLink};

/// A create in Meum's JSON, in the order of its page.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateWire<'a> {
    title: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    description: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    image_url: Nullable<Cow<'a, str>>,
    amount_mode: AmountMode,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    amount: Nullable<Amount>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    min_amount: Nullable<Amount>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    max_amount: Nullable<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    suggested_amounts: Option<Vec<Option<ExactNumber>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    allow_multiple_payments: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    public_visible: Option<bool>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    expires_at: Nullable<Cow<'a, Timestamp>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    success_url: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "ordered_map")]
    metadata: Option<Vec<(String, Json)>>,
    /// Not in Meum's JSON: it travels as a header. It is stored with the request, so that what is
    /// sent later has the key that was chosen before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    idempotency_key: Option<IdempotencyKey>,
}

wire_serde!(CreatePaymentLink => CreateWire);

impl<'a> CreateWire<'a> {
    /// What a create sends.
    pub(crate) fn body(request: &'a CreatePaymentLink) -> Self {
        Self {
            idempotency_key: None,
            ..Self::from(request)
        }
    }
}

impl<'a> From<&'a CreatePaymentLink> for CreateWire<'a> {
    fn from(request: &'a CreatePaymentLink) -> Self {
        let CreatePaymentLink {
            title,
            pricing,
            description,
            image_url,
            suggested_amounts,
            allow_multiple_payments,
            public_visible,
            expires_at,
            success_url,
            metadata,
            idempotency_key,
            null_amounts: nulls,
        } = request;
        let given = |amount: Option<Amount>, null| match amount {
            Some(amount) => Nullable::Value(amount),
            None if null => Nullable::Null,
            None => Nullable::Absent,
        };
        let (amount_mode, amount, minimum, maximum) = match *pricing {
            Pricing::Fixed { amount } => (AmountMode::Fixed, Some(amount), None, None),
            Pricing::CustomerDefined { minimum, maximum } => {
                (AmountMode::CustomerDefined, None, minimum, maximum)
            }
        };
        Self {
            title: title.into(),
            description: description.as_deref().map(Cow::from),
            image_url: image_url.as_ref().map(Cow::from),
            amount_mode,
            amount: given(amount, nulls.amount),
            min_amount: given(minimum, nulls.minimum),
            max_amount: given(maximum, nulls.maximum),
            suggested_amounts: suggested_amounts.as_deref().map(exact),
            allow_multiple_payments: *allow_multiple_payments,
            public_visible: *public_visible,
            expires_at: expires_at.as_ref().map(Cow::Borrowed),
            success_url: success_url.as_deref().map(Cow::from),
            metadata: metadata.clone(),
            idempotency_key: idempotency_key.clone(),
        }
    }
}

impl TryFrom<CreateWire<'_>> for CreatePaymentLink {
    type Error = FieldError;

    fn try_from(wire: CreateWire<'_>) -> Result<Self, FieldError> {
        let CreateWire {
            title,
            description,
            image_url,
            amount_mode,
            amount,
            min_amount,
            max_amount,
            suggested_amounts,
            allow_multiple_payments,
            public_visible,
            expires_at,
            success_url,
            metadata,
            idempotency_key,
        } = wire;
        let copy = |amount: &Nullable<Amount>| amount.value().copied();
        let (price, minimum, maximum) = (copy(&amount), copy(&min_amount), copy(&max_amount));
        let is_null = |amount: &Nullable<Amount>| matches!(amount, Nullable::Null);
        Ok(Self {
            title: title.into_owned(),
            pricing: Pricing::of_mode(&amount_mode, price, minimum, maximum)?,
            description: description.map(Cow::into_owned),
            image_url: image_url.map(Cow::into_owned),
            suggested_amounts: suggested_amounts.map(amounts),
            allow_multiple_payments,
            public_visible,
            expires_at: match expires_at {
                Nullable::Value(time) => Nullable::Value(in_utc("expires_at", &time)?),
                Nullable::Null => Nullable::Null,
                Nullable::Absent => Nullable::Absent,
            },
            success_url: success_url.map(Cow::into_owned),
            metadata,
            idempotency_key,
            null_amounts: NullAmounts {
                amount: is_null(&amount),
                minimum: is_null(&min_amount),
                maximum: is_null(&max_amount),
            },
        })
    }
}

impl CreatePaymentLink {
    /// Reads Meum's own JSON, and `idempotency_key` beside it where one is stored. A field that
    /// Meum does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    ///
    /// ```
    /// let json = r#"{"title":"Summer fundraiser","amount_mode":"fixed_amount","amount":"25.00"}"#;
    /// let request = meum::CreatePaymentLink::from_json(json)?;
    /// assert_eq!(request.pricing, meum::Pricing::fixed("25.00".parse()?));
    /// let error = meum::CreatePaymentLink::from_json(r#"{"titel":"Summer"}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("titel"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request::<CreateWire<'_>>(json)
            .and_then(Self::try_from)
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }

    /// Meum's own JSON, as a create sends it. It is not checked; a create does that. The
    /// idempotency key is a header, and not in it: serde writes it beside the rest.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateWire::body(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}

/// An update in Meum's JSON: a field that is kept is absent, one that is cleared is `null`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UpdateWire<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    title: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    description: Nullable<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    image_url: Nullable<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    amount_mode: Option<AmountMode>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    min_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    max_amount: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    suggested_amounts: Option<Vec<Option<ExactNumber>>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    allow_multiple_payments: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    public_visible: Option<bool>,
    #[serde(default, skip_serializing_if = "Nullable::is_absent")]
    expires_at: Nullable<Cow<'a, Timestamp>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    success_url: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "ordered_map")]
    metadata: Option<Vec<(String, Json)>>,
}

wire_serde!(UpdatePaymentLink => UpdateWire);

impl<'a> From<&'a UpdatePaymentLink> for UpdateWire<'a> {
    fn from(update: &'a UpdatePaymentLink) -> Self {
        let UpdatePaymentLink {
            title,
            description,
            image_url,
            amount_mode,
            amount,
            min_amount,
            max_amount,
            suggested_amounts,
            allow_multiple_payments,
            public_visible,
            expires_at,
            success_url,
            metadata,
        } = update;
        Self {
            title: title.as_deref().map(Cow::from),
            description: description.as_nullable().map(Cow::from),
            image_url: image_url.as_nullable().map(Cow::from),
            amount_mode: amount_mode.clone(),
            amount: *amount,
            min_amount: *min_amount,
            max_amount: *max_amount,
            suggested_amounts: suggested_amounts.as_deref().map(exact),
            allow_multiple_payments: *allow_multiple_payments,
            public_visible: *public_visible,
            expires_at: expires_at.as_nullable().map(Cow::Borrowed),
            success_url: success_url.as_deref().map(Cow::from),
            metadata: metadata.clone(),
        }
    }
}

impl TryFrom<UpdateWire<'_>> for UpdatePaymentLink {
    type Error = FieldError;

    fn try_from(wire: UpdateWire<'_>) -> Result<Self, FieldError> {
        let UpdateWire {
            title,
            description,
            image_url,
            amount_mode,
            amount,
            min_amount,
            max_amount,
            suggested_amounts,
            allow_multiple_payments,
            public_visible,
            expires_at,
            success_url,
            metadata,
        } = wire;
        if let Some(mode) = &amount_mode {
            check_mode(mode)?;
        }
        Ok(Self {
            title: title.map(Cow::into_owned),
            description: description.map(Cow::into_owned).into(),
            image_url: image_url.map(Cow::into_owned).into(),
            amount_mode,
            amount,
            min_amount,
            max_amount,
            suggested_amounts: suggested_amounts.map(amounts),
            allow_multiple_payments,
            public_visible,
            expires_at: match expires_at {
                Nullable::Value(time) => Change::Set(in_utc("expires_at", &time)?),
                Nullable::Null => Change::Clear,
                Nullable::Absent => Change::Keep,
            },
            success_url: success_url.map(Cow::into_owned),
            metadata,
        })
    }
}

impl UpdatePaymentLink {
    /// Reads Meum's own JSON. A field that Meum does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request::<UpdateWire<'_>>(json)
            .and_then(Self::try_from)
            .map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }

    /// Meum's own JSON, as an update sends it: what [`from_json`](Self::from_json) reads. It is not
    /// checked; an update does that.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) when a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&UpdateWire::from(self))
            .map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }
}

fn in_utc(field: &'static str, time: &Timestamp) -> Result<Timestamp, FieldError> {
    Timestamp::parse(time.text())
        .ok_or_else(|| FieldError::new(field, "must be an RFC 3339 time in UTC"))
}

fn exact(amounts: &[Option<Amount>]) -> Vec<Option<ExactNumber>> {
    amounts
        .iter()
        .map(|amount| amount.map(ExactNumber))
        .collect()
}

fn amounts(exact: Vec<Option<ExactNumber>>) -> Vec<Option<Amount>> {
    exact
        .into_iter()
        .map(|amount| amount.map(|ExactNumber(amount)| amount))
        .collect()
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
