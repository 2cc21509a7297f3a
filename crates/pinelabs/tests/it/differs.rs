//! A success is what was asked for, or an error that keeps the link: every field that Pine Labs
//! repeats, in every operation.

use paylink_core::{Error, ErrorKind, Outcome, Timestamp};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use pinelabs::{Client, CreatePaymentLink, PaymentLink, PaymentMethod, SplitDetail, SplitInfo};

use crate::support::{ID, calls, order, rupees, server};

const URL: &str = "https://pay.example.com/3rh4jtd";

/// A link with the usual id and address, and these members beside them.
fn body(members: &str) -> String {
    format!(r#"{{"payment_link_id":"{ID}","payment_link":"{URL}",{members}}}"#)
}

async fn answered(body: String) -> (ScriptedServer, Client) {
    server(vec![Reply::json(200, body)]).await
}

/// The link exists and differs in `field`; it is kept, and the request was sent once.
fn differs<T>(server: &ScriptedServer, result: Result<T, Error>, field: &str, case: &str) {
    let Err(error) = result else {
        panic!("{field}: {case} is taken for what was asked")
    };
    assert_eq!(error.kind(), ErrorKind::Differs, "{field}: {case}: {error}");
    assert_eq!(error.outcome(), Outcome::Accepted, "{case}");
    assert_eq!(error.field(), Some(field), "{case}");
    let kept: &PaymentLink = error.link().unwrap();
    assert_eq!(kept.payment_link.as_deref(), Some(URL), "{case}");
    assert!(error.raw_body().is_some(), "{case}");
    assert_eq!(calls(server).len(), 1, "{case}");
}

fn full() -> CreatePaymentLink {
    let part = |merchant: &str, paise| {
        SplitDetail::default()
            .with_split_merchant_id(merchant)
            .with_amount(rupees(paise))
    };
    order()
        .with_expire_by(Timestamp::read("2026-12-01T10:00:30Z"))
        .with_allowed_payment_methods([PaymentMethod::Upi, PaymentMethod::Card])
        .with_pre_auth(false)
        .with_is_mcc_transaction(true)
        .with_cart_coupon_discount_amount(rupees(5))
        .with_split_info(SplitInfo::new("AMOUNT", [part("1", 60), part("2", 40)]))
}

#[tokio::test]
async fn a_create_compares_money_reference_expiry_and_what_the_payer_may_do() {
    let cases = [
        (
            "amount.value",
            r#""amount":{"value":10000,"currency":"INR"}"#,
        ),
        (
            "amount.value",
            r#""amount":{"value":1.00,"currency":"INR"}"#,
        ),
        ("amount.value", r#""amount":"100""#),
        (
            "amount.currency",
            r#""amount":{"value":100,"currency":"USD"}"#,
        ),
        (
            "amount.currency",
            r#""amount":{"value":100,"currency":"rupees"}"#,
        ),
        (
            "merchant_payment_link_reference",
            r#""merchant_payment_link_reference":"LINK_REF""#,
        ),
        ("expire_by", r#""expire_by":"2026-12-01T10:00:31Z""#),
        ("expire_by", r#""expire_by":"2026-12-01T10:01Z""#),
        ("expire_by", r#""expire_by":"never""#),
        (
            "allowed_payment_methods",
            r#""allowed_payment_methods":["UPI"]"#,
        ),
        (
            "allowed_payment_methods",
            r#""allowed_payment_methods":["UPI","CARD","WALLET"]"#,
        ),
        ("pre_auth", r#""pre_auth":true"#),
        ("is_mcc_transaction", r#""is_mcc_transaction":"false""#),
        (
            "cart_coupon_discount_amount.value",
            r#""cart_coupon_discount_amount":{"value":50,"currency":"INR"}"#,
        ),
        (
            "split_info.split_details",
            r#""split_info":{"split_details":[{"split_merchant_id":"1","amount":{"value":60,"currency":"INR"}}]}"#,
        ),
        (
            "split_info.split_details",
            r#""split_info":{"split_details":[{"split_merchant_id":"1","amount":{"value":61,"currency":"INR"}},{"split_merchant_id":"2","amount":{"value":40,"currency":"INR"}}]}"#,
        ),
        (
            "split_info.split_details",
            r#""split_info":{"split_details":[{"split_merchant_id":"1","amount":{"value":60,"currency":"INR"}},{"split_merchant_id":"3","amount":{"value":40,"currency":"INR"}}]}"#,
        ),
        (
            "split_info.split_details",
            r#""split_info":{"split_details":[{"split_merchant_id":"1","amount":{"value":60,"currency":"USD"}},{"split_merchant_id":"2","amount":{"value":40,"currency":"INR"}}]}"#,
        ),
        ("status", r#""status":"CANCELLED""#),
        ("status", r#""status":"EXPIRED""#),
        ("status", r#""status":"PROCESSED""#),
    ];
    for (field, members) in cases {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.create_payment_link(&full()).await,
            field,
            members,
        );
    }
    for members in [
        r#""amount":{"value":"100","currency":"inr"},"status":"UNDER_REVIEW""#,
        r#""expire_by":"2026-12-01T15:30:30+05:30","status":"CLICKED""#,
        // Documented without seconds: then the minute counts.
        r#""expire_by":"2026-12-01T10:00Z","status":"PAYMENT_INITIATED""#,
        r#""allowed_payment_methods":["CARD","UPI"],"status":"PARTIAL_PROCESSED""#,
        r#""allowed_payment_methods":[],"pre_auth":"false","is_mcc_transaction":true"#,
        r#""split_info":{"split_details":[{"split_merchant_id":"2","amount":{"value":40,"currency":"INR"}},{"split_merchant_id":"1","amount":{"value":60}}]}"#,
        r#""split_info":{"split_details":[]},"description":"Another text","amount":null"#,
    ] {
        let (_server, client) = answered(body(members)).await;
        let link = client.create_payment_link(&full()).await;
        link.unwrap_or_else(|error| panic!("{members}: {error}"));
    }
}

#[tokio::test]
async fn an_answer_about_an_id_or_a_reference_carries_it() {
    let cancelled = r#""status":"CANCELLED","merchant_payment_link_reference":"link_ref""#;
    for (name, answer) in [
        (
            "another id",
            body(cancelled).replace(ID, "pl-v1-250306082755-aa-OTHER"),
        ),
        (
            "no id",
            format!(r#"{{"payment_link":"{URL}",{cancelled}}}"#),
        ),
    ] {
        let (server, client) = answered(answer.clone()).await;
        differs(
            &server,
            client.get_payment_link(ID).await,
            "payment_link_id",
            name,
        );
        let (server, client) = answered(answer.clone()).await;
        differs(
            &server,
            client.cancel_payment_link(ID).await,
            "payment_link_id",
            name,
        );
        let (server, client) = answered(answer.clone()).await;
        differs(
            &server,
            client.notify_payment_link(ID).await,
            "payment_link_id",
            name,
        );
    }
    for members in [
        r#""merchant_payment_link_reference":"link_ref_2""#,
        r#""status":"CREATED""#,
    ] {
        let (server, client) = answered(body(members)).await;
        let found = client.find_payment_link("link_ref").await;
        differs(&server, found, "merchant_payment_link_reference", members);
    }
}

#[tokio::test]
async fn a_cancel_shows_in_the_status() {
    for members in [
        r#""status":"CREATED""#,
        r#""status":"PROCESSED""#,
        r#""status":"GONE""#,
        r#""status":null"#,
    ] {
        let (server, client) = answered(body(members)).await;
        differs(
            &server,
            client.cancel_payment_link(ID).await,
            "status",
            members,
        );
    }
}

#[tokio::test]
async fn an_answer_that_says_no_and_holds_a_link_keeps_it() {
    for status in [200, 201, 400, 409, 422] {
        let answer = body(r#""code":"LIMIT_EXCEEDED","message":"m""#);
        let (server, client) = server(vec![Reply::json(status, answer)]).await;
        let result = client.create_payment_link(&order()).await;
        let code = result.as_ref().unwrap_err().code().map(str::to_owned);
        assert_eq!(code.as_deref(), Some("LIMIT_EXCEEDED"), "{status}");
        let field = if status < 300 { "code" } else { "status" };
        differs(&server, result, field, &status.to_string());
    }
}

#[tokio::test]
async fn a_byte_that_is_no_utf8_does_not_lose_the_link() {
    let mut bytes = body(r#""description":"Caf?","status":"CREATED""#).into_bytes();
    let at = bytes.iter().position(|byte| *byte == b'?').unwrap();
    bytes[at] = 0xe9;
    let (_server, client) = server(vec![Reply::json(201, "").with_body(bytes)]).await;
    let link = client.create_payment_link(&order()).await.unwrap();
    assert_eq!(link.payment_link.as_deref(), Some(URL));
    assert_eq!(link.description.as_deref(), Some("Caf\u{fffd}"));
}

#[tokio::test]
async fn an_idempotency_key_is_a_header_of_create_cancel_and_notify_and_nothing_without_one() {
    let key = || "my key 1".parse().unwrap();
    let cancelled = Reply::json(200, body(r#""status":"CANCELLED""#));
    let link = || Reply::json(200, body(r#""status":"CREATED""#));
    let (server, client) = server(vec![
        link(),
        cancelled.clone(),
        link(),
        link(),
        cancelled,
        link(),
    ])
    .await;
    client
        .create_payment_link(&order().with_idempotency_key(key()))
        .await
        .unwrap();
    client
        .cancel_payment_link_with_key(ID, &key())
        .await
        .unwrap();
    client
        .notify_payment_link_with_key(ID, &key())
        .await
        .unwrap();
    let link = client.create_payment_link(&order()).await.unwrap();
    // The reference is still the key of a repeated create.
    assert_eq!(
        link.idempotency_key().map(|key| key.as_str()),
        Some("link_ref")
    );
    client.cancel_payment_link(ID).await.unwrap();
    client.notify_payment_link(ID).await.unwrap();
    let sent: Vec<_> = (calls(&server).iter())
        .map(|call| call.header("idempotency-key").map(str::to_owned))
        .collect();
    let key = Some("my key 1".to_owned());
    assert_eq!(sent, [key.clone(), key.clone(), key, None, None, None]);
}

#[tokio::test]
async fn metadata_holds_any_json_and_no_name_twice() {
    let json = r#"{"amount":{"value":1,"currency":"INR"},"merchant_payment_link_reference":"r","expire_by":"2026-12-01T10:00Z","merchant_metadata":{"b":12.50,"a":{"x":[null,true]},"c":"t"}}"#;
    let request = CreatePaymentLink::from_json(json).unwrap();
    let (server, client) = answered(body(r#""status":"CREATED""#)).await;
    client.create_payment_link(&request).await.unwrap();
    let sent = calls(&server)[0].body_text().into_owned();
    assert!(
        sent.contains(r#""merchant_metadata":{"b":12.50,"a":{"x":[null,true]},"c":"t"}"#),
        "{sent}"
    );
    assert!(
        sent.contains(r#""expire_by":"2026-12-01T10:00Z""#),
        "{sent}"
    );
    let twice = order()
        .with_merchant_metadata("a", "1")
        .with_merchant_metadata("a", "2");
    let error = client.create_payment_link(&twice).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.field()),
        (ErrorKind::InvalidInput, Some("merchant_metadata"))
    );
    assert_eq!(calls(&server).len(), 1);
}
