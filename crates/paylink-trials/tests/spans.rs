//! Spans: one an operation and one an attempt, with the documented names, and nothing in them that
//! came from outside.
//!
//! A process of its own, with one test: its subscriber takes down every span.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paylink_core::Outcome;
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike};
use paylink_trials::expectations::Effect;
use paylink_trials::host::connection;
use paylink_trials::subject::{Subject, subjects};
use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Metadata, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

/// One span: its name, the index of the one around it, and all that was recorded.
#[derive(Clone, Debug)]
struct Span {
    id: u64,
    name: &'static str,
    parent: Option<u64>,
    values: BTreeMap<&'static str, String>,
    closed: bool,
}

impl Span {
    fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str)
    }
}

/// Takes down our own spans.
#[derive(Clone, Default)]
struct Taken(Arc<Mutex<Vec<Span>>>);

impl Taken {
    /// The spans since the last time, of which none is open.
    fn spans(&self) -> Vec<Span> {
        let spans = std::mem::take(&mut *self.0.lock().unwrap());
        assert!(spans.iter().all(|span| span.closed), "{spans:?}");
        spans
    }

    fn change(&self, id: &Id, change: impl FnOnce(&mut Span)) {
        let mut spans = self.0.lock().unwrap();
        if let Some(span) = spans.iter_mut().find(|span| span.id == id.into_u64()) {
            change(span);
        }
    }
}

struct Values<'a>(&'a mut BTreeMap<&'static str, String>);

impl Visit for Values<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target() == "paylink"
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Taken {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if !is_ours(attributes.metadata()) {
            return;
        }
        let mut values = BTreeMap::new();
        attributes.record(&mut Values(&mut values));
        let around = context.span(id).unwrap().parent();
        self.0.lock().unwrap().push(Span {
            id: id.into_u64(),
            name: attributes.metadata().name(),
            parent: around.map(|span| span.id().into_u64()),
            values,
            closed: false,
        });
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, _: Context<'_, S>) {
        self.change(id, |span| record.record(&mut Values(&mut span.values)));
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        self.change(&id, |span| {
            span.closed = true;
            // The registry gives a number out again.
            span.id = u64::MAX;
        });
    }
}

/// The fields that `TRACING.md` lists for a span.
fn documented(span: &str) -> BTreeSet<&'static str> {
    let text = include_str!("../../paylink-core/TRACING.md");
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.split('|').map(|cell| cell.trim().trim_matches('`'));
        (cells.nth(1) == Some(span)).then(|| cells.next().unwrap())
    });
    rows.collect()
}

/// The paths of a provider's contract, and the methods that each documents.
fn routes(provider: &str) -> BTreeSet<(String, String)> {
    let path = format!(
        "{}/../paylink-sandbox/contracts/{provider}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let contract: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let paths = contract["paths"].as_object().unwrap().iter();
    let routes = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().keys();
        methods.map(|method| (method.to_uppercase(), path.clone()))
    });
    routes.collect()
}

/// The one call among the spans, and its attempts; a token's call and its attempts are left out.
fn call(spans: &[Span]) -> (&Span, Vec<&Span>) {
    let own = |span: &&Span| span.get("paylink.operation") != Some("create token");
    let (calls, attempts): (Vec<_>, Vec<_>) =
        (spans.iter().filter(own)).partition(|span| span.name == "paylink.call");
    assert_eq!(calls.len(), 1, "{spans:#?}");
    assert_eq!(calls[0].parent, None);
    for span in &attempts {
        assert_eq!(span.name, "paylink.attempt");
        assert!(span.parent.is_some());
    }
    (calls[0], attempts)
}

/// What every pair of spans keeps. Gives the outcome.
fn judge<'a>(provider: &str, call: &'a Span, attempts: &[&Span]) -> &'a str {
    let count = attempts.len().to_string();
    assert_eq!(call.get("paylink.attempts"), Some(count.as_str()));
    for (index, attempt) in attempts.iter().enumerate() {
        let number = (index + 1).to_string();
        assert_eq!(attempt.get("paylink.attempt"), Some(number.as_str()));
        assert_eq!(attempt.get("otel.kind"), Some("client"));
        for shared in [
            "paylink.provider",
            "paylink.operation",
            "http.request.method",
            "url.template",
        ] {
            assert_eq!(attempt.get(shared), call.get(shared));
        }
    }
    assert_eq!(call.get("paylink.provider"), Some(provider));
    for span in attempts.iter().chain([&call]) {
        let known = documented(span.name);
        let given: BTreeSet<&str> = span.values.keys().copied().collect();
        assert!(given.is_subset(&known), "{given:?} of {known:?}");
        let millis = span.get("paylink.duration_ms").unwrap();
        assert!(millis.parse::<u64>().is_ok(), "{millis}");
    }
    call.get("paylink.outcome").unwrap()
}

