//! `create_or_find` and `wait_until`, over a provider that does as the test says.

use std::time::Duration;

use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, ErrorKind, Field, Link, LinkRequest, LinkState, Money,
    Outcome, Page, PaymentLinks, PaymentLinksExt, PollInterval, Support, Waited,
};

use paylink_core::transport::Runtime;
use paylink_testkit::{FixedRuntime, MockPaymentLinks};

/// A mock that answers so, and can read and find links.
fn fake(
    creates: Vec<Result<Link, ErrorKind>>,
    finds: Vec<Result<Option<Link>, ErrorKind>>,
) -> MockPaymentLinks {
    let capabilities = Capabilities::new(&[(Field::Reference, Support::Yes)])
        .with_get(Support::Yes)
        .with_find(Support::Yes);
    let mock = blind(creates).with_capabilities(capabilities);
    (finds.into_iter()).fold(mock, |mock, find| mock.on_find(find.map_err(error)))
}

/// A mock that answers so, and can find no link.
fn blind(creates: Vec<Result<Link, ErrorKind>>) -> MockPaymentLinks {
    let mock = MockPaymentLinks::new("fake");
    (creates.into_iter()).fold(mock, |mock, create| mock.on_create(create.map_err(error)))
}

fn error(kind: ErrorKind) -> Error {
    Error::new(kind, "fake", "create payment link")
}

/// How often the method was called.
fn calls(mock: &MockPaymentLinks, method: &str) -> usize {
    let calls = mock.calls();
    calls.iter().filter(|call| call.method() == method).count()
}

fn asked() -> LinkRequest {
    let money = Money::new("25.00".parse().unwrap(), "EUR".parse().unwrap());
    LinkRequest::new(money).with_reference("order-1")
}

fn link(id: &str) -> Link {
    let mut link = Link::new("fake");
    link.id = Some(id.to_owned());
    link
}

async fn create_or_find(fake: &MockPaymentLinks) -> Result<Answer<Link>, Error> {
    let links: &dyn PaymentLinks = fake;
    links
        .create_or_find(&asked(), PollInterval::default())
        .await
}

#[tokio::test]
async fn a_created_link_is_not_looked_for() {
    let fake = fake(vec![Ok(link("1"))], vec![]);
    assert_eq!(
        create_or_find(&fake).await.unwrap().id.as_deref(),
        Some("1")
    );
    assert_eq!((calls(&fake, "create"), calls(&fake, "find")), (1, 0));
}

#[tokio::test]
async fn after_unknown_it_is_found_and_never_created_again() {
    for kind in [
        ErrorKind::Timeout,
        ErrorKind::Server,
        ErrorKind::Unreadable,
        ErrorKind::NoLink,
        ErrorKind::Duplicate,
    ] {
        let finds = vec![Ok(None), Err(ErrorKind::Server), Ok(Some(link("1")))];
        let fake = fake(vec![Err(kind)], finds);
        let found = create_or_find(&fake).await.unwrap();
        assert_eq!(found.id.as_deref(), Some("1"), "{kind}");
        // The answer has no amount, and the requested one does not prove the link's.
        assert_eq!(found.amount, None);
        assert_eq!((calls(&fake, "create"), calls(&fake, "find")), (1, 3));
    }
}

#[tokio::test]
async fn what_is_known_is_not_looked_for() {
    for kind in [
        ErrorKind::Connect,
        ErrorKind::InvalidInput,
        ErrorKind::Refused,
        ErrorKind::Conflict,
        ErrorKind::Authentication,
        ErrorKind::Differs,
    ] {
        let fake = fake(vec![Err(kind)], vec![]);
        assert_eq!(create_or_find(&fake).await.unwrap_err().kind(), kind);
        assert_eq!((calls(&fake, "create"), calls(&fake, "find")), (1, 0));
    }
}

#[tokio::test]
async fn what_cannot_be_found_stays_unknown() {
    let never = fake(vec![Err(ErrorKind::Timeout)], vec![Ok(None); 20]);
    let error = create_or_find(&never).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Timeout, Outcome::Unknown)
    );
    assert_eq!(calls(&never, "create"), 1);
    assert!(
        (5..20).contains(&calls(&never, "find")),
        "{}",
        calls(&never, "find")
    );
    let forbidden = fake(
        vec![Err(ErrorKind::Timeout)],
        vec![Err(ErrorKind::Authentication)],
    );
    assert_eq!(
        create_or_find(&forbidden).await.unwrap_err().outcome(),
        Outcome::Unknown
    );
    assert_eq!(calls(&forbidden, "find"), 1);
    let blind = blind(vec![Err(ErrorKind::Timeout)]);
    assert_eq!(
        create_or_find(&blind).await.unwrap_err().outcome(),
        Outcome::Unknown
    );
}

#[tokio::test]
async fn a_found_link_of_other_money_is_an_error_that_keeps_it() {
    let mut other = link("1");
    other.amount = Some("26".parse().unwrap());
    let mut foreign = link("1");
    foreign.currency = Some("USD".parse().unwrap());
    for (found, field) in [(other, "amount"), (foreign, "currency")] {
        let fake = fake(vec![Err(ErrorKind::Timeout)], vec![Ok(Some(found))]);
        let error = create_or_find(&fake).await.unwrap_err();
        assert_eq!(
            (error.outcome(), error.field()),
            (Outcome::Accepted, Some(field))
        );
        assert_eq!(error.link::<Link>().unwrap().id.as_deref(), Some("1"));
    }
}

