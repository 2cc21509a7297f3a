//! A port that refuses, under every provider: certainly not sent.

use std::time::Duration;

use paylink_core::{ErrorKind, Outcome};
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::RefusingServer;
use paylink_trials::client::links_at;
use paylink_trials::host::connection;
use paylink_trials::subject::{fresh_reference, request};

#[tokio::test]
async fn nothing_was_sent() {
    let refusing = RefusingServer::start().unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    for provider in Sandbox::PROVIDERS {
        let base_url = refusing.base_url().parse().unwrap();
        let links = links_at(
            &sandbox,
            provider,
            base_url,
            connection(Duration::from_secs(30)),
        );
        let error = links
            .create(&request(links.as_ref(), &fresh_reference()))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Connect, Outcome::NotSent),
            "{provider}"
        );
        let begun = if provider == "pinelabs" { 0 } else { 3 };
        assert_eq!(
            (error.attempts(), sandbox.arrived(provider)),
            (begun, 0),
            "{provider}"
        );
    }
}
