//! `paylink get`: a link by its id.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};

use crate::support::{COSTPLUS, MEUM, PINELABS, made, paylink, server};

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_read_as_it_was_made() {
    let sandbox = Sandbox::start().await.unwrap();
    for line in [PINELABS, MEUM, COSTPLUS] {
        let provider = line.split(' ').next().unwrap();
        let id = made(&sandbox, line);
        let run = paylink(&format!("get {provider} {id} --json"));
        let link = run.on(&sandbox, provider).run().link();
        let held = &sandbox.links(provider)[0];
        assert_eq!(link["provider"], provider);
        assert_eq!(
            (&link["id"], &link["url"]),
            (&id.into(), &held.url.as_str().into())
        );
        assert_eq!(link["status"], held.status.as_str());
        let asked: Vec<&str> = line.split(' ').collect();
        assert_eq!(
            (&link["amount"], &link["attempts"]),
            (&asked[2].into(), &1.into())
        );
        let requests = sandbox.requests(provider);
        Contract::of(provider).check("getPaymentLink", requests.last().unwrap());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn success_is_one_object_to_the_letter() {
    let body = r#"{"id":"plink_1","public_url":"https://pay.example.com/1","amount":"25.0","currency":"USD","status":"active","effective_status":"expired"}"#;
    let server = server(Reply::json(200, body).header("x-request-id", "req_1")).await;
    let ran = paylink("get meum plink_1 --json").at(&server).run();
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert_eq!(
        ran.stdout,
        "{\"provider\":\"meum\",\"id\":\"plink_1\",\"url\":\"https://pay.example.com/1\",\"status\":\"expired\",\
         \"amount\":\"25.0\",\"currency\":\"USD\",\"reference\":null,\"request_id\":\"req_1\",\
         \"idempotency_key\":null,\"attempts\":1}\n"
    );
    assert_eq!(server.requests()[0].target, "/v1/payment-links/plink_1");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_one_line() {
    for (body, line) in [
        (
            r#"{"id":"plink_1","public_url":"https://pay.example.com/1","amount":"25.00","currency":"USD","status":"active"}"#,
            "plink_1\t25.00 USD\tactive\t-\thttps://pay.example.com/1\n",
        ),
        (
            r#"{"id":"plink_1","amount":"25.00"}"#,
            "plink_1\t25.00\t-\t-\t-\n",
        ),
        // Nothing of a provider's text moves the cursor or makes another column.
        (
            r#"{"id":"plink_1","status":"a\tb\u001b[2Jc"}"#,
            "plink_1\t-\ta\u{fffd}b\u{fffd}[2Jc\t-\t-\n",
        ),
    ] {
        let server = server(Reply::json(200, body)).await;
        let ran = paylink("get meum plink_1").at(&server).run();
        assert_eq!(ran.words(), (line, ""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_id_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let line = "get meum plink_00000000000000000000";
    let ran = paylink(line).on(&sandbox, "meum").arg("--json").run();
    let error = ran.error();
    assert_eq!(
        (
            ran.code,
            &error["kind"],
            &error["outcome"],
            &error["status"]
        ),
        (3, &"not_found".into(), &"refused".into(), &404.into())
    );
    let words = paylink(line).on(&sandbox, "meum").run();
    assert_eq!((words.code, words.stdout.as_str()), (3, ""));
    assert!(
        words.stderr.ends_with("\nNothing was changed.\n"),
        "{}",
        words.stderr
    );
}

/// A read may be sent again, and changes nothing: people need not fear another one.
#[tokio::test(flavor = "multi_thread")]
async fn a_read_that_fails_is_tried_again_and_harmless() {
    let server = server(Reply::close()).await;
    let ran = paylink("get meum plink_1").at(&server).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (5, ""));
    assert!(
        ran.stderr
            .ends_with("\nNothing was changed. Run the command again.\n"),
        "{}",
        ran.stderr
    );
    assert_eq!(server.arrived(), 3);
    let link = Reply::json(200, r#"{"id":"plink_1"}"#);
    let server = ScriptedServer::start(vec![Reply::bare(503), link])
        .await
        .unwrap();
    let link = paylink("get meum plink_1 --json").at(&server).run().link();
    assert_eq!(link["attempts"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_cannot_lead_elsewhere() {
    let server = server(Reply::json(200, "{}")).await;
    for id in ["..", "../x", "a/b", "a?b", "a#b", "%2e%2e", "a\\b"] {
        let ran = paylink("get meum --json").arg(id).at(&server).run();
        assert_eq!(
            (ran.code, &ran.error()["kind"]),
            (2, &"invalid_input".into()),
            "{id}"
        );
    }
    let ran = paylink("get meum --json").arg("").at(&server).run();
    assert_eq!(ran.code, 2);
    assert_eq!(server.arrived(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_the_request_and_sends_nothing() {
    let server = server(Reply::json(200, "{}")).await;
    let ran = paylink("get meum plink_1 --dry-run").at(&server).run();
    let (shown, _) = ran.words();
    assert!(
        shown.starts_with("GET /v1/payment-links/plink_1\n"),
        "{shown}"
    );
    assert!(shown.contains("\nauthorization: [redacted]\n"), "{shown}");
    assert!(shown.ends_with("\n\n-- 0 bytes\n"), "{shown}");
    ran.shows_no_canary();
    assert_eq!(server.arrived(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_out_bounds_the_whole_call() {
    let server = server(Reply::hang()).await;
    let ran = paylink("get meum plink_1 --json --timeout 1")
        .at(&server)
        .run();
    assert_eq!((ran.code, &ran.error()["kind"]), (5, &"timeout".into()));
}
