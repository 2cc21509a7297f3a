//! Every fault × every operation × every provider: kind, outcome, and how many requests arrived.

use paylink_sandbox::wire::{Reply, ScriptedServer};

async fn all_cells_keep_the_law(provider: &'static str) {
    let elsewhere = ScriptedServer::start(vec![Reply::json(200, "{}")])
        .await
        .unwrap();
    let cells = paylink_trials::matrix::run(provider, &elsewhere.base_url()).await;
    let broken: Vec<_> = cells
        .iter()
        .filter(|cell| !cell.broken.is_empty())
        .map(ToString::to_string)
        .collect();
    assert!(
        broken.is_empty(),
        "{} of {} cells:\n{}",
        broken.len(),
        cells.len(),
        broken.join("\n")
    );
    assert!(cells.len() > 80, "only {} cells", cells.len());
    assert_eq!(elsewhere.arrived(), 0, "a redirect was followed");
}

macro_rules! providers {
    ($($provider:ident),+) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $provider() {
            all_cells_keep_the_law(stringify!($provider)).await;
        }
    )+};
}

providers!(paywint, pinelabs, meum, invoicing, costplus);
