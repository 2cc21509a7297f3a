//! A webhook as a provider sends it.

use std::fmt;

use serde::Serialize;

/// A webhook as a provider sends it, signed where the provider signs.
///
/// `Debug` shows neither values nor the body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Webhook {
    /// Names and values, in the order in which they are sent.
    pub headers: Vec<(&'static str, String)>,
    /// The exact body that a signature is over.
    pub body: String,
}

/// What became of a webhook that was delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// What was sent.
    pub webhook: Webhook,
    /// The status that the receiver answered.
    pub status: u16,
}

impl Webhook {
    /// A webhook with a JSON body, and not yet with a signature.
    pub(crate) fn json(event: &impl Serialize) -> Self {
        Self {
            headers: vec![("content-type", "application/json".to_owned())],
            // The sandbox's own mistake is said as such, so that it does not look like an event.
            body: serde_json::to_string(event)
                .unwrap_or_else(|error| format!("the sandbox could not write its event: {error}")),
        }
    }

    /// The same with other values for headers that it has.
    pub(crate) fn replacing(mut self, values: &[(&str, String)]) -> Self {
        for (name, value) in &mut self.headers {
            if let Some((_, new)) = values.iter().find(|(known, _)| known == name) {
                value.clone_from(new);
            }
        }
        self
    }

    /// The value of a header; empty for one that it does not have.
    pub(crate) fn value(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| *known == name);
        found.map_or("", |(_, value)| value)
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Webhook")
            .field("headers", &names)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}
