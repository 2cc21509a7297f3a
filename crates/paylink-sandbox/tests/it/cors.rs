//! Pages of this machine that call the sandbox from a browser.

use paylink_sandbox::Sandbox;

use crate::client::{Answer, Request};

const PAGE: &str = "http://localhost:3000";

async fn ask(sandbox: &Sandbox, method: &'static str, path: &str, origin: &str) -> Answer {
    Request::new(method, path)
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization, content-type",
        )
        .send(sandbox)
        .await
}

#[tokio::test]
async fn a_page_of_this_machine_may_call_where_it_is_allowed() {
    let sandbox = Sandbox::builder().cors().start().await.unwrap();
    for path in ["/v1/payment-links", "/_sandbox/reset"] {
        let asked = ask(&sandbox, "OPTIONS", path, PAGE).await;
        assert_eq!(asked.status, 204, "{path}");
        assert_eq!(asked.header("access-control-allow-origin"), Some(PAGE));
        assert_eq!(
            asked.header("access-control-allow-headers"),
            Some("authorization, content-type")
        );
        assert!(
            asked
                .header("access-control-allow-methods")
                .unwrap()
                .contains("POST")
        );
    }
    // It reads refusals too.
    let refused = ask(&sandbox, "GET", "/v1/payment-links", PAGE).await;
    assert_eq!(
        (
            refused.status,
            refused.header("access-control-allow-origin")
        ),
        (401, Some(PAGE))
    );
    let other = ask(
        &sandbox,
        "OPTIONS",
        "/v1/payment-links",
        "https://evil.example",
    )
    .await;
    assert_eq!(
        (other.status, other.header("access-control-allow-origin")),
        (403, None)
    );
}

#[tokio::test]
async fn no_page_may_call_otherwise() {
    let sandbox = Sandbox::start().await.unwrap();
    let asked = ask(&sandbox, "OPTIONS", "/v1/payment-links", PAGE).await;
    assert_eq!(asked.header("access-control-allow-origin"), None);
    assert_ne!(asked.status, 204);
}
