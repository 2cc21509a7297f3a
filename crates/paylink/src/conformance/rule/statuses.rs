//! A status that nobody documents is kept, and never reads as paid.

use paylink_core::{Link, PaymentState};

use crate::conformance::canary;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::{Call, Scene};
use crate::conformance::witness::Witness;

/// Words that no provider documents, near to those that mean "paid".
const WORDS: [&str; 6] = [
    "unheard_of",
    "PAID_OUT",
    "not paid",
    "completed?",
    "UNPROCESSED",
    "payment-received-7",
];

/// Gives each call that answers with links one of these words as the status.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, working: &Stage) {
    let request = witness.request(working);
    let made = witness.create(working, &request).await;
    let has_status = made.result.is_ok_and(|link| link.status.is_some());
    for word in WORDS {
        for call in [Call::Create, Call::Fetch, Call::Find, Call::List] {
            let links = answered(witness, working, call, word).await;
            for link in links.into_iter().flatten() {
                let paid = link.payment == Some(PaymentState::Paid);
                witness.expect(Rule::Statuses, !paid, || {
                    format!("the unknown status \"{word}\" reads as paid after {call:?}")
                });
                let kept = match &link.status {
                    Some(status) => status == word,
                    None => !has_status,
                };
                witness.expect(Rule::Statuses, kept, || {
                    format!("the unknown status \"{word}\" is not kept as it came after {call:?}")
                });
            }
        }
    }
}

/// The links of the answer; `None` where the face does not offer the call.
async fn answered(
    witness: &mut Witness<'_>,
    working: &Stage,
    call: Call,
    word: &str,
) -> Option<Vec<Link>> {
    let offered = match call {
        Call::Create => true,
        Call::Fetch => working.links().fetching().is_some(),
        Call::Find => working.links().finding().is_some(),
        Call::List => working.links().listing().is_some(),
        // Their effect must show: an unknown word there is no success.
        Call::Cancel | Call::Notify => false,
    };
    if !offered {
        return None;
    }
    let stage = witness.subject.stage(Scene::Status { call, word }).await;
    let links = links(witness, &stage, call).await;
    witness.expect(Rule::Statuses, !links.is_empty(), || {
        format!("a link with the unknown status \"{word}\" is lost by {call:?}")
    });
    Some(links)
}

async fn links(witness: &mut Witness<'_>, stage: &Stage, call: Call) -> Vec<Link> {
    let face = stage.links();
    match call {
        Call::Cancel | Call::Notify => Vec::new(),
        Call::Create => {
            let request = witness.request(stage);
            let called = witness.create(stage, &request).await;
            called
                .result
                .into_iter()
                .map(|link| link.into_value())
                .collect()
        }
        Call::Fetch => {
            let Some(fetching) = face.fetching() else {
                return Vec::new();
            };
            let called = witness.call(stage, fetching.fetch("usual-7")).await;
            called
                .result
                .into_iter()
                .map(|link| link.into_value())
                .collect()
        }
        Call::Find => {
            let Some(finding) = face.finding() else {
                return Vec::new();
            };
            let called = witness
                .call(stage, finding.find(&canary::reference(1)))
                .await;
            let found = called.result.ok().flatten();
            found.into_iter().map(|link| link.into_value()).collect()
        }
        Call::List => {
            let Some(listing) = face.listing() else {
                return Vec::new();
            };
            let called = witness.call(stage, listing.list(None)).await;
            called
                .result
                .map_or_else(|_| Vec::new(), |page| page.into_value().items)
        }
    }
}
