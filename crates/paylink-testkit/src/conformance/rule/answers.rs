//! A success is what the request asked for; otherwise it is an error with the link. What a response
//! leaves out is absent.

use std::fmt::Debug;

use paylink_core::{
    Amount, Answer, Currency, ErrorKind, Link, LinkRequest, LinkState, Money, Outcome,
};

use crate::conformance::canary;
use crate::conformance::report::Rule;
use crate::conformance::stage::Stage;
use crate::conformance::subject::{Call, Scene, Told, by_text};
use crate::conformance::witness::{Called, Witness};

/// The id of every call that has one.
const ID: &str = "usual-7";

/// The URL in the responses.
const URL: &str = "https://pay.example.com/usual-7";

/// Answers each call with what the request asked for, with something else, and with less.
pub(in crate::conformance) async fn check(witness: &mut Witness<'_>, working: &Stage) {
    let repeats = what_was_asked_for(witness).await;
    less_than_was_asked_for(witness).await;
    another(witness, &repeats).await;
    a_link_that_cannot_be_paid(witness).await;
    no_and_a_link(witness).await;
    if working.links().capabilities().repeats.is_usable() {
        a_conflict(witness).await;
    }
    about_another(witness, working).await;
    if working.links().capabilities().list.is_usable() {
        pages(witness).await;
    }
}

/// A full request, and its link.
fn all<'a>(request: &'a LinkRequest) -> Told<'a> {
    Told {
        id: Some(ID),
        url: Some(URL),
        money: Some(request.money),
        reference: request.reference.as_deref(),
        state: Some(LinkState::Active),
        says_no: false,
    }
}

/// The smallest request, with the reference of the look-ups.
fn request(witness: &mut Witness<'_>, stage: &Stage) -> LinkRequest {
    let request = witness.request(stage);
    match request.reference {
        Some(_) => request.with_reference(canary::reference(1)),
        None => request,
    }
}

