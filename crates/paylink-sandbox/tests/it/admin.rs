//! What the sandbox does for a test in another language, over HTTP.

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Strike, all};
use paylink_sandbox::wire::{Reply, ScriptedServer};
use serde_json::json;
use time::{Date, OffsetDateTime, Time, UtcOffset};

use crate::client::{Answer, Request, post, token};
use crate::links::{VALID, make, make_with};
use crate::seen::{End, see, send};

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

#[tokio::test]
async fn the_overview_lists_the_providers() {
    let sandbox = Sandbox::start().await.unwrap();
    make(&sandbox, "meum").await;
    let overview = get(&sandbox, "").await;
    assert_eq!(overview.status, 200);
    let overview = overview.json();
    let providers = overview["providers"].as_array().unwrap();
    assert_eq!(providers.len(), 5);
    for (listed, name) in providers.iter().zip(Sandbox::PROVIDERS) {
        let made = usize::from(name == "meum");
        assert_eq!(
            listed,
            &json!({
                "provider": name,
                "base_url": sandbox.base_url(name),
                "accounts": ["default"],
                "arrived": made,
                "held": made,
            })
        );
    }
}

#[tokio::test]
async fn links_are_listed_and_paid() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let link = make(&sandbox, provider).await;
        let listed = get(&sandbox, &format!("{provider}/links")).await.json();
        let shown = |status: &str| {
            json!({
                "account": "default",
                "id": link.id,
                "url": link.url,
                "reference": link.reference,
                "status": status,
            })
        };
        assert_eq!(listed, json!({ "links": [shown(&link.status)] }));

        let paid = tell(&sandbox, &format!("{provider}/links/{}/pay", link.id), "{}").await;
        let [now] = &sandbox.links(provider)[..] else {
            panic!("{provider}: one link")
        };
        assert_eq!((paid.status, paid.json()), (200, shown(&now.status)));
        assert!(
            provider == "meum" || now.status != link.status,
            "{provider}"
        );
    }
    assert_eq!(
        sandbox.arrived("meum"),
        1,
        "these requests are not the provider's"
    );
}

