//! What holds for any answer: no odd value and no unknown field loses a link.

#[path = "../../../../fuzz/src/any_json.rs"]
mod any_json;
#[path = "../../../../fuzz/src/in_memory.rs"]
mod in_memory;

use any_json::{any_json, any_object, any_values, extra_member, with_extra};
use http::StatusCode;
use invoicing::{Client, PaymentLink, Token};
use paylink_core::{Error, ErrorKind};
use proptest::prelude::*;

use crate::support::{TOKEN, answers, deposit};

const ADDRESS: &str = r#""paymentLink":"https://pay.example.com/1""#;

/// All that is documented of a link but its address.
const FIELDS: &[&str] = &[
    "id",
    "paymentProviderId",
    "amountInMajorCurrency",
    "currencyId",
    "description",
    "emailAddress",
    "invoiceId",
    "adhocInvoiceId",
    "customerId",
];

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let builder = Client::builder(Token::new(TOKEN).unwrap())
        .base_url("https://api.example.com/v1")
        .unwrap();
    let connection = in_memory::answering(StatusCode::from_u16(status).unwrap(), body);
    let client = builder.connection(connection).build().unwrap();
    in_memory::run(client.create_payment_link(&deposit())).map(|answer| answer.into_value())
}

/// The link, whether or not it is the one that was asked for.
fn link(result: Result<PaymentLink, Error>) -> PaymentLink {
    result.unwrap_or_else(|error| {
        assert_eq!(error.kind(), ErrorKind::Differs, "{error}");
        error.link::<PaymentLink>().unwrap().clone()
    })
}

fn shown(result: Result<PaymentLink, Error>) -> String {
    match result {
        Ok(link) => format!("{link:?} {}", link.payment_link),
        Err(error) => format!("{:?} {:?}", error.kind(), error.message()),
    }
}

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_address_loses_a_link(
        body in any_object(ADDRESS, any_values(FIELDS)),
        status in 200_u16..300,
    ) {
        let address = link(answered(status, body)).payment_link;
        prop_assert_eq!(address, "https://pay.example.com/1");
    }

    #[test]
    fn an_amount_that_was_not_asked_for_is_never_passed_over(value in any_json()) {
        let result = answered(200, format!(r#"{{{ADDRESS},"amountInMajorCurrency":{value}}}"#));
        let accepted = result.is_ok();
        let amount = link(result).amount_in_major_currency;
        let same = amount.is_missing() || amount.value() == Some(&deposit().amount_in_major_currency);
        prop_assert_eq!(accepted, same);
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let answers = ["responses", "errors"].map(answers);
    proptest!(few(), |(member in extra_member())| {
        for answer in answers.iter().flatten() {
            let told = |body: String| shown(answered(answer.status, body));
            let extra = with_extra(answer.body(), &member, false);
            prop_assert_eq!(told(extra), told(answer.body().to_owned()), "{}", answer.name);
        }
    });
}
