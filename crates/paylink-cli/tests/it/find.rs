//! `paylink find`: a link by the merchant's reference.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{PINELABS, Ran, made, paylink};

const FOUND: &str = r#"{"payment_link_id":"pl-1","payment_link":"https://pay.example.com/1","merchant_payment_link_reference":"order-1001","status":"CREATED","amount":{"value":50000,"currency":"INR"}}"#;

/// Runs the line against a server that gives a token and then these answers.
async fn after_token(line: &str, replies: Vec<Reply>) -> (Ran, ScriptedServer) {
    let token = Reply::json(200, r#"{"access_token":"canary-token"}"#);
    let replies = std::iter::once(token).chain(replies).collect();
    let server = ScriptedServer::start(replies).await.unwrap();
    let ran = paylink(line).at(&server).run();
    (ran, server)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_found_by_its_reference() {
    let sandbox = Sandbox::start().await.unwrap();
    let id = made(&sandbox, PINELABS);
    let line = "find pinelabs order-1001";
    let link = paylink(line)
        .arg("--json")
        .on(&sandbox, "pinelabs")
        .run()
        .link();
    assert_eq!(
        (&link["id"], &link["reference"]),
        (&id.as_str().into(), &"order-1001".into())
    );
    assert_eq!(
        (&link["amount"], &link["currency"]),
        (&"500.00".into(), &"INR".into())
    );
    let requests = sandbox.requests("pinelabs");
    Contract::of("pinelabs").check("findPaymentLink", requests.last().unwrap());
    let ran = paylink(line).on(&sandbox, "pinelabs").run();
    let (shown, told) = ran.words();
    let start = format!("{id}\t500.00 INR\tCREATED\torder-1001\thttp://");
    assert!(shown.starts_with(&start), "{shown}");
    assert_eq!(told, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn success_is_one_object_to_the_letter() {
    let answer = Reply::json(200, FOUND).header("x-request-id", "req_1");
    let (ran, server) = after_token("find pinelabs order-1001 --json", vec![answer]).await;
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        ran.stdout,
        "{\"provider\":\"pinelabs\",\"id\":\"pl-1\",\"url\":\"https://pay.example.com/1\",\"status\":\"CREATED\",\
         \"amount\":\"500.00\",\"currency\":\"INR\",\"reference\":\"order-1001\",\"request_id\":\"req_1\",\
         \"idempotency_key\":null,\"attempts\":1}\n"
    );
    let asked = server.requests()[1].target.clone();
    assert_eq!(asked, "/api/pay/v1/paymentlink/ref/order-1001");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_such_link_is_an_answer_of_its_own() {
    let sandbox = Sandbox::start().await.unwrap();
    let line = "find pinelabs order-1001";
    let ran = paylink(line).arg("--json").on(&sandbox, "pinelabs").run();
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert_eq!(
        ran.stderr,
        "{\"error\":{\"kind\":\"not_found\",\"outcome\":\"refused\",\
         \"message\":\"pinelabs: find payment link: not found (outcome: refused)\",\
         \"status\":null,\"code\":null,\"request_id\":null,\"idempotency_key\":null,\
         \"reference\":\"order-1001\",\"attempts\":1,\"id\":null,\"url\":null}}\n"
    );
    let words = paylink(line).on(&sandbox, "pinelabs").run();
    assert_eq!((words.code, words.stdout.as_str()), (3, ""));
    assert!(
        words.stderr.ends_with("\nNothing was changed.\n"),
        "{}",
        words.stderr
    );
}

/// Only the provider's own word means "none": a proxy's page or a failure says nothing of the link.
#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_asked_is_not_none() {
    let html = Reply::text(404, "text/html", "<html>");
    for (reply, code, kind) in [
        (html, 3, "refused"),
        (Reply::json(403, "{}"), 3, "authentication"),
        (Reply::json(500, "{}"), 5, "server"),
        (Reply::close(), 5, "interrupted"),
    ] {
        let replies = vec![reply.clone(), reply.clone(), reply];
        let (ran, _server) = after_token("find pinelabs order-1001 --json", replies).await;
        let error = ran.error();
        assert_eq!((ran.code, &error["kind"]), (code, &kind.into()), "{error}");
        assert_eq!(error["reference"], "order-1001");
        ran.shows_no_canary();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_another_reference_is_not_taken_for_it() {
    let other = Reply::json(200, FOUND);
    let (ran, _server) = after_token("find pinelabs order-1002", vec![other]).await;
    assert_eq!((ran.code, ran.stdout.as_str()), (6, ""));
    assert!(
        ran.stderr.contains("pl-1, https://pay.example.com/1"),
        "{}",
        ran.stderr
    );
    let told = "\nThe provider responded with another link.\nThe response was: {";
    assert!(ran.stderr.contains(told), "{}", ran.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reference_stays_one_part_of_the_path() {
    let line = "find pinelabs a/b?c --json";
    let (_, server) = after_token(line, vec![Reply::json(200, "{}")]).await;
    let asked = server.requests()[1].target.clone();
    assert_eq!(asked, "/api/pay/v1/paymentlink/ref/a%2Fb%3Fc");
    for reference in ["..", "a/../b", " "] {
        let run = paylink("find pinelabs --json --base-url http://127.0.0.1:9").canaries();
        let ran = run.arg(reference).run();
        assert_eq!(
            (ran.code, &ran.error()["kind"]),
            (2, &"invalid_input".into())
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_the_request_and_no_token() {
    let (ran, server) = after_token("find pinelabs order-1001 --dry-run", vec![]).await;
    let (shown, told) = ran.words();
    let first = "GET /api/pay/v1/paymentlink/ref/order-1001\n";
    assert!(shown.starts_with(first), "{shown}");
    assert!(shown.contains("\nauthorization: [redacted]\n"), "{shown}");
    assert_eq!((told, server.arrived()), ("", 0));
}
