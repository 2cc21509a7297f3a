//! An undocumented status is kept, and never means paid.

use paylink_core::{Link, PaymentState};

use crate::conformance::canary;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::{Call, Scene};
use crate::conformance::witness::Witness;

/// Words that no provider documents, similar to those that mean paid.
const WORDS: [&str; 6] = [
    "unheard_of",
    "PAID_OUT",
    "not paid",
    "completed?",
    "UNPROCESSED",
    "payment-received-7",
];

/// Uses each of these words as the status in the response to each call.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, working: &Stage) {
    let request = witness.request(working);
    let made = witness.create(working, &request).await;
    let has_status = made.result.is_ok_and(|link| link.status.is_some());
    for word in WORDS {
        for call in [Call::Create, Call::Get, Call::Find, Call::List] {
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

/// The links of the response. `None` if the adapter does not support the call.
async fn answered(
    witness: &mut Witness<'_>,
    working: &Stage,
    call: Call,
    word: &str,
) -> Option<Vec<Link>> {
    let said = working.links().capabilities();
    let offered = match call {
        Call::Create => true,
        Call::Get => said.get.is_usable(),
        Call::Find => said.find.is_usable(),
        Call::List => said.list.is_usable(),
        // The effect must show, so an unknown word is not a success.
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
    let links = stage.links();
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
        Call::Get => {
            let called = witness.call(stage, links.get("usual-7")).await;
            called
                .result
                .into_iter()
                .map(|link| link.into_value())
                .collect()
        }
        Call::Find => {
            let called = witness.call(stage, links.find(&canary::reference(1))).await;
            let found = called.result.ok().flatten();
            found.into_iter().map(|link| link.into_value()).collect()
        }
        Call::List => {
            let called = witness.call(stage, links.list(None)).await;
            called
                .result
                .map_or_else(|_| Vec::new(), |page| page.into_value().items)
        }
    }
}
