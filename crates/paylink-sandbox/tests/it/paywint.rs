//! Paywint: signature, envelope, exact amounts.

use paylink_sandbox::Sandbox;

use crate::client::{Request, assert_documented, post, sign};

const CONTRACT: &str = include_str!("../../contracts/paywint.json");
const TEMPLATE: &str = "/api/platform/payment/create-payment-link/{user_id}";
const PATH: &str = "/api/platform/payment/create-payment-link/f47ac10b-58cc-4372-a567-0e02b2c3d479";

#[test]
fn the_signer_of_these_tests_agrees_with_the_vectors() {
    let user = "/api/platform/payment/create-payment-link/11111111-2222-4333-8444-555555555555";
    let vectors = [
        (
            "your_platform_secret_key",
            "/api/platform/users/create?isExample=true&version=1.0.5",
            r#"{"name":"John Doe","email":"john@example.com","phone":"9876543210","phone_country_code":"+91"}"#,
            "386937bd022ec588838e70df0719eb0e69ada97272af58e833c41163be94efc5",
        ),
        (
            "test_secret_key",
            user,
            r#"{"amount":150.75,"description":"Payment for June invoice","invoice_number":"INV-2025-0012"}"#,
            "1b18b8709a3c82f20fba6adfc0573463649c07f86691c3b15d5271d61776548e",
        ),
        (
            "test_secret_key",
            user,
            r#"{"amount":0.10}"#,
            "8747c066d63f92b813242895cb7cf435fb9b23e54f0853b13cb0808f5856c5ff",
        ),
    ];
    for (key, target, body, signature) in vectors {
        assert_eq!(sign(key, "POST", target, body), signature);
    }
}

#[tokio::test]
async fn a_signed_request_gets_a_link_in_an_envelope() {
    let sandbox = Sandbox::start().await.unwrap();
    let body = r#"{"amount":150.75,"description":"Payment for June invoice","invoice_number":"INV-2025-0012"}"#;

    let answer = post(&sandbox, "paywint", PATH, body)
        .await
        .send(&sandbox)
        .await;

    assert_eq!(answer.status, 200);
    assert_documented(CONTRACT, TEMPLATE, "post", &answer);
    assert_eq!(answer.json()["success"], true);
    let [link] = &sandbox.links("paywint")[..] else {
        panic!("one link")
    };
    assert_eq!(link.reference.as_deref(), Some("INV-2025-0012"));
    assert_eq!(
        (
            answer.text("/data/payment_id"),
            answer.text("/data/payment_link")
        ),
        (link.id.clone(), link.url.clone())
    );
}

#[tokio::test]
async fn the_query_is_signed_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let target = format!("{PATH}?isExample=true");
    let signed = post(&sandbox, "paywint", &target, r#"{"amount":1}"#).await;
    assert_eq!(signed.send(&sandbox).await.status, 200);

    let moved = Request {
        target: format!("{PATH}?isExample=false"),
        ..signed
    };
    assert_eq!(moved.send(&sandbox).await.status, 401);
}

#[tokio::test]
async fn a_signature_over_other_bytes_is_refused() {
    let sandbox = Sandbox::start().await.unwrap();
    let signed = post(&sandbox, "paywint", PATH, r#"{"amount":150.75}"#).await;

    let rewritten = Request {
        body: r#"{"amount": 150.75}"#.to_owned(),
        ..signed.clone()
    };
    let upper_case = signed
        .headers
        .iter()
        .find(|(name, _)| name == "X-Signature")
        .unwrap()
        .1
        .to_ascii_uppercase();
    let upper_case = signed
        .clone()
        .without("X-Signature")
        .header("X-Signature", upper_case);
    let other_platform = signed
        .without("X-Platform-ID")
        .header("X-Platform-ID", "7d444840-9dc0-41d1-b245-5ffdce74fad2");

    for forged in [rewritten, upper_case, other_platform] {
        let answer = forged.send(&sandbox).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.text("/detail").is_empty());
    }
    assert!(sandbox.links("paywint").is_empty());
}

#[tokio::test]
async fn a_header_that_is_missing_or_comes_twice_is_a_validation_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let signed = post(&sandbox, "paywint", PATH, r#"{"amount":1}"#).await;
    for name in ["X-Platform-ID", "X-Signature"] {
        for request in [
            signed.clone().without(name),
            signed.clone().header(name, "x"),
        ] {
            let answer = request.send(&sandbox).await;
            assert_eq!(answer.status, 422);
            assert_documented(CONTRACT, TEMPLATE, "post", &answer);
            assert_eq!(
                answer.json()["detail"][0]["loc"],
                serde_json::json!(["header", name])
            );
        }
    }
}

#[tokio::test]
async fn every_fault_of_a_request_is_in_the_detail() {
    let sandbox = Sandbox::start().await.unwrap();
    let path = "/api/platform/payment/create-payment-link/f47ac10b-****-****-****-0e02b2c3d479";
    let answer = post(
        &sandbox,
        "paywint",
        path,
        r#"{"amount":0,"invoice_number":1}"#,
    )
    .await
    .send(&sandbox)
    .await;

    assert_eq!(answer.status, 422);
    assert_documented(CONTRACT, TEMPLATE, "post", &answer);
    let json = answer.json();
    let mut faults: Vec<_> = json["detail"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{} {}", fault["loc"], fault["type"]))
        .collect();
    faults.sort();
    assert_eq!(
        faults,
        [
            r#"["body","amount"] "exclusiveMinimum""#,
            r#"["body","invoice_number"] "type""#,
            r#"["path","user_id"] "format""#
        ]
    );
}

#[tokio::test]
async fn amounts_arrive_as_they_were_written_and_a_repeat_makes_a_second_link() {
    let sandbox = Sandbox::start().await.unwrap();
    let amounts = ["150.75", "0.10", "10.00", "12345678901234567.89", "10.00"];
    for amount in amounts {
        let answer = post(
            &sandbox,
            "paywint",
            PATH,
            &format!(r#"{{"amount":{amount}}}"#),
        )
        .await
        .send(&sandbox)
        .await;
        assert_eq!(answer.status, 200, "{amount}");
    }
    let arrived: Vec<_> = sandbox
        .requests("paywint")
        .iter()
        .map(|request| request.body_text().into_owned())
        .collect();
    assert_eq!(
        arrived,
        amounts.map(|amount| format!(r#"{{"amount":{amount}}}"#))
    );
    assert_eq!(sandbox.links("paywint").len(), amounts.len());
}
