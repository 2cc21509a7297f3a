//! What holds for any answer: no odd value and no unknown field loses a link.

#[path = "../../../../fuzz/src/any_json.rs"]
mod any_json;
#[path = "../../../../fuzz/src/in_memory.rs"]
mod in_memory;

use any_json::{any_json, any_object, any_values, extra_member, with_extra};
use http::StatusCode;
use pinelabs::PaymentLink;
use pinelabs::core::{Error, ErrorKind};
use proptest::prelude::*;

use crate::support::{answers, client_over, order};

const ID: &str = r#""payment_link_id":"pl-v1-1""#;
const ADDRESS: &str = r#""payment_link":"https://pay.example.com/3rh4jtd""#;

/// The documented fields of a link that are no objects, but what identifies it.
const FIELDS: &[&str] = &[
    "status",
    "order_id",
    "merchant_payment_link_reference",
    "description",
    "expire_by",
    "allowed_payment_methods",
    "pre_auth",
    "failure_callback_url",
    "is_mcc_transaction",
    "created_at",
    "updated_at",
];

const AMOUNT: &[&str] = &["value", "currency"];

const CUSTOMER: &[&str] = &[
    "email_id",
    "first_name",
    "last_name",
    "customer_id",
    "mobile_number",
    "country_code",
    "billing_address",
    "shipping_address",
    "merchant_customer_reference",
    "gstin",
];

const PRODUCT: &[&str] = &[
    "product_code",
    "product_amount",
    "product_coupon_discount_amount",
];

const SPLIT: &[&str] = &[
    "split_merchant_id",
    "merchant_settlement_reference",
    "split_settlement_id",
    "amount",
    "on_hold",
    "status",
    "updated_at",
];

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let connection = in_memory::answering(StatusCode::from_u16(status).unwrap(), body);
    let client = client_over("https://api.example.com", connection);
    in_memory::run(client.create_payment_link(&order())).map(|answer| answer.into_value())
}

/// The link, whether or not it is the one that was asked for.
fn link(result: Result<PaymentLink, Error>) -> PaymentLink {
    result.unwrap_or_else(|error| {
        assert_eq!(error.kind(), ErrorKind::Differs, "{error}");
        error.kept::<PaymentLink>().unwrap().clone()
    })
}

/// Any value at all, or the documented object with any values.
fn any_or(fields: &[&'static str]) -> BoxedStrategy<String> {
    prop_oneof![any_json(), any_object("", any_values(fields))].boxed()
}

fn list_of(fields: &[&'static str]) -> BoxedStrategy<String> {
    any_or(fields)
        .prop_map(|element| format!("[{element}]"))
        .boxed()
}

fn body(identity: &'static str, other: &'static str) -> BoxedStrategy<String> {
    let mut fields = any_values(FIELDS);
    let split = any_object(
        "",
        vec![
            ("split_type", any_json()),
            ("split_details", list_of(SPLIT)),
        ],
    );
    let bank = any_or(&["account_number", "ifsc_code", "bank_name"]);
    fields.extend([
        (other, any_json()),
        ("amount", any_or(AMOUNT)),
        ("amount_due", any_or(AMOUNT)),
        ("cart_coupon_discount_amount", any_or(AMOUNT)),
        ("customer", any_or(CUSTOMER)),
        ("product_details", list_of(PRODUCT)),
        ("split_info", prop_oneof![any_json(), split].boxed()),
        (
            "account_details",
            any_object("", vec![("bank_details", bank)]),
        ),
        ("merchant_metadata", any_or(&["Key_XY"])),
    ]);
    any_object(identity, fields)
}

fn shown(result: Result<PaymentLink, Error>) -> String {
    match result {
        Ok(link) => format!("{link:?} {:?}", link.payment_link),
        Err(error) => format!(
            "{:?} {:?} {:?}",
            error.kind(),
            error.code(),
            error.message()
        ),
    }
}

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_id_loses_a_link(body in body(ID, "payment_link"), status in 200_u16..300) {
        let id = link(answered(status, body)).payment_link_id;
        prop_assert_eq!(id.as_deref(), Some("pl-v1-1"));
    }

    #[test]
    fn no_value_beside_its_address_loses_a_link(body in body(ADDRESS, "payment_link_id"), status in 200_u16..300) {
        let address = link(answered(status, body)).payment_link;
        prop_assert_eq!(address.as_deref(), Some("https://pay.example.com/3rh4jtd"));
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let answers = ["responses", "errors"].map(|folder| answers(folder, "createPaymentLink"));
    proptest!(few(), |(member in extra_member())| {
        for answer in answers.iter().flatten() {
            let told = |body: String| shown(answered(answer.status, body));
            let extra = with_extra(answer.body(), &member, false);
            prop_assert_eq!(told(extra), told(answer.body().to_owned()), "{}", answer.name);
        }
    });
}

/// Also where the object is a map, which then has an entry more.
#[test]
fn an_extra_field_anywhere_loses_no_link() {
    let mut answers = answers("responses", "createPaymentLink");
    answers.retain(|answer| answered(answer.status, answer.body().to_owned()).is_ok());
    let identity = |body: String| {
        let link = answered(200, body).unwrap();
        (link.payment_link_id, link.payment_link)
    };
    proptest!(few(), |(member in extra_member())| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, true);
            prop_assert_eq!(identity(extra), identity(answer.body().to_owned()), "{}", answer.name);
        }
    });
}
