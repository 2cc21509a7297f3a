//! Invoicing: a bearer token and an amount in major units, as a JSON number.

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use super::emulated::{self, Call, Echo, Emulated};
use crate::contract::refusal::Refusal;
use crate::provider::action::ActionError;
use crate::provider::auth::{bearer, same};
use crate::provider::checkout::{Checkout, Price, Standing, Units, words};
use crate::provider::link::HeldLink;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "invoicing";

pub(crate) struct Invoicing {
    world: World,
    token: String,
    /// A link's identifier is its place, from 1.
    links: Shared<Vec<Link>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Create {
    payment_provider_id: Box<RawValue>,
    amount_in_major_currency: Box<RawValue>,
    description: Box<RawValue>,
    email_address: Echo,
    invoice_id: Echo,
    adhoc_invoice_id: Echo,
    customer_id: Echo,
}

/// A link as it is held and as it is answered.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Link {
    id: usize,
    payment_provider_id: Box<RawValue>,
    amount_in_major_currency: Box<RawValue>,
    currency_id: u32,
    description: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_address: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_id: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    adhoc_invoice_id: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer_id: Echo,
    payment_link: String,
    /// Known to the sandbox only: no answer tells it.
    #[serde(skip)]
    paid: bool,
}

impl Invoicing {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            token: world.random.hex(64),
            links: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        let link = self.links.with(|links| {
            let link = self.new_link(links.len().saturating_add(1), request);
            links.push(link.clone());
            link
        });
        Ok(emulated::json(201, &link))
    }

    fn new_link(&self, id: usize, request: Create) -> Link {
        Link {
            id,
            payment_provider_id: request.payment_provider_id,
            amount_in_major_currency: request.amount_in_major_currency,
            currency_id: 1,
            description: request.description,
            email_address: request.email_address,
            invoice_id: request.invoice_id,
            adhoc_invoice_id: request.adhoc_invoice_id,
            customer_id: request.customer_id,
            payment_link: self.world.payment_url(NAME, &id.to_string()),
            paid: false,
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

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![("INVOICING_TOKEN", self.token.clone())]
    }

    fn authenticate(&self, _operation: &str, request: &Recorded) -> Result<(), Refusal> {
        match bearer(request) {
            Some(given) if same(given, &self.token) => Ok(()),
            Some(_) => Err(Refusal::Unauthenticated("the token is wrong")),
            None => Err(Refusal::Unauthenticated("a bearer token is missing")),
        }
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
            Refusal::Invalid(_) => "Bad Request",
        };
        emulated::json(
            refusal.status(),
            &json!({ "error": error, "message": refusal.message() }),
        )
    }

    fn links(&self) -> Vec<HeldLink> {
        self.links.with(|links| links.iter().map(held).collect())
    }

    fn count(&self) -> usize {
        self.links.with(|links| links.len())
    }

    fn reset(&self) {
        self.links.with(Vec::clear);
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        self.links
            .with(|links| links.get(place(segment)?).map(checkout))
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        self.links.with(|links| {
            let link = place(id).and_then(|place| links.get_mut(place));
            let link = link.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            if link.paid {
                return Err(ActionError::WrongState("paid".to_owned()));
            }
            emulated::in_full(amount, &link.amount_in_major_currency)?;
            link.paid = true;
            Ok(held(link))
        })
    }

    /// No webhook is documented.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let link = self.open(id)?;
        Err(emulated::no_webhook(NAME, &link.status))
    }
}

fn place(id: &str) -> Option<usize> {
    id.parse::<usize>().ok()?.checked_sub(1)
}

/// What its payer sees.
fn checkout(link: &Link) -> Checkout {
    let HeldLink { id, status, .. } = held(link);
    Checkout {
        id,
        title: words(Some(&link.description)),
        description: None,
        price: Price::Fixed(link.amount_in_major_currency.get().to_owned()),
        // Answers name a currency by a number that is the account's own.
        currency: None,
        units: Units::Major,
        due: None,
        takes_parts: false,
        reference: None,
        expires_at: None,
        status,
        standing: if link.paid {
            Standing::Paid
        } else {
            Standing::Payable
        },
        success_url: None,
        failure_url: None,
    }
}

fn held(link: &Link) -> HeldLink {
    HeldLink {
        id: link.id.to_string(),
        url: link.payment_link.clone(),
        reference: None,
        // No state of a link is documented: these two words are the sandbox's.
        status: if link.paid { "paid" } else { "created" }.to_owned(),
    }
}
