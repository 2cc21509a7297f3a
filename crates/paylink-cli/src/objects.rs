//! The JSON objects that programs read. Names and order are a promise to them.

use std::collections::BTreeMap;

use paylink::{Answer, IdempotencyKey, Link};
use serde::Serialize;

use crate::failure::Failure;
use crate::incoming::Event;
use crate::mask::masked;
use crate::screen::ascii_where_obeyed;

/// A link, as it was made or as it is.
#[derive(Serialize)]
pub(crate) struct LinkObject<'a> {
    provider: &'a str,
    id: Option<&'a str>,
    url: Option<&'a str>,
    status: Option<&'a str>,
    amount: Option<String>,
    currency: Option<&'a str>,
    reference: Option<&'a str>,
    request_id: Option<&'a str>,
    idempotency_key: Option<&'a str>,
    attempts: u32,
}

/// A webhook that was verified.
#[derive(Serialize)]
pub(crate) struct EventObject<'a> {
    provider: &'a str,
    verified: bool,
    event: Option<&'a str>,
    ids: BTreeMap<&'a str, Option<&'a str>>,
}

#[derive(Serialize)]
pub(crate) struct FailureEnvelope<'a> {
    error: FailureObject<'a>,
}

/// Why a command did not do what it was told, or did something else.
#[derive(Serialize)]
struct FailureObject<'a> {
    kind: &'a str,
    outcome: &'a str,
    message: &'a str,
    status: Option<u16>,
    code: Option<String>,
    request_id: Option<String>,
    idempotency_key: Option<&'a str>,
    reference: Option<&'a str>,
    attempts: u32,
    /// The link that came although the call failed.
    id: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_body_truncated: Option<bool>,
}

impl<'a> LinkObject<'a> {
    pub(crate) fn new(answer: &'a Answer<Link>) -> Self {
        Self {
            provider: &answer.provider,
            id: answer.id.as_deref(),
            url: answer.url.as_deref(),
            status: answer.status.as_deref(),
            amount: answer.amount.map(|amount| amount.to_string()),
            currency: answer.currency.as_ref().map(|currency| currency.as_str()),
            reference: answer.reference.as_deref(),
            request_id: answer.request_id(),
            idempotency_key: answer.idempotency_key().map(IdempotencyKey::as_str),
            attempts: answer.attempts(),
        }
    }
}

impl<'a> EventObject<'a> {
    pub(crate) fn new(provider: &'a str, event: &'a Event) -> Self {
        let ids = event.ids.iter();
        Self {
            provider,
            verified: true,
            event: event.kind.as_deref(),
            ids: ids.map(|(name, id)| (*name, id.as_deref())).collect(),
        }
    }
}

impl<'a> FailureEnvelope<'a> {
    pub(crate) fn new(failure: &'a Failure, message: &'a str) -> Self {
        let error = failure.error();
        let body = failure.raw_body();
        let error = FailureObject {
            kind: failure.kind().as_str(),
            outcome: failure.outcome().as_str(),
            message,
            status: error.and_then(|error| Some(error.http_status()?.as_u16())),
            code: error.and_then(|error| error.code()).map(masked),
            request_id: error.and_then(|error| error.request_id()).map(masked),
            idempotency_key: failure.idempotency_key(),
            reference: failure.reference(),
            attempts: error.map_or(0, |error| error.attempts()),
            id: failure.kept().and_then(|link| link.id.as_deref()),
            url: failure.kept().and_then(|link| link.url.as_deref()),
            raw_body_truncated: (body.as_ref()).and_then(|body| body.truncated.then_some(true)),
            raw_body: body.map(|body| body.text),
        };
        Self { error }
    }
}

/// Texts and whole numbers: they can always be written. What a screen would obey is written by its
/// code.
pub(crate) fn json(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_else(|error| error.to_string());
    ascii_where_obeyed(&json)
}
