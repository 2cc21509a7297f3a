//! What the sandbox decides where a provider's pages are silent: as its documentation lists it.

use std::time::Duration;

use paylink_sandbox::Sandbox;
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::client::{Request, ask, post};
use crate::links::VALID;

/// The status of a create.
async fn create(sandbox: &Sandbox, provider: &str, body: &str) -> u16 {
    let (_, path, ..) = VALID.into_iter().find(|valid| valid.0 == provider).unwrap();
    let request = post(sandbox, provider, path, body).await;
    request.send(sandbox).await.status
}

#[tokio::test]
async fn amounts_of_0_and_less() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, right, amounts) in [
        ("paywint", "10.00", [("0", 422), ("-1", 422)]),
        ("pinelabs", "1000", [("0", 201), ("-1", 201)]),
        ("meum", "10.00", [("0.00", 201), ("-1.00", 400)]),
        ("invoicing", "10.00", [("0", 201), ("-1", 201)]),
        ("costplus", "1000", [("0", 201), ("-1", 201)]),
    ] {
        let (_, _, body, _) = VALID.into_iter().find(|valid| valid.0 == provider).unwrap();
        for (amount, status) in amounts {
            let body = body.replace(right, amount).replace("r-1", amount);
            assert_eq!(create(&sandbox, provider, &body).await, status, "{body}");
        }
    }
}

