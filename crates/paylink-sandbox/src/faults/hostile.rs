//! Answers that attack a client's reader, or that a broken server gives by mistake.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::edit::{fields_of, is_success, with_fields};
use super::fault::Fault;
use crate::provider::{MEUM, PAYWINT};
use crate::wire::{Ending, Reply};

/// Answers that cost time or memory, never end, or hide a link that was made: one of each kind.
///
/// | Fault | Operations |
/// |---|---|
/// | `bad-byte-in-text`, `php-notice`, `length-one-too-long`, `long-request-id` | all |
/// | `null-in-list`, `long-page` | Paywint `listReceivedPayments`; Meum `listPaymentLinks`, `listPaymentLinkInvoices` |
/// | `empty-pages` | the same |
/// | `more-without-cursor` | Meum `listPaymentLinks`, `listPaymentLinkInvoices` |
/// | `long-loc` | all of Paywint's |
///
/// An answer that is an error stays as it is, except that its framing may be wrong.
#[must_use]
pub fn hostile_answers() -> Vec<Fault> {
    vec![
        Fault::bad_byte_in_text(),
        Fault::php_notice(),
        Fault::length_one_too_long(),
        Fault::long_request_id(8 * 1024),
        Fault::null_in_list(),
        Fault::long_page(1_000),
        Fault::empty_pages(),
        Fault::more_without_cursor(),
        Fault::long_loc(200_000),
    ]
}

