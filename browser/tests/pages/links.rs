//! Links of a sandbox, made with the smallest requests that its providers take.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use paylink_sandbox::{HeldLink, Sandbox};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Makes a link of the small valid request, with other text in it where it is replaced.
pub(crate) async fn make_with(
    sandbox: &Sandbox,
    provider: &str,
    replaced: &str,
    by: &str,
) -> HeldLink {
    let (path, body) = match provider {
        "pinelabs" => (
            "/api/pay/v1/paymentlink",
            r#"{"amount":{"value":1000,"currency":"INR"},"merchant_payment_link_reference":"r-1"}"#,
        ),
        "meum" => (
            "/v1/payment-links",
            r#"{"title":"t","amount_mode":"fixed_amount","amount":"10.00"}"#,
        ),
        "invoicing" => (
            "/v1/payment-provider-payment-link",
            r#"{"paymentProviderId":1,"amountInMajorCurrency":10.00,"description":"d"}"#,
        ),
        "costplus" => (
            "/v1/paymentlinks/",
            r#"{"merchant_order_id":"o-1","amount":1000,"currency":"EUR"}"#,
        ),
        _ => panic!("{provider}"),
    };
    let authorization = authorization(sandbox, provider).await;
    let answer = post(
        sandbox,
        path,
        &authorization,
        &body.replacen(replaced, by, 1),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{provider}: {answer}");
    sandbox.links(provider).pop().unwrap()
}

pub(crate) async fn make(sandbox: &Sandbox, provider: &str) -> HeldLink {
    make_with(sandbox, provider, "", "").await
}

async fn authorization(sandbox: &Sandbox, provider: &str) -> String {
    let credentials = sandbox.credentials(provider);
    let (_, first) = &credentials[0];
    match provider {
        "costplus" => format!("Basic {}", STANDARD.encode(format!("{first}:"))),
        "pinelabs" => {
            let asked = serde_json::json!({
                "client_id": first,
                "client_secret": credentials[1].1,
                "grant_type": "client_credentials",
            });
            let answer = post(sandbox, "/api/auth/v1/token", "", &asked.to_string()).await;
            let (_, body) = answer.split_once("\r\n\r\n").unwrap();
            let token: serde_json::Value = serde_json::from_str(body).unwrap();
            format!("Bearer {}", token["access_token"].as_str().unwrap())
        }
        _ => format!("Bearer {first}"),
    }
}

async fn post(sandbox: &Sandbox, path: &str, authorization: &str, body: &str) -> String {
    let base_url = sandbox.base_url("meum").unwrap();
    let authority = base_url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(authority).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {authority}\r\nauthorization: {authorization}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
