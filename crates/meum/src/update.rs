//! [`UpdatePaymentLink`]: a change of a link. Absent, `null` and a value are different (meum-v10).

mod wire;

use paylink_core::provider::{check_length, check_positive, check_url, redacted_debug, setters};
use paylink_core::{Amount, FieldError, Json, Nullable, Timestamp};

use crate::link::AmountMode;
use crate::request::{check_mode, check_names, check_suggested};
pub(crate) use wire::UpdateWire;

/// What an update does to a field that can be cleared.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub enum Change<T> {
    /// Keeps the field: it is not sent.
    #[default]
    Keep,
    /// Clears the field: `null` is sent.
    Clear,
    /// Sets the field.
    Set(T),
}

impl<T> Change<T> {
    /// As it is sent: absent, `null` or the value.
    pub(crate) const fn as_nullable(&self) -> Nullable<&T> {
        match self {
            Self::Keep => Nullable::Absent,
            Self::Clear => Nullable::Null,
            Self::Set(value) => Nullable::Value(value),
        }
    }

    fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

impl<T> From<Nullable<T>> for Change<T> {
    fn from(sent: Nullable<T>) -> Self {
        match sent {
            Nullable::Absent => Self::Keep,
            Nullable::Null => Self::Clear,
            Nullable::Value(value) => Self::Set(value),
        }
    }
}

/// Does not print the value, which may be payer data.
impl<T> std::fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Keep => "Keep",
            Self::Clear => "Clear",
            Self::Set(_) => "Set([hidden])",
        })
    }
}

/// A change of a payment link. A field that is not set stays as it is. The limits are those of the
/// create (meum-v10), and so are our own rules in [`CreatePaymentLink`](crate::CreatePaymentLink).
///
/// Meum refuses to change the price after a checkout has started (meum-v24).
///
/// ```
/// use meum::{Change, UpdatePaymentLink};
/// let mut change = UpdatePaymentLink::default().with_title("Winter fundraiser");
/// change.expires_at = Change::Clear;
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct UpdatePaymentLink {
    /// The title: 1 to 200 characters.
    pub title: Option<String>,
    /// The longer text: at most 2000 characters.
    pub description: Change<String>,
    /// The URL of a picture: at most 2048 characters.
    pub image_url: Change<String>,
    /// Whether the merchant or the payer chooses the amount.
    pub amount_mode: Option<AmountMode>,
    /// The fixed price, in major units, greater than zero.
    pub amount: Option<Amount>,
    /// The minimum amount that the payer may choose, in major units, greater than zero.
    pub min_amount: Option<Amount>,
    /// The maximum amount that the payer may choose, in major units, not less than the minimum.
    pub max_amount: Option<Amount>,
    /// All suggested amounts, in major units. They replace the existing ones.
    pub suggested_amounts: Option<Vec<Option<Amount>>>,
    /// Whether the link accepts more than one payment.
    pub allow_multiple_payments: Option<bool>,
    /// Whether anyone who has the URL can pay.
    pub public_visible: Option<bool>,
    /// When the link stops accepting payments, in UTC.
    pub expires_at: Change<Timestamp>,
    /// The URL that the payer is sent to after a payment.
    pub success_url: Option<String>,
    /// All metadata. It replaces the existing metadata.
    pub metadata: Option<Vec<(String, Json)>>,
}

impl UpdatePaymentLink {
    pub(crate) fn check(&self) -> Result<(), FieldError> {
        if let Some(title) = &self.title {
            check_length("title", title, 1, 200)?;
        }
        if let Some(text) = self.description.value() {
            check_length("description", text, 0, 2000)?;
        }
        if let Some(url) = self.image_url.value() {
            check_length("image_url", url, 0, 2048)?;
        }
        if let Some(mode) = &self.amount_mode {
            check_mode(mode)?;
        }
        self.check_pricing()?;
        check_suggested(self.suggested_amounts.as_deref())?;
        check_names(self.metadata.as_deref())?;
        if let Some(url) = &self.success_url {
            check_url("success_url", url, &[])?;
        }
        Ok(())
    }

    fn check_pricing(&self) -> Result<(), FieldError> {
        let amounts = [
            ("amount", self.amount, AmountMode::CustomerDefined),
            ("min_amount", self.min_amount, AmountMode::Fixed),
            ("max_amount", self.max_amount, AmountMode::Fixed),
        ];
        for (field, amount, other_mode) in amounts {
            let Some(amount) = amount else { continue };
            check_positive(field, amount)?;
            if self.amount_mode.as_ref() == Some(&other_mode) {
                return Err(FieldError::new(
                    field,
                    format!("does not go with {other_mode}"),
                ));
            }
        }
        match (self.min_amount, self.max_amount) {
            (Some(least), Some(most)) if least > most => Err(FieldError::new(
                "min_amount",
                "must not be greater than max_amount",
            )),
            _ => Ok(()),
        }
    }
}

setters!(UpdatePaymentLink {
    with_title => title: String,
    with_amount_mode => amount_mode: AmountMode,
    with_amount => amount: Amount,
    with_min_amount => min_amount: Amount,
    with_max_amount => max_amount: Amount,
    with_allow_multiple_payments => allow_multiple_payments: bool,
    with_public_visible => public_visible: bool,
    with_success_url => success_url: String,
});

redacted_debug!(UpdatePaymentLink {
    shown: [
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
    ],
    hidden: [title, success_url, metadata],
});
