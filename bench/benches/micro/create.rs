//! A create of each provider without a network.
//!
//! `refused`: the request is checked, written and signed, and the answer is an empty refusal.
//! `accepted`: the same, and the answer of the fixtures is read; the difference is what reading
//! costs.

use std::error::Error;

use divan::{Bencher, black_box};
use paylink::config::Config;
use paylink_core::{MinorUnits, Money};
use paylink_core::transport::Connection;

use paylink_testkit::at_once;

use crate::memory::{accepting, account, refusing};

type Made<T> = Result<T, Box<dyn Error>>;

/// A secret that each provider takes.
fn secret(name: &str) -> Option<String> {
    let secret = match name {
        "PAYWINT_PLATFORM_ID" => "00000000-0000-0000-0000-000000000007",
        _ => "secret-of-the-bench",
    };
    Some(secret.to_owned())
}

/// Two benchmarks of one provider: its client, its request, the method that creates, the answer.
macro_rules! provider {
    ($name:ident, $settings:ident, $request:expr, $answer:literal, |$it:ident, $what:ident| $create:expr) => {
        mod $name {
            use super::*;

            #[divan::bench]
            fn accepted(bencher: Bencher<'_, '_>) {
                let connection = accepting(stringify!($name), $answer);
                run(bencher, connection, true);
            }

            #[divan::bench]
            fn refused(bencher: Bencher<'_, '_>) {
                run(bencher, refusing(), false);
            }

            fn run(bencher: Bencher<'_, '_>, connection: Made<Connection>, accepted: bool) {
                let made = connection.and_then(|connection| {
                    let Config::$settings(settings) = account(stringify!($name))? else {
                        return Err("the account of another provider".into());
                    };
                    let request: fn() -> Made<_> = $request;
                    Ok((settings.client(secret, connection)?, request()?))
                });
                let Ok((client, request)) = made else {
                    return eprintln!("{} cannot be set up", stringify!($name));
                };
                let create = || {
                    let ($it, $what) = (&client, black_box(&request));
                    at_once($create).is_some_and(|answer| answer.is_ok() == accepted)
                };
                // A benchmark of something else would be worse than none.
                assert!(
                    create(),
                    "{} did not answer as it should",
                    stringify!($name)
                );
                bencher.bench(create);
            }
        }
    };
}

provider!(
    paywint,
    Paywint,
    || Ok(::paywint::CreatePaymentLink::new("150.75".parse()?)),
    "create-done",
    |client, request| client.create_payment_link(::paywint::Uuid::from_u128(8), request)
);

provider!(
    pinelabs,
    PineLabs,
    || {
        let amount = Money::new("1.00".parse()?, "INR".parse()?).try_into()?;
        Ok(::pinelabs::CreatePaymentLink::new(amount, "link_ref"))
    },
    "create-small",
    |client, request| client.create_payment_link(request)
);

provider!(
    meum,
    Meum,
    || {
        let pricing = ::meum::Pricing::fixed("25.00".parse()?);
        Ok(::meum::CreatePaymentLink::new("Summer fundraiser", pricing))
    },
    "create-fixed",
    |client, request| client.create_payment_link(request)
);

provider!(
    invoicing,
    Invoicing,
    || {
        let amount = "10.50".parse()?;
        Ok(
            ::invoicing::CreatePaymentLink::new(1, amount, "Deposit for order 1001")
                .with_invoice_id(1),
        )
    },
    "create-201",
    |client, request| client.create_payment_link(request)
);

provider!(
    costplus,
    CostPlus,
    || {
        let amount = MinorUnits::new(995);
        Ok(::costplus::CreatePaymentLink::new(
            "invoice-1234",
            amount,
            "EUR".parse()?,
        ))
    },
    "create-created",
    |client, request| client.create_payment_link(request)
);
