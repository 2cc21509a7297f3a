//! What holds for any answer: no odd value and no unknown field loses a link.

#[path = "../../../../fuzz/src/any_json.rs"]
mod any_json;
#[path = "../../../../fuzz/src/in_memory.rs"]
mod in_memory;

use any_json::{any_json, any_object, any_values, extra_member, with_extra};
use costplus::webhook::{EventKind, UnverifiedEvent};
use costplus::{ApiKey, Client, PaymentLink};
use http::StatusCode;
use paylink_core::{Answer, Error, ErrorKind};
use paylink_fixtures::{Documented, all_documented};
use proptest::prelude::*;

use crate::support::{KEY, answers, invoice};

const ID: &str = r#""id":"e6eecc6a""#;
const ADDRESS: &str = r#""payment_url":"https://pay.example.com/e6eecc6a/""#;

/// All that is documented of a link but what identifies it.
const FIELDS: &[&str] = &[
    "merchant_order_id",
    "description",
    "amount",
    "currency",
    "expiration_period",
    "payment_methods",
    "created",
    "modified",
    "completed",
    "completed_order_id",
    "status",
    "reason",
];

/// All that is documented of an order but its id.
const ORDER: &[&str] = &[
    "project_id",
    "related_payment_link_id",
    "merchant_order_id",
    "status",
    "currency",
    "amount",
    "description",
    "created",
    "modified",
    "completed",
    "expiration_period",
    "return_url",
    "webhook_url",
    "transactions",
];

const CUSTOMER: &[&str] = &[
    "user_agent",
    "merchant_customer_id",
    "email_address",
    "first_name",
    "last_name",
    "address_type",
    "address",
    "postal_code",
    "housenumber",
    "country",
    "locale",
    "phone_numbers",
    "ip_address",
    "gender",
    "birthdate",
    "additional_addresses",
];

fn client(status: u16, body: String) -> Client {
    let base_url = "https://api.example.com/v1";
    let builder = Client::builder(ApiKey::new(KEY).unwrap())
        .base_url(base_url)
        .unwrap();
    let connection = in_memory::answering(StatusCode::from_u16(status).unwrap(), body);
    builder.connection(connection).build().unwrap()
}

fn answered(status: u16, body: String) -> Result<PaymentLink, Error> {
    let client = client(status, body);
    in_memory::run(client.create_payment_link(&invoice())).map(|answer| answer.into_value())
}

/// What each operation makes of an answer.
fn read(answer: &Documented, body: String) -> String {
    let client = client(answer.status, body);
    match answer.operation.as_str() {
        "createPaymentLink" => shown(in_memory::run(client.create_payment_link(&invoice()))),
        "getPaymentLink" => shown(in_memory::run(client.get_payment_link("e6eecc6a"))),
        other => {
            assert_eq!(other, "getOrder");
            match in_memory::run(client.get_order("e6eecc6a")) {
                Ok(order) => format!("{order:?} {:?} {:?}", order.description, order.return_url),
                Err(error) => format!("{:?} {:?}", error.kind(), error.message()),
            }
        }
    }
}

/// The link, whether or not it is the one that was asked for.
fn link(result: Result<PaymentLink, Error>) -> PaymentLink {
    result.unwrap_or_else(|error| {
        assert_eq!(error.kind(), ErrorKind::Differs, "{error}");
        error.link::<PaymentLink>().unwrap().clone()
    })
}

fn body(identity: &'static str, other: &'static str) -> BoxedStrategy<String> {
    let mut fields = any_values(FIELDS);
    let customer = any_object("", any_values(CUSTOMER));
    let orders = any_object("", any_values(&["error", "completed"]));
    fields.push((other, any_json()));
    fields.push(("customer", prop_oneof![any_json(), customer].boxed()));
    fields.push(("orders", prop_oneof![any_json(), orders].boxed()));
    any_object(identity, fields)
}

fn shown(result: Result<Answer<PaymentLink>, Error>) -> String {
    match result {
        Ok(link) => format!("{link:?} {:?}", link.payment_url),
        Err(error) => format!("{:?} {:?}", error.kind(), error.message()),
    }
}

/// Fewer cases where each is many calls.
fn few() -> ProptestConfig {
    ProptestConfig::with_cases(32)
}

proptest! {
    #[test]
    fn no_value_beside_its_id_loses_a_link(body in body(ID, "payment_url"), status in 200_u16..300) {
        let id = link(answered(status, body)).id;
        prop_assert_eq!(id.as_deref(), Some("e6eecc6a"));
    }

    #[test]
    fn no_value_beside_its_id_loses_an_order(body in any_object(ID, any_values(ORDER)), status in 200_u16..300) {
        let order = in_memory::run(client(status, body).get_order("e6eecc6a")).unwrap();
        prop_assert_eq!(order.id.as_deref(), Some("e6eecc6a"));
    }

    #[test]
    fn no_value_beside_it_makes_an_event_unreadable(
        member in extra_member(),
        body in any_object(r#""event":"status_changed","order_id":"1""#, any_values(&["project_id", "transactions"])),
    ) {
        for body in [with_extra(&body, &member, true), body] {
            let event = UnverifiedEvent::parse(body.as_bytes()).unwrap();
            prop_assert_eq!((event.event, event.order_id.as_str()), (EventKind::StatusChanged, "1"));
        }
    }

    #[test]
    fn no_value_beside_its_address_loses_a_link(body in body(ADDRESS, "id"), status in 200_u16..300) {
        let address = link(answered(status, body)).payment_url;
        prop_assert_eq!(address.as_deref(), Some("https://pay.example.com/e6eecc6a/"));
    }
}

#[test]
fn an_extra_field_changes_nothing() {
    let mut answers: Vec<Documented> = Vec::new();
    for operation in ["createPaymentLink", "getPaymentLink", "getOrder"] {
        for folder in ["responses", "errors"] {
            answers.extend(all_documented("costplus", folder, operation));
        }
    }
    proptest!(few(), |(member in extra_member())| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, false);
            let told = read(answer, answer.body().to_owned());
            prop_assert_eq!(read(answer, extra), told, "{}", answer.name);
        }
    });
}

/// Also where the object is a map, which then has an entry more.
#[test]
fn an_extra_field_anywhere_loses_no_link() {
    let mut answers = answers("responses");
    answers.retain(|answer| answered(answer.status, answer.body().to_owned()).is_ok());
    let identity = |body: String| {
        let link = answered(200, body).unwrap();
        (link.id, link.payment_url)
    };
    proptest!(few(), |(member in extra_member())| {
        for answer in &answers {
            let extra = with_extra(answer.body(), &member, true);
            prop_assert_eq!(identity(extra), identity(answer.body().to_owned()), "{}", answer.name);
        }
    });
}
