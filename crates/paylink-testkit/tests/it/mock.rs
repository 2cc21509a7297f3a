//! The mock: answers in order, honest capabilities, and a record of every call.

use std::time::Duration;

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, ErrorKind, Field, Link, LinkRequest, Money, Outcome,
    Page, PaymentLinks, PaymentLinksExt, PollInterval, Support, Waited, transport::Runtime,
};
use paylink_testkit::{FixedRuntime, MockCall, MockPaymentLinks, at_once};

fn request() -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
    LinkRequest::new(money).with_reference("order-1")
}

fn link(id: &str) -> Link {
    let mut link = Link::new("meum");
    link.id = Some(id.to_owned());
    link
}

fn now<T>(call: BoxFuture<'_, Result<T, Error>>) -> Result<T, Error> {
    at_once(call).unwrap()
}

/// A provider that documents the create alone: the defaults of the trait.
struct OnlyCreate(FixedRuntime);

impl PaymentLinks for OnlyCreate {
    fn provider(&self) -> &'static str {
        "meum"
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[])
    }
    fn runtime(&self) -> &dyn Runtime {
        &self.0
    }
    fn create<'a>(&'a self, _: &'a LinkRequest) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async { Ok(Answer::new(link("1"))) })
    }
}

/// What the five operations that need no create are refused with.
fn refusals(links: &dyn PaymentLinks) -> Vec<String> {
    let told = |error: Error| format!("{error:?}");
    vec![
        told(now(links.get("1")).unwrap_err()),
        told(now(links.find("1")).unwrap_err()),
        told(now(links.list(None)).unwrap_err()),
        told(now(links.cancel("1")).unwrap_err()),
        told(now(links.notify("1")).unwrap_err()),
    ]
}

#[test]
fn what_is_not_scripted_is_refused_as_the_trait_refuses_it() {
    let links = MockPaymentLinks::new("meum").on_create(Ok(link("1")));
    let said = links.capabilities();
    let usable = [said.get, said.find, said.list, said.cancel, said.notify];
    assert_eq!(usable, [Support::No; 5]);
    assert_eq!(
        refusals(&links),
        refusals(&OnlyCreate(FixedRuntime::default()))
    );
}

#[test]
fn answers_come_in_their_order_then_from_the_function_then_no_more() {
    let links = MockPaymentLinks::new("meum")
        .on_create(Ok(link("1")))
        .on_create(Err(Error::new(
            ErrorKind::Timeout,
            "meum",
            "create payment link",
        )))
        .on_get(Ok(link("2")))
        .on_every_get(|id| Ok(link(id)));
    let request = request();
    assert_eq!(
        now(links.create(&request)).unwrap().id.as_deref(),
        Some("1")
    );
    assert_eq!(
        now(links.create(&request)).unwrap_err().kind(),
        ErrorKind::Timeout
    );
    let end = now(links.create(&request)).unwrap_err();
    assert_eq!(
        (end.kind(), end.field(), end.outcome()),
        (ErrorKind::Configuration, Some("create"), Outcome::NotSent)
    );
    assert_eq!(end.rule(), Some("has no scripted answer left"));
    for (asked, answered) in [("7", "2"), ("8", "8"), ("9", "9")] {
        assert_eq!(now(links.get(asked)).unwrap().id.as_deref(), Some(answered));
    }
}

#[test]
fn every_call_is_recorded_with_its_argument() {
    let links = MockPaymentLinks::new("meum")
        .on_create(Ok(link("1")))
        .on_find(Ok(None))
        .on_list(Ok(Page::new(vec![link("1")], None)))
        .on_cancel(Ok(link("1")))
        .on_notify(Ok(link("1")));
    let request = request();
    now(links.create(&request)).unwrap();
    // Refused, and recorded all the same.
    now(links.get("1")).unwrap_err();
    assert!(now(links.find("order-1")).unwrap().is_none());
    assert_eq!(now(links.list(Some("next"))).unwrap().items, [link("1")]);
    now(links.cancel("1")).unwrap();
    now(links.notify("1")).unwrap();
    let id = || "1".to_owned();
    let calls = [
        MockCall::Create(request),
        MockCall::Get(id()),
        MockCall::Find("order-1".to_owned()),
        MockCall::List(Some("next".to_owned())),
        MockCall::Cancel(id()),
        MockCall::Notify(id()),
    ];
    assert_eq!(links.calls(), calls);
    let methods = calls.each_ref().map(MockCall::method);
    assert_eq!(
        methods,
        ["create", "get", "find", "list", "cancel", "notify"]
    );
}

#[test]
fn capabilities_that_are_given_are_kept() {
    const FIELDS: &[(Field, Support)] = &[(Field::Reference, Support::Yes)];
    let given = Capabilities::new(FIELDS).with_get(Support::Unverified("meum-1"));
    let links = MockPaymentLinks::new("meum")
        .with_capabilities(given)
        .on_create(Ok(link("1")))
        .on_find(Ok(Some(link("1"))));
    assert_eq!(links.capabilities(), given);
    // A field without a place is refused by name, and takes no answer.
    let described = request().with_description("Two tickets");
    let refused = now(links.create(&described)).unwrap_err();
    assert_eq!(
        (refused.kind(), refused.field()),
        (ErrorKind::UnsupportedField, Some("description"))
    );
    now(links.create(&request())).unwrap();
    // Usable, but nothing is scripted; scripted, but not usable.
    assert_eq!(
        now(links.get("1")).unwrap_err().kind(),
        ErrorKind::Configuration
    );
    assert_eq!(
        now(links.find("1")).unwrap_err().kind(),
        ErrorKind::UnsupportedField
    );
}

#[test]
fn by_default_a_create_carries_every_field() {
    let links = MockPaymentLinks::new("meum");
    for field in Field::ALL {
        assert_eq!(links.capabilities().field(*field), Support::Yes, "{field}");
    }
}

#[test]
fn waits_take_no_time_and_are_counted() {
    let links: Box<dyn PaymentLinks> = Box::new(
        MockPaymentLinks::new("meum")
            .with_runtime(FixedRuntime::default())
            .on_every_get(|id| Ok(link(id))),
    );
    let waited = now(links.wait_until("1", PollInterval::default(), &|_| false)).unwrap();
    assert!(matches!(waited, Waited::TimedOut(_)));
    let slept = links.runtime().monotonic();
    assert!(slept > Duration::ZERO && slept <= PollInterval::default().total);
}

#[test]
fn no_debug_shows_what_a_payer_reads() {
    let links = MockPaymentLinks::new("meum").on_every_create(|_| Ok(link("1")));
    now(links.create(&request().with_description("canary"))).unwrap();
    let shown = format!("{links:?}");
    assert!(
        shown.contains("order-1") && !shown.contains("canary"),
        "{shown}"
    );
}
