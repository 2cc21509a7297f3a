//! The two reads: the wire, every generated case, every answer of the fixtures, and how often each
//! is sent.

use insta::assert_snapshot;
use paylink_core::{Answered, Error, ErrorKind, Outcome};
use paylink_fixtures::{Case, Contract, Documented, all_documented, cases, documented};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use paywint::{Client, Payment, PaymentStatus, ReceivedPayments, RowsPerPage, SecretKey, Uuid};

use crate::support::{SECRET, USER, client, server};

const GET: &str = "getPayment";
const LIST: &str = "listReceivedPayments";
const PAYMENT: Uuid = Uuid::from_u128(0x3c90_c3cc_0d44_4b50_8888_8dd2_5736_052a);
const EMPTY: &str = r#"{"success":true,"records":[],"totalRecords":0}"#;

/// The payment of the vendor's sample, whose ids are masked.
const MASKED: Uuid = Uuid::from_u128(0xf47a_c10b_1111_4222_8333_0e02_b2c3_d479);

fn paid() -> Reply {
    documented("paywint", "responses", "payment-success").reply()
}

/// A payment of this id, and nothing else.
fn paid_as(id: Uuid) -> Reply {
    Reply::json(200, format!(r#"{{"data":{{"payment_id":"{id}"}}}}"#))
}

async fn get(client: &Client, id: Uuid) -> Result<Payment, Error> {
    let answer = client.get_payment(id).await?;
    Ok(answer.into_value())
}

async fn list(client: &Client) -> Result<ReceivedPayments, Error> {
    let answer = client.list_received_payments(USER, RowsPerPage::Ten, 1);
    Ok(answer.await?.into_value())
}

#[tokio::test]
async fn both_reads_on_the_wire_keep_the_contract_and_are_signed() {
    let (server, client) = server(vec![paid_as(PAYMENT), Reply::json(200, EMPTY)]).await;
    client.get_payment(PAYMENT).await.unwrap();
    (client.list_received_payments(USER, RowsPerPage::Fifty, 2))
        .await
        .unwrap();
    let contract = Contract::of("paywint");
    let key = SecretKey::new(SECRET).unwrap();
    let mut wire = String::new();
    let sent = [(GET, http::Method::GET), (LIST, http::Method::POST)];
    for (arrived, (operation, method)) in server.requests().iter().zip(sent) {
        contract.check(operation, arrived);
        let signature = key.signature(&method, &arrived.target, &arrived.body);
        assert_eq!(arrived.header("x-signature"), Some(signature.as_str()));
        wire.push_str(&format!("{}\n\n", arrived.as_text()));
    }
    assert_snapshot!("reads", wire);
}

/// Calls the operation of a case as far as its types allow; the field that they do not.
async fn tried(case: &Case, client: &Client) -> Result<(), Option<String>> {
    let field = |error: Error| error.field().map(str::to_owned);
    let id = |name: &str| case.path[name].parse().map_err(|_| Some(name.to_owned()));
    if case.operation == GET {
        let payment = client.get_payment(id("payment_id")?).await;
        return payment.map(|_| ()).map_err(field);
    }
    let body: serde_json::Value = serde_json::from_str(case.body()).unwrap();
    // An argument that is missing does not compile.
    let number = |name: &str| -> Result<u32, Option<String>> {
        let given = body[name].as_u64().ok_or_else(|| Some(name.to_owned()))?;
        Ok(u32::try_from(given).unwrap())
    };
    let rows = RowsPerPage::try_from(number("rows_per_page")?).map_err(field)?;
    let page = client.list_received_payments(id("user_id")?, rows, number("page_no")?);
    page.await.map(|_| ()).map_err(field)
}

#[tokio::test]
async fn every_case_arrives_as_given_or_is_refused_by_its_field_before_a_byte_is_sent() {
    let contract = Contract::of("paywint");
    for case in cases("paywint", GET).iter().chain(&cases("paywint", LIST)) {
        let id = (case.path.get("payment_id")).and_then(|id| id.parse().ok());
        let reply = match id {
            Some(id) => paid_as(id),
            None => Reply::json(200, EMPTY),
        };
        let (server, client) = server(vec![reply]).await;
        let result = tried(case, &client).await;
        if !case.valid {
            let field = result.unwrap_err();
            let limit = case.limit.as_ref().unwrap();
            assert!(limit.is_named_by(field.as_deref()), "{}", case.name);
            assert_eq!(server.arrived(), 0, "{}", case.name);
            continue;
        }
        assert_eq!(result, Ok(()), "{}", case.name);
        let arrived = &server.requests()[0];
        contract.check(&case.operation, arrived);
        let id = case.path.values().next().unwrap();
        assert!(arrived.target.ends_with(&format!("/{id}")), "{}", case.name);
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        assert_eq!(
            json(&arrived.body_text()),
            json(case.body()),
            "{}",
            case.name
        );
    }
}

#[tokio::test]
async fn page_0_is_refused_before_a_byte_is_sent() {
    let (server, client) = server(vec![Reply::json(200, EMPTY)]).await;
    let error = (client
        .list_received_payments(USER, RowsPerPage::Ten, 0)
        .await)
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome(), error.field()),
        (ErrorKind::InvalidInput, Outcome::NotSent, Some("page_no"))
    );
    assert_eq!(error.operation(), "list received payments");
    assert_eq!(server.arrived(), 0);
}

