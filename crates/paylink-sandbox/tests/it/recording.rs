//! How many requests are kept, and how many are counted.

use paylink_sandbox::Sandbox;

use crate::client::Request;

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
async fn all_are_kept_unless_asked_otherwise() {
    let sandbox = Sandbox::start().await.unwrap();
    for _ in 0..300 {
        Request::new("GET", "/v1/payment-links")
            .send(&sandbox)
            .await;
    }
    assert_eq!(sandbox.requests("meum").len(), 300);
}
