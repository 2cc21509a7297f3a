//! Meum: what a webhook tells.

use serde::Serialize;

use super::invoice::View;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event<'a> {
    pub(super) id: &'a str,
    #[serde(rename = "type")]
    pub(super) kind: &'a str,
    pub(super) created_at: String,
    pub(super) organization_id: String,
    pub(super) store_id: String,
    pub(super) store_public_id: String,
    pub(super) data: &'a View<'a>,
}
