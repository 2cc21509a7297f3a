//! Receivers of webhooks, and what they were sent.

use serde::Deserialize;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

use super::answer::{Failure, json_reply};
use crate::provider::account::AccountId;
use crate::server::Server;
use crate::server::webhooks::log::{Attempt, Sent};
use crate::server::webhooks::{Release, Webhooks};
use crate::wire::Reply;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Receiver {
    provider: String,
    /// Only this account's webhooks.
    account: Option<String>,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Hold {
    held: bool,
    #[serde(default)]
    order: Order,
    #[serde(default)]
    twice: bool,
}

#[derive(Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Order {
    #[default]
    AsMade,
    Reversed,
}

/// The receivers, and the deliveries with their attempts.
pub(super) fn list(server: &Server) -> Reply {
    let webhooks = &server.webhooks;
    let account = |provider, account: Option<AccountId>| {
        let api = server.api(provider)?;
        Some(api.account_name(account?).to_owned())
    };
    let endpoints: Vec<Value> = (webhooks.endpoints().iter())
        .map(|endpoint| {
            json!({
                "id": endpoint.id,
                "provider": endpoint.provider,
                "account": account(endpoint.provider, endpoint.account),
                "url": endpoint.url,
            })
        })
        .collect();
    let deliveries: Vec<Value> = webhooks.log().iter().map(delivery).collect();
    let held = webhooks.held();
    json_reply(
        200,
        &json!({ "endpoints": endpoints, "deliveries": deliveries, "held": held }),
    )
}

fn delivery(sent: &Sent) -> Value {
    let attempts: Vec<Value> = sent.attempts.iter().map(attempt).collect();
    json!({
        "number": sent.number,
        "provider": sent.provider,
        "link": sent.link,
        "url": sent.url,
        "body": sent.webhook.body,
        "attempts": attempts,
    })
}

fn attempt(attempt: &Attempt) -> Value {
    let at = attempt.at.format(&Rfc3339).unwrap_or_default();
    match &attempt.ending {
        Ok(status) => json!({ "at": at, "status": status }),
        Err(error) => json!({ "at": at, "error": error }),
    }
}

pub(super) fn add(server: &Server, receiver: Receiver) -> Result<Reply, Failure> {
    let api = server.known(&receiver.provider)?;
    let account = receiver.account.as_deref();
    let account = account.map(|account| api.account(account)).transpose()?;
    let id = (server.webhooks).add(api.provider.name(), account, &receiver.url)?;
    server.changes.note();
    Ok(json_reply(201, &json!({ "id": id })))
}

pub(super) fn remove(webhooks: &Webhooks, id: Option<&str>) -> Result<Reply, Failure> {
    let number = match id {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| unknown())?),
    };
    if !webhooks.remove(number) && number.is_some() {
        return Err(unknown());
    }
    Ok(json_reply(200, &json!({})))
}

/// Holds webhooks back, or lets go of those that were held.
pub(super) fn hold(webhooks: &Webhooks, hold: Hold) -> Result<Reply, Failure> {
    if hold.held {
        webhooks.hold();
        return Ok(json_reply(200, &json!({})));
    }
    let released = webhooks.release(Release {
        is_reversed: hold.order == Order::Reversed,
        is_doubled: hold.twice,
    });
    Ok(json_reply(200, &json!({ "released": released })))
}

pub(super) fn resend(server: &Server, number: &str) -> Result<Reply, Failure> {
    let number = number.parse().map_err(|_| unknown())?;
    let sent = server.webhooks.sent(number).ok_or_else(unknown)?;
    let api = server.known(sent.provider)?;
    server.webhooks.resend(number, &api.provider);
    Ok(json_reply(202, &json!({})))
}

fn unknown() -> Failure {
    Failure::new(404, "there is no webhook with this number")
}
