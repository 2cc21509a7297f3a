//! CostPlus: Basic with an empty password, minor units, and a slash at the end of every path.

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use super::emulated::{self, Call, Echo, Emulated};
use crate::auth::{basic, same};
use crate::clock::with_microseconds;
use crate::link::HeldLink;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::wire::{Recorded, Reply};
use crate::world::World;

pub(crate) const NAME: &str = "costplus";

/// The expiry of a link whose request gives none.
const DEFAULT_EXPIRATION: &str = "P30D";

pub(crate) struct CostPlus {
    world: World,
    api_key: String,
    links: Shared<Vec<Link>>,
}

#[derive(Deserialize)]
struct Create {
    merchant_order_id: String,
    amount: Box<RawValue>,
    currency: Box<RawValue>,
    description: Echo,
    expiration_period: Option<String>,
    payment_methods: Echo,
    customer: Echo,
}

/// A link as it is held and as it is answered. The three addresses of a request are not echoed.
#[derive(Clone, Serialize)]
struct Link {
    id: String,
    merchant_order_id: String,
    amount: Box<RawValue>,
    currency: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Echo,
    expiration_period: String,
    payment_url: String,
    status: &'static str,
    reason: &'static str,
    orders: Orders,
    #[serde(skip_serializing_if = "Option::is_none")]
    payment_methods: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Echo,
    created: String,
}

/// Order identifiers by the state of the order: none before a payer has tried.
#[derive(Clone, Serialize)]
struct Orders {}

impl CostPlus {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            api_key: world.random.hex(32),
            links: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let link = self.new_link(call.read()?);
        let reply = emulated::json(201, &link);
        self.links.with(|links| links.push(link));
        Ok(reply)
    }

    fn new_link(&self, request: Create) -> Link {
        let id = self.world.random.uuid().to_string();
        Link {
            payment_url: self.world.payment_url(NAME, &id),
            id,
            merchant_order_id: request.merchant_order_id,
            amount: request.amount,
            currency: request.currency,
            description: request.description,
            expiration_period: request
                .expiration_period
                .unwrap_or_else(|| DEFAULT_EXPIRATION.to_owned()),
            status: "new",
            reason: "Payment Link was created, not yet visited",
            orders: Orders {},
            payment_methods: request.payment_methods,
            customer: request.customer,
            created: with_microseconds(self.world.clock.now()),
        }
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
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        let class = match refusal {
            Refusal::NotFound => "NotFoundError",
            Refusal::MethodNotAllowed => "MethodNotAllowedError",
            Refusal::Unauthenticated(_) => "AuthenticationError",
            Refusal::Invalid(_) => "ValidationError",
        };
        let path = refusal
            .first_fault()
            .map(|fault| fault.path())
            .filter(|path| !path.is_empty());
        let error = json!({ "status": refusal.status(), "type": class, "value": refusal.message(), "property_path": path });
        emulated::json(refusal.status(), &json!({ "error": error }))
    }

    fn links(&self) -> Vec<HeldLink> {
        self.links.with(|links| links.iter().map(held).collect())
    }
}

fn held(link: &Link) -> HeldLink {
    HeldLink {
        id: link.id.clone(),
        url: link.payment_url.clone(),
        reference: Some(link.merchant_order_id.clone()),
        status: link.status.to_owned(),
    }
}
