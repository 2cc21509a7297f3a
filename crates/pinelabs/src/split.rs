//! [`SplitInfo`] and [`SplitDetail`]: how the settlement is split between merchants.

use paylink_core::provider::json::optional;
use paylink_core::provider::{object_serde, open_enum, setters};
use paylink_core::{FieldError, Timestamp};
use serde::{Deserialize, Serialize};

use crate::amount::PaymentAmount;
use crate::check::check_utc;

/// How the settlement is split. Pine Labs must have enabled this for the merchant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SplitInfo {
    /// The type of the split. The page's example has `AMOUNT`; no other type is listed.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub split_type: Option<String>,
    /// One entry for each partner merchant. It is not checked that the amounts add up to that of
    /// the link.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub split_details: Option<Vec<SplitDetail>>,
}

object_serde!(SplitInfo);

impl SplitInfo {
    /// A split of this type with these entries.
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

/// The share of one partner merchant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(remote = "Self", default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SplitDetail {
    /// Pine Labs' id of the partner merchant.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub split_merchant_id: Option<String>,
    /// Your own reference of this settlement.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub merchant_settlement_reference: Option<String>,
    /// Pine Labs' id of this settlement.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub split_settlement_id: Option<String>,
    /// The partner's amount, in minor units.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub amount: Option<PaymentAmount>,
    /// Whether the money is held, to be released later, instead of settled at once.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub on_hold: Option<bool>,
    /// The state of the settlement. [`SplitStatus::Other`] is refused: the page documents two.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub status: Option<SplitStatus>,
    /// When the split was last changed, in UTC.
    #[serde(skip_serializing_if = "Option::is_none", with = "optional")]
    pub updated_at: Option<Timestamp>,
}

object_serde!(SplitDetail);

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

open_enum! {
    /// The state of a split settlement.
    pub enum SplitStatus {
        /// The money is released to the partner.
        Released = "RELEASED",
        /// The money is held.
        Hold = "HOLD",
    }
}

impl SplitStatus {
    const RULE: &'static str = "must be RELEASED or HOLD";
}