impl Fault {
    /// The right answer with a byte that is not UTF-8 inside a text: the first title, description
    /// or message that it has, and otherwise a field that nobody documents. Money and identifiers
    /// stay.
    #[must_use]
    pub fn bad_byte_in_text() -> Self {
        Self::new("bad-byte-in-text", |answer| {
            let body = answer.body().unwrap_or_default();
            let texts = [r#""title":""#, r#""description":""#, r#""message":""#];
            let place = texts.iter().find_map(|start| {
                let found = body
                    .windows(start.len())
                    .position(|bytes| bytes == start.as_bytes())?;
                found.checked_add(start.len())
            });
            let body = match place.and_then(|place| body.split_at_checked(place)) {
                Some((before, after)) => [before, b"\xff", after].concat(),
                None => match body.strip_prefix(b"{") {
                    Some(b"}") => b"{\"note\":\"a\xffb\"}".to_vec(),
                    Some(fields) => [b"{\"note\":\"a\xffb\",", fields].concat(),
                    None => body.to_vec(),
                },
            };
            answer.with_body(body)
        })
    }

    /// The right answer behind a notice of an interpreter that was told to print its warnings.
    #[must_use]
    pub fn php_notice() -> Self {
        const NOTICE: &str = "<br />\n<b>Notice</b>:  Undefined index: amount in <b>/var/www/api.php</b> on line <b>12</b><br />\n";
        Self::new("php-notice", |answer| {
            let body = [NOTICE.as_bytes(), answer.body().unwrap_or_default()].concat();
            answer.with_body(body)
        })
    }

    /// The whole right answer, announced as one byte longer; then the connection is closed.
    #[must_use]
    pub fn length_one_too_long() -> Self {
        Self::new("length-one-too-long", |answer| {
            let length = answer.body().map(<[u8]>::len).unwrap_or_default();
            let length = u64::try_from(length).unwrap_or(u64::MAX);
            answer
                .declaring(length.saturating_add(1))
                .then(Ending::Close)
        })
    }

    /// The right answer with request ids of this many bytes in its headers (`x-request-id` and
    /// `request-id`).
    #[must_use]
    pub fn long_request_id(bytes: usize) -> Self {
        Self::new("long-request-id", move |answer| {
            let id = "r".repeat(bytes);
            answer.header("x-request-id", &id).header("request-id", &id)
        })
    }

    /// A list with `null` before its first item.
    #[must_use]
    pub fn null_in_list() -> Self {
        Self::of_lists("null-in-list", |_, list, answer| {
            changed_list(answer, list, |items| {
                items.insert(0, RawValue::NULL.to_owned());
            })
        })
    }

    /// A page of this many items, whatever was asked for: copies of its first one, or empty
    /// objects.
    #[must_use]
    pub fn long_page(items: usize) -> Self {
        Self::of_lists("long-page", move |_, list, answer| {
            changed_list(answer, list, |page| {
                let item = page.first().cloned().or_else(|| raw(&json!({})));
                *page = vec![item.unwrap_or_else(|| RawValue::NULL.to_owned()); items];
            })
        })
    }

    /// Empty pages without an end: each says that there is more, and gives a cursor that is new
    /// where the provider has cursors.
    #[must_use]
    pub fn empty_pages() -> Self {
        let count = Arc::new(AtomicU64::new(1));
        Self::of_lists("empty-pages", move |provider, list, answer| {
            let answer = changed_list(answer, list, Vec::clear);
            let more = match provider {
                MEUM => {
                    let cursor = format!("cursor-{}", count.fetch_add(1, Ordering::Relaxed));
                    json!({ "has_more": true, "next_cursor": cursor })
                }
                _ => json!({ "totalRecords": 1_000_000_000 }),
            };
            with(answer, &more)
        })
    }

    /// An empty page that says that there is more, and not where: no cursor, and no item whose id
    /// could be one.
    #[must_use]
    pub fn more_without_cursor() -> Self {
        let applies = |provider: &str, operation: &str| {
            provider == MEUM && list_of(provider, operation).is_some()
        };
        Self::of_operations(
            "more-without-cursor",
            applies,
            |provider, operation, answer| {
                let list = list_of(provider, operation).unwrap_or_default();
                let answer = changed_list(answer, list, Vec::clear);
                with(answer, &json!({ "has_more": true, "next_cursor": null }))
            },
        )
    }

    /// 422 in the place of a success, with a `detail` whose way to the field has about this many
    /// bytes.
    #[must_use]
    pub fn long_loc(bytes: usize) -> Self {
        let applies = |provider: &str, _: &str| provider == PAYWINT;
        Self::of_operations("long-loc", applies, move |_, _, answer| {
            if !is_success(&answer) {
                return answer;
            }
            // Two bytes a step in JSON: `1,`.
            let loc = vec![1; bytes / 2];
            let detail =
                json!([{ "loc": loc, "msg": "value is not valid", "type": "value_error" }]);
            Reply::json(422, json!({ "detail": detail }).to_string())
        })
    }

    /// A fault of the answers that are pages of a list.
    fn of_lists(
        name: &str,
        change: impl Fn(&str, &str, Reply) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let applies = |provider: &str, operation: &str| list_of(provider, operation).is_some();
        Self::of_operations(
            name,
            applies,
            move |provider, operation, answer| match list_of(provider, operation) {
                Some(list) => change(provider, list, answer),
                None => answer,
            },
        )
    }
}

/// The field that holds the items of a page.
fn list_of(provider: &str, operation: &str) -> Option<&'static str> {
    match (provider, operation) {
        (PAYWINT, "listReceivedPayments") => Some("records"),
        (MEUM, "listPaymentLinks" | "listPaymentLinkInvoices") => Some("data"),
        _ => None,
    }
}

fn changed_list(answer: Reply, list: &str, change: impl FnOnce(&mut Vec<Box<RawValue>>)) -> Reply {
    let Some(mut fields) = fields_of(&answer) else {
        return answer;
    };
    // An answer from before the sandbox acted has no list: it gets one.
    let items = fields
        .get(list)
        .map(|items| serde_json::from_str(items.get()).unwrap_or_default());
    let mut items = items.unwrap_or_default();
    change(&mut items);
    if let Ok(items) = serde_json::value::to_raw_value(&items) {
        fields.insert(list.to_owned(), items);
    }
    with_fields(answer, &fields)
}

/// A success with these fields, in the place of those that have the same name.
fn with(answer: Reply, more: &Value) -> Reply {
    let Some(mut fields) = fields_of(&answer) else {
        return answer;
    };
    for (name, value) in more.as_object().into_iter().flatten() {
        if let Some(value) = raw(value) {
            fields.insert(name.clone(), value);
        }
    }
    with_fields(answer, &fields)
}

fn raw(value: &Value) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(value).ok()
}
