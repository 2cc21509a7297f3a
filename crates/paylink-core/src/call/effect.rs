//! [`Effect`]: what an operation does, and what is documented about repeating it.

/// What an operation does at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It changes nothing, and may be repeated.
    Read,
    /// It changes something.
    Write(Idempotency),
}

/// What the provider documents about a write that arrives twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// Nothing is documented. A repeated create may create a second link.
    Undocumented,
    /// The same idempotency key returns the first result. Every attempt has it.
    SameKey,
}
