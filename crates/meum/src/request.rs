//! [`CreatePaymentLink`]: every field of Meum's create page, with its unit, limit and source.

mod wire;

use paylink_core::provider::{
    check_length, check_positive, check_unique_names, check_url, redacted_debug, setters,
};
use paylink_core::{Amount, FieldError, IdempotencyKey, Json, Nullable, Timestamp};

use crate::link::AmountMode;
pub(crate) use wire::CreateWire;

/// The longest `Idempotency-Key`, in characters (Meum's page).
const LONGEST_KEY: usize = 128;

/// A request to create a payment link. Lengths are in Unicode characters; the limits are from
/// Meum's page (meum-p3 to meum-p6).
///
/// These rules are ours; no page states them: amounts are greater than zero, the minimum is not
/// greater than the maximum, a price has no minimum or maximum, a name occurs once in the metadata,
/// and URLs are absolute.
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CreatePaymentLink {
    /// The title that the payer and the dashboard see: 1 to 200 characters.
    pub title: String,
    /// The price, in major units. The request has no currency; the response says which one Meum
    /// used (meum-p16).
    pub pricing: Pricing,
    /// A longer text for the payer: at most 2000 characters.
    pub description: Option<String>,
    /// A picture: an `https` URL of at most 2048 characters. `null` is allowed.
    pub image_url: Nullable<String>,
    /// Suggested amounts, in major units, each greater than zero. An element may be `null`, which
    /// is `None` (meum-p10).
    pub suggested_amounts: Option<Vec<Option<Amount>>>,
    /// Whether the link accepts more than one payment. Meum's default is `true` (meum-p11).
    pub allow_multiple_payments: Option<bool>,
    /// Whether anyone who has the URL can pay. Meum's default is `true` (meum-p12).
    pub public_visible: Option<bool>,
    /// When the link stops accepting payments, in UTC. Without it, the link does not expire. `null`
    /// is allowed (meum-p13).
    pub expires_at: Nullable<Timestamp>,
    /// The URL that the payer is sent to after a payment. It works only if redirects are enabled
    /// for the account (meum-p14).
    pub success_url: Option<String>,
    /// Names with any JSON. Meum stores them on the link and copies them to its invoices. Numbers
    /// keep all digits.
    pub metadata: Option<Vec<(String, Json)>>,
    /// The idempotency key: 1 to 128 characters (meum-p3). Without one, the client uses a new UUID.
    pub idempotency_key: Option<IdempotencyKey>,
    /// The amounts that were `null` in the JSON.
    pub(crate) null_amounts: NullAmounts,
}

/// The amounts that were `null` in the JSON, which the page allows (meum-p8, meum-p9). `null` means
/// the same as absent, and is sent again as `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct NullAmounts {
    pub(crate) amount: bool,
    pub(crate) minimum: bool,
    pub(crate) maximum: bool,
}

/// Who chooses the amount. An invalid combination cannot be expressed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Pricing {
    /// The merchant (`fixed_amount`).
    Fixed {
        /// The price in major units, greater than zero.
        amount: Amount,
    },
    /// The payer (`customer_defined_amount`).
    CustomerDefined {
        /// The minimum in major units, greater than zero.
        minimum: Option<Amount>,
        /// The maximum in major units, not less than the minimum.
        maximum: Option<Amount>,
    },
}

impl Pricing {
    /// A price of `amount` major units.
    #[must_use]
    pub const fn fixed(amount: Amount) -> Self {
        Self::Fixed { amount }
    }

    /// The payer's choice, between `minimum` and `maximum` major units.
    #[must_use]
    pub const fn customer_defined(minimum: Option<Amount>, maximum: Option<Amount>) -> Self {
        Self::CustomerDefined { minimum, maximum }
    }

    /// The price that the mode and the three amounts of the JSON mean.
    pub(crate) fn of_mode(
        mode: &AmountMode,
        amount: Option<Amount>,
        minimum: Option<Amount>,
        maximum: Option<Amount>,
    ) -> Result<Self, FieldError> {
        check_mode(mode)?;
        let fixed = *mode == AmountMode::Fixed;
        let bounds = [("min_amount", minimum), ("max_amount", maximum)];
        let bound = bounds.into_iter().find(|(_, bound)| bound.is_some());
        match (fixed, amount, bound) {
            (true, Some(amount), None) => Ok(Self::fixed(amount)),
            (true, None, _) => Err(FieldError::new("amount", "is required with fixed_amount")),
            (true, _, Some((field, _))) => Err(FieldError::new(
                field,
                "goes with customer_defined_amount only",
            )),
            (false, None, _) => Ok(Self::customer_defined(minimum, maximum)),
            (false, Some(_), _) => Err(FieldError::new("amount", "goes with fixed_amount only")),
        }
    }

