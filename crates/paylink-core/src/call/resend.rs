//! The retry decision: one pure function, tested as a table, without a provider, a clock or
//! randomness.

use std::time::Duration;

use http::StatusCode;

use super::effect::{Effect, Idempotency};

/// How an attempt ended, if it did not succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// Nothing was sent: there was no connection.
    NotSent,
    /// Nothing was sent, and nothing can be: the transport does not work as it is set up.
    Unusable,
    /// A time-out, a reset, a closed connection, or an incomplete response. The request may have
    /// been carried out.
    Interrupted,
    /// A response with this status, which is not 2xx.
    Status(StatusCode),
    /// A success that cannot be read, or a response over the size limit.
    Unreadable,
}

/// What happened in the call so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct History {
    /// The number of attempts, including this one.
    pub attempts: u32,
    /// The maximum number of attempts.
    pub most: u32,
    /// The number of attempts that ended with a 500.
    pub internal_errors: u32,
    /// Whether the credentials can be renewed, and have not been renewed in this call.
    pub renewable: bool,
    /// How long the provider asks us to wait.
    pub retry_after: Option<Duration>,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Return the error.
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
        // Our own rule: a 401 means that the token expired and nothing was done. No page says so
        // about a create. It happens once in a call, with a new token, and does not count as an
        // attempt.
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