#[tokio::test]
async fn an_amount_is_paid_in_part() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make_with(
        &sandbox,
        "pinelabs",
        "\"r-1\"}",
        r#""r-1","part_payment":true}"#,
    )
    .await;
    let path = format!("pinelabs/links/{}/pay", link.id);
    for (body, status, state) in [
        (r#"{"amount":"400"}"#, 200, "PARTIAL_PROCESSED"),
        (r#"{"amount":"601"}"#, 422, "PARTIAL_PROCESSED"),
        (r#"{"amount":600}"#, 400, "PARTIAL_PROCESSED"),
        (r#"{"amout":"600"}"#, 400, "PARTIAL_PROCESSED"),
        (r#"{"amount":"600"}"#, 200, "PROCESSED"),
        ("{}", 409, "PROCESSED"),
    ] {
        let answer = tell(&sandbox, &path, body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        assert_eq!(sandbox.links("pinelabs")[0].status, state, "{body}");
    }
}

#[tokio::test]
async fn the_clock_is_moved_and_stopped() {
    let sandbox = Sandbox::start().await.unwrap();
    let stopped = tell(
        &sandbox,
        "clock",
        r#"{"stop_at":"2026-01-01T13:00:00+01:00"}"#,
    )
    .await;
    assert_eq!(
        (stopped.status, stopped.text("/now").as_str()),
        (200, "2026-01-01T12:00:00.000Z")
    );
    let moved = tell(&sandbox, "clock", r#"{"advance_seconds":90}"#).await;
    assert_eq!(moved.text("/now"), "2026-01-01T12:01:30.000Z");
    assert_eq!(get(&sandbox, "clock").await.body, moved.body);
    assert_eq!(
        sandbox.clock().now(),
        OffsetDateTime::from_unix_timestamp(1_767_268_890).unwrap()
    );
    for body in [
        "{}",
        r#"{"advance_seconds":-1}"#,
        r#"{"stop_at":"noon"}"#,
        r#"{"back":1}"#,
        "",
        "[]",
    ] {
        assert_eq!(tell(&sandbox, "clock", body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn what_arrived_is_listed_without_secrets() {
    let sandbox = Sandbox::start().await.unwrap();
    token(&sandbox).await;
    for (provider, path, body, _) in VALID {
        post(&sandbox, provider, path, body)
            .await
            .send(&sandbox)
            .await;
        let listed = get(&sandbox, &format!("{provider}/requests")).await;
        let secrets = sandbox
            .credentials(provider)
            .into_iter()
            .map(|(_, value)| value);
        for secret in secrets {
            assert!(!listed.body.contains(&secret), "{provider}");
        }
        let listed = listed.json();
        assert_eq!(listed["arrived"], json!(sandbox.arrived(provider)));
        let last = listed["requests"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        assert_eq!(
            (&last["method"], &last["target"], &last["body"]),
            (&json!("POST"), &json!(path), &json!(body))
        );
        assert!(last["answered"].is_number());
        let authorization =
            ["authorization", "x-signature"].map(|name| json!([name, "[redacted]"]));
        let headers = last["headers"].as_array().unwrap();
        assert!(
            headers.iter().any(|header| authorization.contains(header)),
            "{provider}: {headers:?}"
        );
    }
    let pinelabs = get(&sandbox, "pinelabs/requests").await.json();
    let token_request = pinelabs["requests"][0]["body"].as_str().unwrap();
    assert_eq!(
        token_request,
        r#"{"client_id":"[redacted]","client_secret":"[redacted]","grant_type":"client_credentials"}"#
    );
}

#[tokio::test]
async fn a_webhook_is_delivered() {
    let sandbox = Sandbox::start().await.unwrap();
    let receiver = ScriptedServer::start(vec![Reply::json(202, "{}")])
        .await
        .unwrap();
    let link = make(&sandbox, "meum").await;
    let path = format!("meum/links/{}/webhook", link.id);
    let url = format!(r#"{{"url":"{}/hook"}}"#, receiver.base_url());

    assert_eq!(
        tell(&sandbox, &path, &url).await.status,
        409,
        "nothing has happened yet"
    );
    sandbox.pay("meum", &link.id).unwrap();
    let delivered = tell(&sandbox, &path, &url).await;

    assert_eq!(delivered.status, 200, "{}", delivered.body);
    let [arrived] = &receiver.requests()[..] else {
        panic!("one delivery")
    };
    assert_eq!(delivered.json()["status"], 202);
    assert_eq!(delivered.text("/body"), arrived.body_text());
    for header in delivered.json()["headers"].as_array().unwrap() {
        assert_eq!(
            arrived.header(header[0].as_str().unwrap()),
            header[1].as_str()
        );
    }
    assert_eq!(
        tell(&sandbox, &path, r#"{"url":"http://example.com/"}"#)
            .await
            .status,
        422
    );
    let nobody = receiver.base_url();
    drop(receiver);
    tokio::task::yield_now().await;
    assert_eq!(
        tell(&sandbox, &path, &format!(r#"{{"url":"{nobody}"}}"#))
            .await
            .status,
        502
    );
}

#[tokio::test]
async fn what_is_not_there_is_said_in_json() {
    let sandbox = Sandbox::start().await.unwrap();
    for path in [
        "other",
        "other/links",
        "meum",
        "meum/other",
        "meum/links/plink_1/pay",
        "clock/",
    ] {
        let answer = get(&sandbox, path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text("/error").is_empty());
    }
    for path in ["other/links/1/pay", "meum/links/plink_1/pay"] {
        assert_eq!(tell(&sandbox, path, "{}").await.status, 404, "{path}");
    }
    assert_eq!(tell(&sandbox, "meum/links", "{}").await.status, 404);
}

#[tokio::test]
async fn a_page_in_a_browser_cannot_use_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make(&sandbox, "paywint").await;
    let pay = Request::new("POST", format!("/_sandbox/paywint/links/{}/pay", link.id));
    let elsewhere = pay.clone().header("host", "example.com").json("{}");
    assert_eq!(elsewhere.send(&sandbox).await.status, 403);
    let form = Request {
        body: "{}".to_owned(),
        ..pay.header("content-type", "text/plain")
    };
    assert_eq!(form.send(&sandbox).await.status, 400);
    assert_eq!(sandbox.links("paywint")[0].status, "created");
}

/// What a browser says of a request that a page of another site made it send.
const CROSS_SITE: [(&str, &str); 4] = [
    ("Sec-Fetch-Site", "cross-site"),
    ("Origin", "https://evil.example"),
    ("Origin", "null"),
    ("Origin", "http://127.0.0.1.evil.example:80"),
];

#[tokio::test]
async fn what_a_page_of_another_site_sends_neither_counts_nor_uses_up_a_fault() {
    let sandbox = Sandbox::start().await.unwrap();
    let fault = |name| {
        all("http://127.0.0.1:9/")
            .into_iter()
            .find(|fault| fault.name() == name)
            .unwrap()
    };
    // The first one hits when only the head has come, the second when all has.
    for name in ["halfway", "status-503"] {
        sandbox.faults().add(Strike::before(fault(name)).times(1));
    }
    for (header, value) in CROSS_SITE {
        for (provider, path, body, _) in VALID {
            let form = Request {
                body: body.to_owned(),
                ..Request::new("POST", path)
            };
            let form = form
                .header("content-type", "text/plain")
                .header(header, value);
            assert_eq!(
                form.send(&sandbox).await.status,
                403,
                "{provider} {header}: {value}"
            );
            let image = Request::new("GET", path).header(header, value);
            assert_eq!(
                image.send(&sandbox).await.status,
                403,
                "{provider} {header}: {value}"
            );
            assert_eq!(
                (sandbox.arrived(provider), sandbox.requests(provider).len()),
                (0, 0)
            );
        }
        for path in ["", "faults", "clock", "meum/requests"] {
            for method in ["GET", "POST", "DELETE"] {
                let request = Request::new(method, format!("/_sandbox/{path}"))
                    .json("{}")
                    .header(header, value);
                assert_eq!(
                    request.send(&sandbox).await.status,
                    403,
                    "{method} {path} {header}: {value}"
                );
            }
        }
    }
    assert!(sandbox.faults().struck().is_empty());
    // Both faults are still there for whom they were meant for.
    let (_, path, body, status) = VALID[2];
    let create = post(&sandbox, "meum", path, body).await;
    let from_here = create
        .header("Origin", "http://localhost:3000")
        .header("Sec-Fetch-Site", "same-site");
    let struck = see(&mut send(&sandbox, &from_here).await).await;
    assert_eq!(
        (struck.bytes.as_slice(), struck.end),
        (&b""[..], End::Reset)
    );
    assert_eq!(from_here.send(&sandbox).await.status, 503);
    assert_eq!(from_here.send(&sandbox).await.status, status);
}

#[tokio::test]
async fn a_payer_may_come_from_a_shop_s_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let link = make(&sandbox, "meum").await;
    let (_, path) = link.url.split_once("/pay/").unwrap();
    let page = Request::new("GET", format!("/pay/{path}")).header("Sec-Fetch-Site", "cross-site");
    assert_eq!(page.send(&sandbox).await.status, 200);
}

#[tokio::test]
async fn a_time_beyond_the_calendar_is_refused_and_the_clock_stays() {
    let sandbox = Sandbox::start().await.unwrap();
    tell(&sandbox, "clock", r#"{"stop_at":"2026-01-01T12:00:00Z"}"#).await;
    for body in [
        r#"{"stop_at":"9999-12-31T23:59:59-23:59"}"#,
        r#"{"stop_at":"0000-01-01T00:00:00+23:59"}"#,
        r#"{"stop_at":"10000-01-01T00:00:00Z"}"#,
        r#"{"advance_seconds":18446744073709551615}"#,
        r#"{"advance_seconds":9223372036854775807}"#,
        r#"{"advance_seconds":251664192000}"#,
    ] {
        let answer = tell(&sandbox, "clock", body).await;
        assert_eq!(answer.status, 400, "{body}: {}", answer.body);
        assert_eq!(
            get(&sandbox, "clock").await.text("/now"),
            "2026-01-01T12:00:00.000Z"
        );
    }
    // A running clock as well.
    let running = Sandbox::start().await.unwrap();
    assert_eq!(
        tell(
            &running,
            "clock",
            r#"{"advance_seconds":9223372036854775807}"#
        )
        .await
        .status,
        400
    );
    assert_eq!(get(&running, "clock").await.status, 200);
}

#[tokio::test]
async fn every_provider_still_works_at_both_ends_of_the_calendar() {
    let sandbox = Sandbox::start().await.unwrap();
    for end in ["9999-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00Z"] {
        assert_eq!(
            tell(&sandbox, "clock", &format!(r#"{{"stop_at":"{end}"}}"#))
                .await
                .status,
            200
        );
        for provider in Sandbox::PROVIDERS {
            if provider == "pinelabs" && end.starts_with('9') {
                // A token ends when it is made: the calendar ends.
                token(&sandbox).await;
                continue;
            }
            let link = make_with(&sandbox, provider, "r-1", end).await;
            sandbox.pay(provider, &link.id).unwrap();
        }
    }
    let edge = |year| {
        OffsetDateTime::new_in_offset(
            Date::from_ordinal_date(year, if year > 0 { 365 } else { 1 }).unwrap(),
            if year > 0 { Time::MAX } else { Time::MIDNIGHT },
            UtcOffset::from_hms(if year > 0 { -23 } else { 23 }, 0, 0).unwrap(),
        )
    };
    for (at, year) in [(edge(9999), 9999), (edge(-9999), 0)] {
        sandbox.clock().stop_at(at);
        assert_eq!(sandbox.clock().now().year(), year);
    }
}

#[tokio::test]
async fn what_arrived_is_listed_without_secrets_that_the_sandbox_does_not_know() {
    let sandbox = Sandbox::start().await.unwrap();
    let bodies = [
        r#"{"client_id":"MISTYPED","client_secret":"MISTYPED","amount":10.00}"#,
        r#"{"client_secr\u0065t":"MISTYPED"}"#,
        r#"{"deep":[{"Api-Key":{"a":"MISTYPED"},"password":"MISTYPED"}]}"#,
        "client_id=MISTYPED&client_secret=MISTYPED",
        r#"{"access_token":"MISTYPED""#,
    ];
    for body in bodies {
        Request::new("POST", "/api/auth/v1/token?api_key=MISTYPED&page=2")
            .json(body)
            .header("X-Api-Key", "MISTYPED")
            .send(&sandbox)
            .await;
    }
    let listed = get(&sandbox, "pinelabs/requests").await;
    assert!(!listed.body.contains("MISTYPED"), "{}", listed.body);
    let requests = listed.json()["requests"].clone();
    assert_eq!(requests.as_array().unwrap().len(), bodies.len());
    assert_eq!(
        requests[0]["target"],
        "/api/auth/v1/token?api_key=[redacted]&page=2"
    );
    let first = r#"{"amount":10.00,"client_id":"[redacted]","client_secret":"[redacted]"}"#;
    assert_eq!(requests[0]["body"], first);
}
