//! The sandbox's own answers.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Value, json};

use super::redact::Secrets;
use super::routes;
use crate::provider::action::ActionError;
use crate::provider::link::HeldLink;
use crate::server::Server;
use crate::server::api::Api;
use crate::webhook::Delivery;
use crate::wire::{Recorded, Reply};
use crate::world::clock::{Clock, with_milliseconds};

/// Why something was not done.
pub(super) struct Failure {
    status: u16,
    message: String,
}

impl Failure {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
        }
    }

    /// A name that is unknown, with those that are known.
    pub(super) fn no_such(
        kind: &str,
        name: &str,
        known: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        let known: Vec<_> = known
            .into_iter()
            .map(|name| name.as_ref().to_owned())
            .collect();
        let text = format!(
            "there is no {kind} `{name}`: use one of {}",
            known.join(", ")
        );
        Self::new(400, text)
    }

    pub(super) fn reply(&self) -> Reply {
        json_reply(self.status, &json!({ "error": self.message }))
    }
}

impl From<ActionError> for Failure {
    fn from(error: ActionError) -> Self {
        let status = match &error {
            ActionError::UnknownProvider(_)
            | ActionError::UnknownAccount { .. }
            | ActionError::UnknownLink { .. } => 404,
            ActionError::WrongState(_)
            | ActionError::NoWebhook { .. }
            | ActionError::NoExpiry(_) => 409,
            ActionError::Amount(_) | ActionError::NotLoopback | ActionError::NoSuchChoice(_) => 422,
            ActionError::NotAnswered(_) => 502,
        };
        Self::new(status, error.to_string())
    }
}

pub(super) fn overview(server: &Server) -> Reply {
    let providers: Vec<_> = server
        .apis
        .iter()
        .map(|api| {
            json!({
                "provider": api.provider.name(),
                "base_url": server.base_url(api),
                "arrived": api.recording.arrived(),
                "held": api.provider.count(),
                "accounts": api.provider.accounts(),
            })
        })
        .collect();
    let routes = routes::list(&server.origin());
    json_reply(200, &json!({ "providers": providers, "routes": routes }))
}

impl Server {
    /// Refuses the names of a provider and an operation that do not exist.
    pub(super) fn check_names(
        &self,
        provider: Option<&str>,
        operation: Option<&str>,
    ) -> Result<(), Failure> {
        let names = self.apis.iter().map(|api| api.provider.name());
        if let Some(provider) = provider
            && self.api(provider).is_none()
        {
            return Err(Failure::no_such("provider", provider, names));
        }
        let apis = (self.apis.iter())
            .filter(|api| provider.is_none_or(|provider| provider == api.provider.name()));
        let operations: BTreeSet<&str> = apis.flat_map(Api::operations).collect();
        match operation {
            Some(name) if !operations.contains(name) => {
                Err(Failure::no_such("operation", name, operations))
            }
            _ => Ok(()),
        }
    }
}

pub(super) fn clock(clock: &Clock) -> Reply {
    json_reply(200, &json!({ "now": with_milliseconds(clock.now()) }))
}

/// The links of a provider: those of one account with `account`, the newest with `newest`.
pub(super) fn links(api: &Api, request: &Recorded) -> Result<Reply, Failure> {
    let mut account = None;
    let mut newest = usize::MAX;
    for (name, value) in request.query_pairs() {
        match name.as_str() {
            "account" => account = Some(api.account(&value)?),
            "newest" => {
                let wrong = |_| Failure::new(400, "newest is not a whole number");
                newest = value.parse().map_err(wrong)?;
            }
            _ => return Err(Failure::no_such("query name", &name, ["account", "newest"])),
        }
    }
    let links = api.provider.links(account, newest);
    let links: Vec<_> = links.iter().map(link_value).collect();
    Ok(json_reply(200, &json!({ "links": links })))
}

pub(super) fn link(link: &HeldLink) -> Reply {
    json_reply(200, &link_value(link))
}

pub(super) fn delivery(delivery: &Delivery) -> Reply {
    let Delivery { webhook, status } = delivery;
    let headers: Vec<_> = webhook.headers.iter().collect();
    json_reply(
        200,
        &json!({ "status": status, "headers": headers, "body": webhook.body }),
    )
}

pub(super) fn requests(api: &Api) -> Reply {
    let secrets = Secrets::of(api);
    let kept = api.recording.kept();
    let requests: Vec<_> = kept
        .iter()
        .map(|request| shown(request, &secrets))
        .collect();
    json_reply(
        200,
        &json!({ "arrived": api.recording.arrived(), "requests": requests }),
    )
}

pub(super) fn shown(request: &Recorded, secrets: &Secrets) -> Value {
    let headers: Vec<_> = request
        .shown_headers()
        .into_iter()
        .map(|(name, value)| {
            let value = secrets.redacted_value(&name, &value);
            (name, value)
        })
        .collect();
    json!({
        "method": request.method,
        "target": secrets.redacted_target(&request.target),
        "headers": headers,
        "body": secrets.redacted_body(&request.body_text()),
        "answered": request.answered,
    })
}

fn link_value(link: &HeldLink) -> Value {
    json!({
        "account": link.account,
        "id": link.id,
        "url": link.url,
        "reference": link.reference,
        "status": link.status,
    })
}

pub(super) fn json_reply(status: u16, value: &impl Serialize) -> Reply {
    match serde_json::to_string(value) {
        Ok(body) => Reply::json(status, body),
        Err(error) => Reply::text(500, "text/plain", error.to_string()),
    }
}
