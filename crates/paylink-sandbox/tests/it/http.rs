//! What every HTTP client may expect of the sandbox.

use std::time::Duration;

use paylink_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Request, connect, post};
use crate::links::VALID;
use crate::seen::{End, see, see_until_quiet};

async fn exchange(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let mut stream = connect(sandbox).await;
    stream.write_all(bytes).await.unwrap();
    see(&mut stream).await.text()
}

#[tokio::test]
async fn an_http_1_0_client_keeps_its_connection_if_it_asks_to() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = connect(&sandbox).await;
    for _ in 0..2 {
        stream
            .write_all(b"GET /_sandbox/clock HTTP/1.0\r\nHost: localhost\r\nConnection: Keep-Alive\r\n\r\n")
            .await
            .unwrap();
        let seen = see_until_quiet(&mut stream, 1).await;
        assert!(seen.head().starts_with("HTTP/1.0 200 "), "{}", seen.head());
        assert!(seen.head().contains("connection: keep-alive"));
        assert_eq!(seen.end, End::Open);
    }
    let closed = exchange(
        &sandbox,
        b"GET /_sandbox/clock HTTP/1.0\r\nHost: localhost\r\n\r\n",
    )
    .await;
    assert!(closed.starts_with("HTTP/1.0 200 "), "{closed}");
}

#[tokio::test]
async fn answers_have_a_date_and_those_to_head_no_body() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = exchange(
        &sandbox,
        b"HEAD /_sandbox/clock HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    )
    .await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.contains("\r\ndate: ") && head.contains("\r\ncontent-length: "));
    assert_eq!(body, "");
}

#[tokio::test]
async fn a_body_over_the_cap_is_refused_so_that_the_sender_can_read_why() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, path, _, _) = VALID[2];
    let body = "x".repeat(3 * 1024 * 1024);
    let long = post(&sandbox, "meum", path, &body).await;
    assert_eq!(long.send(&sandbox).await.status, 413);

    let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let head = "POST /v1/payment-links HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    let answer = exchange(&sandbox, format!("{head}{chunk}").as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");

    // A client that asks first is not asked for it.
    let asks = "POST /v1/payment-links HTTP/1.1\r\nContent-Length: 99999999999\r\nExpect: 100-continue\r\n\r\n";
    let answer = exchange(&sandbox, asks.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(sandbox.arrived("meum"), 0);
}

#[tokio::test]
async fn a_request_that_never_comes_whole_is_given_up() {
    let sandbox = Sandbox::builder()
        .read_timeout(Duration::from_millis(50))
        .start()
        .await
        .unwrap();
    for (sent, answer) in [
        ("", ""),
        ("POST /v1/payment-links HT", ""),
        (
            "POST /v1/payment-links HTTP/1.1\r\nContent-Length: 9\r\n\r\n{",
            "HTTP/1.1 408 ",
        ),
        (
            "POST /v1/payment-links HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
            "HTTP/1.1 408 ",
        ),
    ] {
        let mut stream = connect(&sandbox).await;
        stream.write_all(sent.as_bytes()).await.unwrap();
        let seen = see(&mut stream).await;
        assert_ne!(seen.end, End::Open, "{sent}");
        assert!(
            seen.text().starts_with(answer) && seen.text().is_empty() == answer.is_empty(),
            "{sent}: {}",
            seen.text()
        );
    }
    assert_eq!(sandbox.arrived("meum"), 0);
}

#[tokio::test]
async fn a_request_after_a_spoilt_answer_is_answered_on_the_same_connection() {
    use paylink_sandbox::faults::{Fault, Strike};
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add(Strike::after(Fault::overrun()).times(1));
    let request = Request::new("GET", "/v1/payment-links")
        .authenticated(&sandbox, "meum")
        .await;
    let bytes = String::from_utf8(request.bytes(&sandbox)).unwrap();
    let keep = bytes.replace("connection: close\r\n", "");
    let answer = exchange(&sandbox, format!("{keep}{bytes}").as_bytes()).await;
    assert_eq!(answer.matches("HTTP/1.1 200 OK\r\n").count(), 2, "{answer}");
    assert_eq!(sandbox.arrived("meum"), 2);
}

#[tokio::test]
async fn idle_connections_keep_nobody_waiting() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut idle: Vec<TcpStream> = Vec::new();
    for _ in 0..200 {
        idle.push(connect(&sandbox).await);
    }
    assert_eq!(
        Request::new("GET", "/_sandbox/clock")
            .send(&sandbox)
            .await
            .status,
        200
    );
    sandbox.shutdown().await;
    for mut stream in idle {
        assert_eq!(stream.read(&mut [0]).await.unwrap_or(0), 0);
    }
}
