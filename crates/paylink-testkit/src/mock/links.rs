//! The mock as [`PaymentLinks`].

use std::future::ready;

use paylink_core::transport::Runtime;
use paylink_core::{
    Answer, BoxFuture, Capabilities, Error, FieldError, Link, LinkRequest, Page, PaymentLinks,
    Support,
};

use super::MockPaymentLinks;
use super::call::{CANCEL, CREATE, FIND, GET, LIST, MockCall, NOTIFY, Operation};
use super::script::Script;

impl MockPaymentLinks {
    /// The next answer of an operation, unless the capabilities call it unusable.
    fn play<A, T>(
        &self,
        operation: Operation,
        support: Support,
        script: &Script<A, T>,
        argument: &A,
    ) -> Result<T, Error> {
        if support.is_usable() {
            return script.answer(self.provider, operation, argument);
        }
        // What the trait does by default for an operation that no page documents.
        let rule = "is not documented by this provider";
        let unsupported = FieldError::unsupported(operation.method, rule);
        Err(Error::invalid(self.provider, operation.name, unsupported))
    }
}

impl PaymentLinks for MockPaymentLinks {
    fn provider(&self) -> &'static str {
        self.provider
    }

    fn capabilities(&self) -> Capabilities {
        self.said()
    }

    fn runtime(&self) -> &dyn Runtime {
        self.fixed_runtime()
    }

    fn create<'a>(
        &'a self,
        request: &'a LinkRequest,
    ) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        self.record(MockCall::Create(request.clone()));
        let carried = self.said().check(self.provider, CREATE.name, request);
        let answer = carried.and_then(|()| self.create.answer(self.provider, CREATE, request));
        Box::pin(ready(answer.map(Answer::new)))
    }

    fn get<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let id = id.to_owned();
        self.record(MockCall::Get(id.clone()));
        let answer = self.play(GET, self.said().get, &self.get, &id);
        Box::pin(ready(answer.map(Answer::new)))
    }

    fn find<'a>(
        &'a self,
        reference: &'a str,
    ) -> BoxFuture<'a, Result<Option<Answer<Link>>, Error>> {
        let reference = reference.to_owned();
        self.record(MockCall::Find(reference.clone()));
        let answer = self.play(FIND, self.said().find, &self.find, &reference);
        Box::pin(ready(answer.map(|link| link.map(Answer::new))))
    }

    fn list<'a>(
        &'a self,
        cursor: Option<&'a str>,
    ) -> BoxFuture<'a, Result<Answer<Page<Link>>, Error>> {
        let cursor = cursor.map(str::to_owned);
        self.record(MockCall::List(cursor.clone()));
        let answer = self.play(LIST, self.said().list, &self.list, &cursor);
        Box::pin(ready(answer.map(Answer::new)))
    }

    fn cancel<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let id = id.to_owned();
        self.record(MockCall::Cancel(id.clone()));
        let answer = self.play(CANCEL, self.said().cancel, &self.cancel, &id);
        Box::pin(ready(answer.map(Answer::new)))
    }

    fn notify<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Answer<Link>, Error>> {
        let id = id.to_owned();
        self.record(MockCall::Notify(id.clone()));
        let answer = self.play(NOTIFY, self.said().notify, &self.notify, &id);
        Box::pin(ready(answer.map(Answer::new)))
    }
}
