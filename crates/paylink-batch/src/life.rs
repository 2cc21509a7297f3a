//! [`Life`]: what may happen to a row, as one pure function.
//!
//! The runner, both journals and the model use [`Life::step`]; nothing else changes a row's state.

/// What happened to a row, and with it to the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowState {
    /// Nothing was sent.
    Planned,
    /// A send was allowed; how it ended is not known yet. After a kill it stays here until the next
    /// worker takes the row over.
    Sending,
    /// The provider has the link.
    Created,
    /// The provider answered that it did not make a link.
    Refused,
    /// Nothing reached the provider, and it was tried often enough, or cannot be sent as it is.
    NotSent,
    /// Nobody can know from here whether the provider has a link. It is never sent again.
    Unknown,
    /// The provider has a link that is not what was asked for, or two links were reported.
    Differs,
}

impl RowState {
    /// All states, in the order of the numbers that a journal has for them.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Sending,
        Self::Created,
        Self::Refused,
        Self::NotSent,
        Self::Unknown,
        Self::Differs,
    ];

    /// The state in one word: `planned`, `not_sent`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Sending => "sending",
            Self::Created => "created",
            Self::Refused => "refused",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Differs => "differs",
        }
    }

    /// Whether a worker has something left to do with the row.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Planned | Self::Sending)
    }
}

impl std::fmt::Display for RowState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for RowState {
    type Err = paylink_core::FieldError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        let rule = "must be planned, sending, created, refused, not_sent, unknown or differs";
        found.ok_or_else(|| paylink_core::FieldError::new("state", rule))
    }
}

/// What a provider documents about a create that is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Repeats {
    /// Nothing. A row gets one create and no second one.
    Never,
    /// The same idempotency key gives the first result again.
    SameKey,
    /// The reference is the key, and a link can be looked up by it: look up first, then send.
    LookUpFirst,
}

impl Repeats {
    /// The same for one row: without its key, or without the reference that it is looked up by, a
    /// row is never sent again.
    #[must_use]
    pub const fn of_row(self, has_key: bool, has_reference: bool) -> Self {
        match self {
            Self::SameKey if has_key => self,
            Self::LookUpFirst if has_reference => self,
            _ => Self::Never,
        }
    }
}

/// What bounds a row's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// What the provider documents.
    pub repeats: Repeats,
    /// The most sends and look-ups of one row, over all workers. Our own rule.
    pub most_attempts: u32,
}

/// Whether two reports are about one link.
pub trait Identity {
    /// Whether `other` is the same link, as far as the two can be compared.
    fn is_same(&self, other: &Self) -> bool;
}

/// A row as the journal has it. `L` identifies a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Life<L> {
    /// What happened to the row.
    pub state: RowState,
    /// The epoch of the shard's owner that was last allowed to send it. 0 for a row never sent.
    pub epoch: u64,
    /// How often a send or a look-up before it was allowed, and not taken back.
    pub attempts: u32,
    /// Whether an earlier send may have been carried out. A refusal then proves nothing.
    pub in_doubt: bool,
    /// The link.
    pub link: Option<L>,
    /// A second link of the same row, if one was ever reported.
    pub other_link: Option<L>,
}

/// What happens to a row. Every event carries the epoch of the worker that reports it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Event<L> {
    /// The shard's owner has a free slot and wants to send the row.
    Intend,
    /// The shard has a new owner, who finds the row unfinished.
    TakeOver {
        /// Whether its first send is longer ago than any documented lifetime of a key.
        is_stale: bool,
    },
    /// The send was not started after all: the lease was too short, or the worker had to stop.
    NotStarted,
    /// A look-up by reference found no link.
    Absent,
    /// A send, or a look-up that found the link, ended.
    Ended(Ending<L>),
}

/// How a send ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ending<L> {
    /// The provider has this link, as it was asked for.
    Created(L),
    /// The provider has this link, and it is not what was asked for.
    Differs(L),
    /// The provider answered that it did not make one.
    Refused,
    /// Too many requests: the provider answered that it did not look at this one.
    TurnedAway,
    /// Nothing reached the provider.
    NotSent {
        /// Whether the same request may get through later.
        is_passing: bool,
    },
    /// Nobody can know.
    Unknown,
}

/// What the worker must do now. Only once the journal has the new state on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing.
    Nothing,
    /// Send the frozen request, with its key where it has one.
    Send,
    /// Look the link up by its reference.
    LookUp,
}

/// The result of an event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Next<L> {
    /// The row afterwards.
    pub life: Life<L>,
    /// What the worker must do.
    pub action: Action,
}

impl<L> Default for Life<L> {
    fn default() -> Self {
        Self {
            state: RowState::Planned,
            epoch: 0,
            attempts: 0,
            in_doubt: false,
            link: None,
            other_link: None,
        }
    }
}

