//! The provider as the suite sees it: its server, in memory.

use std::sync::Mutex;

use paylink_core::provider::json::{Object, Value};
use paylink_core::transport::Connection;
use paylink_core::{BoxFuture, LinkRequest, LinkState, Money, PaymentLinks};
use paylink_testkit::Reply;
use paylink_testkit::conformance::{Arrival, Call, Scene, Stage, Subject, Told, Units};

use super::ThirdPartyLinks;

const KEY: &str = "secret-canary-third-party-7f3a";

/// Makes the adapter over a connection.
type Face = fn(Connection) -> Box<dyn PaymentLinks>;

/// The provider as the suite sees it.
pub struct OnTrial(Face);

impl OnTrial {
    /// With the adapter of this crate.
    #[must_use]
    pub fn new() -> Self {
        Self(|connection| {
            let links =
                ThirdPartyLinks::new(KEY, "https://api.third-party.example.com/v1", connection);
            Box::new(links.expect("key and address are good"))
        })
    }
}

impl Default for OnTrial {
    fn default() -> Self {
        Self::new()
    }
}

impl Subject for OnTrial {
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        let stage = match scene {
            Scene::Working => {
                let server = Server::default();
                Stage::in_memory(move |request| server.answer(request), self.0)
            }
            Scene::Lost => Stage::in_memory(|_| Reply::lost(), self.0),
            Scene::Answer { status, body } => always(Reply::json(status, body), self.0),
            Scene::Refusal { message } => {
                let body = format!(r#"{{"code":"INVALID","message":"{message}"}}"#);
                always(Reply::json(400, body), self.0)
            }
            Scene::Status { call, word } => {
                let mut link = Told::default();
                link.id = Some("usual-7");
                link.reference = (call == Call::Find).then_some("conformance-1");
                link.state = Some(LinkState::Other(word.to_owned()));
                always(Reply::json(200, told(call, &link)), self.0)
            }
            Scene::Told { call, link } => always(Reply::json(200, told(call, link)), self.0),
            Scene::Conflict => always(Reply::json(409, r#"{"code":"IN_USE"}"#), self.0),
            Scene::Page {
                link,
                nulls,
                endless,
            } => {
                let mut links = vec![members(link)];
                links.extend(vec!["null".to_owned(); nulls]);
                let links = links.join(",");
                let body = format!(r#"{{"links":[{links}],"more":{endless}}}"#);
                always(Reply::json(200, body), self.0)
            }
            // A scene that is new here is one where nothing is answered.
            _ => always(Reply::lost(), self.0),
        };
        Box::pin(std::future::ready(stage))
    }

    fn request(&self) -> LinkRequest {
        let currency = "EUR".parse().expect("a currency");
        LinkRequest::new(Money::new("25.00".parse().expect("an amount"), currency))
    }

    fn units(&self) -> Units {
        Units::Minor
    }

    fn secrets(&self) -> Vec<String> {
        vec![KEY.to_owned()]
    }
}

/// An answer that tells this of a link.
fn told(call: Call, link: &Told<'_>) -> String {
    match call {
        Call::Find | Call::List => format!(r#"{{"links":[{}]}}"#, members(link)),
        _ => members(link),
    }
}

fn members(link: &Told<'_>) -> String {
    let text = |name: &str, value: &str| format!(r#""{name}":"{value}""#);
    let mut members = Vec::new();
    members.extend(link.id.map(|id| text("id", id)));
    members.extend(link.url.map(|url| text("url", url)));
    members.extend(link.reference.map(|reference| text("reference", reference)));
    if let Some(money) = link.money {
        let units = money.to_minor_units().expect("an amount in minor units");
        members.push(format!(r#""amount":{}"#, units.get()));
        members.push(text("currency", money.currency.as_str()));
    }
    let state = link.state.as_ref().map(|state| match state {
        LinkState::Active => "open",
        LinkState::Completed => "paid",
        other => other.as_str(),
    });
    members.extend(state.map(|state| text("status", state)));
    members.extend(link.says_no.then(|| text("code", "INVALID")));
    format!("{{{}}}", members.join(","))
}

fn always(reply: Reply, links: Face) -> Stage {
    Stage::in_memory(move |_| reply.clone(), links)
}

/// The provider's server: it keeps the links that it makes, three on a page.
#[derive(Default)]
struct Server {
    held: Mutex<Vec<Held>>,
}

struct Held {
    key: String,
    /// The members that a create gave, as JSON.
    given: String,
    reference: Option<String>,
    status: &'static str,
}

impl Server {
    fn answer(&self, request: &Arrival) -> Reply {
        let mut held = self.held.lock().expect("no test panics here");
        let path = request.path().trim_start_matches("/v1/links");
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", []) => create(&mut held, request),
            ("GET", []) => list(&held, &request.target),
            ("GET", ["by-reference", reference]) => find(&held, reference),
            ("GET", [id]) => with(&mut held, id, |_| {}),
            ("POST", [id, "cancel"]) => with(&mut held, id, |link| link.status = "cancelled"),
            ("POST", [id, "notify"]) => with(&mut held, id, |_| {}),
            _ => not_found(),
        }
    }
}

fn create(held: &mut Vec<Held>, request: &Arrival) -> Reply {
    let Ok(body) = Object::parse(&request.body) else {
        return Reply::json(400, r#"{"code":"INVALID","message":"no JSON object"}"#);
    };
    let key = request
        .headers
        .iter()
        .find(|(name, _)| name == "idempotency-key");
    let key = key.map(|(_, key)| key.clone()).unwrap_or_default();
    let known = held.iter().position(|link| link.key == key);
    let index = known.unwrap_or_else(|| {
        let member = |name: &str| body.get(name).map(Value::json).unwrap_or("null");
        let given = ["amount", "currency", "reference"];
        let given = given.map(|name| format!(r#""{name}":{}"#, member(name)));
        held.push(Held {
            key,
            given: given.join(","),
            reference: body.text("reference"),
            status: "open",
        });
        held.len() - 1
    });
    Reply::json(201, shown(held, index))
}

fn find(held: &[Held], reference: &str) -> Reply {
    let found = (0..held.len()).find(|index| held[*index].reference.as_deref() == Some(reference));
    let found: Vec<String> = found.map(|index| shown(held, index)).into_iter().collect();
    Reply::json(200, format!(r#"{{"links":[{}]}}"#, found.join(",")))
}

/// Three links a page; the cursor is the place of the next one.
fn list(held: &[Held], target: &str) -> Reply {
    let after = target
        .split_once("?after=")
        .and_then(|(_, after)| after.parse().ok());
    let first: usize = after.unwrap_or(0);
    let end = held.len().min(first + 3);
    let links: Vec<String> = (first..end).map(|index| shown(held, index)).collect();
    let next = if end < held.len() {
        format!(r#""{end}""#)
    } else {
        "null".to_owned()
    };
    Reply::json(
        200,
        format!(r#"{{"links":[{}],"next":{next}}}"#, links.join(",")),
    )
}

fn with(held: &mut [Held], id: &str, change: impl Fn(&mut Held)) -> Reply {
    let index = id
        .strip_prefix("link-")
        .and_then(|index| index.parse::<usize>().ok());
    match index.filter(|index| *index < held.len()) {
        None => not_found(),
        Some(index) => {
            change(&mut held[index]);
            Reply::json(200, shown(held, index))
        }
    }
}

fn not_found() -> Reply {
    Reply::json(
        404,
        r#"{"code":"NOT_FOUND","message":"there is no such link"}"#,
    )
}

fn shown(held: &[Held], index: usize) -> String {
    let Held { given, status, .. } = &held[index];
    format!(
        r#"{{"id":"link-{index}","url":"https://pay.third-party.example.com/{index}",{given},"status":"{status}"}}"#
    )
}
