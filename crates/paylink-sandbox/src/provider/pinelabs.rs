//! Pine Labs Online: a token first, then links that their reference makes unique.

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use time::{Duration, OffsetDateTime};

use super::emulated::{self, Call, Echo, Emulated};
use crate::auth::{bearer, same};
use crate::clock::{compact, with_milliseconds};
use crate::link::HeldLink;
use crate::refusal::Refusal;
use crate::shared::Shared;
use crate::wire::{Recorded, Reply};
use crate::world::World;

pub(crate) const NAME: &str = "pinelabs";

/// No lifetime is documented; an old guide shows this one.
const TOKEN_LIFETIME: Duration = Duration::HOUR;

pub(crate) struct PineLabs {
    world: World,
    client_id: String,
    client_secret: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    tokens: Vec<Token>,
    links: Vec<Link>,
}

struct Token {
    text: String,
    expires_at: OffsetDateTime,
}

#[derive(Deserialize)]
struct TokenRequest {
    client_id: String,
    client_secret: String,
}

#[derive(Deserialize)]
struct Create {
    amount: Box<RawValue>,
    merchant_payment_link_reference: String,
    description: Echo,
    expire_by: Echo,
    allowed_payment_methods: Echo,
    pre_auth: Option<String>,
    is_mcc_transaction: Option<String>,
    failure_callback_url: Echo,
    customer: Echo,
    product_details: Echo,
    split_info: Echo,
    account_details: Echo,
    cart_coupon_discount_amount: Echo,
    merchant_metadata: Echo,
}

/// A link as it is held and as it is answered: every documented field of the answer.
#[derive(Clone, Serialize)]
struct Link {
    payment_link: String,
    payment_link_id: String,
    status: &'static str,
    amount: Box<RawValue>,
    amount_due: Box<RawValue>,
    order_id: String,
    merchant_payment_link_reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    expire_by: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_payment_methods: Echo,
    /// A boolean in answers, a text in requests.
    pre_auth: bool,
    failure_callback_url: Echo,
    is_mcc_transaction: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    product_details: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    split_info: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_details: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    cart_coupon_discount_amount: Echo,
    #[serde(skip_serializing_if = "Option::is_none")]
    merchant_metadata: Echo,
    created_at: String,
    updated_at: String,
}

impl PineLabs {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            client_id: world.random.uuid().to_string(),
            client_secret: world.random.hex(32),
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
        let now = self.world.clock.now();
        let expires_at = now.saturating_add(TOKEN_LIFETIME);
        let text = self.world.random.hex(64);
        let answer = json!({ "access_token": text, "expires_at": with_milliseconds(expires_at) });
        self.state.with(|state| {
            state.tokens.retain(|token| token.expires_at > now);
            state.tokens.push(Token { text, expires_at });
        });
        Ok(emulated::json(200, &answer))
    }

    /// Makes a link, or gives back the one that has the reference already: the reference is the idempotency key.
    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        let link = self.state.with(|state| {
            let reference = &request.merchant_payment_link_reference;
            if let Some(first) = state
                .links
                .iter()
                .find(|link| link.merchant_payment_link_reference == *reference)
            {
                return first.clone();
            }
            let link = self.new_link(request);
            state.links.push(link.clone());
            link
        });
        Ok(emulated::json(201, &link))
    }

    fn new_link(&self, request: Create) -> Link {
        let now = self.world.clock.now();
        let payment_link_id = format!("pl-{}", self.identifier(now));
        Link {
            payment_link: self.world.payment_url(NAME, &payment_link_id),
            payment_link_id,
            status: "CREATED",
            amount_due: request.amount.clone(),
            amount: request.amount,
            order_id: self.identifier(now),
            merchant_payment_link_reference: request.merchant_payment_link_reference,
            description: request.description,
            expire_by: request.expire_by,
            allowed_payment_methods: request.allowed_payment_methods,
            pre_auth: request.pre_auth.as_deref() == Some("true"),
            failure_callback_url: request.failure_callback_url,
            is_mcc_transaction: request.is_mcc_transaction.as_deref() == Some("true"),
            customer: request.customer,
            product_details: request.product_details,
            split_info: request.split_info,
            account_details: request.account_details,
            cart_coupon_discount_amount: request.cart_coupon_discount_amount,
            merchant_metadata: request.merchant_metadata,
            created_at: with_milliseconds(now),
            updated_at: with_milliseconds(now),
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
        let now = self.world.clock.now();
        let known = self.state.with(|state| {
            state
                .tokens
                .iter()
                .any(|token| token.expires_at > now && same(&token.text, given))
        });
        if known {
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
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, operation: Option<&str>, refusal: &Refusal) -> Reply {
        let code = match refusal {
            Refusal::NotFound => "NOT_FOUND",
            Refusal::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Refusal::Unauthenticated(_) => "USER_AUTHENTICATION_FAILED",
            Refusal::Invalid(_) => "INVALID_REQUEST",
        };
        // The page of the token lists 422 where those of the links list 400.
        let status = match (operation, refusal) {
            (Some("createToken"), Refusal::Invalid(_)) => 422,
            _ => refusal.status(),
        };
        emulated::json(
            status,
            &json!({ "code": code, "message": refusal.message() }),
        )
    }

    fn links(&self) -> Vec<HeldLink> {
        self.state
            .with(|state| state.links.iter().map(held).collect())
    }
}

fn held(link: &Link) -> HeldLink {
    HeldLink {
        id: link.payment_link_id.clone(),
        url: link.payment_link.clone(),
        reference: Some(link.merchant_payment_link_reference.clone()),
        status: link.status.to_owned(),
    }
}
