//! [`PaymentLinksExt`]: methods for everything that implements [`PaymentLinks`].

use std::time::Duration;

use super::link::{Link, LinkState};
use super::payment_links::PaymentLinks;
use super::request::LinkRequest;
use crate::call::{Answer, BoxFuture, Comparison, Pages, Runtime};
use crate::error::{Error, ErrorKind, Outcome};

/// How often a link is read or looked up, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct PollInterval {
    /// The first pause. Each further pause is twice as long.
    pub first: Duration,
    /// The longest pause.
    pub longest: Duration,
    /// The total time.
    pub total: Duration,
}

impl PollInterval {
    /// An interval with these pauses and this total time.
    #[must_use]
    pub const fn new(first: Duration, longest: Duration, total: Duration) -> Self {
        Self {
            first,
            longest,
            total,
        }
    }
}

impl Default for PollInterval {
    /// Pauses from 0.5 to 10 seconds, for 60 seconds.
    fn default() -> Self {
        Self::new(
            Duration::from_millis(500),
            Duration::from_secs(10),
            Duration::from_secs(60),
        )
    }
}

/// How [`PaymentLinksExt::wait_until`] ended.
#[derive(Clone, Debug)]
pub enum Waited {
    /// The link met the condition.
    Met(Answer<Link>),
    /// The time is up. This is the link as it was last read.
    TimedOut(Answer<Link>),
}

/// Methods on top of [`PaymentLinks`]. Each calls `create` at most once.
pub trait PaymentLinksExt: PaymentLinks {
    /// Creates a link. If the outcome is unknown, looks the link up by its reference.
    ///
    /// `create` is called once, never twice. After [`Outcome::Unknown`], which includes a reference
    /// that is already in use ([`ErrorKind::Duplicate`]), the link is looked up at this interval if
    /// the provider documents a look-up, and returned as it arrived. If the link that is found has
    /// another amount, currency or reference, or can no longer be paid, the result is an error that
    /// contains it.
    ///
    /// # Errors
    /// The [`Error`] of the create. If its outcome is [`Outcome::Unknown`], the provider has no
    /// look-up, the request has no reference, or the link was not found in this time. It may still
    /// exist.
    fn create_or_find<'a>(
        &'a self,
        request: &'a LinkRequest,
        interval: PollInterval,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let error = match self.create(request).await {
                Ok(link) => return Ok(link),
                Err(error) => error,
            };
            let may_exist = error.outcome() == Outcome::Unknown;
            let can_find = self.capabilities().find.is_usable();
            match request.reference.as_deref() {
                Some(reference) if may_exist && can_find => {
                    match find(self, reference, interval).await {
                        Some(link) => as_asked(link, request, &error),
                        None => Err(error),
                    }
                }
                _ => Err(error),
            }
        })
    }

    /// Reads a link repeatedly until `done` returns `true` or the time is up.
    ///
    /// # Errors
    /// [`ErrorKind::UnsupportedField`] if the provider cannot read links; otherwise the [`Error`]
    /// of the last read. A read that failed for a temporary reason is repeated until the time is
    /// up.
    fn wait_until<'a>(
        &'a self,
        id: &'a str,
        interval: PollInterval,
        done: &'a (dyn Fn(&Link) -> bool + Sync),
    ) -> BoxFuture<'a, Result<Waited, Error>> {
        Box::pin(async move {
            let mut pauses = Pauses::new(self.runtime(), interval);
            loop {
                let read = self.get(id).await;
                let passing = match &read {
                    Ok(link) if done(link) => return read.map(Waited::Met),
                    Ok(_) => true,
                    Err(error) => is_passing(error),
                };
                if !passing || !pauses.pause().await {
                    return read.map(Waited::TimedOut);
                }
            }
        })
    }

    /// All links, over all pages.
    ///
    /// ```
    /// # async fn example(links: &dyn paylink_core::PaymentLinks) -> Result<(), paylink_core::Error> {
    /// use paylink_core::PaymentLinksExt;
    /// let mut pages = links.pages();
    /// while let Some(link) = pages.next().await {
    ///     println!("{:?}", link?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    fn pages(&self) -> Pages<'_, Link> {
        Pages::new(self.provider(), "list payment links", move |cursor| {
            Box::pin(async move { self.list(cursor.as_deref()).await.map(Answer::into_value) })
        })
    }
}

impl<T: PaymentLinks + ?Sized> PaymentLinksExt for T {}

/// Looks a link up until it exists. `None` if it was not found in time, for any reason.
async fn find<T: PaymentLinks + ?Sized>(
    links: &T,
    reference: &str,
    interval: PollInterval,
) -> Option<Answer<Link>> {
    let mut pauses = Pauses::new(links.runtime(), interval);
    loop {
        match links.find(reference).await {
            Ok(Some(link)) => return Some(link),
            // A look-up may not find a link that was just created.
            Ok(None) => {}
            Err(error) if is_passing(&error) => {}
            Err(_) => return None,
        }
        if !pauses.pause().await {
            return None;
        }
    }
}

/// The link that was found, if it is what the request asked for.
fn as_asked(
    link: Answer<Link>,
    request: &LinkRequest,
    create: &Error,
) -> Result<Answer<Link>, Error> {
    let money = request.money;
    let compared = Comparison::new()
        .word("amount", Some(&money.amount), link.amount.as_ref())
        .word("currency", Some(&money.currency), link.currency.as_ref())
        .word(
            "reference",
            request.reference.as_ref(),
            link.reference.as_ref(),
        )
        .payable("state", link.state.as_ref().is_none_or(may_be_paid));
    match compared.difference() {
        // A field that the response leaves out is not compared.
        None => Ok(link),
        Some(invalid) => Err(link.differs(create.provider(), create.operation(), invalid)),
    }
}

/// Whether a link in this state accepts payments. An unknown word counts as yes.
fn may_be_paid(state: &LinkState) -> bool {
    matches!(state, LinkState::Active | LinkState::Other(_))
}

/// Whether the same read may succeed later.
fn is_passing(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::Connect
            | ErrorKind::Timeout
            | ErrorKind::Interrupted
            | ErrorKind::Server
            | ErrorKind::RateLimited
    )
}

/// Pauses that double up to the longest, until the time is up.
struct Pauses<'a> {
    runtime: &'a dyn Runtime,
    next: Duration,
    longest: Duration,
    deadline: Duration,
}

impl<'a> Pauses<'a> {
    fn new(runtime: &'a dyn Runtime, interval: PollInterval) -> Self {
        Self {
            runtime,
            // Without a pause, the loop would never wait.
            next: interval.first.max(Duration::from_millis(1)),
            longest: interval.longest,
            deadline: runtime.monotonic().saturating_add(interval.total),
        }
    }

    /// Waits. `false` if the time would be up before the end of the pause.
    async fn pause(&mut self) -> bool {
        let pause = self.next.min(self.longest.max(Duration::from_millis(1)));
        if self.runtime.monotonic().saturating_add(pause) > self.deadline {
            return false;
        }
        self.runtime.sleep(pause).await;
        self.next = self.next.saturating_mul(2);
        true
    }
}
