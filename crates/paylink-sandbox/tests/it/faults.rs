//! Faults: what a client sees of them, and what the sandbox has done meanwhile.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Moment, RefusingServer, Strike, all, catalogue};
use paylink_sandbox::wire::{Ending, NoAnswer, Reply, ScriptedServer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Request, ask, connect, post, token};
use crate::links::VALID;
use crate::seen::{
    CREATE, End, create_with, create_with_until_quiet, see, see_until_quiet, send, until,
};

const ELSEWHERE: &str = "http://127.0.0.1:9/";
#[tokio::test]
async fn every_fault_of_the_catalogue_strikes_before_and_after_every_provider_acts() {
    for (provider, path, body, _) in VALID {
        let sandbox = Sandbox::start().await.unwrap();
        for fault in catalogue(ELSEWHERE) {
            for moment in [Moment::Before, Moment::After] {
                let (name, early) = (fault.name().to_owned(), fault.is_early());
                // A reference of its own each time: a repeated one makes no link.
                let body = body.replace("r-1", &format!("{name} {moment:?}"));
                let request = post(&sandbox, provider, path, &body).await;
                let strike = match moment {
                    Moment::Before => Strike::before(fault.clone()),
                    _ => Strike::after(fault.clone()),
                };
                sandbox.faults().add(strike.on(provider).operation(CREATE));
                let before = (sandbox.arrived(provider), sandbox.held(provider));
                let struck_before = sandbox.faults().struck().len();

                let stream = send(&sandbox, &request).await;

                let what = format!("{provider} {name} {moment:?}");
                // What is struck and does arrive is counted when it has been acted on.
                let arriving = before.0 + usize::from(!early);
                until(|| sandbox.faults().struck().len() > struck_before).await;
                until(|| sandbox.arrived(provider) >= arriving).await;
                drop(stream);
                let (arrived, held) = (sandbox.arrived(provider), sandbox.held(provider));
                let acted = !early && moment == Moment::After;
                assert_eq!(arrived, arriving, "{what}");
                assert_eq!(held - before.1, usize::from(acted), "{what}");
                let struck = sandbox.faults().struck().pop().unwrap();
                assert_eq!((&struck.fault, struck.arrived), (&name, !early), "{what}");
                assert_eq!(
                    (struck.provider, struck.operation.as_deref()),
                    (Some(provider), Some(CREATE))
                );
                assert_eq!(struck.moment == Moment::After, acted, "{what}");
                sandbox.faults().clear();
            }
        }
        assert_eq!(
            sandbox.faults().struck().len(),
            2 * catalogue(ELSEWHERE).len()
        );
    }
}

#[test]
fn every_fault_of_the_catalogue_has_a_name_of_its_own() {
    let faults = catalogue(ELSEWHERE);
    let names: BTreeSet<_> = faults.iter().map(|fault| fault.name().to_owned()).collect();
    assert_eq!(names.len(), faults.len());
    assert_eq!(faults.len(), 43);
}

#[tokio::test]
async fn no_answer_is_none_in_five_ways() {
    for (fault, end) in [
        (Fault::close(), End::Closed),
        (Fault::reset(), End::Reset),
        (Fault::hang(), End::Open),
        (Fault::halfway(), End::Reset),
    ] {
        let what = format!("{fault:?}");
        let quiet_after = if end == End::Open { 0 } else { usize::MAX };
        let seen = create_with_until_quiet(fault, quiet_after).await;
        assert_eq!((seen.bytes.as_slice(), seen.end), (&b""[..], end), "{what}");
    }
    let unread = create_with(Fault::unread()).await;
    assert!(
        unread.bytes.is_empty() && unread.end != End::Open,
        "{unread:?}"
    );
}

#[tokio::test]
async fn an_answer_is_spoilt_on_its_way() {
    let right = create_with(Fault::new("none", |answer| answer)).await;
    assert_eq!(right.declared(), right.body().len());
    assert!(right.head().starts_with("HTTP/1.1 201"));

    let hung = create_with_until_quiet(Fault::hang_after_head(), 1).await;
    assert_eq!(
        (hung.declared(), hung.body().len(), &hung.end),
        (right.declared(), 0, &End::Open)
    );

    let cut = create_with(Fault::cut()).await;
    assert_eq!(
        (cut.declared(), cut.body().len(), &cut.end),
        (right.declared(), right.declared() / 2, &End::Closed)
    );

    let overrun = create_with(Fault::overrun()).await;
    assert_eq!(overrun.declared(), right.declared());
    assert!(
        overrun.text().ends_with("}{\"more\":true}"),
        "{}",
        overrun.text()
    );

    let chunks = create_with(Fault::bad_chunks()).await;
    assert!(
        chunks.head().contains("\r\ntransfer-encoding: chunked\r\n") && chunks.end == End::Closed,
        "{}",
        chunks.text()
    );

    let dripped = create_with(Fault::drip(Duration::ZERO)).await;
    assert_eq!(
        (dripped.declared(), &dripped.end),
        (dripped.body().len(), &End::Closed)
    );
    let dripping = create_with_until_quiet(Fault::drip(Duration::from_secs(9)), 1).await;
    assert_eq!(
        (dripping.bytes.as_slice(), dripping.end),
        (&b"H"[..], End::Open)
    );
}

