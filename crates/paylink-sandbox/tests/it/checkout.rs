//! The page at a link's address, without a browser: what it says, what its forms do, and where it
//! leads.

use paylink_sandbox::{HeldLink, Sandbox};
use time::macros::datetime;

use crate::client::{Answer, Request};
use crate::links::{make, make_with};

fn path(link: &HeldLink) -> String {
    let (_, page) = link.url.split_once("/pay/").unwrap();
    format!("/pay/{page}")
}

async fn page(sandbox: &Sandbox, link: &HeldLink) -> Answer {
    Request::new("GET", path(link)).send(sandbox).await
}

/// A form of the page, as a browser sends it.
async fn submit(sandbox: &Sandbox, link: &HeldLink, form: &str) -> Answer {
    let mut request = Request::new("POST", path(link));
    form.clone_into(&mut request.body);
    request
        .header("content-type", "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .send(sandbox)
        .await
}

fn status(sandbox: &Sandbox, provider: &str) -> String {
    sandbox.links(provider).pop().unwrap().status
}

#[tokio::test]
async fn every_link_is_paid_on_its_page_and_says_so_afterwards() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, paid) in [
        ("paywint", "success"),
        ("pinelabs", "PROCESSED"),
        ("invoicing", "paid"),
        ("costplus", "completed"),
    ] {
        let link = make(&sandbox, provider).await;
        let before = page(&sandbox, &link).await;
        assert_eq!(before.status, 200);
        assert!(before.body.contains("<strong>No money moves.</strong>"));
        let answer = submit(&sandbox, &link, "action=pay").await;
        assert_eq!(answer.status, 303, "{provider}: {}", answer.body);
        assert_eq!(answer.header("location"), Some(path(&link).as_str()));
        assert_eq!(status(&sandbox, provider), paid);
        let after = page(&sandbox, &link).await;
        assert!(
            after.body.contains("This payment link is paid."),
            "{provider}"
        );
        assert!(!after.body.contains("<form"), "{provider}");
        // A browser that sends it again pays nothing.
        let again = submit(&sandbox, &link, "action=pay").await;
        assert_eq!(again.status, 409, "{provider}");
    }
}

#[tokio::test]
async fn the_payer_goes_where_the_merchant_says() {
    let sandbox = Sandbox::start().await.unwrap();
    let urls =
        r#","return_url":"https://shop.example/ok?o=1","failure_url":"https://shop.example/no"}"#;
    let paid = make_with(&sandbox, "costplus", "}", urls).await;
    let shown = page(&sandbox, &paid).await;
    let policy = shown.header("content-security-policy").unwrap();
    assert!(
        policy.contains("form-action 'self' https://shop.example https://shop.example;"),
        "{policy}"
    );
    let answer = submit(&sandbox, &paid, "action=pay").await;
    assert_eq!(
        answer.header("location"),
        Some("https://shop.example/ok?o=1")
    );
    let declined = make_with(&sandbox, "costplus", "}", urls).await;
    let answer = submit(&sandbox, &declined, "action=decline").await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (303, Some("https://shop.example/no"))
    );
    assert_eq!(status(&sandbox, "costplus"), "all_unsuccessful");
    // Another attempt is possible.
    let answer = submit(&sandbox, &declined, "action=pay").await;
    assert_eq!(answer.status, 303);
    assert_eq!(status(&sandbox, "costplus"), "completed");
    // Only to a page of the web.
    let script = make_with(
        &sandbox,
        "costplus",
        "}",
        r#","return_url":"javascript:alert(1)"}"#,
    )
    .await;
    let answer = submit(&sandbox, &script, "action=pay").await;
    assert_eq!(answer.header("location"), Some(path(&script).as_str()));
    // And to none that would be a header of its own.
    let lines = r#","return_url":"http://127.0.0.1/\r\nset-cookie: a=b"}"#;
    let lines = make_with(&sandbox, "costplus", "}", lines).await;
    let answer = submit(&sandbox, &lines, "action=pay").await;
    assert_eq!(
        (answer.header("location"), answer.header("set-cookie")),
        (Some(path(&lines).as_str()), None)
    );
}

#[tokio::test]
async fn a_declined_payment_changes_what_the_provider_documents() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, state) in [
        ("paywint", "failed"),
        ("pinelabs", "CREATED"),
        ("meum", "active"),
        ("invoicing", "created"),
        ("costplus", "all_unsuccessful"),
    ] {
        let link = make(&sandbox, provider).await;
        let answer = submit(&sandbox, &link, "action=decline").await;
        assert_eq!(answer.status, 303, "{provider}: {}", answer.body);
        assert_eq!(status(&sandbox, provider), state, "{provider}");
    }
    let webhook = sandbox
        .webhook("paywint", &sandbox.links("paywint")[0].id)
        .unwrap();
    assert!(
        webhook.body.starts_with(r#"{"event":"payment.failed""#),
        "{}",
        webhook.body
    );
    let webhook = sandbox
        .webhook("meum", &sandbox.links("meum")[0].id)
        .unwrap();
    let event: serde_json::Value = serde_json::from_str(&webhook.body).unwrap();
    assert_eq!(event["type"], "invoice.failed");
    assert_eq!(event["data"]["status"], "failed");
}

