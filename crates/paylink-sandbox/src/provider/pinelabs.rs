//! Pine Labs Online: a token first, then links that their reference makes unique.

mod link;
mod token;

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use self::link::{Birth, Create, Link};
use self::token::{TokenRequest, Tokens};
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::action::ActionError;
use crate::provider::auth::{bearer, same};
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::repeated_reference::RepeatedReference;
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::clock::{compact, system_time};
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "pinelabs";

/// The headers of a webhook.
const WEBHOOK_ID: &str = "webhook-id";
const WEBHOOK_TIMESTAMP: &str = "webhook-timestamp";
const WEBHOOK_SIGNATURE: &str = "webhook-signature";

pub(crate) struct PineLabs {
    world: World,
    client_id: String,
    client_secret: String,
    webhook_key: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    tokens: Tokens,
    links: Store<Link>,
    /// The place of the link that a reference belongs to.
    references: HashMap<String, usize>,
    repeated: RepeatedReference,
}

impl PineLabs {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            client_id: world.random.uuid().to_string(),
            client_secret: world.random.hex(32),
            webhook_key: world.random.alphanumeric(32),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create_token(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: TokenRequest = call.read()?;
        if !same(&request.client_id, &self.client_id)
            || !same(&request.client_secret, &self.client_secret)
        {
            return Err(Refusal::Unauthenticated(
                "the client id or the client secret is wrong",
            ));
        }
        let (text, now) = (self.world.random.hex(64), self.now());
        let answer = self.state.with(|state| state.tokens.give(text, now));
        Ok(emulated::json(200, &answer))
    }