#[tokio::test]
async fn times_with_an_offset_and_times_in_the_past() {
    let sandbox = Sandbox::start().await.unwrap();
    let now = OffsetDateTime::from_unix_timestamp(1_767_268_800).unwrap();
    sandbox.clock().stop_at(now);
    for (time, status) in [
        // 12:00 in UTC is now.
        ("2026-01-01T14:00:00+01:00", "active"),
        ("2026-01-01T12:30:00+01:00", "expired"),
        ("2020-01-01T00:00:00Z", "expired"),
        ("9999-12-31T23:59:59-23:59", "active"),
    ] {
        let body = VALID[2]
            .2
            .replace('}', &format!(r#","expires_at":"{time}"}}"#));
        let made = post(&sandbox, "meum", VALID[2].1, &body)
            .await
            .send(&sandbox)
            .await;
        let told = (made.text("/expires_at"), made.text("/effective_status"));
        assert_eq!(told, (time.to_owned(), status.to_owned()));
    }
}

#[tokio::test]
async fn a_pine_labs_expiry_may_leave_out_its_seconds_and_keeps_its_limit() {
    let sandbox = Sandbox::start().await.unwrap();
    let now = OffsetDateTime::from_unix_timestamp(1_767_268_800).unwrap();
    sandbox.clock().stop_at(now);
    let (_, path, body, _) = VALID[1];
    for (number, (time, status)) in [
        ("2026-01-01T12:01Z", 201),
        ("2026-01-01T13:01+01:00", 201),
        ("2026-06-30T12:00Z", 201),
        ("2026-06-30T12:01Z", 400),
        ("2026-01-01T12Z", 400),
        ("2026-01-01", 400),
        ("2026-01-01T12:61Z", 400),
    ]
    .into_iter()
    .enumerate()
    {
        let with = format!(r#"r-{number}","expire_by":"{time}""#);
        let body = body.replace(r#"r-1""#, &with);
        let made = post(&sandbox, "pinelabs", path, &body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(made.status, status, "{time}: {}", made.body);
        if status == 201 {
            assert_eq!(made.text("/expire_by"), time);
        }
    }
    sandbox.clock().advance(Duration::from_secs(60));
    let states: Vec<_> = sandbox
        .links("pinelabs")
        .into_iter()
        .map(|link| link.status)
        .collect();
    assert_eq!(states, ["EXPIRED", "EXPIRED", "CREATED"]);
}

#[tokio::test]
async fn pine_labs_metadata_is_arbitrary() {
    let sandbox = Sandbox::start().await.unwrap();
    let metadata = r#"{"number":1.50,"null":null,"list":[true],"Object":{"a":"b"}}"#;
    let body = VALID[1].2.replace(
        r#""r-1""#,
        &format!(r#""r-1","merchant_metadata":{metadata}"#),
    );
    let made = post(&sandbox, "pinelabs", VALID[1].1, &body)
        .await
        .send(&sandbox)
        .await;
    assert!(
        made.status == 201 && made.body.contains(metadata),
        "{}",
        made.body
    );
}

#[tokio::test]
async fn a_pine_labs_key_changes_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, path, body, _) = VALID[1];
    for reference in ["r-1", "r-2", "r-1"] {
        let body = body.replace("r-1", reference);
        let request = post(&sandbox, "pinelabs", path, &body).await;
        let made = request
            .header("Idempotency-Key", "one key")
            .send(&sandbox)
            .await;
        assert_eq!(made.text("/merchant_payment_link_reference"), reference);
    }
    assert_eq!(sandbox.held("pinelabs"), 2, "the reference is the key");
}

#[tokio::test]
async fn of_two_meum_keys_the_first_counts_and_a_refusal_uses_up_none() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, path, body, _) = VALID[2];
    let with_keys = async |keys: &[&str], body: &str| {
        let request = post(&sandbox, "meum", path, body).await;
        let request = keys.iter().fold(request, |request, key| {
            request.header("Idempotency-Key", *key)
        });
        request.send(&sandbox).await
    };
    assert_eq!(with_keys(&["k-1"], "{}").await.status, 400);
    let first = with_keys(&["k-1"], body).await;
    assert_eq!(first.status, 201, "a refusal uses up no key");
    assert_eq!(with_keys(&["k-1", "k-2"], body).await.body, first.body);
    assert_ne!(with_keys(&["k-2", "k-1"], body).await.body, first.body);
    assert_eq!(sandbox.held("meum"), 2);
}

#[tokio::test]
async fn of_a_query_value_that_comes_twice_the_first_counts() {
    let sandbox = Sandbox::start().await.unwrap();
    for _ in 0..3 {
        create(&sandbox, "meum", VALID[2].2).await;
    }
    let page = ask(&sandbox, "meum", "GET", "/v1/payment-links?limit=1&limit=3")
        .await
        .json();
    assert_eq!(page["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn costplus_takes_the_fields_of_the_answer_that_its_page_lists_in_the_request() {
    let sandbox = Sandbox::start().await.unwrap();
    let answers = json!({
        "id": "mine", "payment_url": "https://example.com/", "created": "x", "modified": null, "completed": 1,
        "completed_order_id": "y", "status": "completed", "reason": "paid", "orders": {"completed": ["y"]},
    });
    let mut body: Value = serde_json::from_str(VALID[4].2).unwrap();
    body.as_object_mut()
        .unwrap()
        .extend(answers.as_object().unwrap().clone());
    let made = post(&sandbox, "costplus", VALID[4].1, &body.to_string())
        .await
        .send(&sandbox)
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    assert_eq!(
        (made.text("/status").as_str(), made.json()["orders"].clone()),
        ("new", json!({}))
    );
    assert_ne!(made.text("/id"), "mine");
    let other = VALID[4].2.replace('}', r#","other":1}"#);
    assert_eq!(create(&sandbox, "costplus", &other).await, 400);
}

#[tokio::test]
async fn a_costplus_period_may_have_a_fraction() {
    let sandbox = Sandbox::start().await.unwrap();
    let now = OffsetDateTime::from_unix_timestamp(1_767_268_800).unwrap();
    for (period, seconds) in [
        ("PT0.5H", 1800),
        ("PT0,5H", 1800),
        ("P1.5D", 129_600),
        ("P0.5W", 302_400),
        ("PT1M1.5S", 62),
        ("P0.5Y", 15_768_000),
        ("P0.5M", 1_296_000),
    ] {
        sandbox.clock().stop_at(now);
        let body = VALID[4]
            .2
            .replace('}', &format!(r#","expiration_period":"{period}"}}"#));
        let made = post(&sandbox, "costplus", VALID[4].1, &body)
            .await
            .send(&sandbox)
            .await;
        assert_eq!(
            (made.status, made.text("/expiration_period").as_str()),
            (201, period)
        );
        let status = || sandbox.links("costplus").pop().unwrap().status;
        sandbox.clock().advance(Duration::from_secs(seconds - 1));
        assert_eq!(status(), "new", "{period}");
        sandbox.clock().advance(Duration::from_secs(1));
        assert_eq!(status(), "expired", "{period}");
    }
}

#[tokio::test]
async fn a_stranger_learns_nothing_about_a_request_and_a_wrong_token_is_401() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, ..) in VALID {
        let request = Request::new("POST", path)
            .json("{")
            .header("X-Platform-ID", "x")
            .header("X-Signature", "x");
        let request = request.header("Authorization", "Bearer x");
        assert_eq!(request.send(&sandbox).await.status, 401, "{provider}");
    }
}
