//! Faults for a test in any language.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Failure, json_reply};
use crate::faults::{Armed, Fault, Faults, Moment, RateLimit, Strike, Struck, all};
use crate::server::Server;
use crate::wire::Reply;

/// Where redirects lead: nobody listens there.
const ELSEWHERE: &str = "http://127.0.0.1:9/";
/// The longest latency.
const MOST_MILLISECONDS: u64 = 600_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// A fault by its name.
    fault: Option<String>,
    /// An answer in the place of the right one.
    answer: Option<WantedAnswer>,
    /// The right answer, late by this many milliseconds, or by a number between two.
    latency_ms: Option<Latency>,
    /// So many requests in a time, and no more.
    rate_limit: Option<WantedLimit>,
    /// Needed for all but a rate limit, which comes before.
    moment: Option<WantedMoment>,
    provider: Option<String>,
    operation: Option<String>,
    #[serde(default)]
    skip: usize,
    times: Option<usize>,
    /// Hits one request in so many, by chance.
    one_in: Option<u32>,
    #[serde(default)]
    seed: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedAnswer {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    body: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedLimit {
    requests: u32,
    per_seconds: u64,
    #[serde(default)]
    retry_after: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Latency {
    Fixed(u64),
    Between(u64, u64),
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WantedMoment {
    Before,
    After,
}

/// The faults that there are, those that wait, and what was hit.
pub(super) fn list(faults: &Faults) -> Reply {
    let limits = faults.limits();
    let armed = faults.armed();
    let armed = limits
        .iter()
        .map(shown_limit)
        .chain(armed.iter().map(shown_armed));
    let armed: Vec<_> = armed.collect();
    let struck: Vec<_> = faults.struck().iter().map(shown).collect();
    json_reply(
        200,
        &json!({ "faults": names(), "armed": armed, "struck": struck }),
    )
}

pub(super) fn add(server: &Server, wanted: Wanted) -> Result<Reply, Failure> {
    server.check_names(wanted.provider.as_deref(), wanted.operation.as_deref())?;
    if let Some(limit) = wanted.rate_limit {
        server.faults.limit(wanted.limit(limit)?);
        return Ok(list(&server.faults));
    }
    let fault = wanted.fault()?;
    if let (Some(provider), Some(operation)) = (&wanted.provider, &wanted.operation)
        && !fault.applies_to(provider, operation)
    {
        return Err(Failure::new(422, "the operation has no such fault"));
    }
    let no_moment = || Failure::new(400, "give a moment: before or after");
    let mut strike = match wanted.moment.ok_or_else(no_moment)? {
        WantedMoment::Before => Strike::before(fault),
        WantedMoment::After => Strike::after(fault),
    }
    .skip(wanted.skip);
    if let Some(provider) = wanted.provider {
        strike = strike.on(provider);
    }
    if let Some(operation) = wanted.operation {
        strike = strike.operation(operation);
    }
    if let Some(times) = wanted.times {
        strike = strike.times(times);
    }
    match wanted.one_in {
        Some(_) if wanted.times.is_some() || wanted.skip > 0 => {
            return Err(Failure::new(
                400,
                "one_in does not go with times and skip: remove one of them",
            ));
        }
        Some(one_in) => server.faults.add_mix(wanted.seed, one_in, vec![strike]),
        None => server.faults.add(strike),
    }
    Ok(list(&server.faults))
}

pub(super) fn clear(faults: &Faults) -> Reply {
    faults.clear();
    list(faults)
}

impl Wanted {
    fn fault(&self) -> Result<Fault, Failure> {
        match (&self.fault, &self.answer, self.latency_ms) {
            (Some(name), None, None) => all(ELSEWHERE)
                .into_iter()
                .find(|fault| fault.name() == name)
                .ok_or_else(|| Failure::no_such("fault", name, names())),
            (None, Some(answer), None) => answer.fault(),
            (None, None, Some(latency)) => latency.fault(self.seed),
            _ => Err(Failure::new(
                400,
                "give one of fault, answer, latency_ms and rate_limit",
            )),
        }
    }

    /// A limit goes with a provider and an operation, and with nothing else.
    fn limit(self, limit: WantedLimit) -> Result<RateLimit, Failure> {
        let has_other = self.fault.is_some()
            || self.answer.is_some()
            || self.latency_ms.is_some()
            || matches!(self.moment, Some(WantedMoment::After))
            || self.skip > 0
            || self.times.is_some()
            || self.one_in.is_some();
        if has_other || limit.per_seconds == 0 {
            return Err(Failure::new(
                400,
                "rate_limit has requests and per_seconds above 0, and goes with provider and operation alone",
            ));
        }
        let per = Duration::from_secs(limit.per_seconds);
        let mut wanted = RateLimit::new(limit.requests, per);
        if limit.retry_after {
            wanted = wanted.with_retry_after();
        }
        if let Some(provider) = self.provider {
            wanted = wanted.on(provider);
        }
        if let Some(operation) = self.operation {
            wanted = wanted.operation(operation);
        }
        Ok(wanted)
    }
}

impl WantedAnswer {
    fn fault(&self) -> Result<Fault, Failure> {
        if !(200..=599).contains(&self.status) {
            return Err(Failure::new(400, "status is not between 200 and 599"));
        }
        let mut reply = Reply::bare(self.status).with_body(self.body.clone());
        for (name, value) in &self.headers {
            reply = reply.header(name, value);
        }
        Ok(Fault::instead(format!("answer-{}", self.status), reply))
    }
}

impl Latency {
    fn fault(self, seed: u64) -> Result<Fault, Failure> {
        let (from, to) = match self {
            Self::Fixed(fixed) => (fixed, fixed),
            Self::Between(from, to) => (from, to),
        };
        if from > to || to > MOST_MILLISECONDS {
            return Err(Failure::new(
                400,
                "latency_ms is not a number up to 600000, nor [from, to] in that order",
            ));
        }
        Ok(Fault::latency(
            Duration::from_millis(from)..=Duration::from_millis(to),
            seed,
        ))
    }
}

fn names() -> Vec<String> {
    let faults = all(ELSEWHERE);
    faults.iter().map(|fault| fault.name().to_owned()).collect()
}

fn moment(moment: Moment) -> &'static str {
    match moment {
        Moment::Before => "before",
        Moment::After => "after",
    }
}

fn shown_armed(armed: &Armed) -> Value {
    let strike = &armed.strike;
    json!({
        "fault": strike.fault().name(),
        "moment": moment(strike.moment()),
        "provider": strike.provider,
        "operation": strike.operation,
        "skip": strike.skip,
        "times": (strike.times < usize::MAX).then_some(strike.times),
        "one_in": armed.one_in,
    })
}

fn shown_limit(limit: &RateLimit) -> Value {
    json!({
        "fault": "rate-limit",
        "moment": "before",
        "provider": limit.provider,
        "operation": limit.operation,
        "requests": limit.requests,
        "per_seconds": limit.per.as_secs(),
        "retry_after": limit.has_retry_after,
    })
}

fn shown(struck: &Struck) -> Value {
    json!({
        "fault": struck.fault,
        "moment": moment(struck.moment),
        "provider": struck.provider,
        "operation": struck.operation,
        "arrived": struck.arrived,
    })
}
