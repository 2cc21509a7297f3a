//! Every operation of every client, answered with any status and any body.
//!
//! An input is a byte for the operation, a byte for the status, and the body.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use paylink_core::{Answer, Error, ErrorKind, Link, MinorUnits, Outcome, PaymentState};

use super::in_memory::{answering, answering_with_head, answering_with_token, run};

const STATUSES: [u16; 16] = [
    200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503, 511, 599,
];

/// One answer.
struct Told {
    operation: u8,
    status: StatusCode,
    body: Bytes,
}

fn told(data: &[u8]) -> Option<Told> {
    let (operation, rest) = data.split_first()?;
    let (status, body) = rest.split_first()?;
    Some(Told {
        operation: *operation,
        status: StatusCode::from_u16(STATUSES[usize::from(status % 16)]).unwrap(),
        body: Bytes::copy_from_slice(body),
    })
}

/// What every call promises of its ending.
fn judged<T: std::fmt::Debug>(told: &Told, ending: Result<Answer<T>, Error>) -> Option<T> {
    match ending {
        Ok(answer) => {
            assert!(told.status.is_success());
            assert_eq!(answer.raw_body(), &told.body);
            let _ = format!("{answer:?}");
            Some(answer.into_value())
        }
        Err(error) => {
            let _ = format!("{error} {error:?}");
            assert_eq!(error.http_status(), Some(told.status));
            assert_eq!(error.raw_body(), Some(&told.body));
            assert_ne!(error.outcome(), Outcome::NotSent);
            if told.status.is_success() {
                let allowed = match error.kind() {
                    ErrorKind::Unreadable | ErrorKind::NoLink => Outcome::Unknown,
                    ErrorKind::Differs => Outcome::Accepted,
                    kind => {
                        assert_eq!(kind, ErrorKind::Refused);
                        Outcome::Refused
                    }
                };
                assert_eq!(error.outcome(), allowed);
            }
            if told.status.is_server_error() {
                assert_eq!(error.outcome(), Outcome::Unknown);
            }
            None
        }
    }
}

/// Through the shared trait, only the documented word says that a link is paid.
fn shared<'a, T>(link: &'a T, word: &str)
where
    Link: From<&'a T>,
{
    let link = Link::from(link);
    if link.payment == Some(PaymentState::Paid) {
        assert_eq!(link.status.as_deref(), Some(word));
    }
}

/// A client of each provider over a connection, made by the roster of `paylink`.
pub(crate) mod client {
    use std::sync::LazyLock;

    use paylink::config::Config;
    use paylink_core::transport::Connection;

    /// A secret that each provider takes.
    fn secret(name: &str) -> Option<String> {
        let secret = match name {
            "PAYWINT_PLATFORM_ID" => "00000000-0000-0000-0000-000000000000",
            _ => "secret",
        };
        Some(secret.to_owned())
    }

    macro_rules! clients {
        ($($provider:ident => $settings:ident,)+) => {
            /// The provider through the shared trait.
            #[allow(dead_code, reason = "the tests that include this file use it")]
            pub(crate) fn links(
                provider: &str,
                connection: Connection,
            ) -> Box<dyn paylink_core::PaymentLinks> {
                let text = match provider {
                    $( stringify!($provider) => account!($provider), )+
                    other => panic!("no account of {other}"),
                };
                let config: Config = serde_json::from_str(text).unwrap();
                config.build(secret, connection).unwrap()
            }

            $(
                /// The provider's own client.
                pub(crate) fn $provider(connection: Connection) -> $provider::Client {
                    static CONFIG: LazyLock<Config> =
                        LazyLock::new(|| serde_json::from_str(account!($provider)).unwrap());
                    match &*CONFIG {
                        Config::$settings(settings) => settings.client(secret, connection).unwrap(),
                        other => panic!("{} is another provider", other.provider()),
                    }
                }
            )+
        };
    }

    macro_rules! account {
        ($provider:ident) => {
            include_str!(concat!(
                "../../fixtures/",
                stringify!($provider),
                "/account.json"
            ))
        };
    }

    clients! {
        costplus => CostPlus,
        invoicing => Invoicing,
        meum => Meum,
        paywint => Paywint,
        pinelabs => PineLabs,
    }
}

/// CostPlus: all its operations. A create's link is identified.
pub fn costplus(data: &[u8]) {
    let Some(told) = told(data) else { return };
    let client = client::costplus(answering(told.status, told.body.clone()));
    let currency = "EUR".parse().unwrap();
    let request = costplus::CreatePaymentLink::new("invoice-1234", MinorUnits::new(995), currency);
    let link = match told.operation % 3 {
        0 => judged(&told, run(client.get_payment_link("e6eecc6a"))),
        1 => judged(&told, run(client.create_payment_link(&request))),
        _ => {
            judged(&told, run(client.get_order("e6eecc6a")));
            None
        }
    };
    if let Some(link) = link {
        assert!(link.id.is_some() || link.payment_url.is_some());
        shared(&link, "completed");
    }
}

