//! A few kills: the laws of a batch hold over real processes.

use std::path::Path;

use paylink_trials::crashes;

async fn keeps_the_laws(provider: &'static str) {
    let program = Path::new(env!("CARGO_BIN_EXE_paylink-trials"));
    let crashes = crashes::run(program, provider, 250, 4, 20_261_127).await;
    assert!(crashes.broken.is_empty(), "{provider}: {crashes}");
    assert!(crashes.killed > 0, "{provider}: {crashes}");
}

macro_rules! providers {
    ($($provider:ident),+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $provider() {
            keeps_the_laws(stringify!($provider)).await;
        }
    )+};
}

providers!(paywint, pinelabs, meum, invoicing, costplus);
