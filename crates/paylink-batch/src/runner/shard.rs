//! One shard: rows are taken, sent and recorded until none is left for this worker.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use paylink_core::BoxFuture;

use super::attempt::{Attempted, Start, attempt};
use super::ended::RunEnd;
use super::outlook::Outlook;
use super::totals::Totals;
use super::worker::Worker;
use crate::error::JournalError;
use crate::journal::{Advance, Lease, RowEvent, Step};
use crate::life::{Ending, Event};

/// A shard that this worker owns.
pub(super) struct Shard<'a> {
    worker: &'a Worker<'a>,
    lease: &'a Lease,
    totals: &'a mut Totals,
    outlook: &'a mut Outlook,
    sending: FuturesUnordered<BoxFuture<'a, Attempted>>,
    /// What happened and is not recorded yet.
    events: Vec<RowEvent>,
    /// The pause that the provider asks for.
    pause: Option<Duration>,
    has_more: bool,
    is_lost: bool,
    /// When rows may be taken again, by the monotonic clock.
    take_at: Duration,
    /// When the lease was last renewed.
    renewed_at: Duration,
}

/// What the shard waits for.
enum Happened {
    Recorded(Result<Step, JournalError>),
    Ended(Attempted),
    Woken,
}

/// A record that is being written, and when that started.
struct Recording<'a> {
    future: BoxFuture<'a, Result<Step, JournalError>>,
    begun_at: Duration,
    /// How many of its events are sends that ended unknown: they are counted already.
    unknown: u64,
}

impl<'a> Shard<'a> {
    pub(super) fn new(
        worker: &'a Worker<'a>,
        lease: &'a Lease,
        totals: &'a mut Totals,
        outlook: &'a mut Outlook,
        claimed_at: Duration,
    ) -> Self {
        Self {
            worker,
            lease,
            totals,
            outlook,
            sending: FuturesUnordered::new(),
            events: Vec::new(),
            pause: None,
            has_more: true,
            is_lost: false,
            take_at: Duration::ZERO,
            renewed_at: claimed_at,
        }
    }

    /// Works until nothing is left to take, or the run ends. Every answer is recorded.
    pub(super) async fn work(mut self) -> Result<Option<RunEnd>, JournalError> {
        let mut recording: Option<Recording<'a>> = None;
        loop {
            if recording.is_none() {
                recording = self.next_record();
            }
            if recording.is_none() && self.sending.is_empty() && !self.may_take_later() {
                let end = self.end().or(self.is_lost.then_some(RunEnd::Lost));
                return Ok(end);
            }
            let timer = self.timer(recording.is_some());
            let happened = wait(&mut recording, &mut self.sending, timer).await;
            match happened {
                Happened::Recorded(step) => {
                    let done = recording.take();
                    let (begun_at, unknown) =
                        done.map_or((self.renewed_at, 0), |done| (done.begun_at, done.unknown));
                    self.recorded(step?, begun_at, unknown);
                }
                Happened::Ended(attempted) => self.ended(attempted),
                Happened::Woken => {}
            }
        }
    }

    fn end(&self) -> Option<RunEnd> {
        self.worker.end(self.totals, self.outlook)
    }

    fn may_take_later(&self) -> bool {
        self.has_more && !self.is_lost && self.end().is_none()
    }

