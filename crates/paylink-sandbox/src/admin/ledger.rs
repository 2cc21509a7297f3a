//! The ledger of requests: what a test asserts on.

use std::time::Duration;

use serde_json::{Value, json};

use super::answer::{Failure, json_reply, shown};
use super::redact::Secrets;
use crate::server::Server;
use crate::server::api::Api;
use crate::server::recording::Entry;
use crate::wire::{Recorded, Reply};

/// The longest that a call waits.
const MOST_SECONDS: u64 = 60;
/// How often a call that waits looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);
/// What a call may ask for.
const NAMES: [&str; 7] = [
    "provider",
    "account",
    "operation",
    "status",
    "since",
    "at_least",
    "timeout",
];

/// Which requests a test asks for, and how many it waits for.
#[derive(Default)]
struct Wanted {
    provider: Option<String>,
    account: Option<String>,
    operation: Option<String>,
    status: Option<u16>,
    /// Only requests with a higher number.
    since: u64,
    at_least: usize,
    seconds: u64,
}

/// Answers with the requests that fit, at once or when there are enough of them.
pub(super) async fn requests(server: &Server, request: &Recorded) -> Result<Reply, Failure> {
    let wanted = Wanted::read(request, server)?;
    let enough = async {
        loop {
            let found = wanted.find(server);
            if found.len() >= wanted.at_least {
                return found;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    };
    let Ok(found) = tokio::time::timeout(Duration::from_secs(wanted.seconds), enough).await else {
        let (seconds, at_least) = (wanted.seconds, wanted.at_least);
        let came = wanted.find(server).len();
        let text = format!("{came} of {at_least} requests arrived within {seconds} s");
        return Err(Failure::new(409, text));
    };
    let requests: Vec<Value> = found
        .iter()
        .map(|(api, entry)| listed(api, entry))
        .collect();
    Ok(json_reply(
        200,
        &json!({
            "count": requests.len(),
            "latest": server.numbers.latest(),
            "requests": requests,
        }),
    ))
}

impl Wanted {
    fn read(request: &Recorded, server: &Server) -> Result<Self, Failure> {
        let mut wanted = Self::default();
        for (name, value) in request.query_pairs() {
            let number = || {
                value.parse::<u64>().map_err(|_| {
                    Failure::new(400, format!("{name} is not a whole number: {value}"))
                })
            };
            match name.as_str() {
                "provider" => wanted.provider = Some(value),
                "account" => wanted.account = Some(value),
                "operation" => wanted.operation = Some(value),
                "status" => wanted.status = u16::try_from(number()?).ok(),
                "since" => wanted.since = number()?,
                "at_least" => wanted.at_least = usize::try_from(number()?).unwrap_or(usize::MAX),
                "timeout" => wanted.seconds = number()?.min(MOST_SECONDS),
                _ => return Err(Failure::no_such("query name", &name, NAMES)),
            }
        }
        server.check_names(wanted.provider.as_deref(), wanted.operation.as_deref())?;
        if let Some(account) = &wanted.account {
            let needs = || Failure::new(400, "an account needs its provider");
            let provider = wanted.provider.as_deref().ok_or_else(needs)?;
            server.known(provider)?.account(account)?;
        }
        Ok(wanted)
    }

    fn find<'a>(&self, server: &'a Server) -> Vec<(&'a Api, Entry)> {
        let is_wanted = |api: &&Api| {
            let wanted = self.provider.as_deref();
            wanted.is_none_or(|wanted| wanted == api.provider.name())
        };
        let apis = server.apis.iter().filter(is_wanted);
        let mut found: Vec<_> = apis
            .flat_map(|api| {
                let account = self.account.as_deref();
                let account = account.and_then(|name| api.account(name).ok());
                let is_own = |entry: &Entry| self.account.is_none() || entry.account == account;
                let entries = (api.recording).entries(|entry| is_own(entry) && self.fits(entry));
                entries.into_iter().map(move |entry| (api, entry))
            })
            .collect();
        found.sort_by_key(|(_, entry)| entry.number);
        found
    }

    fn fits(&self, entry: &Entry) -> bool {
        let operation = self.operation.as_ref();
        entry.number > self.since
            && operation.is_none_or(|wanted| entry.operation.as_ref() == Some(wanted))
            && (self.status.is_none() || entry.request.answered == self.status)
    }
}

fn listed(api: &Api, entry: &Entry) -> Value {
    let mut value = shown(&entry.request, &Secrets::of(api));
    if let Some(fields) = value.as_object_mut() {
        fields.insert("number".to_owned(), entry.number.into());
        fields.insert("provider".to_owned(), api.provider.name().into());
        let account = entry.account.map(|id| api.account_name(id).to_owned());
        fields.insert("account".to_owned(), account.into());
        fields.insert("operation".to_owned(), entry.operation.clone().into());
    }
    value
}
