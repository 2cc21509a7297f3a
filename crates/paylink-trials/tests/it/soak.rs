//! A short soak: every link on the server was reported, and none was made twice.

use std::process::Command;

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

/// As `cargo xtask faults` calls it.
#[test]
fn the_program_prints_the_books_of_every_provider() {
    let output = Command::new(env!("CARGO_BIN_EXE_paylink-trials"))
        .args(["soak", "--creates", "20", "--seed", "7"])
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{printed}");
    assert!(printed.starts_with("seed 7\n"), "{printed}");
    assert_eq!(printed.lines().count(), 6, "{printed}");
}
