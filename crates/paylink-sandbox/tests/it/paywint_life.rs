//! Paywint: the payment that a link asks for, and the payments that came in.

use paylink_sandbox::{ActionError, Sandbox};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::client::{Answer, Request, ask, assert_documented, post};
use crate::links::{make, make_with};

const CONTRACT: &str = include_str!("../../contracts/paywint.json");
const PAYMENT: &str = "/api/platform/payment/get-payment/{payment_id}";
const RECEIVED: &str = "/api/platform/payment/list-received-payment/{user_id}";
const NOON: i64 = 1_767_268_800;

async fn stopped() -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(NOON).unwrap());
    sandbox
}

async fn get(sandbox: &Sandbox, id: &str) -> Answer {
    ask(
        sandbox,
        "paywint",
        "GET",
        &PAYMENT.replace("{payment_id}", id),
    )
    .await
}

async fn received(sandbox: &Sandbox, user: &str, rows: usize, page: usize) -> Value {
    let body = format!(r#"{{"rows_per_page":{rows},"page_no":{page}}}"#);
    let target = RECEIVED.replace("{user_id}", user);
    let answer = post(sandbox, "paywint", &target, &body)
        .await
        .send(sandbox)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    assert_documented(CONTRACT, RECEIVED, "post", &answer);
    answer.json()
}

#[tokio::test]
async fn a_link_that_nobody_opened_is_read_as_a_payment_that_is_not_opened() {
    let sandbox = stopped().await;
    let link = make_with(
        &sandbox,
        "paywint",
        "}",
        r#","description":"d","invoice_number":"INV-1"}"#,
    )
    .await;

    let answer = get(&sandbox, &link.id).await;

    assert_eq!(answer.status, 200);
    assert_documented(CONTRACT, PAYMENT, "get", &answer);
    assert!(answer.body.contains(r#""amount":10.00"#), "{}", answer.body);
    let payment = &answer.json()["data"];
    assert_eq!(
        (payment["payment_id"].as_str(), payment["payee_id"].as_str()),
        (Some(link.id.as_str()), Some(Sandbox::PAYWINT_USER_ID))
    );
    assert_eq!(
        (
            &payment["status"],
            &payment["payment_date"],
            &payment["payer_id"]
        ),
        (&json!("created"), &json!(null), &json!(null))
    );
    assert_eq!(
        (
            &payment["invoice_no"],
            &payment["description"],
            &payment["currency"]
        ),
        (&json!("INV-1"), &json!("d"), &json!("USD"))
    );
    assert_eq!(payment["created_at"], "2026-01-01T12:00:00.000000Z");
    let contract: Value = serde_json::from_str(CONTRACT).unwrap();
    for field in contract["components"]["schemas"]["Payment"]["properties"]
        .as_object()
        .unwrap()
        .keys()
    {
        assert!(payment.get(field).is_some(), "{field}");
    }
}

#[tokio::test]
async fn a_paid_link_is_a_payment_that_succeeded() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "paywint").await;
    sandbox.pay("paywint", &link.id).unwrap();
    let answer = get(&sandbox, &link.id).await;
    assert_documented(CONTRACT, PAYMENT, "get", &answer);
    let payment = &answer.json()["data"];
    assert_eq!(
        (&payment["status"], &payment["payment_date"]),
        (&json!("success"), &json!("2026-01-01T12:00:00.000000Z"))
    );
    assert!(payment["payer_id"].is_string());
}

#[tokio::test]
async fn an_unknown_payment_is_not_found_and_a_malformed_id_invalid() {
    let sandbox = stopped().await;
    let answer = get(&sandbox, "b91a0f36-b10b-4a31-ae12-e8b4c5ee71f4").await;
    assert_eq!(
        (answer.status, answer.text("/detail").as_str()),
        (404, "there is no such payment")
    );

    let answer = get(&sandbox, "f47ac10b-****").await;
    assert_eq!(answer.status, 422);
    assert_documented(CONTRACT, PAYMENT, "get", &answer);
}

#[tokio::test]
async fn a_page_holds_what_the_user_received_newest_first() {
    let sandbox = stopped().await;
    let mut paid = Vec::new();
    for _ in 0..23 {
        let link = make(&sandbox, "paywint").await;
        sandbox.pay("paywint", &link.id).unwrap();
        paid.push(link.id);
    }
    make(&sandbox, "paywint").await;
    paid.reverse();

    let mut listed = Vec::new();
    for (page, size) in [(1, 10), (2, 10), (3, 3), (4, 0)] {
        let answer = received(&sandbox, Sandbox::PAYWINT_USER_ID, 10, page).await;
        assert_eq!(
            (&answer["success"], &answer["totalRecords"]),
            (&json!(true), &json!(23))
        );
        let records = answer["records"].as_array().unwrap();
        assert_eq!(records.len(), size, "page {page}");
        listed.extend(
            records
                .iter()
                .map(|payment| payment["payment_id"].as_str().unwrap().to_owned()),
        );
    }
    assert_eq!(listed, paid);

    let all = received(&sandbox, &Sandbox::PAYWINT_USER_ID.to_uppercase(), 100, 1).await;
    assert_eq!(all["records"].as_array().unwrap().len(), 23);
    let stranger = received(&sandbox, "11111111-2222-4333-8444-555555555555", 100, 1).await;
    assert_eq!(
        (&stranger["records"], &stranger["totalRecords"]),
        (&json!([]), &json!(0))
    );
}

#[tokio::test]
async fn a_payment_is_opened_by_whoever_calls_its_address_or_by_the_test() {
    let sandbox = stopped().await;
    let status = async |id: &str| get(&sandbox, id).await.text("/data/status");
    for by in ["address", "test", "other language"] {
        let link = make(&sandbox, "paywint").await;
        assert_eq!(
            (link.status.as_str(), status(&link.id).await.as_str()),
            ("created", "created")
        );
        let told = sandbox.webhook("paywint", &link.id);
        assert!(
            matches!(told, Err(ActionError::NoWebhook { .. })),
            "nothing has happened yet"
        );
        match by {
            "address" => {
                let path = format!("/pay/paywint/{}", link.id);
                let page = Request::new("GET", path).send(&sandbox).await;
                assert!(page.body.contains("opened"), "{}", page.body);
            }
            "test" => assert_eq!(sandbox.open("paywint", &link.id).unwrap().status, "opened"),
            _ => {
                let path = format!("/_sandbox/paywint/links/{}/open", link.id);
                let opened = Request::new("POST", path).json("{}").send(&sandbox).await;
                assert_eq!(opened.text("/status"), "opened");
            }
        }
        assert_eq!(status(&link.id).await, "opened", "{by}");
        let told = sandbox.webhook("paywint", &link.id).unwrap();
        assert!(told.body.contains("payment.opened"), "{}", told.body);
        sandbox.pay("paywint", &link.id).unwrap();
        assert_eq!(sandbox.open("paywint", &link.id).unwrap().status, "success");
    }
    let unknown = sandbox.open("paywint", "none");
    assert!(matches!(unknown, Err(ActionError::UnknownLink { .. })));
}

#[tokio::test]
async fn opening_changes_no_other_provider_s_link() {
    let sandbox = stopped().await;
    for provider in ["pinelabs", "meum", "invoicing", "costplus"] {
        let link = make(&sandbox, provider).await;
        assert_eq!(sandbox.open(provider, &link.id).unwrap(), link);
        let unknown = sandbox.open(provider, "none");
        assert!(
            matches!(unknown, Err(ActionError::UnknownLink { .. })),
            "{provider}"
        );
    }
}
