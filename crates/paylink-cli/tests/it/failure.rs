//! Failures: the exact JSON object, the exit codes, and what the text says about the money.

use std::net::TcpListener;

use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{paylink, server};

const MEUM: &str = "create meum --amount 25.00 --currency USD --description Tickets --reference order-1001 --idempotency-key key-1";
const COSTPLUS: &str = "create costplus --amount 9.95 --currency EUR --reference order-1001";
const PINELABS: &str = "create pinelabs --amount 9.95 --currency INR --reference order-1001";

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_one_object_to_the_letter() {
    let body = r#"{"error":{"type":"invalid_request","code":"AMOUNT_TOO_SMALL","message":"The amount is too small.","request_id":"req_1"}}"#;
    let server = server(Reply::json(400, body)).await;
    let ran = paylink(MEUM).at(&server).arg("--json").run();
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert_eq!(
        ran.stderr,
        "{\"error\":{\"kind\":\"refused\",\"outcome\":\"refused\",\
         \"message\":\"meum: create payment link: the provider refused the request, status 400, code AMOUNT_TOO_SMALL (outcome: refused): The amount is too small.\",\
         \"status\":400,\"code\":\"AMOUNT_TOO_SMALL\",\"request_id\":\"req_1\",\"idempotency_key\":\"key-1\",\
         \"reference\":\"order-1001\",\"attempts\":1,\"id\":null,\"url\":null,\
         \"raw_body\":\"{\\\"error\\\":{\\\"type\\\":\\\"invalid_request\\\",\\\"code\\\":\\\"AMOUNT_TOO_SMALL\\\",\
         \\\"message\\\":\\\"The amount is too small.\\\",\\\"request_id\\\":\\\"req_1\\\"}}\"}}\n"
    );
}

