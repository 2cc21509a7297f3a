//! A caller of one operation that can only be seen from outside.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{Method, Request};
use paylink_core::{
    Answer, Caller, Connection, Context, Effect, Error, FixedHeader, Invalid, Limits, Operation,
    Received, Refusal, Rejection, Repeats, json_request, sensitive_header,
};

/// A write whose repeats are undocumented: it may arrive once.
struct Post;

impl Operation for Post {
    type Answer = usize;
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "post";
    const ROUTE: &'static str = "/post";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, context: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        json_request(
            Method::POST,
            context.base_url.join(Self::ROUTE, &[])?,
            &["canary"],
        )
    }

    fn accept(&self, received: &Received) -> Result<usize, Rejection> {
        Ok(received.body.len())
    }

    fn refusal(&self, _: &Received) -> Refusal {
        Refusal::default()
    }
}

/// A write to an address of its own making.
struct Elsewhere(&'static str);

impl Operation for Elsewhere {
    type Answer = usize;
    const PROVIDER: &'static str = "test";
    const NAME: &'static str = "elsewhere";
    const ROUTE: &'static str = "/elsewhere";
    const EFFECT: Effect = Effect::Write(Repeats::Undocumented);

    fn request(&self, _: &Context<'_>) -> Result<Request<Bytes>, Invalid> {
        json_request(Method::POST, self.0.parse().unwrap(), &["canary"])
    }

    fn accept(&self, received: &Received) -> Result<usize, Rejection> {
        Ok(received.body.len())
    }

    fn refusal(&self, _: &Received) -> Refusal {
        Refusal::default()
    }
}

/// Posts to an address that no base URL could lead to.
pub(crate) async fn post_elsewhere(uri: &'static str) -> Result<Answer<usize>, Error> {
    caller("https://api.example.com", connection())
        .call(&Elsewhere(uri))
        .await
}

pub(crate) async fn post(base_url: &str, connection: Connection) -> Result<Answer<usize>, Error> {
    caller(base_url, connection).call(&Post).await
}

fn caller(base_url: &str, connection: Connection) -> Caller {
    let key = sensitive_header("key", "Bearer canary").unwrap();
    let authorize = Arc::new(FixedHeader::new(AUTHORIZATION, key));
    Caller::new(base_url.parse().unwrap(), authorize, connection)
}

pub(crate) fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_body = 1000;
    limits
}

pub(crate) fn connection() -> Connection {
    paylink_reqwest::connection().unwrap().with_limits(limits())
}

pub(crate) fn impatient() -> Connection {
    connection().with_timeout(Duration::from_millis(300))
}