async fn create(
    witness: &mut Witness<'_>,
    change: impl FnOnce(&mut Told<'_>),
) -> (LinkRequest, Called<Answer<Link>>) {
    let plain = witness.subject.stage(Scene::Lost).await;
    let request = request(witness, &plain);
    let mut link = all(&request);
    change(&mut link);
    let call = Call::Create;
    let scene = Scene::Told { call, link: &link };
    let stage = witness.subject.stage(scene).await;
    let called = witness.create(&stage, &request).await;
    (request, called)
}

/// The parts of a request that the provider's responses repeat.
struct Idempotency {
    amount: bool,
    currency: bool,
    reference: bool,
}

/// The link is read as it was sent: units are not confused, and nothing is lost.
async fn what_was_asked_for(witness: &mut Witness<'_>) -> Idempotency {
    let (request, called) = create(witness, |_| {}).await;
    let Ok(link) = &called.result else {
        let what = format!(
            "an answer with what was asked for is none: {}",
            called.told()
        );
        witness.note(Rule::Answers, what);
        return Idempotency {
            amount: false,
            currency: false,
            reference: false,
        };
    };
    let money = request.money;
    let read = [
        (
            "amount",
            link.amount.is_none_or(|amount| amount == money.amount),
        ),
        (
            "currency",
            link.currency.is_none_or(|code| code == money.currency),
        ),
        ("url", link.url.as_deref() == Some(URL)),
        (
            "id",
            link.id.as_deref().is_none_or(|id| !id.trim().is_empty()),
        ),
    ];
    for (field, same) in read {
        witness.expect(Rule::Answers, same, || {
            format!("the {field} of an answer is read as another one")
        });
    }
    Idempotency {
        amount: link.amount.is_some(),
        currency: link.currency.is_some(),
        reference: link.reference.is_some(),
    }
}

/// Nothing is invented: an id, URL or amount that is not in the response is absent.
async fn less_than_was_asked_for(witness: &mut Witness<'_>) {
    let (_, called) = create(witness, |link| link.id = None).await;
    if let Ok(link) = &called.result {
        witness.expect(Rule::Answers, link.id.is_none(), || {
            "an id that is not told is made up".to_owned()
        });
    }
    let (_, called) = create(witness, |link| link.url = None).await;
    if let Ok(link) = &called.result {
        witness.expect(Rule::Answers, link.url.is_none(), || {
            "an address that is not told is made up".to_owned()
        });
    }
    let (_, called) = create(witness, |link| link.money = None).await;
    let Ok(link) = &called.result else {
        let what = format!("a link whose money is not told is lost: {}", called.told());
        return witness.note(Rule::Answers, what);
    };
    let absent = link.amount.is_none() && link.currency.is_none();
    witness.expect(Rule::Answers, absent, || {
        "money that is not told is filled in from the request".to_owned()
    });
    let (_, called) = create(witness, |link| link.reference = None).await;
    let filled = (called.result.as_ref()).is_ok_and(|link| link.reference.is_some());
    witness.expect(Rule::Answers, !filled, || {
        "a reference that is not told is filled in from the request".to_owned()
    });
}

/// Another amount, by a factor of 100 and by the smallest unit; another currency; another
/// reference.
async fn another(witness: &mut Witness<'_>, repeats: &Idempotency) {
    if repeats.amount {
        for text in ["2500", "0.25", "24", "26"] {
            let Ok(amount) = text.parse::<Amount>() else {
                continue;
            };
            let (_, called) = create(witness, |link| {
                link.money = link.money.map(|money| Money::new(amount, money.currency));
            })
            .await;
            keeps(witness, "another amount", &called);
        }
    }
    if repeats.currency {
        let (_, called) = create(witness, |link| {
            link.money = link.money.and_then(|money| {
                let code = if money.currency.as_str() == "USD" {
                    "EUR"
                } else {
                    "USD"
                };
                let other = code.parse::<Currency>().ok()?;
                Some(Money::new(money.amount, other))
            });
        })
        .await;
        keeps(witness, "another currency", &called);
    }
    if repeats.reference {
        let (_, called) = create(witness, |link| link.reference = Some("another-8")).await;
        keeps(witness, "another reference", &called);
    }
}

/// A created link that cannot be paid is not a success, if the provider has a word for that state.
async fn a_link_that_cannot_be_paid(witness: &mut Witness<'_>) {
    for state in [
        LinkState::Cancelled,
        LinkState::Expired,
        LinkState::Completed,
        LinkState::Inactive,
    ] {
        let told = state.clone();
        let (_, called) = create(witness, |link| link.state = Some(told)).await;
        let taken = (called.result.as_ref()).is_ok_and(|link| link.state.as_ref() == Some(&state));
        witness.expect(Rule::Answers, !taken, || {
            format!("a create that answers a link that is {state} succeeds")
        });
        if called.result.is_err() {
            keeps(witness, "a link that cannot be paid", &called);
        }
    }
}

async fn no_and_a_link(witness: &mut Witness<'_>) {
    let (_, called) = create(witness, |link| link.says_no = true).await;
    keeps(witness, "no and a link", &called);
}

/// A link with the key or the reference exists, so the outcome must not say that it does not.
async fn a_conflict(witness: &mut Witness<'_>) {
    let stage = witness.subject.stage(Scene::Conflict).await;
    let request = witness.request(&stage);
    let called = witness.create(&stage, &request).await;
    let unknown = (called.result.as_ref()).is_err_and(|error| {
        (error.kind(), error.outcome()) == (ErrorKind::Duplicate, Outcome::Unknown)
    });
    witness.expect(Rule::Answers, unknown, || {
        format!("a conflict about the key is not unknown: {}", called.told())
    });
}

/// A read, a look-up, a cancel and a notification whose response has another link, or does not show
/// the effect.
async fn about_another(witness: &mut Witness<'_>, working: &Stage) {
    let plain = request(witness, working);
    let same = all(&plain);
    let cancelled = Told {
        state: Some(LinkState::Cancelled),
        ..same.clone()
    };
    let said = working.links().capabilities();
    for call in Call::usable_by_text(&said) {
        let name = call.name();
        let right = if call == Call::Cancel {
            &cancelled
        } else {
            &same
        };
        let called = read(witness, call, right).await;
        witness.expect(Rule::Answers, called.result.is_ok(), || {
            format!("{name} fails where the answer is right: {}", called.told())
        });
        let mut other = right.clone();
        match call {
            Call::Find => other.reference = Some("another-8"),
            _ => other.id = Some("another-8"),
        }
        let called = read(witness, call, &other).await;
        keeps(
            witness,
            &format!("{name}, answered about another link,"),
            &called,
        );
        let mut nameless = right.clone();
        match call {
            Call::Find => nameless.reference = None,
            _ => nameless.id = None,
        }
        let called = read(witness, call, &nameless).await;
        witness.expect(Rule::Answers, called.result.is_err(), || {
            format!("{name} takes an answer that does not say which link it is about")
        });
    }
    if said.cancel.is_usable() {
        let called = read(witness, Call::Cancel, &same).await;
        keeps(witness, "a cancel that answers an active link", &called);
    }
}

/// The link in the response to such a call.
async fn read(
    witness: &mut Witness<'_>,
    call: Call,
    link: &Told<'_>,
) -> Called<Option<Answer<Link>>> {
    let stage = witness.subject.stage(Scene::Told { call, link }).await;
    let reference = canary::reference(1);
    let text = match call {
        Call::Find => reference.as_str(),
        _ => ID,
    };
    let future = by_text(stage.links(), call, text);
    witness.call(&stage, future).await
}

/// An element that is not a link is counted. A list that says that more follows, without a cursor,
/// is an error.
async fn pages(witness: &mut Witness<'_>) {
    let told = Told {
        id: Some(ID),
        url: Some(URL),
        ..Told::default()
    };
    for (nulls, endless) in [(0, false), (2, false), (0, true)] {
        let scene = Scene::Page {
            link: &told,
            nulls,
            endless,
        };
        let stage = witness.subject.stage(scene).await;
        let called = witness.call(&stage, stage.links().list(None)).await;
        match (&called.result, endless) {
            (Ok(page), false) => {
                let counted = page.items.len() == 1 && page.unreadable == nulls;
                witness.expect(Rule::Answers, counted, || {
                    format!("{nulls} elements that are not links hide others, or are not counted")
                });
            }
            // Each provider has its own form of cursor. Without one, the list ends.
            (Ok(page), true) => witness.expect(Rule::Answers, page.next.is_some(), || {
                "a list that says that more follows ends early".to_owned()
            }),
            (Err(_), true) => {}
            (Err(_), false) => {
                let what = format!(
                    "an element that is not a link loses the page: {}",
                    called.told()
                );
                witness.note(Rule::Answers, what);
            }
        }
    }
}

/// The call ends in an error that says that the link exists, and contains it.
fn keeps<T: Debug>(witness: &mut Witness<'_>, name: &str, called: &Called<T>) {
    let kept = (called.result.as_ref()).is_err_and(|error| {
        error.outcome() == Outcome::Accepted
            && (error.link::<Link>()).is_some_and(|link| link.id.is_some() || link.url.is_some())
    });
    witness.expect(Rule::Answers, kept, || {
        format!(
            "{name} is not an error that keeps the link: {}",
            called.told()
        )
    });
}
