//! Meum: a store's key, decimal strings, and a header that makes a create repeatable.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use super::emulated::{self, Call, Echo, Emulated};
use crate::auth::{bearer, same};
use crate::clock::with_milliseconds;
use crate::link::HeldLink;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::wire::{Recorded, Reply};
use crate::world::World;

pub(crate) const NAME: &str = "meum";

pub(crate) struct Meum {
    world: World,
    api_key: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    links: Vec<Link>,
    /// The original answer of each idempotency key.
    answers: BTreeMap<String, Reply>,
}

#[derive(Deserialize)]
struct Create {
    title: Box<RawValue>,
    description: Echo,
    image_url: Echo,
    amount_mode: String,
    amount: Option<String>,
    min_amount: Option<String>,
    max_amount: Option<String>,
    suggested_amounts: Echo,
    allow_multiple_payments: Option<bool>,
    public_visible: Option<bool>,
    expires_at: Echo,
}

/// A link as it is held and as it is answered. `success_url` and `metadata` are not echoed.
#[derive(Clone, Serialize)]
struct Link {
    id: String,
    public_id: String,
    public_url: String,
    title: Box<RawValue>,
    description: Echo,
    image_url: Echo,
    amount_mode: String,
    amount: Option<String>,
    currency: &'static str,
    min_amount: Option<String>,
    max_amount: Option<String>,
    suggested_amounts: Box<RawValue>,
    allow_multiple_payments: bool,
    public_visible: bool,
    status: &'static str,
    effective_status: &'static str,
    expires_at: Echo,
    created_at: String,
    updated_at: String,
    stats: Stats,
}

/// Counts and sums, all as text.
#[derive(Clone, Serialize)]
struct Stats {
    total_payments: String,
    paid_payments: String,
    total_volume: String,
}

impl Meum {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            api_key: format!("sk_live_{}", world.random.hex(48)),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        request.check_amounts()?;
        let key = call.request.header("idempotency-key");
        Ok(self.state.with(|state| {
            if let Some(original) = key.and_then(|key| state.answers.get(key)) {
                return original.clone();
            }
            let link = self.new_link(request);
            let reply = emulated::json(201, &link);
            state.links.push(link);
            if let Some(key) = key {
                state.answers.insert(key.to_owned(), reply.clone());
            }
            reply
        }))
    }

    fn new_link(&self, request: Create) -> Link {
        let now = with_milliseconds(self.world.clock.now());
        let public_id = format!("plpub_{}", self.world.random.hex(32));
        Link {
            id: format!("plink_{}", self.world.random.hex(24)),
            public_url: self.world.payment_url(NAME, &public_id),
            public_id,
            title: request.title,
            description: request.description,
            image_url: request.image_url,
            amount_mode: request.amount_mode,
            amount: request.amount,
            currency: "USD",
            min_amount: request.min_amount,
            max_amount: request.max_amount,
            suggested_amounts: request.suggested_amounts.unwrap_or_else(empty_array),
            allow_multiple_payments: request.allow_multiple_payments.unwrap_or(true),
            public_visible: request.public_visible.unwrap_or(true),
            status: "active",
            effective_status: "active",
            expires_at: request.expires_at,
            created_at: now.clone(),
            updated_at: now,
            stats: Stats::none(),
        }
    }
}

impl Create {
    /// The page says "decimal string"; its schema says only "string".
    fn check_amounts(&self) -> Result<(), Refusal> {
        let amounts = [
            ("amount", &self.amount),
            ("min_amount", &self.min_amount),
            ("max_amount", &self.max_amount),
        ];
        for (name, amount) in amounts {
            if amount.as_deref().is_some_and(|text| !is_decimal(text)) {
                return Err(Refusal::body(
                    &[name],
                    "decimal",
                    "value is not a decimal number",
                ));
            }
        }
        Ok(())
    }
}

impl Stats {
    fn none() -> Self {
        Self {
            total_payments: "0".to_owned(),
            paid_payments: "0".to_owned(),
            total_volume: "0.00".to_owned(),
        }
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
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        let (class, code) = match refusal {
            Refusal::NotFound => ("not_found", "not_found"),
            Refusal::MethodNotAllowed => ("invalid_request", "method_not_allowed"),
            Refusal::Unauthenticated(_) => ("authentication_error", "invalid_api_key"),
            Refusal::Invalid(_) => ("invalid_request", "invalid_parameter"),
        };
        let mut error = json!({
            "type": class,
            "code": code,
            "message": refusal.message(),
            "request_id": format!("req_{}", self.world.random.hex(24)),
        });
        // The field is named where there is one: a body that is no JSON has none.
        let param = refusal
            .first_fault()
            .map(|fault| fault.path())
            .filter(|path| !path.is_empty());
        if let (Some(param), Some(error)) = (param, error.as_object_mut()) {
            error.insert("param".to_owned(), param.into());
        }
        emulated::json(refusal.status(), &json!({ "error": error }))
    }

    fn links(&self) -> Vec<HeldLink> {
        self.state
            .with(|state| state.links.iter().map(held).collect())
    }
}

fn held(link: &Link) -> HeldLink {
    HeldLink {
        id: link.id.clone(),
        url: link.public_url.clone(),
        reference: None,
        status: link.effective_status.to_owned(),
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(text),
    }
}

fn empty_array() -> Box<RawValue> {
    RawValue::from_string("[]".to_owned()).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
