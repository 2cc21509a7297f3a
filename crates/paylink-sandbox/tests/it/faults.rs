//! Faults: what a client sees of them, and what the sandbox has done meanwhile.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::time::Duration;

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Faults, Moment, RefusingServer, Strike, catalogue};
use paylink_sandbox::wire::{Ending, NoAnswer, Reply, ScriptedServer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Request, ask, connect, post, token};
use crate::links::VALID;

const ELSEWHERE: &str = "http://127.0.0.1:9/";
const CREATE: &str = "createPaymentLink";

/// What a client sees when it has sent a request and waits a little.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    bytes: Vec<u8>,
    end: End,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Closed,
    Reset,
    /// More may come, or nothing.
    Open,
}

impl Seen {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn head(&self) -> String {
        self.text().split_once("\r\n\r\n").unwrap().0.to_owned()
    }

    fn body(&self) -> Vec<u8> {
        let end = self
            .bytes
            .windows(4)
            .position(|end| end == b"\r\n\r\n")
            .unwrap();
        self.bytes[end..][4..].to_vec()
    }

    fn declared(&self) -> usize {
        let head = self.head();
        let length = head.split("content-length: ").nth(1).unwrap();
        length.split("\r\n").next().unwrap().parse().unwrap()
    }
}

/// Reads until the end, or until there is more than a page.
async fn see(stream: &mut TcpStream) -> Seen {
    see_until_quiet(stream, usize::MAX).await
}

/// Once so many bytes have come, it ends also when nothing more comes for a moment.
async fn see_until_quiet(stream: &mut TcpStream, after: usize) -> Seen {
    let mut bytes = Vec::new();
    let end = loop {
        let patience = if bytes.len() >= after { 100 } else { 20_000 };
        let patience = Duration::from_millis(patience);
        match tokio::time::timeout(patience, stream.read_buf(&mut bytes)).await {
            Ok(Ok(0)) => break End::Closed,
            Ok(Ok(_)) if bytes.len() > 1_000_000 => break End::Open,
            Ok(Ok(_)) => {}
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => break End::Reset,
            Ok(Err(error)) => panic!("{error}"),
            Err(_) => break End::Open,
        }
    };
    Seen { bytes, end }
}

async fn send(sandbox: &Sandbox, request: &Request) -> TcpStream {
    let mut stream = connect(sandbox).await;
    // A connection that is closed at once may break while it is written to: that is the fault.
    let _ = stream.write_all(&request.bytes(sandbox)).await;
    stream
}

/// What a create of Meum sees with a fault after it.
async fn create_with(fault: Fault) -> Seen {
    create_with_until_quiet(fault, usize::MAX).await
}

async fn create_with_until_quiet(fault: Fault, after: usize) -> Seen {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, path, body, _) = VALID[2];
    let request = post(&sandbox, "meum", path, body).await;
    sandbox.faults().add(Strike::after(fault));
    see_until_quiet(&mut send(&sandbox, &request).await, after).await
}

/// Waits until something holds.
async fn until(mut holds: impl FnMut() -> bool) {
    let wait = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .unwrap();
}

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
        chunks.head().ends_with("transfer-encoding: chunked") && chunks.end == End::Closed,
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
    assert_eq!(
        redirect.head(),
        "HTTP/1.1 307 \r\nlocation: http://127.0.0.1:9/x\r\ncontent-length: 0"
    );
    let limited = create_with(Fault::rate_limited("429-garbage", "soon")).await;
    assert!(
        limited.head().starts_with("HTTP/1.1 429") && limited.head().contains("retry-after: soon")
    );
    let empty = create_with(Fault::no_content()).await;
    assert_eq!(empty.text(), "HTTP/1.1 204 \r\n\r\n");
    for status in [401, 408, 409, 425, 500, 502, 503, 504] {
        let seen = create_with(Fault::status(status)).await;
        assert!(seen.head().starts_with(&format!("HTTP/1.1 {status} ")));
    }
}

/// Statuses of five lists, with these strikes.
async fn statuses(sandbox: &Sandbox, strikes: Vec<Strike>) -> Vec<u16> {
    for strike in strikes {
        sandbox.faults().add(strike);
    }
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(
            ask(sandbox, "meum", "GET", "/v1/payment-links")
                .await
                .status,
        );
    }
    statuses
}

