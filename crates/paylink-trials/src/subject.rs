//! The operations on trial: every operation of every provider, against a sandbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use paylink_core::{
    Amount, BaseUrl, Connection, Currency, Error, ErrorKind, LinkRequest, Money, PaymentLinks,
};
use paylink_sandbox::Sandbox;

use crate::law::{Effect, End, Reading};

type Outcome = paylink_core::BoxFuture<'static, Result<(), Error>>;

/// One operation on trial.
pub struct Subject {
    /// The provider's crate name.
    pub provider: &'static str,
    /// The operation's id in the contract.
    pub operation: &'static str,
    /// What it does.
    pub effect: Effect,
    /// How it takes odd bodies.
    pub reading: Reading,
    /// Whether its credentials can be renewed after a 401.
    pub renewable: bool,
    run: Box<dyn Fn() -> Outcome + Send + Sync>,
}

impl Subject {
    /// Calls the operation.
    pub async fn call(&self) -> Result<(), Error> {
        (self.run)().await
    }
}

/// A link answer that needs an address or id of the provider's own name.
const OWN_FIELD: Reading = Reading {
    empty: End::Fails(ErrorKind::NoLink),
    only_id: End::Fails(ErrorKind::NoLink),
    wrong_types: End::Fails(ErrorKind::NoLink),
};

/// A link answer that an `id` identifies.
const BY_ID: Reading = Reading {
    only_id: End::Done,
    ..OWN_FIELD
};

/// An answer of pages: a list or nothing.
const PAGE: Reading = Reading {
    empty: End::Fails(ErrorKind::Unreadable),
    only_id: End::Fails(ErrorKind::Unreadable),
    wrong_types: End::Fails(ErrorKind::Unreadable),
};

/// References that never come twice.
static REFERENCE: AtomicU64 = AtomicU64::new(1);

/// A reference that was never given before: at most 20 characters, as Paywint has it.
#[must_use]
pub fn fresh_reference() -> String {
    format!("trial-{}", REFERENCE.fetch_add(1, Ordering::SeqCst))
}

/// A shared request with only what the provider can carry.
#[must_use]
pub fn request(links: &dyn PaymentLinks, reference: &str) -> LinkRequest {
    let money = Money::new(amount(), currency());
    let request = LinkRequest::new(money).with_description("Two tickets");
    match links
        .capabilities()
        .field(paylink_core::Field::Reference)
        .is_usable()
    {
        true => request.with_reference(reference),
        false => request,
    }
}

fn amount() -> Amount {
    "25.00".parse().unwrap()
}

fn currency() -> Currency {
    "USD".parse().unwrap()
}

/// The provider behind the shared face, over this connection.
#[must_use]
pub fn face(sandbox: &Sandbox, provider: &str, connection: Connection) -> Arc<dyn PaymentLinks> {
    face_at(sandbox, provider, base_url(sandbox, provider), connection)
}

/// The same at another address.
#[must_use]
pub fn face_at(
    sandbox: &Sandbox,
    provider: &str,
    base_url: BaseUrl,
    connection: Connection,
) -> Arc<dyn PaymentLinks> {
    let secret = |name| credential(sandbox, provider, name);
    match provider {
        "paywint" => {
            let platform = secret("PAYWINT_PLATFORM_ID").parse().unwrap();
            let key = paywint::SecretKey::new(secret("PAYWINT_SECRET_KEY")).unwrap();
            let config = paywint::Config::new(platform, key, base_url);
            let client = paywint::Client::with_connection(config, connection);
            let user = Sandbox::PAYWINT_USER_ID.parse().unwrap();
            Arc::new(paywint::PaywintLinks::new(client, user, currency()))
        }
        "pinelabs" => Arc::new(pinelabs::PineLabsLinks::new(pinelabs(
            sandbox, base_url, connection,
        ))),
        "meum" => Arc::new(meum::MeumLinks::new(
            meum(sandbox, base_url, connection),
            currency(),
        )),
        "invoicing" => {
            let token = invoicing::Token::new(secret("INVOICING_TOKEN")).unwrap();
            let config = invoicing::Config::new(token, base_url);
            let client = invoicing::Client::with_connection(config, connection);
            Arc::new(invoicing::InvoicingLinks::new(client, 1, currency()))
        }
        "costplus" => Arc::new(costplus::CostPlusLinks::new(costplus(
            sandbox, base_url, connection,
        ))),
        other => panic!("no provider {other}"),
    }
}

fn credential(sandbox: &Sandbox, provider: &str, name: &str) -> String {
    let credentials = sandbox.credentials(provider);
    credentials
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap()
        .1
}