fn statuses<'a>(attempts: &[&'a Span]) -> Vec<Option<&'a str>> {
    let status = |span: &&'a Span| span.get("http.response.status_code");
    attempts.iter().map(status).collect()
}

/// How often an operation is begun whose answers all are lost.
fn tries(subject: &Subject) -> usize {
    match subject.effect {
        Effect::Write => 1,
        _ => 3,
    }
}

async fn on_success(taken: &Taken, subject: &Subject, routes: &BTreeSet<(String, String)>) {
    let on = subject.ready().await;
    taken.spans();
    subject.call(on).await.unwrap();
    let spans = taken.spans();
    let (call, attempts) = call(&spans);
    assert_eq!(judge(subject.provider, call, &attempts), "done");
    let route = ["http.request.method", "url.template"].map(|it| call.get(it).unwrap().to_owned());
    let [method, template] = route;
    assert!(routes.contains(&(method, template)), "{call:?}");
    let status = call.get("http.response.status_code");
    assert!(status.unwrap().starts_with('2'));
    assert_eq!(statuses(&attempts), [status]);
    assert_eq!(
        (call.get("error.type"), attempts[0].get("error.type")),
        (None, None)
    );
}

async fn on_failure(taken: &Taken, sandbox: &Sandbox, subject: &Subject) {
    let conflict = match subject.operation {
        "createPaymentLink" => "duplicate",
        _ => "conflict",
    };
    for (fault, kind, cause) in [
        (Fault::close(), "interrupted", "interrupted"),
        (Fault::status(409), conflict, "409"),
        (Fault::cut(), "interrupted", "interrupted"),
    ] {
        let on = subject.ready().await;
        taken.spans();
        let strike = Strike::before(fault.clone());
        sandbox
            .faults()
            .add(strike.on(subject.provider).operation(subject.operation));
        let error = subject.call(on).await.unwrap_err();
        sandbox.faults().clear();
        let spans = taken.spans();
        let (call, attempts) = call(&spans);
        let outcome = judge(subject.provider, call, &attempts);
        let status = error.http_status();
        let status = status.as_ref().map(|status| status.as_str());
        assert_eq!(outcome, error.outcome().as_str());
        assert_eq!(call.get("error.type"), Some(kind), "{}", fault.name());
        assert_eq!(call.get("http.response.status_code"), status);
        let begun = if cause == "409" { 1 } else { tries(subject) };
        assert_eq!(statuses(&attempts), vec![status; begun]);
        assert!(
            attempts
                .iter()
                .all(|it| it.get("error.type") == Some(cause))
        );
    }
}

/// Refused before a request is made: a span all the same, which says that nothing was sent.
async fn on_refusal(taken: &Taken) {
    let token = invoicing::Token::new("canary").unwrap();
    let builder = invoicing::Client::builder(token)
        .base_url("https://api.example.com")
        .unwrap();
    let client = builder
        .connection(connection(Duration::from_secs(1)))
        .build()
        .unwrap();
    let request = invoicing::CreatePaymentLink::new(1, "-1".parse().unwrap(), "canary");
    taken.spans();
    let error = client.create_payment_link(&request).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let spans = taken.spans();
    let (call, attempts) = call(&spans);
    assert_eq!(judge("invoicing", call, &attempts), "not_sent");
    assert_eq!(call.get("error.type"), Some("invalid_input"));
    assert_eq!(call.get("http.request.method"), None);
}

#[tokio::test]
async fn every_operation_is_a_span_and_so_is_every_attempt() {
    let taken = Taken::default();
    tracing_subscriber::registry().with(taken.clone()).init();
    let sandbox = Sandbox::start().await.unwrap();
    let mut operations = 0;
    for provider in Sandbox::PROVIDERS {
        let routes = routes(provider);
        let connection = connection(Duration::from_secs(30));
        for subject in subjects(&sandbox, provider, &connection).await {
            on_success(&taken, &subject, &routes).await;
            on_failure(&taken, &sandbox, &subject).await;
            operations += 1;
        }
    }
    assert_eq!(operations, 19);
    on_refusal(&taken).await;
}

/// Every documented field is recorded by some call: none is promised and left out.
#[test]
fn the_list_of_names_is_complete() {
    let call = documented("paylink.call");
    let attempt = documented("paylink.attempt");
    let text = include_str!("../../paylink-core/src/call/trace.rs");
    let on = text.split("mod off").next().unwrap();
    for field in call.union(&attempt) {
        assert!(on.contains(&format!("\"{field}\" = ")), "{field}");
    }
    assert_eq!((call.len(), attempt.len()), (9, 9));
}
