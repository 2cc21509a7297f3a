//! Somebody who would rather look.

use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::browser::Browser;
use crate::links::{make, make_with};

#[tokio::test(flavor = "multi_thread")]
async fn requests_appear_as_they_arrive_and_a_button_pays() {
    let Some(browser) = Browser::open(1200, 1000).await else {
        return;
    };
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    sandbox.add_webhook("meum", &receiver.base_url()).unwrap();
    let address = sandbox.admin_url("meum").unwrap();
    let (origin, _) = address.split_once("/_sandbox/").unwrap();
    browser.goto(origin).await;
    browser.sees("No request yet.").await;
    // Made while the page is open: nobody reloads it.
    let link = make(&sandbox, "invoicing").await;
    browser.sees("POST /v1/payment-provider-payment-link").await;
    browser.click("Pay").await;
    browser.sees("paid").await;
    assert_eq!(sandbox.links("invoicing")[0].status, "paid");
    assert_eq!(sandbox.links("invoicing")[0].id, link.id);
    let gift = make_with(&sandbox, "meum", r#""title":"t""#, r#""title":"Gift""#).await;
    make(&sandbox, "costplus").await;
    sandbox.pay("meum", &gift.id).unwrap();
    browser.sees(&receiver.base_url()).await;
    browser.picture("dashboard").await;
    browser.close().await;
}