#[tokio::test]
async fn a_body_is_replaced_and_the_status_stays() {
    for (fault, body) in [
        (Fault::html(), &b"<!doctype html>"[..]),
        (Fault::invalid_utf8(), b"{\"id\":\"\xff\xfe\"}"),
        (Fault::byte_order_mark(), b"\xef\xbb\xbf{\"id\":\"plink_"),
        (Fault::body("empty-object", "{}"), b"{}"),
        (Fault::deep_nesting(), b"[[[[[[[["),
        (Fault::gzip_bomb(1000), b"\x1f\x8b\x08"),
        (Fault::flood(1000), b"{\"filler\":\"xxxx"),
    ] {
        let what = format!("{fault:?}");
        let seen = create_with(fault).await;
        assert!(seen.head().starts_with("HTTP/1.1 201"), "{what}");
        assert!(seen.body().starts_with(body), "{what}: {}", seen.text());
        assert_eq!(seen.declared(), seen.body().len(), "{what}");
    }
}

#[tokio::test]
async fn keys_come_twice_and_types_are_wrong() {
    let twice = create_with(Fault::duplicate_keys()).await;
    let text = String::from_utf8(twice.body()).unwrap();
    assert_eq!(text.matches("\"public_url\":").count(), 2, "{text}");
    assert!(serde_json::from_str::<Value>(&text).is_ok());

    let wrong: Value =
        serde_json::from_slice(&create_with(Fault::wrong_types()).await.body()).unwrap();
    assert_eq!(
        (&wrong["id"], &wrong["public_url"], &wrong["status"]),
        (&json!([true]), &json!([true]), &json!([true]))
    );
}

#[tokio::test]
async fn a_flood_has_exactly_its_length_and_is_json() {
    let small = create_with(Fault::flood(70_000)).await;
    assert_eq!((small.declared(), small.body().len()), (70_000, 70_000));
    assert!(serde_json::from_slice::<Value>(&small.body()).is_ok());

    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add(Strike::before(Fault::flood(100_000_000)));
    let mut stream = connect(&sandbox).await;
    let request = Request::new("GET", "/v1/payment-links");
    stream.write_all(&request.bytes(&sandbox)).await.unwrap();
    let (mut piece, mut length) = (vec![0; 1 << 16], 0);
    loop {
        match stream.read(&mut piece).await.unwrap() {
            0 => break,
            read => length += read,
        }
    }
    let head = length - 100_000_000;
    assert!((40..200).contains(&head), "{length}");
}

#[tokio::test]
async fn statuses_come_with_their_headers() {
    let redirect = create_with(Fault::redirect(307, "http://127.0.0.1:9/x")).await;
    let head = redirect.head();
    assert!(
        head.starts_with("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:9/x\r\n"),
        "{head}"
    );
    assert!(head.contains("\r\ncontent-length: 0"), "{head}");
    let limited = create_with(Fault::rate_limited("429-garbage", "soon")).await;
    assert!(
        limited.head().starts_with("HTTP/1.1 429") && limited.head().contains("retry-after: soon")
    );
    let empty = create_with(Fault::no_content()).await;
    assert!(empty.text().starts_with("HTTP/1.1 204 No Content\r\n"));
    assert!(!empty.head().contains("content-length") && empty.body().is_empty());
    for status in [401, 408, 409, 425, 500, 502, 503, 504] {
        let seen = create_with(Fault::status(status)).await;
        assert!(seen.head().starts_with(&format!("HTTP/1.1 {status} ")));
    }
}

#[tokio::test]
async fn nobody_but_a_provider_s_caller_is_hit() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().add(Strike::before(Fault::close()));
    for path in ["/_sandbox/", "/pay/meum/x", "/favicon.ico"] {
        Request::new("GET", path).send(&sandbox).await;
    }
    assert!(sandbox.faults().struck().is_empty());
}

#[tokio::test]
async fn an_unread_connection_is_closed_and_never_the_testers_own() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add(Strike::before(Fault::unread()).times(1));
    // Not the one that asks the sandbox itself: else it could not be told to stop.
    let listed = Request::new("GET", "/_sandbox/faults");
    assert_eq!(listed.send(&sandbox).await.status, 200);
    assert!(sandbox.faults().struck().is_empty());

    let hit = Request::new("GET", "/v1/payment-links");
    let seen = see(&mut send(&sandbox, &hit).await).await;
    assert!(seen.bytes.is_empty() && seen.end != End::Open, "{seen:?}");
    let [struck] = &sandbox.faults().struck()[..] else {
        panic!("one")
    };
    assert_eq!((struck.provider, struck.arrived), (None, false));
    token(&sandbox).await;
}

