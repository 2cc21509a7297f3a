//! Every operation of every provider, on success and under every fault, with answers full of
//! canaries: what its result prints, and what is logged and traced while it runs.

use paylink_core::provider::ErrorParts as _;
use std::time::Duration;

use paylink_core::{Field, LinkCustomer, LinkRequest, Money, PaymentLinks};
use paylink_fixtures::{Documented, all_documented};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Strike, catalogue};
use paylink_sandbox::wire::Reply;
use paylink_trials::client::links;
use paylink_trials::host::connection;
use paylink_trials::subject::{Subject, fresh_reference, subjects};
use serde_json::Value;

use crate::listener::Listener;
use crate::planted::{MAY_BE_SHOWN, planted};
use crate::shown::{check, end, on_the_wire, secrets, shown};

/// A request with a canary in every field that the provider can carry.
fn canaries(links: &dyn PaymentLinks) -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), "USD".parse().unwrap());
    let can = |field| links.capabilities().field(field).is_usable();
    let mut request = LinkRequest::new(money).with_description("canary description");
    if can(Field::Reference) {
        request = request.with_reference(fresh_reference());
    }
    let mut customer = LinkCustomer::default();
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
    if can(Field::FailureUrl) {
        request = request.with_failure_url("https://shop.example.com/canary");
    }
    if can(Field::Metadata) {
        request = request.with_metadata("canary", "canary value");
    }
    request.with_customer(customer)
}

/// The answers that are written down for an operation, with canaries in them: once all but the
/// amounts, once all.
fn told(provider: &str, operation: &str) -> Vec<Fault> {
    let answers = ["responses", "errors"].map(|kind| all_documented(provider, kind, operation));
    let answers = answers.iter().flatten();
    answers
        .flat_map(|answer| {
            [
                with_canaries(answer, &["amount", "value"]),
                with_canaries(answer, &[]),
            ]
        })
        .collect()
}

fn with_canaries(answer: &Documented, kept: &[&str]) -> Fault {
    let body = match serde_json::from_str::<Value>(answer.body()) {
        Ok(body) => planted(&body, &[MAY_BE_SHOWN, kept].concat()).to_string(),
        Err(_) => format!("{} canary", answer.body()),
    };
    let reply = Reply::json(answer.status, body)
        .header("x-request-id", "canary canary")
        .header("retry-after", "canary")
        .header("set-cookie", "session=canary");
    Fault::instead(answer.name.clone(), reply)
}

/// Listens while the operations of a provider are called.
struct Ear<'a> {
    listener: &'a Listener,
    sandbox: &'a Sandbox,
    provider: &'static str,
    secrets: Vec<String>,
    /// What was heard of our own spans.
    spans: usize,
}

impl Ear<'_> {
    /// Checks what a call printed, and what was heard since the last one.
    fn check(&mut self, what: &str, printed: &str) {
        check(what, printed, &self.secrets);
        let heard = self.listener.heard();
        let mut secrets = self.secrets.clone();
        for request in self.sandbox.requests(self.provider) {
            secrets.extend(on_the_wire(&request));
        }
        secrets.dedup();
        check(&format!("the trace of {what}"), &heard, &secrets);
        self.spans += heard.matches("paylink.attempt{").count();
    }

    async fn call(&mut self, subject: &Subject, fault: Fault) {
        let what = format!("{} {} {}", self.provider, subject.operation, fault.name());
        let on = subject.ready().await;
        let strike = Strike::after(fault).on(self.provider);
        self.sandbox
            .faults()
            .add(strike.operation(subject.operation));
        let printed = end(subject.call(on).await);
        self.sandbox.faults().clear();
        self.check(&what, &printed);
    }

    /// A token's answers: each meets a client that has no token yet.
    async fn tokens(&mut self) {
        for fault in told(self.provider, "createToken") {
            let what = format!("create token {}", fault.name());
            let links = links(self.sandbox, self.provider, connection(PATIENT));
            let strike = Strike::after(fault).on(self.provider);
            self.sandbox.faults().add(strike.operation("createToken"));
            let printed = end(links.create(&canaries(links.as_ref())).await);
            self.sandbox.faults().clear();
            self.check(&what, &printed);
        }
    }
}

/// The time of an attempt that is to end in an answer.
const PATIENT: Duration = Duration::from_secs(30);

/// The time of an attempt that nobody answers.
const IMPATIENT: Duration = Duration::from_millis(250);

fn is_silent(fault: &Fault) -> bool {
    matches!(fault.name(), "hang" | "hang-after-head" | "drip")
}

/// Bodies whose size is all that is odd about them.
fn is_large(fault: &Fault) -> bool {
    fault.name().starts_with("flood") || fault.name() == "gzip-bomb"
}

#[tokio::test]
async fn nothing_is_shown() {
    let listener = Listener::start();
    let sandbox = Sandbox::builder().keep_requests(8).start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let mut ear = Ear {
            listener: &listener,
            sandbox: &sandbox,
            provider,
            secrets: secrets(&sandbox, provider),
            spans: 0,
        };
        let links = links(&sandbox, provider, connection(PATIENT));
        let request = canaries(links.as_ref());
        let made = links.create(&request).await.unwrap();
        assert!(made.url.as_ref().unwrap().contains("/pay/"));
        ear.check(provider, &format!("{request:?} {made:?}"));

        let mut calls = 0;
        let faults = || catalogue("http://127.0.0.1:1/canary").into_iter();
        for subject in subjects(&sandbox, provider, &connection(PATIENT)).await {
            let on = subject.ready().await;
            let printed = subject.call(on).await.unwrap();
            ear.check(subject.operation, &printed);
            let quick = faults().filter(|fault| !is_silent(fault) && !is_large(fault));
            for fault in quick.chain(told(provider, subject.operation)) {
                ear.call(&subject, fault).await;
                calls += 1;
            }
        }
        for subject in subjects(&sandbox, provider, &connection(IMPATIENT))
            .await
            .iter()
            .take(2)
        {
            for fault in faults().filter(is_silent) {
                ear.call(subject, fault).await;
                calls += 1;
            }
        }
        if provider == "pinelabs" {
            ear.tokens().await;
        }
        assert!(ear.spans >= calls, "{} spans of {calls} calls", ear.spans);
    }
}

/// What is looked at includes the causes.
#[test]
fn an_error_tells_its_causes() {
    let error = "x".parse::<paylink_core::Amount>().unwrap_err();
    let error = paylink_core::Error::new(paylink_core::ErrorKind::Connect, "meum", "create")
        .with_source(Box::new(error));
    assert!(shown(&error).contains("NotADecimal"));
}