/// The invoicing platform: create.
pub fn invoicing(data: &[u8]) {
    let Some(told) = told(data) else { return };
    let client = client::invoicing(answering(told.status, told.body.clone()));
    let request = invoicing::CreatePaymentLink::new(1, "10.50".parse().unwrap(), "Deposit");
    if let Some(link) = judged(&told, run(client.create_payment_link(&request))) {
        assert!(!link.payment_link.trim().is_empty());
    }
}

/// Meum: all its operations.
pub fn meum(data: &[u8]) {
    let Some(told) = told(data) else { return };
    let client = client::meum(answering(told.status, told.body.clone()));
    let pricing = meum::Pricing::fixed("25.00".parse().unwrap());
    let request = meum::CreatePaymentLink::new("Summer fundraiser", pricing);
    let change = meum::UpdatePaymentLink::default();
    let link = match told.operation % 7 {
        0 => judged(&told, run(client.create_payment_link(&request))),
        1 => judged(&told, run(client.get_payment_link("plink_1"))),
        2 => judged(&told, run(client.update_payment_link("plink_1", &change))),
        3 => judged(&told, run(client.activate_payment_link("plink_1"))),
        4 => judged(&told, run(client.deactivate_payment_link("plink_1"))),
        5 => {
            judged(&told, run(client.list_payment_links(None, None)));
            None
        }
        _ => {
            judged(&told, run(client.list_invoices("plink_1", None, None)));
            None
        }
    };
    if let Some(link) = link {
        assert!(link.id.is_some() || link.public_url.is_some());
        shared(&link, "completed");
    }
}

/// Paywint: all its operations. A create's link has an address.
pub fn paywint(data: &[u8]) {
    let Some(told) = told(data) else { return };
    let client = client::paywint(answering(told.status, told.body.clone()));
    let id = paywint::Uuid::nil();
    let request = paywint::CreatePaymentLink::new("150.75".parse().unwrap());
    match told.operation % 3 {
        0 => {
            judged(&told, run(client.get_payment(id)));
        }
        1 => {
            let link = judged(&told, run(client.create_payment_link(id, &request)));
            assert!(link.is_none_or(|link| !link.payment_link.trim().is_empty()));
        }
        _ => {
            let rows = paywint::RowsPerPage::Ten;
            judged(&told, run(client.list_received_payments(id, rows, 1)));
        }
    }
}

/// Pine Labs: all its operations. A look-up that finds none is an answer of its own.
pub fn pinelabs(data: &[u8]) {
    let Some(told) = told(data) else { return };
    let client = client::pinelabs(answering(told.status, told.body.clone()));
    let link = match told.operation % 5 {
        0 => judged(&told, run(client.create_payment_link(&rupee()))),
        1 => judged(&told, run(client.get_payment_link("pl-v1-1"))),
        2 => judged(&told, run(client.cancel_payment_link("pl-v1-1"))),
        3 => judged(&told, run(client.notify_payment_link("pl-v1-1"))),
        _ => match run(client.find_payment_link("link_ref")).transpose() {
            Some(ending) => judged(&told, ending),
            None => {
                assert!(told.status.is_client_error());
                None
            }
        },
    };
    let known = |link: pinelabs::PaymentLink| {
        link.payment_link.is_some() || link.payment_link_id.is_some() || link.status.is_some()
    };
    if let Some(link) = link {
        shared(&link, "PROCESSED");
        assert!(known(link));
    }
}

/// Pine Labs: the token before a create. Without one nothing is sent, and its answer is kept
/// nowhere.
pub fn pinelabs_token(data: &[u8]) {
    let link = r#"{"payment_link_id":"pl-v1-1"}"#;
    let connection = answering_with_token(data.to_vec(), StatusCode::OK, link);
    match run(client::pinelabs(connection).create_payment_link(&rupee())) {
        Ok(answer) => assert_eq!(answer.payment_link_id.as_deref(), Some("pl-v1-1")),
        Err(error) => {
            assert_eq!(error.outcome(), Outcome::NotSent);
            assert!(error.raw_body().is_none_or(Bytes::is_empty));
            let _ = format!("{error} {error:?}");
        }
    }
}

/// The head of an answer: how long it asks to wait, and its id. The body says that there were too
/// many requests.
pub fn head(data: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(data) else {
        return;
    };
    let names = ["retry-after", "x-request-id", "content-type"];
    let headers = names.map(|name| (HeaderName::from_static(name), value.clone()));
    let connection = answering_with_head(StatusCode::TOO_MANY_REQUESTS, headers, "{}");
    let error = run(client::meum(connection).get_payment_link("plink_1")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.outcome(), Outcome::Refused);
    let digits = value.to_str().ok().filter(|text| !text.is_empty());
    let digits = digits.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(seconds) = digits.and_then(|text| text.parse().ok()) {
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
    }
    let _ = format!("{error} {error:?} {:?}", error.retry_after());
}

fn rupee() -> pinelabs::CreatePaymentLink {
    let amount = pinelabs::PaymentAmount::new(MinorUnits::new(100), "INR".parse().unwrap());
    pinelabs::CreatePaymentLink::new(amount, "link_ref")
}
