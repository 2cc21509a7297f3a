//! [`MockCall`]: one call that a mock received.

use paylink_core::LinkRequest;

/// One call that a [`MockPaymentLinks`](super::MockPaymentLinks) received, with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a test compares a few of them: a request is easier to write without a box"
)]
#[non_exhaustive]
pub enum MockCall {
    /// [`create`](paylink_core::PaymentLinks::create) of this request.
    Create(LinkRequest),
    /// [`get`](paylink_core::PaymentLinks::get) of this id.
    Get(String),
    /// [`find`](paylink_core::PaymentLinks::find) of this reference.
    Find(String),
    /// [`list`](paylink_core::PaymentLinks::list) from this cursor.
    List(Option<String>),
    /// [`cancel`](paylink_core::PaymentLinks::cancel) of this id.
    Cancel(String),
    /// [`notify`](paylink_core::PaymentLinks::notify) of this id.
    Notify(String),
}

impl MockCall {
    /// The name of the method: `create`, `get`, `find`, `list`, `cancel` or `notify`.
    #[must_use]
    pub const fn method(&self) -> &'static str {
        let operation = match self {
            Self::Create(_) => CREATE,
            Self::Get(_) => GET,
            Self::Find(_) => FIND,
            Self::List(_) => LIST,
            Self::Cancel(_) => CANCEL,
            Self::Notify(_) => NOTIFY,
        };
        operation.method
    }
}

/// An operation: the method's name, and what an error calls the operation.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) name: &'static str,
}

pub(super) const CREATE: Operation = Operation {
    method: "create",
    name: "create payment link",
};

pub(super) const GET: Operation = Operation {
    method: "get",
    name: "get payment link",
};

pub(super) const FIND: Operation = Operation {
    method: "find",
    name: "find payment link",
};

pub(super) const LIST: Operation = Operation {
    method: "list",
    name: "list payment links",
};

pub(super) const CANCEL: Operation = Operation {
    method: "cancel",
    name: "cancel payment link",
};

pub(super) const NOTIFY: Operation = Operation {
    method: "notify",
    name: "notify payer",
};
