//! Credentials: refused when they cannot be one, shown nowhere.

use costplus::{ApiKey, Customer, NOPAYN, PRODUCTION};
use paylink_core::{BaseUrl, ErrorKind};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, KEY, invoice, server};

#[test]
fn an_empty_or_broken_key_is_refused() {
    for key in [
        "",
        " ",
        "\t",
        "key\n",
        " key",
        "key\r\nx-evil: 1",
        "kéy",
        "two words",
        // HTTP Basic ends the user name at the first colon: the rest would become the password.
        "key:password",
        "key:",
    ] {
        let error = ApiKey::new(key).unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("api_key"))
        );
    }
}

#[test]
fn the_documented_addresses_can_be_called() {
    for address in [PRODUCTION, NOPAYN] {
        let base: BaseUrl = address.parse().unwrap();
        assert_eq!(base.as_str(), address);
    }
}

#[tokio::test]
async fn the_key_is_the_user_name_and_the_password_is_empty() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    client.create_payment_link(&invoice()).await.unwrap();
    // base64 of `canary7f3a:`
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Basic Y2FuYXJ5N2YzYTo=")
    );
}

#[tokio::test]
async fn key_and_payer_are_shown_nowhere() {
    let echo = r#"{"id":"1","payment_url":"https://pay.canary.example","description":"canary","reason":"canary","customer":{"first_name":"canary"}}"#;
    let refusal = r#"{"error":{"type":"canary canary","value":"canary"}}"#;
    let replies = vec![
        Reply::json(201, echo),
        Reply::json(401, refusal),
        Reply::json(
            201,
            r#"{"id":"1","amount":1,"reason":"canary","customer":{"address":"canary"}}"#,
        ),
        Reply::close(),
    ];
    let (server, client) = server(replies).await;
    let customer = Customer::default()
        .with_email_address("canary@example.com")
        .with_phone_number("canary")
        .with_additional_address(r#"{"a":"canary"}"#.parse().unwrap());
    let mut shown = format!("{:?} {customer:?}", ApiKey::new(KEY));
    let request = invoice()
        .with_description("canary")
        .with_return_url("https://shop.example.com/canary")
        .with_customer(customer);
    let link = client.create_payment_link(&request).await.unwrap();
    shown.push_str(&format!("{client:?} {request:?} {link:?}"));
    for _ in 0..3 {
        let error = client.create_payment_link(&request).await.unwrap_err();
        let mut next: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = next {
            shown.push_str(&format!("{error} {error:?}"));
            next = error.source();
        }
    }
    assert_eq!(server.arrived(), 4);
    for secret in ["canary", "Y2FuYXJ5N2YzYTo"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(!server.requests()[0].as_text().contains("Y2FuYXJ5"));
}
