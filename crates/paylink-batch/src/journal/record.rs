//! [`Record`]: a row as a journal has it, and what an event makes of it. Both stores use it.

use paylink_core::IdempotencyKey;

use super::types::{Advance, Counts, RowEvent};
use crate::error::JournalError;
use crate::life::{Action, Event, Life, Repeats, RowState, Rules};
use crate::link_ref::LinkRef;
use crate::planned::{FrozenRequest, PlannedRow, RequestForm};

/// The error of a row that a worker left unfinished and that is not sent again.
const ABANDONED: &str = "a worker ended while this row was being sent";

/// The part of a row that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) number: u64,
    pub(crate) life: Life<LinkRef>,
    pub(crate) has_key: bool,
    pub(crate) has_reference: bool,
    /// When the first send was allowed, in milliseconds since 1970.
    pub(crate) sent_at: Option<i64>,
    /// When the row got its present state.
    pub(crate) done_at: Option<i64>,
    pub(crate) error: Option<String>,
    pub(crate) field: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// What decides what an event makes of a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene {
    pub(crate) now: i64,
    pub(crate) epoch: u64,
    pub(crate) repeats: Repeats,
    pub(crate) most_attempts: u32,
    pub(crate) key_life_ms: i64,
}

impl Scene {
    pub(crate) fn new(now: i64, epoch: u64, advance: &Advance) -> Self {
        Self {
            now,
            epoch,
            repeats: advance.repeats,
            most_attempts: advance.most_attempts,
            key_life_ms: i64::try_from(advance.key_life.as_millis()).unwrap_or(i64::MAX),
        }
    }

    /// What is learned by reading: no event of it starts a send.
    pub(crate) const fn of_reading(now: i64) -> Self {
        Self {
            now,
            epoch: 0,
            repeats: Repeats::Never,
            most_attempts: 0,
            key_life_ms: 0,
        }
    }
}

impl Record {
    /// Applies an event. Says what the worker must do and whether the row changed.
    pub(crate) fn apply(&mut self, scene: &Scene, event: &RowEvent) -> (Action, bool) {
        let rules = Rules {
            repeats: scene.repeats.of_row(self.has_key, self.has_reference),
            most_attempts: scene.most_attempts,
        };
        let next = self.life.step(rules, scene.epoch, &event.event);
        // Reading starts no send, whatever the events are.
        let is_forbidden = scene.most_attempts == 0 && next.action != Action::Nothing;
        if is_forbidden || next.life == self.life {
            return (Action::Nothing, false);
        }
        if next.action == Action::Send && self.sent_at.is_none() {
            self.sent_at = Some(scene.now);
        }
        if next.life.state == RowState::Planned {
            // It was not sent: its key is as young as the next send.
            self.sent_at = None;
        }
        self.done_at = (!next.life.state.is_open()).then_some(scene.now);
        if matches!(event.event, Event::Ended(_)) {
            self.error.clone_from(&event.evidence.error);
            self.field.clone_from(&event.evidence.field);
            self.request_id.clone_from(&event.evidence.request_id);
        } else if next.life.state == RowState::Unknown {
            self.error = Some(ABANDONED.to_owned());
        }
        self.life = next.life;
        (next.action, true)
    }

    /// The event of a new owner that finds the row unfinished.
    pub(crate) fn take_over(&self, scene: &Scene) -> RowEvent {
        let age = self
            .sent_at
            .map(|sent_at| scene.now.saturating_sub(sent_at));
        // A clock that was set back proves no age.
        let is_stale = age.is_none_or(|age| age < 0 || age >= scene.key_life_ms);
        RowEvent::new(self.number, Event::TakeOver { is_stale })
    }
}

/// The request as it was planned, unless it is not the same any more.
pub(crate) fn frozen(
    number: u64,
    form: RequestForm,
    json: String,
    sha256: &[u8],
) -> Result<FrozenRequest, JournalError> {
    let request = FrozenRequest::new(form, json);
    if request.sha256() == *sha256 {
        Ok(request)
    } else {
        let text = format!("the request of row {number} has changed");
        Err(JournalError::Damaged(text))
    }
}

/// A key as the journal has it.
pub(crate) fn key(
    number: u64,
    text: Option<String>,
) -> Result<Option<IdempotencyKey>, JournalError> {
    text.map(IdempotencyKey::new).transpose().map_err(|_| {
        let text = format!("the key of row {number} cannot be read");
        JournalError::Damaged(text)
    })
}

/// How the rows of a shard moved between states.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moves {
    pub(crate) left: Counts,
    pub(crate) entered: Counts,
}

impl Moves {
    pub(crate) fn add(&mut self, from: RowState, to: RowState) {
        if from != to {
            let left = self.left.of_mut(from);
            *left = left.saturating_add(1);
            let entered = self.entered.of_mut(to);
            *entered = entered.saturating_add(1);
        }
    }

    /// The change of the count of a state.
    pub(crate) fn change(&self, state: RowState) -> i64 {
        let count = |counts: &Counts| i64::try_from(counts.of(state)).unwrap_or(i64::MAX);
        count(&self.entered).saturating_sub(count(&self.left))
    }
}

/// The state of a row that was just planned.
pub(crate) const fn first_state(row: &PlannedRow) -> RowState {
    match row.fault {
        None => RowState::Planned,
        Some(_) => RowState::NotSent,
    }
}

/// The number that a state has in a journal.
pub(crate) fn state_number(state: RowState) -> i16 {
    let found = RowState::ALL.iter().position(|known| *known == state);
    found
        .and_then(|at| i16::try_from(at).ok())
        .unwrap_or(i16::MAX)
}

/// The state that has this number.
pub(crate) fn state_of(number: i64) -> Result<RowState, JournalError> {
    let at = usize::try_from(number).ok();
    let found = at.and_then(|at| RowState::ALL.get(at)).copied();
    found.ok_or_else(|| JournalError::Damaged(format!("no row state has the number {number}")))
}

/// The number that a form has in a journal.
pub(crate) const fn form_number(form: RequestForm) -> i16 {
    match form {
        RequestForm::Shared => 0,
        RequestForm::Own => 1,
        RequestForm::Account => 2,
    }
}

/// The form that has this number.
pub(crate) fn form_of(number: i64) -> Result<RequestForm, JournalError> {
    match number {
        0 => Ok(RequestForm::Shared),
        1 => Ok(RequestForm::Own),
        2 => Ok(RequestForm::Account),
        _ => Err(JournalError::Damaged(format!(
            "no request form has the number {number}"
        ))),
    }
}
