//! Paywint: a signed request, an answer inside an envelope.

mod operations;
mod payment;

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};

use self::payment::{Names, Payment, State as PaymentState, View};
use super::emulated::{self, Call, Emulated};
use crate::contract::refusal::{Fault, Place, Refusal, Step};
use crate::provider::account::{Account, AccountId, Accounts};
use crate::provider::action::ActionError;
use crate::provider::auth::{same, single};
use crate::provider::checkout::Checkout;
use crate::provider::link::HeldLink;
use crate::provider::mac::hmac_sha256;
use crate::provider::state::{self, Owned};
use crate::provider::store::Store;
use crate::webhook::Webhook;
use crate::wire::{Recorded, Reply};
use crate::world::World;
use crate::world::identifiers::Identifiers;
use crate::world::shared::Shared;

pub(crate) const NAME: &str = "paywint";

/// The kinds of identifiers.
const PAYMENT: &str = "paywint payment";
const PAYER: &str = "paywint payer";

pub(crate) struct Paywint {
    world: World,
    accounts: Accounts<Keys>,
    state: Shared<State>,
}

struct Keys {
    platform_id: String,
    secret_key: String,
}

#[derive(Default, Serialize, Deserialize)]
struct State {
    payments: Store<Payment>,
    /// Of each user, the numbers of the payments that have come in, in that order.
    received: BTreeMap<String, Vec<u32>>,
}

#[derive(Serialize)]
struct Event<'a> {
    event: String,
    id: String,
    data: View<'a>,
    #[serde(rename = "eventGeneratedTime")]
    event_generated_time: Box<RawValue>,
}

impl Paywint {
    pub(crate) fn new(world: &World, accounts: &[Account]) -> Self {
        let keys = |account: &Account| Keys {
            platform_id: account
                .value_of("PAYWINT_PLATFORM_ID", || world.random.uuid().to_string()),
            secret_key: account.value_of("PAYWINT_SECRET_KEY", || world.random.hex(64)),
        };
        Self {
            accounts: Accounts::new(accounts, keys),
            state: Shared::default(),
            world: world.clone(),
        }
    }

    fn names(&self, number: u32) -> Names {
        let identifiers = &self.world.identifiers;
        let payment_id = identifiers.uuid(PAYMENT, number);
        Names {
            payment_link: self.world.payment_url(NAME, &payment_id),
            payment_id,
            payer_id: identifiers.uuid(PAYER, number),
        }
    }

    fn number(&self, id: &str) -> Option<u32> {
        let identifiers = &self.world.identifiers;
        identifiers.number_of(Identifiers::uuid, PAYMENT, id)
    }

    /// Changes the payment of an identifier, or leaves it as it was.
    fn change(
        &self,
        id: &str,
        change: impl FnOnce(&mut Payment) -> Result<(), ActionError>,
    ) -> Result<HeldLink, ActionError> {
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        self.state.with(|state| {
            let (owner, mut payment) = state.payments.owned(number).ok_or_else(unknown)?;
            let was_paid = matches!(payment.state, PaymentState::Success { .. });
            change(&mut payment)?;
            state.payments.set(number, &payment);
            if !was_paid && matches!(payment.state, PaymentState::Success { .. }) {
                let received = state.received.entry(payment.payee_id.clone());
                received.or_default().push(number);
            }
            Ok(payment.held(self.accounts.name(owner), self.names(number)))
        })
    }

    fn now(&self) -> OffsetDateTime {
        self.world.clock.now()
    }
}

