//! A sandbox that is started again with the file of the one before.

use std::path::Path;
use std::time::Duration;

use paylink_sandbox::{Account, HeldLink, Sandbox, SandboxBuilder};
use time::macros::datetime;

use crate::client::{Answer, Request, ask, post, token};
use crate::links::{VALID, make};

fn kept(file: &Path) -> SandboxBuilder {
    Sandbox::builder().state(file)
}

fn all_links(sandbox: &Sandbox) -> Vec<HeldLink> {
    let origin = sandbox.base_url("paywint").unwrap();
    let links = Sandbox::PROVIDERS
        .into_iter()
        .flat_map(|name| sandbox.links(name));
    // The port is another one.
    links
        .map(|mut link| {
            link.url = link.url.replace(&origin, "");
            link
        })
        .collect()
}

#[tokio::test]
async fn links_and_what_happened_to_them_are_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file).start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let first = make(&sandbox, provider).await;
        sandbox.pay(provider, &first.id).unwrap();
    }
    for provider in ["meum", "costplus", "paywint", "invoicing"] {
        make(&sandbox, provider).await;
    }
    let failed = make(&sandbox, "paywint").await;
    sandbox.decline("paywint", &failed.id).unwrap();
    sandbox
        .add_webhook("meum", "http://127.0.0.1:9/hook")
        .unwrap();
    let before = all_links(&sandbox);
    let credentials = Sandbox::PROVIDERS.map(|name| sandbox.credentials(name));
    let secret = sandbox.webhook_secret("meum");
    let token = token(&sandbox).await;
    let order = ask(&sandbox, "costplus", "GET", &first_costplus(&sandbox)).await;
    let order = order.text("/completed_order_id");
    let invoices = ask(&sandbox, "meum", "GET", &first_meum_invoices(&sandbox))
        .await
        .body;
    sandbox.shutdown().await;

    let sandbox = kept(&file).start().await.unwrap();
    assert_eq!(all_links(&sandbox), before);
    assert_eq!(
        Sandbox::PROVIDERS.map(|name| sandbox.credentials(name)),
        credentials
    );
    assert_eq!(sandbox.webhook_secret("meum"), secret);
    let path = format!(
        "/api/pay/v1/paymentlink/{}",
        sandbox.links("pinelabs")[0].id
    );
    let with_old_token =
        Request::new("GET", path).header("authorization", format!("Bearer {token}"));
    assert_eq!(with_old_token.send(&sandbox).await.status, 200);
    let order = ask(&sandbox, "costplus", "GET", &format!("/v1/orders/{order}/")).await;
    assert_eq!(order.text("/status"), "completed");
    let again = ask(&sandbox, "meum", "GET", &first_meum_invoices(&sandbox))
        .await
        .body;
    assert_eq!(again, invoices);
    let received =
        "/api/platform/payment/list-received-payment/f47ac10b-58cc-4372-a567-0e02b2c3d479";
    let received = post(
        &sandbox,
        "paywint",
        received,
        r#"{"rows_per_page":10,"page_no":1}"#,
    )
    .await;
    assert_eq!(received.send(&sandbox).await.json()["totalRecords"], 1);
    let receivers = Request::new("GET", "/_sandbox/webhooks")
        .send(&sandbox)
        .await;
    assert_eq!(
        receivers.text("/endpoints/0/url"),
        "http://127.0.0.1:9/hook"
    );

    // What is made now is none of those before.
    let new = make(&sandbox, "meum").await;
    assert!(before.iter().all(|link| link.id != new.id));
    assert_eq!(sandbox.held("meum"), 3);
}

fn first_costplus(sandbox: &Sandbox) -> String {
    format!("/v1/paymentlinks/{}/", sandbox.links("costplus")[0].id)
}

fn first_meum_invoices(sandbox: &Sandbox) -> String {
    format!("/v1/payment-links/{}/invoices", sandbox.links("meum")[0].id)
}

async fn create_meum(sandbox: &Sandbox, key: &str) -> Answer {
    let (_, path, body, _) = VALID[2];
    let request = post(sandbox, "meum", path, body).await;
    request.header("Idempotency-Key", key).send(sandbox).await
}

#[tokio::test]
async fn a_repeated_key_or_reference_gets_what_it_got_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file)
        .listen(([127, 0, 0, 1], 0).into())
        .start()
        .await
        .unwrap();
    let origin = sandbox.base_url("meum").unwrap();
    let first = create_meum(&sandbox, "k-1").await;
    let id = first.text("/id");
    let reference = make(&sandbox, "pinelabs").await;
    // The answer to the key stays the original one when the link changes.
    sandbox.pay("meum", &id).unwrap();
    let again = create_meum(&sandbox, "k-1").await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    sandbox.shutdown().await;

    let sandbox = kept(&file).start().await.unwrap();
    let again = create_meum(&sandbox, "k-1").await;
    let body = again
        .body
        .replace(&sandbox.base_url("meum").unwrap(), &origin);
    assert_eq!((again.status, body), (201, first.body));
    assert_ne!(create_meum(&sandbox, "k-2").await.text("/id"), id);
    assert_eq!(make(&sandbox, "pinelabs").await.id, reference.id);
}

