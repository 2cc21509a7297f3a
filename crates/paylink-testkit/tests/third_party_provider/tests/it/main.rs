//! The suite, from outside: a provider of somebody else's passes it, and a copy that drops a field
//! does not.

use paylink_core::transport::Runtime;
use paylink_core::{Answer, BoxFuture, Capabilities, Error, Link, LinkRequest, PaymentLinks};
use paylink_testkit::at_once;
use paylink_testkit::conformance::{Rule, Wrapped, check};
use third_party_provider::OnTrial;

#[test]
fn a_provider_of_somebody_else_s_passes() {
    if let Err(violations) = at_once(check(&OnTrial::new())).unwrap() {
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
    let violations = at_once(check(&forgetful)).unwrap().unwrap_err();
    assert_eq!(violations.provider(), "third_party");
    let fields = violations
        .iter()
        .filter(|violation| violation.rule == Rule::Fields);
    let fields: Vec<&str> = fields.map(|violation| violation.what.as_str()).collect();
    assert_eq!(fields, ["`description` is dropped on the way"]);
    // It claims what it does not offer.
    assert!(violations.breaks(Rule::Capabilities));
}
