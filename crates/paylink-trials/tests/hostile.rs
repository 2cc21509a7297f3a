//! Hostile answers: the work that a reader does grows no faster than the answer, and what stays in
//! memory has a bound. Work is counted in the bytes that are allocated, never in time. A process of
//! its own, for the count is the process's.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::panic,
    missing_docs,
    reason = "test code fails by panicking"
)]

use std::alloc::System;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use paylink_core::BoxFuture;
use paylink_core::transport::{Bounds, Connection, Transport, TransportError};
use paylink_sandbox::Sandbox;
use paylink_trials::host::connection;
use paylink_trials::subject::{Subject, subjects};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The size of an answer, and then of one that is twice as long.
const SMALL: usize = 60_000;

/// How much more work an answer of twice the length may be, in tenths: twice, and what a list that
/// grows by doubling wastes.
const MOST_GROWTH: usize = 26;

/// How many bytes may stay in memory for one of the answer.
const MOST_KEPT: usize = 40;

/// Answers from memory once it is armed; before that, and for tokens, from the sandbox.
struct Switch {
    sandbox: Arc<dyn Transport>,
    answer: Mutex<Option<Answer>>,
}

#[derive(Clone)]
struct Answer {
    status: u16,
    body: Bytes,
    request_id: String,
}

impl Switch {
    fn set(&self, answer: Option<Answer>) {
        *self.answer.lock().unwrap() = answer;
    }
}

impl Transport for Switch {
    fn send(
        &self,
        request: Request<Bytes>,
        bounds: Bounds,
    ) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let answer = self.answer.lock().unwrap().clone();
        match answer {
            Some(answer) if !request.uri().path().ends_with("/auth/v1/token") => {
                let response = Response::builder()
                    .status(answer.status)
                    .header("content-type", "application/json")
                    .header("x-request-id", answer.request_id)
                    .body(answer.body)
                    .unwrap();
                Box::pin(std::future::ready(Ok(response)))
            }
            _ => self.sandbox.send(request, bounds),
        }
    }
}

/// A text of `size` bytes, made of `part` again and again, between two others.
fn filled(before: &str, part: &str, after: &str, size: usize) -> String {
    let parts = size / part.len();
    format!("{before}{}{after}", vec![part; parts].join(","))
}

/// Bodies that a reader could take too long over.
fn bodies(size: usize) -> Vec<(&'static str, String)> {
    let list = |name: &str, item: &str| {
        let before = format!(r#"{{"success":true,"id":"1","{name}":["#);
        filled(&before, item, "]}", size)
    };
    let long = "x".repeat(size);
    let names = (0..size / 12).map(|index| format!(r#""f{index:06}":1"#));
    let names = names.collect::<Vec<_>>().join(",");
    let quotes = r"\u0022".repeat(size / 6);
    let nested = size.min(100_000) / 2;
    vec![
        (
            "long id",
            format!(r#"{{"id":"{long}","payment_link_id":"{long}"}}"#),
        ),
        (
            "long status",
            format!(r#"{{"id":"1","payment_link_id":"1","status":"{long}"}}"#),
        ),
        (
            "long amount",
            format!(r#"{{"id":"1","amount":{}}}"#, "1".repeat(size)),
        ),
        (
            "long amount text",
            format!(r#"{{"id":"1","amount":"{}"}}"#, "1".repeat(size)),
        ),
        (
            "long code and message",
            format!(
                r#"{{"code":"{long}","message":"{long}","error":{{"code":"{long}","message":"{long}","param":"{long}"}}}}"#
            ),
        ),
        (
            "escapes",
            format!(r#"{{"id":"{quotes}","message":"{quotes}","title":"{quotes}"}}"#),
        ),
        ("many names", format!("{{{names}}}")),
        (
            "one name again and again",
            filled("{", r#""id":"1""#, "}", size),
        ),
        (
            "long loc",
            filled(r#"{"detail":[{"msg":"m","loc":["#, r#""a""#, "]}]}", size),
        ),
        ("many details", list("detail", r#"{"msg":"m","loc":["a"]}"#)),
        (
            "many errors",
            list("errors", r#"{"field":"f","message":"m"}"#),
        ),
        ("many links", list("data", r#"{"id":"1"}"#)),
        ("many nulls", list("data", "null")),
        ("many payments", list("records", "{}")),
        ("many amounts", list("suggested_amounts", r#""1.00""#)),
        (
            "many orders",
            filled(r#"{"id":"1","order_ids":{"new":["#, r#""1""#, "]}}", size),
        ),
        (
            "deep",
            format!("{}{}", r#"{"data":"#.repeat(nested / 8), "1"),
        ),
        ("no JSON", long),
    ]
}

/// The bytes that a call allocates, and those that it keeps while its answer or error is held.
async fn work(switch: &Switch, subject: &Subject, on: &str, answer: Answer) -> (usize, usize) {
    switch.set(Some(answer));
    let region = Region::new(ALLOCATOR);
    let result = subject.call(on.to_owned()).await;
    let change = region.change();
    switch.set(None);
    drop(result);
    let kept = change
        .bytes_allocated
        .saturating_sub(change.bytes_deallocated);
    (change.bytes_allocated, kept)
}

#[tokio::test]
async fn no_reader_does_more_than_its_share_and_none_keeps_more() {
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let real: Connection = connection(Duration::from_secs(60));
        let switch = Arc::new(Switch {
            sandbox: real.transport().clone(),
            answer: Mutex::new(None),
        });
        let watched = real.with_transport(switch.clone());
        for subject in &subjects(&sandbox, provider, &watched).await {
            let on = subject.ready().await;
            for status in [200, 201, 400, 404, 409, 422, 500] {
                let twice = bodies(2 * SMALL);
                for ((name, small), (_, large)) in bodies(SMALL).into_iter().zip(twice) {
                    let what = format!("{provider} {} {status} {name}", subject.operation);
                    let length = large.len();
                    let mut counted = Vec::new();
                    // The first call fills what is kept for all: it is not counted.
                    for body in [small.clone(), small, large] {
                        let answer = Answer {
                            status,
                            body: body.into(),
                            request_id: "r".repeat(8000),
                        };
                        counted.push(work(&switch, subject, &on, answer).await);
                    }
                    let [_, (small, _), (large, kept)] = counted[..] else {
                        panic!("three calls");
                    };
                    // Every call needs some memory, whatever its answer: that is not growth.
                    let allowed = small * MOST_GROWTH / 10 + 100_000;
                    assert!(large < allowed, "{what}: {small} bytes, then {large}");
                    assert!(
                        kept < MOST_KEPT * length,
                        "{what}: {kept} bytes are kept of {length}"
                    );
                }
            }
        }
    }
}
