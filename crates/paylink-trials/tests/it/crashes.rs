//! A few kills: the laws of a batch hold over real processes.

use std::path::Path;

use paylink_trials::crashes::{self, Setting};

async fn keeps_the_laws(provider: &'static str, setting: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_paylink-trials"));
    let setting = Setting::named(setting).unwrap();
    let ran = crashes::run(program, provider, &setting, 250, 4, 20_261_127).await;
    let Some(crashes) = ran else {
        // What the machine lacks was said; Postgres is never lacking in continuous integration.
        return;
    };
    assert!(crashes.broken.is_empty(), "{provider}: {crashes}");
    assert!(crashes.killed > 0, "{provider}: {crashes}");
}

macro_rules! trials {
    ($($name:ident: $provider:ident on $setting:literal),+ $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            keeps_the_laws(stringify!($provider), $setting).await;
        }
    )+};
}

trials! {
    paywint: paywint on "sqlite",
    pinelabs: pinelabs on "sqlite",
    meum: meum on "sqlite",
    invoicing: invoicing on "sqlite",
    costplus: costplus on "sqlite",
    pinelabs_with_faults: pinelabs on "sqlite-faults",
    costplus_with_faults: costplus on "sqlite-faults",
    meum_with_clocks_that_jump: meum on "sqlite-clock",
    costplus_on_a_disk_that_fills: costplus on "sqlite-disk",
    meum_on_postgres: meum on "postgres",
    paywint_on_a_postgres_that_restarts: paywint on "postgres-restart",
}
