//! What an author of a provider crate needs. Code that only creates links does not need it.
//!
//! - [`Operation`]: one operation as pure functions and a constant [`Effect`].
//! - [`Caller`]: runs an operation, and [`decide`]s whether a request may be sent again.
//! - [`BuildClient`]: how a client is built from credentials, an address and a connection.
//! - [`Authorize`] and [`Secret`]: credentials, and how they are added to a request.
//! - [`json`]: strict requests, lenient responses.
//! - [`Comparison`]: whether a response is what the request asked for.

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

/// JSON at the boundary: exact amounts, lenient responses, strict requests.
///
/// Numbers are read from their text, and objects keep their order. So it makes no difference
/// whether another crate in the build enables `arbitrary_precision` or `preserve_order` of
/// serde_json.
pub mod json {
    pub use crate::json::{
        ExactNumber, NotAnObject, Object, Value, exact_number, object, optional, ordered_map,
        read_request, text,
    };
}
