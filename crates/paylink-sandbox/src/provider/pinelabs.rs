//! Pine Labs Online: a token first, then links that their reference makes unique.

mod link;
mod operations;
mod token;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use time::{Duration, OffsetDateTime};

use self::link::{Link, Names};
use self::token::Tokens;
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::account::{Account, AccountId, Accounts};
use crate::provider::action::ActionError;
use crate::provider::auth::bearer;
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::repeated_reference::RepeatedReference;
use crate::provider::state::{self, Owned};
use crate::provider::store::{Index, Store};
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::clock::{compact, system_time};
use crate::world::identifiers::Identifiers;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "pinelabs";

/// The headers of a webhook.
const WEBHOOK_ID: &str = "webhook-id";
const WEBHOOK_TIMESTAMP: &str = "webhook-timestamp";
const WEBHOOK_SIGNATURE: &str = "webhook-signature";

/// The kinds of identifiers.
const LINK: &str = "pinelabs link";
const ORDER: &str = "pinelabs order";

pub(crate) struct PineLabs {
    world: World,
    accounts: Accounts<Keys>,
    state: Shared<State>,
}

struct Keys {
    client_id: String,
    client_secret: String,
    /// In the base64 form that a merchant gets.
    webhook_secret: String,
}

#[derive(Default, Serialize, Deserialize)]
struct State {
    tokens: Tokens,
    links: Store<Link>,
    references: Index,
    repeated: RepeatedReference,
}

