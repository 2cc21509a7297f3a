//! How many requests are kept, and how many are counted.

use paylink_sandbox::Sandbox;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::{Request, connect, post};

async fn with_requests(latest: usize, sent: usize) -> Sandbox {
    let sandbox = Sandbox::builder()
        .keep_requests(latest)
        .start()
        .await
        .unwrap();
    for number in 0..sent {
        Request::new("GET", format!("/v1/payment-links?limit={number}"))
            .send(&sandbox)
            .await;
    }
    sandbox
}

#[tokio::test]
async fn the_latest_are_kept_and_all_are_counted() {
    for (latest, first_kept) in [(0, 5), (1, 4), (3, 2), (5, 0), (9, 0)] {
        let sandbox = with_requests(latest, 5).await;
        let kept = sandbox.requests("meum");
        let expected: Vec<_> = (first_kept..5)
            .map(|number| format!("/v1/payment-links?limit={number}"))
            .collect();
        let targets: Vec<_> = kept.into_iter().map(|request| request.target).collect();
        assert_eq!(targets, expected, "{latest}");
        assert_eq!(sandbox.arrived("meum"), 5, "{latest}");
    }
}

#[tokio::test]
async fn ten_thousand_are_kept_unless_asked_otherwise() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut stream = connect(&sandbox).await;
    let (mut reader, mut writer) = stream.split();
    let sent = 10_005;
    let sending = async {
        for number in 0..sent {
            let head =
                format!("GET /v1/payment-links?limit={number} HTTP/1.1\r\nhost: localhost\r\n\r\n");
            writer.write_all(head.as_bytes()).await.unwrap();
        }
    };
    let reading = async {
        let mut buffer = vec![0; 1 << 16];
        while sandbox.arrived("meum") < sent {
            assert_ne!(reader.read(&mut buffer).await.unwrap(), 0);
        }
    };
    tokio::join!(sending, reading);
    let kept = sandbox.requests("meum");
    assert_eq!(kept.len(), 10_000);
    assert_eq!(kept[0].target, "/v1/payment-links?limit=5");
}

#[tokio::test]
async fn of_what_a_stranger_sends_little_is_kept() {
    let sandbox = Sandbox::start().await.unwrap();
    let long = "x".repeat(20_000);
    let body = format!(r#"{{"title":"{long}"}}"#);
    let post = |path: &str| {
        let request = Request::new("POST", path).json(&*body);
        request.header("x-long", &*long).header("x-short", "kept")
    };
    let token = r#"{"client_id":"a","client_secret":"b","grant_type":"client_credentials","x":""#;
    let token = format!("{token}{long}\"}}");
    let requests = [
        ("meum", post("/v1/payment-links"), 401),
        ("meum", post("/v1/no-such-path"), 404),
        ("meum", post(&format!("/v1/{long}")), 404),
        (
            "meum",
            Request {
                method: "DELETE",
                ..post("/v1/payment-links")
            },
            405,
        ),
        (
            "pinelabs",
            Request {
                body: token,
                ..post("/api/auth/v1/token")
            },
            422,
        ),
        (
            "paywint",
            post("/api/platform/payment/create-payment-link/x"),
            422,
        ),
    ];
    for (provider, request, status) in requests {
        assert_eq!(request.send(&sandbox).await.status, status, "{provider}");
        let kept = sandbox.requests(provider).pop().unwrap();
        let headers = kept
            .headers
            .iter()
            .map(|(name, value)| name.len() + value.len());
        assert!(kept.target.len() <= 512 && kept.body.len() <= 512);
        assert!(headers.sum::<usize>() <= 512);
        assert_eq!(kept.header("x-short"), Some("kept"));
    }
}

#[tokio::test]
async fn of_a_known_sender_a_documented_request_is_kept_whole() {
    let sandbox = Sandbox::start().await.unwrap();
    let title = "x".repeat(60_000);
    for (length, kept) in [(60_000, 60_012), (600_000, 64 * 1024)] {
        let body = format!(r#"{{"title":"{}"}}"#, title.repeat(length / 60_000));
        let request = post(&sandbox, "meum", "/v1/payment-links", &body).await;
        request.send(&sandbox).await;
        assert_eq!(sandbox.requests("meum").pop().unwrap().body.len(), kept);
    }
}
