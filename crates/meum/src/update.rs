//! [`UpdatePaymentLink`]: a change of a link, where absent, `null` and a value are three things
//! (meum-v10).

use paylink_core::Json;

use paylink_core::provider::json::{FromJson, StrictObject, Strictly, strictly};
use paylink_core::provider::{check_length, check_positive, check_url};
use paylink_core::{Amount, Error, FieldError, Timestamp, redacted_debug, setters};

use crate::link::AmountMode;
use crate::names::{PROVIDER, UPDATE};
use crate::request::{DecimalText, check_names, check_suggested};

/// What an update does to a field that can be taken away.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Leaves it as it is: the field is not sent.
    #[default]
    Keep,
    /// Takes it away: `null` is sent.
    Clear,
    /// Sets it.
    Set(T),
}

impl<T> Change<T> {
    fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }
}

/// Prints what is done, not the value: it may be the payer's.
impl<T> std::fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Keep => "Keep",
            Self::Clear => "Clear",
            Self::Set(_) => "Set([hidden])",
        })
    }
}

/// A change of a payment link: what is not set stays as it is. Lengths are those of the create
/// (meum-v10), and so are the rules of our own that [`CreatePaymentLink`](crate::CreatePaymentLink)
/// names.
///
/// Meum refuses a change of the price once a checkout has begun (meum-v24).
///
/// ```
/// use meum::{Change, UpdatePaymentLink};
/// let mut change = UpdatePaymentLink::default().with_title("Winter fundraiser");
/// change.expires_at = Change::Clear;
/// ```
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct UpdatePaymentLink {
    /// The name: 1 to 200 characters.
    pub title: Option<String>,
    /// The longer text: at most 2000 characters.
    pub description: Change<String>,
    /// The picture's address: at most 2048 characters.
    pub image_url: Change<String>,
    /// Who says how much is paid.
    pub amount_mode: Option<AmountMode>,
    /// The fixed price, in major units, greater than zero.
    pub amount: Option<Amount>,
    /// The least that the payer may choose, in major units, greater than zero.
    pub min_amount: Option<Amount>,
    /// The most that the payer may choose, in major units, not below the least.
    pub max_amount: Option<Amount>,
    /// All buttons for the payer, in major units: they replace those that were there.
    pub suggested_amounts: Option<Vec<Option<Amount>>>,
    /// Whether many payers may pay.
    pub allow_multiple_payments: Option<bool>,
    /// Whether everybody who has the address can pay.
    pub public_visible: Option<bool>,
    /// When the link stops taking payments, in UTC.
    pub expires_at: Change<Timestamp>,
    /// Where the payer goes after a payment.
    pub success_url: Option<String>,
    /// All metadata: it replaces what was there.
    pub metadata: Option<Vec<(String, Json)>>,
}

impl UpdatePaymentLink {
    /// Reads Meum's own JSON. A field that Meum does not document is refused, not dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](paylink_core::ErrorKind::InvalidInput) with the path of the
    /// field and its rule.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        strictly(json).map_err(|invalid| Error::invalid(PROVIDER, UPDATE, invalid))
    }

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

impl FromJson for UpdatePaymentLink {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let update = Self {
            title: object.optional("title")?,
            description: change(&mut object, "description")?,
            image_url: change(&mut object, "image_url")?,
            amount_mode: object.optional("amount_mode")?,
            amount: object.optional("amount")?.map(|DecimalText(amount)| amount),
            min_amount: object
                .optional("min_amount")?
                .map(|DecimalText(amount)| amount),
            max_amount: object
                .optional("max_amount")?
                .map(|DecimalText(amount)| amount),
            suggested_amounts: object.optional("suggested_amounts")?,
            allow_multiple_payments: object.optional("allow_multiple_payments")?,
            public_visible: object.optional("public_visible")?,
            expires_at: change(&mut object, "expires_at")?,
            success_url: object.optional("success_url")?,
            metadata: object.optional("metadata")?,
        };
        object.finish()?;
        check_names(update.metadata.as_deref())?;
        Ok(update)
    }
}

/// The two documented modes; a request must not hold another.
impl FromJson for AmountMode {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        match Self::from(String::from_json(value)?) {
            Self::Other(_) => Err(FieldError::new(
                "",
                "must be fixed_amount or customer_defined_amount",
            )),
            mode => Ok(mode),
        }
    }
}

fn change<T: FromJson>(
    object: &mut StrictObject<'_>,
    name: &'static str,
) -> Result<Change<T>, FieldError> {
    let value: Option<Option<T>> = object.optional(name)?;
    Ok(match value {
        None => Change::Keep,
        Some(None) => Change::Clear,
        Some(Some(value)) => Change::Set(value),
    })
}
