//! A provider in memory that records every create, and has scripted answers.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use paylink_core::provider::ErrorParts as _;
use paylink_core::transport::Runtime;
use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, ErrorKind, Field, Link, LinkRequest, LinkState,
    PaymentLinks, PaymentState, Support,
};

use crate::clock::Clock;

pub(crate) const NAME: &str = "example";

/// What the provider does with a create.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    /// Makes the link and answers.
    Creates,
    /// Makes the link; the answer is lost.
    LosesTheAnswer,
    /// Makes the link and does not answer as long as the test runs.
    Hangs,
    Refuses,
    /// 429, to be asked again after these milliseconds.
    Limits(u64),
    /// The connection cannot be made.
    IsAway,
    Unauthorized,
}

/// How the creates of a provider are distinguished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It documents no repeats.
    Plain,
    /// It takes an idempotency key.
    Keyed,
    /// Its reference is the key, and finds the link.
    Referenced,
}

type Script = Box<dyn Fn(u64, usize) -> Does + Send + Sync>;

pub(crate) struct Provider {
    kind: Kind,
    clock: std::sync::Arc<Clock>,
    /// What it does with the create of this row, by its amount, the how-manieth it is.
    script: Script,
    /// Every create that arrived, whole, by its reference.
    pub(crate) arrived: Mutex<HashMap<String, Vec<LinkRequest>>>,
    /// The links, by what distinguishes creates.
    links: Mutex<HashMap<String, Link>>,
    pub(crate) under_way: AtomicUsize,
    pub(crate) most_under_way: AtomicUsize,
    pub(crate) latency: Duration,
    /// The references of expired links.
    pub(crate) expired: Mutex<Vec<Option<String>>>,
}

impl Provider {
    pub(crate) fn new(
        kind: Kind,
        script: impl Fn(u64, usize) -> Does + Send + Sync + 'static,
    ) -> Self {
        Self {
            kind,
            clock: Clock::real(),
            script: Box::new(script),
            arrived: Mutex::default(),
            links: Mutex::default(),
            under_way: AtomicUsize::new(0),
            most_under_way: AtomicUsize::new(0),
            latency: Duration::ZERO,
            expired: Mutex::default(),
        }
    }

    /// How many links there are.
    pub(crate) fn links(&self) -> usize {
        self.links.lock().unwrap().len()
    }

    /// How many creates arrived of this row.
    pub(crate) fn creates(&self, reference: &str) -> usize {
        let arrived = self.arrived.lock().unwrap();
        arrived.get(reference).map_or(0, Vec::len)
    }

    pub(crate) fn all_creates(&self) -> usize {
        self.arrived.lock().unwrap().values().map(Vec::len).sum()
    }

    /// Whether there is a link of this reference.
    pub(crate) fn has_link(&self, reference: &str) -> bool {
        let links = self.links.lock().unwrap();
        links
            .values()
            .any(|link| link.reference.as_deref() == Some(reference))
    }

    fn make(&self, request: &LinkRequest, number: usize) -> Result<Link, Error> {
        let reference = request.reference.clone().unwrap();
        let key = match self.kind {
            Kind::Plain => format!("{reference}#{number}"),
            Kind::Keyed => request.idempotency_key.as_ref().unwrap().to_string(),
            Kind::Referenced => reference.clone(),
        };
        let mut links = self.links.lock().unwrap();
        if self.kind == Kind::Referenced && links.contains_key(&key) {
            return Err(error(ErrorKind::Duplicate));
        }
        let next = links.len();
        let link = links.entry(key).or_insert_with(|| {
            let mut link = Link::new(NAME);
            link.id = Some(format!("link-{next}"));
            link.url = Some(format!("https://pay.example.com/{next}"));
            link.amount = Some(request.money.amount);
            link.reference = Some(reference);
            link
        });
        Ok(link.clone())
    }
}

fn error(kind: ErrorKind) -> Error {
    Error::new(kind, NAME, "create payment link")
}

impl PaymentLinks for Provider {
    fn provider(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> Capabilities {
        let plain = Capabilities::new(&[(Field::Reference, Support::Yes)]);
        let keyed = Capabilities::new(&[
            (Field::Reference, Support::Yes),
            (Field::IdempotencyKey, Support::Yes),
        ]);
        match self.kind {
            Kind::Plain => plain,
            Kind::Keyed => keyed.with_repeats(Support::Yes),
            Kind::Referenced => (plain.with_repeats(Support::Yes))
                .with_find(Support::Yes)
                .with_get(Support::Yes),
        }
    }

    fn runtime(&self) -> &dyn Runtime {
        &*self.clock
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_under_way.fetch_max(now, Ordering::SeqCst);
            let reference = request.reference.clone().unwrap();
            let row: u64 = request
                .money
                .amount
                .to_string()
                .split('.')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            let number = self.creates(&reference) + 1;
            let does = (self.script)(row, number);
            if does != Does::IsAway {
                let mut arrived = self.arrived.lock().unwrap();
                arrived.entry(reference).or_default().push(request.clone());
            }
            tokio::time::sleep(self.latency).await;
            let result = match does {
                Does::Creates => self.make(request, number).map(Answer::new),
                Does::LosesTheAnswer => {
                    let made = self.make(request, number);
                    made.and_then(|_| Err(error(ErrorKind::Timeout)))
                }
                Does::Hangs => {
                    let _ = self.make(request, number);
                    std::future::pending().await
                }
                Does::Refuses => Err(error(ErrorKind::Refused)),
                Does::Limits(after) => {
                    let limited = error(ErrorKind::RateLimited);
                    Err(limited.with_retry_after(Some(Duration::from_millis(after))))
                }
                Does::IsAway => Err(error(ErrorKind::Connect)),
                Does::Unauthorized => Err(error(ErrorKind::Authentication)),
            };
            self.under_way.fetch_sub(1, Ordering::SeqCst);
            result
        })
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        assert_eq!(self.kind, Kind::Referenced);
        let found = self.links.lock().unwrap().get(reference).cloned();
        Box::pin(std::future::ready(Ok(found.map(Answer::new))))
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        assert_eq!(self.kind, Kind::Referenced);
        let links = self.links.lock().unwrap();
        let found = links.values().find(|link| link.id.as_deref() == Some(id));
        let mut link = found.cloned().unwrap();
        let is_expired = self.expired.lock().unwrap().contains(&link.reference);
        link.state = Some(if is_expired {
            LinkState::Expired
        } else {
            LinkState::Active
        });
        link.payment = Some(PaymentState::Unpaid);
        Box::pin(std::future::ready(Ok(Answer::new(link))))
    }
}
