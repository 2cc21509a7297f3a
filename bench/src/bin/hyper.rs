//! Bare hyper with hyper-util's pool: sends the body that `meum` sends, and reads the answer's
//! bytes. The floor.

use bench_harness::{Arguments, Failure, Subject, creates};
use bytes::Bytes;
use http::{Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

const BODY: &[u8] =
    br#"{"title":"Summer fundraiser","amount_mode":"fixed_amount","amount":"25.00"}"#;

struct Hyper {
    client: Client<HttpConnector, Full<Bytes>>,
    uri: Uri,
}

impl Subject for Hyper {
    async fn create(&self) -> Result<(), Failure> {
        let request = Request::post(self.uri.clone())
            .header("content-type", "application/json")
            .body(Full::new(Bytes::from_static(BODY)))?;
        let response = self.client.request(request).await?;
        let made = response.status().is_success();
        let body = response.into_body().collect().await?.to_bytes();
        if !made || body.is_empty() {
            return Err("no link".into());
        }
        Ok(())
    }
}

fn main() -> Result<(), Failure> {
    creates(&Arguments::from_command_line()?, |arguments| {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Hyper {
            client: Client::builder(TokioExecutor::new()).build(connector),
            uri: format!("{}/v1/payment-links", arguments.url).parse()?,
        })
    })
}
