//! The resend decision, as the table that the documentation shows.

use std::time::Duration;

use http::StatusCode;
use paylink_core::provider::Decision::{self, Again, AgainAfter, Renew, Stop};
use paylink_core::provider::{Effect, Ending, History, Idempotency, decide};

const READ: Effect = Effect::Read;
const WRITE: Effect = Effect::Write(Idempotency::Undocumented);
const KEYED: Effect = Effect::Write(Idempotency::SameKey);

fn first() -> History {
    History {
        attempts: 1,
        most: 3,
        internal_errors: 0,
        renewable: false,
        retry_after: None,
    }
}

fn status(code: u16) -> Ending {
    Ending::Status(StatusCode::from_u16(code).unwrap())
}

/// What read, write and keyed write do.
fn row(ending: Ending, history: History) -> [Decision; 3] {
    [READ, WRITE, KEYED].map(|effect| decide(effect, ending, history))
}

#[test]
fn the_table() {
    let failed_once = History {
        internal_errors: 1,
        ..first()
    };
    for (ending, history, expected) in [
        (Ending::NotSent, first(), [Again, Again, Again]),
        (Ending::Unusable, first(), [Stop, Stop, Stop]),
        (Ending::Interrupted, first(), [Again, Stop, Again]),
        (status(502), first(), [Again, Stop, Again]),
        (status(503), first(), [Again, Stop, Again]),
        (status(504), first(), [Again, Stop, Again]),
        (status(500), failed_once, [Again, Stop, Stop]),
        (status(429), first(), [Again, Stop, Again]),
        (Ending::Unreadable, first(), [Stop, Stop, Stop]),
    ] {
        assert_eq!(row(ending, history), expected, "{ending:?}");
    }
}

#[test]
fn a_read_is_repeated_once_after_a_500_and_not_twice() {
    let failed_twice = History {
        attempts: 2,
        internal_errors: 2,
        ..first()
    };
    assert_eq!(decide(READ, status(500), failed_twice), Stop);
}

#[test]
fn what_is_sent_again_waits_as_long_as_the_provider_asks() {
    let wait = Duration::from_secs(7);
    let asked = History {
        retry_after: Some(wait),
        ..first()
    };
    for code in [429, 502, 503, 504] {
        assert_eq!(
            row(status(code), asked),
            [AgainAfter(wait), Stop, AgainAfter(wait)],
            "{code}"
        );
    }
    // A 500 is repeated once, and only for a read: a wait changes nothing about that.
    assert_eq!(row(status(500), asked), [Again, Stop, Stop]);
}

#[test]
fn a_401_renews_what_can_be_renewed_and_spends_no_attempt() {
    let renewable = History {
        attempts: 3,
        renewable: true,
        ..first()
    };
    assert_eq!(row(status(401), renewable), [Renew; 3]);
    assert_eq!(row(status(401), first()), [Stop; 3]);
    assert_eq!(row(status(403), renewable), [Stop; 3]);
}

#[test]
fn every_other_status_stops() {
    for code in (300..600).filter(|code| ![401, 429, 500, 502, 503, 504].contains(code)) {
        assert_eq!(row(status(code), first()), [Stop; 3], "{code}");
    }
}

#[test]
fn the_last_attempt_is_the_last() {
    let last = History {
        attempts: 3,
        ..first()
    };
    for ending in [
        Ending::NotSent,
        Ending::Interrupted,
        status(503),
        status(429),
        status(500),
    ] {
        assert_eq!(row(ending, last), [Stop; 3], "{ending:?}");
    }
}