#[test]
fn four_sizes_of_a_page_and_no_other() {
    let taken: Vec<_> = (0..=1000)
        .filter_map(|rows| Some((rows, RowsPerPage::try_from(rows).ok()?.get())))
        .collect();
    assert_eq!(taken, [(10, 10), (20, 20), (50, 50), (100, 100)]);
}

/// What an answer tells: the status of a payment, or how many there are on the page.
async fn told(answer: &Documented) -> Result<String, Error> {
    let server = ScriptedServer::start(vec![answer.reply()]).await.unwrap();
    let client = client(&server.base_url());
    let told = if answer.operation == GET {
        let masked = answer.body().contains("****");
        get(&client, if masked { MASKED } else { PAYMENT })
            .await
            .map(|payment| payment.status.map(|status| status.to_string()))
            .map(Option::unwrap_or_default)
    } else {
        list(&client)
            .await
            .map(|page| page.records.len().to_string())
    };
    assert_eq!(server.arrived(), 1, "{}", answer.name);
    told
}

fn answers(folder: &str) -> Vec<Documented> {
    let mut answers = all_documented("paywint", folder, GET);
    answers.extend(all_documented("paywint", folder, LIST));
    answers
}

fn names(answers: &[Documented]) -> Vec<&str> {
    answers.iter().map(|answer| answer.name.as_str()).collect()
}

#[tokio::test]
async fn successes() {
    let table = [
        ("payment-opened-with-nulls", "opened"),
        ("payment-success", "success"),
        ("payment-unknown-status", "held_for_review"),
        ("received-documented", "1"),
        ("received-empty", "0"),
        ("received-without-totals", "1"),
    ];
    let answers = answers("responses");
    assert_eq!(names(&answers), table.map(|(name, _)| name));
    for (answer, (name, expected)) in answers.iter().zip(table) {
        assert_eq!(told(answer).await.unwrap(), expected, "{name}");
    }
}

#[tokio::test]
async fn failures() {
    use ErrorKind::{NotFound, Refused};
    let uuid = "path.payment_id: Input should be a valid UUID";
    let rows = "body.rows_per_page: Input should be 10, 20, 50 or 100";
    let table = [
        ("payment-detail-list", Refused, Some("uuid_parsing"), uuid),
        (
            "payment-refused-in-200",
            Refused,
            None,
            "Payment not found.",
        ),
        ("payment-unknown-id", NotFound, None, "Payment not found"),
        ("received-detail-list", Refused, Some("literal_error"), rows),
    ];
    let answers = answers("errors");
    assert_eq!(names(&answers), table.map(|(name, ..)| name));
    for (answer, (name, kind, code, message)) in answers.iter().zip(table) {
        let error = told(answer).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (kind, kind.outcome()),
            "{name}"
        );
        assert_eq!(
            (error.code(), error.message()),
            (code, Some(message)),
            "{name}"
        );
        assert_eq!(error.raw_body().unwrap(), answer.body(), "{name}");
    }
}

#[tokio::test]
async fn every_documented_field_of_a_payment_is_read() {
    let (_server, client) = server(vec![paid()]).await;
    let payment = get(&client, MASKED).await.unwrap();
    let masked = Some("f47ac10b-****-****-****-0e02b2c3d479");
    assert_eq!(payment.payment_id.as_deref(), masked);
    for id in [
        &payment.payer_id,
        &payment.payee_id,
        &payment.card_id,
        &payment.bank_id,
        &payment.payee_card_id,
        &payment.payee_bank_id,
    ] {
        assert_eq!(id.as_deref(), masked);
    }
    let amounts = [
        &payment.amount,
        &payment.processing_fee,
        &payment.delivery_fee,
    ]
    .map(|amount| amount.value().unwrap().to_string());
    assert_eq!(amounts, ["100", "1.5", "0.5"]);
    let currency = payment.currency.value().unwrap();
    assert_eq!(currency.to_string(), "USD");
    for (text, expected) in [
        (&payment.invoice_no, "INV-2024-001234"),
        (&payment.description, "June invoice for services"),
        (&payment.payment_method, "WALLET"),
        (&payment.receiving_method, "WALLET"),
        (&payment.failure_reason, "Insufficient wallet balance"),
    ] {
        assert_eq!(text.as_deref(), Some(expected));
    }
    let times = [&payment.created_at, &payment.payment_date]
        .map(|time| time.as_ref().unwrap().instant().unwrap().unix_timestamp());
    assert_eq!(times, [1_750_068_291, 1_750_068_796]);
    assert_eq!(payment.status, Some(PaymentStatus::Success));
}

