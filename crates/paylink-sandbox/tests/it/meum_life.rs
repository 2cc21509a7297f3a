//! Meum: what can happen to a link after it was made.

use std::time::Duration;

use paylink_sandbox::{ActionError, HeldLink, Sandbox};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::client::{Answer, Request, ask, assert_documented, post};
use crate::links::{make, make_with};

const CONTRACT: &str = include_str!("../../contracts/meum.json");
pub(crate) const LINKS: &str = "/v1/payment-links";
const LINK: &str = "/v1/payment-links/{id}";
const ACTIVATE: &str = "/v1/payment-links/{id}/activate";
const DEACTIVATE: &str = "/v1/payment-links/{id}/deactivate";
pub(crate) const INVOICES: &str = "/v1/payment-links/{id}/invoices";
const NOON: i64 = 1_767_268_800;

pub(crate) async fn stopped() -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(NOON).unwrap());
    sandbox
}

pub(crate) async fn call(
    sandbox: &Sandbox,
    method: &'static str,
    template: &str,
    id: &str,
    query: &str,
) -> Answer {
    let target = format!("{}{query}", template.replace("{id}", id));
    let answer = ask(sandbox, "meum", method, &target).await;
    assert_documented(CONTRACT, template, &method.to_lowercase(), &answer);
    answer
}

async fn get(sandbox: &Sandbox, link: &HeldLink) -> Value {
    call(sandbox, "GET", LINK, &link.id, "").await.json()
}

async fn patch(sandbox: &Sandbox, link: &HeldLink, body: &str) -> Answer {
    let answer = Request::new("PATCH", LINK.replace("{id}", &link.id))
        .json(body)
        .authenticated(sandbox, "meum")
        .await
        .send(sandbox)
        .await;
    assert_documented(CONTRACT, LINK, "patch", &answer);
    answer
}

/// All pages, each as the ids on it.
pub(crate) async fn pages(
    sandbox: &Sandbox,
    template: &str,
    id: &str,
    limit: usize,
) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut query = format!("?limit={limit}");
    loop {
        let page = call(sandbox, "GET", template, id, &query).await.json();
        let ids = page["data"].as_array().unwrap().iter();
        pages.push(
            ids.map(|item| item["id"].as_str().unwrap().to_owned())
                .collect(),
        );
        assert_eq!(page["has_more"], json!(page["next_cursor"].is_string()));
        let Some(cursor) = page["next_cursor"].as_str() else {
            return pages;
        };
        query = format!("?starting_after={cursor}&limit={limit}");
    }
}

#[tokio::test]
async fn a_link_is_read_as_it_was_made() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;
    let read = get(&sandbox, &link).await;
    assert_eq!(
        (read["id"].as_str(), &read["amount"]),
        (Some(link.id.as_str()), &json!("10.00"))
    );
    assert_eq!(
        (&read["status"], &read["effective_status"]),
        (&json!("active"), &json!("active"))
    );
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let sandbox = stopped().await;
    let unknown = "plink_961544395accbc1e00c56bbdaa4f07da";
    for (method, template) in [
        ("GET", LINK),
        ("POST", ACTIVATE),
        ("POST", DEACTIVATE),
        ("GET", INVOICES),
    ] {
        let answer = call(&sandbox, method, template, unknown, "").await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.text("/error/type"), "not_found");
        assert_eq!(answer.text("/error/code"), "payment_link_not_found");
    }
}

