//! Strikes: which request a fault hits, and what the sandbox has done meanwhile.

use paylink_sandbox::Sandbox;
use paylink_sandbox::faults::{Fault, Faults, Strike};

use crate::client::{ask, post};
use crate::links::VALID;
use crate::seen::{CREATE, End, see, send};

/// Statuses of five lists, with these strikes.
async fn statuses(sandbox: &Sandbox, strikes: Vec<Strike>) -> Vec<u16> {
    for strike in strikes {
        sandbox.faults().add(strike);
    }
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(
            ask(sandbox, "meum", "GET", "/v1/payment-links")
                .await
                .status,
        );
    }
    statuses
}

#[tokio::test]
async fn a_strike_hits_as_often_and_as_late_as_it_says() {
    let storm = || Strike::before(Fault::status(503));
    for (strikes, expected) in [
        (vec![], [200, 200, 200, 200, 200]),
        (vec![storm()], [503, 503, 503, 503, 503]),
        (vec![storm().times(2)], [503, 503, 200, 200, 200]),
        (vec![storm().skip(2).times(1)], [200, 200, 503, 200, 200]),
        (vec![storm().times(0)], [200, 200, 200, 200, 200]),
        // The first that fits hits; one that lets a request pass does not hide the next.
        (
            vec![
                storm().times(1),
                Strike::before(Fault::status(401)).times(2),
            ],
            [503, 401, 401, 200, 200],
        ),
        (
            vec![
                storm().skip(1).times(1),
                Strike::before(Fault::status(401)).times(2),
            ],
            [401, 503, 401, 200, 200],
        ),
        (
            vec![storm().on("paywint"), storm().operation(CREATE)],
            [200, 200, 200, 200, 200],
        ),
        (
            vec![storm().on("meum").operation("listPaymentLinks").times(1)],
            [503, 200, 200, 200, 200],
        ),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        assert_eq!(
            statuses(&sandbox, strikes.clone()).await,
            expected,
            "{strikes:?}"
        );
    }
}

#[tokio::test]
async fn faults_end_when_they_are_cleared_and_what_was_hit_stays_known() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox
        .faults()
        .add_mix(1, 1, vec![Strike::before(Fault::status(503))]);
    assert_eq!(
        statuses(&sandbox, vec![Strike::after(Fault::status(500)).times(1)]).await,
        [500, 503, 503, 503, 503]
    );
    sandbox.faults().clear();
    assert_eq!(statuses(&sandbox, vec![]).await, [200; 5]);
    assert_eq!(sandbox.faults().struck().len(), 5);
}

#[tokio::test]
async fn a_lost_answer_is_found_again_by_reference_and_key() {
    let sandbox = Sandbox::start().await.unwrap();
    for (provider, path, body, status) in [VALID[1], VALID[2]] {
        let lost = Strike::after(Fault::reset()).on(provider).operation(CREATE);
        sandbox.faults().add(lost.times(1));
        let request = post(&sandbox, provider, path, body)
            .await
            .header("Idempotency-Key", "k");
        let seen = see(&mut send(&sandbox, &request).await).await;
        assert_eq!(seen.end, End::Reset);
        let again = request.send(&sandbox).await;
        assert_eq!(again.status, status);
        let [link] = &sandbox.links(provider)[..] else {
            panic!("{provider}: one link")
        };
        assert!(again.body.contains(&link.id));
    }
}

/// Which of a hundred requests a mix hits, and with what.
async fn hit_by(seed: u64, one_in: u32) -> Vec<Option<u16>> {
    let sandbox = Sandbox::start().await.unwrap();
    let strikes = [500, 502, 503].map(|status| Strike::before(Fault::status(status)).on("meum"));
    sandbox.faults().add_mix(seed, one_in, strikes.to_vec());
    let mut hits = Vec::new();
    for _ in 0..100 {
        let status = ask(&sandbox, "meum", "GET", "/v1/payment-links")
            .await
            .status;
        hits.push(Some(status).filter(|status| *status != 200));
        // Requests that no strike fits do not use up chances.
        ask(
            &sandbox,
            "invoicing",
            "GET",
            "/v1/payment-provider-payment-link",
        )
        .await;
    }
    hits
}

#[tokio::test]
async fn a_mix_is_the_same_for_the_same_seed() {
    let hits = hit_by(7, 3).await;
    assert_eq!(hits, hit_by(7, 3).await);
    assert_ne!(hits, hit_by(8, 3).await);
    let count = hits.iter().flatten().count();
    assert!((20..=46).contains(&count), "{count} of 100");
    for status in [500, 502, 503] {
        assert!(hits.contains(&Some(status)), "{status}");
    }
    assert_eq!(hit_by(7, 0).await, [None; 100]);
    assert_eq!(hit_by(7, 1).await.iter().flatten().count(), 100);
}

#[tokio::test]
async fn several_sandboxes_can_share_their_faults() {
    let faults = Faults::new();
    let [one, other] = [
        Sandbox::builder().faults(&faults).start().await.unwrap(),
        Sandbox::builder().faults(&faults).start().await.unwrap(),
    ];
    faults.add(Strike::before(Fault::status(503)).times(2));
    for sandbox in [&one, &other] {
        assert_eq!(
            ask(sandbox, "meum", "GET", "/v1/payment-links")
                .await
                .status,
            503
        );
    }
    assert_eq!(
        ask(&one, "meum", "GET", "/v1/payment-links").await.status,
        200
    );
}