    /// What is written next: everything that waits, and as many rows as there are free slots.
    fn next_record(&mut self) -> Option<Recording<'a>> {
        let now = self.worker.monotonic();
        let is_time = now >= self.take_at && now >= self.outlook.pause_until();
        let free = self
            .worker
            .options
            .concurrency
            .get()
            .saturating_sub(self.sending.len());
        let left = usize::try_from(self.totals.left()).unwrap_or(usize::MAX);
        let want = if is_time && self.may_take_later() {
            free.min(left)
        } else {
            0
        };
        let is_due = !self.is_lost && now >= self.renew_at();
        if self.events.is_empty() && want == 0 && !is_due {
            return None;
        }
        let options = &self.worker.options;
        let advance = Advance {
            events: std::mem::take(&mut self.events),
            want,
            rate: options.rate,
            repeats: self.worker.sender.repeats(),
            most_attempts: options.most_attempts,
            key_life: options.key_life,
        };
        let unknown = advance
            .events
            .iter()
            .filter(|event| is_unknown(event))
            .count();
        let unknown = u64::try_from(unknown).unwrap_or(u64::MAX);
        let (worker, lease, pause) = (self.worker, self.lease, self.pause.take());
        Some(Recording {
            future: Box::pin(record(worker, lease, advance, pause)),
            begun_at: now,
            unknown,
        })
    }

    fn recorded(&mut self, step: Step, begun_at: Duration, unknown: u64) {
        self.totals.add(&step.settled, unknown);
        self.has_more = step.has_more;
        self.is_lost = step.is_lost;
        self.take_at = begun_at.saturating_add(step.wait);
        if !step.is_lost {
            self.renewed_at = begun_at;
        }
        let lease_end = begun_at.saturating_add(self.lease.duration);
        for row in step.rows {
            self.totals.begin();
            let start = Start {
                sender: self.worker.sender,
                stop: &self.worker.stop,
                not_before: begun_at.saturating_add(row.not_before),
                not_after: lease_end.saturating_sub(self.worker.options.call_timeout),
            };
            self.sending.push(Box::pin(attempt(row, start)));
        }
    }

    fn ended(&mut self, attempted: Attempted) {
        self.outlook.note(attempted.sign, self.worker.monotonic());
        if attempted.event.event == Event::NotStarted {
            self.totals.take_back();
        }
        if is_unknown(&attempted.event) {
            // At once: rows that are taken now may be as many unknown ones.
            self.totals.unknown = self.totals.unknown.saturating_add(1);
        }
        // A row that comes back is there to be taken.
        self.has_more = true;
        self.events.push(attempted.event);
        self.pause = self.pause.max(attempted.pause);
    }

    fn renew_at(&self) -> Duration {
        let third = self.lease.duration.checked_div(3).unwrap_or_default();
        self.renewed_at.saturating_add(third)
    }

    /// Wakes the shard for what it may do later. While something is being written it is woken by
    /// that.
    fn timer(&self, is_recording: bool) -> Option<BoxFuture<'a, ()>> {
        if is_recording || self.is_lost {
            return None;
        }
        let now = self.worker.monotonic();
        let take_at = self.take_at.max(self.outlook.pause_until());
        let may_take = self.may_take_later() && take_at > now;
        let wake_at = if may_take {
            take_at.min(self.renew_at())
        } else {
            self.renew_at()
        };
        let sleep = self
            .worker
            .sender
            .runtime()
            .sleep(wake_at.saturating_sub(now));
        let stopped = Box::pin(self.worker.stop.stopped());
        if self.worker.stop.is_stopped() {
            return Some(sleep);
        }
        Some(Box::pin(async move {
            futures_util::future::select(sleep, stopped).await;
        }))
    }
}

fn is_unknown(event: &RowEvent) -> bool {
    matches!(event.event, Event::Ended(Ending::Unknown))
}

/// Waits for whatever comes first.
async fn wait(
    recording: &mut Option<Recording<'_>>,
    sending: &mut FuturesUnordered<BoxFuture<'_, Attempted>>,
    mut timer: Option<BoxFuture<'_, ()>>,
) -> Happened {
    std::future::poll_fn(|context: &mut Context<'_>| {
        if let Some(recording) = recording
            && let Poll::Ready(step) = recording.future.as_mut().poll(context)
        {
            return Poll::Ready(Happened::Recorded(step));
        }
        if let Poll::Ready(Some(attempted)) = sending.poll_next_unpin(context) {
            return Poll::Ready(Happened::Ended(attempted));
        }
        match timer.as_mut().map(|timer| Pin::new(timer).poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(Happened::Woken),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    })
    .await
}

/// Writes, and tries again while the database may be restarting. What is written twice is written
/// once: an event that was recorded changes nothing when it comes again.
async fn record(
    worker: &Worker<'_>,
    lease: &Lease,
    advance: Advance,
    pause: Option<Duration>,
) -> Result<Step, JournalError> {
    if let Some(pause) = pause {
        // A pause that is not recorded costs another 429, and no money.
        let _ = worker.journal.pause(&lease.account, pause).await;
    }
    let mut want = advance.want;
    let again = || {
        let mut advance = advance.clone();
        // After a failure it is unknown whether rows were handed out, so no more are.
        advance.want = std::mem::take(&mut want);
        worker.journal.advance(lease, advance)
    };
    worker.patiently(again).await
}
