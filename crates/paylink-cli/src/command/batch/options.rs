//! [`BatchOptions`]: what a batch is made with, as its journal keeps it.

use std::collections::BTreeMap;

use paylink::Currency;
use paylink_batch::{Batch, MappingOptions};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::provider::AccountFlags;

/// Everything besides the file that decides its requests and where they go. No secret.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BatchOptions {
    /// Whether each line is the provider's own request.
    pub(super) own: bool,
    /// Whether rows name an account of their own.
    pub(super) account_columns: bool,
    pub(super) mapping: MappingOptions,
    /// The account's currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) currency: Option<Currency>,
    /// The account flags, by their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) account: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) base_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) profile: Option<String>,
}

impl BatchOptions {
    pub(super) fn of(batch: &Batch) -> Result<Self, Failure> {
        serde_json::from_str(&batch.options).map_err(|_| {
            Failure::command(format!(
                "batch {} was not planned by this command",
                batch.id
            ))
        })
    }

    pub(super) fn as_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn account_flags(&self) -> Result<AccountFlags, Failure> {
        AccountFlags::default().with(&self.account)
    }
}
