//! CostPlus: Basic with an empty password, minor units, and a slash at the end of every path.

mod link;
mod order;
mod period;

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use time::{Duration, OffsetDateTime};

use self::link::{Create, Link, Names};
use self::order::Order;
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::account::{Account, AccountId, Accounts};
use crate::provider::action::ActionError;
use crate::provider::auth::{basic, same};
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::packed::Raw;
use crate::provider::state::{self, Owned};
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::identifiers::Identifiers;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "costplus";

/// The kinds of identifiers.
const LINK: &str = "costplus link";
const ORDER: &str = "costplus order";
const TRANSACTION: &str = "costplus transaction";

pub(crate) struct CostPlus {
    world: World,
    accounts: Accounts<Keys>,
    state: Shared<State>,
}

struct Keys {
    api_key: String,
}

#[derive(Default, Serialize, Deserialize)]
struct State {
    links: Store<Link>,
    orders: Store<Order>,
}

impl CostPlus {
    pub(crate) fn new(world: &World, accounts: &[Account]) -> Self {
        let keys = |account: &Account| Keys {
            api_key: account.value_of("COSTPLUS_API_KEY", || world.random.hex(32)),
        };
        Self {
            accounts: Accounts::new(accounts, keys),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let request: Create = call.read()?;
        let now = self.now();
        let link = Link::new(request, now);
        let number = self.state.with(|state| state.links.push(account, &link));
        let names = self.names(number, &link);
        Ok(emulated::json(201, &link.view(&names, now)))
    }

    fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let missing = || Refusal::Missing("payment link");
        let number = self.number(call.variable("id")).ok_or_else(missing)?;
        let link = self.state.with(|state| state.links.get_of(account, number));
        let link = link.ok_or_else(missing)?;
        let names = self.names(number, &link);
        Ok(emulated::json(200, &link.view(&names, self.now())))
    }

    fn get_order(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let missing = || Refusal::Missing("order");
        let identifiers = &self.world.identifiers;
        let id = call.variable("id");
        let number = identifiers.number_of(Identifiers::uuid, ORDER, id);
        let number = number.ok_or_else(missing)?;
        let found = self.state.with(|state| {
            let order = state.orders.get_of(account, number)?;
            let link = state.links.get(order.link)?;
            Some((order, link))
        });
        let (order, link) = found.ok_or_else(missing)?;
        let names = order::Names {
            id: id.to_owned(),
            transaction_id: identifiers.uuid(TRANSACTION, number),
            link_id: identifiers.uuid(LINK, order.link),
            project_id: self.project_id(account),
        };
        Ok(emulated::json(200, &order.view(&link, &names)))
    }

    fn names(&self, number: u32, link: &Link) -> Names {
        let identifiers = &self.world.identifiers;
        let id = identifiers.uuid(LINK, number);
        Names {
            payment_url: self.world.payment_url(NAME, &id),
            id,
            order_id: link.order().map(|order| identifiers.uuid(ORDER, order)),
        }
    }

    fn number(&self, id: &str) -> Option<u32> {
        let identifiers = &self.world.identifiers;
        identifiers.number_of(Identifiers::uuid, LINK, id)
    }

    fn link(&self, id: &str) -> Option<(u32, Link)> {
        let number = self.number(id)?;
        let link = self.state.with(|state| state.links.get(number))?;
        Some((number, link))
    }

    fn project_id(&self, account: AccountId) -> String {
        let name = self.accounts.name(account);
        self.world.random.uuid_of(&[NAME, "project", name])
    }

