//! Paywint: a signed request, an answer inside an envelope.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::OffsetDateTime;

use super::emulated::{self, Call, Emulated};
use crate::auth::{same, single};
use crate::hex::hex;
use crate::link::HeldLink;
use crate::refusal::{Fault, Place, Refusal, Step};
use crate::shared::Shared;
use crate::wire::{Recorded, Reply};
use crate::world::World;

pub(crate) const NAME: &str = "paywint";

pub(crate) struct Paywint {
    world: World,
    platform_id: String,
    secret_key: String,
    links: Shared<Vec<HeldLink>>,
}

#[derive(Deserialize)]
struct Create {
    invoice_number: Option<String>,
}

#[derive(Serialize)]
struct Envelope {
    success: bool,
    message: &'static str,
    data: Link,
    #[serde(rename = "queryGeneratedTime")]
    query_generated_time: Box<RawValue>,
}

#[derive(Serialize)]
struct Link {
    payment_id: String,
    payment_link: String,
}

impl Paywint {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            platform_id: world.random.uuid().to_string(),
            secret_key: world.random.hex(64),
            links: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let Create { invoice_number } = call.read()?;
        let payment_id = self.world.random.uuid().to_string();
        let payment_link = self.world.payment_url(NAME, &payment_id);
        let link = HeldLink {
            id: payment_id.clone(),
            url: payment_link.clone(),
            reference: invoice_number,
            status: "open".to_owned(),
        };
        self.links.with(|links| links.push(link));
        Ok(emulated::json(
            200,
            &Envelope {
                success: true,
                message: "Operation completed.",
                data: Link {
                    payment_id,
                    payment_link,
                },
                query_generated_time: unix_seconds(self.world.clock.now()),
            },
        ))
    }
}

impl Emulated for Paywint {
    fn name(&self) -> &'static str {
        NAME
    }

    fn contract(&self) -> &'static str {
        include_str!("../../contracts/paywint.json")
    }

    fn base_path(&self) -> &'static str {
        ""
    }

    fn territory(&self) -> &'static [&'static str] {
        &["/api/platform/"]
    }

    fn credentials(&self) -> Vec<(&'static str, String)> {
        vec![
            ("PAYWINT_PLATFORM_ID", self.platform_id.clone()),
            ("PAYWINT_SECRET_KEY", self.secret_key.clone()),
        ]
    }

    fn authenticate(&self, _operation: &str, request: &Recorded) -> Result<(), Refusal> {
        let platform_id = required_header(request, "X-Platform-ID")?;
        let given = required_header(request, "X-Signature")?;
        let expected = signature(&self.secret_key, request);
        if same(platform_id, &self.platform_id)
            && expected.is_some_and(|expected| same(given, &expected))
        {
            Ok(())
        } else {
            Err(Refusal::Unauthenticated(
                "the platform id or the signature is wrong",
            ))
        }
    }

    fn answer(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        match call.operation {
            "createPaymentLink" => self.create(call),
            _ => Err(Refusal::NotFound),
        }
    }

    fn refuse(&self, _operation: Option<&str>, refusal: &Refusal) -> Reply {
        match refusal {
            // The one documented error.
            Refusal::Invalid(faults) => {
                let detail: Vec<_> = faults.iter().map(detail).collect();
                emulated::json(422, &json!({ "detail": detail }))
            }
            _ => emulated::json(refusal.status(), &json!({ "detail": refusal.message() })),
        }
    }

    fn links(&self) -> Vec<HeldLink> {
        self.links.with(|links| links.clone())
    }
}

/// A required header that is missing is a fault of the request here, as in the provider's framework,
/// and not of the credentials.
fn required_header<'a>(request: &'a Recorded, name: &'a str) -> Result<&'a str, Refusal> {
    single(request, name).ok_or_else(|| {
        let field = vec![Step::Name(name.to_owned())];
        Refusal::Invalid(vec![Fault::new(
            Place::Header,
            field,
            "required",
            "the header must come exactly once",
        )])
    })
}

/// METHOD + PATH + QUERY + BODY_HASH, keyed with the literal text of the secret, in lower-case hex.
///
/// Path and query are those on the wire, with the question mark; `None` only for a key that HMAC cannot take, which there is none.
fn signature(secret_key: &str, request: &Recorded) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes()).ok()?;
    mac.update(request.method.to_ascii_uppercase().as_bytes());
    mac.update(request.target.as_bytes());
    mac.update(hex(&Sha256::digest(&request.body)).as_bytes());
    Some(hex(&mac.finalize().into_bytes()))
}

fn detail(fault: &Fault) -> Value {
    let place = Value::from(fault.place.name());
    let steps = fault.field.iter().map(|step| match step {
        Step::Name(name) => Value::from(name.as_str()),
        Step::Index(index) => Value::from(*index),
    });
    let loc: Vec<_> = std::iter::once(place).chain(steps).collect();
    json!({ "loc": loc, "msg": fault.message, "type": fault.rule })
}

/// Seconds with a fraction, as the page's default shows them.
fn unix_seconds(at: OffsetDateTime) -> Box<RawValue> {
    let text = format!("{}.{:06}", at.unix_timestamp(), at.microsecond());
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
