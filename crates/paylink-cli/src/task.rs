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
    /// It calls nobody.
    Local,
}
