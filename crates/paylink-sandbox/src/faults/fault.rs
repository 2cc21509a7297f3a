//! What goes wrong on the wire.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use rand::rngs::ChaCha20Rng;
use rand::{Rng, SeedableRng};
use serde_json::Value;

use super::bomb;
use crate::wire::{Ending, NoAnswer, Reply};
use crate::world::shared::Shared;

/// One way to fail: what becomes of an answer.
#[derive(Clone)]
pub struct Fault {
    name: String,
    change: Arc<Change>,
    /// `None` where it applies to every operation.
    applies: Option<Arc<Applies>>,
    silence: Option<NoAnswer>,
}

/// What becomes of the answer of a provider's operation.
type Change = dyn Fn(&str, &str, Reply) -> Reply + Send + Sync;

/// Whether a provider's operation has such a fault.
type Applies = dyn Fn(&str, &str) -> bool + Send + Sync;

impl Fault {
    /// A fault of one's own. It gets the right answer, and gives what is sent in its place.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        change: impl Fn(Reply) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            change: Arc::new(move |_, _, answer| change(answer)),
            applies: None,
            silence: None,
        }
    }

    /// A fault that depends on the operation that is answered: provider and `operationId`.
    pub(super) fn of_operations(
        name: &str,
        applies: impl Fn(&str, &str) -> bool + Send + Sync + 'static,
        change: impl Fn(&str, &str, Reply) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.to_owned(),
            change: Arc::new(change),
            applies: Some(Arc::new(applies)),
            silence: None,
        }
    }

    /// A fixed answer in the place of the right one.
    #[must_use]
    pub fn instead(name: impl Into<String>, reply: Reply) -> Self {
        Self {
            silence: reply.silence(),
            ..Self::new(name, move |_| reply.clone())
        }
    }

    /// The name, as [`catalogue`](super::catalogue()) and test reports have it: `reset`,
    /// `status-503`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What becomes of an answer, whatever the operation. A fault that depends on the operation
    /// leaves the answer as it is: see [`Fault::of_operation`].
    #[must_use]
    pub fn of(&self, answer: Reply) -> Reply {
        self.of_operation("", "", answer)
    }

    /// What becomes of the answer of a provider's operation, named as in its contract:
    /// `createPaymentLink`.
    #[must_use]
    pub fn of_operation(&self, provider: &str, operation: &str, answer: Reply) -> Reply {
        if self.applies_to(provider, operation) {
            (self.change)(provider, operation, answer)
        } else {
            answer
        }
    }

    /// Whether a provider's operation has such a fault. A [`Strike`](super::Strike) never hits
    /// another.
    #[must_use]
    pub fn applies_to(&self, provider: &str, operation: &str) -> bool {
        let applies = self.applies.as_ref();
        applies.is_none_or(|applies| applies(provider, operation))
    }

    /// Whether it happens before the request has been read whole: then the request does not arrive,
    /// and nothing acts on it.
    #[must_use]
    pub fn is_early(&self) -> bool {
        self.silence.is_some_and(NoAnswer::is_early)
    }

    pub(crate) fn silence(&self) -> Option<NoAnswer> {
        self.silence
    }

    /// Accepts the connection and closes it: [`NoAnswer::Unread`].
    #[must_use]
    pub fn unread() -> Self {
        Self::instead("unread", Reply::no_answer(NoAnswer::Unread))
    }

    /// Reads half of the request and resets the connection: [`NoAnswer::Halfway`].
    #[must_use]
    pub fn halfway() -> Self {
        Self::instead("halfway", Reply::no_answer(NoAnswer::Halfway))
    }

    /// Reads the request and closes the connection.
    #[must_use]
    pub fn close() -> Self {
        Self::instead("close", Reply::close())
    }

    /// Reads the request and resets the connection.
    #[must_use]
    pub fn reset() -> Self {
        Self::instead("reset", Reply::no_answer(NoAnswer::Reset))
    }

    /// Reads the request and never answers.
    #[must_use]
    pub fn hang() -> Self {
        Self::instead("hang", Reply::hang())
    }

    /// Sends the head of the answer, and never the body.
    #[must_use]
    pub fn hang_after_head() -> Self {
        Self::new("hang-after-head", |answer| {
            let length = length(&answer).max(1);
            answer
                .with_body(Vec::new())
                .declaring(length)
                .then(Ending::Hang)
        })
    }

    /// Sends the answer one byte at a time.
    #[must_use]
    pub fn drip(pause: Duration) -> Self {
        Self::new("drip", move |answer| answer.dripping(pause))
    }

    /// Sends half of the announced body, and closes the connection.
    #[must_use]
    pub fn cut() -> Self {
        Self::new("cut", |answer| {
            let length = length(&answer).max(1);
            let body = answer.body().unwrap_or_default();
            let half = body.get(..body.len() / 2).unwrap_or_default().to_vec();
            answer.with_body(half).declaring(length).then(Ending::Close)
        })
    }

    /// Sends more bytes than announced: the announced ones are the right answer.
    #[must_use]
    pub fn overrun() -> Self {
        Self::new("overrun", |answer| {
            let length = length(&answer);
            let body = [answer.body().unwrap_or_default(), b"{\"more\":true}"].concat();
            answer.with_body(body).declaring(length)
        })
    }

    /// Says that the body comes in chunks, and sends something else after the first.
    #[must_use]
    pub fn bad_chunks() -> Self {
        Self::new("bad-chunks", |answer| {
            answer
                .with_raw_chunks(*b"2\r\n{\"\r\nzz\r\nno chunk\r\n")
                .then(Ending::Close)
        })
    }

    /// Answers, and closes the connection although it does not say so: the client's next request
    /// meets a closed one.
    #[must_use]
    pub fn stale() -> Self {
        Self::new("stale", |answer| answer.then(Ending::Close))
    }

    /// A body that says that it is compressed, and unfolds to this many bytes of JSON: about 600 kB
    /// for 100 MB.
    ///
    /// Its checksum is wrong: who has read so far to notice has unfolded all of it.
    #[must_use]
    pub fn gzip_bomb(bytes: usize) -> Self {
        Self::new("gzip-bomb", move |answer| {
            answer
                .header("content-encoding", "gzip")
                .with_body(bomb::gzip(bytes))
        })
    }

    /// A JSON body of this many bytes. The server does not hold it in memory.
    #[must_use]
    pub fn flood(bytes: u64) -> Self {
        let name = format!("flood-{}-mb", bytes / 1_000_000);
        Self::new(name, move |answer| answer.with_filler(bytes))
    }

    /// Another body, with the status of the right answer.
    #[must_use]
    pub fn body(name: impl Into<String>, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::new(name, move |answer| answer.with_body(body.clone()))
    }

    /// JSON with bytes in it that are not UTF-8.
    #[must_use]
    pub fn invalid_utf8() -> Self {
        Self::body("invalid-utf-8", *b"{\"id\":\"\xff\xfe\"}")
    }

    /// The right answer with a byte order mark before it.
    #[must_use]
    pub fn byte_order_mark() -> Self {
        Self::new("byte-order-mark", |answer| {
            let body = ["\u{feff}".as_bytes(), answer.body().unwrap_or_default()].concat();
            answer.with_body(body)
        })
    }

    /// A web page with the status of the right answer.
    #[must_use]
    pub fn html() -> Self {
        Self::new("html", |answer| match answer.status() {
            Some(status) => Reply::text(status, "text/html", PAGE),
            None => answer,
        })
    }

    /// Arrays in arrays, a hundred thousand deep.
    #[must_use]
    pub fn deep_nesting() -> Self {
        const DEPTH: usize = 100_000;
        let body = format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH));
        Self::body("deep-nesting", body)
    }

    /// The right answer with each field of its outer object twice.
    #[must_use]
    pub fn duplicate_keys() -> Self {
        Self::new("duplicate-keys", |answer| {
            let text = String::from_utf8_lossy(answer.body().unwrap_or_default()).into_owned();
            let inside = text
                .strip_prefix('{')
                .and_then(|text| text.strip_suffix('}'));
            match inside {
                Some(inside) if !inside.is_empty() => {
                    answer.with_body(format!("{{{inside},{inside}}}"))
                }
                _ => answer.with_body(r#"{"id":"1","id":"2"}"#),
            }
        })
    }

    /// The right answer with every value of its outer object replaced by an array.
    #[must_use]
    pub fn wrong_types() -> Self {
        Self::new("wrong-types", |answer| {
            let fields: BTreeMap<String, Value> =
                serde_json::from_slice(answer.body().unwrap_or_default()).unwrap_or_default();
            let names = fields
                .into_keys()
                .map(|name| (name, Value::from(vec![true])));
            let wrong: serde_json::Map<_, _> = names.collect();
            answer.with_body(Value::from(wrong).to_string())
        })
    }

    /// The right answer, late by a time in this range, both ends included. The same seed gives the
    /// same times in the same order.
    #[must_use]
    pub fn latency(range: RangeInclusive<Duration>, seed: u64) -> Self {
        let (from, to) = range.into_inner();
        let span = to.saturating_sub(from).as_millis().saturating_add(1);
        let random = Shared::new(ChaCha20Rng::seed_from_u64(seed));
        Self::new("latency", move |answer| {
            let drawn = random.with(|random| u128::from(random.next_u64()));
            let more = drawn
                .checked_rem(span)
                .and_then(|more| more.try_into().ok());
            let more = Duration::from_millis(more.unwrap_or_default());
            answer.after(from.saturating_add(more))
        })
    }

    /// A status with a small JSON body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let body = format!(r#"{{"message":"the sandbox answers {status} here"}}"#);
        Self::instead(format!("status-{status}"), Reply::json(status, body))
    }

    /// A gateway's web page: 502.
    #[must_use]
    pub fn html_502() -> Self {
        Self::instead("html-502", Reply::text(502, "text/html", PAGE))
    }

    /// 204, without a body.
    #[must_use]
    pub fn no_content() -> Self {
        Self::instead("status-204", Reply::bare(204))
    }

    /// 429 with a `Retry-After` of any text. The name is for reports: `429-date`.
    #[must_use]
    pub fn rate_limited(name: impl Into<String>, retry_after: &str) -> Self {
        let reply = Reply::json(429, r#"{"message":"too many requests"}"#);
        Self::instead(name, reply.header("retry-after", retry_after))
    }

    /// A redirect to another address.
    #[must_use]
    pub fn redirect(status: u16, location: &str) -> Self {
        let reply = Reply::bare(status).header("location", location);
        Self::instead(format!("redirect-{status}"), reply)
    }
}

/// Shows the name.
impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fault").field(&self.name).finish()
    }
}

const PAGE: &str = "<!doctype html><title>Sandbox</title><p>This is no JSON.";

fn length(answer: &Reply) -> u64 {
    let length = answer.body().map(<[u8]>::len).unwrap_or_default();
    length.try_into().unwrap_or(u64::MAX)
}