impl PineLabs {
    pub(crate) fn new(world: &World, accounts: &[Account]) -> Self {
        let random = &world.random;
        let keys = |account: &Account| Keys {
            client_id: account.value_of("PINELABS_CLIENT_ID", || random.uuid().to_string()),
            client_secret: account.value_of("PINELABS_CLIENT_SECRET", || random.hex(32)),
            webhook_secret: (account.webhook_secret.clone())
                .unwrap_or_else(|| STANDARD.encode(random.alphanumeric(32))),
        };
        Self {
            accounts: Accounts::new(accounts, keys),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    /// A link with its account and its number.
    fn link(&self, id: &str) -> Option<(AccountId, u32, Link)> {
        let number = self.number(id)?;
        let (owner, link) = self.state.with(|state| state.links.owned(number))?;
        // The number is in the last six letters, and the rest of the identifier is the time.
        (self.names(number, &link).payment_link_id == id).then_some((owner, number, link))
    }

    fn number(&self, id: &str) -> Option<u32> {
        let (_, letters) = id.split_at_checked(id.len().checked_sub(6)?)?;
        let identifiers = &self.world.identifiers;
        identifiers.number_of(Identifiers::letters, LINK, letters)
    }

    fn names(&self, number: u32, link: &Link) -> Names {
        let payment_link_id = format!("pl-{}", self.identifier(LINK, number, link));
        Names {
            payment_link: self.world.payment_url(NAME, &payment_link_id),
            payment_link_id,
            order_id: self.identifier(ORDER, number, link),
        }
    }

    /// In the form of the samples: `v1-250131113650-aa-TUzeRY`.
    fn identifier(&self, kind: &str, number: u32, link: &Link) -> String {
        let letters = self.world.identifiers.letters(kind, number);
        format!("v1-{}-aa-{letters}", compact(link.created_at))
    }

    /// Changes a link that waits for a payer.
    fn change_waiting(
        &self,
        id: &str,
        change: impl FnOnce(&mut Link, OffsetDateTime) -> Result<(), ActionError>,
    ) -> Result<HeldLink, ActionError> {
        let now = self.now();
        let unknown = || emulated::unknown_link(NAME, id);
        let (owner, number, _) = self.link(id).ok_or_else(unknown)?;
        self.state.with(|state| {
            let mut link = state.links.get(number).ok_or_else(unknown)?;
            if !link.waits(now) {
                return Err(ActionError::WrongState(link.status(now).to_owned()));
            }
            change(&mut link, now)?;
            state.links.set(number, &link);
            let names = self.names(number, &link);
            Ok(link.held(self.accounts.name(owner), names, now))
        })
    }

    /// `v1,` and the base64 of a code over identifier, time and body, with points between them.
    fn signature(
        &self,
        account: AccountId,
        webhook: &Webhook,
        id: &str,
        at: OffsetDateTime,
    ) -> [String; 2] {
        let timestamp = at.unix_timestamp().to_string();
        let signed = format!("{id}.{timestamp}.{}", webhook.body);
        let secret = &self.accounts.keys(account).webhook_secret;
        // Whether a fixed one is base64 is checked at the start.
        let key = STANDARD.decode(secret).unwrap_or_default();
        let code = hmac_sha256(&key, &[signed.as_bytes()]);
        [timestamp, format!("v1,{}", STANDARD.encode(code))]
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl Owned for State {
    fn rename_owners(&mut self, accounts: &[AccountId]) {
        self.links.rename_owners(accounts);
        self.tokens.rename_owners(accounts);
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

    fn accounts(&self) -> Vec<&str> {
        self.accounts.names()
    }

    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)> {
        let keys = self.accounts.keys(account);
        vec![
            ("PINELABS_CLIENT_ID", keys.client_id.clone()),
            ("PINELABS_CLIENT_SECRET", keys.client_secret.clone()),
        ]
    }

    fn authenticate(
        &self,
        operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal> {
        if operation == "createToken" {
            return Ok(None);
        }
        let given = bearer(request).ok_or(Refusal::Unauthenticated("a bearer token is missing"))?;
        let now = self.now();
        let account = self.state.with(|state| state.tokens.account(given, now));
        account.map(Some).ok_or(Refusal::Unauthenticated(
            "the token is unknown or has expired",
        ))
    }

    fn create_path(&self) -> String {
        "/api/pay/v1/paymentlink".to_owned()
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
            // The list of codes has it without a status (pinelabs-v24).
            Refusal::TooMany => "PAYMENT_RATE_LIMIT",
            Refusal::Conflict { code, .. } if *code == DUPLICATE => DUPLICATE,
            Refusal::Invalid(_) | Refusal::Conflict { .. } => "INVALID_REQUEST",
        };
        let status = match (operation, refusal) {
            // The page of the token lists 422 where those of the links list 400 and 401, and the
            // list of codes gives USER_AUTHENTICATION_FAILED the status 422 (pinelabs-v43).
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
        let (owner, number, link) = self.link(id)?;
        let names = self.names(number, &link);
        Some(link.held(self.accounts.name(owner), names, self.now()))
    }

    fn owner(&self, id: &str) -> Option<AccountId> {
        self.link(id).map(|(owner, ..)| owner)
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.links.len())
    }

    fn reset(&self, account: Option<AccountId>) {
        self.state.with(|state| {
            let State {
                links, references, ..
            } = state;
            links.remove(account);
            references.retain(|number| links.owner(number).is_some());
            if account.is_none() {
                state.repeated = RepeatedReference::default();
            }
        });
    }

    fn save(&self) -> serde_json::Result<Box<RawValue>> {
        state::save(&self.state)
    }

    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()> {
        state::restore(&self.state, saved, accounts)
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let (_, number, link) = self.link(segment)?;
        link.checkout(self.names(number, &link), self.now())
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        self.change_waiting(id, |link, now| link.pay(amount, now))
    }

    fn expire(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.change_waiting(id, |link, _| {
            link.end();
            Ok(())
        })
    }

    fn webhook_secret(&self, account: AccountId) -> Option<String> {
        Some(self.accounts.keys(account).webhook_secret.clone())
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

    fn signed_now(&self, account: AccountId, webhook: Webhook) -> Webhook {
        let id = webhook.value(WEBHOOK_ID).to_owned();
        let [timestamp, signature] = self.signature(account, &webhook, &id, system_time());
        webhook.replacing(&[
            (WEBHOOK_TIMESTAMP, timestamp),
            (WEBHOOK_SIGNATURE, signature),
        ])
    }

    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let now = self.now();
        let found = self.link(id);
        let (owner, number, link) = found.ok_or_else(|| emulated::unknown_link(NAME, id))?;
        let status = link.status(now);
        let event_type = match status {
            "PROCESSED" => "ORDER_PROCESSED",
            "CANCELLED" => "ORDER_CANCELLED",
            _ => return Err(emulated::no_webhook(NAME, status)),
        };
        let webhook = Webhook::json(&json!({
            "event_type": event_type,
            "data": { "order_id": self.names(number, &link).order_id, "status": status },
        }));
        let event_id = self.world.random.hex_of(&[NAME, id, event_type], 27);
        let event_id = format!("msg_{event_id}");
        let [timestamp, signature] = self.signature(owner, &webhook, &event_id, now);
        Ok(webhook
            .header(WEBHOOK_ID, event_id)
            .header(WEBHOOK_TIMESTAMP, timestamp)
            .header(WEBHOOK_SIGNATURE, signature))
    }
}

/// The code of a request that was processed before (pinelabs-v8).
const DUPLICATE: &str = "DUPLICATE_REQUEST";
