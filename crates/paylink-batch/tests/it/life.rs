//! A row's life as tables: state, event and result.

use paylink_batch::{Action, Ending, Event, Identity, Life, Repeats, RowState, Rules};

use Repeats::{LookUpFirst, Never, SameKey};
use RowState::{Created, Differs, NotSent, Planned, Refused, Sending, Unknown};

#[derive(Clone, Debug, PartialEq, Eq)]
struct Id(u8);

impl Identity for Id {
    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

const fn rules(repeats: Repeats) -> Rules {
    Rules {
        repeats,
        most_attempts: 3,
    }
}

/// A row in epoch 2, with one send where it has been sent.
fn row(state: RowState, in_doubt: bool) -> Life<Id> {
    let is_sent = state != Planned;
    Life {
        state,
        epoch: if is_sent { 2 } else { 0 },
        attempts: u32::from(is_sent),
        in_doubt,
        link: matches!(state, Created | Differs).then_some(Id(1)),
        other_link: None,
    }
}

const PASSING: Ending<Id> = Ending::NotSent { is_passing: true };
const LASTING: Ending<Id> = Ending::NotSent { is_passing: false };

#[test]
fn a_planned_row_is_sent_once_it_is_intended() {
    for repeats in [Never, SameKey, LookUpFirst] {
        let next = row(Planned, false).step(rules(repeats), 1, &Event::Intend);
        assert_eq!(next.action, Action::Send);
        assert_eq!(
            (next.life.state, next.life.epoch, next.life.attempts),
            (Sending, 1, 1)
        );
        assert!(!next.life.in_doubt);
    }
}

#[test]
fn no_other_state_is_sent_by_an_intent() {
    for repeats in [Never, SameKey, LookUpFirst] {
        for state in RowState::ALL.into_iter().filter(|state| *state != Planned) {
            for epoch in [1, 2, 3] {
                let before = row(state, false);
                let next = before.step(rules(repeats), epoch, &Event::Intend);
                assert_eq!((next.action, next.life), (Action::Nothing, before.clone()));
            }
        }
    }
}

#[test]
fn a_row_that_is_taken_over() {
    let table = [
        // repeats, stale, attempts; state, action, attempts after
        (Never, false, 1, Unknown, Action::Nothing, 1),
        (Never, true, 1, Unknown, Action::Nothing, 1),
        (SameKey, false, 1, Sending, Action::Send, 2),
        (SameKey, true, 1, Unknown, Action::Nothing, 1),
        (SameKey, false, 3, Unknown, Action::Nothing, 3),
        (LookUpFirst, false, 1, Sending, Action::LookUp, 2),
        (LookUpFirst, true, 1, Unknown, Action::Nothing, 1),
        (LookUpFirst, false, 3, Unknown, Action::Nothing, 3),
    ];
    for (repeats, is_stale, attempts, state, action, after) in table {
        let mut before = row(Sending, false);
        before.attempts = attempts;
        let next = before.step(rules(repeats), 3, &Event::TakeOver { is_stale });
        let case = (repeats, is_stale, attempts);
        assert_eq!((next.life.state, next.action), (state, action), "{case:?}");
        assert_eq!(next.life.attempts, after, "{case:?}");
        assert_eq!(next.life.in_doubt, state == Sending, "{case:?}");
    }
}

#[test]
fn only_a_later_epoch_takes_over_and_only_what_is_being_sent() {
    let event = Event::TakeOver { is_stale: false };
    for epoch in [1, 2] {
        let next = row(Sending, false).step(rules(SameKey), epoch, &event);
        assert_eq!(
            (next.action, next.life),
            (Action::Nothing, row(Sending, false))
        );
    }
    for state in [Planned, Created, Refused, NotSent, Unknown, Differs] {
        let next = row(state, false).step(rules(SameKey), 3, &event);
        assert_eq!(
            (next.action, next.life),
            (Action::Nothing, row(state, false))
        );
    }
}

#[test]
fn how_a_send_ends_for_its_owner() {
    let table = [
        // ending, repeats; certain, in doubt
        (Ending::Created(Id(1)), Never, Created, Created),
        (Ending::Differs(Id(1)), Never, Differs, Differs),
        (Ending::Refused, Never, Refused, Unknown),
        (Ending::Refused, SameKey, Refused, Unknown),
        (Ending::TurnedAway, Never, Refused, Unknown),
        (Ending::TurnedAway, SameKey, Planned, Sending),
        (Ending::TurnedAway, LookUpFirst, Planned, Sending),
        (PASSING, Never, Planned, Sending),
        (PASSING, SameKey, Planned, Sending),
        (LASTING, Never, NotSent, Unknown),
        (LASTING, SameKey, NotSent, Unknown),
        (Ending::Unknown, Never, Unknown, Unknown),
        (Ending::Unknown, SameKey, Unknown, Unknown),
    ];
    for (ending, repeats, certain, doubtful) in table {
        for (in_doubt, state) in [(false, certain), (true, doubtful)] {
            let event = Event::Ended(ending.clone());
            let next = row(Sending, in_doubt).step(rules(repeats), 2, &event);
            assert_eq!(next.life.state, state, "{ending:?} {repeats:?} {in_doubt}");
            assert_eq!(next.action, Action::Nothing, "an ending starts no send");
        }
    }
}

#[test]
fn attempts_are_bounded() {
    for (ending, state) in [(PASSING, NotSent), (Ending::TurnedAway, Refused)] {
        let mut before = row(Sending, false);
        before.attempts = 3;
        let next = before.step(rules(SameKey), 2, &Event::Ended(ending));
        assert_eq!(next.life.state, state);
    }
}

#[test]
fn a_late_answer_proves_a_link_and_nothing_else() {
    let harmless = [
        Ending::Refused,
        Ending::TurnedAway,
        PASSING,
        LASTING,
        Ending::Unknown,
    ];
    for state in RowState::ALL {
        for ending in harmless.clone() {
            // Epoch 1 lost the row to epoch 2.
            let next = row(state, false).step(rules(SameKey), 1, &Event::Ended(ending));
            assert_eq!(
                (next.action, next.life),
                (Action::Nothing, row(state, false))
            );
        }
        let next = row(state, false).step(rules(Never), 1, &Event::Ended(Ending::Created(Id(1))));
        let expected = if state == Differs { Differs } else { Created };
        assert_eq!((next.action, next.life.state), (Action::Nothing, expected));
        assert_eq!(next.life.link, Some(Id(1)));
    }
}

#[test]
fn two_links_of_one_row_are_both_kept() {
    let next = row(Created, false).step(rules(Never), 2, &Event::Ended(Ending::Created(Id(7))));
    assert_eq!(next.life.state, Differs);
    assert_eq!(
        (next.life.link, next.life.other_link),
        (Some(Id(1)), Some(Id(7)))
    );
    let next = row(Created, false).step(rules(Never), 2, &Event::Ended(Ending::Created(Id(1))));
    assert_eq!((next.life.state, next.life.other_link), (Created, None));
}

#[test]
fn a_send_that_was_not_begun_is_taken_back_by_its_owner_only() {
    let next = row(Sending, false).step(rules(Never), 2, &Event::NotStarted);
    assert_eq!((next.life.state, next.life.attempts), (Planned, 0));
    let next = row(Sending, true).step(rules(SameKey), 2, &Event::NotStarted);
    assert_eq!((next.life.state, next.life.in_doubt), (Sending, true));
    for epoch in [1, 3] {
        let next = row(Sending, false).step(rules(Never), epoch, &Event::NotStarted);
        assert_eq!(next.life, row(Sending, false));
    }
}

#[test]
fn nothing_found_is_sent_only_where_it_is_looked_up_first() {
    let table = [
        (LookUpFirst, true, 2, Action::Send),
        (LookUpFirst, true, 1, Action::Nothing),
        (LookUpFirst, true, 3, Action::Nothing),
        (LookUpFirst, false, 2, Action::Nothing),
        (SameKey, true, 2, Action::Nothing),
        (Never, true, 2, Action::Nothing),
    ];
    for (repeats, in_doubt, epoch, action) in table {
        let next = row(Sending, in_doubt).step(rules(repeats), epoch, &Event::Absent);
        assert_eq!(next.action, action, "{repeats:?} {in_doubt} {epoch}");
    }
    for state in [Planned, Created, Refused, NotSent, Unknown, Differs] {
        let next = row(state, true).step(rules(LookUpFirst), 2, &Event::Absent);
        assert_eq!(
            (next.action, next.life),
            (Action::Nothing, row(state, true))
        );
    }
}

#[test]
fn a_row_without_its_key_or_reference_is_never_repeated() {
    assert_eq!(SameKey.of_row(true, false), SameKey);
    assert_eq!(SameKey.of_row(false, true), Never);
    assert_eq!(LookUpFirst.of_row(false, true), LookUpFirst);
    assert_eq!(LookUpFirst.of_row(true, false), Never);
    assert_eq!(Never.of_row(true, true), Never);
}
