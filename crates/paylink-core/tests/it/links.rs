//! The shared trait: what a provider cannot carry is refused by name, and nobody's data is printed.

use paylink_core::{
    Capabilities, ErrorKind, Field, Link, LinkCustomer, LinkRequest, Money, Support,
};

const SOME: Capabilities = Capabilities::new(&[
    (Field::Reference, Support::Yes),
    (Field::CustomerEmail, Support::Unverified("x-v1")),
]);

fn asked() -> LinkRequest {
    LinkRequest::new(Money::new("1.50".parse().unwrap(), "EUR".parse().unwrap()))
}

#[test]
fn a_field_without_a_place_is_refused_by_name() {
    let carried = asked()
        .with_reference("r")
        .with_customer(LinkCustomer::default().with_email("a@example.com"));
    assert!(SOME.check("x", "create payment link", &carried).is_ok());
    let time = time::OffsetDateTime::UNIX_EPOCH;
    let customer = |customer| asked().with_customer(customer);
    for (request, field) in [
        (asked().with_description("d"), "description"),
        (
            customer(LinkCustomer::default().with_name("n")),
            "customer.name",
        ),
        (
            customer(LinkCustomer::default().with_phone("p")),
            "customer.phone",
        ),
        (asked().with_expires_at(time), "expires_at"),
        (asked().with_success_url("s"), "success_url"),
        (asked().with_failure_url("f"), "failure_url"),
        (asked().with_metadata("a", "b"), "metadata"),
        (
            asked().with_idempotency_key("k".parse().unwrap()),
            "idempotency_key",
        ),
    ] {
        let error = SOME
            .check("x", "create payment link", &request)
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::UnsupportedField, Some(field))
        );
    }
}

#[test]
fn a_payers_data_is_not_printed() {
    let customer = LinkCustomer::default()
        .with_name("canary")
        .with_email("canary")
        .with_phone("canary");
    let request = asked()
        .with_customer(customer)
        .with_description("canary")
        .with_metadata("canary", "canary")
        .with_success_url("canary");
    let mut link = Link::new("x");
    link.url = Some("https://pay.example.com/canary".into());
    assert!(!format!("{request:?} {link:?}").contains("canary"));
}

#[test]
fn metadata_with_a_name_twice_is_refused() {
    let all = Capabilities::new(&[(Field::Metadata, Support::Yes)]);
    let once = asked().with_metadata("a", "1").with_metadata("b", "1");
    assert!(all.check("x", "create payment link", &once).is_ok());
    let error = all
        .check("x", "create payment link", &once.with_metadata("a", "2"))
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::InvalidInput, Some("metadata"))
    );
}
