//! `paylink list`: links over as many pages as it takes.

use paylink_fixtures::Contract;
use paylink_sandbox::Sandbox;
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::{Value, json};

use crate::support::{MEUM, made, paylink};

/// A page of Meum's with these links, and what comes after it.
fn page(ids: std::ops::Range<u32>, next: Option<&str>) -> Reply {
    let links: Vec<Value> = ids.map(|id| json!({"id": format!("plink_{id}")})).collect();
    let body = json!({"data": links, "has_more": next.is_some(), "next_cursor": next});
    Reply::json(200, body.to_string())
}

fn targets(server: &ScriptedServer) -> Vec<String> {
    server
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn links_are_listed_one_object_a_line() {
    let sandbox = Sandbox::start().await.unwrap();
    let ids: Vec<String> = (0..3).map(|_| made(&sandbox, MEUM)).collect();
    let links = paylink("list meum --json")
        .on(&sandbox, "meum")
        .run()
        .links();
    let listed: Vec<&str> = links
        .iter()
        .map(|link| link["id"].as_str().unwrap())
        .collect();
    assert_eq!(listed, [ids[2].as_str(), &ids[1], &ids[0]]);
    for link in &links {
        assert_eq!(
            (&link["amount"], &link["currency"]),
            (&"25.00".into(), &"USD".into())
        );
        assert_eq!(link.as_object().unwrap().len(), 10);
    }
    let requests = sandbox.requests("meum");
    Contract::of("meum").check("listPaymentLinks", requests.last().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_one_line_a_link() {
    let server = ScriptedServer::start(vec![page(0..2, None)]).await.unwrap();
    let ran = paylink("list meum").at(&server).run();
    assert_eq!(
        ran.words(),
        ("plink_0\t-\t-\t-\t-\nplink_1\t-\t-\t-\t-\n", "")
    );
    let server = ScriptedServer::start(vec![page(0..0, None)]).await.unwrap();
    assert_eq!(paylink("list meum").at(&server).run().words(), ("", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_links_are_listed_unless_it_is_said_otherwise() {
    let sandbox = Sandbox::start().await.unwrap();
    for _ in 0..21 {
        made(&sandbox, MEUM);
    }
    for (flags, listed) in [
        ("", 20),
        ("--limit 21", 21),
        ("--limit 500", 21),
        ("--limit 1", 1),
    ] {
        let run = paylink(&format!("list meum --json {flags}"));
        assert_eq!(
            run.on(&sandbox, "meum").run().links().len(),
            listed,
            "{flags}"
        );
    }
}

/// A page holds a hundred at most: more than that takes several, and no more of them than needed.
#[tokio::test(flavor = "multi_thread")]
async fn pages_are_followed_until_there_are_enough() {
    let server = ScriptedServer::start(vec![page(0..99, Some("cursor-1"))])
        .await
        .unwrap();
    let ran = paylink("list meum --json --limit 99").at(&server).run();
    assert_eq!(ran.links().len(), 99);
    assert_eq!(targets(&server), ["/v1/payment-links?limit=99"]);
    let pages = vec![
        page(0..100, Some("cursor-1")),
        page(100..200, Some("cursor 2")),
        page(200..300, None),
    ];
    for (limit, expected) in [
        (100, vec!["?limit=100"]),
        (
            150,
            vec!["?limit=100", "?limit=100&starting_after=cursor-1"],
        ),
        (
            1000,
            vec![
                "?limit=100",
                "?limit=100&starting_after=cursor-1",
                "?limit=100&starting_after=cursor%202",
            ],
        ),
    ] {
        let server = ScriptedServer::start(pages.clone()).await.unwrap();
        let ran = paylink(&format!("list meum --json --limit {limit}"))
            .at(&server)
            .run();
        let ids: Vec<Value> = ran
            .links()
            .into_iter()
            .map(|mut link| link["id"].take())
            .collect();
        let wanted: Vec<Value> = (0..limit.min(300))
            .map(|id| format!("plink_{id}").into())
            .collect();
        assert_eq!(ids, wanted);
        let expected: Vec<String> = expected
            .iter()
            .map(|query| format!("/v1/payment-links{query}"))
            .collect();
        assert_eq!(targets(&server), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_listed_before_a_failure_stands() {
    let pages = vec![page(0..2, Some("cursor-1")), Reply::json(403, "{}")];
    let server = ScriptedServer::start(pages).await.unwrap();
    let ran = paylink("list meum --json").at(&server).run();
    assert_eq!((ran.code, ran.stdout.lines().count()), (3, 2));
    let error: Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!(error["error"]["kind"], "authentication");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_again_is_no_endless_list() {
    let again = page(0..2, Some("cursor-1"));
    let server = ScriptedServer::start(vec![again.clone(), again])
        .await
        .unwrap();
    let ran = paylink("list meum --json").at(&server).run();
    assert_eq!((ran.code, server.arrived()), (5, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_the_first_page() {
    let server = ScriptedServer::start(vec![page(0..1, None)]).await.unwrap();
    let ran = paylink("list meum --dry-run --limit 5").at(&server).run();
    let (shown, told) = ran.words();
    assert!(
        shown.starts_with("GET /v1/payment-links?limit=5\n"),
        "{shown}"
    );
    assert_eq!((told, server.arrived()), ("", 0));
}

#[test]
fn none_at_all_is_no_limit() {
    let ran = paylink("list meum --limit 0 --json").canaries().run();
    assert_eq!(
        (ran.code, &ran.error()["kind"]),
        (2, &"configuration".into())
    );
}
