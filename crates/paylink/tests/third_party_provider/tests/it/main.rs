//! The suite, from outside: a provider of somebody else's passes it, and a copy that drops a field does not.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use paylink::config::Config;
use paylink::conformance::{Reply, Rule, Stage, Wrapped, check};
use paylink::{Answer, BoxFuture, Capabilities, Error, ErrorKind, Link, LinkRequest, PaymentLinks};
use paylink::transport::Runtime;
use third_party_provider::{OnTrial, ThirdPartyLinks};

/// In memory nothing waits, so that no runtime is needed.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("something waits"),
    }
}

#[test]
fn a_provider_of_somebody_else_s_passes() {
    if let Err(violations) = ready(check(&OnTrial::new())) {
        panic!("{violations}");
    }
}

/// A copy that only creates, and forgets the description.
struct Forgetful(Box<dyn PaymentLinks>);

impl PaymentLinks for Forgetful {
    fn provider(&self) -> &'static str {
        self.0.provider()
    }

    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn runtime(&self) -> &dyn Runtime {
        self.0.runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        Box::pin(async move {
            let mut request = request.clone();
            request.description = None;
            self.0.create(&request).await
        })
    }
}

#[test]
fn a_copy_that_drops_a_field_is_told_which() {
    let forgetful = Wrapped::new(OnTrial::new(), |links| Box::new(Forgetful(links)));
    let violations = ready(check(&forgetful)).unwrap_err();
    assert_eq!(violations.provider(), "third_party");
    let fields = violations
        .iter()
        .filter(|violation| violation.rule == Rule::Fields);
    let fields: Vec<&str> = fields.map(|violation| violation.what.as_str()).collect();
    assert_eq!(fields, ["`description` is dropped on the way"]);
    // It claims what it does not offer.
    assert!(violations.breaks(Rule::Capabilities));
}

/// This build carries no provider: a configuration is read all the same, and says which feature is missing.
#[test]
fn a_provider_that_is_not_carried_is_named_with_its_feature() {
    assert!(paylink::PROVIDERS.is_empty());
    let text = r#"{"provider":"costplus","api_key_env":"COSTPLUS_API_KEY"}"#;
    let config: Config = serde_json::from_str(text).unwrap();
    let mut built = None;
    let _stage = Stage::in_memory(
        |_| Reply::Lost,
        |connection| {
            built = config.build(|_| None, connection.clone()).err();
            let links = ThirdPartyLinks::new("key", "https://api.third-party.example.com", connection);
            Box::new(links.unwrap())
        },
    );
    let error = built.unwrap();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("feature `costplus`"), "{error}");
}
