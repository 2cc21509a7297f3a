//! Canaries: no credential, token, payer's datum, link address or body is in what a call prints, logs or traces.
//!
//! A process of its own, for its subscriber and logger are the process's. Everything is listened to at trace level: ours,
//! reqwest's, hyper's and rustls'.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "test code fails by panicking"
)]

use std::error::Error as _;
use std::fmt::Write as _;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use paylink_core::{Answer, Customer, Error, Field, Link, LinkRequest, Money, PaymentLinks};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike, catalogue};
use paylink_trials::client::face;
use paylink_trials::host::connection;
use paylink_trials::subject::{fresh_reference, subjects};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

/// What was logged and traced.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<String>>);

impl Listener {
    fn heard(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl io::Write for Listener {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap()
            .push_str(&String::from_utf8_lossy(bytes));
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Listener {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl log::Log for Listener {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let mut heard = self.0.lock().unwrap();
        writeln!(heard, "{} {}", record.target(), record.args()).unwrap();
    }
    fn flush(&self) {}
}

fn listen() -> Listener {
    let listener = Listener::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(listener.clone())
        .init();
    log::set_boxed_logger(Box::new(listener.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    listener
}

/// A request with a canary in every field that the provider can carry.
fn canaries(links: &dyn PaymentLinks) -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), "USD".parse().unwrap());
    let can = |field| links.capabilities().field(field).is_usable();
    let mut request = LinkRequest::new(money).with_description("canary description");
    if can(Field::Reference) {
        request = request.with_reference(fresh_reference());
    }
    let mut customer = Customer::default();
    if can(Field::CustomerName) {
        customer = customer.with_name("Canary Name");
    }
    if can(Field::CustomerEmail) {
        customer = customer.with_email("canary@example.com");
    }
    if can(Field::CustomerPhone) {
        customer = customer.with_phone("5550canary");
    }
    if can(Field::SuccessUrl) {
        request = request.with_success_url("https://shop.example.com/canary");
    }
    if can(Field::Metadata) {
        request = request.with_metadata("canary", "canary value");
    }
    request.with_customer(customer)
}

/// An error with all its causes, printed both ways.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(shown, " {error} {error:?}").unwrap();
        cause = error.source();
    }
    shown
}

fn check(what: &str, text: &str, secrets: &[String]) {
    let lower = text.to_lowercase();
    for secret in secrets {
        assert!(
            !lower.contains(&secret.to_lowercase()),
            "{what} shows {secret}:\n{text}"
        );
    }
}

#[tokio::test]
async fn nothing_is_shown() {
    let listener = listen();
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let connection = connection(Duration::from_millis(500));
        let links = face(&sandbox, provider, connection.clone());
        let mut secrets: Vec<String> = vec!["canary".to_owned(), format!("/pay/{provider}")];
        secrets.extend(
            sandbox
                .credentials(provider)
                .into_iter()
                .map(|(_, value)| value),
        );
        let request = canaries(links.as_ref());
        let made: Answer<Link> = links.create(&request).await.unwrap();
        assert!(made.url.as_ref().unwrap().contains("/pay/"));
        check(
            provider,
            &format!("{request:?} {made:?} {connection:?}"),
            &secrets,
        );
        // Faults that give the server's answer a canary of its own, and all the others.
        let spoken = Fault::instead(
            "spoken",
            paylink_sandbox::wire::Reply::json(
                422,
                r#"{"error":"canary error","message":"canary","code":"canary code"}"#,
            ),
        );
        let faults = catalogue("http://127.0.0.1:1/canary")
            .into_iter()
            .chain([spoken]);
        for fault in
            faults.filter(|fault| !fault.name().starts_with("flood") && fault.name() != "gzip-bomb")
        {
            sandbox.faults().add(
                Strike::after(fault.clone())
                    .on(provider)
                    .operation("createPaymentLink"),
            );
            if let Err(error) = links.create(&canaries(links.as_ref())).await {
                check(fault.name(), &shown(&error), &secrets);
            }
            sandbox.faults().clear();
        }
        for subject in subjects(&sandbox, provider, &connection).await {
            if let Err(error) = subject.call(subject.ready().await).await {
                check(subject.operation, &shown(&error), &secrets);
            }
        }
        let heard = listener.heard();
        assert!(
            heard.contains("paylink.call") && heard.contains("paylink.attempt"),
            "{heard}"
        );
        assert!(
            heard.contains(&format!("paylink.provider=\"{provider}\"")),
            "{heard}"
        );
        assert!(heard.contains("error.type=\"interrupted\""));
        check("the trace", &heard, &secrets);
        for request in sandbox.requests(provider) {
            // Tokens and signatures, as they went over the wire.
            for name in ["authorization", "x-signature"] {
                let value = request
                    .header(name)
                    .unwrap_or("no such header on this request");
                check("the trace", &heard, &[value.to_owned()]);
            }
        }
    }
}
