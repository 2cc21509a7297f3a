//! `/`: the same data as the admin API, for people.

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::client::Request;
use crate::links::{make, make_with};

async fn dashboard(sandbox: &Sandbox) -> String {
    let answer = Request::new("GET", "/").send(sandbox).await;
    assert_eq!(answer.status, 200);
    answer.body
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shows_links_requests_webhooks_faults_and_the_clock_and_no_secret() {
    let sandbox = Sandbox::start().await.unwrap();
    let empty = dashboard(&sandbox).await;
    for words in [
        "No link yet.",
        "No request yet.",
        "No webhook yet.",
        "None armed, none struck.",
    ] {
        assert!(empty.contains(words), "{words}");
    }
    let receiver = ScriptedServer::start(vec![Reply::json(204, "")])
        .await
        .unwrap();
    sandbox.add_webhook("meum", &receiver.base_url()).unwrap();
    sandbox
        .faults()
        .add(Strike::before(Fault::reset()).on("costplus"));
    let link = make_with(
        &sandbox,
        "meum",
        r#""title":"t""#,
        r#""title":"<b>bold</b>""#,
    )
    .await;
    sandbox.pay("meum", &link.id).unwrap();
    while receiver.arrived() < 1 {
        tokio::task::yield_now().await;
    }
    let shown = dashboard(&sandbox).await;
    for words in [
        format!(">{}</a>", link.id),
        "<code>POST /v1/payment-links</code></td><td>201</td>".to_owned(),
        format!("<td>{}</td>", receiver.base_url()),
        "<td>reset</td><td>costplus</td><td>any</td><td>armed</td>".to_owned(),
        "The clock says <time>".to_owned(),
    ] {
        assert!(shown.contains(&words), "{words} in {shown}");
    }
    assert!(!shown.contains("<b>"));
    for provider in Sandbox::PROVIDERS {
        for (name, secret) in sandbox.credentials(provider) {
            assert!(!shown.contains(&secret), "{name}");
        }
    }
}

#[tokio::test]
async fn its_buttons_pay_and_come_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make(&sandbox, "invoicing").await;
    let (_, page) = link.url.split_once("/pay/").unwrap();
    assert!(
        dashboard(&sandbox)
            .await
            .contains(&format!("action=\"/pay/{page}\""))
    );
    let mut request = Request::new("POST", format!("/pay/{page}"));
    "then=%2F&action=pay".clone_into(&mut request.body);
    let answer = request
        .header("content-type", "application/x-www-form-urlencoded")
        .send(&sandbox)
        .await;
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
    assert!(!dashboard(&sandbox).await.contains("<form"));
}

#[tokio::test]
async fn another_host_or_site_does_not_see_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let rebound = Request::new("GET", "/").header("host", "evil.example");
    let rebound = rebound.send(&sandbox).await;
    assert!(matches!(rebound.status, 400 | 403), "{}", rebound.status);
    let other = Request::new("GET", "/").header("sec-fetch-site", "cross-site");
    assert_eq!(other.send(&sandbox).await.status, 403);
}
