//! [`MappingOptions`]: what the user says about a file.

use std::collections::{BTreeMap, BTreeSet};

use paylink_core::Currency;
use serde::{Deserialize, Serialize};

/// What the user says about a file. Part of what a batch is: another mapping is another batch.
///
/// ```
/// use paylink_batch::{Mapping, MappingOptions};
/// let mut options = MappingOptions::default();
/// options.columns.insert("Order".into(), "reference".into());
/// options.ignore.insert("Warehouse".into());
/// let header = ["Order", "Warehouse", "amount", "currency"].map(str::to_owned);
/// assert!(Mapping::of_columns(&header, &options).is_ok());
/// assert!(Mapping::of_columns(&header, &MappingOptions::default()).is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct MappingOptions {
    /// The file's column to the native one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
    /// Columns of the file that have no place in a request, by name.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub ignore: BTreeSet<String>,
    /// The currency of rows that have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Whether amounts are in minor units: `2500` for 25.00 EUR.
    #[serde(skip_serializing_if = "is_false")]
    pub minor_units: bool,
    /// Whether amounts are written `1.250,50`.
    #[serde(skip_serializing_if = "is_false")]
    pub decimal_comma: bool,
    /// How times are written, in the signs of `strftime`: `%d.%m.%Y %H:%M`. RFC 3339 without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_format: Option<String>,
    /// The offset of times that are written without one: `+01:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<String>,
    /// What parts the cells, where the header line does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
}

fn is_false(value: &bool) -> bool {
    !*value
}
