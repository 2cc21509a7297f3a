//! [`Effect`]: what an operation does, and what its provider documents about doing it twice.

/// What an operation does at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// It changes nothing, and may be repeated at will.
    Read,
    /// It changes something.
    Write(Idempotency),
}

/// What the provider documents about a write that arrives twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// Nothing: a second one may be a second payment link.
    Undocumented,
    /// The same idempotency key gives the first result again. Every attempt carries it.
    SameKey,
}
