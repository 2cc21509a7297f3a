//! What a test in any language asks of the sandbox, over HTTP below `/_sandbox/`.
//!
//! It needs no credentials. A page of another site in a browser on this machine cannot use it: the
//! host must be this machine, a POST must have JSON, which a browser does not send to another site
//! unasked, and what a browser marks as another site's is turned away before it gets here
//! (`sandbox::routing`).

mod answer;
mod faults;
mod ledger;
mod redact;
mod routes;
mod webhooks;

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use time::OffsetDateTime;

use self::answer::{Failure, clock, delivery, json_reply, link, links, overview, requests};
use crate::provider::repeated_reference::RepeatedReference;
use crate::server::Server;
use crate::server::api::Api;
use crate::server::deliver::deliver;
use crate::wire::{Recorded, Reply};
use crate::world::clock;

/// Where this stands on the server, next to the providers.
pub(crate) const PREFIX: &str = "/_sandbox/";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Payment {
    amount: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Receiver {
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    provider: Option<String>,
    account: Option<String>,
}

/// `{}`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice {
    answer: ChosenAnswer,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChosenAnswer {
    ExistingLink,
    Refusal,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Move {
    AdvanceSeconds(u64),
    StopAt(String),
}

pub(crate) async fn reply(server: &Server, path: &str, request: &Recorded) -> Reply {
    answer(server, path, request)
        .await
        .unwrap_or_else(|failure| failure.reply())
}

async fn answer(server: &Server, path: &str, request: &Recorded) -> Result<Reply, Failure> {
    let host = request.header("host").unwrap_or_default();
    if !server.world.hosts.has(host) {
        return Err(Failure::new(403, "the host is not this machine"));
    }
    let segments: Vec<_> = path
        .split('/')
        .map(|segment| percent_decode_str(segment).decode_utf8_lossy())
        .collect();
    let segments: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    let method = match request.method.as_str() {
        // The same answer: hyper sends its head alone.
        "HEAD" => "GET",
        method => method,
    };
    match (method, &segments[..]) {
        ("GET", [""]) => Ok(overview(server)),
        ("GET", ["clock"]) => Ok(clock(&server.world.clock)),
        ("POST", ["clock"]) => move_clock(server, body(request)?),
        ("GET", ["faults"]) => Ok(faults::list(&server.faults)),
        ("GET", ["health"]) => Ok(health(server)),
        ("GET", ["openapi.json"]) => Ok(json_reply(200, &routes::openapi())),
        ("GET", ["requests"]) => ledger::requests(server, request).await,
        ("POST", ["reset"]) => reset(server, body(request)?),
        ("POST", ["faults"]) => faults::add(server, body(request)?),
        ("DELETE", ["faults"]) => Ok(faults::clear(&server.faults)),
        ("GET", ["webhooks"]) => Ok(webhooks::list(server)),
        ("POST", ["webhooks"]) => webhooks::add(server, body(request)?),
        ("DELETE", ["webhooks"]) => webhooks::remove(&server.webhooks, None),
        ("DELETE", ["webhooks", id]) => webhooks::remove(&server.webhooks, Some(id)),
        ("POST", ["webhooks", "hold"]) => webhooks::hold(&server.webhooks, body(request)?),
        ("POST", ["webhooks", number, "resend"]) => {
            let Nothing {} = body(request)?;
            webhooks::resend(server, number)
        }
        ("GET", [name, "links"]) => links(server.known(name)?, request),
        ("GET", [name, "requests"]) => Ok(requests(server.known(name)?)),
        ("POST", [name, "links", id, "open"]) => {
            let Nothing {} = body(request)?;
            Ok(link(&server.known(name)?.open(id)?))
        }
        ("POST", [name, "repeated_reference"]) => choose(server.known(name)?, &body(request)?),
        ("POST", [name, "links", id, "pay"]) => pay(server.known(name)?, id, &body(request)?),
        ("POST", [name, "links", id, "decline"]) => {
            let Nothing {} = body(request)?;
            Ok(link(&server.known(name)?.decline(id)?))
        }
        ("POST", [name, "links", id, "expire"]) => {
            let Nothing {} = body(request)?;
            Ok(link(&server.known(name)?.expire(id)?))
        }
        ("POST", [name, "links", id, "webhook"]) => {
            send_webhook(server, server.known(name)?, id, &body(request)?).await
        }
        _ => Err(Failure::new(
            404,
            "the sandbox has no such address or method",
        )),
    }
}

fn reset(server: &Server, what: Reset) -> Result<Reply, Failure> {
    match (what.provider.as_deref(), what.account.as_deref()) {
        (Some(name), account) => {
            let api = server.known(name)?;
            let account = account.map(|account| api.account(account)).transpose()?;
            api.reset(account);
        }
        (None, None) => server.reset(),
        (None, Some(_)) => return Err(Failure::new(400, "an account needs its provider")),
    }
    Ok(json_reply(200, &json!({})))
}

/// Whether it serves, and whether its state is in its file.
fn health(server: &Server) -> Reply {
    match server.unsaved.with(|unsaved| unsaved.clone()) {
        None => json_reply(200, &json!({ "status": "ok" })),
        Some(error) => json_reply(500, &json!({ "error": error })),
    }
}

fn move_clock(server: &Server, to: Move) -> Result<Reply, Failure> {
    let time = &server.world.clock;
    server.changes.note();
    match to {
        Move::AdvanceSeconds(seconds) => {
            if !time.try_advance(std::time::Duration::from_secs(seconds)) {
                return Err(Failure::new(400, "the calendar ends before that time"));
            }
        }
        Move::StopAt(at) => {
            let at: Option<OffsetDateTime> = clock::read(&at);
            let wrong = || Failure::new(400, "stop_at is not a time of RFC 3339 in the calendar");
            time.stop_at(at.ok_or_else(wrong)?);
        }
    }
    Ok(clock(time))
}

fn pay(api: &Api, id: &str, payment: &Payment) -> Result<Reply, Failure> {
    Ok(link(&api.pay(id, payment.amount.as_deref())?))
}

fn choose(api: &Api, choice: &Choice) -> Result<Reply, Failure> {
    let answer = match choice.answer {
        ChosenAnswer::ExistingLink => RepeatedReference::GivesTheLink,
        ChosenAnswer::Refusal => RepeatedReference::IsRefused,
    };
    api.provider.repeated_reference(answer)?;
    Ok(json_reply(200, &json!({})))
}

async fn send_webhook(
    server: &Server,
    api: &Api,
    id: &str,
    receiver: &Receiver,
) -> Result<Reply, Failure> {
    let webhook = api.webhook_now(id)?;
    let hosts = &server.world.hosts;
    Ok(delivery(&deliver(webhook, &receiver.url, hosts).await?))
}

fn body<T: DeserializeOwned>(request: &Recorded) -> Result<T, Failure> {
    let content_type = request.header("content-type").unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Failure::new(
            400,
            "the content type is not application/json",
        ));
    }
    serde_json::from_slice(&request.body).map_err(|error| Failure::new(400, error.to_string()))
}
