//! Pine Labs Online: tokens, the reference as idempotency key, echoed fields.

use std::time::Duration;

use paylink_sandbox::{RepeatedReference, Sandbox};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::{Request, assert_documented, post, token};

const CONTRACT: &str = include_str!("../../contracts/pinelabs.json");
const TOKEN: &str = "/api/auth/v1/token";
const PATH: &str = "/api/pay/v1/paymentlink";

fn minimal(reference: &str) -> String {
    format!(
        r#"{{"amount":{{"value":1000,"currency":"INR"}},"merchant_payment_link_reference":"{reference}"}}"#
    )
}

#[tokio::test]
async fn client_credentials_give_a_token_that_says_when_it_ends() {
    let sandbox = Sandbox::start().await.unwrap();
    let now = OffsetDateTime::from_unix_timestamp(1_767_268_800).unwrap();
    sandbox.clock().stop_at(now);
    let [(_, id), (_, secret)] = &sandbox.credentials("pinelabs")[..] else {
        panic!("two credentials")
    };
    let body =
        json!({ "client_id": id, "client_secret": secret, "grant_type": "client_credentials" });

    let answer = Request::new("POST", TOKEN)
        .json(body.to_string())
        .send(&sandbox)
        .await;

    assert_eq!(answer.status, 200);
    assert_documented(CONTRACT, TOKEN, "post", &answer);
    assert_eq!(answer.text("/expires_at"), "2026-01-01T13:00:00.000Z");
    assert_eq!(sandbox.arrived("pinelabs"), 1);

    for (field, wrong, status) in [
        ("client_id", "x", 422),
        ("client_secret", "x", 422),
        ("grant_type", "password", 422),
    ] {
        let mut body = body.clone();
        body[field] = Value::from(wrong);
        let answer = Request::new("POST", TOKEN)
            .json(body.to_string())
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, status, "{field}");
        assert_documented(CONTRACT, TOKEN, "post", &answer);
        let are_credentials = field != "grant_type";
        let code = answer.text("/code");
        assert_eq!(
            code == "USER_AUTHENTICATION_FAILED",
            are_credentials,
            "{code}"
        );
    }
}

#[tokio::test]
async fn a_token_works_until_the_clock_reaches_its_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.clock().stop_at(OffsetDateTime::UNIX_EPOCH);
    let request = post(&sandbox, "pinelabs", PATH, &minimal("r-1")).await;

    sandbox.clock().advance(Duration::from_secs(3599));
    assert_eq!(request.send(&sandbox).await.status, 201);

    sandbox.clock().advance(Duration::from_secs(1));
    let answer = request.send(&sandbox).await;
    assert_eq!(answer.status, 401);
    assert_documented(CONTRACT, PATH, "post", &answer);
}

#[tokio::test]
async fn only_a_single_bearer_token_of_this_sandbox_is_accepted() {
    let sandbox = Sandbox::start().await.unwrap();
    let token = token(&sandbox).await;
    let request = Request::new("POST", PATH).json(minimal("r-1"));
    let refused = [
        request.clone(),
        request.clone().header("Authorization", token.clone()),
        request
            .clone()
            .header("Authorization", format!("Basic {token}")),
        request
            .clone()
            .header("Authorization", format!("Bearer {token}x")),
        request
            .clone()
            .header("Authorization", format!("Bearer {token}"))
            .header("Authorization", "Bearer x"),
    ];
    for request in refused {
        assert_eq!(
            request.send(&sandbox).await.status,
            401,
            "{:?}",
            request.headers
        );
    }
    assert!(sandbox.links("pinelabs").is_empty());
}