#[test]
fn a_failure_without_a_call_is_one_object_to_the_letter() {
    let ran = paylink(MEUM).arg("--json").run();
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(
        ran.stderr,
        "{\"error\":{\"kind\":\"configuration\",\"outcome\":\"not_sent\",\
         \"message\":\"the environment variable MEUM_API_KEY is not set, or is empty\",\
         \"status\":null,\"code\":null,\"request_id\":null,\"idempotency_key\":null,\"reference\":null,\"attempts\":0,\
         \"id\":null,\"url\":null}}\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn each_ending_has_its_exit_code() {
    for (line, reply, code, kind, outcome, arrived) in [
        (
            MEUM,
            Reply::json(401, ""),
            3,
            "authentication",
            "refused",
            1,
        ),
        (MEUM, Reply::json(404, ""), 3, "not_found", "refused", 1),
        // Something exists under the key, or is being made.
        (MEUM, Reply::json(409, "{}"), 5, "duplicate", "unknown", 1),
        (
            COSTPLUS,
            Reply::json(429, ""),
            3,
            "rate_limited",
            "refused",
            1,
        ),
        (COSTPLUS, Reply::close(), 5, "interrupted", "unknown", 1),
        (
            COSTPLUS,
            Reply::json(502, "<html>"),
            5,
            "server",
            "unknown",
            1,
        ),
        (
            COSTPLUS,
            Reply::json(302, "").header("location", "http://127.0.0.1:9/"),
            5,
            "redirect",
            "unknown",
            1,
        ),
        (
            COSTPLUS,
            Reply::text(200, "text/html", "<html>"),
            5,
            "unreadable",
            "unknown",
            1,
        ),
        (COSTPLUS, Reply::json(201, "{}"), 5, "no_link", "unknown", 1),
        (MEUM, Reply::close(), 5, "interrupted", "unknown", 3),
        // A wrong secret is refused where the token is asked for: the create was not sent.
        (
            PINELABS,
            Reply::json(401, "{}"),
            3,
            "authentication",
            "refused",
            1,
        ),
        // No token is available for another reason: the create was not sent.
        (PINELABS, Reply::close(), 4, "interrupted", "not_sent", 3),
    ] {
        let server = server(reply).await;
        let ran = paylink(line).at(&server).arg("--json").run();
        let error = ran.error();
        assert_eq!(
            (ran.code, error["kind"].as_str(), error["outcome"].as_str()),
            (code, Some(kind), Some(outcome)),
            "{error}"
        );
        assert_eq!(server.arrived(), arrived, "{kind}");
        assert_eq!(error["reference"], "order-1001");
        ran.shows_no_canary();
    }
}

#[test]
fn an_unreachable_provider_was_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let line = format!("{COSTPLUS} --base-url http://{address}");
    let ran = paylink(&line).arg("--json").canaries().run();
    let error = ran.error();
    assert_eq!((ran.code, &error["kind"]), (4, &"connect".into()));
    assert_eq!(error["outcome"], "not_sent");
    let words = paylink(&line).canaries().run();
    assert_eq!((words.code, words.stdout.as_str()), (4, ""));
    assert!(
        words.stderr.ends_with("\nNothing was sent.\n"),
        "{}",
        words.stderr
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_differs_is_accepted_and_shown() {
    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1","amount":"52.00"}"#;
    let server = server(Reply::json(201, body)).await;
    let ran = paylink(MEUM).at(&server).arg("--json").run();
    let error = ran.error();
    assert_eq!(ran.code, 6);
    assert_eq!(
        (&error["kind"], &error["outcome"]),
        (&"differs".into(), &"accepted".into())
    );
    assert_eq!(
        (&error["status"], &error["reference"]),
        (&201.into(), &"order-1001".into())
    );
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains("plink_1, https://pay.example.com/1"),
        "{message}"
    );
    let words = paylink(MEUM).at(&server).run();
    assert_eq!((words.code, words.stdout.as_str()), (6, ""));
    assert!(
        words.stderr.contains("https://pay.example.com/1"),
        "{}",
        words.stderr
    );
}

/// The documented way out: the same key, the same reference, or the provider.
#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_the_way_out_of_the_unknown() {
    let token = Reply::json(200, r#"{"access_token":"canary-token"}"#);
    for (line, replies, way_out) in [
        (MEUM, vec![Reply::json(500, "")], "--idempotency-key key-1"),
        (
            PINELABS,
            vec![token, Reply::json(500, "")],
            "with the reference order-1001",
        ),
        (
            COSTPLUS,
            vec![Reply::json(500, "")],
            "Look for the reference order-1001",
        ),
    ] {
        let server = ScriptedServer::start(replies).await.unwrap();
        let ran = paylink(line).at(&server).run();
        assert_eq!((ran.code, ran.stdout.as_str()), (5, ""), "{}", ran.stderr);
        assert!(
            ran.stderr.contains("A link may have been created."),
            "{}",
            ran.stderr
        );
        assert!(ran.stderr.contains(way_out), "{}", ran.stderr);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_what_a_refusal_means() {
    let server = server(Reply::json(429, "").header("retry-after", "7")).await;
    let ran = paylink(COSTPLUS).at(&server).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    let told = "\nNothing was created. Wait 7 seconds before you try again.\n";
    assert!(ran.stderr.ends_with(told), "{}", ran.stderr);
}

/// One second bounds everything: the attempts of Meum, which may repeat, and the token of Pine
/// Labs.
#[tokio::test(flavor = "multi_thread")]
async fn the_time_out_bounds_the_whole_call() {
    for (line, code, outcome) in [
        (COSTPLUS, 5, "unknown"),
        (MEUM, 5, "unknown"),
        (PINELABS, 4, "not_sent"),
    ] {
        let server = server(Reply::hang()).await;
        let ran = paylink(line)
            .at(&server)
            .arg("--json")
            .args("--timeout 1")
            .run();
        let error = ran.error();
        assert_eq!(
            (ran.code, &error["kind"]),
            (code, &"timeout".into()),
            "{error}"
        );
        assert_eq!(error["outcome"], outcome);
        assert_eq!(server.arrived(), 1);
    }
}