#[tokio::test]
async fn waiting_ends_when_it_is_done_or_the_time_is_up() {
    let done = |link: &Link| link.id.as_deref() == Some("2");
    let waiting = |gets: Vec<Result<Link, ErrorKind>>| {
        let mock = MockPaymentLinks::new("fake");
        (gets.into_iter()).fold(mock, |mock, get| mock.on_get(get.map_err(error)))
    };
    let met = waiting(vec![Ok(link("1")), Err(ErrorKind::Timeout), Ok(link("2"))]);
    let waited = met
        .wait_until("x", PollInterval::default(), &done)
        .await
        .unwrap();
    assert!(matches!(waited, Waited::Met(link) if link.id.as_deref() == Some("2")));
    assert_eq!(met.fixed_runtime().slept(), Duration::from_millis(1500));
    let never = waiting(vec![Ok(link("1")); 50]);
    let waited = never
        .wait_until("x", PollInterval::default(), &done)
        .await
        .unwrap();
    assert!(matches!(waited, Waited::TimedOut(_)));
    let gone = waiting(vec![Err(ErrorKind::NotFound)]);
    let error = gone
        .wait_until("x", PollInterval::default(), &done)
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), calls(&gone, "get")),
        (ErrorKind::NotFound, 1)
    );
}

/// 1, 2, 4, 4, 4 seconds: the last pause ends when the time does, and the link is read once more.
#[tokio::test]
async fn pauses_double_up_to_the_longest_and_the_time_is_used_up() {
    let never = fake(vec![Err(ErrorKind::Timeout)], vec![Ok(None); 20]);
    let second = Duration::from_secs(1);
    let interval = PollInterval::new(second, 4 * second, 15 * second);
    let error = never.create_or_find(&asked(), interval).await;
    assert_eq!(error.unwrap_err().outcome(), Outcome::Unknown);
    assert_eq!(calls(&never, "find"), 6);
    assert_eq!(never.fixed_runtime().slept(), 15 * second);
}

#[tokio::test]
async fn a_found_link_that_is_not_the_one_asked_for_is_kept_in_an_error() {
    type Change = fn(&mut Link);
    let changes: [(&str, Change); 4] = [
        ("amount", |it| it.amount = Some("24.99".parse().unwrap())),
        ("currency", |it| it.currency = Some("USD".parse().unwrap())),
        ("reference", |it| it.reference = Some("another".to_owned())),
        ("state", |it| it.state = Some(LinkState::Cancelled)),
    ];
    for (field, change) in changes {
        let mut other = link("1");
        change(&mut other);
        let fake = fake(vec![Err(ErrorKind::Timeout)], vec![Ok(Some(other))]);
        let error = create_or_find(&fake).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Accepted, "{field}");
        assert_eq!(error.field(), Some(field));
        assert_eq!(error.link::<Link>().unwrap().id.as_deref(), Some("1"));
    }
}

/// Only what is required of a provider.
struct Least(FixedRuntime);

impl PaymentLinks for Least {
    fn provider(&self) -> &'static str {
        "least"
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[])
    }
    fn runtime(&self) -> &dyn Runtime {
        &self.0
    }
    fn create<'a>(&'a self, _: &'a LinkRequest) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(std::future::ready(Ok(Answer::new(link("1")))))
    }
}

#[tokio::test]
async fn what_a_provider_does_not_document_is_refused_and_nothing_is_sent() {
    let links: Box<dyn PaymentLinks> = Box::new(Least(FixedRuntime::default()));
    let errors = [
        links.get("x").await.unwrap_err(),
        links.find("x").await.unwrap_err(),
        links.list(None).await.unwrap_err(),
        links.cancel("x").await.unwrap_err(),
        links.notify("x").await.unwrap_err(),
        links.pages().next().await.unwrap().unwrap_err(),
        (links
            .wait_until("x", PollInterval::default(), &|_| true)
            .await)
            .unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::UnsupportedField, "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent, "{error}");
    }
}

/// Two pages of one link each.
struct Listed(FixedRuntime);

impl PaymentLinks for Listed {
    fn provider(&self) -> &'static str {
        "listed"
    }
    fn capabilities(&self) -> Capabilities {
        Capabilities::new(&[]).with_list(Support::Yes)
    }
    fn runtime(&self) -> &dyn Runtime {
        &self.0
    }
    fn create<'a>(&'a self, _: &'a LinkRequest) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(std::future::ready(Ok(Answer::new(link("1")))))
    }
    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        let page = match cursor {
            None => Page::new(vec![link("1")], Some("more".to_owned())),
            Some(_) => Page::new(vec![link("2")], None),
        };
        Box::pin(std::future::ready(Ok(Answer::new(page))))
    }
}

#[tokio::test]
async fn every_pointer_to_an_implementation_is_one_and_hides_no_operation() {
    async fn ids(links: impl PaymentLinks) -> Vec<String> {
        let mut pages = links.pages();
        let mut ids = Vec::new();
        while let Some(link) = pages.next().await {
            ids.extend(link.unwrap().id);
        }
        assert!(links.get("x").await.is_err());
        ids
    }
    let listed = || Listed(FixedRuntime::default());
    let boxed: Box<dyn PaymentLinks> = Box::new(listed());
    let shared: std::sync::Arc<dyn PaymentLinks> = std::sync::Arc::new(listed());
    for ids in [
        ids(&listed()).await,
        ids(boxed).await,
        ids(&shared).await,
        ids(shared.clone()).await,
    ] {
        assert_eq!(ids, ["1", "2"]);
    }
}
