//! Meum: a store's key, decimal strings, and a header that makes a create repeatable.

mod event;
mod invoice;
mod link;
mod operations;
mod pages;
mod pricing;
mod update;

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use time::{Duration, OffsetDateTime};

use self::event::Event;
use self::invoice::Invoice;
use self::link::{Link, Names};
use self::pages::UNKNOWN_CURSOR;
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::account::{Account, AccountId, Accounts};
use crate::provider::action::ActionError;
use crate::provider::auth::{bearer, same};
use crate::provider::checkout::Checkout;
use crate::provider::decimal::Decimal;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::packed::Packed;
use crate::provider::state::{self, Owned};
use crate::provider::store::{Index, Store};
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::clock::system_time;
use crate::world::identifiers::Identifiers;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "meum";

/// The headers of a webhook's signature.
const TIMESTAMP: &str = "X-Stablecoin-Timestamp";
const SIGNATURE: &str = "X-Stablecoin-Signature";

/// The kinds of identifiers.
const LINK: &str = "meum link";
const PUBLIC: &str = "meum public link";
const CURSOR: &str = "meum link cursor";
const INVOICE: &str = "meum invoice";
const INVOICE_CURSOR: &str = "meum invoice cursor";

pub(crate) struct Meum {
    world: World,
    accounts: Accounts<Keys>,
    state: Shared<State>,
}

struct Keys {
    api_key: String,
    webhook_secret: String,
    currency: String,
}

#[derive(Default, Serialize, Deserialize)]
struct State {
    links: Store<Link>,
    invoices: Store<Invoice>,
    /// The link that an idempotency key has made.
    keys: Index,
    /// What links with a key were when they were made, of those that have changed since: a repeated
    /// key gets the original answer.
    originals: BTreeMap<u32, Packed<Link>>,
}

impl Meum {
    pub(crate) fn new(world: &World, accounts: &[Account]) -> Self {
        let random = &world.random;
        let keys = |account: &Account| Keys {
            // The page has the prefix; the word behind it tells scanners and people that it is no
            // secret.
            api_key: account.value_of("MEUM_API_KEY", || {
                format!("sk_live_sandbox_{}", random.hex(48))
            }),
            webhook_secret: (account.webhook_secret.clone()).unwrap_or_else(|| random.hex(64)),
            currency: (account.currency.clone()).unwrap_or_else(|| world.currency.to_string()),
        };
        Self {
            accounts: Accounts::new(accounts, keys),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    /// Lets a payer try to pay, and notes the invoice.
    fn attempt(
        &self,
        id: &str,
        attempt: impl FnOnce(&mut Link) -> Result<(String, bool), ActionError>,
    ) -> Result<HeldLink, ActionError> {
        let now = self.now();
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        self.state.with(|state| {
            let (owner, before) = state.links.owned(number).ok_or_else(unknown)?;
            let mut link = before.clone();
            link.check_payable(now)?;
            let (amount, is_paid) = attempt(&mut link)?;
            let invoice = Invoice::new(amount, is_paid, link.title.clone(), now);
            link.invoices.push(state.invoices.push(owner, &invoice));
            state.replace(number, &before, &link);
            Ok(link.held(self.accounts.name(owner), self.names(number), now))
        })
    }

    fn names(&self, number: u32) -> Names {
        let identifiers = &self.world.identifiers;
        let public_id = format!("plpub_{}", identifiers.hex32(PUBLIC, number));
        Names {
            id: format!("plink_{}", identifiers.hex24(LINK, number)),
            public_url: self.world.payment_url(NAME, &public_id),
            public_id,
        }
    }

    fn invoice_names<'a>(
        &'a self,
        account: AccountId,
        number: u32,
        link: &'a Names,
    ) -> invoice::Names<'a> {
        invoice::Names {
            id: format!("inv_{}", self.world.identifiers.hex32(INVOICE, number)),
            currency: &self.accounts.keys(account).currency,
            link_id: &link.id,
            link_public_id: &link.public_id,
        }
    }

