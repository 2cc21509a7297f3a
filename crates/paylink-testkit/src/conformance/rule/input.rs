//! Invalid input is refused before anything is sent.

use paylink_core::{Amount, Field, LinkRequest, Money};

use crate::conformance::arrival::Arrival;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::{Call, by_text};
use crate::conformance::witness::Witness;

/// Texts that are not ids.
const NO_IDS: [&str; 5] = ["", " ", "\u{0}", "a\nb", "a\u{7f}"];

/// Ids that would change the path if they were not escaped.
const PATHS: [&str; 8] = ["..", ".", "../a", "a/b", "a?b=c", "a#b", "%2e%2e", "a%2fb"];

/// Control characters, and how JSON and an address escape them.
const CONTROLS: [(char, [&str; 2]); 3] = [
    ('\u{7}', [r"\u0007", "%07"]),
    ('\n', [r"\n", "%0A"]),
    ('\r', [r"\r", "%0D"]),
];

/// A length over the limit of every page.
const LONG: usize = 5_000;

/// Invalid amounts, text that is too long or has control characters, and ids that would change the
/// path.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, stage: &Stage) {
    amounts(witness, stage).await;
    texts(witness, stage).await;
    long_texts(witness, stage).await;
    ids(witness, stage).await;
}

async fn amounts(witness: &mut Witness<'_>, stage: &Stage) {
    let money = witness.subject.request().money;
    let mut cases = vec![("zero", "0".to_owned()), ("zero", "0.00".to_owned())];
    cases.push(("a negative amount", "-1".to_owned()));
    if let Some(exponent) = money.currency.exponent() {
        let zeros = "0".repeat(usize::from(exponent));
        cases.push(("an amount that is too precise", format!("1.{zeros}5")));
    }
    for (name, amount) in cases {
        let Ok(amount) = amount.parse::<Amount>() else {
            continue;
        };
        let mut request = witness.request(stage);
        request.money = Money::new(amount, money.currency);
        let called = witness.create(stage, &request).await;
        witness.expect(Rule::Input, called.refused_before_sending(), || {
            format!("{name} is not refused: {}", called.told())
        });
        let named = called.result.is_err_and(|error| error.field().is_some());
        witness.expect(Rule::Input, named, || {
            format!("{name} is refused without the field's name")
        });
    }
}

/// A control character is refused, or arrives escaped. It does not disappear, and does not end a
/// line.
async fn texts(witness: &mut Witness<'_>, stage: &Stage) {
    let capabilities = stage.links().capabilities();
    for field in [
        Field::Reference,
        Field::Description,
        Field::CustomerName,
        Field::Metadata,
    ] {
        if !capabilities.field(field).is_usable() {
            continue;
        }
        // A new line is white space, and a name may be split there.
        let controls = CONTROLS
            .iter()
            .filter(|(control, _)| field != Field::CustomerName || !control.is_whitespace());
        for (control, escapes) in controls {
            let number = witness.number();
            let text = format!("bell{control}end{number}");
            let request = with_text(witness.request(stage), field, &text);
            let called = witness.create(stage, &request).await;
            let escaped = escapes.map(|escape| format!("bell{escape}end{number}"));
            let whole = called.attempts().iter().any(|attempt| {
                let body = attempt.body_text();
                escaped.iter().any(|text| body.contains(text.as_str()))
            });
            let carried = called.result.is_ok() && whole;
            witness.expect(
                Rule::Input,
                carried || called.refused_before_sending(),
                || {
                    format!(
                        "a control character in `{field}` is neither refused nor escaped: {}",
                        called.told()
                    )
                },
            );
        }
    }
}

/// Text that is too long is refused, or arrives whole. It is never cut.
async fn long_texts(witness: &mut Witness<'_>, stage: &Stage) {
    let capabilities = stage.links().capabilities();
    for field in [Field::Reference, Field::Description, Field::Metadata] {
        if !capabilities.field(field).is_usable() {
            continue;
        }
        let text = format!("{}end{}", "x".repeat(LONG), witness.number());
        let request = with_text(witness.request(stage), field, &text);
        let called = witness.create(stage, &request).await;
        let whole = (called.attempts().iter()).any(|attempt| attempt.text().contains(&text));
        witness.expect(
            Rule::Input,
            whole || called.refused_before_sending(),
            || {
                format!(
                    "a long text in `{field}` is neither refused nor sent whole: {}",
                    called.told()
                )
            },
        );
    }
}

fn with_text(request: LinkRequest, field: Field, text: &str) -> LinkRequest {
    match field {
        Field::Reference => request.with_reference(text),
        Field::CustomerName => {
            let customer = request.customer.clone().with_name(text);
            request.with_customer(customer)
        }
        Field::Metadata => request.with_metadata("control", text),
        _ => request.with_description(text),
    }
}

async fn ids(witness: &mut Witness<'_>, stage: &Stage) {
    let said = stage.links().capabilities();
    for call in Call::usable_by_text(&said) {
        stays(witness, stage, call).await;
    }
}

/// A text that is not an id is refused. An id that could change the path is refused, or stays one
/// segment of the path.
async fn stays(witness: &mut Witness<'_>, stage: &Stage, call: Call) {
    let name = call.name();
    let links = stage.links();
    for id in NO_IDS {
        let called = witness.call(stage, by_text(links, call, id)).await;
        witness.expect(Rule::Input, called.refused_before_sending(), || {
            format!("{name} does not refuse {id:?}: {}", called.told())
        });
    }
    let usual = witness.call(stage, by_text(links, call, "usual-7")).await;
    let attempts = usual.attempts();
    let Some(usual) = attempts.first() else {
        return witness.note(Rule::Input, format!("{name} of a plain id sends nothing"));
    };
    for id in PATHS {
        let called = witness.call(stage, by_text(links, call, id)).await;
        let stays = (called.arrived.iter()).all(|arrival| same_place(usual, arrival));
        witness.expect(Rule::Input, stays, || {
            format!("{name} of {id:?} leads elsewhere: {}", called.told())
        });
    }
}

/// Whether a request has the usual path: the same number of segments, none of them dots, and a
/// query only if the usual request has one.
fn same_place(usual: &Arrival, arrival: &Arrival) -> bool {
    let parts = |arrival: &Arrival| arrival.path().split('/').count();
    let query = |arrival: &Arrival| arrival.target.contains('?');
    let dots = |part: &str| {
        let part = part.to_lowercase().replace("%2e", ".");
        part == "." || part == ".."
    };
    parts(usual) == parts(arrival)
        && query(usual) == query(arrival)
        && !arrival.path().split('/').any(dots)
}
