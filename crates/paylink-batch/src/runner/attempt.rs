//! One row, sent or looked up, and the result.

use std::time::Duration;

use futures_util::future::{Either, select};
use paylink_core::{Answer, Error, ErrorKind, Link, Outcome};

use crate::journal::{Evidence, RowEvent, TakenRow};
use crate::life::{Action, Ending, Event, Repeats};
use crate::link_ref::LinkRef;
use crate::planned::FrozenRequest;
use crate::sender::Sender;
use crate::stop::Stop;

/// What came of a row, and what it says about the others.
pub(super) struct Attempted {
    pub(super) event: RowEvent,
    pub(super) sign: Sign,
    /// The provider wants a pause.
    pub(super) pause: Option<Duration>,
}

/// What an attempt says about the next ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The provider answered, or the outcome is unknown.
    Neutral,
    /// The provider is not reached.
    Unreachable,
    /// The provider does not accept the credentials.
    Unauthorized,
    /// Nothing can be sent as the client is set up.
    Unusable,
}

/// The pause after a 429 that names none.
const USUAL_PAUSE: Duration = Duration::from_secs(1);

/// What bounds the start of a send.
pub(super) struct Start<'a> {
    pub(super) sender: &'a dyn Sender,
    pub(super) stop: &'a Stop,
    /// When the row may be sent at the earliest, by the monotonic clock.
    pub(super) not_before: Duration,
    /// When it may be sent at the latest: the lease must outlive the call.
    pub(super) not_after: Duration,
}

/// Sends a row, or looks it up.
pub(super) async fn attempt(row: TakenRow, start: Start<'_>) -> Attempted {
    let number = row.number;
    if !may_start(&start).await {
        return neutral(RowEvent::new(number, Event::NotStarted));
    }
    match row.action {
        Action::Nothing => neutral(RowEvent::new(number, Event::NotStarted)),
        Action::LookUp => look_up(&row, start.sender).await,
        Action::Send => {
            let sent = start.sender.send(&row.request, row.key.as_ref()).await;
            match sent {
                Err(error) if is_taken(&error, start.sender) => {
                    // Somebody has the reference: an earlier send of this row, as a rule.
                    let found = look_up(&row, start.sender).await;
                    if matches!(
                        found.event.event,
                        Event::Ended(Ending::Created(_) | Ending::Differs(_))
                    ) {
                        found
                    } else {
                        ended(number, Err(error))
                    }
                }
                sent => ended(number, sent),
            }
        }
    }
}

/// Waits for the row's time. The clock is read after that: a machine that slept has no lease left.
async fn may_start(start: &Start<'_>) -> bool {
    let runtime = start.sender.runtime();
    let wait = start.not_before.saturating_sub(runtime.monotonic());
    if !wait.is_zero() {
        let stopped = std::pin::pin!(start.stop.stopped());
        if let Either::Right(_) = select(runtime.sleep(wait), stopped).await {
            return false;
        }
    }
    !start.stop.is_stopped() && runtime.monotonic() < start.not_after
}

fn is_taken(error: &Error, sender: &dyn Sender) -> bool {
    error.kind() == ErrorKind::Duplicate && sender.repeats() == Repeats::LookUpFirst
}

async fn look_up(row: &TakenRow, sender: &dyn Sender) -> Attempted {
    let Some(reference) = row.reference.as_deref() else {
        return neutral(RowEvent::new(row.number, Event::NotStarted));
    };
    match sender.find(reference).await {
        Ok(Some(link)) => neutral(found(row.number, sender, &row.request, &link)),
        Ok(None) => neutral(RowEvent::new(row.number, Event::Absent)),
        // Nobody knows yet. A look-up changes nothing: the row is as it was.
        Err(error) => {
            let ending = Ending::NotSent { is_passing: true };
            Attempted {
                event: with_evidence(row.number, ending, &error),
                sign: match sign(&error) {
                    Sign::Neutral => Sign::Unreachable,
                    sign => sign,
                },
                pause: pause(&error),
            }
        }
    }
}

/// A link that was found by its reference, compared with what was asked.
pub(super) fn found(
    number: u64,
    sender: &dyn Sender,
    request: &FrozenRequest,
    link: &Answer<Link>,
) -> RowEvent {
    let known = LinkRef::from(&**link);
    let mut event = RowEvent::new(number, Event::Ended(Ending::Created(known.clone())));
    event.evidence.request_id = link.request_id().map(str::to_owned);
    if let Err(invalid) = sender.is_as_asked(request, link) {
        event.event = Event::Ended(Ending::Differs(known));
        event.evidence.error = Some(invalid.rule().to_owned());
        event.evidence.field = Some(invalid.field().to_owned());
    }
    event
}

/// A send's end in the words of a row's life.
fn ended(number: u64, sent: Result<Answer<Link>, Error>) -> Attempted {
    match sent {
        Ok(link) => {
            let ending = Ending::Created(LinkRef::from(&*link));
            let mut event = RowEvent::new(number, Event::Ended(ending));
            event.evidence.request_id = link.request_id().map(str::to_owned);
            neutral(event)
        }
        Err(error) => Attempted {
            event: with_evidence(number, ending(&error), &error),
            sign: sign(&error),
            pause: pause(&error),
        },
    }
}

fn ending(error: &Error) -> Ending<LinkRef> {
    match (error.outcome(), error.kind()) {
        (Outcome::Accepted, _) => {
            let link = error.link::<Link>();
            Ending::Differs(link.map(LinkRef::from).unwrap_or_default())
        }
        (Outcome::Unknown, _) => Ending::Unknown,
        // It was turned away before it was processed.
        (Outcome::Refused, ErrorKind::RateLimited | ErrorKind::Authentication) => {
            Ending::TurnedAway
        }
        (Outcome::Refused, _) => Ending::Refused,
        // As it is, this request is never sent.
        (Outcome::NotSent, ErrorKind::InvalidInput | ErrorKind::UnsupportedField) => {
            Ending::NotSent { is_passing: false }
        }
        (Outcome::NotSent, _) => Ending::NotSent { is_passing: true },
    }
}

fn sign(error: &Error) -> Sign {
    match (error.outcome(), error.kind()) {
        (Outcome::Refused, ErrorKind::Authentication) => Sign::Unauthorized,
        (Outcome::NotSent, ErrorKind::Authentication) => Sign::Unauthorized,
        (Outcome::NotSent, ErrorKind::Configuration) => Sign::Unusable,
        (Outcome::NotSent, ErrorKind::InvalidInput | ErrorKind::UnsupportedField) => Sign::Neutral,
        (Outcome::NotSent, _) => Sign::Unreachable,
        _ => Sign::Neutral,
    }
}

fn pause(error: &Error) -> Option<Duration> {
    let is_limited = error.kind() == ErrorKind::RateLimited;
    is_limited.then(|| error.retry_after().unwrap_or(USUAL_PAUSE))
}

/// The error's own text, which holds no message, body or address.
fn with_evidence(number: u64, ending: Ending<LinkRef>, error: &Error) -> RowEvent {
    let mut event = RowEvent::new(number, Event::Ended(ending));
    event.evidence = Evidence {
        error: Some(error.to_string()),
        field: error.field().map(str::to_owned),
        request_id: error.request_id().map(str::to_owned),
    };
    event
}

const fn neutral(event: RowEvent) -> Attempted {
    Attempted {
        event,
        sign: Sign::Neutral,
        pause: None,
    }
}
