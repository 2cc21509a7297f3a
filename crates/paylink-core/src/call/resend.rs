//! The resend decision: one pure function, tested as a table. It knows no provider, no clock and no randomness.

use std::time::Duration;

use http::StatusCode;

use super::effect::{Effect, Idempotency};

/// How an attempt ended, when it did not end in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Nothing was sent: the connection could not be made.
    NotSent,
    /// Nothing was sent, and nothing can be: the transport cannot work as it is set up.
    Unusable,
    /// Time-out, reset, closed, or the answer broke off: it may have been carried out.
    Interrupted,
    /// An answer with this status, which is no success.
    Status(StatusCode),
    /// A success that cannot be read, or an answer beyond the size limit.
    Unreadable,
}

/// What happened in the call so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct History {
    /// Attempts begun, this one included.
    pub attempts: u32,
    /// The most attempts that the call may make.
    pub most: u32,
    /// How many of them ended with a 500.
    pub internal_errors: u32,
    /// Whether the credentials can be renewed, and were not yet in this call.
    pub renewable: bool,
    /// How long the provider asks to wait.
    pub retry_after: Option<Duration>,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Report the ending.
    Stop,
    /// Send the same request again, after the usual pause.
    Again,
    /// Send the same request again, after at least this pause.
    AgainAfter(Duration),
    /// Renew the credentials, then send again.
    Renew,
}

/// Decides whether a request is sent again.
///
/// | | read | write, repeats undocumented | write, same key |
/// |---|---|---|---|
/// | not sent | again | again | again |
/// | unusable transport | stop | stop | stop |
/// | interrupted | again | stop | again |
/// | 502 503 504 | again, after the wait if one is asked for | stop | again, after the wait |
/// | 500 | once more | stop | stop |
/// | 429 | again after the wait | stop | again after the wait |
/// | 401, renewable | renew once | renew once | renew once |
/// | anything else | stop | stop | stop |
#[must_use]
pub fn decide(effect: Effect, ending: Ending, history: History) -> Decision {
    if ending == Ending::Status(StatusCode::UNAUTHORIZED) && history.renewable {
        // A rule of ours: a 401 is taken to mean that the request was turned away before anything was done, because its token had
        // ended. No provider's page says so of a create. It happens once a call, with a new token, and spends no attempt.
        return Decision::Renew;
    }
    if history.attempts >= history.most {
        return Decision::Stop;
    }
    let repeatable = match effect {
        Effect::Read | Effect::Write(Idempotency::SameKey) => true,
        Effect::Write(Idempotency::Undocumented) => false,
    };
    match ending {
        Ending::NotSent => Decision::Again,
        Ending::Unusable => Decision::Stop,
        _ if !repeatable => Decision::Stop,
        Ending::Interrupted => Decision::Again,
        Ending::Status(status) => match status.as_u16() {
            429 | 502..=504 => (history.retry_after).map_or(Decision::Again, Decision::AgainAfter),
            500 if effect == Effect::Read && history.internal_errors <= 1 => Decision::Again,
            _ => Decision::Stop,
        },
        Ending::Unreadable => Decision::Stop,
    }
}
