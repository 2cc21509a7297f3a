//! The JSON objects about deliveries that are received and sent. Names and order are a promise to
//! programs.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::incoming::Event;

/// Where deliveries are received.
#[derive(Serialize)]
pub(crate) struct ListeningObject<'a> {
    pub(crate) provider: &'a str,
    pub(crate) url: &'a str,
}

/// A delivery that was received and verified.
#[derive(Serialize)]
pub(crate) struct ReceivedObject<'a> {
    provider: &'a str,
    verified: bool,
    event: Option<&'a str>,
    ids: BTreeMap<&'a str, Option<&'a str>>,
    /// The status that the forward target answered.
    forwarded: Option<u16>,
    /// Why it was not forwarded.
    error: Option<&'a str>,
}

/// A delivery that was received and not verified.
#[derive(Serialize)]
pub(crate) struct UnverifiedObject<'a> {
    provider: &'a str,
    verified: bool,
    error: &'a str,
}

/// A sample that was sent.
#[derive(Serialize)]
pub(crate) struct SentObject<'a> {
    provider: &'a str,
    event: &'a str,
    /// The status that the receiver answered.
    status: Option<u16>,
    /// Why there is none.
    error: Option<&'a str>,
}

impl<'a> ReceivedObject<'a> {
    pub(crate) fn new(
        provider: &'a str,
        event: &'a Event,
        forwarded: Option<&'a Result<u16, String>>,
    ) -> Self {
        let ids = event.ids.iter();
        Self {
            provider,
            verified: true,
            event: event.kind.as_deref(),
            ids: ids.map(|(name, id)| (*name, id.as_deref())).collect(),
            forwarded: forwarded.and_then(|forwarded| forwarded.as_ref().ok().copied()),
            error: forwarded.and_then(|forwarded| forwarded.as_ref().err().map(String::as_str)),
        }
    }
}

impl<'a> UnverifiedObject<'a> {
    pub(crate) fn new(provider: &'a str, error: &'a str) -> Self {
        Self {
            provider,
            verified: false,
            error,
        }
    }
}

impl<'a> SentObject<'a> {
    pub(crate) fn new(provider: &'a str, event: &'a str, status: &'a Result<u16, String>) -> Self {
        Self {
            provider,
            event,
            status: status.as_ref().ok().copied(),
            error: status.as_ref().err().map(String::as_str),
        }
    }
}
