//! An optional field is sent, or refused by name before anything is sent.

use paylink_core::{ErrorKind, Field, Outcome};

use crate::conformance::canary;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::wire;
use crate::conformance::witness::Witness;

/// Sets each optional field alone, then all supported fields at once, then a duplicate name in the
/// metadata.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, stage: &Stage) {
    let capabilities = stage.links().capabilities();
    let (carried, refused): (Vec<_>, Vec<_>) =
        (Field::ALL.iter().copied()).partition(|field| capabilities.field(*field).is_usable());
    for field in refused {
        is_refused(witness, stage, field).await;
    }
    for field in &carried {
        is_carried(witness, stage, &[*field]).await;
    }
    is_carried(witness, stage, &carried).await;
    if carried.contains(&Field::Metadata) {
        a_name_twice_is_refused(witness, stage).await;
    }
}

async fn is_refused(witness: &mut Witness<'_>, stage: &Stage, field: Field) {
    let request = witness.request(stage);
    let (request, _) = canary::with(request, field, witness.number(), stage.now());
    let called = witness.create(stage, &request).await;
    let by_name = called.result.as_ref().is_err_and(|error| {
        (error.kind(), error.field(), error.outcome())
            == (
                ErrorKind::UnsupportedField,
                Some(field.as_str()),
                Outcome::NotSent,
            )
    });
    witness.expect(Rule::Fields, by_name && called.arrived.is_empty(), || {
        format!(
            "`{field}`, which cannot be carried, is not refused by name: {}",
            called.told()
        )
    });
}

async fn is_carried(witness: &mut Witness<'_>, stage: &Stage, fields: &[Field]) {
    let mut request = witness.request(stage);
    let mut given = Vec::new();
    for field in fields {
        let (more, values) = canary::with(request, *field, witness.number(), stage.now());
        let values = values
            .iter()
            .map(|value| witness.subject.on_the_wire(*field, value));
        given.push((*field, values.flatten().collect::<Vec<_>>()));
        request = more;
    }
    let shown = format!("{request:?} {request:#?}");
    witness.hides("the Debug of a request", &shown);
    let called = witness.create(stage, &request).await;
    let Ok(answer) = &called.result else {
        let names: Vec<&str> = fields.iter().map(|field| field.as_str()).collect();
        let names = names.join(", ");
        let what = format!("a create with {names} fails: {}", called.told());
        return witness.note(Rule::Fields, what);
    };
    let attempts = called.attempts();
    let [attempt] = attempts.as_slice() else {
        let what = format!("one create is not one request: {}", called.told());
        return witness.note(Rule::Fields, what);
    };
    for (field, texts) in &given {
        witness.expect(Rule::Fields, wire::holds_texts(attempt, texts), || {
            format!("`{field}` is dropped on the way")
        });
    }
    let key = request.idempotency_key.as_ref();
    let kept = key.is_none() || answer.idempotency_key() == key;
    witness.expect(Rule::Fields, kept, || {
        "an answer does not give back the idempotency key".to_owned()
    });
}

async fn a_name_twice_is_refused(witness: &mut Witness<'_>, stage: &Stage) {
    let request = witness.request(stage);
    let request = request
        .with_metadata("twice", "one")
        .with_metadata("twice", "two");
    let called = witness.create(stage, &request).await;
    witness.expect(Rule::Fields, called.refused_before_sending(), || {
        format!(
            "metadata that holds a name twice is not refused: {}",
            called.told()
        )
    });
}
