//! Paywint: a signed request, an answer inside an envelope.

mod payment;

use std::collections::HashMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use self::payment::{Birth, Create, Payment};
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::{Fault, Place, Refusal, Step};
use crate::provider::action::ActionError;
use crate::provider::auth::{same, single};
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "paywint";

pub(crate) struct Paywint {
    world: World,
    platform_id: String,
    secret_key: String,
    state: Shared<State>,
}

#[derive(Default)]
struct State {
    payments: Store<Payment>,
    /// Of each user, the identifiers of the payments that have come in, in that order.
    received: HashMap<String, Vec<String>>,
}

#[derive(Serialize)]
struct Envelope<T> {
    success: bool,
    message: &'static str,
    data: T,
    #[serde(rename = "queryGeneratedTime")]
    query_generated_time: Box<RawValue>,
}

#[derive(Serialize)]
struct Event {
    event: String,
    id: String,
    data: Payment,
    #[serde(rename = "eventGeneratedTime")]
    event_generated_time: Box<RawValue>,
}

#[derive(Deserialize)]
struct List {
    rows_per_page: usize,
    page_no: usize,
}

#[derive(Serialize)]
struct PageAnswer<'a> {
    success: bool,
    status_code: u16,
    message: &'static str,
    records: Vec<&'a Payment>,
    #[serde(rename = "totalRecords")]
    total_records: usize,
    #[serde(rename = "queryGeneratedTime")]
    query_generated_time: Box<RawValue>,
}

impl Paywint {
    pub(crate) fn new(world: &World) -> Self {
        Self {
            platform_id: world.random.uuid().to_string(),
            secret_key: world.random.hex(64),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn create(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let request: Create = call.read()?;
        let payment_id = self.world.random.uuid().to_string();
        let birth = Birth {
            payment_link: self.world.payment_url(NAME, &payment_id),
            payment_id: payment_id.clone(),
            payee_id: user(call),
            now: self.now(),
        };
        let payment = Payment::new(request, birth);
        let reply = self.enveloped(&payment.link());
        self.state
            .with(|state| state.payments.push(payment_id, payment));
        Ok(reply)
    }

    fn get(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        self.state.with(|state| {
            let payment = state.payments.get(call.variable("payment_id"));
            let payment = payment.ok_or(Refusal::Missing("payment"))?;
            Ok(self.enveloped(payment))
        })
    }

    /// Received is what has been paid: a link that still waits is not among it.
    fn list(&self, call: &Call<'_>) -> Result<Reply, Refusal> {
        let asked: List = call.read()?;
        let before = asked
            .page_no
            .saturating_sub(1)
            .saturating_mul(asked.rows_per_page);
        self.state.with(|state| {
            let received = state
                .received
                .get(&user(call))
                .map_or(&[][..], Vec::as_slice);
            let newest_first = received.iter().rev();
            let page = newest_first.skip(before).take(asked.rows_per_page);
            Ok(emulated::json(
                200,
                &PageAnswer {
                    success: true,
                    status_code: 200,
                    message: "Success",
                    records: page.filter_map(|id| state.payments.get(id)).collect(),
                    total_records: received.len(),
                    query_generated_time: unix_seconds(self.now()),
                },
            ))
        })
    }

    fn enveloped(&self, data: &impl Serialize) -> Reply {
        emulated::json(
            200,
            &Envelope {
                success: true,
                message: "Operation completed.",
                data,
                query_generated_time: unix_seconds(self.now()),
            },
        )
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
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
        if same(platform_id, &self.platform_id) && same(given, &expected) {
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
            "getPayment" => self.get(call),
            "listReceivedPayments" => self.list(call),
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
        self.state
            .with(|state| state.payments.iter().map(Payment::held).collect())
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.payments.len())
    }

    fn reset(&self) {
        self.state.with(|state| *state = State::default());
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        self.state
            .with(|state| state.payments.get(segment).map(Payment::checkout))
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.state.with(|state| {
            let payment = state.payments.get_mut(id);
            let payment = payment.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            if !payment.waits() {
                return Err(ActionError::WrongState(payment.status.to_owned()));
            }
            payment.fail();
            Ok(payment.held())
        })
    }

    fn open(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.state.with(|state| {
            let payment = state.payments.get_mut(id);
            let payment = payment.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            payment.open();
            Ok(payment.held())
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let payer_id = self.world.random.uuid().to_string();
        self.state.with(|state| {
            let payment = state.payments.get_mut(id);
            let payment = payment.ok_or_else(|| emulated::unknown_link(NAME, id))?;
            if !payment.waits() {
                return Err(ActionError::WrongState(payment.status.to_owned()));
            }
            emulated::in_full(amount, &payment.amount)?;
            payment.pay(payer_id, self.now());
            let received = state.received.entry(payment.payee_id.clone());
            received.or_default().push(payment.payment_id.clone());
            Ok(payment.held())
        })
    }

    /// Unsigned: pages say that webhooks are signed, and none says how.
    /// Up to three attempts (paywint-v15). How long the pauses are is the sandbox's choice: no page says it.
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 2] = [Duration::seconds(30); 2];
        &PAUSES
    }

    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let payment = self.state.with(|state| state.payments.get(id).cloned());
        let payment = payment.ok_or_else(|| emulated::unknown_link(NAME, id))?;
        if payment.status == payment::NEW {
            return Err(emulated::no_webhook(NAME, payment.status));
        }
        let event = format!("payment.{}", payment.status);
        Ok(Webhook::json(&Event {
            id: self.world.random.hex_of(&[NAME, id, &event], 32),
            event,
            data: payment,
            event_generated_time: unix_seconds(self.now()),
        }))
    }
}

/// The user of the path, in lower case: a UUID is the same in both.
fn user(call: &Call<'_>) -> String {
    call.variable("user_id").to_ascii_lowercase()
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
/// Path and query are those on the wire, with the question mark.
fn signature(secret_key: &str, request: &Recorded) -> String {
    let method = request.method.to_ascii_uppercase();
    let body_hash = HEXLOWER.encode(&Sha256::digest(&request.body));
    let parts = [&method, &request.target, &body_hash].map(|part| part.as_bytes());
    HEXLOWER.encode(&hmac_sha256(secret_key.as_bytes(), &parts))
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
