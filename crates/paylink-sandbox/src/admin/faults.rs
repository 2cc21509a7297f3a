//! Faults for a test in any language.

use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Failure, json_reply};
use crate::faults::{Faults, Moment, Strike, Struck, all};
use crate::wire::Reply;

/// Where redirects lead: nobody listens there.
const ELSEWHERE: &str = "http://127.0.0.1:9/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    fault: String,
    moment: WantedMoment,
    provider: Option<String>,
    operation: Option<String>,
    #[serde(default)]
    skip: usize,
    times: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum WantedMoment {
    Before,
    After,
}

/// The faults that there are, and what was hit.
pub(super) fn list(faults: &Faults) -> Reply {
    let names: Vec<_> = all(ELSEWHERE)
        .iter()
        .map(|fault| fault.name().to_owned())
        .collect();
    let struck: Vec<_> = faults.struck().iter().map(shown).collect();
    json_reply(200, &json!({ "faults": names, "struck": struck }))
}

pub(super) fn add(faults: &Faults, wanted: Wanted) -> Result<Reply, Failure> {
    let fault = all(ELSEWHERE)
        .into_iter()
        .find(|fault| fault.name() == wanted.fault)
        .ok_or_else(|| Failure::new(422, "there is no such fault"))?;
    if let (Some(provider), Some(operation)) = (&wanted.provider, &wanted.operation)
        && !fault.applies_to(provider, operation)
    {
        return Err(Failure::new(422, "the operation has no such fault"));
    }
    let mut strike = match wanted.moment {
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
    faults.add(strike);
    Ok(list(faults))
}

pub(super) fn clear(faults: &Faults) -> Reply {
    faults.clear();
    list(faults)
}

fn shown(struck: &Struck) -> Value {
    let moment = match struck.moment {
        Moment::Before => "before",
        Moment::After => "after",
    };
    json!({
        "fault": struck.fault,
        "moment": moment,
        "provider": struck.provider,
        "operation": struck.operation,
        "arrived": struck.arrived,
    })
}
