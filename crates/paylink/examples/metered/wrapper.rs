//! [`Metered`]: counts how the calls of any provider end.

use paylink::{Answer, BoxFuture, Capabilities, Error, Link, LinkRequest, Page, PaymentLinks};

use paylink::transport::Runtime;

/// Tells `.1` the operation and how it ended: `done`, or the outcome of the error.
pub(crate) struct Metered<T, F>(pub(crate) T, pub(crate) F);

type Call<'a, A> = BoxFuture<'a, Result<A, Error>>;

impl<T: PaymentLinks, F: Fn(&str, &str) + Send + Sync> Metered<T, F> {
    async fn counted<A>(&self, name: &str, call: Call<'_, A>) -> Result<A, Error> {
        let result = call.await;
        let outcome = |error: &Error| error.outcome().as_str();
        (self.1)(name, result.as_ref().err().map_or("done", outcome));
        result
    }
}

impl<T: PaymentLinks, F: Fn(&str, &str) + Send + Sync> PaymentLinks for Metered<T, F> {
    fn provider(&self) -> &'static str {
        self.0.provider()
    }
    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }
    fn runtime(&self) -> &dyn Runtime {
        self.0.runtime()
    }
    fn create<'a>(&'a self, request: &'a LinkRequest) -> Call<'a, Answer<Link>> {
        Box::pin(self.counted("create", self.0.create(request)))
    }
    fn get<'a>(&'a self, id: &'a str) -> Call<'a, Answer<Link>> {
        Box::pin(self.counted("get", self.0.get(id)))
    }
    fn find<'a>(&'a self, reference: &'a str) -> Call<'a, Option<Answer<Link>>> {
        Box::pin(self.counted("find", self.0.find(reference)))
    }
    fn list<'a>(&'a self, cursor: Option<&'a str>) -> Call<'a, Answer<Page<Link>>> {
        Box::pin(self.counted("list", self.0.list(cursor)))
    }
    fn cancel<'a>(&'a self, id: &'a str) -> Call<'a, Answer<Link>> {
        Box::pin(self.counted("cancel", self.0.cancel(id)))
    }
    fn notify<'a>(&'a self, id: &'a str) -> Call<'a, Answer<Link>> {
        Box::pin(self.counted("notify", self.0.notify(id)))
    }
}
