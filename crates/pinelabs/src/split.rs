//! [`SplitInfo`] and [`SplitDetail`]: who else is settled from the payment.

use paylink_core::provider::json::{FromJson, Strictly};
use paylink_core::{FieldError, Timestamp, open_enum, setters};

use crate::amount::PaymentAmount;
use crate::check::check_utc;

/// How the settlement is split. The merchant must be set up for it at Pine Labs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SplitInfo {
    /// The type of the split; the page's example has `AMOUNT` and lists no others.
    pub split_type: Option<String>,
    /// One for each partner merchant. Whether they add up to the link's amount is the server's to say.
    pub split_details: Option<Vec<SplitDetail>>,
}

impl SplitInfo {
    /// A split of this type between these.
    #[must_use]
    pub fn new(
        split_type: impl Into<String>,
        split_details: impl IntoIterator<Item = SplitDetail>,
    ) -> Self {
        Self {
            split_type: Some(split_type.into()),
            split_details: Some(split_details.into_iter().collect()),
        }
    }

    pub(crate) fn check(&self) -> Result<(), FieldError> {
        for (index, detail) in self.split_details.iter().flatten().enumerate() {
            (detail.check())
                .map_err(|invalid| invalid.inside(&format!("split_details[{index}]")))?;
        }
        Ok(())
    }
}

impl FromJson for SplitInfo {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let split = Self {
            split_type: object.optional("split_type")?,
            split_details: object.optional("split_details")?,
        };
        object.finish()?;
        Ok(split)
    }
}

/// What one partner merchant gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SplitDetail {
    /// Pine Labs' id of the partner merchant.
    pub split_merchant_id: Option<String>,
    /// The merchant's own reference of this settlement.
    pub merchant_settlement_reference: Option<String>,
    /// Pine Labs' id of this settlement.
    pub split_settlement_id: Option<String>,
    /// What the partner gets, in minor units.
    pub amount: Option<PaymentAmount>,
    /// Whether the money waits to be released later, instead of being settled at once.
    pub on_hold: Option<bool>,
    /// The state of the settlement. [`SplitStatus::Other`] is refused: the page documents two.
    pub status: Option<SplitStatus>,
    /// When the split was made, in UTC.
    pub updated_at: Option<Timestamp>,
}

impl SplitDetail {
    fn check(&self) -> Result<(), FieldError> {
        if matches!(self.status, Some(SplitStatus::Other(_))) {
            return Err(FieldError::new("status", SplitStatus::RULE));
        }
        (self.updated_at.as_ref()).map_or(Ok(()), |time| check_utc("updated_at", time))
    }
}

setters!(SplitDetail {
    with_split_merchant_id => split_merchant_id: String,
    with_merchant_settlement_reference => merchant_settlement_reference: String,
    with_split_settlement_id => split_settlement_id: String,
    with_amount => amount: PaymentAmount,
    with_on_hold => on_hold: bool,
    with_status => status: SplitStatus,
    with_updated_at => updated_at: Timestamp,
});

impl FromJson for SplitDetail {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        let mut object = value.object()?;
        let detail = Self {
            split_merchant_id: object.optional("split_merchant_id")?,
            merchant_settlement_reference: object.optional("merchant_settlement_reference")?,
            split_settlement_id: object.optional("split_settlement_id")?,
            amount: object.optional("amount")?,
            on_hold: object.optional("on_hold")?,
            status: object.optional("status")?,
            updated_at: object.optional("updated_at")?,
        };
        object.finish()?;
        Ok(detail)
    }
}

open_enum! {
    /// The state of a split settlement.
    pub enum SplitStatus {
        /// The partner gets the money.
        Released = "RELEASED",
        /// The money waits.
        Hold = "HOLD",
    }
}

impl SplitStatus {
    const RULE: &'static str = "must be RELEASED or HOLD";
}

impl FromJson for SplitStatus {
    fn from_json(value: Strictly<'_>) -> Result<Self, FieldError> {
        match String::from_json(value)?.into() {
            Self::Other(_) => Err(FieldError::new("", Self::RULE)),
            status => Ok(status),
        }
    }
}
