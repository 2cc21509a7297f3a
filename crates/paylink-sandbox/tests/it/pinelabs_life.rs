//! Pine Labs Online: what can happen to a link after it was made.

use std::time::Duration;

use paylink_sandbox::{ActionError, Sandbox};
use serde_json::json;
use time::OffsetDateTime;

use crate::client::{Answer, Request, ask, assert_documented};
use crate::links::{make, make_with};

const CONTRACT: &str = include_str!("../../contracts/pinelabs.json");
const LINK: &str = "/api/pay/v1/paymentlink/{payment_link_id}";
const FOUND: &str = "/api/pay/v1/paymentlink/ref/{merchant_payment_link_reference}";
const CANCEL: &str = "/api/pay/v1/paymentlink/{payment_link_id}/cancel";
const NOTIFY: &str = "/api/pay/v1/paymentlink/{payment_link_id}/notify";
/// The end of a request for a link that ends.
const ENDING: &str = r#""r-1","expire_by":"2026-01-01T12:30:00Z"}"#;
const NOON: i64 = 1_767_268_800;

async fn call(sandbox: &Sandbox, method: &'static str, template: &str, value: &str) -> Answer {
    let (start, rest) = template.split_once('{').unwrap();
    let (_, end) = rest.split_once('}').unwrap();
    let answer = ask(sandbox, "pinelabs", method, &format!("{start}{value}{end}")).await;
    assert_documented(CONTRACT, template, &method.to_lowercase(), &answer);
    answer
}

async fn stopped() -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::from_unix_timestamp(NOON).unwrap());
    sandbox
}

#[tokio::test]
async fn a_link_is_read_by_its_id_and_found_by_its_reference() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;

    let read = call(&sandbox, "GET", LINK, &link.id).await;
    let found = call(&sandbox, "GET", FOUND, "r-1").await;

    assert_eq!((read.status, found.status), (200, 200));
    assert_eq!(read.body, found.body);
    assert_eq!(read.text("/payment_link_id"), link.id);
    assert_eq!(
        read.json()["amount"],
        json!({ "value": 1000, "currency": "INR" })
    );
}