#[tokio::test]
async fn a_connection_goes_stale_behind_the_client_s_back() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().add(Strike::after(Fault::stale()).times(1));
    let request = Request::new("GET", "/v1/payment-links")
        .authenticated(&sandbox, "meum")
        .await;
    let bytes = String::from_utf8(request.bytes(&sandbox))
        .unwrap()
        .replace("connection: close\r\n", "");
    let mut stream = connect(&sandbox).await;
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let seen = see(&mut stream).await;
    assert!(seen.head().starts_with("HTTP/1.1 200") && !seen.head().contains("connection"));
    assert_eq!(seen.end, End::Closed);
}

#[tokio::test]
async fn a_refusing_server_refuses() {
    let refusing = RefusingServer::start().unwrap();
    let address = refusing.base_url();
    for _ in 0..3 {
        let refused = TcpStream::connect(address.strip_prefix("http://").unwrap()).await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    }
}

#[tokio::test]
async fn a_scripted_server_has_the_same_faults() {
    let right = || Reply::json(201, r#"{"id":"1"}"#);
    let script = vec![
        Reply::no_answer(NoAnswer::Unread),
        Fault::halfway().of(right()),
        Fault::cut().of(right()),
        right().dripping(Duration::ZERO).then(Ending::Close),
        right(),
    ];
    let server = ScriptedServer::start(script).await.unwrap();
    let host = server
        .base_url()
        .strip_prefix("http://")
        .unwrap()
        .to_owned();
    let mut seen = Vec::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(&host).await.unwrap();
        let _ = stream
            .write_all(b"POST / HTTP/1.1\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
            .await;
        let answer = see(&mut stream).await;
        seen.push((
            answer
                .text()
                .split("\r\n\r\n")
                .nth(1)
                .unwrap_or_default()
                .to_owned(),
            answer.end == End::Open,
        ));
    }
    let closed = |text: &str| (text.to_owned(), false);
    let whole = closed(r#"{"id":"1"}"#);
    assert_eq!(
        seen,
        [
            closed(""),
            closed(""),
            closed(r#"{"id""#),
            whole.clone(),
            whole
        ]
    );
    assert_eq!(server.arrived(), 3);
}

#[tokio::test]
async fn halfway_waits_for_half_of_the_body() {
    let script = vec![Reply::no_answer(NoAnswer::Halfway)];
    let server = ScriptedServer::start(script).await.unwrap();
    let host = server.base_url();
    let mut stream = TcpStream::connect(host.strip_prefix("http://").unwrap())
        .await
        .unwrap();
    let head = b"POST / HTTP/1.1\r\ncontent-length: 100\r\n\r\n";
    stream
        .write_all(&[head, &[b'x'; 49][..]].concat())
        .await
        .unwrap();
    assert_eq!(see_until_quiet(&mut stream, 0).await.end, End::Open);
    stream.write_all(b"x").await.unwrap();
    assert_eq!(see(&mut stream).await.end, End::Reset);
    assert_eq!(server.arrived(), 0);
}

#[tokio::test]
async fn faults_are_set_from_any_language() {
    let sandbox = Sandbox::start().await.unwrap();
    let tell = async |body: &str| {
        Request::new("POST", "/_sandbox/faults")
            .json(body)
            .send(&sandbox)
            .await
    };
    let list = || ask(&sandbox, "meum", "GET", "/v1/payment-links");

    let added = tell(r#"{"fault":"status-503","moment":"after","provider":"meum","operation":"listPaymentLinks","skip":1,"times":1}"#).await;
    assert_eq!(added.status, 200, "{}", added.body);
    assert_eq!(
        added.json()["faults"].as_array().unwrap().len(),
        all(ELSEWHERE).len()
    );
    assert_eq!(
        [
            list().await.status,
            list().await.status,
            list().await.status
        ],
        [200, 503, 200]
    );

    tell(r#"{"fault":"status-500","moment":"before"}"#).await;
    assert_eq!(list().await.status, 500);
    let cleared = Request::new("DELETE", "/_sandbox/faults")
        .send(&sandbox)
        .await;
    assert_eq!(list().await.status, 200);
    assert_eq!(
        cleared.json()["struck"][0],
        json!({ "fault": "status-503", "moment": "after", "provider": "meum", "operation": "listPaymentLinks", "arrived": true })
    );
    for (body, status) in [
        (r#"{"fault":"other","moment":"before"}"#, 400),
        (r#"{"fault":"reset","moment":"later"}"#, 400),
        (r#"{"fault":"reset"}"#, 400),
        (r#"{"fault":"reset","moment":"after","time":1}"#, 400),
    ] {
        assert_eq!(tell(body).await.status, status, "{body}");
    }
    assert_eq!(list().await.status, 200);
}
