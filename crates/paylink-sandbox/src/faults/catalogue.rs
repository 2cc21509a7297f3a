//! One of each kind.

use std::time::Duration;

use super::fault::Fault;
use super::hostile::hostile_answers;
use super::untrue::untrue_answers;

/// Every fault with a name: [`catalogue`], [`untrue_answers`] and [`hostile_answers`]. These are
/// what `POST /_sandbox/faults` takes.
#[must_use]
pub fn all(elsewhere: &str) -> Vec<Fault> {
    [catalogue(elsewhere), untrue_answers(), hostile_answers()].concat()
}

/// One fault of each kind that breaks an exchange, each with a name of its own. Redirects lead to
/// `elsewhere`, which should be a server that counts.
///
/// A storm that ends, or a 401 followed by success, is one of these with
/// [`Strike::times`](super::Strike::times).
#[must_use]
pub fn catalogue(elsewhere: &str) -> Vec<Fault> {
    [connections(), bodies(), statuses(elsewhere), rate_limits()].concat()
}

fn connections() -> Vec<Fault> {
    vec![
        Fault::unread(),
        Fault::halfway(),
        Fault::close(),
        Fault::reset(),
        Fault::hang(),
        Fault::hang_after_head(),
        Fault::drip(Duration::from_secs(1)),
        Fault::cut(),
        Fault::overrun(),
        Fault::bad_chunks(),
        Fault::stale(),
    ]
}

fn bodies() -> Vec<Fault> {
    vec![
        Fault::gzip_bomb(100_000_000),
        Fault::flood(100_000_000),
        Fault::flood(300_000_000),
        Fault::invalid_utf8(),
        Fault::byte_order_mark(),
        Fault::html(),
        Fault::body("empty-body", ""),
        Fault::body("empty-object", "{}"),
        Fault::body("null", "null"),
        Fault::deep_nesting(),
        Fault::duplicate_keys(),
        Fault::wrong_types(),
    ]
}

fn statuses(elsewhere: &str) -> Vec<Fault> {
    let redirects = [301, 302, 307, 308].map(|status| Fault::redirect(status, elsewhere));
    let statuses = [401, 408, 409, 425, 500, 502, 503, 504].map(Fault::status);
    let others = [Fault::no_content(), Fault::html_502()];
    redirects
        .into_iter()
        .chain(statuses)
        .chain(others)
        .collect()
}

fn rate_limits() -> Vec<Fault> {
    [
        ("429-seconds", "1"),
        ("429-date", "Wed, 21 Oct 2099 07:28:00 GMT"),
        ("429-negative", "-1"),
        ("429-huge", "99999999999999999999"),
        ("429-garbage", "soon"),
    ]
    .into_iter()
    .map(|(name, retry_after)| Fault::rate_limited(name, retry_after))
    .chain([Fault::status(429)])
    .collect()
}
