//! The example's metrics wrapper around every provider that a configuration makes, `Metered<Box<dyn
//! PaymentLinks>>`: it passes the suite, and counts every call.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use paylink::PaymentLinks;
use paylink_testkit::conformance::{Wrapped, check};

use super::provider::ALL;
use super::subject::OnTrial;
use wrapper::Metered;

#[path = "../../../examples/metered/wrapper.rs"]
mod wrapper;

/// How often an operation ended so.
type Counts = Arc<Mutex<BTreeMap<(String, String), usize>>>;

#[tokio::test]
async fn a_metered_provider_passes_and_every_end_is_counted() {
    for provider in &ALL {
        let counts = Counts::default();
        let count = counts.clone();
        let metered = Wrapped::new(
            OnTrial::new(provider),
            move |links: Box<dyn PaymentLinks>| {
                let count = count.clone();
                Box::new(Metered(links, move |operation: &str, outcome: &str| {
                    let key = (operation.to_owned(), outcome.to_owned());
                    *count.lock().unwrap().entry(key).or_default() += 1;
                }))
            },
        );
        if let Err(violations) = check(&metered).await {
            panic!("{violations}");
        }
        let counts = counts.lock().unwrap();
        for outcome in ["done", "not_sent", "refused", "unknown"] {
            let key = ("create".to_owned(), outcome.to_owned());
            assert!(counts.contains_key(&key), "{}: {counts:?}", provider.name);
        }
    }
}