#[tokio::test]
async fn the_clock_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file).start().await.unwrap();
    sandbox
        .clock()
        .advance(Duration::from_secs(365 * 24 * 60 * 60));
    let ahead = sandbox.clock().now();
    sandbox.shutdown().await;
    let sandbox = kept(&file).start().await.unwrap();
    assert!(sandbox.clock().now() >= ahead);
    let stopped = datetime!(2026-01-15 12:00:00.123456789 UTC);
    sandbox.clock().stop_at(stopped);
    sandbox.shutdown().await;
    let sandbox = kept(&file).start().await.unwrap();
    assert_eq!(sandbox.clock().now(), stopped);
}

#[tokio::test]
async fn accounts_are_found_by_their_names_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let account = |name: &str| Account::new("meum", name);
    let sandbox = kept(&file)
        .account(account("a"))
        .account(account("b"))
        .start()
        .await
        .unwrap();
    let a = sandbox.account_credentials("meum", "a");
    create_meum(&sandbox, "k").await;
    sandbox.shutdown().await;

    let sandbox = kept(&file)
        .account(account("c"))
        .account(account("b"))
        .start()
        .await
        .unwrap();
    assert_eq!(sandbox.accounts("meum"), ["c", "b", "a"]);
    assert_eq!(sandbox.account_credentials("meum", "a"), a);
    assert_eq!(sandbox.links("meum")[0].account, "a");
    // The key is account a's: for another one it is new.
    create_meum(&sandbox, "k").await;
    assert_eq!(sandbox.held("meum"), 2);
    sandbox.reset_account("meum", "a").unwrap();
    assert_eq!(sandbox.links("meum")[0].account, "c");
}

#[tokio::test]
async fn an_account_keeps_the_currency_of_its_links() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file).currency("EUR").start().await.unwrap();
    create_meum(&sandbox, "k").await;
    sandbox.shutdown().await;
    let sandbox = kept(&file).start().await.unwrap();
    let listed = ask(&sandbox, "meum", "GET", "/v1/payment-links").await;
    assert_eq!(listed.text("/data/0/currency"), "EUR");
}

#[tokio::test]
async fn links_of_an_account_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    for _ in 0..2 {
        let account = Account::new("meum", "a")
            .link(VALID[2].2)
            .webhook("http://127.0.0.1:9/");
        let sandbox = kept(&file).account(account).start().await.unwrap();
        assert_eq!(sandbox.held("meum"), 1);
        let receivers = Request::new("GET", "/_sandbox/webhooks")
            .send(&sandbox)
            .await;
        assert_eq!(receivers.json()["endpoints"].as_array().unwrap().len(), 1);
        sandbox.shutdown().await;
    }
}

#[tokio::test]
async fn without_a_shutdown_the_file_is_written_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file).start().await.unwrap();
    let link = make(&sandbox, "meum").await;
    while !std::fs::read_to_string(&file).is_ok_and(|text| text.contains("fixed_amount")) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(sandbox);
    let sandbox = kept(&file).start().await.unwrap();
    assert_eq!(sandbox.links("meum")[0].id, link.id);
}

#[tokio::test]
async fn a_file_that_is_no_state_of_this_sandbox_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let sandbox = kept(&file).seed(1).start().await.unwrap();
    sandbox.shutdown().await;
    let other = kept(&file).seed(2).start().await.unwrap_err().to_string();
    assert_eq!(
        other,
        "the state was made with another seed: leave the seed out, or use another file"
    );
    kept(&file).seed(1).start().await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    for (text, expected) in [
        (String::new(), "is not the state of a sandbox"),
        ("[]".to_owned(), "is not the state of a sandbox"),
        (
            text.replacen("\"form\":1", "\"form\":9", 1),
            "has form 9; this sandbox reads form 1",
        ),
        (
            text.replacen("\"seed\":\"", "\"seed\":\"x", 1),
            "the seed of the state cannot be read",
        ),
        (
            text.replacen("\"payments\"", "\"payment\"", 1),
            "what the state holds of paywint cannot be read",
        ),
    ] {
        std::fs::write(&file, &text).unwrap();
        let error = kept(&file).start().await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            text,
            "it is left as it was"
        );
    }
}

#[tokio::test]
async fn a_state_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let sandbox = kept(&inner.join("state.json")).start().await.unwrap();
    sandbox.save().unwrap();
    std::fs::remove_dir_all(&inner).unwrap();
    make(&sandbox, "meum").await;
    assert!(
        sandbox
            .save()
            .unwrap_err()
            .to_string()
            .contains("cannot be used")
    );
    loop {
        let health = Request::new("GET", "/_sandbox/health").send(&sandbox).await;
        if health.status == 500 {
            assert!(
                health.text("/error").contains("the state's file"),
                "{}",
                health.body
            );
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
