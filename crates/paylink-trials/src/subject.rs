//! The tested operations: every operation of every provider, against a sandbox.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use paylink_core::{Amount, Error, ErrorKind, LinkRequest, Money, PaymentLinks};

use paylink_core::transport::Connection;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Recorded;

use crate::client::{base_url, costplus, currency, links, meum, paywint, pinelabs};
use crate::expectations::{Effect, End, Reading};

/// How a call ends: what `Debug` shows of its answer, or an error.
type Outcome = paylink_core::BoxFuture<'static, Result<String, Error>>;

/// One tested operation.
pub struct Subject {
    /// The provider's crate name.
    pub provider: &'static str,
    /// The operation's id in the contract.
    pub operation: &'static str,
    /// What it does.
    pub effect: Effect,
    /// How it reads odd bodies.
    pub reading: Reading,
    /// Whether its credentials can be renewed after a 401.
    pub renewable: bool,
    /// Whether it ends its link, so that each call needs a new one.
    ends: bool,
    links: Arc<dyn PaymentLinks>,
    id: String,
    run: Box<dyn Fn(String) -> Outcome + Send + Sync>,
}

impl std::fmt::Debug for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Subject")
            .field("provider", &self.provider)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

impl Subject {
    /// The link of the operation: a new one if the operation ends it.
    pub async fn ready(&self) -> String {
        if !self.ends {
            return self.id.clone();
        }
        let links = self.links.as_ref();
        let link = links
            .create(&request(links, &fresh_reference()))
            .await
            .unwrap();
        link.id.clone().unwrap()
    }

    /// Calls the operation with the result of [`ready`](Self::ready). Returns the response's
    /// `Debug` text.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn call(&self, on: String) -> Result<String, Error> {
        (self.run)(on).await
    }

    /// The requests that have arrived for its provider, those for a token left out.
    #[must_use]
    pub fn arrived(&self, sandbox: &Sandbox) -> Vec<Recorded> {
        let mut requests = sandbox.requests(self.provider);
        requests.retain(|request| !request.target.ends_with("/auth/v1/token"));
        requests
    }
}

/// A link answer that needs an address or id of the provider's own name.
const OWN_FIELD: Reading = Reading {
    empty: End::Fails(ErrorKind::NoLink),
    only_id: End::Fails(ErrorKind::NoLink),
    wrong_types: End::Fails(ErrorKind::NoLink),
    broken_id: End::Fails(ErrorKind::NoLink),
    broken_text: End::Done,
    conflict: ErrorKind::Conflict,
};

/// What is not what was asked for.
const DIFFERS: End = End::Fails(ErrorKind::Differs);

/// A create: a conflict is about its key.
const CREATE: Reading = Reading {
    conflict: ErrorKind::Duplicate,
    ..OWN_FIELD
};

/// A create whose link an `id` identifies.
const CREATE_BY_ID: Reading = Reading {
    only_id: End::Done,
    ..CREATE
};

/// A link answer to a question by an `id`: another id is another link.
const BY_ID: Reading = Reading {
    only_id: DIFFERS,
    ..OWN_FIELD
};

/// A link whose title was changed: one that cannot be read is not the new one.
const RETITLED: Reading = Reading {
    broken_text: DIFFERS,
    ..BY_ID
};

/// A link answer to a question by an id of the provider's own name: any field of a link is one.
const KNOWN: Reading = Reading {
    wrong_types: DIFFERS,
    ..OWN_FIELD
};

/// An order, which its `id` identifies.
const ORDER: Reading = Reading {
    only_id: DIFFERS,
    ..PAGE
};

/// An answer of pages: a list or nothing.
const PAGE: Reading = Reading {
    empty: End::Fails(ErrorKind::Unreadable),
    only_id: End::Fails(ErrorKind::Unreadable),
    wrong_types: End::Fails(ErrorKind::Unreadable),
    broken_id: End::Fails(ErrorKind::Unreadable),
    ..OWN_FIELD
};

/// Pages of payments: what cannot be read in one does not hide the others, and how many there are
/// may be unknown.
const PAYMENTS: Reading = Reading {
    wrong_types: End::Done,
    ..PAGE
};

/// References that do not repeat.
static REFERENCE: AtomicU64 = AtomicU64::new(1);

/// A new reference of at most 20 characters, which is Paywint's limit.
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

/// All operations of a provider, with a link to read and change where they need one.
pub async fn subjects(
    sandbox: &Sandbox,
    provider: &'static str,
    connection: &Connection,
) -> Vec<Subject> {
    let links = links(sandbox, provider, connection.clone());
    let first = links
        .create(&request(links.as_ref(), &fresh_reference()))
        .await
        .unwrap();
    let id = first.id.clone().unwrap();
    let renewable = provider == "pinelabs";
    let (effect, reading) = match provider {
        "pinelabs" => (Effect::KeyedWrite, CREATE),
        "meum" => (Effect::KeyedWrite, CREATE_BY_ID),
        "costplus" => (Effect::Write, CREATE_BY_ID),
        _ => (Effect::Write, CREATE),
    };
    let creating = links.clone();
    let run: Box<dyn Fn(String) -> Outcome + Send + Sync> = Box::new(move |_| {
        let links = creating.clone();
        Box::pin(async move {
            let request = request(links.as_ref(), &fresh_reference());
            links.create(&request).await.map(|link| format!("{link:?}"))
        })
    });
    let on = On {
        links,
        id,
        renewable,
    };
    let mut subjects = vec![on.subject(provider, "createPaymentLink", effect, reading, run)];
    let address = base_url(sandbox, provider);
    match provider {
        "meum" => {
            let client = meum(sandbox, address, connection.clone());
            // One that was paid, for its invoices: a link that was paid cannot be switched.
            let request = request(on.links.as_ref(), &fresh_reference());
            let paid = on.links.create(&request).await.unwrap().id.clone().unwrap();
            sandbox.pay(provider, &paid).unwrap();
            subjects.extend(meum_subjects(&on, &client, &paid));
        }
        "pinelabs" => {
            let client = pinelabs(sandbox, address, connection.clone());
            let reference = first.reference.clone().unwrap();
            subjects.extend(pinelabs_subjects(&on, &client, &reference));
        }
        "costplus" => {
            let client = costplus(sandbox, address, connection.clone());
            sandbox.pay(provider, &on.id).unwrap();
            let link = client.get_payment_link(&on.id).await.unwrap();
            let order = link.completed_order_id.clone().unwrap();
            subjects.extend(costplus_subjects(&on, &client, &order));
        }
        "paywint" => {
            let client = paywint(sandbox, address, connection.clone());
            subjects.extend(paywint_subjects(&on, &client));
        }
        _ => {}
    }
    subjects
}

