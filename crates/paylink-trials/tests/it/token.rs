//! A token that is not available: whatever went wrong, the create was not sent.

use std::time::Duration;

use paylink_core::Outcome;
use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Strike, catalogue};
use paylink_trials::client::links;
use paylink_trials::host::connection;
use paylink_trials::subject::{fresh_reference, request};

async fn create(sandbox: &Sandbox, attempt: Duration) -> Result<(), paylink_core::Error> {
    // A new client each time: no token is kept.
    let links = links(sandbox, "pinelabs", connection(attempt));
    let request = request(links.as_ref(), &fresh_reference());
    links.create(&request).await.map(|_| ())
}

fn creates(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests("pinelabs");
    requests
        .iter()
        .filter(|request| request.target.ends_with("/paymentlink"))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_of_the_token_exchange_lets_a_create_out() {
    let sandbox = Sandbox::start().await.unwrap();
    for fault in catalogue("http://127.0.0.1:1/") {
        // These spoil nothing that a token needs, once the sandbox has acted. A closed connection
        // is met by the create's repeats.
        let harmless =
            ["overrun", "stale", "byte-order-mark", "duplicate-keys"].contains(&fault.name());
        let silent = ["hang", "hang-after-head", "drip"].contains(&fault.name());
        let attempt = Duration::from_millis(if silent { 250 } else { 30_000 });
        let strike = Strike::after(fault.clone())
            .on("pinelabs")
            .operation("createToken");
        sandbox.faults().add(strike);
        let before = creates(&sandbox);
        let result = create(&sandbox, attempt).await;
        sandbox.faults().clear();
        let sent = creates(&sandbox) - before;
        match result {
            Ok(()) => assert!(harmless && sent >= 1, "{}", fault.name()),
            Err(error) => {
                // What says no to the credentials says no to the call; whatever else happens,
                // nothing was sent.
                let refusals = ["status-401", "status-409", "status-425"];
                let refused = refusals.contains(&fault.name()) || fault.name().contains("429");
                let outcome = if refused {
                    Outcome::Refused
                } else {
                    Outcome::NotSent
                };
                assert_eq!((error.outcome(), sent), (outcome, 0), "{}", fault.name());
                assert_eq!(error.attempts(), 0, "{}", fault.name());
                assert!(!harmless, "{}: {error}", fault.name());
            }
        }
    }
}
