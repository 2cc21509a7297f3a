//! `paylink update`: a change in the provider's own JSON.

use std::fs;

use paylink_fixtures::{Contract, cases};
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::Reply;
use serde_json::{Value, json};

use crate::support::{MEUM, made, paylink, server};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_changed_and_shown_as_it_is_then() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, MEUM);
    let line = format!("update meum {id} --request -");
    let run = paylink(&line).arg("--json").on(&sandbox, "meum");
    let link = run
        .input(r#"{"amount":"30.00","expires_at":null}"#)
        .run()
        .link();
    assert_eq!(
        (&link["id"], &link["amount"]),
        (&id.as_str().into(), &"30.00".into())
    );
    assert_eq!(link["idempotency_key"], Value::Null);
    let ran = paylink(&line)
        .on(&sandbox, "meum")
        .input(r#"{"title":"Winter"}"#)
        .run();
    let (shown, told) = ran.words();
    assert!(
        shown.starts_with(&format!("{id}\t30.00 USD\tactive\t-\thttp://")),
        "{shown}"
    );
    assert_eq!(told, "meum: changed\n");
}

/// Absent, `null` and a value are three things, digit for digit.
#[tokio::test(flavor = "multi_thread")]
async fn every_case_of_the_contract_arrives_equal() {
    let server = server(Reply::json(200, r#"{"id":"plink_1"}"#)).await;
    let cases = cases("meum", "updatePaymentLink");
    assert!(cases.iter().any(|case| case.valid));
    for case in cases.iter().filter(|case| case.valid) {
        let run = paylink("update meum plink_1 --request - --json").at(&server);
        run.input(case.body()).run().link();
        let requests = server.requests();
        let last = requests.last().unwrap();
        let given: Value = serde_json::from_str(case.body()).unwrap();
        let arrived: Value = serde_json::from_slice(&last.body).unwrap();
        assert_eq!(arrived, given, "{}", case.name);
        assert_eq!(last.target, "/v1/payment-links/plink_1");
        Contract::of("meum").check("updatePaymentLink", last);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_read() {
    let server = server(Reply::json(200, r#"{"id":"plink_1"}"#)).await;
    let folder = std::env::temp_dir().join(format!("paylink-cli-update-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("a change.json");
    fs::write(&file, r#"{"title":"Winter"}"#).unwrap();
    let run = paylink("update meum plink_1 --json --request").arg(file.to_str().unwrap());
    let ran = run.at(&server).run();
    fs::remove_dir_all(&folder).unwrap();
    ran.link();
    assert_eq!(server.requests()[0].body_text(), r#"{"title":"Winter"}"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_change_is_refused_and_not_sent() {
    let server = server(Reply::json(200, r#"{"id":"plink_1"}"#)).await;
    for (id, change, named) in [
        (
            "plink_1",
            r#"{"currency":"EUR"}"#,
            "currency is not a field",
        ),
        ("plink_1", r#"{"title":""}"#, "title must not be empty"),
        ("plink_1", r#"{"amount":25.00}"#, "amount must be"),
        ("plink_1", "{", "must be"),
        ("../x", "{}", "must be an identifier"),
    ] {
        let run = paylink("update meum --request - --json")
            .arg(id)
            .at(&server);
        let ran = run.input(change).run();
        let error = ran.error();
        assert_eq!(
            (ran.code, &error["kind"]),
            (2, &"invalid_input".into()),
            "{change}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(named), "{message}");
    }
    let ran = paylink("update meum plink_1 --request none.json --json")
        .at(&server)
        .run();
    assert!(
        ran.error()["message"]
            .as_str()
            .unwrap()
            .contains("none.json")
    );
    let ran = paylink("update meum plink_1 --json").at(&server).run();
    assert!(
        ran.error()["message"]
            .as_str()
            .unwrap()
            .contains("--request <FILE>")
    );
    assert_eq!(server.arrived(), 0);
}

/// What a second update does is not documented: it is sent once, and the text says how to check.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_sent_once() {
    let server = server(Reply::close()).await;
    let line = "update meum plink_1 --request -";
    let ran = paylink(line).at(&server).input("{}").run();
    assert_eq!((ran.code, server.arrived()), (5, 1), "{}", ran.stderr);
    let told = "\nIt may have been done. Run `paylink get` to see.\n";
    assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_changed_nothing() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, MEUM);
    sandbox.pay("meum", &id).unwrap();
    let line = format!("update meum {id} --request -");
    let change = json!({"amount": "30.00"}).to_string();
    let ran = paylink(&line)
        .on(&sandbox, "meum")
        .input(change.clone())
        .run();
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(
        ran.stderr.ends_with("\nNothing was changed.\n"),
        "{}",
        ran.stderr
    );
    let ran = paylink(&line)
        .arg("--json")
        .on(&sandbox, "meum")
        .input(change)
        .run();
    assert_eq!(ran.error()["kind"], "conflict");
}