    /// Makes a link. A reference that is used already gives its link back, as the page says
    /// (pinelabs-p4), or is refused, as third parties report (pinelabs-v42).
    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        let now = self.now();
        let link = self.state.with(|state| {
            if let Some(first) = state.find(&request.merchant_payment_link_reference) {
                return match state.repeated {
                    RepeatedReference::GivesTheLink => Ok(first.at(now)),
                    RepeatedReference::IsRefused => Err(duplicate()),
                };
            }
            let link = Link::new(request, self.birth(&state.links, now));
            state.add(link.clone());
            Ok(link.at(now))
        })?;
        Ok(emulated::json(201, &link))
    }

    fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let id = call.variable("payment_link_id");
        let link = self.state.with(|state| state.links.get(id).cloned());
        answer(link, self.now())
    }

    fn find(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let reference = call.variable("merchant_payment_link_reference");
        let link = self.state.with(|state| state.find(reference).cloned());
        answer(link, self.now())
    }

    /// No page says what a link answers that money has come in for, or that has ended: here it refuses.
    fn cancel(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let now = self.now();
        let link = self.state.with(|state| {
            let link = state.links.get_mut(call.variable("payment_link_id"));
            let link = link.ok_or(Refusal::Missing("payment link"))?;
            match link.at(now).status {
                "CREATED" => link.cancel(now),
                status => return Err(wrong_state(status)),
            }
            Ok(link.at(now))
        })?;
        Ok(emulated::json(200, &link))
    }

    /// Tells the customer again. There is no customer here: the answer is all that happens.
    fn notify(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let now = self.now();
        let link = self.state.with(|state| {
            let link = state.links.get(call.variable("payment_link_id"));
            link.map(|link| link.at(now))
        });
        match link {
            Some(link) if !link.waits() => Err(wrong_state(link.status)),
            link => answer(link, now),
        }
    }

    fn birth(&self, links: &Store<Link>, now: OffsetDateTime) -> Birth {
        let payment_link_id = loop {
            let id = format!("pl-{}", self.identifier(now));
            // Six characters are few for the links of one second.
            if links.get(&id).is_none() {
                break id;
            }
        };
        Birth {
            payment_link: self.world.payment_url(NAME, &payment_link_id),
            payment_link_id,
            order_id: self.identifier(now),
            now,
        }
    }

    /// In the form of the samples: `v1-250131113650-aa-TUzeRY`.
    fn identifier(&self, now: OffsetDateTime) -> String {
        format!(
            "v1-{}-aa-{}",
            compact(now),
            self.world.random.alphanumeric(6)
        )
    }

    /// `v1,` and the base64 of a code over identifier, time and body, with points between them.
    fn signed(&self, webhook: Webhook, id: &str, now: OffsetDateTime) -> Webhook {
        let [timestamp, signature] = self.signature(&webhook, id, now);
        webhook
            .header(WEBHOOK_ID, id)
            .header(WEBHOOK_TIMESTAMP, timestamp)
            .header(WEBHOOK_SIGNATURE, signature)
    }

    fn signature(&self, webhook: &Webhook, id: &str, at: OffsetDateTime) -> [String; 2] {
        let timestamp = at.unix_timestamp().to_string();
        let signed = format!("{id}.{timestamp}.{}", webhook.body);
        let code = hmac_sha256(self.webhook_key.as_bytes(), &[signed.as_bytes()]);
        [timestamp, format!("v1,{}", STANDARD.encode(code))]
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl State {
    fn add(&mut self, link: Link) {
        let reference = link.merchant_payment_link_reference.clone();
        let place = self.links.push(link.payment_link_id.clone(), link);
        self.references.insert(reference, place);
    }

    fn find(&self, reference: &str) -> Option<&Link> {
        self.links.at(*self.references.get(reference)?)
    }
}

impl Emulated for PineLabs {
    fn name(&self) -> &'static str {
        NAME
    }

    fn contract(&self) -> &'static str {
        include_str!("../../contracts/pinelabs.json")
    }

    fn base_path(&self) -> &'static str {
        ""
    }

    fn territory(&self) -> &'static [&'static str] {
        &["/api/"]
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![
            ("PINELABS_CLIENT_ID", self.client_id.clone()),
            ("PINELABS_CLIENT_SECRET", self.client_secret.clone()),
        ]
    }

    fn authenticate(&self, operation: &str, request: &Recorded) -> Result<(), Refusal> {
        if operation == "createToken" {
            return Ok(());
        }
        let given = bearer(request).ok_or(Refusal::Unauthenticated("a bearer token is missing"))?;
        let now = self.now();
        if self.state.with(|state| state.tokens.has(given, now)) {
            Ok(())
        } else {
            Err(Refusal::Unauthenticated(
                "the token is unknown or has expired",
            ))
        }
    }

    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        match call.operation {
            "createToken" => self.create_token(call),
            "createPaymentLink" => self.create(call),
            "getPaymentLink" => self.get(call),
            "findPaymentLink" => self.find(call),
            "cancelPaymentLink" => self.cancel(call),
            "notifyPaymentLink" => self.notify(call),
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, operation: Option<&str>, refusal: &Refusal) -> Reply {
        let code = match refusal {
            Refusal::NotFound | Refusal::Missing(_) => "NOT_FOUND",
            Refusal::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Refusal::Unauthenticated(_) => "USER_AUTHENTICATION_FAILED",
            Refusal::Conflict { code, .. } if *code == DUPLICATE => DUPLICATE,
            Refusal::Invalid(_) | Refusal::Conflict { .. } => "INVALID_REQUEST",
        };
        let status = match (operation, refusal) {
            // The page of the token lists 422 where those of the links list 400 and 401, and the list of
            // codes gives USER_AUTHENTICATION_FAILED the status 422 (pinelabs-v43).
            (Some("createToken"), Refusal::Invalid(_) | Refusal::Unauthenticated(_)) => 422,
            // The vendor's SDK repeats a 409 by itself, so a link's state cannot be told with one.
            (_, Refusal::Conflict { .. }) => 422,
            _ => refusal.status(),
        };
        emulated::json(
            status,
            &json!({ "code": code, "message": refusal.message() }),
        )
    }

    fn repeated_reference(&self, answer: RepeatedReference) -> Result<(), ActionError> {
        self.state.with(|state| state.repeated = answer);
        Ok(())
    }

    fn links(&self) -> Vec<HeldLink> {
        let now = self.now();
        self.state
            .with(|state| state.links.iter().map(|link| link.at(now).held()).collect())
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.links.len())
    }

    fn reset(&self) {
        self.state.with(|state| {
            let tokens = std::mem::take(&mut state.tokens);
            *state = State {
                tokens,
                ..State::default()
            };
        });
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let link = self.state.with(|state| state.links.get(segment).cloned());
        link?.at(self.now()).checkout()
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let now = self.now();
        self.state.with(|state| {
            let link = state.links.get_mut(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            let shown = link.at(now);
            if !shown.waits() {
                return Err(ActionError::WrongState(shown.status.to_owned()));
            }
            link.pay(amount, now)?;
            Ok(link.held())
        })
    }

    fn webhook_secret(&self) -> Option<String> {
        Some(STANDARD.encode(&self.webhook_key))
    }

    /// A cancelled link is an event.
    fn changed_link(&self, call: &Call<'_>) -> Option<String> {
        let is_cancel = call.operation == "cancelPaymentLink";
        is_cancel.then(|| call.variable("payment_link_id").to_owned())
    }

    /// Up to three attempts, within about five seconds (pinelabs-v30).
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 2] = [Duration::seconds(2); 2];
        &PAUSES
    }

    fn signed_now(&self, webhook: Webhook) -> Webhook {
        let id = webhook.value(WEBHOOK_ID).to_owned();
        let [timestamp, signature] = self.signature(&webhook, &id, system_time());
        webhook.replacing(&[
            (WEBHOOK_TIMESTAMP, timestamp),
            (WEBHOOK_SIGNATURE, signature),
        ])
    }

    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let now = self.now();
        let link = self.state.with(|state| state.links.get(id).cloned());
        let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
        let status = link.at(now).status;
        let event_type = match status {
            "PROCESSED" => "ORDER_PROCESSED",
            "CANCELLED" => "ORDER_CANCELLED",
            _ => return Err(emulated::no_webhook(NAME, status)),
        };
        let event = json!({
            "event_type": event_type,
            "data": { "order_id": link.order_id, "status": status },
        });
        let event_id = self.world.random.hex_of(&[NAME, id, event_type], 27);
        Ok(self.signed(Webhook::json(&event), &format!("msg_{event_id}"), now))
    }
}

fn answer(link: Option<Link>, now: OffsetDateTime) -> Result<Reply, Refusal> {
    let link = link.ok_or(Refusal::Missing("payment link"))?;
    Ok(emulated::json(200, &link.at(now)))
}

/// The code of a request that was processed before (pinelabs-v8).
const DUPLICATE: &str = "DUPLICATE_REQUEST";

fn duplicate() -> Refusal {
    Refusal::conflict(DUPLICATE, "The request has already been processed")
}

fn wrong_state(status: &str) -> Refusal {
    Refusal::conflict("wrong_state", format!("the link is {status}"))
}