impl<L: Clone + Identity> Life<L> {
    /// The result of `event`, reported under `epoch`.
    ///
    /// | state | event | next | action |
    /// |---|---|---|---|
    /// | planned | intend | sending | send |
    /// | sending | not started | planned, or sending where an earlier send is in doubt | |
    /// | sending | taken over, repeats never | **unknown** | |
    /// | sending | taken over, stale or too many attempts | unknown | |
    /// | sending | taken over, same key | sending, in doubt | send |
    /// | sending | taken over, look up first | sending, in doubt | look up |
    /// | sending | absent | sending | send |
    /// | sending | refused | refused, or unknown where in doubt | |
    /// | sending | not sent, or turned away | planned within the bounds, sending where in doubt | |
    /// | sending | unknown | unknown | |
    /// | any | created | created; differs where another link is known | |
    /// | any | differs | differs | |
    ///
    /// Everything else changes nothing: an answer that comes late proves that a link exists, and
    /// never that none does. It never starts a send.
    #[must_use]
    pub fn step(&self, rules: Rules, epoch: u64, event: &Event<L>) -> Next<L> {
        let is_owner = epoch == self.epoch;
        match (self.state, event) {
            (_, Event::Ended(Ending::Created(link))) => self.linked(RowState::Created, link),
            (_, Event::Ended(Ending::Differs(link))) => self.linked(RowState::Differs, link),
            (RowState::Planned, Event::Intend) if epoch >= self.epoch => {
                self.sent(epoch, self.in_doubt)
            }
            (RowState::Sending, Event::TakeOver { is_stale }) if epoch > self.epoch => {
                let is_spent = *is_stale || self.attempts >= rules.most_attempts;
                match rules.repeats {
                    Repeats::Never => self.to(RowState::Unknown),
                    _ if is_spent => self.to(RowState::Unknown),
                    Repeats::SameKey => self.sent(epoch, true),
                    Repeats::LookUpFirst => {
                        let life = self.sent(epoch, true).life;
                        life.with(Action::LookUp)
                    }
                }
            }
            (RowState::Sending, Event::NotStarted) if is_owner => Self {
                attempts: self.attempts.saturating_sub(1),
                ..self.clone()
            }
            .unless_in_doubt(RowState::Planned, RowState::Sending),
            // Only a row that is looked up first gets here in doubt; without doubt it was sent.
            (RowState::Sending, Event::Absent) if is_owner && self.in_doubt => {
                match rules.repeats {
                    Repeats::LookUpFirst => self.sent(epoch, true),
                    Repeats::Never | Repeats::SameKey => self.same(),
                }
            }
            (RowState::Sending, Event::Ended(ending)) if is_owner => self.ended(rules, ending),
            _ => self.same(),
        }
    }

    /// The owner's send ended without a link.
    fn ended(&self, rules: Rules, ending: &Ending<L>) -> Next<L> {
        let is_spent = self.attempts >= rules.most_attempts;
        match ending {
            Ending::Refused => self.unless_in_doubt(RowState::Refused, RowState::Unknown),
            Ending::TurnedAway if rules.repeats == Repeats::Never || is_spent => {
                self.unless_in_doubt(RowState::Refused, RowState::Unknown)
            }
            Ending::NotSent { is_passing } if !is_passing || is_spent => {
                self.unless_in_doubt(RowState::NotSent, RowState::Unknown)
            }
            // In doubt it stays with its ended epoch, for the next owner to take over.
            Ending::TurnedAway | Ending::NotSent { .. } => {
                self.unless_in_doubt(RowState::Planned, RowState::Sending)
            }
            Ending::Unknown | Ending::Created(_) | Ending::Differs(_) => self.to(RowState::Unknown),
        }
    }

    /// A link is known. A second one is kept beside it.
    fn linked(&self, state: RowState, link: &L) -> Next<L> {
        let mut life = self.clone();
        match &self.link {
            None => {
                life.state = state;
                life.link = Some(link.clone());
            }
            Some(known) if known.is_same(link) => {
                // What differs once does not become right by another answer.
                if self.state != RowState::Differs {
                    life.state = state;
                }
            }
            Some(_) => {
                life.state = RowState::Differs;
                life.other_link = life.other_link.or_else(|| Some(link.clone()));
            }
        }
        life.with(Action::Nothing)
    }

    fn sent(&self, epoch: u64, in_doubt: bool) -> Next<L> {
        let life = Self {
            state: RowState::Sending,
            epoch,
            attempts: self.attempts.saturating_add(1),
            in_doubt,
            ..self.clone()
        };
        life.with(Action::Send)
    }

    fn unless_in_doubt(&self, certain: RowState, doubtful: RowState) -> Next<L> {
        self.to(if self.in_doubt { doubtful } else { certain })
    }

    fn to(&self, state: RowState) -> Next<L> {
        let life = Self {
            state,
            ..self.clone()
        };
        life.with(Action::Nothing)
    }

    fn same(&self) -> Next<L> {
        self.clone().with(Action::Nothing)
    }

    const fn with(self, action: Action) -> Next<L> {
        Next { life: self, action }
    }
}
