//! The example's metrics wrapper around every provider: it passes the suite, and counts every call.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use paylink::conformance::{Scene, Stage, Subject, Units, check};
use paylink::core::{BoxFuture, LinkRequest};

use super::provider::ALL;
use super::subject::OnTrial;
use wrapper::Metered;

#[path = "../../../examples/metered/wrapper.rs"]
mod wrapper;

/// How often an operation ended so.
type Counts = Arc<Mutex<BTreeMap<(String, String), usize>>>;

struct MeteredOnTrial(OnTrial, Counts);

impl Subject for MeteredOnTrial {
    fn stage<'a>(&'a self, scene: Scene<'a>) -> BoxFuture<'a, Stage> {
        Box::pin(async move {
            let counts = self.1.clone();
            self.0.stage(scene).await.map(|links| {
                Box::new(Metered(links, move |operation: &str, outcome: &str| {
                    let key = (operation.to_owned(), outcome.to_owned());
                    *counts.lock().unwrap().entry(key).or_default() += 1;
                }))
            })
        })
    }

    fn request(&self) -> LinkRequest {
        self.0.request()
    }

    fn units(&self) -> Units {
        self.0.units()
    }

    fn secrets(&self) -> Vec<String> {
        self.0.secrets()
    }
}

#[tokio::test]
async fn a_metered_provider_passes_and_every_end_is_counted() {
    for provider in &ALL {
        let counts = Counts::default();
        let metered = MeteredOnTrial(OnTrial::new(provider), counts.clone());
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
