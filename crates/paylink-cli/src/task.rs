//! [`Task`]: what a command is about, as far as it matters for what a failure means.

/// What a command is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// It makes a link.
    Create,
    /// It reads, and changes nothing.
    Read,
    /// It changes a link that exists.
    Change,
    /// It has the payer notified again.
    Notify,
    /// It works on a batch, and says itself what a failure means.
    Batch,
    /// It calls no provider.
    Local,
}

impl Task {
    /// Whether nothing is lost if the result is not read.
    pub(crate) const fn can_be_cut(self) -> bool {
        matches!(self, Self::Read | Self::Local)
    }
}
