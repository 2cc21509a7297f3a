//! JSON at the boundary: exact amounts, lenient responses, strict requests.
//!
//! Numbers are read from their text, and objects keep their order. So it makes no difference
//! whether another crate in the build enables `arbitrary_precision` or `preserve_order` of
//! serde_json.

mod document;
mod members;
mod number;
mod object;
mod request;

pub use document::Json;
pub use number::ExactNumber;
pub use object::{NotAnObject, Object, Value, text};
pub use request::{exact_number, object, optional, ordered_map, read_request};
