//! Credentials and payers: refused when they cannot be one, shown nowhere.

use paylink_core::{BaseUrl, ErrorKind};
use paylink_sandbox::wire::Reply;
use pinelabs::{
    AccountDetails, Address, BankDetails, CartDetails, CartItem, Client, CreatePaymentLink,
    Credentials, Customer, PRODUCTION, ProductDetail, UAT,
};

use crate::support::{CLIENT_ID, CLIENT_SECRET, bare_server, order, shown, token};

#[test]
fn an_empty_or_broken_credential_is_refused_by_name() {
    for broken in ["", " ", "\t", "x\n", " x", "x\r\nx-evil: 1"] {
        for (result, field) in [
            (Credentials::new(broken, CLIENT_SECRET), "client_id"),
            (Credentials::new(CLIENT_ID, broken), "client_secret"),
        ] {
            let error = result.unwrap_err();
            assert_eq!(
                (error.kind(), error.field()),
                (ErrorKind::Configuration, Some(field))
            );
            assert!(!shown(&error).contains("canary"));
        }
    }
}

#[test]
fn the_documented_addresses_can_be_called() {
    for address in [PRODUCTION, UAT] {
        let base: BaseUrl = address.parse().unwrap();
        assert_eq!(base.as_str(), address);
    }
    let credentials = Credentials::new(CLIENT_ID, CLIENT_SECRET).unwrap();
    let config = Client::builder(credentials);
    assert!(format!("{config:?}").contains(PRODUCTION));
}

/// A request with a canary in each text that says something of the payer.
fn telling() -> CreatePaymentLink {
    let address = Address::default()
        .with_address1("canary")
        .with_city("canary");
    let bank = BankDetails::default().with_account_number("canary");
    order()
        .with_description("canary")
        .with_callback_url("https://shop.example.com/?canary")
        .with_failure_callback_url("https://shop.example.com/?canary")
        .with_customer(
            Customer::default()
                .with_email_id("canary@example.com")
                .with_mobile_number("canary")
                .with_billing_address(address),
        )
        .with_product_details([ProductDetail::default().with_product_code("canary")])
        .with_merchant_metadata("canary", "canary")
        .with_account_details(AccountDetails::new(bank))
        .with_cart_details(CartDetails::new([
            CartItem::default().with_product_code("canary")
        ]))
}

#[tokio::test]
async fn secrets_token_and_payer_are_shown_nowhere() {
    let echo = r#"{"payment_link_id":"1","payment_link":"https://pay.canary.example","description":"canary",
        "customer":{"first_name":"canary"},"product_details":[{"product_code":"canary"}],"merchant_metadata":{"canary":"canary"},
        "account_details":{"bank_details":{"bank_name":"canary"}},"failure_callback_url":"https://canary.example","expire_by":"canary",
        "amount_due":"canary"}"#;
    let refusal = r#"{"code":"canary canary","message":"canary","additional_error_details":{"reason":"canary"}}"#;
    let differs = r#"{"payment_link_id":"1","merchant_payment_link_reference":"other","customer":{"first_name":"canary"}}"#;
    let replies = vec![
        token(),
        Reply::json(201, echo),
        Reply::json(422, refusal),
        Reply::json(201, differs),
        Reply::json(401, refusal),
        // The renewal of the token: its request holds the secret in its body.
        Reply::close(),
    ];
    let (server, client) = bare_server(replies).await;
    let request = telling();
    let link = client.create_payment_link(&request).await.unwrap();
    let credentials = Credentials::new(CLIENT_ID, CLIENT_SECRET).unwrap();
    let mut text = format!("{client:?} {credentials:?} {request:?} {link:?}");
    for kind in [
        ErrorKind::Refused,
        ErrorKind::Differs,
        ErrorKind::Interrupted,
    ] {
        let error = client.create_payment_link(&request).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        text.push_str(&shown(&error));
    }
    for request in server.requests() {
        text.push_str(&format!("{request:?}"));
    }
    assert!(!text.contains("canary"), "{text}");
    assert!(server.requests()[0].body_text().contains(CLIENT_SECRET));
}
