//! The suite over every provider, as `Box<dyn PaymentLinks>` from a configuration: a sandbox where
//! the provider works, a scripted server where it does not.

mod metered;
mod provider;
mod subject;

use std::path::Path;

use paylink::PROVIDERS;
use paylink_testkit::conformance::check;

use provider::ALL;
use subject::OnTrial;

/// What the suite says about a provider.
async fn passes(provider: &str) {
    let provider = ALL.iter().find(|one| one.name == provider).unwrap();
    if let Err(violations) = check(&OnTrial::new(provider)).await {
        panic!("{violations}");
    }
}

#[tokio::test]
async fn paywint_passes() {
    passes("paywint").await;
}

#[tokio::test]
async fn pinelabs_passes() {
    passes("pinelabs").await;
}

#[tokio::test]
async fn meum_passes() {
    passes("meum").await;
}

#[tokio::test]
async fn invoicing_passes() {
    passes("invoicing").await;
}

#[tokio::test]
async fn costplus_passes() {
    passes("costplus").await;
}

/// A provider of the roster passes the suite here, or in its own crate, as one that `cargo xtask
/// new-provider` makes.
#[test]
fn no_provider_is_left_out() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for provider in PROVIDERS {
        let here = ALL.iter().any(|one| one.name == *provider);
        let own = crates.join(provider).join("tests/it/conformance.rs");
        assert!(here || own.exists(), "{provider}");
    }
}
