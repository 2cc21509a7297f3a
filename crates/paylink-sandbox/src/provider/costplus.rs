//! CostPlus: Basic with an empty password, minor units, and a slash at the end of every path.

mod link;
mod order;
mod period;

use serde_json::json;
use time::{Duration, OffsetDateTime};

use self::link::{Birth, Create, Link, Payment};
use self::order::Order;
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::action::ActionError;
use crate::provider::auth::{basic, same};
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "costplus";

pub(crate) struct CostPlus {
    world: World,
    api_key: String,
    project_id: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    links: Store<Link>,
    orders: Store<Order>,
}

impl CostPlus {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            api_key: world.random.hex(32),
            project_id: world.random.uuid().to_string(),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        let (id, now) = (self.world.random.uuid().to_string(), self.now());
        let birth = Birth {
            payment_url: self.world.payment_url(NAME, &id),
            id: id.clone(),
            now,
        };
        let link = Link::new(request, birth);
        let reply = emulated::json(201, &link.at(now));
        self.state.with(|state| state.links.push(id, link));
        Ok(reply)
    }

    fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let link = self.link(call.variable("id"));
        let link = link.ok_or(Refusal::Missing("payment link"))?;
        Ok(emulated::json(200, &link))
    }

    fn get_order(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.state.with(|state| {
            let order = state.orders.get(call.variable("id"));
            let order = order.ok_or(Refusal::Missing("order"))?;
            Ok(emulated::json(200, order))
        })
    }

    fn link(&self, id: &str) -> Option<Link> {
        let now = self.now();
        self.state
            .with(|state| state.links.get(id).map(|link| link.at(now)))
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl Emulated for CostPlus {
    fn name(&self) -> &'static str {
        NAME
    }

    fn contract(&self) -> &'static str {
        include_str!("../../contracts/costplus.json")
    }

    fn base_path(&self) -> &'static str {
        "/v1"
    }

    fn territory(&self) -> &'static [&'static str] {
        &["/v1/paymentlinks", "/v1/orders"]
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("COSTPLUS_API_KEY", self.api_key.clone())]
    }

    fn authenticate(&self, _operation: &str, request: &Recorded) -> Result<(), Refusal> {
        match basic(request) {
            Some((name, password)) if same(&name, &self.api_key) && password.is_empty() => Ok(()),
            Some(_) => Err(Refusal::Unauthenticated(
                "the API key is wrong, or a password was given",
            )),
            None => Err(Refusal::Unauthenticated("the API key is missing")),
        }
    }

    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        match call.operation {
            "createPaymentLink" => self.create(call),
            "getPaymentLink" => self.get(call),
            "getOrder" => self.get_order(call),
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        let class = match refusal {
            Refusal::NotFound | Refusal::Missing(_) => "NotFoundError",
            Refusal::MethodNotAllowed => "MethodNotAllowedError",
            Refusal::Unauthenticated(_) => "AuthenticationError",
            Refusal::Conflict { .. } => "ConflictError",
            Refusal::Invalid(_) => "ValidationError",
        };
        let error = json!({
            "status": refusal.status(),
            "type": class,
            "value": refusal.message(),
            "property_path": refusal.field(),
        });
        emulated::json(refusal.status(), &json!({ "error": error }))
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
        self.state.with(|state| *state = State::default());
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        self.link(segment).map(|link| link.checkout())
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        let now = self.now();
        self.state.with(|state| {
            let link = state.links.get_mut(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            let shown = link.at(now);
            if !shown.waits() {
                return Err(ActionError::WrongState(shown.status.to_owned()));
            }
            link.fail(now);
            Ok(link.held())
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let payment = Payment {
            order_id: self.world.random.uuid().to_string(),
            transaction_id: self.world.random.uuid().to_string(),
            project_id: self.project_id.clone(),
            now: self.now(),
        };
        self.state.with(|state| {
            let link = state.links.get_mut(id);
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            let shown = link.at(payment.now);
            if !shown.waits() {
                return Err(ActionError::WrongState(shown.status.to_owned()));
            }
            emulated::in_full(amount, &link.amount)?;
            let order = link.pay(payment);
            state.orders.push(order.id.clone(), order);
            Ok(link.held())
        })
    }

    fn webhook_url(&self, id: &str) -> Option<String> {
        let link = self.state.with(|state| state.links.get(id).cloned())?;
        link.webhook_url()
    }

    /// Up to ten more attempts, two minutes apart (costplus-v16).
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 10] = [Duration::minutes(2); 10];
        &PAUSES
    }

    /// Unsigned, and with no more in it than where to look.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let link = self.link(id);
        let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
        let order_id = link
            .completed_order_id
            .ok_or_else(|| emulated::no_webhook(NAME, link.status))?;
        Ok(Webhook::json(&json!({
            "event": "status_changed",
            "project_id": self.project_id,
            "order_id": order_id,
        })))
    }
}
