//! JSON at the boundary: amounts by their text, answers read leniently, requests read strictly.
//!
//! Nothing here depends on serde_json's `arbitrary_precision` or `preserve_order`: numbers are taken by their text
//! and objects keep their order, whatever another crate in the build switches on.

mod document;
mod members;
mod number;
mod object;
mod request;

pub use document::Json;
pub use number::ExactNumber;
pub use object::{NotAnObject, Object, Value, text};
pub use request::{exact_number, object, optional, ordered_map, read_request};