#[tokio::test]
async fn a_strike_hits_as_often_and_as_late_as_it_says() {
    let storm = || Strike::before(Fault::status(503));
    for (strikes, expected) in [
        (vec![], [200, 200, 200, 200, 200]),
        (vec![storm()], [503, 503, 503, 503, 503]),
        (vec![storm().times(2)], [503, 503, 200, 200, 200]),
        (vec![storm().skip(2).times(1)], [200, 200, 503, 200, 200]),
        (vec![storm().times(0)], [200, 200, 200, 200, 200]),
        // The first that fits hits; one that lets a request pass does not hide the next.
        (
            vec![
                storm().times(1),
                Strike::before(Fault::status(401)).times(2),
            ],
            [503, 401, 401, 200, 200],
        ),
        (
            vec![
                storm().skip(1).times(1),
                Strike::before(Fault::status(401)).times(2),
            ],
            [401, 503, 401, 200, 200],
        ),
        (
            vec![storm().on("paywint"), storm().operation(CREATE)],
            [200, 200, 200, 200, 200],
        ),
        (
            vec![storm().on("meum").operation("listPaymentLinks").times(1)],
            [503, 200, 200, 200, 200],
        ),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        assert_eq!(
            statuses(&sandbox, strikes.clone()).await,
            expected,
            "{strikes:?}"
        );
    }
}

#[tokio::test]
async fn faults_end_when_they_are_cleared_and_what_was_hit_stays_known() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add_mix(1, 1, vec![Strike::before(Fault::status(503))]);
    assert_eq!(
        statuses(&sandbox, vec![Strike::after(Fault::status(500)).times(1)]).await,
        [500, 503, 503, 503, 503]
    );
    sandbox.faults().clear();
    assert_eq!(statuses(&sandbox, vec![]).await, [200; 5]);
    assert_eq!(sandbox.faults().struck().len(), 5);
}

#[tokio::test]
async fn a_lost_answer_is_found_again_by_reference_and_key() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, status) in [VALID[1], VALID[2]] {
        let lost = Strike::after(Fault::reset()).on(provider).operation(CREATE);
        sandbox.faults().add(lost.times(1));
        let request = post(&sandbox, provider, path, body)
            .await
            .header("Idempotency-Key", "k");
        let seen = see(&mut send(&sandbox, &request).await).await;
        assert_eq!(seen.end, End::Reset);
        let again = request.send(&sandbox).await;
        assert_eq!(again.status, status);
        let [link] = &sandbox.links(provider)[..] else {
            panic!("{provider}: one link")
        };
        assert!(again.body.contains(&link.id));
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
async fn an_unread_connection_is_closed_before_it_says_anything() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add(Strike::before(Fault::unread()).times(1));
    let mut stream = connect(&sandbox).await;
    assert_eq!(
        see(&mut stream).await,
        Seen {
            bytes: Vec::new(),
            end: End::Closed
        }
    );
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

/// Which of a hundred requests a mix hits, and with what.
async fn hit_by(seed: u64, one_in: u32) -> Vec<Option<u16>> {
    let sandbox = Sandbox::start().await.unwrap();
    let strikes = [500, 502, 503].map(|status| Strike::before(Fault::status(status)).on("meum"));
    sandbox.faults().add_mix(seed, one_in, strikes.to_vec());
    let mut hits = Vec::new();
    for _ in 0..100 {
        let status = ask(&sandbox, "meum", "GET", "/v1/payment-links")
            .await
            .status;
        hits.push(Some(status).filter(|status| *status != 200));
        // Requests that no strike fits do not use up chances.
        ask(
            &sandbox,
            "invoicing",
            "GET",
            "/v1/payment-provider-payment-link",
        )
        .await;
    }
    hits
}

#[tokio::test]
async fn a_mix_is_the_same_for_the_same_seed() {
    let hits = hit_by(7, 3).await;
    assert_eq!(hits, hit_by(7, 3).await);
    assert_ne!(hits, hit_by(8, 3).await);
    let count = hits.iter().flatten().count();
    assert!((20..=46).contains(&count), "{count} of 100");
    for status in [500, 502, 503] {
        assert!(hits.contains(&Some(status)), "{status}");
    }
    assert_eq!(hit_by(7, 0).await, [None; 100]);
    assert_eq!(hit_by(7, 1).await.iter().flatten().count(), 100);
}

#[tokio::test]
async fn several_sandboxes_can_share_their_faults() {
    let faults = Faults::new();
    let [one, other] = [
        Sandbox::builder().faults(&faults).start().await.unwrap(),
        Sandbox::builder().faults(&faults).start().await.unwrap(),
    ];
    faults.add(Strike::before(Fault::status(503)).times(2));
    for sandbox in [&one, &other] {
        assert_eq!(
            ask(sandbox, "meum", "GET", "/v1/payment-links")
                .await
                .status,
            503
        );
    }
    assert_eq!(
        ask(&one, "meum", "GET", "/v1/payment-links").await.status,
        200
    );
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
        catalogue(ELSEWHERE).len()
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
        (r#"{"fault":"other","moment":"before"}"#, 422),
        (r#"{"fault":"reset","moment":"later"}"#, 400),
        (r#"{"fault":"reset"}"#, 400),
        (r#"{"fault":"reset","moment":"after","time":1}"#, 400),
    ] {
        assert_eq!(tell(body).await.status, status, "{body}");
    }
    assert_eq!(list().await.status, 200);
}
