//! [`Incoming`]: a webhook delivery to verify, and [`Event`]: what it says.

use paylink::webhook::Delivery;
use time::OffsetDateTime;

/// A delivery, and what it is checked with.
pub(crate) struct Incoming<'a> {
    pub(crate) delivery: Delivery<'a>,
    pub(crate) secret: String,
    pub(crate) form: SecretForm,
    /// The time that the delivery's own is compared with.
    pub(crate) now: OffsetDateTime,
}

/// How a webhook secret is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecretForm {
    /// As the provider documents it.
    Documented,
    /// As the key itself, where the provider documents an encoding of it.
    Raw,
}

impl SecretForm {
    /// By the flag `--raw-secret`.
    pub(crate) const fn of(raw: bool) -> Self {
        if raw { Self::Raw } else { Self::Documented }
    }
}

/// What a verified delivery says, as far as it can be read: nothing, where it is not the documented
/// JSON.
#[derive(Default)]
pub(crate) struct Event {
    /// What happened, in the provider's word.
    pub(crate) kind: Option<String>,
    /// What it happened to, and the event's own id, each by its name. `None` where the delivery has
    /// none.
    pub(crate) ids: Vec<(&'static str, Option<String>)>,
}
