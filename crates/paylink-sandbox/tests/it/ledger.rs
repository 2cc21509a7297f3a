//! What a test in any language asserts on, and how it starts over.

use std::time::Duration;

use paylink_sandbox::Sandbox;
use serde_json::Value;

use crate::client::{Answer, Request, ask};
use crate::links::make;

async fn get(sandbox: &Sandbox, path: &str) -> Answer {
    Request::new("GET", format!("/_sandbox/{path}"))
        .send(sandbox)
        .await
}

async fn tell(sandbox: &Sandbox, path: &str, body: &str) -> Answer {
    Request::new("POST", format!("/_sandbox/{path}"))
        .json(body)
        .send(sandbox)
        .await
}

async fn count(sandbox: &Sandbox, query: &str) -> Value {
    get(sandbox, &format!("requests?{query}")).await.json()["count"].clone()
}

#[tokio::test]
async fn the_ledger_is_asked_by_provider_operation_status_and_number() {
    let sandbox = Sandbox::start().await.unwrap();
    make(&sandbox, "meum").await;
    make(&sandbox, "costplus").await;
    ask(&sandbox, "meum", "GET", "/v1/payment-links").await;
    Request::new("GET", "/v1/payment-links")
        .send(&sandbox)
        .await;
    for (query, expected) in [
        ("", 4),
        ("provider=meum", 3),
        ("operation=createPaymentLink", 2),
        ("provider=meum&operation=createPaymentLink&status=201", 1),
        ("status=401", 1),
        ("since=2", 2),
        ("provider=paywint", 0),
    ] {
        assert_eq!(count(&sandbox, query).await, expected, "{query}");
    }
    let all = get(&sandbox, "requests").await.json();
    assert_eq!(all["latest"], 4);
    let first = &all["requests"][0];
    assert_eq!(
        (&first["number"], &first["provider"], &first["operation"]),
        (&1.into(), &"meum".into(), &"createPaymentLink".into())
    );
}

#[tokio::test]
async fn a_call_waits_until_enough_requests_have_arrived() {
    let sandbox = Sandbox::start().await.unwrap();
    let late = get(&sandbox, "requests?at_least=1&timeout=0").await;
    assert_eq!(late.status, 409);
    assert_eq!(late.text("/error"), "0 of 1 requests arrived within 0 s");

    let waiting = get(&sandbox, "requests?at_least=1&timeout=20");
    let arriving = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        make(&sandbox, "meum").await;
    };
    let (answer, ()) = tokio::join!(waiting, arriving);
    assert_eq!(
        (answer.status, answer.json()["count"].clone()),
        (200, 1.into())
    );
}

#[tokio::test]
async fn a_name_that_does_not_exist_is_400_with_those_that_do() {
    let sandbox = Sandbox::start().await.unwrap();
    for (query, name) in [
        ("provider=maum", "meum"),
        ("provider=meum&operation=create", "createPaymentLink"),
        ("operation=create", "createPaymentLink"),
        ("state=1", "status"),
        ("since=x", "since"),
    ] {
        let answer = get(&sandbox, &format!("requests?{query}")).await;
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.text("/error").contains(name), "{}", answer.body);
    }
    for (body, name) in [
        (r#"{"fault":"resett","moment":"after"}"#, "reset"),
        (
            r#"{"fault":"reset","moment":"after","provider":"maum"}"#,
            "meum",
        ),
        (
            r#"{"fault":"reset","moment":"after","operation":"create"}"#,
            "createPaymentLink",
        ),
        (r#"{"moment":"after"}"#, "latency_ms"),
    ] {
        let answer = tell(&sandbox, "faults", body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.text("/error").contains(name), "{}", answer.body);
    }
    let faults = get(&sandbox, "faults").await.json();
    assert_eq!(faults["armed"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn answers_latencies_and_chances_are_armed_and_listed() {
    let sandbox = Sandbox::start().await.unwrap();
    let list = || ask(&sandbox, "meum", "GET", "/v1/payment-links");
    let own = r#"{"answer":{"status":418,"headers":{"retry-after":"2"},"body":"tea"},"moment":"before","times":1}"#;
    let armed = tell(&sandbox, "faults", own).await.json();
    assert_eq!(armed["armed"][0]["fault"], "answer-418");
    assert_eq!(armed["armed"][0]["times"], 1);
    let answer = list().await;
    assert_eq!((answer.status, answer.body.as_str()), (418, "tea"));

    let late = r#"{"latency_ms":[1,5],"seed":7,"moment":"after","times":1}"#;
    assert_eq!(tell(&sandbox, "faults", late).await.status, 200);
    assert_eq!(list().await.status, 200);
    let struck = sandbox.faults().struck();
    assert_eq!(struck.last().unwrap().fault, "latency");

    let always = r#"{"fault":"status-503","moment":"before","one_in":1,"seed":1}"#;
    let armed = tell(&sandbox, "faults", always).await.json();
    assert_eq!(armed["armed"][0]["one_in"], 1);
    assert_eq!(list().await.status, 503);
    assert_eq!(get(&sandbox, "health").await.status, 200);
}

#[tokio::test]
async fn a_reset_forgets_all_or_one_provider_and_keeps_the_credentials() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        make(&sandbox, provider).await;
    }
    assert_eq!(
        tell(&sandbox, "reset", r#"{"provider":"meum"}"#)
            .await
            .status,
        200
    );
    assert_eq!((sandbox.held("meum"), sandbox.arrived("meum")), (0, 0));
    assert_eq!(sandbox.held("costplus"), 1);
    assert_eq!(
        tell(&sandbox, "reset", r#"{"provider":"x"}"#).await.status,
        404
    );

    sandbox.clock().advance(Duration::from_secs(1 << 30));
    tell(&sandbox, "faults", r#"{"fault":"reset","moment":"before"}"#).await;
    assert_eq!(tell(&sandbox, "reset", "{}").await.status, 200);
    for provider in Sandbox::PROVIDERS {
        assert_eq!((sandbox.held(provider), sandbox.arrived(provider)), (0, 0));
        make(&sandbox, provider).await;
        assert_eq!(sandbox.held(provider), 1, "{provider}");
    }
}

#[tokio::test]
async fn a_seed_repeats_credentials_and_identifiers() {
    let mut seen = Vec::new();
    for seed in [1, 1, 2] {
        let sandbox = Sandbox::builder().seed(seed).start().await.unwrap();
        let link = make(&sandbox, "meum").await;
        seen.push((sandbox.credentials("meum"), link.id));
    }
    assert_eq!(seen[0], seen[1]);
    assert_ne!(seen[1], seen[2]);
}

#[tokio::test]
async fn every_route_is_listed_with_an_example_and_described() {
    let sandbox = Sandbox::start().await.unwrap();
    let overview = get(&sandbox, "").await.json();
    let openapi = get(&sandbox, "openapi.json").await.json();
    let routes = overview["routes"].as_array().unwrap();
    assert!(routes.len() > 10);
    for route in routes {
        assert!(route["example"].as_str().unwrap().starts_with("curl "));
        let path = route["path"].as_str().unwrap();
        let method = route["method"].as_str().unwrap().to_lowercase();
        assert!(
            openapi["paths"][path][&method]["summary"].is_string(),
            "{path}"
        );
        // What is listed exists: with a name that no provider has, only a provider is missing.
        if !path.contains('{') && method == "get" {
            let path = path.strip_prefix("/_sandbox/").unwrap();
            assert_eq!(get(&sandbox, path).await.status, 200, "{path}");
        }
    }
}
