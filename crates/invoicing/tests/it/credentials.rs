//! Credentials: refused when they cannot be one, shown nowhere.

use invoicing::{Client, ELEVATE_BILLING, Token};
use paylink_core::{BaseUrl, ErrorKind};
use paylink_sandbox::wire::Reply;

use crate::support::{CREATED, TOKEN, deposit, server};

#[test]
fn an_empty_or_broken_token_is_refused() {
    for token in [
        "",
        " ",
        "\t",
        "token\n",
        " token",
        "token\r\nx-evil: 1",
        "tökén",
    ] {
        let error = Token::new(token).unwrap_err();
        assert_eq!(
            (error.kind(), error.field()),
            (ErrorKind::Configuration, Some("token"))
        );
    }
}

#[test]
fn the_documented_address_can_be_called() {
    let base: BaseUrl = ELEVATE_BILLING.parse().unwrap();
    assert_eq!(base.as_str(), ELEVATE_BILLING);
}

#[tokio::test]
async fn the_token_is_sent_as_a_bearer() {
    let (server, client) = server(vec![Reply::json(201, CREATED)]).await;
    client.create_payment_link(&deposit()).await.unwrap();
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Bearer eyJhbGciOiJub25lIn0.canary.7f3a")
    );
}

#[tokio::test]
async fn token_and_payer_are_shown_nowhere() {
    let echo = r#"{"id":1,"paymentLink":"https://pay.canary.example","description":"canary","emailAddress":"canary"}"#;
    let refusal = r#"{"error":"canary canary","message":"canary"}"#;
    let replies = vec![
        Reply::json(201, echo),
        Reply::json(401, refusal),
        Reply::json(
            201,
            r#"{"id":"canary","amountInMajorCurrency":"canary","paymentLink":"https://canary.example"}"#,
        ),
        Reply::close(),
    ];
    let (server, client) = server(replies).await;
    let mut request = deposit().with_email_address("canary@example.com");
    request.description = "canary".into();
    let link = client.create_payment_link(&request).await.unwrap();
    let token = Token::new(TOKEN).unwrap();
    let builder = Client::builder(token.clone())
        .base_url(ELEVATE_BILLING)
        .unwrap();
    let mut shown = format!("{client:?} {token:?} {builder:?} {request:?} {link:?}");
    for _ in 0..3 {
        let error = client.create_payment_link(&request).await.unwrap_err();
        let mut next: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = next {
            shown.push_str(&format!("{error} {error:?}"));
            next = error.source();
        }
    }
    assert_eq!(server.arrived(), 4);
    assert!(!shown.contains("canary"), "{shown}");
    assert!(!shown.contains("eyJ"), "{shown}");
    assert!(!server.requests()[0].as_text().contains("eyJ"));
}
