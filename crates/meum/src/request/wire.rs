//! The JSON of a create, written and read.

use std::borrow::Cow;

use paylink_core::provider::json::{ExactNumber, optional, ordered_map, read_request};
use paylink_core::provider::{json_text, wire_serde};
use paylink_core::{Amount, Error, FieldError, IdempotencyKey, Json, Nullable, Timestamp};
use serde::{Deserialize, Serialize};

use super::{CreatePaymentLink, NullAmounts, Pricing};
use crate::link::AmountMode;
use crate::names::{CREATE, PROVIDER};
use crate::wire::{amounts, exact, in_utc};

/// A create in Meum's JSON, in the order of the page.
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
    /// Not in Meum's JSON: it is sent as a header. It is stored with the request, so that a request
    /// that is sent later has the key that was chosen before.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "optional")]
    idempotency_key: Option<IdempotencyKey>,
}

wire_serde!(CreatePaymentLink => CreateWire);

impl<'a> CreateWire<'a> {
    /// The body of a create.
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
    /// Reads Meum's JSON, and `idempotency_key` if one is stored with it. A field that Meum does
    /// not document is refused, not dropped.
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

    /// Meum's JSON, as a create sends it, without the create's checks. It does not contain the
    /// idempotency key, which is a header; `Serialize` writes it with the rest.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) if a value cannot be
    /// written as JSON.
    pub fn to_json(&self) -> Result<String, Error> {
        json_text(&CreateWire::body(self))
            .map_err(|invalid| Error::invalid(PROVIDER, CREATE, invalid))
    }
}
