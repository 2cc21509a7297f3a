//! The expected outcome of each fault: the promise as a table.

use paylink_core::ErrorKind;
use paylink_sandbox::faults::{Fault, Moment};

/// What an operation does, and what its provider documents about doing it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It changes nothing.
    Read,
    /// It changes something; repeats are not documented.
    Write,
    /// It changes something; the same key gives the same result.
    KeyedWrite,
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With an answer.
    Done,
    /// With an error of this kind.
    Fails(ErrorKind),
}

/// How an operation reads the bodies whose meaning depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// `{}`.
    pub empty: End,
    /// `{"id":"2"}`.
    pub only_id: End,
    /// The right fields, each with an array as its value.
    pub wrong_types: End,
    /// A text that is not UTF-8 as an identifier.
    pub broken_id: End,
    /// A text that is not UTF-8 as a description.
    pub broken_text: End,
    /// A 409.
    pub conflict: ErrorKind,
}

/// The expected outcome of a call in which every attempt has the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How it ends.
    pub end: End,
    /// How many requests are started.
    pub attempts: u32,
    /// How many of them arrive whole.
    pub arrivals: usize,
}

/// The expected outcome of `fault`.
///
/// `renewable` says that the credentials can be renewed after a 401, once.
#[must_use]
pub fn verdict(
    fault: &Fault,
    moment: Moment,
    effect: Effect,
    reading: Reading,
    renewable: bool,
) -> Verdict {
    let end = end(fault.name(), moment, reading);
    let attempts = match fault.name() {
        "status-401" if renewable => 2,
        name => attempts(name, end, effect),
    };
    let arrivals = match usize::try_from(attempts) {
        Ok(attempts) if !fault.is_early() => attempts,
        _ => 0,
    };
    Verdict {
        end,
        attempts,
        arrivals,
    }
}

/// How a call ends if every attempt has the fault.
fn end(name: &str, moment: Moment, reading: Reading) -> End {
    use ErrorKind as Kind;
    let right = match moment {
        Moment::After => End::Done,
        // Before the sandbox acts, the "right" answer is an empty object.
        _ => reading.empty,
    };
    match name {
        "unread" | "halfway" | "close" | "reset" | "cut" | "bad-chunks" | "length-one-too-long" => {
            End::Fails(Kind::Interrupted)
        }
        "hang" | "hang-after-head" | "drip" | "status-408" => End::Fails(Kind::Timeout),
        "overrun" | "stale" | "byte-order-mark" => right,
        // Texts are read leniently, and what no reader needs does not matter.
        "bad-byte-in-text" if moment == Moment::After => reading.broken_text,
        "bad-byte-in-text" | "long-request-id" => right,
        // The page says how many of its items could not be read, and an empty page is a page.
        "null-in-list" | "empty-pages" => End::Done,
        // More than was asked for, and an end that is not one.
        "long-page" | "more-without-cursor" => End::Fails(Kind::Unreadable),
        "long-loc" => End::Fails(Kind::Refused),
        "duplicate-keys" if moment == Moment::After => End::Done,
        "duplicate-keys" => reading.only_id,
        "wrong-types" if moment == Moment::After => reading.wrong_types,
        "wrong-types" | "empty-object" => reading.empty,
        "invalid-utf-8" => reading.broken_id,
        // The response has a link that is not what was asked for, or a refusal beside the link.
        "another-link" | "another-amount" | "wrong-state" | "says-no-and-gives-a-link" => {
            End::Fails(Kind::Differs)
        }
        // Something exists under the key or the reference, or is being made.
        "conflict-on-the-key" => End::Fails(Kind::Duplicate),
        "gzip-bomb" | "html" | "php-notice" | "empty-body" | "null" | "deep-nesting"
        | "status-204" => End::Fails(Kind::Unreadable),
        "flood-100-mb" | "flood-300-mb" => End::Fails(Kind::TooLarge),
        "redirect-301" | "redirect-302" | "redirect-307" | "redirect-308" => {
            End::Fails(Kind::Redirect)
        }
        "status-401" => End::Fails(Kind::Authentication),
        "status-409" => End::Fails(reading.conflict),
        "status-425" => End::Fails(Kind::Refused),
        "status-500" | "status-502" | "status-503" | "status-504" | "html-502" => {
            End::Fails(Kind::Server)
        }
        "429-seconds" | "429-date" | "429-negative" | "429-huge" | "429-garbage" | "status-429" => {
            End::Fails(Kind::RateLimited)
        }
        other => panic!("the expectations say nothing of {other}"),
    }
}

/// How many requests are started if each has the fault: at most three.
fn attempts(name: &str, end: End, effect: Effect) -> u32 {
    let repeatable = effect != Effect::Write;
    match (name, end) {
        // It asks to wait for years, or for longer than a number can express.
        ("429-date" | "429-huge", _) => 1,
        // The work may have been done in spite of a server's time-out.
        ("status-408", _) => 1,
        ("status-500", _) if effect == Effect::Read => 2,
        ("status-500", _) => 1,
        (_, End::Fails(ErrorKind::Interrupted | ErrorKind::Timeout | ErrorKind::Server))
        | (_, End::Fails(ErrorKind::RateLimited))
            if repeatable =>
        {
            3
        }
        _ => 1,
    }
}