#[tokio::test]
async fn a_reference_is_found_whatever_characters_it_has() {
    let sandbox = stopped().await;
    let link = make_with(&sandbox, "pinelabs", "r-1", "a/b ?#%2F..é").await;
    let encoded = "a%2Fb%20%3F%23%252F..%C3%A9";
    let found = call(&sandbox, "GET", FOUND, encoded).await;
    assert_eq!(found.text("/payment_link_id"), link.id);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    for (method, template, value) in [
        ("GET", LINK, "pl-v1-250306082755-aa-uT0noy"),
        // A reference is no id, and an id no reference.
        ("GET", LINK, "r-1"),
        ("GET", FOUND, link.id.as_str()),
        ("PUT", CANCEL, "r-1"),
        ("PATCH", NOTIFY, "r-1"),
    ] {
        let answer = call(&sandbox, method, template, value).await;
        assert_eq!(answer.status, 404, "{method} {template}");
        assert_eq!(answer.text("/code"), "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_cancelled_link_says_so_and_cannot_be_cancelled_notified_or_paid() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    sandbox.clock().advance(Duration::from_secs(1));

    let cancelled = call(&sandbox, "PUT", CANCEL, &link.id).await;

    assert_eq!(cancelled.status, 200);
    assert_eq!(cancelled.text("/status"), "CANCELLED");
    assert_eq!(cancelled.text("/updated_at"), "2026-01-01T12:00:01.000Z");
    assert_eq!(
        call(&sandbox, "GET", LINK, &link.id).await.body,
        cancelled.body
    );
    for (method, template) in [("PUT", CANCEL), ("PATCH", NOTIFY)] {
        let refused = call(&sandbox, method, template, &link.id).await;
        assert_eq!(
            (refused.status, refused.text("/code").as_str()),
            (422, "INVALID_REQUEST")
        );
    }
    assert!(matches!(
        sandbox.pay("pinelabs", &link.id),
        Err(ActionError::WrongState(_))
    ));
}

#[tokio::test]
async fn notify_answers_the_link_as_it_is() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    let notified = call(&sandbox, "PATCH", NOTIFY, &link.id).await;
    assert_eq!(notified.status, 200);
    assert_eq!(
        notified.body,
        call(&sandbox, "GET", LINK, &link.id).await.body
    );
}

#[tokio::test]
async fn a_link_ends_when_the_clock_reaches_its_expire_by() {
    let sandbox = stopped().await;
    let link = make_with(&sandbox, "pinelabs", "\"r-1\"}", ENDING).await;

    sandbox.clock().advance(Duration::from_secs(1799));
    assert_eq!(
        call(&sandbox, "GET", LINK, &link.id).await.text("/status"),
        "CREATED"
    );
    sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(
        call(&sandbox, "GET", LINK, &link.id).await.text("/status"),
        "EXPIRED"
    );

    for (method, template) in [("PUT", CANCEL), ("PATCH", NOTIFY)] {
        assert_eq!(call(&sandbox, method, template, &link.id).await.status, 422);
    }
    assert!(
        matches!(sandbox.pay("pinelabs", &link.id), Err(ActionError::WrongState(status)) if status == "EXPIRED")
    );
    // A repeated reference gives the existing link, and says that it has ended.
    let again = make_with(&sandbox, "pinelabs", "", "").await;
    assert_eq!((again.id, again.status.as_str()), (link.id, "EXPIRED"));
}

#[tokio::test]
async fn a_paid_link_stays_paid_after_its_end() {
    let sandbox = stopped().await;
    let link = make_with(&sandbox, "pinelabs", "\"r-1\"}", ENDING).await;
    sandbox.pay("pinelabs", &link.id).unwrap();
    sandbox.clock().advance(Duration::from_secs(3599));

    let paid = call(&sandbox, "GET", LINK, &link.id).await;

    assert_eq!(paid.text("/status"), "PROCESSED");
    assert_eq!(
        paid.json()["amount_due"],
        json!({ "value": 0, "currency": "INR" })
    );
    assert_eq!(
        paid.json()["amount"],
        json!({ "value": 1000, "currency": "INR" })
    );
    for (method, template) in [("PUT", CANCEL), ("PATCH", NOTIFY)] {
        assert_eq!(call(&sandbox, method, template, &link.id).await.status, 422);
    }
}

#[tokio::test]
async fn a_link_for_part_payments_is_paid_bit_by_bit() {
    let sandbox = stopped().await;
    let link = make_with(
        &sandbox,
        "pinelabs",
        "\"r-1\"}",
        r#""r-1","part_payment":true}"#,
    )
    .await;

    sandbox.pay_amount("pinelabs", &link.id, "400").unwrap();

    let partly = call(&sandbox, "GET", LINK, &link.id).await;
    assert_eq!(partly.text("/status"), "PARTIAL_PROCESSED");
    assert_eq!(partly.json()["amount_due"]["value"], 600);
    assert_eq!(call(&sandbox, "PATCH", NOTIFY, &link.id).await.status, 200);
    // Money has come in: the sandbox does not let go of it.
    assert_eq!(call(&sandbox, "PUT", CANCEL, &link.id).await.status, 422);
    assert!(matches!(
        sandbox.pay_amount("pinelabs", &link.id, "601"),
        Err(ActionError::Amount(_))
    ));

    let paid = sandbox.pay("pinelabs", &link.id).unwrap();
    assert_eq!(paid.status, "PROCESSED");
}

#[tokio::test]
async fn a_stranger_reads_and_cancels_nothing() {
    let sandbox = stopped().await;
    let link = make(&sandbox, "pinelabs").await;
    for (method, template) in [("GET", LINK), ("PUT", CANCEL), ("PATCH", NOTIFY)] {
        let target = template.replace("{payment_link_id}", &link.id);
        let answer = Request::new(method, target).send(&sandbox).await;
        assert_eq!(answer.status, 401);
    }
    assert_eq!(sandbox.links("pinelabs").pop().unwrap().status, "CREATED");
}
