//! The parts of an OpenAPI document that the sandbox reads.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::contract::refusal;

#[derive(Deserialize)]
pub(crate) struct Document {
    pub(crate) paths: BTreeMap<String, PathItem>,
    pub(crate) components: Value,
}

#[derive(Deserialize)]
pub(crate) struct PathItem {
    get: Option<Operation>,
    post: Option<Operation>,
    put: Option<Operation>,
    patch: Option<Operation>,
}

impl PathItem {
    pub(crate) fn operations(self) -> impl Iterator<Item = (&'static str, Operation)> {
        let all = [
            ("GET", self.get),
            ("POST", self.post),
            ("PUT", self.put),
            ("PATCH", self.patch),
        ];
        all.into_iter()
            .filter_map(|(method, operation)| Some((method, operation?)))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Operation {
    pub(crate) operation_id: String,
    #[serde(default)]
    pub(crate) parameters: Vec<Value>,
    /// Headers that clients set and the provider does not ask for.
    #[serde(default, rename = "x-client-headers")]
    pub(crate) client_headers: Vec<Value>,
    pub(crate) request_body: Option<RequestBody>,
    /// By status, as text.
    pub(crate) responses: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) place: Place,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) schema: Value,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Place {
    Path,
    Header,
    Query,
}

impl From<Place> for refusal::Place {
    fn from(place: Place) -> Self {
        match place {
            Place::Path => Self::Path,
            Place::Header => Self::Header,
            Place::Query => Self::Query,
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct RequestBody {
    pub(crate) content: BTreeMap<String, MediaType>,
}

#[derive(Deserialize)]
pub(crate) struct MediaType {
    pub(crate) schema: Value,
}
