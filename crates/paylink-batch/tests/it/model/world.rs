//! Two workers, one shard of three rows in a journal, and a provider.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use paylink_batch::{Action, Ending, Event, Identity, Life, Next, Repeats, RowState, Rules};
use stateright::{Model, Property};

use super::laws;

/// A link is its number; a row has one at most, or a law is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Link(u8);

impl Identity for Link {
    fn is_same(&self, other: &Self) -> bool {
        self == other
    }
}

/// Which guard is broken on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// None.
    Whole,
    /// A row that is taken over is sent again, whatever the provider documents.
    Repeats,
    /// A send starts before its intent is on disk: a crash loses the intent.
    Intent,
    /// A repeated row forgets that an earlier send may have been carried out.
    Doubt,
}

pub(super) struct World {
    pub(super) rows: usize,
    /// How many rows one worker has in flight at most.
    pub(super) slots: usize,
    pub(super) repeats: Repeats,
    guard: Guard,
}

/// What one worker is doing with one row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Task {
    Nothing,
    /// The intent is on disk; nothing was sent.
    Holds(Kind),
    /// The request is on the wire.
    Request,
    /// This happened, and is not recorded.
    Knows(Known),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Send,
    LookUp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Known {
    Created(Link),
    Refused,
    NotSent,
    Unknown,
    Absent,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Row {
    /// The journal's.
    pub(super) life: Life<Link>,
    pub(super) was_unknown: bool,
    /// Creates that were sent.
    pub(super) creates: u8,
    /// Links that the provider made.
    pub(super) links: u8,
    /// Requests on the wire whose worker has died or no longer waits.
    pub(super) strays: u8,
    pub(super) tasks: [Task; 2],
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct State {
    pub(super) rows: Vec<Row>,
    /// The shard's, in the journal.
    epoch: u64,
    owner: Option<usize>,
    /// What each worker believes its epoch is; 0 for none.
    believes: [u64; 2],
    /// Whether an hour has passed since the first send.
    is_stale: bool,
    crashes_left: u8,
    lease_ends_left: u8,
    losses_left: u8,
    refusals_left: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Move {
    Claim {
        worker: usize,
    },
    Take {
        worker: usize,
        row: usize,
    },
    Start {
        worker: usize,
        row: usize,
    },
    DoNotStart {
        worker: usize,
        row: usize,
    },
    CannotConnect {
        worker: usize,
        row: usize,
    },
    /// The provider has the request, and makes the link or refuses.
    Handle {
        worker: usize,
        row: usize,
        makes: bool,
    },
    GiveUp {
        worker: usize,
        row: usize,
    },
    LookUp {
        worker: usize,
        row: usize,
    },
    Record {
        worker: usize,
        row: usize,
    },
    /// The provider has a request that no worker waits for.
    HandleStray {
        row: usize,
        makes: bool,
    },
    Crash {
        worker: usize,
    },
    /// The owner is stopped, or its clock jumps, for longer than its lease.
    EndLease,
    PassAnHour,
}

impl World {
    pub(super) const fn new(rows: usize, slots: usize, repeats: Repeats, guard: Guard) -> Self {
        Self {
            rows,
            slots,
            repeats,
            guard,
        }
    }

    /// The product's own function, with one guard broken.
    fn step(&self, life: &Life<Link>, epoch: u64, event: &Event<Link>) -> Next<Link> {
        let repeats = match self.guard {
            Guard::Repeats => Repeats::SameKey,
            _ => self.repeats,
        };
        let rules = Rules {
            repeats,
            most_attempts: 3,
        };
        let mut next = life.step(rules, epoch, event);
        if self.guard == Guard::Doubt {
            next.life.in_doubt = false;
        }
        next
    }

    /// Applies an event in the journal, for a worker.
    fn apply(&self, row: &mut Row, worker: usize, epoch: u64, event: &Event<Link>) {
        let next = self.step(&row.life, epoch, event);
        row.was_unknown |= next.life.state == RowState::Unknown;
        row.life = next.life;
        row.tasks[worker] = match next.action {
            Action::Nothing => Task::Nothing,
            Action::Send => Task::Holds(Kind::Send),
            Action::LookUp => Task::Holds(Kind::LookUp),
        };
    }

    /// What the provider does with a create, and what it answers.
    fn provide(&self, row: &mut Row, makes: bool) -> Known {
        let is_known = row.links > 0 && self.repeats != Repeats::Never;
        match (is_known, makes) {
            // The same key gives the first result again; a reference in use is a conflict.
            (true, _) if self.repeats == Repeats::SameKey => Known::Created(Link(1)),
            (true, _) => Known::Unknown,
            (false, true) => {
                row.links += 1;
                Known::Created(Link(row.links))
            }
            (false, false) => Known::Refused,
        }
    }

    fn may_take(&self, state: &State, worker: usize, row: &Row) -> bool {
        let is_owner = state.owner == Some(worker) && state.believes[worker] == state.epoch;
        let is_open = match row.life.state {
            RowState::Planned => row.life.attempts < 2,
            RowState::Sending => row.life.epoch < state.epoch,
            _ => false,
        };
        let busy = state
            .rows
            .iter()
            .filter(|row| row.tasks[worker] != Task::Nothing);
        is_owner && is_open && row.tasks[worker] == Task::Nothing && busy.count() < self.slots
    }
}

impl Model for World {
    type State = State;
    type Action = Move;

    fn init_states(&self) -> Vec<State> {
        let row = Row {
            life: Life::default(),
            was_unknown: false,
            creates: 0,
            links: 0,
            strays: 0,
            tasks: [Task::Nothing, Task::Nothing],
        };
        vec![State {
            rows: vec![row; self.rows],
            epoch: 0,
            owner: None,
            believes: [0, 0],
            is_stale: false,
            crashes_left: 1,
            lease_ends_left: 1,
            losses_left: 1,
            refusals_left: 1,
        }]
    }

    fn actions(&self, state: &State, moves: &mut Vec<Move>) {
        for worker in 0..2 {
            if state.believes[worker] == 0 {
                if state.owner.is_none() {
                    moves.push(Move::Claim { worker });
                }
                continue;
            }
            if state.crashes_left > 0 {
                moves.push(Move::Crash { worker });
            }
            for (at, row) in state.rows.iter().enumerate() {
                // Rows that are alike have one future.
                if at > 0 && state.rows[at - 1] == *row {
                    continue;
                }
                self.row_moves(state, worker, at, moves);
            }
        }
        for (row, known) in state.rows.iter().enumerate() {
            if known.strays > 0 {
                moves.push(Move::HandleStray { row, makes: true });
                if state.refusals_left > 0 {
                    moves.push(Move::HandleStray { row, makes: false });
                }
            }
        }
        if state.lease_ends_left > 0 && state.owner.is_some() {
            moves.push(Move::EndLease);
        }
        let is_repeated = self.repeats != Repeats::Never;
        if is_repeated && !state.is_stale && state.epoch == 2 {
            moves.push(Move::PassAnHour);
        }
    }

    fn next_state(&self, last: &State, step: Move) -> Option<State> {
        let mut state = last.clone();
        match step {
            Move::Claim { worker } => {
                state.epoch += 1;
                state.owner = Some(worker);
                state.believes[worker] = state.epoch;
            }
            Move::Crash { worker } => {
                state.crashes_left -= 1;
                state.believes[worker] = 0;
                if state.owner == Some(worker) {
                    // Its lease ends without it.
                    state.owner = None;
                }
                for row in &mut state.rows {
                    if self.guard == Guard::Intent && row.tasks[worker] != Task::Nothing {
                        row.life = Life::default();
                    }
                    row.strays += u8::from(row.tasks[worker] == Task::Request);
                    row.tasks[worker] = Task::Nothing;
                }
            }
            Move::EndLease => {
                state.lease_ends_left -= 1;
                state.owner = None;
            }
            Move::PassAnHour => state.is_stale = true,
            Move::HandleStray { row, makes } => {
                state.refusals_left -= u8::from(!makes);
                let row = &mut state.rows[row];
                row.strays -= 1;
                self.provide(row, makes);
            }
            Move::Take { worker, row } => self.take(&mut state, worker, row),
            Move::Start { worker, row } => {
                let row = &mut state.rows[row];
                row.creates += 1;
                row.tasks[worker] = Task::Request;
            }
            Move::DoNotStart { worker, row } => {
                state.losses_left -= 1;
                let epoch = state.believes[worker];
                self.apply(&mut state.rows[row], worker, epoch, &Event::NotStarted);
            }
            Move::CannotConnect { worker, row } => {
                state.losses_left -= 1;
                state.rows[row].tasks[worker] = Task::Knows(Known::NotSent);
            }
            Move::Handle { worker, row, makes } => {
                state.refusals_left -= u8::from(!makes);
                let row = &mut state.rows[row];
                row.tasks[worker] = Task::Knows(self.provide(row, makes));
            }
            Move::GiveUp { worker, row } => {
                state.losses_left -= 1;
                let row = &mut state.rows[row];
                row.strays += u8::from(row.tasks[worker] == Task::Request);
                row.tasks[worker] = Task::Knows(Known::Unknown);
            }
            Move::LookUp { worker, row } => {
                let row = &mut state.rows[row];
                let is_there = row.links > 0;
                let found = if is_there {
                    Known::Created(Link(1))
                } else {
                    Known::Absent
                };
                row.tasks[worker] = Task::Knows(found);
            }
            Move::Record { worker, row } => self.record(&mut state, worker, row),
        }
        // Rows are alike: their order says nothing.
        state.rows.sort_by_cached_key(fingerprint);
        Some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        laws::all()
    }
}

/// Orders rows: two that are alike are one, and any order does.
fn fingerprint(row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    row.hash(&mut hasher);
    hasher.finish()
}

impl World {
    fn row_moves(&self, state: &State, worker: usize, row: usize, moves: &mut Vec<Move>) {
        let known = &state.rows[row];
        if self.may_take(state, worker, known) {
            moves.push(Move::Take { worker, row });
        }
        let may_lose = state.losses_left > 0;
        match known.tasks[worker] {
            Task::Nothing => {}
            Task::Holds(Kind::Send) => {
                // Not fenced: a worker that is stopped between its clock and its send sends late.
                moves.push(Move::Start { worker, row });
                if may_lose {
                    moves.push(Move::DoNotStart { worker, row });
                    moves.push(Move::CannotConnect { worker, row });
                }
            }
            Task::Holds(Kind::LookUp) => moves.push(Move::LookUp { worker, row }),
            Task::Request => {
                moves.push(Move::Handle {
                    worker,
                    row,
                    makes: true,
                });
                if state.refusals_left > 0 {
                    moves.push(Move::Handle {
                        worker,
                        row,
                        makes: false,
                    });
                }
                if may_lose {
                    moves.push(Move::GiveUp { worker, row });
                }
            }
            Task::Knows(known) => {
                moves.push(Move::Record { worker, row });
                if may_lose && matches!(known, Known::Created(_) | Known::Refused) {
                    moves.push(Move::GiveUp { worker, row });
                }
            }
        }
    }

    /// One transaction: the epoch is checked, and the row moves.
    fn take(&self, state: &mut State, worker: usize, row: usize) {
        let (epoch, is_stale) = (state.believes[worker], state.is_stale);
        let row = &mut state.rows[row];
        let event = match row.life.state {
            RowState::Planned => Event::Intend,
            _ => Event::TakeOver { is_stale },
        };
        self.apply(row, worker, epoch, &event);
    }

    fn record(&self, state: &mut State, worker: usize, row: usize) {
        let epoch = state.believes[worker];
        let row = &mut state.rows[row];
        let Task::Knows(known) = row.tasks[worker] else {
            return;
        };
        let event = match known {
            Known::Created(link) => Event::Ended(Ending::Created(link)),
            Known::Refused => Event::Ended(Ending::Refused),
            Known::NotSent => Event::Ended(Ending::NotSent { is_passing: true }),
            Known::Unknown => Event::Ended(Ending::Unknown),
            Known::Absent => Event::Absent,
        };
        self.apply(row, worker, epoch, &event);
    }
}