#[tokio::test]
async fn the_documented_example_is_accepted_and_comes_back() {
    let sandbox = Sandbox::start().await.unwrap();
    // Before the example's `expire_by`: after it the link would have ended.
    sandbox
        .clock()
        .stop_at(OffsetDateTime::parse("2024-10-01T00:00:00Z", &Rfc3339).unwrap());
    let example =
        std::fs::read_to_string(crate::cases::fixture("pinelabs/documented-request.json")).unwrap();

    let answer = post(&sandbox, "pinelabs", PATH, &example)
        .await
        .send(&sandbox)
        .await;

    assert_eq!(answer.status, 201, "{}", answer.body);
    assert_documented(CONTRACT, PATH, "post", &answer);
    let (asked, got): (Value, _) = (serde_json::from_str(&example).unwrap(), answer.json());
    let echoed = [
        "amount",
        "merchant_payment_link_reference",
        "description",
        "expire_by",
        "allowed_payment_methods",
        "failure_callback_url",
        "customer",
        "product_details",
        "split_info",
        "account_details",
        "cart_coupon_discount_amount",
        "merchant_metadata",
    ];
    for field in echoed {
        assert_eq!(got[field], asked[field], "{field}");
    }
    // Texts in the request, booleans in the answer.
    assert_eq!(
        (&got["pre_auth"], &got["is_mcc_transaction"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(
        (&got["status"], &got["amount_due"]),
        (&json!("CREATED"), &asked["amount"])
    );
}

#[tokio::test]
async fn identifiers_have_the_form_of_the_samples() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .clock()
        .stop_at(OffsetDateTime::parse("2025-03-06T08:27:55Z", &Rfc3339).unwrap());
    let answer = post(&sandbox, "pinelabs", PATH, &minimal("r-1"))
        .await
        .send(&sandbox)
        .await;
    for (field, start) in [
        ("/payment_link_id", "pl-v1-250306082755-aa-"),
        ("/order_id", "v1-250306082755-aa-"),
    ] {
        let id = answer.text(field);
        let end = id.strip_prefix(start).unwrap_or_else(|| panic!("{id}"));
        assert!(
            end.len() == 6 && end.bytes().all(|byte| byte.is_ascii_alphanumeric()),
            "{id}"
        );
    }
    assert_eq!(answer.text("/created_at"), "2025-03-06T08:27:55.000Z");
}

#[tokio::test]
async fn a_repeated_reference_gives_the_first_link_back() {
    let sandbox = Sandbox::start().await.unwrap();
    let first = post(&sandbox, "pinelabs", PATH, &minimal("r-1"))
        .await
        .send(&sandbox)
        .await;
    let again = post(
        &sandbox,
        "pinelabs",
        PATH,
        &minimal("r-1").replace("1000", "2000"),
    )
    .await
    .send(&sandbox)
    .await;
    let other = post(&sandbox, "pinelabs", PATH, &minimal("r-2"))
        .await
        .send(&sandbox)
        .await;

    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_ne!(
        other.text("/payment_link_id"),
        first.text("/payment_link_id")
    );
    let references: Vec<_> = sandbox
        .links("pinelabs")
        .into_iter()
        .filter_map(|link| link.reference)
        .collect();
    assert_eq!(references, ["r-1", "r-2"]);
}

#[tokio::test]
async fn a_repeated_reference_is_refused_where_a_test_asks_for_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let create = || {
        post(
            &sandbox,
            "pinelabs",
            PATH,
            r#"{"amount":{"value":1,"currency":"INR"},"merchant_payment_link_reference":"r"}"#,
        )
    };
    let first = create().await.send(&sandbox).await;
    assert_eq!(first.status, 201);

    sandbox
        .repeated_reference("pinelabs", RepeatedReference::IsRefused)
        .unwrap();
    let refused = create().await.send(&sandbox).await;
    assert_eq!(
        (refused.status, refused.text("/code").as_str()),
        (422, "DUPLICATE_REQUEST")
    );
    assert_documented(CONTRACT, PATH, "post", &refused);
    assert_eq!(sandbox.held("pinelabs"), 1);

    let choose = async |provider: &str, body: &str| {
        let path = format!("/_sandbox/{provider}/repeated_reference");
        Request::new("POST", path)
            .json(body)
            .send(&sandbox)
            .await
            .status
    };
    assert_eq!(
        choose("pinelabs", r#"{"answer":"existing_link"}"#).await,
        200
    );
    let again = create().await.send(&sandbox).await;
    assert_eq!((again.status, again.body), (201, first.body));
    assert_eq!(choose("pinelabs", r#"{"answer":"refusal"}"#).await, 200);
    assert_eq!(create().await.send(&sandbox).await.status, 422);
    assert_eq!(choose("pinelabs", r#"{"answer":"other"}"#).await, 400);
    assert_eq!(choose("meum", r#"{"answer":"refusal"}"#).await, 422);
    assert_eq!(choose("other", r#"{"answer":"refusal"}"#).await, 404);
}

#[tokio::test]
async fn headers_that_only_clients_ask_for_are_checked_when_they_come() {
    let sandbox = Sandbox::start().await.unwrap();
    let request = post(&sandbox, "pinelabs", PATH, &minimal("r-1")).await;
    let id = "c17ce30f-f88e-4f81-ada1-c3b4909ed235";
    for (name, value, status) in [
        ("Request-ID", id.to_owned(), 201),
        ("Request-ID", "x".repeat(51), 400),
        (
            "Request-Timestamp",
            "2026-01-15T12:00:00.000Z".to_owned(),
            201,
        ),
        // As the vendor's Python SDK writes it.
        (
            "Request-Timestamp",
            "2026-01-15 12:00:00.123456+00:00".to_owned(),
            201,
        ),
        ("Request-Timestamp", "yesterday".to_owned(), 400),
    ] {
        let answer = request
            .clone()
            .header(name, value.clone())
            .send(&sandbox)
            .await;
        assert_eq!(answer.status, status, "{name}: {value}");
    }
}