    fn check(&self) -> Result<(), FieldError> {
        match self {
            Self::Fixed { amount } => check_positive("amount", *amount),
            Self::CustomerDefined { minimum, maximum } => {
                minimum.map_or(Ok(()), |least| check_positive("min_amount", least))?;
                maximum.map_or(Ok(()), |most| check_positive("max_amount", most))?;
                match (minimum, maximum) {
                    (Some(least), Some(most)) if least > most => Err(FieldError::new(
                        "min_amount",
                        "must not be greater than max_amount",
                    )),
                    _ => Ok(()),
                }
            }
        }
    }
}

impl CreatePaymentLink {
    /// A request with this title and price, and no other field set.
    #[must_use]
    pub fn new(title: impl Into<String>, pricing: Pricing) -> Self {
        Self {
            title: title.into(),
            pricing,
            description: None,
            image_url: Nullable::Absent,
            suggested_amounts: None,
            allow_multiple_payments: None,
            public_visible: None,
            expires_at: Nullable::Absent,
            success_url: None,
            metadata: None,
            idempotency_key: None,
            null_amounts: NullAmounts::default(),
        }
    }

    /// Sets the suggested amounts, in major units.
    #[must_use]
    pub fn with_suggested_amounts(mut self, amounts: impl IntoIterator<Item = Amount>) -> Self {
        self.suggested_amounts = Some(amounts.into_iter().map(Some).collect());
        self
    }

    /// Sets the picture.
    #[must_use]
    pub fn with_image_url(mut self, url: impl Into<String>) -> Self {
        self.image_url = Nullable::Value(url.into());
        self
    }

    /// Sets the expiry.
    #[must_use]
    pub fn with_expires_at(mut self, time: Timestamp) -> Self {
        self.expires_at = Nullable::Value(time);
        self
    }

    /// Adds a name and a value to the metadata.
    #[must_use]
    pub fn with_metadata(mut self, name: impl Into<String>, value: Json) -> Self {
        let metadata = self.metadata.get_or_insert_default();
        metadata.push((name.into(), value));
        self
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        check_length("title", &self.title, 1, 200)?;
        self.pricing.check()?;
        if let Some(text) = &self.description {
            check_length("description", text, 0, 2000)?;
        }
        if let Some(url) = self.image_url.value() {
            check_length("image_url", url, 0, 2048)?;
            check_url("image_url", url, &["https"])?;
        }
        check_suggested(self.suggested_amounts.as_deref())?;
        if let Some(url) = &self.success_url {
            check_url("success_url", url, &[])?;
        }
        check_names(self.metadata.as_deref())?;
        if let Some(key) = &self.idempotency_key {
            check_length("idempotency_key", key.as_str(), 1, LONGEST_KEY)?;
        }
        Ok(())
    }
}

/// A request may have only the two documented modes.
pub(crate) fn check_mode(mode: &AmountMode) -> Result<(), FieldError> {
    match mode {
        AmountMode::Fixed | AmountMode::CustomerDefined => Ok(()),
        AmountMode::Other(_) => Err(FieldError::new(
            "amount_mode",
            "must be fixed_amount or customer_defined_amount",
        )),
    }
}

/// Our own rule: of a duplicate name, one value would be lost in JSON.
pub(crate) fn check_names(metadata: Option<&[(String, Json)]>) -> Result<(), FieldError> {
    let names = metadata.unwrap_or_default().iter();
    check_unique_names("metadata", names.map(|(name, _)| name.as_str()))
}

/// Suggested amounts are greater than zero.
pub(crate) fn check_suggested(amounts: Option<&[Option<Amount>]>) -> Result<(), FieldError> {
    for (index, amount) in amounts.unwrap_or_default().iter().enumerate() {
        amount
            .map_or(Ok(()), |amount| check_positive("suggested_amounts", amount))
            .map_err(|invalid| invalid.at(index))?;
    }
    Ok(())
}

setters!(CreatePaymentLink {
    with_description => description: String,
    with_allow_multiple_payments => allow_multiple_payments: bool,
    with_public_visible => public_visible: bool,
    with_success_url => success_url: String,
    with_idempotency_key => idempotency_key: IdempotencyKey,
});

redacted_debug!(CreatePaymentLink {
    shown: [
        pricing,
        suggested_amounts,
        allow_multiple_payments,
        public_visible,
        expires_at,
        idempotency_key,
        null_amounts,
    ],
    hidden: [title, description, image_url, success_url, metadata],
});
