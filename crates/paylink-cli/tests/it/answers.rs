//! Answers that are not what was asked, that say no beside a link, or that nobody can read: the
//! exit code, and what is kept.

use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::Value;

use crate::support::{Ran, paylink};

const URL: &str = "https://pay.example.com/1";
const MEUM: &str =
    "create meum --amount 25.00 --currency USD --description Tickets --idempotency-key key-1";
const PINELABS: &str = "create pinelabs --amount 9.95 --currency INR --reference order-1001";
const COSTPLUS: &str = "create costplus --amount 9.95 --currency EUR --reference order-1001";
const PAYWINT: &str =
    "create paywint --amount 9.95 --currency USD --user-id f47ac10b-58cc-4372-a567-0e02b2c3d479";
const INVOICING: &str =
    "create invoicing --amount 9.95 --currency GBP --description D --payment-provider-id 1";

/// Runs the line against a server that says this; Pine Labs' gives a token first.
async fn against(line: &str, reply: Reply) -> (Ran, ScriptedServer) {
    given(line, "", reply).await
}

/// The same, with this on standard input.
async fn given(line: &str, input: &str, reply: Reply) -> (Ran, ScriptedServer) {
    let token = Reply::json(200, r#"{"access_token":"canary-token"}"#);
    let token = line.contains(" pinelabs ").then_some(token);
    let server = ScriptedServer::start(token.into_iter().chain([reply]).collect())
        .await
        .unwrap();
    let ran = paylink(line).at(&server).input(input).run();
    ran.shows_no_canary();
    (ran, server)
}

fn object(stderr: &str) -> Value {
    let line = stderr.lines().last().unwrap();
    serde_json::from_str::<Value>(line).unwrap()["error"].take()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_what_was_asked_is_accepted_and_kept() {
    let meum_open = r#"{"title":"T","amount_mode":"customer_defined_amount","min_amount":"50.00"}"#;
    for (line, input, id, body) in [
        // The old link under a key that was used before.
        (
            MEUM,
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","amount_mode":"customer_defined_amount","amount":null}"#,
        ),
        (
            MEUM,
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","amount":"2500","currency":"USD"}"#,
        ),
        (
            MEUM,
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","amount":"25.00","currency":"EUR"}"#,
        ),
        (
            MEUM,
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","effective_status":"expired"}"#,
        ),
        (
            "create meum --request -",
            meum_open,
            "p1",
            r#"{"id":"p1","public_url":"URL","amount_mode":"customer_defined_amount","min_amount":"1.00"}"#,
        ),
        (
            "update meum p1 --request -",
            r#"{"amount":"30.00"}"#,
            "p1",
            r#"{"id":"p1","public_url":"URL","amount_mode":"customer_defined_amount"}"#,
        ),
        (
            "activate meum p1",
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","status":"inactive"}"#,
        ),
        (
            "deactivate meum p1",
            "",
            "p1",
            r#"{"id":"p1","public_url":"URL","status":"active"}"#,
        ),
        ("get meum p1", "", "p2", r#"{"id":"p2","public_url":"URL"}"#),
        // A repeated reference whose link takes no payment any more.
        (
            PINELABS,
            "",
            "p1",
            r#"{"payment_link_id":"p1","payment_link":"URL","status":"CANCELLED"}"#,
        ),
        (
            PINELABS,
            "",
            "p1",
            r#"{"payment_link_id":"p1","payment_link":"URL","amount":{"value":99500,"currency":"INR"}}"#,
        ),
        (
            "cancel pinelabs p1",
            "",
            "p2",
            r#"{"payment_link_id":"p2","payment_link":"URL","status":"CANCELLED"}"#,
        ),
        (
            "cancel pinelabs p1",
            "",
            "p1",
            r#"{"payment_link_id":"p1","payment_link":"URL","status":"CREATED"}"#,
        ),
        (
            "notify pinelabs p1",
            "",
            "p2",
            r#"{"payment_link_id":"p2","payment_link":"URL"}"#,
        ),
        (
            "get pinelabs p1",
            "",
            "p2",
            r#"{"payment_link_id":"p2","payment_link":"URL"}"#,
        ),
        (
            "find pinelabs r1",
            "",
            "p2",
            r#"{"payment_link_id":"p2","payment_link":"URL","merchant_payment_link_reference":"r2"}"#,
        ),
        (
            COSTPLUS,
            "",
            "p1",
            r#"{"id":"p1","payment_url":"URL","amount":99500,"currency":"EUR"}"#,
        ),
        (
            INVOICING,
            "",
            "1",
            r#"{"id":1,"paymentLink":"URL","amountInMajorCurrency":995}"#,
        ),
        // It says no, and gives a link.
        (
            PAYWINT,
            "",
            "p1",
            r#"{"success":false,"message":"No","data":{"payment_id":"p1","payment_link":"URL"}}"#,
        ),
    ] {
        let body = body.replace("URL", URL);
        let reply = Reply::json(200, &body);
        let (ran, _server) = given(&format!("{line} --json"), input, reply.clone()).await;
        let error = ran.error();
        assert_eq!(
            (ran.code, error["outcome"].as_str()),
            (6, Some("accepted")),
            "{line}: {body}: {error}"
        );
        assert_eq!(
            (&error["id"], &error["url"]),
            (&id.into(), &URL.into()),
            "{line}: {error}"
        );
        assert_eq!(error["raw_body"], body.as_str());
        let (words, _server) = given(line, input, reply).await;
        assert_eq!((words.code, words.stdout.as_str()), (6, ""), "{line}");
        assert!(words.stderr.contains(URL), "{}", words.stderr);
        assert!(!words.stderr.contains("Nothing was"), "{}", words.stderr);
    }
}

/// Something exists under the key or the reference, or is being made.
#[tokio::test(flavor = "multi_thread")]
async fn a_conflict_on_the_key_is_not_nothing() {
    for (line, status, code, way_out) in [
        (MEUM, 409, "conflict", "--idempotency-key key-1"),
        (
            PINELABS,
            422,
            "DUPLICATE_REQUEST",
            "paylink find pinelabs order-1001",
        ),
    ] {
        let body = match status {
            409 => format!(r#"{{"error":{{"type":"{code}","code":"{code}"}}}}"#),
            _ => format!(r#"{{"code":"{code}","message":"Duplicate"}}"#),
        };
        let (ran, _server) = against(line, Reply::json(status, &body)).await;
        assert_eq!((ran.code, ran.stdout.as_str()), (5, ""), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("A link may have been created."),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains(way_out), "{}", ran.stderr);
        let json = format!("{line} --json");
        let (ran, _server) = against(&json, Reply::json(status, body)).await;
        let error = ran.error();
        assert_eq!(
            (&error["kind"], &error["outcome"]),
            (&"duplicate".into(), &"unknown".into())
        );
    }
    // A conflict about a state is a refusal.
    let (ran, _server) = against("activate meum p1", Reply::json(409, "{}")).await;
    assert_eq!(ran.code, 3, "{}", ran.stderr);
}

/// The answer may be the only place where the address is.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_cannot_be_read_is_shown() {
    let notice = "<br />\n<b>Notice</b>: Undefined index in x.php\n{\"id\":\"1\",\"url\":\"https://pay.example.com/1\"}";
    let whole = r#"{"id":"1","url":"https://pay.example.com/1"}"#;
    for (reply, body) in [
        (Reply::text(200, "text/html", notice), notice),
        (
            Reply::cut(201, u64::try_from(whole.len()).unwrap() + 1, whole),
            whole,
        ),
        (Reply::cut(201, 500, whole), whole),
        (Reply::json(500, whole), whole),
        (
            Reply::json(201, "").with_body(b"\xff https://pay.example.com/1".to_vec()),
            "\u{fffd} https://pay.example.com/1",
        ),
    ] {
        let json = format!("{COSTPLUS} --json");
        let (ran, server) = against(&json, reply.clone()).await;
        let error = ran.error();
        assert_eq!((ran.code, server.arrived()), (5, 1), "{error}");
        assert_eq!(error["raw_body"], body);
        assert_eq!(error["raw_body_truncated"], Value::Null);
        let (ran, _server) = against(COSTPLUS, reply).await;
        assert_eq!(ran.code, 5);
        let shown = ran.stderr.lines().last().unwrap();
        assert!(shown.starts_with("The response was: "), "{shown}");
        assert!(shown.contains("https://pay.example.com/1"), "{shown}");
        assert!(!shown.contains(char::is_control), "{shown:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_answer_is_shown_up_to_its_limit() {
    let long = "a".repeat(64 * 1024 + 1);
    let (ran, _server) = against(&format!("{COSTPLUS} --json"), Reply::json(500, long)).await;
    let error = ran.error();
    assert_eq!(error["raw_body"].as_str().unwrap().len(), 64 * 1024);
    assert_eq!(error["raw_body_truncated"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_says_what_it_could_not_read() {
    let body = r#"{"data":[{"id":"p1"},null,{"id":"p2"},7],"has_more":false}"#;
    let (ran, _server) = against("list meum --json", Reply::json(200, body)).await;
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    let ids: Vec<Value> = (ran.stdout.lines())
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].take())
        .collect();
    assert_eq!(ids, ["p1", "p2"]);
    let error = object(&ran.stderr);
    assert_eq!(error["kind"], "unreadable");
    assert!(
        error["message"].as_str().unwrap().contains("2 elements"),
        "{error}"
    );
    let (words, _server) = against("list meum", Reply::json(200, body)).await;
    assert_eq!((words.code, words.stdout.lines().count()), (5, 2));
    assert!(words.stderr.contains("2 elements"), "{}", words.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_pages_without_a_cursor_are_no_end() {
    for members in [
        r#""next_cursor":null"#,
        r#""next_cursor":"""#,
        r#""next_cursor":7"#,
        r#""next":1"#,
    ] {
        let body = format!(r#"{{"data":[{{"status":"active"}}],"has_more":true,{members}}}"#);
        let (ran, _server) = against("list meum --json", Reply::json(200, &body)).await;
        assert_eq!(ran.code, 5, "{body}: {}{}", ran.stdout, ran.stderr);
    }
}

/// Empty pages with new cursors: the command ends by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_empty_pages_ends() {
    let pages: Vec<Reply> = (0..2000)
        .map(|page| {
            let body = format!(r#"{{"data":[],"has_more":true,"next_cursor":"c{page}"}}"#);
            Reply::json(200, body)
        })
        .collect();
    let server = ScriptedServer::start(pages).await.unwrap();
    let ran = paylink("list meum --json").at(&server).run();
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    assert!(server.arrived() < 2000, "{}", server.arrived());
}

/// One time limit for all pages, not one for each.
#[tokio::test(flavor = "multi_thread")]
async fn the_time_limit_is_that_of_the_whole_list() {
    let pages: Vec<Reply> = (0..200)
        .map(|page| {
            let body = format!(
                r#"{{"data":[{{"id":"p{page}"}}],"has_more":true,"next_cursor":"c{page}"}}"#
            );
            Reply::json(200, body).dripping(std::time::Duration::from_millis(20))
        })
        .collect();
    let server = ScriptedServer::start(pages).await.unwrap();
    let ran = paylink("list meum --json --limit 100000 --timeout 1")
        .at(&server)
        .run();
    assert_eq!(object(&ran.stderr)["kind"], "timeout", "{}", ran.stderr);
    assert!(server.arrived() < 200, "{}", server.arrived());
}

/// A provider may say what it was sent, in any form that it was sent in.
#[tokio::test(flavor = "multi_thread")]
async fn a_credential_that_is_said_back_is_masked() {
    // `canary-costplus-key:` in Base64, by `printf canary-costplus-key: | base64`.
    let basic = "Y2FuYXJ5LWNvc3RwbHVzLWtleTo=";
    for body in [
        r#"{"message":"no such key: canary-costplus-key"}"#.to_owned(),
        format!(r#"{{"message":"bad header Basic {basic}"}}"#),
        format!("<html>canary-costplus-key {basic}"),
    ] {
        for status in [400, 500] {
            for flag in ["", " --json"] {
                let (ran, _server) =
                    against(&format!("{COSTPLUS}{flag}"), Reply::json(status, &body)).await;
                assert!(
                    !ran.stderr.contains("Y2FuYXJ5LWNvc3RwbHVz"),
                    "{}",
                    ran.stderr
                );
                assert!(
                    ran.stderr.contains("[redacted]") || status == 400,
                    "{}",
                    ran.stderr
                );
            }
        }
    }
}

/// What turns the writing direction round, hides, or ends a line elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn no_text_changes_how_others_are_seen() {
    let odd = [
        '\u{202e}',
        '\u{2066}',
        '\u{2069}',
        '\u{200b}',
        '\u{200d}',
        '\u{feff}',
        '\u{2028}',
        '\u{2029}',
        '\u{7f}',
        '\u{85}',
        '\u{9b}',
        '\u{ad}',
        '\u{61c}',
        '\u{e0041}',
    ];
    for character in odd {
        let id = format!("p{character}1");
        let body = format!(r#"{{"id":"{id}","public_url":"https://x/{id}","amount":"25.00"}}"#);
        for (line, status) in [(MEUM, 201), (COSTPLUS, 500)] {
            let reply = Reply::json(status, &body);
            let (words, _server) = against(line, reply.clone()).await;
            let (json, _server) = against(&format!("{line} --json"), reply).await;
            for said in [&words.stdout, &words.stderr, &json.stdout, &json.stderr] {
                assert!(!said.contains(character), "{said:?}");
            }
            // The same text to a program.
            let said = format!("{}{}", json.stdout, json.stderr);
            let value: Value = serde_json::from_str(said.trim_end()).unwrap();
            let read = match value["error"]["raw_body"].as_str() {
                Some(raw) => serde_json::from_str::<Value>(raw).unwrap()["id"].clone(),
                None => value["id"].clone(),
            };
            assert_eq!(read, id.as_str());
        }
    }
}
