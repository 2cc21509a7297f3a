//! A payer with a browser.

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use thirtyfour::Key;
use time::macros::datetime;

use crate::browser::Browser;
use crate::links::{make, make_with};

async fn shop() -> ScriptedServer {
    let page = Reply::text(
        200,
        "text/html",
        "<!doctype html><title>Shop</title><h1>Welcome back</h1>",
    );
    ScriptedServer::start(vec![page]).await.unwrap()
}

/// A CostPlus link with addresses of a shop on this machine.
fn addresses(shop: &ScriptedServer, hook: &ScriptedServer) -> String {
    format!(
        r#","description":"Two tickets, row 7","return_url":"{0}/ok?order=1","failure_url":"{0}/failed","webhook_url":"{1}/hook"}}"#,
        shop.base_url(),
        hook.base_url()
    )
}

async fn hook() -> ScriptedServer {
    ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_pays_is_sent_to_the_shop_and_the_webhook_arrives() {
    let Some(browser) = Browser::open(900, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let (shop, hook) = (shop().await, hook().await);
    let link = make_with(&sandbox, "costplus", "}", &addresses(&shop, &hook)).await;
    browser.goto(&link.url).await;
    browser.sees("Two tickets, row 7").await;
    browser.sees("10.00 EUR").await;
    browser.sees("No money moves.").await;
    browser.picture("checkout").await;
    browser.click("Pay").await;
    browser.sees("Welcome back").await;
    assert_eq!(
        browser.address().await,
        format!("{}/ok?order=1", shop.base_url())
    );
    while hook.arrived() < 1 {
        tokio::task::yield_now().await;
    }
    assert_eq!(sandbox.links("costplus")[0].status, "completed");
    // The address shows what has become of it.
    browser.goto(&link.url).await;
    browser.sees("This payment link is paid.").await;
    browser.picture("paid").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_declines_and_is_sent_to_the_other_address() {
    let Some(browser) = Browser::open(900, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let (shop, hook) = (shop().await, hook().await);
    let link = make_with(&sandbox, "costplus", "}", &addresses(&shop, &hook)).await;
    browser.goto(&link.url).await;
    browser.click("Decline").await;
    browser.sees("Welcome back").await;
    assert_eq!(
        browser.address().await,
        format!("{}/failed", shop.base_url())
    );
    assert_eq!(sandbox.links("costplus")[0].status, "all_unsuccessful");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_pays_a_part_and_then_the_rest() {
    let Some(browser) = Browser::open(900, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let parts = r#""r-1","part_payment":true,"description":"Deposit""#;
    let link = make_with(&sandbox, "pinelabs", r#""r-1""#, parts).await;
    browser.goto(&link.url).await;
    browser.fill("part", "4.00").await;
    browser.click("Pay a part").await;
    browser.sees("due of 10.00").await;
    browser.fill("part", "99").await;
    browser.click("Pay a part").await;
    browser.sees("The amount is more than is due.").await;
    browser.click("Pay the rest").await;
    browser.sees("This payment link is paid.").await;
    assert_eq!(sandbox.links("pinelabs")[0].status, "PROCESSED");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_link_says_so() {
    let Some(browser) = Browser::open(900, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(datetime!(2026-01-01 12:00 UTC));
    let day = r#","description":"Early bird","expiration_period":"P1D"}"#;
    let link = make_with(&sandbox, "costplus", "}", day).await;
    sandbox.clock().stop_at(datetime!(2026-01-03 12:00 UTC));
    browser.goto(&link.url).await;
    browser.sees("This payment link has expired.").await;
    browser.picture("ended").await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_with_markup_is_text_and_no_script_runs() {
    let Some(browser) = Browser::open(900, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let title = r#""title":"<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">""#;
    let link = make_with(&sandbox, "meum", r#""title":"t""#, title).await;
    browser.goto(&link.url).await;
    let shown = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">";
    assert!(browser.text().await.contains(shown));
    let title = browser.script("return document.title").await;
    assert_eq!(title, format!("{shown} · Meum"));
    assert_eq!(browser.script("return document.scripts.length").await, 0);
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payer_needs_no_mouse_and_no_wide_screen() {
    let Some(browser) = Browser::open(500, 900).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let open = r#"{"title":"A gift for the library, with a title that is longer than a narrow screen is wide","amount_mode":"customer_defined_amount","min_amount":"5.00","max_amount":"50.00","suggested_amounts":[10,25.50]"#;
    let fixed = r#"{"title":"t","amount_mode":"fixed_amount","amount":"10.00""#;
    let link = make_with(&sandbox, "meum", fixed, open).await;
    browser.goto(&link.url).await;
    browser.picture("choose-amount").await;
    let fits =
        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
    assert_eq!(browser.script(fits).await, true);
    // The field has a name for those who do not see it.
    let label = "return document.getElementById('amount').labels[0].textContent";
    assert_eq!(browser.script(label).await, "Amount in USD");
    browser.press(Key::Tab + "12.34" + Key::Enter).await;
    while sandbox.requests("meum").is_empty() || sandbox.webhook("meum", &link.id).is_err() {
        tokio::task::yield_now().await;
    }
    let told: serde_json::Value =
        serde_json::from_str(&sandbox.webhook("meum", &link.id).unwrap().body).unwrap();
    assert_eq!(told["data"]["amount"], "12.34");
    // The page after the payment: its field is empty again. Until then the browser is loading.
    while browser
        .script("return document.readyState + document.getElementById('amount')?.value")
        .await
        != "complete"
    {
        tokio::task::yield_now().await;
    }
    let plain = make(&sandbox, "invoicing").await;
    browser.goto(&plain.url).await;
    browser.press(Key::Tab + Key::Enter).await;
    browser.sees("This payment link is paid.").await;
    browser.close().await;
}