fn base_url(sandbox: &Sandbox, provider: &str) -> BaseUrl {
    sandbox.base_url(provider).unwrap().parse().unwrap()
}

fn pinelabs(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> pinelabs::Client {
    let secret = |name| credential(sandbox, "pinelabs", name);
    let credentials = pinelabs::Credentials::new(
        secret("PINELABS_CLIENT_ID"),
        secret("PINELABS_CLIENT_SECRET"),
    );
    let config = pinelabs::Config::new(credentials.unwrap(), base_url);
    pinelabs::Client::with_connection(config, connection)
}

fn meum(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> meum::Client {
    let key = meum::ApiKey::new(credential(sandbox, "meum", "MEUM_API_KEY")).unwrap();
    let config = meum::Config::new(key, base_url);
    meum::Client::with_connection(config, connection)
}

fn costplus(sandbox: &Sandbox, base_url: BaseUrl, connection: Connection) -> costplus::Client {
    let key = costplus::ApiKey::new(credential(sandbox, "costplus", "COSTPLUS_API_KEY")).unwrap();
    let config = costplus::Config::new(key, base_url);
    costplus::Client::with_connection(config, connection)
}

/// All operations of a provider, with a link to read and change where they need one.
pub async fn subjects(
    sandbox: &Sandbox,
    provider: &'static str,
    connection: &Connection,
) -> Vec<Subject> {
    let links = face(sandbox, provider, connection.clone());
    let first = links
        .create(&request(links.as_ref(), &fresh_reference()))
        .await
        .unwrap();
    let id = first.id.clone().unwrap();
    let renewable = provider == "pinelabs";
    let (effect, reading) = match provider {
        "pinelabs" => (Effect::KeyedWrite, OWN_FIELD),
        "meum" => (Effect::KeyedWrite, BY_ID),
        "costplus" => (Effect::Write, BY_ID),
        _ => (Effect::Write, OWN_FIELD),
    };
    let create: Box<dyn Fn() -> Outcome + Send + Sync> = Box::new(move || {
        let links = links.clone();
        Box::pin(async move {
            let request = request(links.as_ref(), &fresh_reference());
            links.create(&request).await.map(|_| ())
        })
    });
    let mut subjects = vec![Subject {
        provider,
        operation: "createPaymentLink",
        effect,
        reading,
        renewable,
        run: create,
    }];
    if provider == "meum" {
        subjects.extend(meum_subjects(
            &meum(sandbox, base_url(sandbox, provider), connection.clone()),
            &id,
        ));
    }
    subjects
}

/// One more operation, over clones of a client and an id.
macro_rules! subject {
    ($provider:literal, $operation:literal, $effect:expr, $reading:expr, $client:expr, $id:expr, |$c:ident, $i:ident| $call:expr) => {{
        let (client, id) = ($client.clone(), $id.to_owned());
        Subject {
            provider: $provider,
            operation: $operation,
            effect: $effect,
            reading: $reading,
            renewable: $provider == "pinelabs",
            run: Box::new(move || {
                let ($c, $i) = (client.clone(), id.clone());
                Box::pin(async move { $call.await.map(|_| ()) })
            }),
        }
    }};
}

fn meum_subjects(client: &meum::Client, id: &str) -> Vec<Subject> {
    use Effect::{Read, Write};
    let title = meum::UpdatePaymentLink::default().with_title("Three tickets");
    vec![
        subject!("meum", "getPaymentLink", Read, BY_ID, client, id, |c, i| c
            .get_payment_link(&i)),
        subject!(
            "meum",
            "listPaymentLinks",
            Read,
            PAGE,
            client,
            id,
            |c, _i| c.list_payment_links(Some(1), None)
        ),
        subject!(
            "meum",
            "listPaymentLinkInvoices",
            Read,
            PAGE,
            client,
            id,
            |c, i| c.list_invoices(&i, None, None)
        ),
        subject!(
            "meum",
            "updatePaymentLink",
            Write,
            BY_ID,
            (client.clone(), title),
            id,
            |c, i| c.0.update_payment_link(&i, &c.1)
        ),
        subject!(
            "meum",
            "activatePaymentLink",
            Write,
            BY_ID,
            client,
            id,
            |c, i| c.activate_payment_link(&i)
        ),
        subject!(
            "meum",
            "deactivatePaymentLink",
            Write,
            BY_ID,
            client,
            id,
            |c, i| c.deactivate_payment_link(&i)
        ),
    ]
}
