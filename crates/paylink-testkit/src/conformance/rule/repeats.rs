//! If repeats are undocumented, a create arrives once. If they are documented, each attempt has the
//! same key.

use paylink_core::{Answer, Field, Link, LinkRequest, Outcome};

use crate::conformance::canary;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::Scene;
use crate::conformance::witness::{Called, Witness};

/// Failures after which the outcome of a create is unknown.
const UNKNOWN: [Scene<'static>; 3] = [
    Scene::Lost,
    Scene::Answer {
        status: 502,
        body: "",
    },
    Scene::Answer {
        status: 503,
        body: "",
    },
];

/// Creates without a useful response, with a key of the caller and without one.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>) {
    for scene in UNKNOWN {
        let stage = witness.subject.stage(scene).await;
        let capabilities = stage.links().capabilities();
        let request = witness.request(&stage);
        once_or_with_the_same_key(witness, &stage, &request).await;
        if capabilities.field(Field::IdempotencyKey).is_usable() {
            let number = witness.number();
            let (request, _) = canary::with(request, Field::IdempotencyKey, number, stage.now());
            once_or_with_the_same_key(witness, &stage, &request).await;
        }
    }
}

async fn once_or_with_the_same_key(
    witness: &mut Witness<'_>,
    stage: &Stage,
    request: &LinkRequest,
) {
    let called = witness.create(stage, request).await;
    let outcome = called.result.as_ref().err().map(|error| error.outcome());
    witness.expect(Rule::Idempotency, outcome == Some(Outcome::Unknown), || {
        format!(
            "nobody can know what became of a create, and the error says otherwise: {}",
            called.told()
        )
    });
    if stage.links().capabilities().repeats.is_usable() {
        same_key(witness, request, &called);
    } else {
        witness.expect(Rule::Idempotency, called.attempts().len() == 1, || {
            format!(
                "repeats are undocumented, and a create does not arrive once: {}",
                called.told()
            )
        });
    }
}

/// Every attempt is the same request with the same key: the caller's, if one was given.
fn same_key(witness: &mut Witness<'_>, request: &LinkRequest, called: &Called<Answer<Link>>) {
    let Err(error) = &called.result else { return };
    let attempts = called.attempts();
    let Some((first, more)) = attempts.split_first() else {
        return witness.note(Rule::Idempotency, "a create does not arrive at all");
    };
    let Some(key) = error.idempotency_key() else {
        return witness.note(
            Rule::Idempotency,
            "an error does not give back the key of the create",
        );
    };
    let given = request.idempotency_key.as_ref();
    witness.expect(
        Rule::Idempotency,
        given.is_none_or(|given| given == key),
        || "the key that is given back is not the one that was given".to_owned(),
    );
    let keyed = attempts
        .iter()
        .all(|attempt| attempt.text().contains(key.as_str()));
    witness.expect(Rule::Idempotency, keyed, || {
        "an attempt of a create does not carry the key".to_owned()
    });
    let same = more
        .iter()
        .all(|attempt| attempt.body == first.body && attempt.target == first.target);
    witness.expect(Rule::Idempotency, same, || {
        "a create is repeated as another request".to_owned()
    });
}