/// The links of a provider's operations.
struct On {
    links: Arc<dyn PaymentLinks>,
    id: String,
    renewable: bool,
}

impl On {
    fn subject(
        &self,
        provider: &'static str,
        operation: &'static str,
        effect: Effect,
        reading: Reading,
        run: Box<dyn Fn(String) -> Outcome + Send + Sync>,
    ) -> Subject {
        Subject {
            provider,
            operation,
            effect,
            reading,
            renewable: self.renewable,
            ends: matches!(operation, "cancelPaymentLink" | "notifyPaymentLink"),
            links: self.links.clone(),
            id: self.id.clone(),
            run,
        }
    }
}

/// Adds an operation, with a clone of its client and the id of its link.
macro_rules! subject {
    ($on:expr, $provider:literal, $operation:literal, $effect:expr, $reading:expr, $client:expr, |$c:ident, $i:ident| $call:expr) => {{
        let client = $client.clone();
        $on.subject(
            $provider,
            $operation,
            $effect,
            $reading,
            Box::new(move |$i| {
                let $c = client.clone();
                Box::pin(async move { $call.await.map(|answer| format!("{answer:?}")) })
            }),
        )
    }};
}

fn pinelabs_subjects(on: &On, client: &pinelabs::Client, reference: &str) -> Vec<Subject> {
    use Effect::{Read, Write};
    let by_reference = (client.clone(), reference.to_owned());
    vec![
        subject!(
            on,
            "pinelabs",
            "getPaymentLink",
            Read,
            KNOWN,
            client,
            |c, i| c.get_payment_link(&i)
        ),
        subject!(
            on,
            "pinelabs",
            "findPaymentLink",
            Read,
            OWN_FIELD,
            by_reference,
            |c, _i| c.0.find_payment_link(&c.1)
        ),
        subject!(
            on,
            "pinelabs",
            "notifyPaymentLink",
            Write,
            KNOWN,
            client,
            |c, i| c.notify_payment_link(&i)
        ),
        subject!(
            on,
            "pinelabs",
            "cancelPaymentLink",
            Write,
            KNOWN,
            client,
            |c, i| c.cancel_payment_link(&i)
        ),
    ]
}

fn paywint_subjects(on: &On, client: &paywint::Client) -> Vec<Subject> {
    let user = Sandbox::PAYWINT_USER_ID.parse().unwrap();
    let rows = paywint::RowsPerPage::Ten;
    let payment = on.id.parse().unwrap();
    vec![
        subject!(
            on,
            "paywint",
            "getPayment",
            Effect::Read,
            Reading { ..PAGE },
            client,
            |c, _i| c.get_payment(payment)
        ),
        subject!(
            on,
            "paywint",
            "listReceivedPayments",
            Effect::Read,
            PAYMENTS,
            client,
            |c, _i| c.list_received_payments(user, rows, 1)
        ),
    ]
}

fn costplus_subjects(on: &On, client: &costplus::Client, order: &str) -> Vec<Subject> {
    let order = (client.clone(), order.to_owned());
    vec![
        subject!(
            on,
            "costplus",
            "getPaymentLink",
            Effect::Read,
            BY_ID,
            client,
            |c, i| c.get_payment_link(&i)
        ),
        subject!(
            on,
            "costplus",
            "getOrder",
            Effect::Read,
            ORDER,
            order,
            |c, _i| c.0.get_order(&c.1)
        ),
    ]
}

fn meum_subjects(on: &On, client: &meum::Client, paid: &str) -> Vec<Subject> {
    use Effect::{Read, Write};
    let change = meum::UpdatePaymentLink::default()
        .with_title("Three tickets")
        .with_amount(amount());
    let update = (client.clone(), change);
    let paid = (client.clone(), paid.to_owned());
    vec![
        subject!(on, "meum", "getPaymentLink", Read, BY_ID, client, |c, i| c
            .get_payment_link(&i)),
        subject!(
            on,
            "meum",
            "listPaymentLinks",
            Read,
            PAGE,
            client,
            |c, _i| c.list_payment_links(None, None)
        ),
        subject!(
            on,
            "meum",
            "listPaymentLinkInvoices",
            Read,
            PAGE,
            paid,
            |c, _i| c.0.list_invoices(&c.1, None, None)
        ),
        subject!(
            on,
            "meum",
            "updatePaymentLink",
            Write,
            RETITLED,
            update,
            |c, i| c.0.update_payment_link(&i, &c.1)
        ),
        subject!(
            on,
            "meum",
            "activatePaymentLink",
            Write,
            BY_ID,
            client,
            |c, i| c.activate_payment_link(&i)
        ),
        subject!(
            on,
            "meum",
            "deactivatePaymentLink",
            Write,
            BY_ID,
            client,
            |c, i| c.deactivate_payment_link(&i)
        ),
    ]
}
