//! CostPlus: what can happen to a link after it was made.

use std::time::Duration;

use paylink_sandbox::Sandbox;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::{Answer, ask, assert_documented};
use crate::links::{make, make_with};

const CONTRACT: &str = include_str!("../../contracts/costplus.json");
const LINK: &str = "/paymentlinks/{id}/";
const ORDER: &str = "/orders/{id}/";

async fn get(sandbox: &Sandbox, template: &str, id: &str) -> Answer {
    let target = format!("/v1{}", template.replace("{id}", id));
    let answer = ask(sandbox, "costplus", "GET", &target).await;
    assert_documented(CONTRACT, template, "get", &answer);
    answer
}

async fn stopped_at(time: &str) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::parse(time, &Rfc3339).unwrap());
    sandbox
}

#[tokio::test]
async fn a_new_link_is_read_as_it_was_made() {
    let sandbox = stopped_at("2026-01-15T12:00:00Z").await;
    let link = make(&sandbox, "costplus").await;
    let read = get(&sandbox, LINK, &link.id).await;
    assert_eq!(read.status, 200);
    assert_eq!(
        (read.text("/id"), read.text("/status")),
        (link.id, "new".to_owned())
    );
    assert_eq!(read.json()["orders"], json!({}));
}

#[tokio::test]
async fn a_paid_link_leads_to_its_order_and_back() {
    let sandbox = stopped_at("2026-01-15T12:00:00Z").await;
    let more = r#","description":"d","return_url":"https://shop.example.com/thanks","webhook_url":"https://shop.example.com/hook"}"#;
    let link = make_with(&sandbox, "costplus", "}", more).await;
    sandbox.clock().advance(Duration::from_millis(330_123));
    sandbox.pay("costplus", &link.id).unwrap();

    let paid = get(&sandbox, LINK, &link.id).await.json();
    let order_id = paid["completed_order_id"].as_str().unwrap();
    assert_eq!(
        (&paid["status"], &paid["reason"]),
        (&json!("completed"), &json!("Completed"))
    );
    assert_eq!(paid["orders"], json!({ "completed": [order_id] }));
    // As in the vendor's sample: one time with an offset, the others with `Z`.
    assert_eq!(paid["completed"], "2026-01-15T12:05:30.123000+00:00");
    assert_eq!(paid["modified"], "2026-01-15T12:05:30.123000Z");

    let order = get(&sandbox, ORDER, order_id).await.json();
    assert_eq!(
        (
            order["id"].as_str(),
            order["related_payment_link_id"].as_str()
        ),
        (Some(order_id), Some(link.id.as_str()))
    );
    assert_eq!(
        (&order["status"], &order["merchant_order_id"]),
        (&json!("completed"), &json!("o-1"))
    );
    assert_eq!(
        (&order["amount"], &order["currency"]),
        (&json!(1000), &json!("EUR"))
    );
    assert_eq!(order["completed"], "2026-01-15T12:05:30.123000+00:00");
    assert_eq!(
        (&order["return_url"], &order["webhook_url"]),
        (
            &json!("https://shop.example.com/thanks"),
            &json!("https://shop.example.com/hook")
        )
    );
    assert_eq!(order["transactions"][0]["status"], "completed");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let sandbox = stopped_at("2026-01-15T12:00:00Z").await;
    let link = make(&sandbox, "costplus").await;
    for (template, id) in [
        (LINK, "e6eecc6a-47c5-4948-bcc0-d8b73f5c55a1"),
        (ORDER, link.id.as_str()),
    ] {
        let answer = get(&sandbox, template, id).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.text("/error/type"), "NotFoundError");
    }
    // Without the slash at its end it is another path.
    let answer = ask(
        &sandbox,
        "costplus",
        "GET",
        &format!("/v1/paymentlinks/{}", link.id),
    )
    .await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn a_link_ends_after_its_period() {
    for (period, last_second) in [
        (None, "2026-03-02T11:59:59Z"),
        (Some("PT1H"), "2026-01-31T12:59:59Z"),
        (Some("PT90M30S"), "2026-01-31T13:30:29Z"),
        (Some("P1D"), "2026-02-01T11:59:59Z"),
        (Some("P2W"), "2026-02-14T11:59:59Z"),
        // The 31st of a month that has fewer days is its last one.
        (Some("P1M"), "2026-02-28T11:59:59Z"),
        (Some("P11M"), "2026-12-31T11:59:59Z"),
        (Some("P1Y2M3DT4H5M6S"), "2027-04-03T16:05:05Z"),
    ] {
        let sandbox = stopped_at("2026-01-31T12:00:00Z").await;
        let more = period.map_or("}".to_owned(), |period| {
            format!(r#","expiration_period":"{period}"}}"#)
        });
        let link = make_with(&sandbox, "costplus", "}", &more).await;

        let last = OffsetDateTime::parse(last_second, &Rfc3339).unwrap();
        sandbox.clock().stop_at(last);
        assert_eq!(
            get(&sandbox, LINK, &link.id).await.text("/status"),
            "new",
            "{period:?}"
        );
        sandbox.clock().advance(Duration::from_secs(1));
        assert_eq!(
            get(&sandbox, LINK, &link.id).await.text("/status"),
            "expired",
            "{period:?}"
        );
    }
}

#[tokio::test]
async fn a_period_too_long_for_any_calendar_never_ends() {
    let sandbox = stopped_at("2026-01-31T12:00:00Z").await;
    for period in ["P9999Y", "P99999999999999999999D", "P9223372036854775807W"] {
        let link = make_with(
            &sandbox,
            "costplus",
            "}",
            &format!(r#","expiration_period":"{period}"}}"#),
        )
        .await;
        assert_eq!(link.status, "new", "{period}");
    }
}
