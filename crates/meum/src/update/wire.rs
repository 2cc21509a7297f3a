//! The JSON of an update, written and read.

use std::borrow::Cow;

use paylink_core::provider::json::{ExactNumber, optional, ordered_map, read_request};
use paylink_core::provider::{json_text, wire_serde};
use paylink_core::{Amount, Error, FieldError, Json, Nullable, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Change, UpdatePaymentLink};
use crate::link::AmountMode;
use crate::names::{PROVIDER, UPDATE};
use crate::request::check_mode;
use crate::wire::{amounts, exact, in_utc};

/// An update in Meum's JSON. A kept field is absent, a cleared field is `null`.
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
    /// Reads Meum's JSON. A field that Meum does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        read_request::<UpdateWire<'_>>(json)
            .and_then(Self::try_from)
            .map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }

    /// Meum's JSON, as an update sends it and [`from_json`](Self::from_json) reads it, without the
    /// update's checks.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) if a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&UpdateWire::from(self))
            .map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }
}
