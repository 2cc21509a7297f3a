//! JSON read leniently, as an answer, and strictly, as a request.

use http::StatusCode;
use paylink_core::Json;
use paylink_core::provider::json::{Object, Value};
use paylink_core::{ErrorKind, Outcome};

use super::in_memory::{answering, run};

/// How deep the target looks; the reader itself has no bound.
const DEPTH: u8 = 4;

/// Whatever is an object can be looked at in every way, and loses nothing.
pub fn lenient(data: &[u8]) {
    if let Ok(object) = Object::parse(data) {
        look_at(&object, DEPTH);
    }
}

fn look_at(object: &Object<'_>, depth: u8) {
    for (name, value) in object.iter() {
        let given = object.get(name);
        assert_eq!(given.is_some(), object.text(name).is_some());
        let amount = object.amount(name);
        assert_eq!(amount.is_missing(), given.is_none());
        if let Some(unread) = amount.unreadable() {
            assert_eq!(Some(unread), object.text(name).as_deref());
        }
        assert!(
            object
                .identifier(name)
                .is_none_or(|id| !id.trim().is_empty())
        );
        let _ = (object.boolean(name), object.integer(name));
        let _ = (object.minor_units(name), object.currency(name));
        let _ = object.timestamp(name);
        look_into(value, depth);
    }
}

fn look_into(value: Value<'_>, depth: u8) {
    assert_eq!(value.json().parse::<Json>().unwrap().as_str(), value.json());
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    if let Some(object) = value.object() {
        look_at(&object, depth);
    }
    for element in value.array().unwrap_or_default() {
        look_into(element, depth);
    }
}

/// What is read as a request is sent, or refused before anything is sent; what is not a request is
/// refused by name.
pub fn strict(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    for ending in [
        through::costplus(text),
        through::invoicing(text),
        through::meum(text),
        through::meum_update(text),
        through::paywint(text),
        through::pinelabs(text),
    ] {
        let error = ending.expect_err("an answer without a link is not a success");
        match error.kind() {
            ErrorKind::NoLink => assert_eq!(error.outcome(), Outcome::Unknown),
            _ => {
                assert_eq!(error.outcome(), Outcome::NotSent);
                assert!(error.field().is_some() && error.rule().is_some());
            }
        }
    }
}

/// A request of each provider, read and sent to a server that answers `{}`.
mod through {
    use paylink_core::Error;

    use super::super::accept::client;
    use super::{StatusCode, answering, run};

    macro_rules! through {
        ($provider:ident, |$client:ident, $request:ident| $call:expr) => {
            pub(super) fn $provider(text: &str) -> Result<(), Error> {
                let $request = &$provider::CreatePaymentLink::from_json(text)?;
                let $client = client::$provider(answering(StatusCode::OK, "{}"));
                run($call).map(|_| ())
            }
        };
    }

    /// A change of Meum's.
    pub(super) fn meum_update(text: &str) -> Result<(), Error> {
        let change = meum::UpdatePaymentLink::from_json(text)?;
        let client = client::meum(answering(StatusCode::OK, "{}"));
        run(client.update_payment_link("plink_1", &change)).map(|_| ())
    }

    through!(costplus, |client, request| client
        .create_payment_link(request));
    through!(invoicing, |client, request| client
        .create_payment_link(request));
    through!(meum, |client, request| client.create_payment_link(request));
    through!(pinelabs, |client, request| client
        .create_payment_link(request));
    through!(paywint, |client, request| client
        .create_payment_link(paywint::Uuid::nil(), request));
}
