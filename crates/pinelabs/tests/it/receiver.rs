//! The axum example, over real sockets: what was signed is answered 200, everything else 400.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::SystemTime;

use paylink_sandbox::Sandbox;
use pinelabs::webhook::WebhookSecret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::sandbox::sandbox;
use crate::support::order;
use crate::webhook::{BODY, ID, SIGNATURE, SIGNED_AT, TIMESTAMP, at, secret, sign};
use crate::webhook_axum::{PATH, Receiver, app};

/// The example on a free port. It stops when this is dropped.
struct Server {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Server {
    async fn start(secrets: Vec<WebhookSecret>, now: fn() -> SystemTime) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let secrets = Arc::from(secrets);
        let app = app(Receiver { secrets, now });
        let task = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { address, task }
    }

    /// Posts these headers and exactly these bytes; the status.
    async fn post(&self, headers: &[(&str, &str)], body: &[u8]) -> u16 {
        let mut request = format!(
            "POST {PATH} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
            self.address,
            body.len()
        );
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream.write_all(body).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let status = answer.split(' ').nth(1).unwrap();
        status.parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn when_signed() -> SystemTime {
    at(SIGNED_AT).into()
}

fn signed(signature: &str) -> [(&str, &str); 3] {
    [
        ("webhook-id", ID),
        ("webhook-timestamp", TIMESTAMP),
        ("webhook-signature", signature),
    ]
}

#[tokio::test]
async fn the_vector_is_taken_and_a_forged_body_is_not() {
    let server = Server::start(vec![secret()], when_signed).await;
    assert_eq!(server.post(&signed(SIGNATURE), BODY).await, 200);
    // Names of headers have no case.
    let upper = signed(SIGNATURE).map(|(name, value)| (name.to_ascii_uppercase(), value));
    let upper: Vec<_> = (upper.iter())
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    assert_eq!(server.post(&upper, BODY).await, 200);
    for forged in [
        &br#"{"payload":"tampered"}"#[..],
        br#"{ "payload": "payload" }"#,
        b"{\"payload\":\"payload\"}\n",
        b"",
        b"\xff\xfe",
    ] {
        assert_eq!(server.post(&signed(SIGNATURE), forged).await, 400);
    }
    let event =
        r#"{"event_type":"ORDER_PROCESSED","data":{"order_id":"v1-250131113650-aa-TUzeRY"}}"#;
    let signature = sign(ID, TIMESTAMP, event);
    assert_eq!(
        server.post(&signed(&signature), event.as_bytes()).await,
        200
    );
    assert_eq!(server.post(&signed(SIGNATURE), event.as_bytes()).await, 400);
}

#[tokio::test]
async fn a_delivery_without_its_headers_or_with_two_of_them_is_not_taken() {
    let server = Server::start(vec![secret()], when_signed).await;
    let all = signed(SIGNATURE);
    for index in 0..all.len() {
        let mut fewer = all.to_vec();
        let header = fewer.remove(index);
        assert_eq!(server.post(&fewer, BODY).await, 400);
        let mut more = all.to_vec();
        more.push(header);
        assert_eq!(server.post(&more, BODY).await, 400);
    }
    assert_eq!(server.post(&[], BODY).await, 400);
}

#[tokio::test]
async fn an_old_delivery_and_one_under_another_secret_are_not_taken() {
    let late = Server::start(vec![secret()], || at(SIGNED_AT + 301).into()).await;
    assert_eq!(late.post(&signed(SIGNATURE), BODY).await, 400);
    let other = || WebhookSecret::from_raw("another").unwrap();
    let stranger = Server::start(vec![other()], when_signed).await;
    assert_eq!(stranger.post(&signed(SIGNATURE), BODY).await, 400);
    let rotating = Server::start(vec![other(), secret()], when_signed).await;
    assert_eq!(rotating.post(&signed(SIGNATURE), BODY).await, 200);
}

#[tokio::test]
async fn what_the_emulator_delivers_of_a_paid_link_is_taken() {
    let (sandbox, client) = sandbox().await;
    let link = client.create_payment_link(&order()).await.unwrap();
    let id = link.payment_link_id.as_deref().unwrap();
    sandbox.pay("pinelabs", id).unwrap();
    #[expect(
        clippy::disallowed_methods,
        reason = "the sandbox signs deliveries with the real time"
    )]
    let now = SystemTime::now;
    for (secret, status) in [
        (shown_secret(&sandbox), 200),
        (WebhookSecret::from_raw("another").unwrap(), 400),
    ] {
        let server = Server::start(vec![secret], now).await;
        let url = format!("http://{}{PATH}", server.address);
        let delivery = sandbox.deliver_webhook("pinelabs", id, &url).await.unwrap();
        assert_eq!(delivery.status, status);
    }
}

fn shown_secret(sandbox: &Sandbox) -> WebhookSecret {
    WebhookSecret::from_base64(sandbox.webhook_secret("pinelabs").unwrap()).unwrap()
}