impl Owned for State {
    fn rename_owners(&mut self, accounts: &[AccountId]) {
        self.payments.rename_owners(accounts);
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

    fn accounts(&self) -> Vec<&str> {
        self.accounts.names()
    }

    fn credentials(&self, account: AccountId) -> Vec<(&'static str, String)> {
        let keys = self.accounts.keys(account);
        vec![
            ("PAYWINT_PLATFORM_ID", keys.platform_id.clone()),
            ("PAYWINT_SECRET_KEY", keys.secret_key.clone()),
        ]
    }

    fn authenticate(
        &self,
        _operation: &str,
        request: &Recorded,
    ) -> Result<Option<AccountId>, Refusal> {
        let platform_id = required_header(request, "X-Platform-ID")?;
        let given = required_header(request, "X-Signature")?;
        let account = self.accounts.find(|keys| {
            same(platform_id, &keys.platform_id)
                && same(given, &signature(&keys.secret_key, request))
        });
        account.map(Some).ok_or(Refusal::Unauthenticated(
            "the platform id or the signature is wrong",
        ))
    }

    fn create_path(&self) -> String {
        format!(
            "/api/platform/payment/create-payment-link/{}",
            crate::Sandbox::PAYWINT_USER_ID
        )
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

    fn links(&self, account: Option<AccountId>, newest: usize) -> Vec<HeldLink> {
        let payments = self
            .state
            .with(|state| state.payments.newest(account, newest));
        let held = payments.into_iter().map(|(owner, item)| {
            let names = self.names(item.number);
            item.thing.held(self.accounts.name(owner), names)
        });
        held.collect()
    }

    fn held(&self, id: &str) -> Option<HeldLink> {
        self.change(id, |_| Ok(())).ok()
    }

    fn owner(&self, id: &str) -> Option<AccountId> {
        let number = self.number(id)?;
        self.state.with(|state| state.payments.owner(number))
    }

    fn count(&self) -> usize {
        self.state.with(|state| state.payments.len())
    }

    fn reset(&self, account: Option<AccountId>) {
        self.state.with(|state| {
            let State { payments, received } = state;
            payments.remove(account);
            for numbers in received.values_mut() {
                numbers.retain(|number| payments.owner(*number).is_some());
            }
            received.retain(|_, numbers| !numbers.is_empty());
        });
    }

    fn save(&self) -> serde_json::Result<Box<RawValue>> {
        state::save(&self.state)
    }

    fn restore(&self, saved: &RawValue, accounts: &[AccountId]) -> serde_json::Result<()> {
        state::restore(&self.state, saved, accounts)
    }

    fn checkout(&self, segment: &str) -> Option<Checkout> {
        let number = self.number(segment)?;
        let payment = self.state.with(|state| state.payments.get(number))?;
        Some(payment.checkout(self.names(number)))
    }

    fn decline(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.change(id, |payment| {
            if !payment.state.waits() {
                return Err(ActionError::WrongState(payment.state.word().to_owned()));
            }
            // The word of the vendor's event, after which no payment is documented.
            payment.state = PaymentState::Failed;
            Ok(())
        })
    }

    fn open(&self, id: &str) -> Result<HeldLink, ActionError> {
        self.change(id, |payment| {
            if payment.state == PaymentState::Created {
                payment.state = PaymentState::Opened;
            }
            Ok(())
        })
    }

    fn pay(&self, id: &str, amount: Option<&str>) -> Result<HeldLink, ActionError> {
        let at = self.now();
        self.change(id, |payment| {
            if !payment.state.waits() {
                return Err(ActionError::WrongState(payment.state.word().to_owned()));
            }
            emulated::in_full(amount, payment.amount.get())?;
            payment.state = PaymentState::Success { at };
            Ok(())
        })
    }

    /// Up to three attempts (paywint-v15). How long the pauses are is the sandbox's choice: no page
    /// says it.
    fn webhook_pauses(&self) -> &'static [Duration] {
        const PAUSES: [Duration; 2] = [Duration::seconds(30); 2];
        &PAUSES
    }

    /// Unsigned: pages say that webhooks are signed, and none says how.
    fn webhook(&self, id: &str) -> Result<Webhook, ActionError> {
        let unknown = || emulated::unknown_link(NAME, id);
        let number = self.number(id).ok_or_else(unknown)?;
        let payment = self.state.with(|state| state.payments.get(number));
        let payment = payment.ok_or_else(unknown)?;
        if payment.state == PaymentState::Created {
            return Err(emulated::no_webhook(NAME, payment.state.word()));
        }
        let event = format!("payment.{}", payment.state.word());
        Ok(Webhook::json(&Event {
            id: self.world.random.hex_of(&[NAME, id, &event], 32),
            event,
            data: payment.view(&self.names(number)),
            event_generated_time: unix_seconds(self.now()),
        }))
    }
}

/// A required header that is missing is a fault of the request here, as in the provider's
/// framework, and not of the credentials.
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