    fn number(&self, id: &str) -> Option<u32> {
        let digits = id.strip_prefix("plink_")?;
        let identifiers = &self.world.identifiers;
        identifiers.number_of(Identifiers::hex24, LINK, digits)
    }

    /// `v1=` and the hex of a code over time and body, with a point between them, keyed with the
    /// secret's literal text.
    fn signature(&self, account: AccountId, webhook: &Webhook, at: OffsetDateTime) -> [String; 2] {
        let timestamp = at.unix_timestamp().to_string();
        let signed = format!("{timestamp}.{}", webhook.body);
        let secret = &self.accounts.keys(account).webhook_secret;
        let code = hmac_sha256(secret.as_bytes(), &[signed.as_bytes()]);
        [timestamp, format!("v1={}", HEXLOWER.encode(&code))]
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl State {
    /// A link as it was when it was made.
    fn original(&self, number: u32) -> Option<(u32, Link)> {
        let changed = self.originals.get(&number).and_then(Packed::get);
        Some((number, changed.or_else(|| self.links.get(number))?))
    }

    /// Changes a link, and keeps what it was for its key.
    fn replace(&mut self, number: u32, before: &Link, link: &Link) {
        if before.has_key
            && !self.originals.contains_key(&number)
            && let Some(original) = Packed::of(before)
        {
            self.originals.insert(number, original);
        }
        self.links.set(number, link);
    }
}

impl Owned for State {
    fn rename_owners(&mut self, accounts: &[AccountId]) {
        self.links.rename_owners(accounts);
        self.invoices.rename_owners(accounts);
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

    fn accounts(&self) -> Vec<&str> {
        self.accounts.names()
    }

    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)> {
        let keys = self.accounts.keys(account);
        vec![("MEUM_API_KEY", keys.api_key.clone())]
    }

    fn authenticate(
        &self,
        _operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal> {
        let missing = Refusal::Unauthenticated("a bearer API key is missing");
        let given = bearer(request).ok_or(missing)?;
        let account = self.accounts.find(|keys| same(given, &keys.api_key));
        account
            .map(Some)
            .ok_or(Refusal::Unauthenticated("the API key is wrong"))
    }

    fn create_path(&self) -> String {
        "/v1/payment-links".to_owned()
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
        if *refusal == Refusal::TooMany {
            // The one error in another form (meum-v6).
            return emulated::json(429, &json!({ "error": refusal.message() }));
        }
        let (class, code) = match refusal {
            Refusal::NotFound => ("not_found", "not_found"),
            Refusal::Missing(_) => ("not_found", "payment_link_not_found"),
            Refusal::MethodNotAllowed => ("invalid_request", "method_not_allowed"),
            Refusal::Unauthenticated(_) => ("authentication_error", "invalid_api_key"),
            Refusal::TooMany => ("rate_limit_error", "rate_limit_error"),
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

    fn links(&self, account: Option<AccountId>, newest: usize) -> Vec<HeldLink> {
        let now = self.now();
        let links = self.state.with(|state| state.links.newest(account, newest));
        let held = links.into_iter().map(|(owner, item)| {
            let names = self.names(item.number);
            item.thing.held(self.accounts.name(owner), names, now)
        });
        held.collect()
    }

    fn held(&self, id: &str) -> Option<HeldLink> {
        let number = self.number(id)?;
        let account = self.accounts.name(self.owner(id)?);
        let link = self.state.with(|state| state.links.get(number))?;
        Some(link.held(account, self.names(number), self.now()))
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
            let State {
                links,
                invoices,
                keys,
                originals,
            } = state;
            links.remove(account);
            invoices.remove(account);
            keys.retain(|number| links.owner(number).is_some());
            originals.retain(|number, _| links.owner(*number).is_some());
        });
    }

    fn save(&self) -> serde_json::Result<Box<RawValue>> {
        state::save(&self.state)
    }

    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()> {
        state::restore(&self.state, saved, accounts)
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let digits = segment.strip_prefix("plpub_")?;
        let identifiers = &self.world.identifiers;
        let number = identifiers.number_of(Identifiers::hex32, PUBLIC, digits)?;
        let (owner, link) = self.state.with(|state| state.links.owned(number))?;
        let currency = &self.accounts.keys(owner).currency;
        Some(link.checkout(self.names(number), self.now(), currency))
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.attempt(id, |link| {
            let asked = link.pricing.amount.clone();
            Ok((asked.unwrap_or_else(|| Decimal::ZERO.to_string()), false))
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        self.attempt(id, |link| {
            let price = link.pricing.price(amount)?;
            let volume = link.volume().plus(price);
            let too_long = ActionError::Amount("makes a sum of too many digits");
            link.total_volume = Some(volume.ok_or(too_long)?);
            link.payments = link.payments.saturating_add(1);
            Ok((price.to_string(), true))
        })
    }

    fn expire(&self, id: &str) -> Result<HeldLink, ActionError> {
        let now = self.now();
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        self.state.with(|state| {
            let before = state.links.get(number).ok_or_else(unknown)?;
            let status = before.effective_status(now);
            if matches!(status, "expired" | "completed") {
                return Err(ActionError::WrongState(status.to_owned()));
            }
            let mut link = before.clone();
            link.is_ended = true;
            state.replace(number, &before, &link);
            Ok(())
        })?;
        self.open(id)
    }

    fn currency(&self, account: AccountId) -> Option<String> {
        Some(self.accounts.keys(account).currency.clone())
    }

    fn webhook_secret(&self, account: AccountId) -> Option<String> {
        Some(self.accounts.keys(account).webhook_secret.clone())
    }

    /// Six attempts, from 60 seconds on (meum-v22). How the pauses grow is the sandbox's choice:
    /// each is twice the one before.
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

    fn signed_now(&self, account: AccountId, webhook: Webhook) -> Webhook {
        let [timestamp, signature] = self.signature(account, &webhook, system_time());
        webhook.replacing(&[(TIMESTAMP, timestamp), (SIGNATURE, signature)])
    }

    /// Events are about invoices: the newest of the link is told.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        let (owner, newest, invoice) = self.state.with(|state| {
            let (owner, link) = state.links.owned(number).ok_or_else(unknown)?;
            let newest = link.invoices.last().copied();
            let invoice = newest.and_then(|newest| Some((newest, state.invoices.get(newest)?)));
            let (newest, invoice) = invoice
                .ok_or_else(|| emulated::no_webhook(NAME, link.effective_status(self.now())))?;
            Ok((owner, newest, invoice))
        })?;
        let names = self.names(number);
        let invoice = invoice.view(self.invoice_names(owner, newest, &names));
        let name = format!("invoice.{}", invoice.status);
        let event_id = self.world.random.hex_of(&[NAME, &invoice.id, &name], 32);
        let event_id = format!("evt_{event_id}");
        let account = self.accounts.name(owner);
        let store = |what| self.world.random.hex_of(&[NAME, account, what], 24);
        let webhook = Webhook::json(&Event {
            id: &event_id,
            kind: &name,
            created_at: invoice.created_at.clone(),
            organization_id: format!("org_{}", store("organization")),
            store_id: format!("store_{}", store("store")),
            store_public_id: format!("stpub_{}", store("public store")),
            data: &invoice,
        });
        let [timestamp, signature] = self.signature(owner, &webhook, self.now());
        Ok(webhook
            .header(TIMESTAMP, timestamp)
            .header(SIGNATURE, signature)
            .header("X-Stablecoin-Event", name.clone())
            .header("X-Stablecoin-Event-Id", event_id))
    }
}