#[tokio::test]
async fn an_unknown_or_absent_status_is_not_success() {
    for (data, expected) in [
        (r#","status":"Success""#, Some("Success")),
        (r#","status":"succeeded""#, Some("succeeded")),
        (r#","status":true"#, Some("true")),
        (r#","status":null"#, None),
        ("", None),
    ] {
        let body = format!(r#"{{"success":true,"data":{{"payment_id":"{PAYMENT}"{data}}}}}"#);
        let (_server, client) = server(vec![Reply::json(200, body.as_str())]).await;
        let status = get(&client, PAYMENT).await.unwrap().status;
        assert_eq!(
            status,
            expected.map(|word| PaymentStatus::Other(word.into()))
        );
    }
}

#[tokio::test]
async fn what_holds_no_payment_or_no_records_is_unreadable() {
    for body in [
        "",
        "null",
        "[]",
        "{}",
        r#"{"data":null,"records":7}"#,
        r#"{"data":[],"records":{}}"#,
        r#"{"data":7,"records":null,"records":7}"#,
    ] {
        let reply = || Reply::json(200, body);
        let (server, client) = server(vec![reply(), reply()]).await;
        for error in [
            get(&client, PAYMENT).await.unwrap_err(),
            list(&client).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Unreadable, "{body}");
            assert_eq!(error.raw_body().unwrap(), body);
        }
        assert_eq!(server.arrived(), 2);
    }
}

#[tokio::test]
async fn records_that_are_null_are_none() {
    let (_server, client) = server(vec![Reply::json(200, r#"{"records":null}"#)]).await;
    let page = list(&client).await.unwrap();
    assert_eq!(
        (page.records, page.total_records),
        (vec![], Answered::Missing)
    );
}

#[tokio::test]
async fn a_refusal_in_a_200_is_one_for_a_list_too() {
    let body = r#"{"success":false,"status_code":400,"message":"No such user.","records":[]}"#;
    let (server, client) = server(vec![Reply::json(200, body)]).await;
    let error = list(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Refused, Some("No such user."))
    );
    assert_eq!(server.arrived(), 1);
}

#[tokio::test]
async fn reads_are_sent_again_after_a_lost_answer() {
    let (getting, getter) = server(vec![Reply::close(), paid_as(PAYMENT)]).await;
    assert_eq!(getter.get_payment(PAYMENT).await.unwrap().attempts(), 2);
    assert_eq!(getting.arrived(), 2);
    let (listing, lister) = server(vec![Reply::close(), Reply::json(200, EMPTY)]).await;
    let page = lister.list_received_payments(USER, RowsPerPage::Ten, 1);
    assert_eq!(page.await.unwrap().attempts(), 2);
    let requests = listing.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, requests[1].body);
}

#[tokio::test]
async fn no_id_leaves_its_place_in_the_path() {
    for id in [Uuid::nil(), Uuid::max(), PAYMENT] {
        let (server, client) = server(vec![paid_as(id), Reply::json(200, EMPTY)]).await;
        client.get_payment(id).await.unwrap();
        (client.list_received_payments(id, RowsPerPage::Ten, 1))
            .await
            .unwrap();
        let targets: Vec<_> = (server.requests().iter())
            .map(|request| request.target.clone())
            .collect();
        assert_eq!(
            targets,
            [
                format!("/api/platform/payment/get-payment/{id}"),
                format!("/api/platform/payment/list-received-payment/{id}"),
            ]
        );
    }
    for text in [
        "..",
        "a/b",
        "?x",
        "%2e%2e",
        "f47ac10b-****-****-****-0e02b2c3d479",
    ] {
        assert!(text.parse::<Uuid>().is_err(), "{text}");
    }
}

#[tokio::test]
async fn what_a_payment_prints_holds_nothing_of_people_cards_and_banks() {
    let body = r#"{"data":{"payment_id":"3c90c3cc-****-****-****-8dd25736052a","payer_id":"canary","payee_id":"canary","amount":"canary","description":"canary","card_id":"canary","bank_id":"canary","payee_card_id":"canary","payee_bank_id":"canary","failure_reason":"canary","created_at":"canary","status":"success"}}"#;
    let (_server, client) = server(vec![Reply::json(200, body)]).await;
    let shown = format!("{:?}", get(&client, PAYMENT).await.unwrap());
    assert!(!shown.contains("canary"), "{shown}");
    assert!(shown.contains("status: Some(Success)"), "{shown}");
}
