//! An error names provider and operation, keeps the response, and tells a refusal from an unknown
//! outcome.

use std::fmt::Debug;

use paylink_core::Outcome;

use crate::conformance::canary::HIDDEN;
use crate::conformance::report::Rule;
use crate::conformance::subject::{Call, Scene, by_text};
use crate::conformance::witness::{Called, Witness};

/// Statuses of a refusal: nothing was created. 401 is left out, because credentials may be renewed.
/// So is 409, because a link with the key or reference may exist.
const REFUSED: [u16; 5] = [400, 403, 404, 422, 429];

/// Statuses after which the outcome is unknown.
const UNKNOWN: [u16; 5] = [302, 500, 502, 503, 504];

/// Bodies of errors that no provider documents.
const BODIES: [&str; 5] = [
    "",
    "{}",
    "[]",
    "<html><body>502</body></html>",
    r#"{"error":{"error":[null]},"message":7,"code":{}}"#,
];

/// Successes without a link.
const NO_LINKS: [&str; 3] = ["", "[]", "<html><body>made</body></html>"];

/// Answers every call with errors of all kinds, some of which repeat payer data.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>) {
    for body in BODIES {
        for status in REFUSED {
            answered(witness, status, body, Outcome::Refused).await;
        }
        for status in UNKNOWN {
            answered(witness, status, body, Outcome::Unknown).await;
        }
    }
    for body in NO_LINKS {
        answered(witness, 200, body, Outcome::Unknown).await;
    }
    // A response may repeat what was sent.
    let repeated = told(witness);
    let repeated = format!(r#"{{"error":"{repeated}","message":"{repeated}"}}"#);
    answered(witness, 400, &repeated, Outcome::Refused).await;
    answered(witness, 200, &format!("{repeated},"), Outcome::Unknown).await;
    in_its_own_words(witness).await;
    other_calls(witness).await;
}

/// A create with this response has this outcome, and the error keeps the response.
async fn answered(witness: &mut Witness<'_>, status: u16, body: &str, outcome: Outcome) {
    let stage = witness.subject.stage(Scene::Answer { status, body }).await;
    let request = witness.request(&stage);
    let called = witness.create(&stage, &request).await;
    let Err(error) = &called.result else {
        let what = format!("a create that is answered {status} without a link succeeds");
        return witness.note(Rule::Errors, what);
    };
    witness.expect(Rule::Errors, error.outcome() == outcome, || {
        format!(
            "a create that is answered {status} is not {outcome}: {}",
            called.told()
        )
    });
    let kept = error.raw_body().map_or(&[][..], |kept| kept.as_ref());
    let same = error
        .http_status()
        .is_some_and(|kept| kept.as_u16() == status)
        && kept == body.as_bytes();
    witness.expect(Rule::Errors, same, || {
        format!("an error does not keep status and body of an answer with {status}")
    });
}

/// A documented refusal: its message is available, and appears nowhere else.
async fn in_its_own_words(witness: &mut Witness<'_>) {
    let message = told(witness);
    let scene = Scene::Refusal { message: &message };
    let stage = witness.subject.stage(scene).await;
    let request = witness.request(&stage);
    let called = witness.create(&stage, &request).await;
    let heard = called.result.as_ref().is_err_and(|error| {
        (error.outcome(), error.message()) == (Outcome::Refused, Some(message.as_str()))
    });
    witness.expect(Rule::Errors, heard, || {
        format!(
            "a refusal in the provider's own words is not one, or its words are lost: {}",
            called.told()
        )
    });
}

/// The other calls fail too. In particular, a failed look-up does not mean that there is no link.
async fn other_calls(witness: &mut Witness<'_>) {
    for (status, body) in [(500, ""), (200, "<html></html>")] {
        let stage = witness.subject.stage(Scene::Answer { status, body }).await;
        let links = stage.links();
        let said = links.capabilities();
        for call in Call::usable_by_text(&said) {
            let called = witness.call(&stage, by_text(links, call, "usual-7")).await;
            fails(witness, call.name(), &called);
        }
        if said.list.is_usable() {
            let called = witness.call(&stage, links.list(None)).await;
            fails(witness, "list", &called);
        }
    }
}

fn fails<T: Debug>(witness: &mut Witness<'_>, name: &str, called: &Called<T>) {
    let unknown = (called.result.as_ref()).is_err_and(|it| it.outcome() == Outcome::Unknown);
    witness.expect(Rule::Errors, unknown, || {
        format!(
            "{name} could not be done, and nobody can know: {}",
            called.told()
        )
    });
}

/// Payer data and credentials, as a response may repeat them.
fn told(witness: &Witness<'_>) -> String {
    let secrets = witness.subject.secrets();
    let values = HIDDEN.iter().map(|value| (*value).to_owned());
    values.chain(secrets).collect::<Vec<_>>().join(" ")
}
