//! A short soak: every link on the server was reported, and none was made twice.

use paylink_trials::soak;

const SEED: u64 = 20_261_121;

async fn balances(provider: &'static str) {
    let books = soak::run(provider, 300, SEED).await;
    assert!(books.balance(), "{provider}, seed {SEED}: {books}");
    assert!(
        books.struck > 50 && books.made > 100,
        "{provider}, seed {SEED}: {books}"
    );
}

macro_rules! providers {
    ($($provider:ident),+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $provider() {
            balances(stringify!($provider)).await;
        }
    )+};
}

providers!(paywint, pinelabs, meum, invoicing, costplus);