#[tokio::test]
async fn an_update_keeps_what_is_absent_and_takes_away_what_is_null() {
    let sandbox = stopped().await;
    let link = make_with(
        &sandbox,
        "meum",
        "}",
        r#","description":"d","image_url":"https://shop.example.com/i.png","expires_at":"2026-02-01T00:00:00Z","suggested_amounts":[1.50]}"#,
    )
    .await;
    let before = get(&sandbox, &link).await;
    sandbox.clock().advance(Duration::from_secs(1));

    let renamed = patch(&sandbox, &link, r#"{"title":"new"}"#).await;
    let mut expected = before.clone();
    expected["title"] = json!("new");
    expected["updated_at"] = json!("2026-01-01T12:00:01.000Z");
    assert_eq!((renamed.status, renamed.json()), (200, expected.clone()));

    let cleared = patch(
        &sandbox,
        &link,
        r#"{"description":null,"image_url":null,"expires_at":null}"#,
    )
    .await;
    for field in ["description", "image_url", "expires_at"] {
        expected[field] = json!(null);
    }
    assert_eq!(cleared.json(), expected);

    let replaced = patch(
        &sandbox,
        &link,
        r#"{"description":"e","suggested_amounts":[2.50,10.00],"public_visible":false,"allow_multiple_payments":false,"expires_at":"2026-03-01T00:00:00Z"}"#,
    )
    .await;
    assert!(
        replaced
            .body
            .contains(r#""suggested_amounts":[2.50,10.00]"#),
        "{}",
        replaced.body
    );
    let replaced = replaced.json();
    assert_eq!(replaced["description"], "e");
    assert_eq!(replaced["expires_at"], "2026-03-01T00:00:00Z");
    assert_eq!(
        (
            &replaced["public_visible"],
            &replaced["allow_multiple_payments"]
        ),
        (&json!(false), &json!(false))
    );
    assert_eq!(get(&sandbox, &link).await, replaced);
}

#[tokio::test]
async fn an_update_changes_who_sets_the_amount_and_drops_the_other_amounts() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;

    let open = patch(
        &sandbox,
        &link,
        r#"{"amount_mode":"customer_defined_amount","min_amount":"5.00"}"#,
    )
    .await
    .json();
    assert_eq!(
        (&open["amount"], &open["min_amount"]),
        (&json!(null), &json!("5.00"))
    );

    for (body, field) in [
        (r#"{"amount":"1.00"}"#, "amount"),
        (r#"{"amount_mode":"fixed_amount"}"#, "amount"),
        (r#"{"max_amount":"many"}"#, "max_amount"),
        (r#"{"amount":null}"#, "amount"),
        (r#"{"title":null}"#, "title"),
    ] {
        let refused = patch(&sandbox, &link, body).await;
        assert_eq!(
            (refused.status, refused.text("/error/param").as_str()),
            (400, field),
            "{body}"
        );
    }
    assert_eq!(
        get(&sandbox, &link).await,
        open,
        "a refused update changes nothing"
    );

    let fixed = patch(
        &sandbox,
        &link,
        r#"{"amount_mode":"fixed_amount","amount":"7.50"}"#,
    )
    .await
    .json();
    assert_eq!(
        (&fixed["amount"], &fixed["min_amount"]),
        (&json!("7.50"), &json!(null))
    );
    let refused = patch(&sandbox, &link, r#"{"min_amount":"1.00"}"#).await;
    assert_eq!(
        (refused.status, refused.text("/error/param").as_str()),
        (400, "min_amount")
    );
}

#[tokio::test]
async fn pricing_is_fixed_once_somebody_has_paid() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;
    sandbox.pay("meum", &link.id).unwrap();

    let refused = patch(&sandbox, &link, r#"{"title":"new","amount":"1.00"}"#).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.text("/error/type"), "conflict");
    assert_eq!(
        (
            refused.text("/error/code").as_str(),
            refused.text("/error/param").as_str()
        ),
        ("pricing_locked", "amount")
    );
    assert_eq!(get(&sandbox, &link).await["title"], "t");

    assert_eq!(
        patch(&sandbox, &link, r#"{"title":"new"}"#).await.status,
        200
    );
}

#[tokio::test]
async fn deactivate_and_activate_switch_a_link_and_may_be_repeated() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "meum").await;
    for (template, status) in [
        (DEACTIVATE, "inactive"),
        (DEACTIVATE, "inactive"),
        (ACTIVATE, "active"),
        (ACTIVATE, "active"),
    ] {
        let answer = call(&sandbox, "POST", template, &link.id, "").await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            (
                answer.text("/status").as_str(),
                answer.text("/effective_status").as_str()
            ),
            (status, status)
        );
        assert_eq!(answer.json(), get(&sandbox, &link).await);
        assert_eq!(sandbox.pay("meum", &link.id).is_ok(), status == "active");
    }
}

#[tokio::test]
async fn a_link_ends_by_the_clock_and_an_update_can_give_it_more_time() {
    let sandbox = stopped().await;
    let link = make_with(
        &sandbox,
        "meum",
        "}",
        r#","expires_at":"2026-01-01T13:00:00+01:00"}"#,
    )
    .await;
    let read = get(&sandbox, &link).await;
    assert_eq!(
        (&read["status"], &read["effective_status"]),
        (&json!("active"), &json!("expired")),
        "noon UTC is now"
    );
    assert!(
        matches!(sandbox.pay("meum", &link.id), Err(ActionError::WrongState(status)) if status == "expired")
    );
    let refused = call(&sandbox, "POST", ACTIVATE, &link.id, "").await;
    assert_eq!(
        (refused.status, refused.text("/error/code").as_str()),
        (409, "payment_link_expired")
    );
    assert_eq!(
        call(&sandbox, "POST", DEACTIVATE, &link.id, "")
            .await
            .status,
        200
    );

    let later = patch(&sandbox, &link, r#"{"expires_at":"2026-01-01T12:00:01Z"}"#).await;
    assert_eq!(later.text("/effective_status"), "inactive");
    assert_eq!(
        call(&sandbox, "POST", ACTIVATE, &link.id, "")
            .await
            .text("/effective_status"),
        "active"
    );
    sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(get(&sandbox, &link).await["effective_status"], "expired");
}

#[tokio::test]
async fn a_single_use_link_is_completed_by_its_payment() {
    let sandbox = stopped().await;
    let link = make_with(
        &sandbox,
        "meum",
        "}",
        r#","allow_multiple_payments":false}"#,
    )
    .await;
    sandbox.pay("meum", &link.id).unwrap();
    let read = get(&sandbox, &link).await;
    assert_eq!(
        (&read["status"], &read["effective_status"]),
        (&json!("active"), &json!("completed"))
    );
    assert!(
        matches!(sandbox.pay("meum", &link.id), Err(ActionError::WrongState(status)) if status == "completed")
    );
    let refused = call(&sandbox, "POST", ACTIVATE, &link.id, "").await;
    assert_eq!(
        (refused.status, refused.text("/error/code").as_str()),
        (409, "payment_link_completed")
    );
}

#[tokio::test]
async fn payments_become_invoices_and_exact_sums() {
    let sandbox = stopped().await;
    let body =
        r#""customer_defined_amount","min_amount":"0.10","max_amount":"100000000000000000.00""#;
    let link = make_with(&sandbox, "meum", r#""fixed_amount","amount":"10.00""#, body).await;
    assert!(
        matches!(sandbox.pay("meum", &link.id), Err(ActionError::Amount(_))),
        "the payer sets it"
    );
    for amount in ["0.09", "100000000000000000.01"] {
        assert!(
            matches!(
                sandbox.pay_amount("meum", &link.id, amount),
                Err(ActionError::Amount(_))
            ),
            "{amount}"
        );
    }
    let amounts = ["0.10", "0.2", "12345678901234567.89", "1"];
    for amount in amounts {
        sandbox.pay_amount("meum", &link.id, amount).unwrap();
    }

    let stats = &get(&sandbox, &link).await["stats"];
    assert_eq!(
        stats,
        &json!({ "total_payments": "4", "paid_payments": "4", "total_volume": "12345678901234569.19" })
    );
    let page = call(&sandbox, "GET", INVOICES, &link.id, "").await.json();
    let invoices = page["data"].as_array().unwrap();
    let paid: Vec<_> = invoices
        .iter()
        .rev()
        .map(|invoice| invoice["amount"].as_str().unwrap())
        .collect();
    assert_eq!(paid, amounts);
    let invoice = &invoices[0];
    assert_eq!(
        (&invoice["status"], &invoice["paid_at"]),
        (&json!("paid"), &json!("2026-01-01T12:00:00.000Z"))
    );
    assert_eq!(invoice["payment_link"]["id"], json!(link.id));
    let pages = pages(&sandbox, INVOICES, &link.id, 3).await;
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
}

#[tokio::test]
async fn a_link_that_is_not_public_has_no_page_and_takes_no_payment() {
    let sandbox = stopped().await;
    let link = make_with(&sandbox, "meum", "}", r#","public_visible":false}"#).await;
    let (_, page) = link.url.split_once("/pay/").unwrap();
    let page = Request::new("GET", format!("/pay/{page}"))
        .send(&sandbox)
        .await;
    assert_eq!(page.status, 404);
    assert!(matches!(
        sandbox.pay("meum", &link.id),
        Err(ActionError::WrongState(_))
    ));
}

#[tokio::test]
async fn a_repeated_key_gives_the_original_answer_even_after_changes() {
    let sandbox = stopped().await;
    let request = post(
        &sandbox,
        "meum",
        LINKS,
        r#"{"title":"t","amount_mode":"fixed_amount","amount":"1.00"}"#,
    )
    .await
    .header("Idempotency-Key", "k");
    let first = request.send(&sandbox).await;
    let link = sandbox.links("meum").pop().unwrap();
    patch(&sandbox, &link, r#"{"title":"new"}"#).await;
    assert_eq!(request.send(&sandbox).await.body, first.body);
}