    /// Changes a link that waits for a payer.
    fn change_waiting(
        &self,
        id: &str,
        change: impl FnOnce(&mut Link, &mut Store<Order>, Place) -> Result<(), ActionError>,
    ) -> Result<HeldLink, ActionError> {
        let now = self.now();
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        self.state.with(|state| {
            let State { links, orders } = state;
            let (owner, mut link) = links.owned(number).ok_or_else(unknown)?;
            if !link.waits(now) {
                return Err(ActionError::WrongState(link.status(now).to_owned()));
            }
            change(&mut link, orders, Place { number, owner, now })?;
            links.set(number, &link);
            let names = self.names(number, &link);
            Ok(link.held(self.accounts.name(owner), names, now))
        })
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

/// Which link is changed, and when.
#[derive(Clone, Copy)]
struct Place {
    number: u32,
    owner: AccountId,
    now: OffsetDateTime,
}

impl Owned for State {
    fn rename_owners(&mut self, accounts: &[AccountId]) {
        self.links.rename_owners(accounts);
        self.orders.rename_owners(accounts);
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

    fn accounts(&self) -> Vec<&str> {
        self.accounts.names()
    }

    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)> {
        let keys = self.accounts.keys(account);
        vec![("COSTPLUS_API_KEY", keys.api_key.clone())]
    }

    fn authenticate(
        &self,
        _operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal> {
        let missing = Refusal::Unauthenticated("the API key is missing");
        let (name, password) = basic(request).ok_or(missing)?;
        let account = self.accounts.find(|keys| same(&name, &keys.api_key));
        account
            .filter(|_| password.is_empty())
            .map(Some)
            .ok_or(Refusal::Unauthenticated(
                "the API key is wrong, or a password was given",
            ))
    }

    fn create_path(&self) -> String {
        "/v1/paymentlinks/".to_owned()
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
            Refusal::TooMany => "TooManyRequestsError",
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

    fn links(&self, account: Option<AccountId>, newest: usize) -> Vec<HeldLink> {
        let now = self.now();
        let links = self.state.with(|state| state.links.newest(account, newest));
        let held = links.into_iter().map(|(owner, item)| {
            let names = self.names(item.number, &item.thing);
            item.thing.held(self.accounts.name(owner), names, now)
        });
        held.collect()
    }

    fn held(&self, id: &str) -> Option<HeldLink> {
        let (number, link) = self.link(id)?;
        let account = self.accounts.name(self.owner(id)?);
        Some(link.held(account, self.names(number, &link), self.now()))
    }

    fn owner(&self, id: &str) -> Option<AccountId> {
        let number = self.number(id)?;
        self.state.with(|state| state.links.owner(number))
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.links.len())
    }

    fn reset(&self, account: Option<AccountId>) {
        self.state.with(|state| {
            state.links.remove(account);
            state.orders.remove(account);
        });
    }

    fn save(&self) -> serde_json::Result<Box<RawValue>> {
        state::save(&self.state)
    }

    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()> {
        state::restore(&self.state, saved, accounts)
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let (number, link) = self.link(segment)?;
        Some(link.checkout(self.names(number, &link), self.now()))
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.change_waiting(id, |link, _, place| {
            link.fail(place.now);
            Ok(())
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        self.change_waiting(id, |link, orders, place| {
            emulated::in_full(amount, link.amount.get())?;
            let order = Order {
                link: place.number,
                at: place.now,
            };
            let order = orders.push(place.owner, &order);
            link.pay(order, place.now);
            Ok(())
        })
    }

    fn expire(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.change_waiting(id, |link, _, _| {
            link.end();
            Ok(())
        })
    }

    fn webhook_url(&self, id: &str) -> Option<String> {
        let (_, link) = self.link(id)?;
        link.webhook_url.as_ref().and_then(Raw::address)
    }

    /// Up to ten more attempts, two minutes apart (costplus-v16).
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 10] = [Duration::minutes(2); 10];
        &PAUSES
    }

    /// Unsigned, and with no more in it than where to look.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let unknown = || emulated::unknown_link(NAME, id);
        let (number, link) = self.link(id).ok_or_else(unknown)?;
        let account = self.owner(id).ok_or_else(unknown)?;
        let order_id = self.names(number, &link).order_id;
        let order_id =
            order_id.ok_or_else(|| emulated::no_webhook(NAME, link.status(self.now())))?;
        Ok(Webhook::json(&json!({
            "event": "status_changed",
            "project_id": self.project_id(account),
            "order_id": order_id,
        })))
    }
}
