//! Meum: a store's key, decimal strings, and a header that makes a create repeatable.

mod event;
mod invoice;
mod link;
mod pages;
mod pricing;
mod update;

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use self::event::Event;
use self::invoice::Invoice;
use self::link::{Birth, Create, Link};
use self::pages::{UNKNOWN_CURSOR, answer_page, limit, place_of};
use self::update::Update;
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::action::ActionError;
use crate::provider::auth::{bearer, same};
use crate::provider::checkout::Checkout;
use crate::provider::decimal::Decimal;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::clock::{system_time, with_milliseconds};
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "meum";

/// The headers of a webhook's signature.
const TIMESTAMP: &str = "X-Stablecoin-Timestamp";
const SIGNATURE: &str = "X-Stablecoin-Signature";

pub(crate) struct Meum {
    world: World,
    api_key: String,
    webhook_secret: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    links: Store<Link>,
    /// The identifier of the link that a payer's address belongs to.
    public_ids: HashMap<String, String>,
    /// The place of the link that a cursor belongs to.
    cursors: HashMap<String, usize>,
    /// The original answer of each idempotency key.
    answers: HashMap<String, Reply>,
}

impl Meum {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            // The page has the prefix; the word behind it tells scanners and people that it is no secret.
            api_key: format!("sk_live_sandbox_{}", world.random.hex(48)),
            webhook_secret: world.random.hex(64),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        request.pricing().check()?;
        let key = call.request.header("idempotency-key");
        let now = self.now();
        Ok(self.state.with(|state| {
            if let Some(original) = key.and_then(|key| state.answers.get(key)) {
                return original.clone();
            }
            let link = Link::new(request, self.birth(now));
            let reply = emulated::json(201, &link.view(now, &self.world.currency));
            state.add(link);
            if let Some(key) = key {
                state.answers.insert(key.to_owned(), reply.clone());
            }
            reply
        }))
    }

    fn birth(&self, now: OffsetDateTime) -> Birth {
        let random = &self.world.random;
        let public_id = format!("plpub_{}", random.hex(32));
        Birth {
            id: format!("plink_{}", random.hex(24)),
            public_url: self.world.payment_url(NAME, &public_id),
            public_id,
            cursor: random.uuid().to_string(),
            now,
        }
    }

    fn list(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.state.with(|state| {
            // Described as the last item's id, and as a UUID to pass on: both are taken (meum-o4).
            let place = |cursor: &str| {
                let place = state.cursors.get(cursor).copied();
                place.or_else(|| state.links.place(cursor))
            };
            let before = place_of(call, place)?;
            let page = state.links.page(before, limit(call));
            let last = page.items.last().map(|link| link.cursor.clone());
            Ok(answer_page(&page, last, |link| {
                link.view(self.now(), &self.world.currency)
            }))
        })
    }

    fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.change(call, |_, _| Ok(()))
    }

    fn update(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let update: Update = call.read()?;
        self.change(call, |link, now| {
            *link = update.applied(link, now)?;
            Ok(())
        })
    }

    /// No page says what a link answers that is so already, or is over: a link that is over stays over.
    fn activate(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.change(call, |link, now| match link.effective_status(now) {
            "expired" => Err(Refusal::conflict(
                "payment_link_expired",
                "the link is past its end",
            )),
            "completed" => Err(Refusal::conflict(
                "payment_link_completed",
                "the link has been paid",
            )),
            _ => {
                switch(link, true, now);
                Ok(())
            }
        })
    }

    /// Never refused: a link that takes no more payments is the safe side.
    fn deactivate(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.change(call, |link, now| {
            switch(link, false, now);
            Ok(())
        })
    }

    fn invoices(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.state.with(|state| {
            let link = state.links.get(call.variable("id"));
            let invoices = &link.ok_or(Refusal::Missing("payment link"))?.invoices;
            let place = |cursor: &str| {
                let by_id = || invoices.iter().position(|invoice| invoice.id == cursor);
                invoices.place(cursor).or_else(by_id)
            };
            let before = place_of(call, place)?;
            let page = invoices.page(before, limit(call));
            let last = page.items.last().map(|invoice| invoice.cursor.clone());
            Ok(answer_page(&page, last, |invoice| invoice))
        })
    }

    /// Changes the link of a path, or leaves it as it was, and answers it.
    fn change(
        &self,
        call: &Call<'_>,
        change: impl FnOnce(&mut Link, OffsetDateTime) -> Result<(), Refusal>,
    ) -> Result<Reply, Refusal> {
        let now = self.now();
        self.state.with(|state| {
            let link = state.links.get_mut(call.variable("id"));
            let link = link.ok_or(Refusal::Missing("payment link"))?;
            change(link, now)?;
            Ok(emulated::json(200, &link.view(now, &self.world.currency)))
        })
    }

    fn invoice(
        &self,
        link: &Link,
        amount: String,
        status: &'static str,
        now: OffsetDateTime,
    ) -> Invoice {
        Invoice {
            id: format!("inv_{}", self.world.random.hex(32)),
            cursor: self.world.random.uuid().to_string(),
            amount,
            currency: self.world.currency.to_string(),
            status,
            created_at: with_milliseconds(now),
            paid_at: (status == "paid").then(|| with_milliseconds(now)),
            payment_link: link.origin(),
        }
    }

    /// `v1=` and the hex of a code over time and body, with a point between them, keyed with the secret's literal text.
    fn signed(&self, webhook: Webhook) -> Webhook {
        let [timestamp, signature] = self.signature(&webhook, self.now());
        webhook
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature)
    }

    fn signature(&self, webhook: &Webhook, at: OffsetDateTime) -> [String; 2] {
        let timestamp = at.unix_timestamp().to_string();
        let signed = format!("{timestamp}.{}", webhook.body);
        let code = hmac_sha256(self.webhook_secret.as_bytes(), &[signed.as_bytes()]);
        [timestamp, format!("v1={}", HEXLOWER.encode(&code))]
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl State {
    fn add(&mut self, link: Link) {
        let cursor = link.cursor.clone();
        self.public_ids
            .insert(link.public_id.clone(), link.id.clone());
        let place = self.links.push(link.id.clone(), link);
        self.cursors.insert(cursor, place);
    }
}

impl Emulated for Meum {
    fn name(&self) -> &'static str {
        NAME
    }

    fn contract(&self) -> &'static str {
        include_str!("../../contracts/meum.json")
    }

    fn base_path(&self) -> &'static str {
        ""
    }

    fn territory(&self) -> &'static [&'static str] {
        &["/v1/"]
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("MEUM_API_KEY", self.api_key.clone())]
    }

    fn authenticate(&self, _operation: &str, request: &Recorded) -> Result<(), Refusal> {
        match bearer(request) {
            Some(given) if same(given, &self.api_key) => Ok(()),
            Some(_) => Err(Refusal::Unauthenticated("the API key is wrong")),
            None => Err(Refusal::Unauthenticated("a bearer API key is missing")),
        }
    }

    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        match call.operation {
            "createPaymentLink" => self.create(call),
            "listPaymentLinks" => self.list(call),
            "getPaymentLink" => self.get(call),
            "updatePaymentLink" => self.update(call),
            "activatePaymentLink" => self.activate(call),
            "deactivatePaymentLink" => self.deactivate(call),
            "listPaymentLinkInvoices" => self.invoices(call),
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        let (class, code) = match refusal {
            Refusal::NotFound => ("not_found", "not_found"),
            Refusal::Missing(_) => ("not_found", "payment_link_not_found"),
            Refusal::MethodNotAllowed => ("invalid_request", "method_not_allowed"),
            Refusal::Unauthenticated(_) => ("authentication_error", "invalid_api_key"),
            Refusal::Conflict { code, .. } => ("conflict", *code),
            Refusal::Invalid(faults) => (
                "invalid_request",
                if faults.iter().any(|fault| fault.rule == UNKNOWN_CURSOR) {
                    UNKNOWN_CURSOR
                } else {
                    "invalid_parameter"
                },
            ),
        };
        let mut error = json!({
            "type": class,
            "code": code,
            "message": refusal.message(),
            "request_id": format!("req_{}", self.world.random.hex(24)),
        });
        // The field is named where there is one: a body that is no JSON has none.
        if let (Some(param), Some(error)) = (refusal.field(), error.as_object_mut()) {
            error.insert("param".to_owned(), param.into());
        }
        emulated::json(refusal.status(), &json!({ "error": error }))
    }

    fn links(&self) -> Vec<HeldLink> {
        let now = self.now();
        self.state
            .with(|state| state.links.iter().map(|link| link.held(now)).collect())
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.links.len())
    }

    fn reset(&self) {
        self.state.with(|state| *state = State::default());
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        self.state.with(|state| {
            let link = state.links.get(state.public_ids.get(segment)?)?;
            Some(link.checkout(self.now(), &self.world.currency))
        })
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        let now = self.now();
        self.state.with(|state| {
            let link = state.links.get_mut(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            link.check_payable(now)?;
            let asked = link.pricing.amount.clone();
            let amount = asked.unwrap_or_else(|| Decimal::ZERO.to_string());
            let invoice = self.invoice(link, amount, "failed", now);
            link.invoices.push(invoice.cursor.clone(), invoice);
            Ok(link.held(now))
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let now = self.now();
        self.state.with(|state| {
            let link = state.links.get_mut(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            link.check_payable(now)?;
            let price = link.pricing.price(amount)?;
            link.total_volume = link
                .total_volume
                .plus(price)
                .ok_or(ActionError::Amount("makes a sum of too many digits"))?;
            let invoice = self.invoice(link, price.to_string(), "paid", now);
            link.invoices.push(invoice.cursor.clone(), invoice);
            Ok(link.held(now))
        })
    }

    fn webhook_secret(&self) -> Option<String> {
        Some(self.webhook_secret.clone())
    }

    /// Six attempts, from 60 seconds on (meum-v22). How the pauses grow is the sandbox's choice: each is
    /// twice the one before.
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 5] = [
            Duration::seconds(60),
            Duration::seconds(120),
            Duration::seconds(240),
            Duration::seconds(480),
            Duration::seconds(960),
        ];
        &PAUSES
    }

    fn signed_now(&self, webhook: Webhook) -> Webhook {
        let [timestamp, signature] = self.signature(&webhook, system_time());
        webhook.replacing(&[(TIMESTAMP, timestamp), (SIGNATURE, signature)])
    }

    /// Events are about invoices: the newest of the link is told.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let invoice = self.state.with(|state| {
            let link = state.links.get(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            let newest = link.invoices.iter().last().cloned();
            newest.ok_or_else(|| emulated::no_webhook(NAME, link.effective_status(self.now())))
        })?;
        let name = format!("invoice.{}", invoice.status);
        let event_id = self.world.random.hex_of(&[NAME, &invoice.id, &name], 32);
        let event_id = format!("evt_{event_id}");
        let store = |what| self.world.random.hex_of(&[NAME, what], 24);
        let event = Event {
            id: &event_id,
            kind: &name,
            created_at: &invoice.created_at,
            organization_id: format!("org_{}", store("organization")),
            store_id: format!("store_{}", store("store")),
            store_public_id: format!("stpub_{}", store("public store")),
            data: &invoice,
        };
        let webhook = self.signed(Webhook::json(&event));
        Ok(webhook
            .header("X-Stablecoin-Event", name.clone())
            .header("X-Stablecoin-Event-Id", event_id))
    }
}

fn switch(link: &mut Link, active: bool, now: OffsetDateTime) {
    if link.active != active {
        link.active = active;
        link.updated_at = with_milliseconds(now);
    }
}