#[tokio::test]
async fn a_part_is_paid_where_the_link_takes_parts() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make_with(
        &sandbox,
        "pinelabs",
        r#""r-1""#,
        r#""r-1","part_payment":true"#,
    )
    .await;
    let shown = page(&sandbox, &link).await.body;
    assert!(shown.contains("Pay a part"), "{shown}");
    let answer = submit(&sandbox, &link, "action=pay&amount=4.00").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(status(&sandbox, "pinelabs"), "PARTIAL_PROCESSED");
    let shown = page(&sandbox, &link).await.body;
    assert!(
        shown.contains("6.00 <small>INR</small><small> due of 10.00</small>"),
        "{shown}"
    );
    let over = submit(&sandbox, &link, "action=pay&amount=6.01").await;
    assert_eq!(over.status, 422);
    assert!(
        over.body
            .contains(r#"role="alert">The amount is more than is due."#),
        "{}",
        over.body
    );
    assert_eq!(submit(&sandbox, &link, "action=pay").await.status, 303);
    assert_eq!(status(&sandbox, "pinelabs"), "PROCESSED");
}

#[tokio::test]
async fn an_amount_that_the_payer_chooses_is_checked_on_the_server() {
    let sandbox = Sandbox::start().await.unwrap();
    let open = r#"{"title":"Gift","amount_mode":"customer_defined_amount","min_amount":"5.00","max_amount":"50.00","suggested_amounts":[10,25.50]"#;
    let link = make_with(
        &sandbox,
        "meum",
        r#"{"title":"t","amount_mode":"fixed_amount","amount":"10.00""#,
        open,
    )
    .await;
    let shown = page(&sandbox, &link).await.body;
    assert!(
        shown.contains(r#"<p class="hint" id="bounds">From 5.00 to 50.00.</p>"#),
        "{shown}"
    );
    assert!(
        shown.contains(r#"<label for="amount">Amount in USD</label>"#),
        "{shown}"
    );
    assert!(
        shown.contains(r#"name="suggested" value="25.50""#),
        "{shown}"
    );
    for (amount, words) in [
        ("4.99", "The amount is less than the link&#39;s least."),
        ("50.01", "The amount is more than the link&#39;s greatest."),
        (
            "1e1",
            "The amount is not a number with the decimals of its currency.",
        ),
        ("", "The amount is for the customer to set: give one."),
    ] {
        let answer = submit(&sandbox, &link, &format!("action=pay&amount={amount}")).await;
        assert_eq!(answer.status, 422, "{amount}");
        let plain = answer.body.replace('\'', "&#39;");
        assert!(plain.contains(words), "{amount}: {}", answer.body);
    }
    assert_eq!(
        submit(&sandbox, &link, "action=pay&amount=12.34")
            .await
            .status,
        303
    );
    assert_eq!(
        submit(&sandbox, &link, "suggested=25.50&amount=")
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn ended_cancelled_hidden_and_missing_links_have_a_page_that_says_so() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(datetime!(2026-01-01 12:00 UTC));
    let ended = make_with(&sandbox, "costplus", "}", r#","expiration_period":"P1D"}"#).await;
    sandbox.clock().stop_at(datetime!(2026-01-03 12:00 UTC));
    let shown = page(&sandbox, &ended).await;
    assert_eq!(shown.status, 200);
    assert!(
        shown.body.contains("This payment link has expired."),
        "{}",
        shown.body
    );
    assert_eq!(submit(&sandbox, &ended, "action=pay").await.status, 409);
    let hidden = make_with(&sandbox, "meum", "}", r#","public_visible":false}"#).await;
    let shown = page(&sandbox, &hidden).await;
    assert_eq!(shown.status, 404);
    assert!(
        shown
            .body
            .contains("The merchant does not show this payment link publicly.")
    );
    assert!(!shown.body.contains(&hidden.id));
    let missing = Request::new("GET", "/pay/meum/nothing")
        .send(&sandbox)
        .await;
    assert_eq!(missing.status, 404);
    assert!(
        missing
            .body
            .contains("There is no payment link at this address.")
    );
}

#[tokio::test]
async fn no_text_of_a_merchant_is_markup_and_nothing_is_loaded() {
    let sandbox = Sandbox::start().await.unwrap();
    let title = r#""title":"<script>alert(1)</script>\"'><img src=x onerror=alert(2)>""#;
    let link = make_with(&sandbox, "meum", r#""title":"t""#, title).await;
    let shown = page(&sandbox, &link).await;
    assert!(!shown.body.contains("<script"), "{}", shown.body);
    assert!(!shown.body.contains("<img"), "{}", shown.body);
    assert!(
        shown.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{}",
        shown.body
    );
    let policy = shown.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    assert!(
        policy.ends_with("form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        "{policy}"
    );
    assert_eq!(shown.header("x-content-type-options"), Some("nosniff"));
    for outside in ["http://", "https://", "<link", "<iframe", "url("] {
        assert!(!shown.body.contains(outside), "{outside}: {}", shown.body);
    }
}

#[tokio::test]
async fn a_page_of_another_site_cannot_pay() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make(&sandbox, "invoicing").await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let mut request = Request::new("POST", path(&link));
        "action=pay".clone_into(&mut request.body);
        let answer = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value)
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, 403, "{name}");
    }
    assert_eq!(status(&sandbox, "invoicing"), "created");
}
