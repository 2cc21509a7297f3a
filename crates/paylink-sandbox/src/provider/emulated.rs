//! What every emulated provider does.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::link::HeldLink;
use crate::refusal::Refusal;
use crate::wire::{Recorded, Reply};

/// One provider: its credentials, its links, and its words.
pub(crate) trait Emulated: Send + Sync {
    /// The provider's name, as its crate is called.
    fn name(&self) -> &'static str;

    /// The contract that requests are checked with.
    fn contract(&self) -> &'static str;

    /// The path of the documented base URL, without a slash at the end.
    fn base_path(&self) -> &'static str;

    /// The beginnings of the paths that are this provider's, so that a wrong path gets this provider's error.
    fn territory(&self) -> &'static [&'static str];

    /// Names of environment variables, and the values that this sandbox accepts.
    fn credentials(&self) -> Vec<(&'static str, String)>;

    /// Checks the credentials of a request.
    fn authenticate(&self, operation: &str, request: &Recorded) -> Result<(), Refusal>;

    /// Carries out a request that is authenticated and as the contract says.
    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal>;

    /// Puts a refusal into the provider's words. There is no operation where the path has none.
    fn refuse(&self, operation: Option<&str>, refusal: &Refusal) -> Reply;

    /// The links so far, in the order in which they were made.
    fn links(&self) -> Vec<HeldLink>;
}

/// A request that is authenticated and as the contract says.
pub(crate) struct Call<'a> {
    /// The `operationId` of the contract.
    pub(crate) operation: &'a str,
    pub(crate) request: &'a Recorded,
    pub(crate) body: &'a str,
}

impl Call<'_> {
    /// The body as a type. Amounts stay text in it: `10.00` must not become `10`.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        // The contract was met: a failure here is a contract that does not fit the type.
        serde_json::from_str(self.body)
            .map_err(|error| Refusal::body(&[], "json", error.to_string()))
    }
}

/// A value that is held and given back as the text that it came as.
pub(crate) type Echo = Option<Box<RawValue>>;

/// An answer with a value as JSON.
pub(crate) fn json(status: u16, value: &impl Serialize) -> Reply {
    serde_json::to_string(value).map_or_else(unwritable, |body| Reply::json(status, body))
}

/// The sandbox's own mistake, said as such: it must not look like an answer of the provider.
fn unwritable(error: impl Display) -> Reply {
    Reply::text(
        500,
        "text/plain",
        format!("the sandbox could not write its answer: {error}"),
    )
}
