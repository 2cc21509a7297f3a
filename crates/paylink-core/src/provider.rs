//! What an author of a provider crate needs. Code that only makes links does not.
//!
//! - [`Operation`]: one operation as pure functions and a constant [`Effect`].
//! - [`Caller`]: drives an operation, and [`decide`]s whether a request may be sent again.
//! - [`BuildClient`]: how a client is made of credentials, an address and a connection.
//! - [`Authorize`] and [`Secret`]: credentials, and how they get onto a request.
//! - [`json`]: requests read strictly, answers read leniently.
//! - [`Comparison`]: whether an answer is the one that was asked for.

pub use crate::base_url::PathSegment;
pub use crate::call::{
    Authorize, BuildClient, Caller, Comparison, Connect, ConnectOptions, Context, Decision,
    Difference, Effect, Ending, FixedHeader, History, Idempotency, Key, Operation, Received,
    Refusal, Rejection, decide, empty_request, json_request, json_text, kind_of_status,
    no_transport, secret_json_request,
};
pub use crate::error::ErrorParts;
pub use crate::hidden::{Hidden, Hideable};
pub use crate::{object_serde, open_enum, redacted_debug, setters, wire_serde};
#[doc(hidden)]
pub use serde;

pub use crate::check::{
    check_length, check_not_blank, check_positive, check_unique_names, check_url, invalid_amount,
};
pub use crate::links::LinkFields;
pub use crate::secret::{Secret, credentials_header, sensitive_header};

/// JSON at the boundary: amounts by their text, answers read leniently, requests read strictly.
///
/// Nothing here depends on serde_json's `arbitrary_precision` or `preserve_order`: numbers are
/// taken by their text and objects keep their order, whatever another crate in the build enables.
pub mod json {
    pub use crate::json::{
        ExactNumber, NotAnObject, Object, Value, exact_number, object, optional, ordered_map,
        read_request, text,
    };
}
