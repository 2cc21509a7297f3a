//! An operation that the capabilities support works; any other is refused.

use paylink_core::{Answer, BoxFuture, Capabilities, Error, ErrorKind, Field, Link, Support};

use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::{Call, by_text};
use crate::conformance::witness::{Called, Witness};

/// More pages than a new provider can fill.
const MOST_PAGES: u32 = 100;

/// Compares the capabilities with the operations, then takes one link through its life.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, stage: &Stage) {
    reach(witness, stage).await;
    let request = witness.request(stage);
    let called = witness.create(stage, &request).await;
    let Ok(made) = &called.result else {
        let what = format!("the smallest request makes no link: {}", called.told());
        return witness.note(Rule::Capabilities, what);
    };
    // Every call except a look-up by reference needs the id.
    let id = made.id.clone().unwrap_or_default();
    let links = stage.links();
    let said = links.capabilities();
    if said.get.is_usable() {
        let called = witness.call(stage, links.get(&id)).await;
        same_link(witness, stage, "get", made, &called);
        let called = witness.call(stage, links.get(&unknown(&id))).await;
        is_asked(
            witness,
            "get of an unknown id",
            called.result.is_err(),
            &called,
        );
    }
    if let (true, Some(reference)) = (said.find.is_usable(), &request.reference) {
        let called = witness.call(stage, links.find(reference)).await;
        let found = matches!(&called.result, Ok(Some(link)) if link.id == made.id);
        is_asked(witness, "find", found, &called);
        let called = witness.call(stage, links.find("conformance-nobody")).await;
        let nothing = matches!(called.result, Ok(None));
        is_asked(witness, "find of what is not there", nothing, &called);
    }
    if said.list.is_usable() {
        is_listed(witness, stage, made).await;
    }
    if said.notify.is_usable() {
        let called = witness.call(stage, links.notify(&id)).await;
        is_asked(witness, "notify", called.result.is_ok(), &called);
    }
    if said.cancel.is_usable() {
        let called = witness.call(stage, links.cancel(&id)).await;
        same_link(witness, stage, "cancel", made, &called);
    }
}

/// An operation that is not supported is refused, and nothing is sent; a supported one is not
/// refused; each claim has an id.
async fn reach(witness: &mut Witness<'_>, stage: &Stage) {
    let links = stage.links();
    let said = links.capabilities();
    for (call, support) in Call::said(&said) {
        let future: BoxFuture<'_, Result<(), Error>> = match call {
            Call::List => Box::pin(async { links.list(None).await.map(drop) }),
            call => Box::pin(async move { by_text(links, call, "usual-7").await.map(drop) }),
        };
        let called = witness.call(stage, future).await;
        let refused = (called.result.as_ref())
            .is_err_and(|error| error.kind() == ErrorKind::UnsupportedField);
        witness.expect(Rule::Capabilities, support.is_usable() != refused, || {
            let name = call.name();
            format!("{name} is said to be {support:?}, and the links disagrees")
        });
        witness.expect(
            Rule::Capabilities,
            !refused || called.refused_before_sending(),
            || format!("{} is unsupported, and something was sent", call.name()),
        );
    }
    for field in Field::ALL.iter().copied() {
        let told = said.fields.iter().filter(|(known, _)| *known == field);
        witness.expect(Rule::Capabilities, told.count() <= 1, || {
            format!("`{field}` is in the capabilities twice")
        });
    }
    let nameless = supports(&said)
        .any(|support| matches!(support, Support::Unverified(claim) if claim.trim().is_empty()));
    witness.expect(Rule::Capabilities, !nameless, || {
        "an unverified capability has no claim".to_owned()
    });
}

fn supports(said: &Capabilities) -> impl Iterator<Item = Support> {
    let fields = said.fields.iter().map(|(_, support)| *support);
    fields.chain([
        said.repeats,
        said.get,
        said.find,
        said.list,
        said.cancel,
        said.notify,
    ])
}

/// The response is the link that was created.
fn same_link(
    witness: &mut Witness<'_>,
    stage: &Stage,
    name: &str,
    made: &Link,
    called: &Called<Answer<Link>>,
) {
    let same = (called.result.as_ref()).is_ok_and(|link| link.id == made.id && link.id.is_some());
    is_asked(witness, name, same, called);
    if let Ok(link) = &called.result {
        witness.link(stage, link);
        let differs = (link.amount.zip(made.amount)).is_some_and(|(is, was)| is != was)
            || (link.currency.zip(made.currency)).is_some_and(|(is, was)| is != was);
        witness.expect(Rule::Money, !differs, || {
            format!("{name} reads another amount or currency than was made")
        });
    }
}

async fn is_listed(witness: &mut Witness<'_>, stage: &Stage, made: &Link) {
    let links = stage.links();
    let mut cursor: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let called = witness.call(stage, links.list(cursor.as_deref())).await;
        is_asked(witness, "list", called.result.is_ok(), &called);
        let Ok(page) = called.result else { return };
        for link in &page.items {
            witness.link(stage, link);
        }
        if page.items.iter().any(|link| link.id == made.id) {
            return;
        }
        cursor = page.next.clone();
        if cursor.is_none() {
            break;
        }
    }
    witness.note(
        Rule::Capabilities,
        "list does not reach a link that was made",
    );
}

/// The call ended as expected, after one request.
fn is_asked<T>(witness: &mut Witness<'_>, name: &str, as_expected: bool, called: &Called<T>) {
    let once = called.attempts().len() == 1;
    witness.expect(Rule::Capabilities, as_expected && once, || {
        format!("{name} does not work: {}", called.told())
    });
}

/// An id of the same form without a link.
fn unknown(id: &str) -> String {
    let other = |letter: char| match letter {
        '0'..='8' => '9',
        '9' => '0',
        other => other,
    };
    id.chars().map(other).collect()
}
