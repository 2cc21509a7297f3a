//! [`Exit`]: what the exit code says about the money.

use paylink::{ErrorKind, Outcome};

use crate::failure::Failure;

/// How the command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// The reader of standard output has closed it, as `head` does, in the middle of a read.
    Enough,
    /// Done, but standard output could not be written: the result is on standard error.
    Unprinted,
    /// Usage or invalid input: nothing was sent.
    Usage,
    /// The provider refused, or a webhook is not verified: nothing was made or changed.
    Refused,
    /// The provider was not reached: nothing was sent.
    NotReached,
    /// Unknown: it may have been done.
    Unknown,
    /// It was done, but differs from what was asked.
    Different,
    /// Rows of a batch are left.
    Left,
}

impl Exit {
    /// The code for the shell.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done | Self::Enough => 0,
            Self::Unprinted => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::NotReached => 4,
            Self::Unknown => 5,
            Self::Different => 6,
            Self::Left => 7,
        }
    }

    /// The one that says more of two, where several batches ended: the first of not printed,
    /// invalid, unknown, different, not reached, refused and left.
    pub(crate) fn worse(self, other: Self) -> Self {
        const ORDER: [Exit; 7] = [
            Exit::Unprinted,
            Exit::Usage,
            Exit::Unknown,
            Exit::Different,
            Exit::NotReached,
            Exit::Refused,
            Exit::Left,
        ];
        let first = ORDER
            .into_iter()
            .find(|exit| *exit == self || *exit == other);
        first.unwrap_or(Self::Done)
    }
}

/// The exit for a failure. What was not sent is the caller's to fix (2), or the provider was out of
/// reach (4).
pub(crate) fn exit_of(failure: &Failure) -> Exit {
    match (failure.outcome(), failure.kind()) {
        (
            Outcome::NotSent,
            ErrorKind::Configuration | ErrorKind::InvalidInput | ErrorKind::UnsupportedField,
        ) => Exit::Usage,
        (Outcome::NotSent, _) => Exit::NotReached,
        (Outcome::Refused, _) => Exit::Refused,
        (Outcome::Unknown, _) => Exit::Unknown,
        (Outcome::Accepted, _) => Exit::Different,
    }
}
