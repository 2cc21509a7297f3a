//! Invoicing: a bearer token and an amount in major units, as a JSON number.

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::account::{Account, AccountId, Accounts};
use crate::provider::action::ActionError;
use crate::provider::auth::{bearer, same};
use crate::provider::checkout::{Checkout, Price, Standing, Units};
use crate::provider::link::HeldLink;
use crate::provider::packed::{Echo, Raw};
use crate::provider::state;
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "invoicing";

pub(crate) struct Invoicing {
    world: World,
    accounts: Accounts<Keys>,
    links: Shared<Store<Link>>,
}

struct Keys {
    token: String,
}

/// What is asked for and echoed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    payment_provider_id: Raw,
    amount_in_major_currency: Raw,
    description: Raw,
    email_address: Echo,
    invoice_id: Echo,
    adhoc_invoice_id: Echo,
    customer_id: Echo,
}

/// A link as it is held.
#[derive(Serialize, Deserialize)]
struct Link {
    request: Create,
    /// Known to the sandbox only: no answer tells it.
    paid: bool,
}

/// A link as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'a> {
    id: u32,
    payment_provider_id: &'a Raw,
    amount_in_major_currency: &'a Raw,
    currency_id: u32,
    description: &'a Raw,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_id: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    adhoc_invoice_id: Option<&'a Raw>,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Option<&'a Raw>,
    payment_link: String,
}

impl Invoicing {
    pub(crate) fn new(world: &World, accounts: &[Account]) -> Self {
        let keys = |account: &Account| Keys {
            token: account.value_of("INVOICING_TOKEN", || world.random.hex(64)),
        };
        Self {
            accounts: Accounts::new(accounts, keys),
            links: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let account = call.account()?;
        let link = Link {
            request: call.read()?,
            paid: false,
        };
        let number = self.links.with(|links| links.push(account, &link));
        let request = &link.request;
        let view = View {
            id: id_of(number),
            payment_provider_id: &request.payment_provider_id,
            amount_in_major_currency: &request.amount_in_major_currency,
            currency_id: 1,
            description: &request.description,
            email_address: request.email_address.as_ref(),
            invoice_id: request.invoice_id.as_ref(),
            adhoc_invoice_id: request.adhoc_invoice_id.as_ref(),
            customer_id: request.customer_id.as_ref(),
            payment_link: self.url(number),
        };
        Ok(emulated::json(201, &view))
    }

    fn url(&self, number: u32) -> String {
        self.world.payment_url(NAME, &id_of(number).to_string())
    }

    fn in_words(&self, owner: AccountId, number: u32, link: &Link) -> HeldLink {
        HeldLink {
            account: self.accounts.name(owner).to_owned(),
            id: id_of(number).to_string(),
            url: self.url(number),
            reference: None,
            status: link.status().to_owned(),
        }
    }
}

impl Emulated for Invoicing {
    fn name(&self) -> &'static str {
        NAME
    }

    fn contract(&self) -> &'static str {
        include_str!("../../contracts/invoicing.json")
    }

    fn base_path(&self) -> &'static str {
        "/v1"
    }

    fn territory(&self) -> &'static [&'static str] {
        &["/v1/payment-provider"]
    }

    fn accounts(&self) -> Vec<&str> {
        self.accounts.names()
    }

    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)> {
        let keys = self.accounts.keys(account);
        vec![("INVOICING_TOKEN", keys.token.clone())]
    }

    fn authenticate(
        &self,
        _operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal> {
        let given = bearer(request).ok_or(Refusal::Unauthenticated("a bearer token is missing"))?;
        let account = self.accounts.find(|keys| same(given, &keys.token));
        account
            .map(Some)
            .ok_or(Refusal::Unauthenticated("the token is wrong"))
    }

    fn create_path(&self) -> String {
        "/v1/payment-provider-payment-link".to_owned()
    }

    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        match call.operation {
            "createPaymentLink" => self.create(call),
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        let error = match refusal {
            Refusal::NotFound | Refusal::Missing(_) => "Not Found",
            Refusal::Conflict { .. } => "Conflict",
            Refusal::MethodNotAllowed => "Method Not Allowed",
            Refusal::Unauthenticated(_) => "Unauthorized",
            Refusal::TooMany => "Too Many Requests",
            Refusal::Invalid(_) => "Bad Request",
        };
        emulated::json(
            refusal.status(),
            &json!({ "error": error, "message": refusal.message() }),
        )
    }

    fn links(&self, account: Option<AccountId>, newest: usize) -> Vec<HeldLink> {
        let links = self.links.with(|links| links.newest(account, newest));
        let held =
            (links.iter()).map(|(owner, item)| self.in_words(*owner, item.number, &item.thing));
        held.collect()
    }

    fn held(&self, id: &str) -> Option<HeldLink> {
        let number = number_of(id)?;
        self.links.with(|links| {
            let owner = links.owner(number)?;
            Some(self.in_words(owner, number, &links.get(number)?))
        })
    }

    fn owner(&self, id: &str) -> Option<AccountId> {
        let number = number_of(id)?;
        self.links.with(|links| links.owner(number))
    }

    fn count(&self) -> usize {
        self.links.with(|links| links.len())
    }

    fn reset(&self, account: Option<AccountId>) {
        self.links.with(|links| links.remove(account));
    }

    fn save(&self) -> serde_json::Result<Box<RawValue>> {
        state::save(&self.links)
    }

    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()> {
        state::restore(&self.links, saved, accounts)
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let number = number_of(segment)?;
        let link = self.links.with(|links| links.get(number))?;
        Some(link.checkout(id_of(number).to_string()))
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let unknown = || emulated::unknown_link(NAME, id);
        let number = number_of(id).ok_or_else(unknown)?;
        self.links.with(|links| {
            let (owner, mut link) = links.owned(number).ok_or_else(unknown)?;
            if link.paid {
                return Err(ActionError::WrongState("paid".to_owned()));
            }
            emulated::in_full(amount, link.request.amount_in_major_currency.get())?;
            link.paid = true;
            links.set(number, &link);
            Ok(self.in_words(owner, number, &link))
        })
    }

    /// No webhook is documented.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let link = self.open(id)?;
        Err(emulated::no_webhook(NAME, &link.status))
    }
}

impl Link {
    /// No state of a link is documented: these two words are the sandbox's.
    const fn status(&self) -> &'static str {
        if self.paid { "paid" } else { "created" }
    }

    /// What its payer sees.
    fn checkout(&self, id: String) -> Checkout {
        Checkout {
            id,
            title: self.request.description.words(),
            description: None,
            price: Price::Fixed(self.request.amount_in_major_currency.get().to_owned()),
            // Answers name a currency by a number that is the account's own.
            currency: None,
            units: Units::Major,
            due: None,
            takes_parts: false,
            reference: None,
            expires_at: None,
            status: self.status().to_owned(),
            standing: if self.paid {
                Standing::Paid
            } else {
                Standing::Payable
            },
            success_url: None,
            failure_url: None,
        }
    }
}

/// Identifiers count from 1.
const fn id_of(number: u32) -> u32 {
    number.saturating_add(1)
}

fn number_of(id: &str) -> Option<u32> {
    id.parse::<u32>().ok()?.checked_sub(1)
}
